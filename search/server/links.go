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

// articleURL links to the page of an article, and keeps the search so that one can go back to it.
func articleURL(id string, r search.Request) string {
	u := "/articles/" + escapeID(id)
	if query := values(r).Encode(); query != "" {
		u += "?" + query
	}
	return u
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
	words
	get func(search.Request) []string
	set func(*search.Request, []string)
}

// filters are the filters of the page in their order; it is never changed.
var filters = []filter{
	{search.FacetYear, words{"Năm", "Year"}, func(r search.Request) []string { return yearTexts(r.Years) },
		func(r *search.Request, v []string) { r.Years = yearNumbers(v) }},
	{search.FacetSection, words{"Chuyên mục", "Section"}, func(r search.Request) []string { return r.Sections },
		func(r *search.Request, v []string) { r.Sections = v }},
	{search.FacetAuthor, words{"Tác giả", "Author"}, func(r search.Request) []string { return r.Authors },
		func(r *search.Request, v []string) { r.Authors = v }},
	{search.FacetPlace, words{"Nơi", "Place"}, func(r search.Request) []string { return r.Places },
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
