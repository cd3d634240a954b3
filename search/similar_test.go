package search_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"timbao/search"
)

// desk are articles of three subjects, each with words of its own that come back in all its articles, the first of them in two versions.
func desk() []record {
	var out []record
	for s, subject := range []string{"đập thủy điện Khe Mơ xả lũ", "giải vô địch bóng chuyền bãi biển", "dịch tả lợn châu Phi tái phát"} {
		for i := range 6 {
			out = append(out, record{
				ID: fmt.Sprintf("%c%d", 'a'+s, i), Title: drawn(100+10*s+i, 4) + " " + subject,
				Body: drawn(200+10*s+i, 60) + " " + subject + ". " + drawn(300+10*s+i, 60), Section: []string{"Thời sự", "Tin vắn"}[i%2],
				Date: fmt.Sprintf("2020-10-%02d", 10+i),
			})
		}
	}
	again := out[0]
	again.ID, again.Title, again.Body = "a0 again", "Xả lũ", again.Body+" "+drawn(400, 10)
	return append(out, again)
}

// similar are the ids of all articles similar to one.
func similar(t *testing.T, x *search.Index, req search.SimilarRequest) []string {
	t.Helper()
	req.Limit = search.MaxLimit
	res, err := x.Similar(t.Context(), req)
	if err != nil {
		t.Fatalf("%+v: %v", req, err)
	}
	out := []string{}
	for _, h := range res.Hits {
		out = append(out, h.ID)
	}
	return out
}

// TestSimilar wants the articles of the same subject first, and never the article itself; its other version only when asked for.
func TestSimilar(t *testing.T) {
	t.Parallel()
	x := indexOf(t, desk()...)
	for _, id := range []string{"a0", "a3", "b1", "c5", "a0 again"} {
		got := similar(t, x, search.SimilarRequest{ID: id})
		if len(got) < 4 || slices.ContainsFunc(got[:4], func(other string) bool { return other[0] != id[0] }) {
			t.Errorf("%s: the four most similar of %v are not all of its subject", id, got)
		}
		if slices.Contains(got, id) {
			t.Errorf("%s is similar to itself", id)
		}
		if strings.HasPrefix(id, "a0") && slices.ContainsFunc(got, func(other string) bool { return strings.HasPrefix(other, "a0") }) {
			t.Errorf("%s: its own version is among %v", id, got)
		}
	}
	if got := similar(t, x, search.SimilarRequest{ID: "a0", Request: search.Request{Versions: search.VersionsAll}}); !slices.Contains(got, "a0 again") || slices.Contains(got, "a0") {
		t.Errorf("a0 with all versions: %v", got)
	}
	res, err := x.Similar(t.Context(), search.SimilarRequest{ID: "a3"})
	if err != nil {
		t.Fatal(err)
	}
	grouped := slices.ContainsFunc(res.Hits, func(h search.Hit) bool { return strings.HasPrefix(h.ID, "a0") && len(h.Versions) == 1 })
	if !grouped {
		t.Errorf("the two versions of a0 are not one hit among %v", groupsOf(res.Hits))
	}
	for _, h := range res.Hits {
		if strings.Contains(h.Highlight.Title+h.Highlight.Snippets[0], "<mark>") {
			t.Errorf("%s has marks: %+v", h.ID, h.Highlight)
		}
	}
}

// TestSimilarTakesARequest narrows, counts and pages the answer as that of a search.
func TestSimilarTakesARequest(t *testing.T) {
	t.Parallel()
	x := indexOf(t, desk()...)
	all := similar(t, x, search.SimilarRequest{ID: "b0"})
	for name, c := range map[string]struct {
		req  search.Request
		fits func(a *search.Article) bool
	}{
		"section":  {search.Request{Sections: []string{"Tin vắn"}}, func(a *search.Article) bool { return a.Section == "Tin vắn" }},
		"to":       {search.Request{To: "2020-10-12"}, func(a *search.Article) bool { return a.Published.Day() <= 12 }},
		"query":    {search.Request{Query: `"bóng chuyền"`}, func(a *search.Article) bool { return strings.Contains(a.Title, "bóng chuyền") }},
		"no words": {search.Request{Query: "-bóng"}, func(a *search.Article) bool { return !strings.Contains(a.Title, "bóng") }},
	} {
		want := slices.DeleteFunc(slices.Clone(all), func(id string) bool {
			a, err := x.Get(t.Context(), id)
			return err != nil || !c.fits(a)
		})
		if got := similar(t, x, search.SimilarRequest{ID: "b0", Request: c.req}); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v of %v", name, got, want, all)
		}
	}
	req := search.SimilarRequest{ID: "b0", Request: search.Request{Limit: 2, Facets: []string{search.FacetSection}}}
	var got []string
	for {
		res, err := x.Similar(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		if n := res.Facets[search.FacetSection]; n[0].Count+n[1].Count != res.Total {
			t.Errorf("facets %v of %d", n, res.Total)
		}
		for _, h := range res.Hits {
			got = append(got, h.ID)
		}
		if req.Cursor = res.Next; req.Cursor == "" {
			break
		}
	}
	if !slices.Equal(got, all) {
		t.Errorf("pages of two: %v, want %v", got, all)
	}
}

// TestSimilarRefuses wants each mistake named, and no hits for an article that has nothing in common with any.
func TestSimilarRefuses(t *testing.T) {
	t.Parallel()
	x := indexOf(t, append(desk(), record{ID: "alone", Title: "Xyz", Body: "Qwert zuiop."}, record{ID: "empty", Title: "?!", Body: "1"})...)
	for _, id := range []string{"alone", "empty"} {
		res, err := x.Similar(t.Context(), search.SimilarRequest{ID: id, Request: search.Request{Facets: []string{search.FacetYear}}})
		if err != nil || len(res.Hits) != 0 || res.Total != 0 || res.Next != "" {
			t.Errorf("%s: %+v %v", id, res, err)
		}
	}
	if _, err := x.Similar(t.Context(), search.SimilarRequest{ID: "nobody"}); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("no such article: %v", err)
	}
	if _, err := x.Versions(t.Context(), "nobody"); !errors.Is(err, search.ErrNotFound) {
		t.Errorf("no such article: %v", err)
	}
	cursor := ""
	if res, err := x.Similar(t.Context(), search.SimilarRequest{ID: "a1", Request: search.Request{Limit: 1}}); err == nil {
		cursor = res.Next
	}
	for name, req := range map[string]search.SimilarRequest{
		"id": {}, "sort": {ID: "a0", Request: search.Request{Sort: search.SortNewest}}, "limit": {ID: "a0", Request: search.Request{Limit: -1}},
		"cursor": {ID: "a2", Request: search.Request{Limit: 1, Cursor: cursor}},
	} {
		if _, err := x.Similar(t.Context(), req); paramName(err) != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestVersions lists the versions of an article by date, whichever of them one asks about.
func TestVersions(t *testing.T) {
	t.Parallel()
	x := indexOf(t, wire()...)
	for id, want := range map[string][]string{"first": {"updated", "cut"}, "updated": {"first"}, "cut": {"first"}, "other": nil, "short": nil} {
		versions, err := x.Versions(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, v := range versions {
			got = append(got, v.ID)
		}
		if id == "cut" || id == "updated" {
			got = slices.DeleteFunc(got, func(v string) bool { return v == "cut" || v == "updated" }) // of each other they may be, or not
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}
