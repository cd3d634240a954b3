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
func pageURL(r search.Request) string { return pageAddress(values(r)) }

// pageAddress is pageURL for a search that is there as parameters.
func pageAddress(given url.Values) string {
	query := given.Encode()
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
