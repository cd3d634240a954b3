package texts

import (
	"sync"
	"sync/atomic"

	"timbao/indexer/segment"
	"timbao/search/rank"
)

// Archive is the texts of an index.
type Archive struct {
	x         *rank.Index
	terms     []terms   // by segment
	groupings sync.Pool // of *grouping
}

// New prepares the texts of an index for being compared. It costs nothing until they are.
func New(x *rank.Index) *Archive {
	a := &Archive{x: x, terms: make([]terms, len(x.Segments))}
	for i := range a.terms {
		a.terms[i].s = x.Segments[i].Segment
	}
	return a
}

// terms gives the hashes of a segment's terms by their ranks.
type terms struct {
	s      *segment.Segment
	hashes atomic.Pointer[[]atomic.Uint32] // 0 for one that was not looked up yet
}

// table returns the hashes that are known.
func (t *terms) table() []atomic.Uint32 {
	if h := t.hashes.Load(); h != nil {
		return *h
	}
	fresh := make([]atomic.Uint32, t.s.Ranked())
	t.hashes.CompareAndSwap(nil, &fresh)
	return *t.hashes.Load()
}

// look finds the hash of a term that is met for the first time.
func (t *terms) look(table []atomic.Uint32, rank uint32) uint32 {
	h := hashTerm(t.s.TermOf(rank))
	table[rank].Store(h)
	return h
}

// hashTerm is never 0.
func hashTerm(term []byte) uint32 {
	h := uint32(2166136261) // FNV-1a, 32 bit, and murmur's last steps, which spread it over all bits
	for _, c := range term {
		h = (h ^ uint32(c)) * 16777619
	}
	h ^= h >> 16
	h *= 0x85EBCA6B
	h ^= h >> 13
	h *= 0xC2B2AE35
	return h | 1
}

// firstCode is the code of the commonest term in forward sequences.
var firstCode, _ = segment.CodeOf(0)
