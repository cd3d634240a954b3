package search

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"

	"timbao/search/rank"
)

// MaxSample is the most articles that Sample returns.
const MaxSample = 10000

// Sample returns n articles, or all if there are fewer, drawn by seed so that each has the same chance. The draw goes by the
// ids alone: the same seed gives the same articles however the archive was indexed, and mostly the same after it has grown.
// It returns a *ParamError for n below 0 or above MaxSample. It looks at every id, and holds the n articles in memory.
func (x *Index) Sample(ctx context.Context, n int, seed uint64) (sample []*Article, err error) {
	if err := between("n", n, 0, MaxSample); err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	lots, err := r.draw(ctx, n, seed)
	if err != nil {
		return nil, err
	}
	for _, l := range lots {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a, err := r.article(l.doc)
		if err != nil {
			return nil, err
		}
		sample = append(sample, a)
	}
	return sample, nil
}

// lot is a document with the number that it drew.
type lot struct {
	number uint64
	doc    rank.Doc
}

// draw finds the n documents with the lowest numbers.
func (r *reader) draw(ctx context.Context, n int, seed uint64) ([]lot, error) {
	var lots []lot
	lowest := func() {
		slices.SortFunc(lots, func(a, b lot) int { return cmp.Compare(a.number, b.number) })
		lots = lots[:min(n, len(lots))]
	}
	for i := range r.rank.Segments {
		s := &r.rank.Segments[i]
		for d := range s.Docs() {
			if d%4096 == 0 && ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if s.Live != nil && !s.Live.Has(d) {
				continue
			}
			lots = append(lots, lot{numberOf(s.ID(d), seed), rank.Doc{Segment: i, Number: d}})
			if len(lots) >= 2*n+1024 {
				lowest()
			}
		}
	}
	lowest()
	return lots, nil
}

// numberOf hashes an id. The last steps (of MurmurHash3, by Austin Appleby) spread what FNV leaves close together.
func numberOf(id []byte, seed uint64) uint64 {
	h := fnv.New64a()
	_, _ = h.Write(id)
	n := h.Sum64() ^ seed*0x9e3779b97f4a7c15
	n = (n ^ n>>33) * 0xff51afd7ed558ccd
	n = (n ^ n>>33) * 0xc4ceb9fe1a85ec53
	return n ^ n>>33
}
