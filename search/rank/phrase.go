package rank

import (
	"context"

	"timbao/indexer/segment"
)

// TitlePart is the part of forward sequences that holds the title, AnyPart stands for all.
const (
	AnyPart   = -1
	TitlePart = 0
)

// Phrase finds the documents in which words stand side by side in one part, by segment. There must be at least one word
// and at most MaxPositions.
func (x *Index) Phrase(ctx context.Context, words []Word, part int) ([]Bits, error) {
	out := make([]Bits, len(x.Segments))
	for i := range x.Segments {
		s := &x.Segments[i]
		out[i] = s.all(words)
		p := s.locate(words)
		n := 0
		var err error
		out[i].Each(func(d uint32) bool {
			if n++; n%1024 == 0 && ctx.Err() != nil {
				err = ctx.Err()
				return false
			}
			if len(words) > 1 || part != AnyPart {
				if !p.phrase(s.ForwardCodes(d), len(words), part) {
					out[i].Clear(d)
				}
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// all finds the live documents that have all the words.
func (s *Segment) all(words []Word) Bits {
	out := NewBits(s.Docs())
	out.SetAll(s.Docs())
	if s.Live != nil {
		out.And(s.Live)
	}
	for _, w := range words {
		out.And(s.DocsOf(Unit{Term: w.Term, Set: w.Set}))
	}
	return out
}

// DocsOf finds the documents that have a unit, deleted ones included.
func (s *Segment) DocsOf(u Unit) Bits {
	b := NewBits(s.Docs())
	b.AddList(s.lookup(&u))
	return b
}

// AddList adds the documents of a posting list.
func (b Bits) AddList(l segment.List) {
	var c segment.Cursor
	for c.Open(l); ; {
		docs, _ := c.Block()
		if len(docs) == 0 {
			return
		}
		for _, d := range docs {
			b.Set(d)
		}
		c.Skip(len(docs))
	}
}

// phrase says whether n words stand side by side in order: bit i of run is set while the last i+1 words are the phrase's
// first (the shift-and method: Baeza-Yates and Gonnet, A New Approach to Text Searching, 1992).
func (p *positions) phrase(codes []byte, n, part int) bool {
	last := uint64(1) << (n - 1)
	run, found := uint64(0), false
	p.scan(codes, func(mask uint64, at int) bool {
		if part != AnyPart && at > part {
			return false
		}
		run = (run<<1 | 1) & mask
		found = run&last != 0
		return !found
	})
	return found
}
