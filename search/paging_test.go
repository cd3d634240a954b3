package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"timbao/search"
)

// dated are articles of one text, some on the same day, some without a date.
func dated() []record {
	var out []record
	for i := range 40 {
		r := record{ID: fmt.Sprintf("a%02d", i), Title: "Chợ phiên", Body: "Chợ phiên đông vui" + strings.Repeat(" chợ", i%3) + "."}
		if i%5 > 0 {
			r.Date = fmt.Sprintf("20%02d-03-%02d", i*7%20, 1+i%28)
		}
		if i%10 == 6 {
			r.Date = "2010-10-10"
		}
		out = append(out, r)
	}
	return out
}

// TestSortByDate wants falling or rising dates, and what has none at the end both ways.
func TestSortByDate(t *testing.T) {
	t.Parallel()
	x := indexOf(t, dated()...)
	for _, q := range []string{"", "chợ", `"chợ phiên"`, "chợ OR phiên"} {
		for _, sort := range []search.Sort{search.SortNewest, search.SortOldest} {
			hits := find(t, x, search.Request{Query: q, Sort: sort, Limit: 100}).Hits
			if len(hits) != 40 {
				t.Fatalf("%q %s: %d hits", q, sort, len(hits))
			}
			for i := 1; i < len(hits); i++ {
				a, b := hits[i-1].Published, hits[i].Published
				switch {
				case a == nil && b != nil:
					t.Errorf("%q %s: an undated article comes before %v", q, sort, b)
				case a == nil || b == nil:
				case sort == search.SortNewest && a.Before(*b), sort == search.SortOldest && b.Before(*a):
					t.Errorf("%q %s: %v comes before %v", q, sort, a, b)
				}
			}
			if hits[39].Published != nil || hits[31].Published == nil {
				t.Errorf("%q %s: the undated are not the last eight", q, sort)
			}
		}
	}
}

// TestNewestFirstAmongEquals wants equal scores ordered by date.
func TestNewestFirstAmongEquals(t *testing.T) {
	t.Parallel()
	x := indexOf(t,
		record{ID: "2001", Title: "Chợ phiên", Date: "2001"},
		record{ID: "undated", Title: "Chợ phiên"},
		record{ID: "2003", Title: "Chợ phiên", Date: "2003-05-01"},
		record{ID: "2002", Title: "Chợ phiên", Date: "2002-05-01"},
	)
	want := []string{"2003", "2002", "2001", "undated"}
	if a, err := x.Get(t.Context(), "2001"); err != nil || a.Published.IsZero() {
		want = []string{"2003", "2002"}
	}
	for _, q := range []string{"chợ", "cho phien", "", `"chợ phiên"`} {
		if got := ids(t, x, search.Request{Query: q}); len(got) != 4 || !slices.Equal(got[:len(want)], want) {
			t.Errorf("%q: %v", q, got)
		}
	}
}

// TestPagesConcatenate follows cursors and offsets through all hits, for every order, and compares with one long page.
func TestPagesConcatenate(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]*search.Index{"dated": indexOf(t, dated()...), "archive": openArchive(t)} {
		for _, q := range []string{"", "cho phien", `"chợ phiên"`, "chợ OR xã", "quần vợt"} {
			for _, sort := range []search.Sort{search.SortRelevance, search.SortNewest, search.SortOldest} {
				req := search.Request{Query: q, Sort: sort, Markup: search.MarkupNone}
				want := ids(t, x, req)
				for _, req.Limit = range []int{1, 9, len(want), 0} {
					if req.Limit == 1 && sort != search.SortRelevance || req.Limit == len(want) && sort != search.SortNewest {
						continue
					}
					if got := follow(t, x, req); !slices.Equal(got, want) {
						t.Errorf("%s %q %s by %d: %v\nwant %v", name, q, sort, req.Limit, got, want)
					}
					if got := byOffset(t, x, req); !slices.Equal(got, want) {
						t.Errorf("%s %q %s by offsets of %d: %v\nwant %v", name, q, sort, req.Limit, got, want)
					}
				}
			}
		}
	}
}

// follow collects the hits of all pages by their cursors.
func follow(t *testing.T, x *search.Index, req search.Request) []string {
	t.Helper()
	out := []string{}
	for {
		res := find(t, x, req)
		for _, h := range res.Hits {
			out = append(out, h.ID)
		}
		if res.Next == "" {
			return out
		}
		if len(res.Hits) == 0 || len(out) >= res.Total {
			t.Fatalf("%+v: a page of %d hits, the last of %d, is not the last page", req, len(res.Hits), res.Total)
		}
		req.Cursor = res.Next
	}
}

// byOffset collects the hits of all pages by counting.
func byOffset(t *testing.T, x *search.Index, req search.Request) []string {
	t.Helper()
	out := []string{}
	for {
		req.Offset = len(out)
		res := find(t, x, req)
		for _, h := range res.Hits {
			out = append(out, h.ID)
		}
		if len(res.Hits) == 0 || len(out) >= res.Total {
			return out
		}
	}
}

// TestCursorsBelongToARequest wants a cursor refused by any request with other hits or another order, and taken by one that only
// shows them differently.
func TestCursorsBelongToARequest(t *testing.T) {
	t.Parallel()
	x := indexOf(t, dated()...)
	mine := search.Request{Query: "chợ", Limit: 5, Sections: nil, Years: []int{2007, 2014, 2001, 2008}}
	cursor := find(t, x, mine).Next
	if cursor == "" {
		t.Fatal("there is no second page")
	}
	for name, change := range map[string]func(*search.Request){
		"query": func(r *search.Request) { r.Query = "chợ phiên" }, "sort": func(r *search.Request) { r.Sort = search.SortNewest },
		"years": func(r *search.Request) { r.Years = nil }, "from": func(r *search.Request) { r.From = "2001" }, "to": func(r *search.Request) { r.To = "2019" },
		"sections": func(r *search.Request) { r.Sections = []string{"Xã hội"} }, "authors": func(r *search.Request) { r.Authors = []string{"Ai"} },
		"places": func(r *search.Request) { r.Places = []string{"Đâu"} }, "months": func(r *search.Request) { r.Months = []string{"2007-01"} },
		"not sections": func(r *search.Request) { r.NotSections = []string{"Xã hội"} }, "formats": func(r *search.Request) { r.Formats = []string{"text"} },
		"cut": func(r *search.Request) { r.Cursor = r.Cursor[:len(r.Cursor)-2] }, "more": func(r *search.Request) { r.Cursor += "AA" },
		"invented": func(r *search.Request) { r.Cursor = "bm8" }, "negative": func(r *search.Request) { r.Cursor = "eyJvIjotNSwiaCI6MX0" },
		"not base64": func(r *search.Request) { r.Cursor = "%%%" }, "with offset": func(r *search.Request) { r.Offset = 5 },
	} {
		req := mine
		req.Cursor = cursor
		change(&req)
		if res, err := x.Search(t.Context(), req); res != nil || paramName(err) != "cursor" {
			t.Errorf("%s: %v %v", name, res, err)
		}
	}
	for name, change := range map[string]func(*search.Request){
		"limit": func(r *search.Request) { r.Limit = 2 }, "markup": func(r *search.Request) { r.Markup = search.MarkupPlain },
		"facets": func(r *search.Request) { r.Facets = []string{search.FacetYear} }, "timeline": func(r *search.Request) { r.Timeline = search.UnitDay }, "sort by its name": func(r *search.Request) { r.Sort = search.SortRelevance },
		"exact": func(r *search.Request) { r.Exact = true },
	} {
		req := mine
		req.Cursor = cursor
		change(&req)
		if res := find(t, x, req); len(res.Hits) == 0 {
			t.Errorf("%s: no hits on the second page", name)
		}
	}
}
