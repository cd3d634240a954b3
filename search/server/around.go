package server

import (
	"context"
	"net/url"
	"strconv"

	"timbao/search"
)

// around is where an article stands in the result that it was opened from.
type around struct {
	Back           string // address of the page of hits; "" if the article was not opened from one
	Previous, Next string // addresses of the articles before and after; "" where there is none
	Place, Total   int    // place of the article in the result from 1; 0 when a cursor hides it
	AtLeast        bool   // Total is a lower bound
}

// around looks up what comes before and after an article. hit is its place in the page of hits that r asks for, from 1; 0 means that it
// was not opened from a page of hits. If the article is no longer there, which happens when the archive has changed meanwhile, or if the
// search fails, only the way back is left.
func (s *Server) around(ctx context.Context, id string, r search.Request, hit int) around {
	out := around{}
	if hit == 0 && len(values(r)) == 0 {
		return out
	}
	out.Back = pageURL(r)
	if hit < 1 || hit > pageSize(r) {
		return out
	}
	ask, at := r, hit-1 // the article is at this place of the answer, from 0
	ask.Markup, ask.Limit = search.MarkupNone, hit+1
	if r.Cursor == "" {
		ask.Offset = max(0, r.Offset+hit-2)
		ask.Limit, at = 3, r.Offset+hit-1-ask.Offset
	}
	found, err := s.archive.Search(ctx, ask)
	if err != nil || at >= len(found.Hits) || found.Hits[at].ID != id {
		return out
	}
	out.Total, out.AtLeast = found.Total, found.TotalRelation == search.TotalAtLeast
	if r.Cursor == "" {
		out.Place = r.Offset + hit
	}
	if at > 0 {
		out.Previous = hitBefore(found.Hits[at-1].ID, r, hit)
	}
	if at+1 < len(found.Hits) {
		out.Next = s.hitAfter(ctx, found.Hits[at+1].ID, r, hit)
	}
	return out
}

// hitBefore links to the article before the one at a place of its page, which may be on the page before.
func hitBefore(id string, r search.Request, hit int) string {
	if hit--; hit > 0 {
		return hitURL(id, r, hit)
	}
	before := max(0, r.Offset-pageSize(r))
	hit, r.Offset = r.Offset-before, before
	return hitURL(id, r, hit)
}

// hitAfter links to the article after the one at a place of its page, which may be on the page after; "" if that can't be found.
func (s *Server) hitAfter(ctx context.Context, id string, r search.Request, hit int) string {
	size := pageSize(r)
	if hit++; hit <= size {
		return hitURL(id, r, hit)
	}
	if next := r.Offset + size; r.Cursor == "" && next <= maxHTTPOffset {
		r.Offset = next
		return hitURL(id, r, 1)
	}
	r.Markup = search.MarkupNone
	page, err := s.archive.Search(ctx, r)
	if err != nil || page.Next == "" {
		return ""
	}
	r.Markup, r.Offset, r.Cursor = "", 0, page.Next
	return hitURL(id, r, 1)
}

// whole reads a whole number of a parameter; 0 stands for one that is missing or no number.
func whole(given url.Values, name string) int {
	n, err := strconv.Atoi(given.Get(name))
	if err != nil || n < 0 {
		return 0
	}
	return n
}
