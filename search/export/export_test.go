package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timbao/indexer/article"
	"timbao/search"
	"timbao/search/cite"
	"timbao/search/export"
)

// shelf is an archive in memory that finds everything.
type shelf []*search.Article

// Each visits all articles, after a look at the limit as the real one does.
func (s shelf) Each(ctx context.Context, req search.Request, visit func(*search.Article, search.Hit) error) error {
	if req.Limit < 0 {
		return &search.ParamError{Name: "limit", Reason: "is negative"}
	}
	for _, a := range s {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := visit(a, search.Hit{ID: a.ID, Score: 1.5}); err != nil {
			return err
		}
	}
	return nil
}

func articles() shelf {
	return shelf{
		{ID: "a", Title: "Lũ, \"lớn\"", Lead: "=1+1", Body: []string{"Một", "Hai"}, Authors: []string{"Văn Trọng", "Mây"}, Section: "- Thời sự",
			Published: time.Date(2020, 1, 14, 19, 23, 0, 0, article.Zone()), Source: article.Source{Path: "x/a.txt"}},
		{ID: "b", Title: "@ai"},
	}
}

func written(t *testing.T, s shelf, o export.Options) string {
	t.Helper()
	var b bytes.Buffer
	n, err := export.Write(t.Context(), &b, s, search.Request{}, o)
	if err != nil || n != len(s) {
		t.Fatalf("%+v: %d articles, %v", o, n, err)
	}
	return b.String()
}

func TestCSV(t *testing.T) {
	want := "id,title,date,time,section,place,authors,photographers,lead,url,path\r\n" +
		"a,\"Lũ, \"\"lớn\"\"\",2020-01-14,19:23,'- Thời sự,,Văn Trọng; Mây,,'=1+1,,x/a.txt\r\n" +
		"b,'@ai,,,,,,,,,\r\n"
	if got := written(t, articles(), export.Options{}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	want = "\uFEFFbody,score,id\r\n\"Một\r\nHai\",1.5000,a\r\n,1.5000,b\r\n"
	if got := written(t, articles(), export.Options{Format: export.CSV, BOM: true, Columns: []string{"body", "score", "id"}}); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := written(t, nil, export.Options{Columns: []string{"id"}}); got != "id\r\n" {
		t.Errorf("no hits give %q", got)
	}
}

func TestEveryColumn(t *testing.T) {
	var names []string
	for _, c := range export.Columns() {
		if c.Doc == "" || c.Default != slices.Contains(export.DefaultColumns(), c.Name) {
			t.Errorf("column %+v", c)
		}
		names = append(names, c.Name)
	}
	rows, err := csv.NewReader(strings.NewReader(written(t, articles(), export.Options{Columns: names}))).ReadAll()
	if err != nil || len(rows) != 3 || !slices.Equal(rows[0], names) {
		t.Errorf("%v %v", rows, err)
	}
}

func TestJSONL(t *testing.T) {
	var got shelf
	for line := range strings.Lines(written(t, articles(), export.Options{Format: export.JSONL})) {
		a := &search.Article{}
		if err := json.Unmarshal([]byte(line), a); err != nil {
			t.Fatal(err)
		}
		if !a.Published.IsZero() {
			a.Published = a.Published.In(article.Zone())
		}
		got = append(got, a)
	}
	if !reflect.DeepEqual(got, articles()) {
		t.Errorf("got %+v", got)
	}
}

func TestReferences(t *testing.T) {
	o := cite.Options{Newspaper: "Báo Thạch Giang"}
	for format, entry := range map[export.Format]func(*article.Article, cite.Options) string{export.RIS: cite.RIS, export.BibTeX: cite.BibTeX} {
		want := entry(articles()[0], o) + entry(articles()[1], o)
		if got := written(t, articles(), export.Options{Format: format, Cite: o}); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", format, got, want)
		}
	}
}

// TestNothingIsWrittenBeforeAnError wants errors of options and requests before the first byte, so that a server can still say so.
func TestNothingIsWrittenBeforeAnError(t *testing.T) {
	for name, c := range map[string]struct {
		o   export.Options
		req search.Request
	}{
		"format":  {export.Options{Format: "xls"}, search.Request{}},
		"columns": {export.Options{Columns: []string{"id", "x"}}, search.Request{}},
		"bom":     {export.Options{Format: export.RIS, BOM: true}, search.Request{}},
		"limit":   {export.Options{BOM: true}, search.Request{Limit: -1}},
	} {
		var b bytes.Buffer
		n, err := export.Write(t.Context(), &b, articles(), c.req, c.o)
		var param *search.ParamError
		if n != 0 || b.Len() > 0 || !errors.As(err, &param) || param.Name != name {
			t.Errorf("%s: %d articles, %d bytes, %v", name, n, b.Len(), err)
		}
	}
	_, err := export.Write(t.Context(), &bytes.Buffer{}, articles(), search.Request{}, export.Options{Format: export.JSONL, Columns: []string{"id"}})
	if !errors.Is(err, search.ErrParam) {
		t.Errorf("columns of JSON lines: %v", err)
	}
}

// full takes some bytes and then fails.
type full struct{ left int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// TestAFailingWriterEndsTheExport wants every format to stop soon after the disk is full, and at the end too.
func TestAFailingWriterEndsTheExport(t *testing.T) {
	many := slices.Repeat(articles(), 10_000)
	for _, format := range export.Formats() {
		n, err := export.Write(t.Context(), &full{left: 100_000}, many, search.Request{}, export.Options{Format: format})
		if !errors.Is(err, errFull) || n > 5_000 {
			t.Errorf("%s: %d articles, %v", format, n, err)
		}
		if _, err := export.Write(t.Context(), &full{}, articles(), search.Request{}, export.Options{Format: format}); !errors.Is(err, errFull) {
			t.Errorf("%s, at the end: %v", format, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if n, err := export.Write(ctx, &bytes.Buffer{}, many, search.Request{}, export.Options{}); n > 0 || !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %d articles, %v", n, err)
	}
}

// TestCells wants every cell harmless, and the text back by the rule that the documentation gives.
func TestCells(t *testing.T) {
	harmful := regexp.MustCompile(`^[\t\r\n ]*[=+\-@＝＋－＠]`)
	kept := regexp.MustCompile(`^'+[\t\r\n ]*[=+\-@＝＋－＠]`)
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOfN(rapid.SampledFrom([]rune("=+-@＝＋－＠' \t\naÐ1\",;")), 0, 8, -1).Draw(t, "text")
		cell := export.Cell(s)
		if harmful.MatchString(cell) {
			t.Fatalf("%q gives %q", s, cell)
		}
		back := cell
		if kept.MatchString(cell) {
			back = cell[1:]
		}
		if back != s {
			t.Fatalf("%q gives %q, and that %q", s, cell, back)
		}
	})
	for text, want := range map[string]string{"": "", "a\x00b\x1b[1m\r": "ab[1m", "một-hai": "một-hai", "\t=1": "'\t=1", "\r=1": "'=1", "1": "1"} {
		if got := export.Cell(text); got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string]export.Format{"a.csv": export.CSV, "A.BIB": export.BibTeX, "x.y.jsonl": export.JSONL, "r.ris": export.RIS, "csv": "", "a.txt": ""} {
		if got, ok := export.FormatOf(name); got != want || ok != (want != "") {
			t.Errorf("%s: %q %v", name, got, ok)
		}
	}
	for _, f := range export.Formats() {
		if got, _ := export.FormatOf("x" + f.Extension()); got != f || !strings.Contains(f.ContentType(), "/") {
			t.Errorf("%s: %s, %s", f, got, f.ContentType())
		}
	}
}
