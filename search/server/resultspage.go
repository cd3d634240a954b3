package server

import (
	"html/template"
	"slices"
	"strings"

	"timbao/search"
)

// pageFacetSize is how many values of a facet the page shows at first, pageFacetMore how many when asked for more.
const (
	pageFacetSize = 8
	pageFacetMore = 100
)

// resultsView is a page of hits.
type resultsView struct {
	layout
	Query         string
	Total         int
	AtLeast       bool
	Took          string
	First, Last   int // of the hits shown; 0 when a cursor hides where we are
	Hits          []hitView
	Sorts         []link
	Groups        []group
	Period        period
	Chips         []chip
	Clear         string // address without filters; "" with none
	Previous      string
	Next          string
	Start         string // address of the first page, where there is no previous one
	Plain, Newest string // addresses that an empty page offers
}

// hitView is a hit on the page.
type hitView struct {
	search.Hit
	URL      string
	Marked   template.HTML
	Snippets []template.HTML
}

// period is the form for the time of publishing.
type period struct {
	From, To string
	Hidden   []pair
}

// trusted is the one place where text becomes HTML unescaped. It is for what the search package has escaped, with nothing but <mark>
// and </mark> added (search.MarkupHTML): the highlights of search.Response and the texts of search.Reading.
func trusted(highlight string) template.HTML { return template.HTML(highlight) }

// pageRequest is what the page asks the archive for when a visitor asks for r.
func pageRequest(r search.Request) search.Request {
	r.Markup, r.Explain, r.Snippets = search.MarkupHTML, false, 2
	r.Facets = nil
	for _, f := range filters {
		r.Facets = append(r.Facets, f.name)
	}
	if r.FacetSize == 0 {
		r.FacetSize = pageFacetSize
	}
	return r
}

// visitorRequest drops what a page does not let a visitor choose, so that it does not spread through the links.
func visitorRequest(r search.Request) search.Request {
	r.Markup, r.Explain, r.Snippets, r.Facets, r.Exact = "", false, 0, nil, false
	return r
}

// resultsOf draws an answer.
func (s *Server) resultsOf(a *asking, found *search.Response) resultsView {
	r := a.found
	v := resultsView{
		layout: s.layoutOf(a.visitor, a.titleOf(r), r),
		Query:  r.Query, Total: found.Total, AtLeast: found.TotalRelation == search.TotalAtLeast, Took: a.milliseconds(found.TookMS),
		Sorts: a.sortsOf(r), Groups: a.groupsOf(r, found.Facets), Period: periodOf(r), Chips: a.chipsOf(r),
	}
	for i, h := range found.Hits {
		v.Hits = append(v.Hits, hitOf(h, r, i+1))
	}
	if filtered(r) {
		v.Clear = pageURL(withoutFilters(r))
	}
	v.Plain, v.Newest = pageURL(withoutFilters(r)), pageURL(search.Request{})
	v.turn(r, found)
	return v
}

// turn sets the links between pages: by offset as far as that goes, then by cursor.
func (v *resultsView) turn(r search.Request, found *search.Response) {
	size := pageSize(r)
	if r.Cursor == "" && len(found.Hits) > 0 {
		v.First, v.Last = r.Offset+1, r.Offset+len(found.Hits)
	}
	switch {
	case r.Offset > 0:
		back := r
		back.Offset = max(0, r.Offset-size)
		v.Previous = pageURL(back)
	case r.Cursor != "":
		v.Start = pageURL(firstPage(r))
	}
	if found.Next == "" {
		return
	}
	on := r
	if on.Offset += size; r.Cursor != "" || on.Offset > maxHTTPOffset {
		on.Offset, on.Cursor = 0, found.Next
	}
	v.Next = pageURL(on)
}

// pageSize is how many hits a page of a search has.
func pageSize(r search.Request) int {
	if r.Limit == 0 {
		return search.DefaultLimit
	}
	return r.Limit
}

// hitOf draws a hit, at a place of the page from 1.
func hitOf(h search.Hit, r search.Request, place int) hitView {
	v := hitView{Hit: h, URL: hitURL(h.ID, r, place)}
	if h.Highlight == nil {
		return v
	}
	v.Marked = trusted(h.Highlight.Title)
	for _, s := range h.Highlight.Snippets {
		v.Snippets = append(v.Snippets, trusted(s))
	}
	return v
}

// sortsOf are the orders to choose from.
func (l language) sortsOf(r search.Request) []link {
	var out []link
	now := r.Sort
	if now == "" {
		now = search.SortRelevance
	}
	for _, by := range []struct {
		sort search.Sort
		key  string
	}{{search.SortRelevance, "relevance"}, {search.SortNewest, "newest"}, {search.SortOldest, "oldest"}} {
		to := firstPage(r)
		to.Sort = by.sort
		out = append(out, link{URL: pageURL(to), Text: l.text("results.sort." + by.key), Active: now == by.sort})
	}
	return out
}

// periodOf fills the form for the time of publishing; everything else of the search goes along.
func periodOf(r search.Request) period {
	kept := firstPage(r)
	kept.From, kept.To = "", ""
	p := period{From: r.From, To: r.To, Hidden: hidden(kept)}
	if len(p.Hidden) == 0 {
		p.Hidden = []pair{{"q", ""}}
	}
	return p
}

// titleOf names a search in the title of the document.
func (l language) titleOf(r search.Request) string {
	if q := strings.Join(strings.Fields(r.Query), " "); q != "" {
		return shorten(q)
	}
	return l.text("results.all")
}

// group is a facet on the page.
type group struct {
	Name   string
	ID     string
	Values []link
	More   string // address that shows more values; "" if these are all
}

// groupsOf draws the facets. Years go from the newest to the oldest, the others from the commonest.
func (l language) groupsOf(r search.Request, facets map[string][]search.Facet) []group {
	var out []group
	for _, f := range filters {
		g := group{Name: l.text("facet." + f.name), ID: "facet-" + f.name}
		given := slices.DeleteFunc(slices.Clone(facets[f.name]), nameless)
		if f.name == search.FacetYear {
			slices.SortStableFunc(given, func(a, b search.Facet) int { return strings.Compare(b.Value, a.Value) })
		}
		for _, value := range given {
			g.Values = append(g.Values, link{URL: pageURL(f.toggle(r, value.Value)), Text: value.Value, Count: value.Count, Active: f.has(r, value.Value)})
		}
		if len(given) >= pageFacetSize && r.FacetSize < pageFacetMore {
			more := firstPage(r)
			more.FacetSize = pageFacetMore
			g.More = pageURL(more) + "#" + g.ID
		}
		if len(g.Values) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// nameless is true of a value that stands for articles without one: there is nothing to click on.
func nameless(f search.Facet) bool { return strings.TrimSpace(f.Value) == "" }

// chip is an active filter and the address of the search without it.
type chip struct {
	Name, Text, Without string
}

// chipsOf draws the active filters.
func (l language) chipsOf(r search.Request) []chip {
	var out []chip
	base := firstPage(r)
	if r.From != "" {
		without := base
		without.From = ""
		out = append(out, chip{l.text("filter.from"), r.From, pageURL(without)})
	}
	if r.To != "" {
		without := base
		without.To = ""
		out = append(out, chip{l.text("filter.to"), r.To, pageURL(without)})
	}
	for _, f := range filters {
		for _, value := range f.get(r) {
			out = append(out, chip{l.text("facet." + f.name), value, pageURL(f.toggle(r, value))})
		}
	}
	return out
}
