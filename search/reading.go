package search

import (
	"context"

	"timbao/search/snippet"
)

// Reading is an article as one reads it after a search: whole, with what the query finds in it marked. Its texts are those of the
// article in the markup of the request, each on one line.
type Reading struct {
	Article  *Article `json:"article"`
	Title    string   `json:"title"`
	Lead     string   `json:"lead"`
	Body     []string `json:"body"`
	Captions []string `json:"captions"`
}

// Read returns an article by its id, with the words of req.Query marked in it as Search marks them in its hits. Of req, only Query
// and Markup count; an empty query marks nothing. The errors are those of Get and Search. It takes time and memory in proportion to the
// article.
func (x *Index) Read(ctx context.Context, id string, req Request) (reading *Reading, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	c, err := Request{Query: req.Query, Markup: req.Markup}.check()
	if err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	a, err := r.byID(id)
	if err != nil {
		return nil, err
	}
	p, err := r.plan(ctx, c)
	if err != nil {
		return nil, err
	}
	return mark(a, p.marker(), c.Markup), ctx.Err()
}

// mark writes out an article; a nil matcher finds nothing.
func mark(a *Article, m *snippet.Matcher, markup Markup) *Reading {
	if m == nil {
		m = snippet.NewMatcher(nil, nil)
	}
	to := snippetMarkup(markup)
	each := func(texts []string) []string {
		marked := make([]string, len(texts))
		for i, text := range texts {
			marked[i] = m.Title(text, to)
		}
		return marked
	}
	return &Reading{Article: a, Title: m.Title(a.Title, to), Lead: m.Title(a.Lead, to), Body: each(a.Body), Captions: each(a.Captions)}
}
