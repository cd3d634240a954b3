package rank

import (
	"math/bits"

	"timbao/indexer/segment"
)

// pairList is a pair's place in the pair lists of a segment. In the first stage a document that is listed with a pair, and
// has both words, is given what it would score if they stood side by side in it Params.Listed times: near enough to choose
// whom the second stage looks at.
type pairList struct {
	docs  segment.PairDocs
	slot  uint32
	words uint64 // its two positions
	scale float32
	bound uint64
}

// openPairs places the pair lists at the page that begins with a document.
func (e *evaluator) openPairs(from uint32) {
	for i := range e.pairs {
		p, q := &e.pairs[i], &e.q.Pairs[i]
		if e.x.Params.Listed == 0 {
			continue
		}
		if p.words == 0 {
			p.slot, p.words = segment.PairSlot([]byte(q.A), []byte(q.B)), 3<<q.First
			p.scale = float32(q.idf * e.x.Params.Lambda * (e.x.Params.K1 + 1) * Scale)
			p.bound = uint64(e.x.listed(p.scale, e.x.norm(0))) + 2
		}
		p.docs = e.seg.PairDocs(int(from/segment.PageDocs), p.slot)
	}
}

// listed is the score of a pair in the first stage.
func (x *Index) listed(scale, norm float32) uint32 {
	n := float32(x.Params.Listed)
	return uint32(scale * n / (n + norm))
}

// addPair adds the scores of a pair's documents in the window: of all, or only of those that have something already.
func (e *evaluator) addPair(i int, from, to uint32, all bool) {
	p := &e.pairs[i]
	if p.docs.Empty() {
		return
	}
	e.docs = p.docs.Below(e.docs[:0], to)
	for _, d := range e.docs {
		if d < from {
			continue
		}
		at := d - from
		if !all && e.touched[at>>6]>>(at&63)&1 == 0 {
			continue
		}
		e.scores[at] += e.x.listed(p.scale, e.seg.norms[d])
		e.listed[at] |= 1 << i
		e.touched[at>>6] |= 1 << (at & 63)
	}
}

// settle returns the score of a document's words alone, and that with the pairs of which it has both words.
func (e *evaluator) settle(doc uint32, s slot) (words, all uint64) {
	words, all = uint64(s.score), uint64(s.score)
	for m := s.pairs; m != 0; m &= m - 1 {
		p := &e.pairs[bits.TrailingZeros64(m)]
		score := uint64(e.x.listed(p.scale, e.seg.norms[doc]))
		words -= score
		if s.mask&p.words != p.words {
			all -= score
		}
	}
	return words, all
}
