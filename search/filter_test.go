package search_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"timbao/indexer/schema"
	"timbao/search"
)

// people are the writers and photographers of an article, as facets count them.
func people(a *search.Article) []string {
	var out []string
	for _, name := range append(slices.Clone(a.Authors), a.Photographers...) {
		if name = schema.Keyword(name); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// values are what an article has for a facet.
func values(a *search.Article, facet string) []string {
	var out []string
	switch facet {
	case search.FacetYear:
		if !a.Published.IsZero() {
			out = []string{strconv.Itoa(a.Published.Year())}
		}
	case search.FacetSection:
		out = []string{schema.Keyword(a.Section)}
	case search.FacetPlace:
		out = []string{schema.Keyword(a.Place)}
	case search.FacetAuthor:
		out = people(a)
	}
	return slices.DeleteFunc(out, func(v string) bool { return v == "" })
}

// fits applies the filters of a request to an article: any value of each filter, and all filters.
func fits(a *search.Article, req search.Request) bool {
	any := func(facet string, wanted []string) bool {
		return len(wanted) == 0 || slices.ContainsFunc(values(a, facet), func(v string) bool { return slices.Contains(wanted, v) })
	}
	var years []string
	for _, y := range req.Years {
		years = append(years, strconv.Itoa(y))
	}
	day := a.Published.Format(time.DateOnly)
	return any(search.FacetSection, req.Sections) && any(search.FacetAuthor, req.Authors) && any(search.FacetPlace, req.Places) &&
		any(search.FacetYear, years) &&
		(req.From == "" || !a.Published.IsZero() && day >= req.From) && (req.To == "" || !a.Published.IsZero() && day <= req.To)
}

// someFilters draws filters from what the archive has, so that they are neither empty nor everything.
func someFilters(r *rand.Rand, all []*search.Article) search.Request {
	var req search.Request
	draw := func(facet string) (out []string) {
		if r.IntN(3) > 0 {
			return nil
		}
		for range 1 + r.IntN(6) {
			out = append(out, values(all[r.IntN(len(all))], facet)...)
		}
		return out
	}
	req.Sections, req.Authors, req.Places = draw(search.FacetSection), draw(search.FacetAuthor), draw(search.FacetPlace)
	for _, y := range draw(search.FacetYear) {
		n, _ := strconv.Atoi(y)
		req.Years = append(req.Years, n)
	}
	if r.IntN(3) == 0 {
		req.From = fmt.Sprintf("%d-%02d-%02d", 1998+r.IntN(20), 1+r.IntN(12), 1+r.IntN(28))
	}
	if r.IntN(3) == 0 {
		req.To = fmt.Sprintf("%d-%02d-%02d", 2018+r.IntN(7), 1+r.IntN(12), 1+r.IntN(28))
	}
	return req
}

// TestFiltersCommute compares filters with a walk over the archive, alone and together with queries: what a filter leaves of a query
// is what the query has in common with the filter, in the same order and with the same scores.
func TestFiltersCommute(t *testing.T) {
	t.Parallel()
	x, all := openArchive(t), archiveArticles()
	r := rand.New(rand.NewPCG(1, 2))
	some := 0
	var lists []unfiltered
	for _, q := range []string{"tỉnh", "dan", `"đồng chí"`, "xã OR huyện", "-năm"} {
		lists = append(lists, unfiltered{q, find(t, x, search.Request{Query: q, Limit: 1000, Markup: search.MarkupNone}).Hits})
	}
	for n := range 100 {
		req := someFilters(r, all)
		want := naive(all, func(a *search.Article) bool { return fits(a, req) })
		if got := sorted(ids(t, x, req)); !slices.Equal(got, want) {
			t.Fatalf("%+v: %v\nwant %v", req, got, want)
		}
		q := lists[n%len(lists)]
		req.Query = q.query
		checkFiltered(t, x, req, q.hits, want)
		some += len(want)
	}
	if some < 500 {
		t.Errorf("the filters left only %d hits: too few to test anything", some)
	}
}

// unfiltered are the hits of a query alone.
type unfiltered struct {
	query string
	hits  []search.Hit
}

func checkFiltered(t *testing.T, x *search.Index, req search.Request, hits []search.Hit, allowed []string) {
	t.Helper()
	var want, got []string
	line := func(h search.Hit) string { return fmt.Sprintf("%s %v", h.ID, h.Score) }
	for _, h := range hits {
		if slices.Contains(allowed, h.ID) {
			want = append(want, line(h))
		}
	}
	req.Limit, req.Markup = 1000, search.MarkupNone
	for _, h := range find(t, x, req).Hits {
		got = append(got, line(h))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v:\n%s\nwant\n%s", req, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestFilterSpellings takes the values of filters in every spelling of the same letters.
func TestFilterSpellings(t *testing.T) {
	t.Parallel()
	x := indexOf(t,
		record{ID: "1", Title: "Một", Section: "Xây dựng Ðảng", Place: "Hoà Lâm", Author: "Trần  Văn Ðức"},
		record{ID: "2", Title: "Hai", Section: "Xây dựng Đảng", Place: "Hòa Lâm", Author: "Trần Văn Đức"},
		record{ID: "3", Title: "Ba", Section: "Thể thao", Place: "Lâm Hòa", Author: "Trần Văn"},
	)
	for _, req := range []search.Request{
		{Sections: []string{"Xây dựng Đảng"}}, {Sections: []string{" Xây  dựng Ðảng "}}, {Places: []string{"Hòa Lâm"}}, {Places: []string{"Hoà Lâm"}},
		{Authors: []string{"Trần Văn Đức"}}, {Authors: []string{"Trần Văn Ðức", "không ai"}},
	} {
		if got := ids(t, x, req); !sameSet(got, []string{"1", "2"}) {
			t.Errorf("%+v: %v", req, got)
		}
	}
	for _, req := range []search.Request{{Sections: []string{"Xây dựng"}}, {Authors: []string{""}}, {Years: []int{0}}, {Years: []int{-5}}, {Places: []string{"x"}, Sections: []string{"Thể thao"}}} {
		if got := ids(t, x, req); len(got) != 0 {
			t.Errorf("%+v: %v", req, got)
		}
	}
}

// TestFacetsCount compares facets with a count over the hits of the same search without what it selects of the facet: years newest
// first, others commonest first, no more than asked for beside the selected ones.
func TestFacetsCount(t *testing.T) {
	t.Parallel()
	x, all := openArchive(t), archiveArticles()
	byID := map[string]*search.Article{}
	for _, a := range all {
		byID[a.ID] = a
	}
	names := []string{search.FacetYear, search.FacetSection, search.FacetAuthor, search.FacetPlace}
	r := rand.New(rand.NewPCG(4, 2))
	for _, q := range []string{"", "tỉnh", "lua", `"đồng chí"`, "date:2010..2020", "-xã", "khôngcógì"} {
		for n := range 5 {
			req := search.Request{Query: q}
			if n > 1 {
				req = someFilters(r, all)
				req.Query = q
			}
			hits := ids(t, x, req)
			req.Facets, req.FacetSize, req.Limit = names, []int{1000, 3, 0, 1, 1000}[n], 1
			res := find(t, x, req)
			for _, name := range names {
				want := listed(count(ids(t, x, unselected(req, name)), byID, name), chosen(req, name), req.FacetSize, name)
				if got := res.Facets[name]; !slices.Equal(got, want) || got == nil {
					t.Errorf("%+v %s: %v, want %v", req, name, got, want)
				}
			}
			if len(res.Facets) != len(names) || res.TotalRelation != search.TotalExact || res.Total != len(hits) {
				t.Errorf("%+v: %d facets, total %d (%s), want %d", req, len(res.Facets), res.Total, res.TotalRelation, len(hits))
			}
		}
	}
	if res := find(t, x, search.Request{Query: "tỉnh"}); res.Facets != nil {
		t.Errorf("facets that nobody asked for: %v", res.Facets)
	}
}

// unselected is the request without what it selects of a facet, and with nothing counted.
func unselected(req search.Request, name string) search.Request {
	switch name {
	case search.FacetYear:
		req.Years = nil
	case search.FacetSection:
		req.Sections = nil
	case search.FacetAuthor:
		req.Authors = nil
	case search.FacetPlace:
		req.Places = nil
	}
	req.Facets, req.FacetSize = nil, 0
	return req
}

// chosen is what a request selects of a facet.
func chosen(req search.Request, name string) []string {
	var years []string
	for _, y := range req.Years {
		years = append(years, strconv.Itoa(y))
	}
	return map[string][]string{search.FacetYear: years, search.FacetSection: req.Sections, search.FacetAuthor: req.Authors, search.FacetPlace: req.Places}[name]
}

// listed cuts a facet to its size and lists what is selected in any case.
func listed(all []search.Facet, selected []string, size int, name string) []search.Facet {
	if size == 0 {
		size = 10
	}
	out := []search.Facet{}
	for i, f := range all {
		if f.Selected = slices.Contains(selected, f.Value); i < size || f.Selected {
			out = append(out, f)
		}
	}
	for _, v := range selected {
		if !slices.ContainsFunc(out, func(f search.Facet) bool { return f.Value == v }) {
			out = append(out, search.Facet{Value: v, Selected: true})
		}
	}
	inOrder(out, name)
	return out
}

func count(hits []string, byID map[string]*search.Article, name string) []search.Facet {
	counts := map[string]int{}
	for _, id := range hits {
		for _, v := range values(byID[id], name) {
			counts[v]++
		}
	}
	var out []search.Facet
	for v, n := range maps.All(counts) {
		out = append(out, search.Facet{Value: v, Count: n})
	}
	inOrder(out, name)
	return out
}

// inOrder puts years from the newest and names from the commonest.
func inOrder(facets []search.Facet, name string) {
	slices.SortFunc(facets, func(a, b search.Facet) int {
		if name == search.FacetYear {
			return strings.Compare(b.Value, a.Value)
		}
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
}
