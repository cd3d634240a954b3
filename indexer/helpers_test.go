package indexer_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"timbao/indexer"
	"timbao/indexer/article"
	"timbao/search"
)

func TestMain(m *testing.M) {
	// bleve starts these when it is loaded and never stops them.
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// desk is a place to work in: a folder of articles and an index.
type desk struct {
	t     testing.TB
	dir   string // of the articles
	index string
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	dir := t.TempDir()
	d := &desk{t, filepath.Join(dir, "bao"), filepath.Join(dir, "idx")}
	if err := os.Mkdir(d.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d *desk) write(name, text string) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(d.path(name)), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(d.path(name), []byte(text), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) remove(name string) {
	d.t.Helper()
	if err := os.RemoveAll(d.path(name)); err != nil {
		d.t.Fatal(err)
	}
}

// run indexes, the whole folder if no paths are named.
func (d *desk) run(o indexer.Options) (indexer.Report, error) {
	o.Dir = d.index
	if o.Paths == nil {
		o.Paths = []string{d.dir}
	}
	return indexer.Run(context.Background(), o)
}

func (d *desk) mustRun(o indexer.Options) indexer.Report {
	d.t.Helper()
	rep, err := d.run(o)
	if err != nil {
		d.t.Fatal(err)
	}
	return rep
}

func (d *desk) open() *search.Index {
	d.t.Helper()
	x, err := search.Open(d.index, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	return x
}

// titles reads all articles of the index: id → title.
func (d *desk) titles() map[string]string {
	d.t.Helper()
	x := d.open()
	defer x.Close()
	return titlesOf(d.t, x)
}

func titlesOf(t testing.TB, x *search.Index) map[string]string {
	t.Helper()
	got := map[string]string{}
	for cursor := ""; ; {
		res, err := x.Search(t.Context(), search.Request{Limit: search.MaxLimit, Cursor: cursor, Markup: search.MarkupNone})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range res.Hits {
			if _, twice := got[h.ID]; twice {
				t.Fatalf("%s is found twice", h.ID)
			}
			got[h.ID] = h.Title
			if a, err := x.Get(t.Context(), h.ID); err != nil || a.Title != h.Title || a.ID != h.ID {
				t.Fatalf("Get(%s) is %+v (%v), the hit has the title %q", h.ID, a, err, h.Title)
			}
		}
		if cursor = res.Next; cursor == "" {
			if res.Total != len(got) {
				t.Fatalf("the total is %d, but there are %d hits", res.Total, len(got))
			}
			return got
		}
	}
}

// find lists the ids of the articles that a query finds.
func find(t testing.TB, x *search.Index, query string) []string {
	t.Helper()
	res, err := x.Search(t.Context(), search.Request{Query: query, Limit: search.MaxLimit, Markup: search.MarkupNone})
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, h := range res.Hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return ids
}

func wantTitles(t testing.TB, got, want map[string]string) {
	t.Helper()
	if maps.Equal(got, want) {
		return
	}
	for id, title := range want {
		if got[id] != title {
			t.Errorf("%s has the title %q, want %q", id, got[id], title)
		}
	}
	for id, title := range got {
		if _, ok := want[id]; !ok {
			t.Errorf("%s (%q) should not be there", id, title)
		}
	}
}

// wantReport compares the counts of a report; want's other fields are not looked at.
func wantReport(t testing.TB, rep, want indexer.Report) {
	t.Helper()
	type counts struct{ Read, New, Changed, Unchanged, Removed, Articles, Skipped int }
	of := func(r indexer.Report) counts {
		return counts{r.Read, r.New, r.Changed, r.Unchanged, r.Removed, r.Articles, len(r.Skipped)}
	}
	if of(rep) != of(want) {
		t.Errorf("the report says %+v, want %+v (skipped: %v)", of(rep), of(want), rep.Skipped)
	}
}

func wantError(t testing.TB, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("the error is %v, want %v", err, want)
	}
}

// line is a JSONL record; fields come in pairs of name and value.
func line(fields ...string) string {
	o := map[string]string{}
	for i := 0; i < len(fields); i += 2 {
		o[fields[i]] = fields[i+1]
	}
	raw, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func lines(l ...string) string { return strings.Join(l, "\n") + "\n" }

// skipOf finds what a report says of a path's line.
func skipOf(rep indexer.Report, path string, line int) (reason string) {
	for _, s := range rep.Skipped {
		if s.Path == filepath.ToSlash(path) && s.Line == line {
			return s.Reason
		}
	}
	return ""
}

// skip is an input left out, as a report names it.
type skip = article.Skip
