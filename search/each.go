package search

import (
	"context"

	"timbao/search/rank"
	"timbao/search/snippet"
)

// MaxExport is the highest Limit of Each.
const MaxExport = maxDepth

// Each calls visit for every hit of a request, in the order and with the hits of Search, so that what is exported is what the page
// shows. It differs from Search in this alone: Limit goes up to MaxExport and 0 means every hit; each version of a
// story is a hit, as with VersionsAll, and a cursor must be of such an answer; facets and totals are not counted.
//
// All hits are of the generation that was newest at the call, which is kept until Each returns. It takes 40 bytes a hit and one
// article at a time, however many there are. It ends with visit's first error, or with ctx's error as soon as ctx ends; the errors
// of a request come before the first call. The article belongs to visit.
func (x *Index) Each(ctx context.Context, req Request, visit func(*Article, Hit) error) error {
	limit := req.Limit
	if err := between("limit", limit, 0, MaxExport); err != nil {
		return err
	}
	req.Limit, req.Versions, req.Facets = 0, VersionsAll, nil
	c, err := req.check()
	if err != nil {
		return err
	}
	r, err := x.acquire()
	if err != nil {
		return err
	}
	defer r.done() //nolint:errcheck // as in Search
	c.Limit = orDefault(limit, r.rank.Docs)
	p, found, err := r.find(ctx, c)
	if err != nil {
		return err
	}
	m := p.marker()
	for i, f := range found {
		if err := ctx.Err(); err != nil {
			return err
		}
		a, h, err := p.guarded(m, f, c.Offset+i)
		if err != nil {
			return err
		}
		if err := visit(a, h); err != nil {
			return err
		}
	}
	return nil
}

// find runs a request and returns the hits of its page.
func (r *reader) find(ctx context.Context, c *checked) (p *plan, page []rank.Hit, err error) {
	defer guard(&err)
	if p, err = r.plan(ctx, c); err != nil {
		return nil, nil, err
	}
	found, err := p.run(ctx, c.Offset+c.Limit)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, nil, err
	}
	return p, found.Hits[min(c.Offset, len(found.Hits)):], nil
}

// guarded is hit with its panics, and not those of who is shown the hit, taken for damage.
func (p *plan) guarded(m *snippet.Matcher, f rank.Hit, place int) (a *Article, h Hit, err error) {
	defer guard(&err)
	return p.hit(m, f, place, true)
}
