package rank

import "timbao/indexer/segment"

// narrow finds the documents that cover every free position, which sets of documents do without their scores, leaves the search
// to them, and returns how many they are.
func (s *stage) narrow() int {
	q, n := s.q, 0
	if len(q.Units) == 1 && q.Allowed == nil {
		for i := range s.x.Segments {
			if seg := &s.x.Segments[i]; seg.Live == nil {
				n += q.Units[0].lists[i].Len()
			} else {
				n += q.covering(seg, i).Count()
			}
		}
		return n
	}
	s.allowed = make([]Bits, len(s.x.Segments))
	for i := range s.allowed {
		s.allowed[i] = q.covering(&s.x.Segments[i], i)
		n += s.allowed[i].Count()
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
