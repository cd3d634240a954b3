package server

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"timbao/search"
)

// pageURL is the one place that writes a link to a search on the page.
func pageURL(r search.Request) string {
	query := values(r).Encode()
	if query == "" {
		query = "q=" // the bare address is the start page
	}
	return "/?" + query
}

// articleURL is the address of an article's page, which stays the same as long as the archive keeps the article under its id.
func articleURL(id string) string { return "/articles/" + escapeID(id) }

// hitURL links to the article of a hit, at a place of its page of hits from 1. The search goes along, so that its words can be marked, and
// one can go on to the next hit and back to the page.
func hitURL(id string, r search.Request, place int) string { return placeURL(id, r, place, 0) }

// markURL links to a found place of an article, from 1.
func markURL(id string, r search.Request, hit, mark int) string {
	return placeURL(id, r, hit, mark) + "#m" + strconv.Itoa(mark)
}

// ParsePublicURL reads the address under which people reach a server: http or https and a host, nothing else. It returns ErrOptions
// for anything else.
func ParsePublicURL(s string) (*url.URL, error) {
	base, err := url.Parse(s)
	if err != nil || base.Scheme != "http" && base.Scheme != "https" || base.Hostname() == "" || strings.Trim(base.Path, "/") != "" ||
		base.RawQuery != "" || base.Fragment != "" || base.User != nil {
		return nil, fmt.Errorf("%w: %q is no address such as https://archive.example", ErrOptions, s)
	}
	return &url.URL{Scheme: base.Scheme, Host: base.Host}, nil
}

// Permalink is the lasting address of an article's page on the server at base, which ParsePublicURL has read.
func Permalink(base *url.URL, id string) string { return base.String() + "/articles/" + escapeID(id) }

// placeURL links to an article as it was opened: with a search, a place in its hits, a found place; 0 for none.
func placeURL(id string, r search.Request, hit, mark int) string {
	query := values(r)
	if hit > 0 {
		query.Set(hitParameter, strconv.Itoa(hit))
	}
	if mark > 0 {
		query.Set(markParameter, strconv.Itoa(mark))
	}
	if len(query) == 0 {
		return articleURL(id)
	}
	return articleURL(id) + "?" + query.Encode()
}

// The parameters of an article's page beside those of the search that it was opened from.
const (
	hitParameter  = "hit"  // place of the article in its page of hits, from 1
	markParameter = "mark" // found place that one is at, from 1
)

// escapeID writes an id as a path. Its slashes stay readable unless a browser or the router would change the path.
func escapeID(id string) string {
	segments := strings.Split(id, "/")
	whole := slices.ContainsFunc(segments, func(s string) bool { return s == "" || s == "." || s == ".." })
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	if whole {
		return strings.Join(segments, "%2F")
	}
	return strings.Join(segments, "/")
}

// firstPage is the same search from its first hit.
func firstPage(r search.Request) search.Request {
	r.Offset, r.Cursor = 0, ""
	return r
}

// filter is one group of values that narrow a search: how to read and set them in a request.
type filter struct {
	name string // of the facet and the parameter
	get  func(search.Request) []string
	set  func(*search.Request, []string)
}

// filters are the filters of the page in their order; it is never changed.
var filters = []filter{
	{search.FacetYear, func(r search.Request) []string { return yearTexts(r.Years) },
		func(r *search.Request, v []string) { r.Years = yearNumbers(v) }},
	{search.FacetSection, func(r search.Request) []string { return r.Sections },
		func(r *search.Request, v []string) { r.Sections = v }},
	{search.FacetAuthor, func(r search.Request) []string { return r.Authors },
		func(r *search.Request, v []string) { r.Authors = v }},
	{search.FacetPlace, func(r search.Request) []string { return r.Places },
		func(r *search.Request, v []string) { r.Places = v }},
}

// has says whether a value is active.
func (f filter) has(r search.Request, value string) bool { return slices.Contains(f.get(r), value) }

// toggle is the search with the value added, or taken away if it is active.
func (f filter) toggle(r search.Request, value string) search.Request {
	r = firstPage(r)
	kept := slices.DeleteFunc(slices.Clone(f.get(r)), func(v string) bool { return v == value })
	if !f.has(r, value) {
		kept = append(kept, value)
	}
	f.set(&r, kept)
	return r
}

// withoutFilters is the search with its words and order only.
func withoutFilters(r search.Request) search.Request {
	return search.Request{Query: r.Query, Sort: r.Sort, Limit: r.Limit}
}

// filtered says whether anything but words narrows the search.
func filtered(r search.Request) bool {
	return r.From != "" || r.To != "" || slices.ContainsFunc(filters, func(f filter) bool { return len(f.get(r)) > 0 })
}

// yearTexts writes years.
func yearTexts(years []int) []string {
	out := make([]string, len(years))
	for i, y := range years {
		out[i] = strconv.Itoa(y)
	}
	return out
}

// yearNumbers reads years; a facet value that is no year is left out.
func yearNumbers(texts []string) []int {
	var out []int
	for _, t := range texts {
		if y, err := strconv.Atoi(t); err == nil {
			out = append(out, y)
		}
	}
	return out
}
