package server

import (
	"html/template"
	"strings"

	"timbao/search"
	"timbao/search/export"
)

// resultsView is a page of hits.
type resultsView struct {
	layout
	Query       string
	Total       int
	AtLeast     bool
	Took        string
	First, Last int        // of the hits shown; 0 when a cursor hides where we are
	Meant       *meantView // nil where the query is best as it stands
	Hits        []hitView
	Sorts       []link
	Timeline    *barChart // nil where it would say nothing
	Facets      []facetView
	Period      period
	Chips       []chip
	Clear       string // address without filters; "" with none
	Previous    string
	Next        string
	Start       string    // address of the first page, where there is no previous one
	Empty       emptyView // help, where there are no hits
	Files       []link    // the whole result as a file of some format
	Feed        string    // address of the search as an Atom feed
	Versions    link      // to the search with the versions of a story apart, or together again; no address where there is nothing to part
}

// hitView is a hit on the page.
type hitView struct {
	search.Hit
	URL      string
	Marked   template.HTML
	Snippets []template.HTML
	Others   []versionView // that tell the same story
}

// versionView is another version of a hit's story.
type versionView struct {
	search.Version
	URL string
}

// meantView is another query that may be what was meant.
type meantView struct {
	URL   string
	Query template.HTML
}

// period is the form for the time of publishing.
type period struct {
	From, To string
	Hidden   []pair
}

// trusted is the one place where text becomes HTML unescaped. It is for what the search package has escaped, with nothing but <mark>
// and </mark> added (search.MarkupHTML): the highlights of search.Response and the texts of search.Reading; or <em> and </em>:
// search.Correction.
func trusted(highlight string) template.HTML { return template.HTML(highlight) }

// pageRequest is what the page asks the archive for when a visitor asks for r.
func pageRequest(r search.Request) search.Request {
	r.Markup, r.Explain, r.Snippets, r.Timeline = search.MarkupHTML, false, 2, search.UnitAuto
	r.Correct = r.Offset == 0 && r.Cursor == ""
	return facetRequest(r)
}

// visitorRequest drops what a page does not let a visitor choose, so that it does not spread through the links.
func visitorRequest(r search.Request) search.Request {
	r.Markup, r.Explain, r.Snippets, r.Facets, r.Timeline, r.Exact, r.Correct = "", false, 0, nil, "", false, false
	return r
}

// resultsOf draws an answer.
func (s *Server) resultsOf(a *asking, found *search.Response) resultsView {
	r := a.found
	v := resultsView{
		layout: s.layoutOf(a.visitor, a.titleOf(r), r),
		Query:  r.Query, Total: found.Total, AtLeast: found.TotalRelation == search.TotalAtLeast, Took: a.milliseconds(found.TookMS),
		Sorts: a.sortsOf(r), Facets: a.facetsOf(r, found.Facets), Period: periodOf(r), Chips: a.chipsOf(r),
	}
	for i, h := range found.Hits {
		v.Hits = append(v.Hits, hitOf(h, r, i+1))
	}
	if c := found.DidYouMean; c != nil {
		v.Meant = &meantView{stateOf(r).asking(c.Query).url(), trusted(c.HTML)}
	}
	if r.Narrowed() {
		v.Clear = stateOf(r).plain().url()
	}
	if len(found.Hits) == 0 {
		v.Empty = s.emptyOf(a.r.Context(), a.language, r, v.Chips)
	}
	v.Timeline = a.timelineOf(r, found.Timeline)
	v.Versions = a.versionsLink(r, found)
	v.Feed = feedURL(r)
	for _, format := range export.Formats() {
		v.Files = append(v.Files, link{URL: lookUpURL("/api/v1/export", r, "format", string(format)), Text: a.text("files." + string(format))})
	}
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
	for _, other := range h.Versions {
		v.Others = append(v.Others, versionView{other, placeURL(other.ID, r, 0, 0)})
	}
	if h.Highlight == nil {
		return v
	}
	v.Marked = trusted(h.Highlight.Title)
	for _, s := range h.Highlight.Snippets {
		v.Snippets = append(v.Snippets, trusted(s))
	}
	return v
}

// orders are the orders to choose from; it is never changed.
var orders = []struct {
	key    string
	sort   search.Sort
	recent bool
}{{"relevance", search.SortRelevance, false}, {"recent", search.SortRelevance, true}, {"newest", search.SortNewest, false}, {"oldest", search.SortOldest, false}}

// sortsOf links to the search in each order.
func (l language) sortsOf(r search.Request) []link {
	var out []link
	byScore := r.Sort == "" || r.Sort == search.SortRelevance
	for _, o := range orders {
		to := firstPage(r)
		to.Sort, to.Recent, to.HalfLife = o.sort, o.recent, 0
		active := r.Sort == o.sort
		if o.sort == search.SortRelevance {
			active = byScore && r.Recent == o.recent
		}
		out = append(out, link{URL: pageURL(to), Text: l.text("results.sort." + o.key), Active: active})
	}
	return out
}

// versionsLink is the switch between one hit for all versions of a story and a hit each.
func (l language) versionsLink(r search.Request, found *search.Response) link {
	to := firstPage(r)
	if r.Versions == search.VersionsAll {
		to.Versions = ""
		return link{URL: pageURL(to), Text: l.text("results.versions.group")}
	}
	to.Versions = search.VersionsAll
	for i := range found.Hits {
		if len(found.Hits[i].Versions) > 0 {
			return link{URL: pageURL(to), Text: l.text("results.versions.all")}
		}
	}
	return link{}
}

// timelineOf draws the hits over time; each bar is a link that narrows the search to its time. One bar alone says nothing.
func (l language) timelineOf(r search.Request, t *search.Timeline) *barChart {
	if t == nil || len(t.Buckets) < 2 {
		return nil
	}
	s := stateOf(r)
	return l.timelineChart(t, chartOptions{ID: "when", Low: true, Link: func(_, start string) string {
		return s.with(string(bucketUnit(start)), start).url()
	}})
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
