package server

import (
	"context"
	"html"
	"net/url"
	"strings"
	"testing"

	"timbao/search"
)

// Suggest offers the titles that begin as typed.
func (f *fake) Suggest(ctx context.Context, r search.SuggestRequest) ([]search.Suggestion, error) {
	if err := f.start(ctx); err != nil {
		return nil, err
	}
	if len(r.Prefix) > search.MaxPrefix {
		return nil, &search.ParamError{Name: "q", Reason: "is too long"}
	}
	out := []search.Suggestion{}
	for _, a := range f.articles {
		if rest, ok := strings.CutPrefix(a.Title, r.Prefix); ok && r.Prefix != "" && (r.Limit == 0 || len(out) < r.Limit) {
			out = append(out, search.Suggestion{Text: a.Title, HTML: "<mark>" + html.EscapeString(r.Prefix) + "</mark>" + html.EscapeString(rest), Kind: "title", ID: a.ID, Count: 1, Query: a.Title})
		}
	}
	return out, nil
}

func TestSuggest(t *testing.T) {
	f := newFake(2)
	s := start(t, f, Options{})
	w := call(t, s, "GET", "/api/v1/suggest?q="+url.QueryEscape("Lũ q")+"&limit=1&kind=title&kind=place", "")
	got := decoded[search.Suggestions](t, w)
	if w.Code != 200 || got.Query != "Lũ q" || len(got.Suggestions) != 1 || !strings.HasPrefix(got.Suggestions[0].HTML, "<mark>Lũ q</mark>uét") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	tag := w.Header().Get("ETag")
	if again := call(t, s, "GET", "/api/v1/suggest?q="+url.QueryEscape("Lũ q")+"&limit=1&kind=title&kind=place", "", "If-None-Match", tag); tag == "" || again.Code != 304 {
		t.Errorf("asked again with the tag %q: %d", tag, again.Code)
	}
	if none := call(t, s, "GET", "/api/v1/suggest", ""); none.Code != 200 || !strings.Contains(none.Body.String(), `"suggestions":[]`) {
		t.Errorf("nothing typed: %d %s", none.Code, none.Body)
	}
	for query, want := range map[string]string{
		"q=a&limit=0": "limit", "q=a&limit=51": "limit", "q=a&limit=x": "limit", "q=a&kind=titel": "kind", "q=a&q=b": "q", "prefix=a": "prefix",
		"q=" + strings.Repeat("a", 1001): "q",
	} {
		w := call(t, s, "GET", "/api/v1/suggest?"+query, "")
		if w.Code != 400 || !strings.Contains(w.Body.String(), `"`+want+`"`) || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%.30s: %d %s", query, w.Code, w.Body)
		}
	}
	f.fail(search.ErrDamaged)
	if w := call(t, s, "GET", "/api/v1/suggest?q=a", ""); w.Code != 503 && w.Code != 500 {
		t.Errorf("a damaged index: %d %s", w.Code, w.Body)
	}
	if w := call(t, s, "POST", "/api/v1/suggest", "{}"); w.Code != 405 {
		t.Errorf("POST: %d", w.Code)
	}
}
