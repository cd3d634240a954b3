package server

import (
	"html/template"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"timbao/search"
)

// pageFacetSize is how many values of a facet the page shows at first, pageFacetMore how many when asked for more.
const (
	pageFacetSize = 8
	pageFacetMore = 100
)

// layout is what every page shows.
type layout struct {
	Site  string
	Title string // of the document, without the name of the site
	Form  form
	Focus bool // put the cursor into the form
}

// form is the search form with what it holds.
type form struct {
	Query, From, To string
	Sorts           []choice
	Hidden          []pair // filters that go along with a new query
}

// choice is a value to choose.
type choice struct {
	Value string
	words
	Chosen bool
}

// pair is a parameter.
type pair struct{ Name, Value string }

// link is a link with its text.
type link struct {
	URL, Text string
	Count     int
	Active    bool
}

// group is a facet on the page.
type group struct {
	words
	ID     string
	Values []link
	More   string // address that shows more values; "" if these are all
}

// chip is an active filter and the address of the search without it.
type chip struct {
	words
	Text, Without string
}

// hitView is a hit on the page.
type hitView struct {
	search.Hit
	URL      string
	Marked   template.HTML
	Snippets []template.HTML
}

// resultsView is a page of hits.
type resultsView struct {
	layout
	Query         string
	Total         int
	AtLeast       bool
	Took          string
	First, Last   int // of the hits shown; 0 when a cursor hides where we are
	Hits          []hitView
	Groups        []group
	Chips         []chip
	Clear         string // address without filters; "" with none
	Previous      string
	Next          string
	Start         string // address of the first page, where there is no previous one
	Plain, Newest string // addresses that an empty page offers
}

// trusted is the one place where text becomes HTML unescaped. It is for the highlights of search.Response alone, which the search
// package has escaped, with nothing but <mark> and </mark> added (search.MarkupHTML).
func trusted(highlight string) template.HTML { return template.HTML(highlight) }

// formOf fills the form from a search.
func formOf(r search.Request) form {
	f := form{Query: r.Query, From: r.From, To: r.To, Sorts: []choice{
		{string(search.SortRelevance), words{"Sát nhất", "Best match"}, r.Sort == "" || r.Sort == search.SortRelevance},
		{string(search.SortNewest), words{"Mới nhất", "Newest"}, r.Sort == search.SortNewest},
		{string(search.SortOldest), words{"Cũ nhất", "Oldest"}, r.Sort == search.SortOldest},
	}}
	kept := firstPage(r)
	kept.Query, kept.From, kept.To, kept.Sort = "", "", "", ""
	all := values(kept)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, v := range all[name] {
			f.Hidden = append(f.Hidden, pair{name, v})
		}
	}
	return f
}

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
func resultsOf(r search.Request, found *search.Response) resultsView {
	v := resultsView{
		layout: layout{Title: titleOf(r), Form: formOf(r)},
		Query:  r.Query, Total: found.Total, AtLeast: found.TotalRelation == search.TotalAtLeast, Took: milliseconds(found.TookMS),
		Groups: groupsOf(r, found.Facets), Chips: chipsOf(r),
	}
	for _, h := range found.Hits {
		v.Hits = append(v.Hits, hitOf(h, r))
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
	size := r.Limit
	if size == 0 {
		size = search.DefaultLimit
	}
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

// hitOf draws a hit.
func hitOf(h search.Hit, r search.Request) hitView {
	v := hitView{Hit: h, URL: articleURL(h.ID, r)}
	if h.Highlight == nil {
		return v
	}
	v.Marked = trusted(h.Highlight.Title)
	for _, s := range h.Highlight.Snippets {
		v.Snippets = append(v.Snippets, trusted(s))
	}
	return v
}

// groupsOf draws the facets. Years go from the newest to the oldest, the others from the commonest.
func groupsOf(r search.Request, facets map[string][]search.Facet) []group {
	var out []group
	for _, f := range filters {
		g := group{words: f.words, ID: "facet-" + f.name}
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
			g.More = pageURL(more)
		}
		if len(g.Values) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// nameless is true of a value that stands for articles without one: there is nothing to click on.
func nameless(f search.Facet) bool { return strings.TrimSpace(f.Value) == "" }

// chipsOf draws the active filters.
func chipsOf(r search.Request) []chip {
	var out []chip
	base := firstPage(r)
	if r.From != "" {
		without := base
		without.From = ""
		out = append(out, chip{words{"Từ ngày", "From"}, r.From, pageURL(without)})
	}
	if r.To != "" {
		without := base
		without.To = ""
		out = append(out, chip{words{"Đến ngày", "To"}, r.To, pageURL(without)})
	}
	for _, f := range filters {
		for _, value := range f.get(r) {
			out = append(out, chip{f.words, value, pageURL(f.toggle(r, value))})
		}
	}
	return out
}

// titleOf names a search in the title of the document.
func titleOf(r search.Request) string {
	if q := strings.Join(strings.Fields(r.Query), " "); q != "" {
		return shorten(q)
	}
	return "Mọi bài báo"
}

// articleView is the page of an article.
type articleView struct {
	layout
	Article *search.Article
	When    *time.Time
	Authors string
	Photos  string
	Back    string // address of the search it was opened from
	Link    string // address of the original, if it is one that a browser can open
	Guessed string
}

// guessed names the fields that were not printed in so many words.
func guessed(fields []string) string {
	vi := map[string]string{
		"title": "tiêu đề", "lead": "sapô", "body": "nội dung", "captions": "chú thích ảnh", "published": "ngày đăng",
		"authors": "tác giả", "photographers": "người chụp", "byline": "dòng ký tên", "section": "chuyên mục", "place": "nơi", "url": "địa chỉ",
	}
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f
		if v := vi[f]; v != "" {
			out[i] = v
		}
	}
	return strings.Join(out, ", ")
}

// articleOf draws an article.
func articleOf(a *search.Article, r search.Request) articleView {
	v := articleView{
		layout: layout{Title: a.Title, Form: formOf(r)}, Article: a,
		Authors: strings.Join(a.Authors, ", "), Photos: strings.Join(a.Photographers, ", "), Guessed: guessed(a.Guessed),
	}
	if !a.Published.IsZero() {
		v.When = &a.Published
	}
	if query := values(r); len(query) > 0 {
		v.Back = pageURL(r)
	}
	if u, err := url.Parse(a.URL); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		v.Link = a.URL
	}
	return v
}
