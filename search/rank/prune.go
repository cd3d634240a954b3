package rank

import (
	"math/bits"
	"slices"
)

// window scores the documents of a window that may be among the best. Units whose bounds together stay below the floor
// are not essential: a document that has only such can't come in. They are looked up for the documents that have others,
// and only as long as these can still come in.
func (e *evaluator) window(from, to uint32) {
	floor := e.top.floor()
	sum := uint64(0)
	for i := range e.cursors {
		c := &e.cursors[i]
		c.bound = 0
		if c.Doc() < to {
			c.bound = e.bound(c, from, to)
		}
		sum += c.bound
	}
	if sum < floor {
		e.pass(to)
		return
	}
	order := e.byBound()
	rest := uint64(0) // bounds of the units that are not essential
	first := 0
	for first < len(order) && rest+e.cursors[order[first]].bound < floor {
		rest += e.cursors[order[first]].bound
		first++
	}
	for _, i := range order[first:] {
		e.add(&e.cursors[i], from, to)
	}
	if first == 0 {
		e.collect(from)
		return
	}
	e.candidates(floor, rest)
	for k := first - 1; k >= 0; k-- {
		c := &e.cursors[order[k]]
		rest -= c.bound
		e.lookUp(c, from, to, floor, rest)
	}
	for _, at := range e.found {
		e.hit(from+at, e.slots[at])
	}
	for w, word := range e.touched {
		for ; word != 0; word &= word - 1 {
			e.slots[w<<6+bits.TrailingZeros64(word)] = slot{}
		}
		e.touched[w] = 0
	}
	e.pass(to)
}

// bound is the highest score that the unit can give in the window.
func (e *evaluator) bound(c *cursor, from, to uint32) uint64 {
	e.points = c.Bound(e.points[:0], from, to)
	best := float32(0)
	for _, p := range e.points {
		f := float32(p.Freq)
		best = max(best, f/(f+e.x.norm(p.Length)))
	}
	return uint64(c.unit.scale*best) + 2 // rounding may differ by a step
}

// byBound orders the cursors by their bounds, lowest first.
func (e *evaluator) byBound() []int {
	var buf [MaxPositions * 2]int
	order := buf[:0]
	for i := range e.cursors {
		order = append(order, i)
	}
	slices.SortFunc(order, func(a, b int) int {
		x, y := e.cursors[a].bound, e.cursors[b].bound
		switch {
		case x < y:
			return -1
		case x > y:
			return 1
		}
		return a - b
	})
	return order
}

// candidates lists the documents of the window that can reach the floor with the rest.
func (e *evaluator) candidates(floor, rest uint64) {
	e.found = e.found[:0]
	for w, word := range e.touched {
		for ; word != 0; word &= word - 1 {
			at := uint32(w<<6 + bits.TrailingZeros64(word))
			if uint64(e.slots[at].score)+rest >= floor {
				e.found = append(e.found, at)
			}
		}
	}
}

// lookUp adds a unit's scores to the candidates and drops those that can't reach the floor with the rest any more.
func (e *evaluator) lookUp(c *cursor, from, to uint32, floor, rest uint64) {
	kept := e.found[:0]
	for _, at := range e.found {
		d := from + at
		if c.Doc() < d {
			c.Seek(d)
		}
		s := &e.slots[at]
		if c.Doc() == d {
			f := float32(c.Freq())
			s.score += uint32(c.unit.scale * f / (f + e.seg.norms[d]))
			s.mask |= c.unit.Positions
		}
		if uint64(s.score)+rest >= floor {
			kept = append(kept, at)
		}
	}
	e.found = kept
}
