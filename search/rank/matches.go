package rank

import (
	"context"
	"slices"
)

// Matches finds the documents that Search would count, without their scores: a good deal faster where there are many.
// The query must be prepared. It returns ctx's error when ctx ends before it is done.
func (x *Index) Matches(ctx context.Context, q *Query) ([]Bits, error) {
	var out []Bits
	for i := range x.Segments {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s := &x.Segments[i]
		if q.Need >= 1 && q.enough() > 0 {
			out = append(out, q.covering(s, i))
			continue
		}
		b := NewBits(s.Docs())
		if q.enough() > 0 {
			q.partial(s, i, b)
		} else {
			for u := range q.Units {
				b.AddList(q.Units[u].lists[i])
			}
		}
		if q.Allowed != nil {
			b.And(q.Allowed[i])
		} else if s.Live != nil {
			b.And(s.Live)
		}
		out = append(out, b)
	}
	return out, nil
}

// partial adds the documents of a segment that cover enough of the weight.
func (q *Query) partial(s *Segment, number int, to Bits) {
	enough, weigh := q.enough(), newCovered(&q.weights)
	var cursors []cursor
	for i := range q.Units {
		if l := q.Units[i].lists[number]; l.Len() > 0 {
			cursors = append(cursors, cursor{unit: &q.Units[i]})
			cursors[len(cursors)-1].Open(l)
		}
	}
	var masks [windowSize]uint64
	for from := uint32(0); from < s.Docs(); from += windowSize {
		end := min(from+windowSize, s.Docs())
		for i := range cursors {
			cursors[i].mark(&masks, from, end)
		}
		for d, mask := range masks[:end-from] {
			if mask != 0 && weigh.weight(mask) >= enough {
				to.Set(from + uint32(d))
			}
		}
		clear(masks[:])
	}
}

// mark adds the unit's positions to the masks of its documents in [from, end).
func (c *cursor) mark(masks *[windowSize]uint64, from, end uint32) {
	for c.Doc() < end {
		docs := c.Documents()
		n := len(docs)
		if docs[n-1] >= end {
			n, _ = slices.BinarySearch(docs, end)
		}
		for _, d := range docs[:n] {
			masks[d-from] |= c.unit.Positions
		}
		c.Skip(n)
	}
}
