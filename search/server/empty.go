package server

import (
	"context"
	"strings"

	"timbao/search"
)

// alternative is a search that an empty page offers: with less asked for, and with hits.
type alternative struct {
	Text  string
	URL   string
	Count int
}

// maxDropped bounds the filters that an empty page tries to leave out: each is a search.
const maxDropped = 6

// emptyView is the help of an empty page.
type emptyView struct {
	Alternatives []alternative
	Newest       string // address of all articles, newest first
}

// emptyOf tries what could be left out of a search that found nothing: one filter, all of them, quotes. What then finds something is
// offered, with the number of hits. (Single words need no trying: where no article has enough of the words, the search does with fewer.)
func (s *Server) emptyOf(ctx context.Context, l language, r search.Request, chips []chip) emptyView {
	out := emptyView{Newest: pageURL(search.Request{Sort: search.SortNewest})}
	now := stateOf(r)
	try := func(to state, text string) {
		if n := s.count(ctx, to.request()); n > 0 {
			out.Alternatives = append(out.Alternatives, alternative{text, to.url(), n})
		}
	}
	for _, c := range chips[:min(len(chips), maxDropped)] {
		key := "empty.filter"
		if c.Not {
			key = "empty.exclusion"
		}
		try(c.rest, l.text(key, c.Name, c.Text))
	}
	if len(chips) > 1 {
		try(now.plain(), l.text("empty.filters"))
	}
	if loose := strings.Join(strings.Fields(strings.ReplaceAll(r.Query, `"`, " ")), " "); loose != "" && loose != r.Query && strings.Contains(r.Query, `"`) {
		try(now.asking(loose), l.text("empty.quotes"))
	}
	return out
}

// asking is the search with another query.
func (s state) asking(q string) state {
	out := s.copied()
	out["q"] = []string{q}
	return out
}

// count is how many hits a search has; 0 also if it fails, since nobody asked for it.
func (s *Server) count(ctx context.Context, r search.Request) int {
	r.Limit, r.Markup, r.Exact = 1, search.MarkupNone, true
	found, err := s.archive.Search(ctx, r)
	if err != nil {
		return 0
	}
	return found.Total
}
