package rank

import (
	"math/bits"
	"slices"
)

// bounded is a posting list or a pair list of the window and the highest score it can give there.
type bounded struct {
	list  int // cursor, or pair behind the cursors
	bound uint64
}

// window scores the documents of a window that may be among the best. Lists whose bounds together stay below the floor
// are not essential: a document that has only such can't come in. They are looked up for the documents that have others,
// and only as long as these can still come in.
func (e *evaluator) window(from, to uint32) {
	floor := e.top.floor()
	sum := e.bounds(from, to)
	if sum < floor || sum == 0 {
		return
	}
	slices.SortFunc(e.order, compareBounds)
	rest := uint64(0) // bounds of the lists that are not essential
	first := 0
	for first < len(e.order) && rest+e.order[first].bound < floor {
		rest += e.order[first].bound
		first++
	}
	for _, b := range e.order[first:] {
		if b.list < len(e.cursors) {
			e.add(&e.cursors[b.list], from, to)
		} else {
			e.addPair(b.list-len(e.cursors), from, to, true)
		}
	}
	for _, b := range e.order[:first] { // short: looking into them costs less than looking for documents in them
		if b.list >= len(e.cursors) {
			e.addPair(b.list-len(e.cursors), from, to, false)
			rest -= b.bound
		}
	}
	if first == 0 {
		e.collect(from)
		return
	}
	e.candidates(from, floor, rest)
	for k := first - 1; k >= 0 && len(e.found) > 0; k-- {
		if b := e.order[k]; b.list < len(e.cursors) {
			rest -= b.bound
			e.lookUp(&e.cursors[b.list], from, floor, rest)
		}
	}
	for _, at := range e.found {
		e.hit(from+at, e.slot(at))
	}
	e.clear()
}

// bounds lists what has postings in the window, and returns the sum of the bounds.
func (e *evaluator) bounds(from, to uint32) (sum uint64) {
	e.order = e.order[:0]
	for i := range e.cursors {
		if b := e.bound(&e.cursors[i], from, to); b > 0 {
			e.order = append(e.order, bounded{i, b})
			sum += b
		}
	}
	for i := range e.pairs {
		if p := &e.pairs[i]; !p.docs.Empty() {
			e.order = append(e.order, bounded{len(e.cursors) + i, p.bound})
			sum += p.bound
		}
	}
	return sum
}

// compareBounds puts the lowest bound first.
func compareBounds(a, b bounded) int {
	switch {
	case a.bound < b.bound:
		return -1
	case a.bound > b.bound:
		return 1
	}
	return a.list - b.list
}

// bound is the highest score that the unit can give in the window.
func (e *evaluator) bound(c *cursor, from, to uint32) uint64 {
	best := uint64(0)
	for b, end := c.Blocks(from, to); b < end; b++ {
		if b != c.block {
			c.block, c.bound = b, e.blockBound(c, b)
		}
		best = max(best, c.bound)
	}
	return best
}

func (e *evaluator) blockBound(c *cursor, block int) uint64 {
	best := float32(0)
	for _, p := range c.Frontier(block) {
		f := float32(p.Freq)
		best = max(best, f/(f+e.x.norm(p.Length)))
	}
	return uint64(c.unit.scale*best) + 2 // rounding may differ by a step
}

// candidates lists the documents of the window that can reach the floor with the rest.
func (e *evaluator) candidates(from uint32, floor, rest uint64) {
	e.found = e.found[:0]
	for w := range e.touched {
		for word := e.candidate(from, w); word != 0; word &= word - 1 {
			at := uint32(w<<6 + bits.TrailingZeros64(word))
			if uint64(e.scores[at])+rest >= floor {
				e.found = append(e.found, at)
			}
		}
	}
}

// lookUp adds a unit's scores to the candidates and drops those that can't reach the floor with the rest any more.
func (e *evaluator) lookUp(c *cursor, from uint32, floor, rest uint64) {
	kept := e.found[:0]
	for _, at := range e.found {
		d := from + at
		if c.Doc() < d {
			c.Seek(d)
		}
		if c.Doc() == d {
			f := float32(c.Freq())
			e.scores[at] += uint32(c.unit.scale * f / (f + e.seg.norms[d]))
			e.masks[at] |= c.unit.Positions
		}
		if uint64(e.scores[at])+rest >= floor {
			kept = append(kept, at)
		}
	}
	e.found = kept
}

// single finds the best documents of a lone posting list in [from, to), block by block.
func (e *evaluator) single(from, to uint32) {
	if len(e.cursors) == 0 {
		return
	}
	c := &e.cursors[0]
	floor := e.top.floor()
	for b, end := c.Blocks(from, to); b < end; b++ {
		if b != c.block {
			c.block, c.bound = b, e.blockBound(c, b)
		}
		if c.bound < floor {
			continue
		}
		docs, freqs := c.Read(b)
		for i, d := range docs {
			if d < from || d >= to {
				continue
			}
			f := float32(freqs[i])
			score := uint32(c.unit.scale * f / (f + e.seg.norms[d]))
			if uint64(score) >= floor && (e.allowed == nil || e.allowed.Has(d)) {
				e.hit(d, slot{mask: c.unit.Positions, score: score})
				floor = max(floor, e.top.floor())
			}
		}
	}
}
