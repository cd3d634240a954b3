package server

import (
	"context"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"timbao/search"
)

// Similar finds what shares the first word of the article's title, without the article.
func (f *fake) Similar(ctx context.Context, r search.SimilarRequest) (*search.Response, error) {
	asked := r
	f.lastSimilar.Store(&asked)
	a, err := f.Get(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	r.Query = strings.Fields(a.Title)[0]
	out, err := f.Search(ctx, r.Request)
	if err != nil {
		return nil, err
	}
	for i, h := range out.Hits {
		if h.ID == r.ID {
			out.Hits = append(out.Hits[:i:i], out.Hits[i+1:]...)
			break
		}
	}
	return out, nil
}

// Versions finds the copies of a sample article, which have its title.
func (f *fake) Versions(ctx context.Context, id string) ([]search.Version, error) {
	a, err := f.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []search.Version
	for _, other := range f.articles {
		if other.ID != id && other.Title == a.Title {
			out = append(out, search.Version{ID: other.ID, Title: other.Title, Published: &other.Published})
		}
	}
	return out, nil
}

func TestSimilarIsAskedForAndAnswered(t *testing.T) {
	f := newFake(3)
	s := start(t, f, Options{})
	id := f.articles[0].ID
	path := "/api/v1/similar?id=" + id + "&limit=2&section=A&not_year=1999&versions=all&facet=year"
	w := call(t, s, "GET", path, "")
	want := search.SimilarRequest{ID: id, Request: search.Request{Limit: 2, Sections: []string{"A"}, NotYears: []int{1999}, Versions: search.VersionsAll, Facets: []string{"year"}}}
	if got := f.lastSimilar.Load(); w.Code != http.StatusOK || !reflect.DeepEqual(*got, want) {
		t.Fatalf("%d: asked %+v, want %+v", w.Code, got, want)
	}
	got := decoded[search.Response](t, call(t, s, "GET", "/api/v1/similar?id="+id, ""))
	if len(got.Hits) == 0 || got.Hits[0].ID == id {
		t.Errorf("answered %+v", got)
	}
	if tag := w.Header().Get("Etag"); tag == "" || call(t, s, "GET", path, "", "If-None-Match", tag).Code != http.StatusNotModified {
		t.Errorf("with its own tag %q it is not unchanged", tag)
	}
}

func TestVersionsAreAskedForAndAnswered(t *testing.T) {
	f := newFake(3)
	s := start(t, f, Options{})
	id := f.articles[0].ID
	w := call(t, s, "GET", "/api/v1/versions?id="+id, "")
	got := decoded[search.VersionList](t, w)
	if w.Code != http.StatusOK || got.ID != id || len(got.Versions) != 2 || got.Versions[0].ID == id {
		t.Errorf("%d: %+v", w.Code, got)
	}
	lone := start(t, newFake(1), Options{})
	if w := call(t, lone, "GET", "/api/v1/versions?id="+id, ""); !strings.Contains(w.Body.String(), `"versions":[]`) {
		t.Errorf("no versions are %s", w.Body)
	}
}

func TestBadSimilarNamesTheMistake(t *testing.T) {
	s := start(t, newFake(1), Options{})
	for path, want := range map[string]struct {
		code int
		says string
	}{
		"/api/v1/similar?id=nobody":          {http.StatusNotFound, "no article has this id"},
		"/api/v1/versions?id=nobody":         {http.StatusNotFound, "no article has this id"},
		"/api/v1/similar?id=a&sort=date:asc": {http.StatusBadRequest, `"sort"`},
		"/api/v1/similar?id=a&limit=1000":    {http.StatusBadRequest, `"limit"`},
		"/api/v1/similar?id=a&id=b":          {http.StatusBadRequest, `"id"`},
		"/api/v1/versions?id=a&q=x":          {http.StatusBadRequest, `"q"`},
		"/api/v1/versions?id=%zz":            {http.StatusBadRequest, "well-formed"},
	} {
		w := call(t, s, "GET", path, "")
		if w.Code != want.code || !strings.Contains(w.Body.String(), want.says) {
			t.Errorf("%s: %d %s", path, w.Code, w.Body)
		}
	}
}
