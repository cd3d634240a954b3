package rank

import (
	"context"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"

	"timbao/indexer/segment"
)

// positions maps the codes of a segment's forward sequences to the positions whose words they are.
type positions struct {
	slot  []uint8 // by code: index into masks, 0 for a word that is not in the query, 1 for what is no word
	masks []uint64
	wide  map[uint32]uint64 // by rank, for ranks without a code of their own

	rarest     int    // the word with the fewest documents that has one code, −1 if none has
	rarestCode uint16 // its code
}

// Word is a word to look for in forward sequences: a term of the text field, or all terms of a folded form.
type Word struct {
	Term string
	Set  bool
}

// label is the word as people write it.
func (w Word) label() string {
	folded, accented, _ := strings.Cut(w.Term, "\x00")
	if accented == "" {
		return folded
	}
	return accented
}

// locate builds the map for words; the mask of word i has bit i.
func (s *Segment) locate(words []Word) *positions {
	p := &positions{slot: make([]uint8, 1<<16), masks: make([]uint64, 2, len(words)+2), rarest: -1}
	p.slot[segment.Break], p.slot[segment.Escape] = 1, 1
	fewest := 0
	for i, w := range words {
		bit := uint64(1) << i
		if !w.Set {
			if info, ok := s.Lookup(0, []byte(w.Term)); ok && info.Ranked {
				p.add(info.Rank, bit)
				if code, ok := segment.CodeOf(info.Rank); ok && (p.rarest < 0 || info.List.Len() < fewest) {
					p.rarest, p.rarestCode, fewest = i, code, info.List.Len()
				}
			}
			continue
		}
		s.Prefix(0, []byte(w.Term+"\x00"), func(info segment.TermInfo) bool {
			if info.Ranked {
				p.add(info.Rank, bit)
			}
			return true
		})
	}
	return p
}

func (p *positions) add(rank uint32, bit uint64) {
	code, ok := segment.CodeOf(rank)
	switch {
	case !ok:
		if p.wide == nil {
			p.wide = map[uint32]uint64{}
		}
		p.wide[rank] |= bit
	case p.slot[code] > 0:
		mask := p.masks[p.slot[code]] | bit
		p.slot[code] = p.slotOf(mask)
	default:
		p.slot[code] = p.slotOf(bit)
	}
}

// slotOf returns the index of a mask. There are never more than 255: each of 64 positions gives at most a mask of its own
// and one for each position that is added to it.
func (p *positions) slotOf(mask uint64) uint8 {
	if i := slices.Index(p.masks[2:], mask); i >= 0 {
		return uint8(i + 2)
	}
	if len(p.masks) > 255 {
		return 0
	}
	p.masks = append(p.masks, mask)
	return uint8(len(p.masks) - 1)
}

// firstCode is the code of the commonest term.
var firstCode, _ = segment.CodeOf(0)

// Words returns the word of each position of the query, as the second stage looks for it.
func (q *Query) words() []Word {
	words := make([]Word, MaxPositions)
	n := 0
	for i := range q.Units {
		u := &q.Units[i]
		if u.Field != 0 || u.Positions == 0 || u.Positions&(u.Positions-1) != 0 || u.Weight < 1 {
			continue
		}
		p := bits.TrailingZeros64(u.Positions)
		if words[p].Term == "" {
			words[p] = Word{u.Term, u.Set}
			n = max(n, p+1)
		}
	}
	return words[:n]
}

// rescore adds the scores of the pairs to hits and sorts them.
func (x *Index) rescore(ctx context.Context, q *Query, o Options, hits []Hit) error {
	words := q.words()
	maps := make([]*positions, len(x.Segments))
	t := newTally(x.Params, q)
	for i := range hits {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		h := &hits[i]
		s := &x.Segments[h.Segment]
		if maps[h.Segment] == nil {
			maps[h.Segment] = s.locate(words)
		}
		t.count(maps[h.Segment], s.ForwardCodes(h.Number))
		h.Score = o.decayed(h.words+t.score(s.norms[h.Number]), h.Doc)
	}
	x.sort(hits)
	return nil
}

// tally counts the pairs of a query in a document.
type tally struct {
	p       Params
	q       *Query
	weights [3]uint32
	first   uint64              // positions that begin a pair
	at      [MaxPositions]int   // pair that begins at a position
	last    [MaxPositions]int32 // where a position's word was seen last
	freqs   []pairFreq
}

// pairFreq is how often a pair stands side by side in a document, and how often near each other, weighted by the part.
type pairFreq struct{ beside, near uint32 }

func newTally(p Params, q *Query) *tally {
	t := &tally{p: p, q: q, weights: [3]uint32{p.Title, p.Lead, 1}, freqs: make([]pairFreq, len(q.Pairs))}
	for i, pair := range q.Pairs {
		t.first |= 1 << pair.First
		t.at[pair.First] = i
	}
	return t
}

func (t *tally) count(p *positions, codes []byte) {
	clear(t.freqs)
	for i := range t.last {
		t.last[i] = -1 << 20
	}
	window := int32(t.p.Window)
	part, at := 0, int32(0)
	for near := 0; len(codes) >= 2; near-- {
		if near <= 0 && len(codes) >= 8 {
			if p.nothing(binary.LittleEndian.Uint64(codes)) {
				codes = codes[8:]
				at += 4
				continue
			}
			near = 4
		}
		c := binary.LittleEndian.Uint16(codes)
		codes = codes[2:]
		at++
		var mask uint64
		switch {
		case c >= firstCode:
			mask = p.masks[p.slot[c]]
		case c == segment.Break:
			part++
			at += window + 1
		case len(codes) >= 4:
			mask = p.wide[binary.LittleEndian.Uint32(codes)]
			codes = codes[4:]
		}
		if mask == 0 {
			continue
		}
		w := t.weights[min(part, 2)]
		for m := mask; m != 0; {
			i := 63 - bits.LeadingZeros64(m) // highest first: last[i-1] must be from before
			m &^= 1 << i
			if i > 0 && t.first>>(i-1)&1 != 0 {
				f := &t.freqs[t.at[i-1]]
				switch d := at - t.last[i-1]; {
				case d == 1:
					f.beside += w
				case d <= window && d > 0:
					f.near += w
				}
			}
			if t.first>>i&1 != 0 {
				if d := at - t.last[i+1]; d <= window && d > 0 {
					t.freqs[t.at[i]].near += w
				}
			}
			t.last[i] = at
		}
	}
}

// nothing says whether four codes are all words that are not in the query, as most are.
func (p *positions) nothing(four uint64) bool {
	slot := (*[1 << 16]uint8)(p.slot)
	return slot[uint16(four)]|slot[uint16(four>>16)]|slot[uint16(four>>32)]|slot[uint16(four>>48)] == 0
}

// score is the sum of the pairs' scores in a document with the given K.
func (t *tally) score(norm float32) uint64 {
	sum := uint64(0)
	for i, f := range t.freqs {
		beside, near := t.pair(i, f, norm)
		sum += beside + near
	}
	return sum
}

// pair is what a pair scores for standing side by side, and for standing near each other.
func (t *tally) pair(i int, f pairFreq, norm float32) (beside, near uint64) {
	scale := t.q.Pairs[i].idf * t.p.Lambda * (t.p.K1 + 1) * Scale
	if f.beside > 0 {
		n := float64(f.beside)
		beside = uint64(scale * n / (n + float64(norm)))
	}
	if f.near > 0 {
		n := float64(f.near + f.beside)
		near = uint64(scale * t.p.Near * n / (n + float64(norm)))
	}
	return beside, near
}
