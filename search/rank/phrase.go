package rank

import (
	"context"
	"encoding/binary"

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
		out[i] = s.candidates(words)
		if s.Live != nil {
			out[i].And(s.Live)
		}
		if len(words) == 1 && part == AnyPart {
			continue
		}
		p := s.locate(words)
		n := 0
		var err error
		out[i].Each(func(d uint32) bool {
			if n++; n%1024 == 0 && ctx.Err() != nil {
				err = ctx.Err()
				return false
			}
			if !p.phrase(s.ForwardCodes(d), len(words), part) {
				out[i].Clear(d)
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// phraseList lists the documents in which words stand side by side, deleted ones included.
func (s *Segment) phraseList(words []Word) segment.List {
	p := s.locate(words)
	var docs []uint32
	s.candidates(words).Each(func(d uint32) bool {
		if p.phrase(s.ForwardCodes(d), len(words), AnyPart) {
			docs = append(docs, d)
		}
		return true
	})
	return s.ListOf(docs)
}

// candidates finds the documents that may have a phrase: those that are listed with all its pairs, or have its only word.
func (s *Segment) candidates(words []Word) Bits {
	if len(words) == 1 {
		return s.DocsOf(Unit{Term: words[0].Term, Set: words[0].Set})
	}
	out := NewBits(s.Docs())
	var docs []uint32
	for page := uint32(0); page*segment.PageDocs < s.Docs(); page++ {
		from := page * segment.PageDocs
		to := min(from+segment.PageDocs, s.Docs())
		of := out[from/64 : (to+63)/64]
		for i := 1; i < len(words); i++ {
			list := s.PairDocs(int(page), segment.PairSlot([]byte(words[i-1].Term), []byte(words[i].Term)))
			docs = list.Below(docs[:0], to)
			if i > 1 {
				of.keep(from, docs)
				continue
			}
			for _, d := range docs {
				out.Set(d)
			}
		}
	}
	return out
}

// DocsOf finds the documents that have a unit, deleted ones included.
func (s *Segment) DocsOf(u Unit) Bits {
	b := NewBits(s.Docs())
	b.AddList(s.lookup(&u))
	return b
}

// phrase says whether n words stand side by side in order.
func (p *positions) phrase(codes []byte, n, part int) bool {
	if part != AnyPart || p.wide != nil || p.rarest < 0 {
		return p.phraseSlowly(codes, n, part)
	}
	// Look for the rarest word alone, and at the others only around it.
	for i := 0; i+1 < len(codes); i += 2 {
		if uint16(codes[i])|uint16(codes[i+1])<<8 != p.rarestCode {
			continue
		}
		first := i - 2*p.rarest
		if first < 0 || first+2*n > len(codes) || !p.stands(codes[first:first+2*n]) {
			continue
		}
		// Halves of an escaped rank may look like codes: then the sequence must be read from its beginning.
		if segment.MayEscape(codes[max(first-4, 0):first]) {
			return p.phraseSlowly(codes, n, part)
		}
		return true
	}
	return false
}

// stands says whether codes are the words in order.
func (p *positions) stands(codes []byte) bool {
	for j := 0; 2*j+1 < len(codes); j++ {
		c := uint16(codes[2*j]) | uint16(codes[2*j+1])<<8
		if c < firstCode || p.masks[p.slot[c]]>>j&1 == 0 {
			return false
		}
	}
	return true
}

// phraseSlowly is phrase for any words and part. Bit i of run is set while the last i+1 words are the phrase's first (the
// shift-and method: Baeza-Yates and Gonnet, A New Approach to Text Searching, 1992).
func (p *positions) phraseSlowly(codes []byte, n, part int) bool {
	last := uint64(1) << (n - 1)
	run, at := uint64(0), 0
	for i := 0; i+1 < len(codes); i += 2 {
		c := uint16(codes[i]) | uint16(codes[i+1])<<8
		mask := uint64(0)
		switch {
		case c >= firstCode:
			slot := p.slot[c]
			if slot == 0 {
				run = 0
				continue
			}
			mask = p.masks[slot]
		case c == segment.Break:
			if at++; part != AnyPart && at > part {
				return false
			}
		case i+5 < len(codes):
			mask = p.wide[binary.LittleEndian.Uint32(codes[i+2:])]
			i += 4
		}
		if run = (run<<1 | 1) & mask; run&last != 0 {
			return true
		}
	}
	return false
}
