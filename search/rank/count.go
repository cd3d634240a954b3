package rank

import "timbao/indexer/segment"

// countAll counts the documents that cover every free position: sets of documents do it without their scores.
func (x *Index) countAll(q *Query) int {
	n := 0
	for i := range x.Segments {
		s := &x.Segments[i]
		if len(q.Units) == 1 && q.Allowed == nil && s.Live == nil {
			n += q.Units[0].lists[i].Len()
			continue
		}
		n += q.covering(s, i).Count()
	}
	return n
}

// covering finds the documents of a segment that cover every free position.
func (q *Query) covering(s *Segment, number int) Bits {
	var all Bits
	for p := range MaxPositions {
		if q.weights[p] == 0 {
			continue
		}
		has := NewBits(s.Docs())
		for u := range q.Units {
			if q.Units[u].Positions>>p&1 != 0 {
				has.AddList(q.Units[u].lists[number])
			}
		}
		if all == nil {
			all = has
		} else {
			all.And(has)
		}
	}
	if q.Allowed != nil {
		all.And(q.Allowed[number])
	} else if s.Live != nil {
		all.And(s.Live)
	}
	return all
}

// AddList adds the documents of a posting list.
func (b Bits) AddList(l segment.List) {
	var c segment.Cursor
	for c.Open(l); ; {
		docs := c.Documents()
		if len(docs) == 0 {
			return
		}
		for _, d := range docs {
			b.Set(d)
		}
		c.Skip(len(docs))
	}
}
