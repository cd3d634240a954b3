package server

import (
	"context"
	"encoding/csv"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"timbao/search"
)

// EachOccurrence finds the query as it stands in titles and leads.
func (f *fake) EachOccurrence(ctx context.Context, r search.ConcordanceRequest, visit func(search.Occurrence) error) error {
	if err := f.start(ctx); err != nil {
		return err
	}
	if r.Query == "" {
		return &search.ParamError{Name: "q", Reason: "names no words to look for"}
	}
	n := 0
	for _, a := range f.articles {
		for _, p := range []struct {
			field search.Field
			text  string
		}{{search.FieldTitle, a.Title}, {search.FieldLead, a.Lead}} {
			left, right, ok := strings.Cut(p.text, r.Query)
			if !ok || r.Limit > 0 && n == r.Limit {
				continue
			}
			n++
			if err := visit(search.Occurrence{ID: a.ID, Title: a.Title, Published: &a.Published, Path: a.Source.Path, Field: p.field, Paragraph: 1,
				Offset: len(left), Left: left, Match: r.Query, Right: right}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Concordance is a page of EachOccurrence.
func (f *fake) Concordance(ctx context.Context, r search.ConcordanceRequest) (*search.Concordance, error) {
	asked := r
	f.lastKWIC.Store(&asked)
	out := &search.Concordance{Query: r.Query, TotalRelation: search.TotalExact}
	err := f.EachOccurrence(ctx, r, func(o search.Occurrence) error {
		out.Lines = append(out.Lines, o)
		out.Total++
		return nil
	})
	return out, err
}

func TestKWICIsAskedForAndAnswered(t *testing.T) {
	f := newFake(2)
	s := start(t, f, Options{})
	path := "/api/v1/kwic?q=c%E1%BB%ADa&width=20&limit=3&sort=date:desc&section=A&not_year=1999&exact_total=true"
	w := call(t, s, "GET", path, "")
	want := search.ConcordanceRequest{Width: 20, Request: search.Request{Query: "cửa", Limit: 3, Sort: search.SortNewest, Sections: []string{"A"}, NotYears: []int{1999}, Exact: true}}
	if got := f.lastKWIC.Load(); w.Code != http.StatusOK || !reflect.DeepEqual(*got, want) {
		t.Fatalf("%d: asked %+v, want %+v", w.Code, got, want)
	}
	got := decoded[search.Concordance](t, w)
	if got.Total == 0 || len(got.Lines) != got.Total || got.Lines[0].Match != "cửa" || got.Lines[0].Field == "" {
		t.Errorf("answered %+v", got)
	}
	if tag := w.Header().Get("Etag"); tag == "" || call(t, s, "GET", path, "", "If-None-Match", tag).Code != http.StatusNotModified {
		t.Errorf("with its own tag %q it is not unchanged", tag)
	}
	if w := call(t, s, "GET", "/api/v1/kwic?q=xyzxyz", ""); !strings.Contains(w.Body.String(), `"lines":[]`) {
		t.Errorf("nothing is %s", w.Body)
	}
}

func TestKWICAsAFile(t *testing.T) {
	f := newFake(2)
	s := start(t, f, Options{})
	w := call(t, s, "GET", "/api/v1/kwic.csv?q=c%E1%BB%ADa&bom=true&limit=3", "")
	body := w.Body.String()
	if w.Code != http.StatusOK || !strings.HasPrefix(body, "\uFEFFdate,time,left,match,right,") || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/csv") ||
		!strings.Contains(w.Header().Get("Content-Disposition"), `filename=timbao-kwic-cua.csv`) {
		t.Fatalf("%d %v\n%s", w.Code, w.Header(), body)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(body, "\uFEFF"))).ReadAll()
	if err != nil || len(rows) != 4 || rows[1][3] != "cửa" || rows[1][9] != "title" && rows[1][9] != "lead" {
		t.Errorf("%q %v", rows, err)
	}
	if w := call(t, s, "HEAD", "/api/v1/kwic.csv?q=c%E1%BB%ADa", ""); w.Code != http.StatusOK || w.Header().Get("Etag") == "" {
		t.Errorf("HEAD: %d %v", w.Code, w.Header())
	}
}

func TestBadKWICNamesTheParameter(t *testing.T) {
	s := start(t, newFake(1), Options{})
	for path, says := range map[string]string{
		"?q=a&width=0": `"width"`, "?q=a&width=501": `"width"`, "?q=a&sort=relevance": `"sort"`, "?q=a&offset=3": `"offset"`, "?q=a&facet=year": `"facet"`,
		"": `"q"`, "?q=%zz": "well-formed",
	} {
		for _, at := range []string{"/api/v1/kwic", "/api/v1/kwic.csv"} {
			w := call(t, s, "GET", at+path, "")
			if w.Code != http.StatusBadRequest || !strings.Contains(w.Body.String(), says) {
				t.Errorf("%s%s: %d %s", at, path, w.Code, w.Body)
			}
		}
	}
}
