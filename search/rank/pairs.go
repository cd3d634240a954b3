package rank

import (
	"math/bits"
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
	codes := map[uint16]uint64{}
	for i, w := range words {
		bit := uint64(1) << i
		if !w.Set {
			if info, ok := s.Lookup(0, []byte(w.Term)); ok && info.Ranked {
				p.add(codes, info.Rank, bit)
				if code, ok := segment.CodeOf(info.Rank); ok && (p.rarest < 0 || info.List.Len() < fewest) {
					p.rarest, p.rarestCode, fewest = i, code, info.List.Len()
				}
			}
			continue
		}
		s.Prefix(0, []byte(w.Term+"\x00"), func(info segment.TermInfo) bool {
			if info.Ranked {
				p.add(codes, info.Rank, bit)
			}
			return true
		})
	}
	p.intern(codes)
	return p
}

// add gives the term of a rank a position more.
func (p *positions) add(codes map[uint16]uint64, rank uint32, bit uint64) {
	if code, ok := segment.CodeOf(rank); ok {
		codes[code] |= bit
		return
	}
	if p.wide == nil {
		p.wide = map[uint32]uint64{}
	}
	p.wide[rank] |= bit
}

// intern gives each code the slot of its mask. There are fewer masks than slots: the terms of one folded form have the
// mask of its sets, and only those that are words of the query themselves have other positions too, so that 64 positions
// make no more than 128 masks.
func (p *positions) intern(codes map[uint16]uint64) {
	slots := map[uint64]uint8{}
	for code, mask := range codes {
		if slots[mask] == 0 {
			slots[mask] = uint8(len(p.masks))
			p.masks = append(p.masks, mask)
		}
		p.slot[code] = slots[mask]
	}
}

// firstCode is the code of the commonest term.
var firstCode, _ = segment.CodeOf(0)

// words returns the word of each position of the query, as the second stage looks for it.
func (q *Query) words() []Word {
	units := q.wordUnits()
	words := make([]Word, len(units))
	for p, u := range units {
		if u != nil {
			words[p] = Word{u.Term, u.Set}
		}
	}
	return words
}

// wordUnits returns the unit that is the word of each position, nil where there is none in the text.
func (q *Query) wordUnits() []*Unit {
	units := make([]*Unit, MaxPositions)
	n := 0
	for i := range q.Units {
		u := &q.Units[i]
		if u.Field != 0 || u.Positions == 0 || u.Positions&(u.Positions-1) != 0 || u.Weight < 1 {
			continue
		}
		p := bits.TrailingZeros64(u.Positions)
		if units[p] == nil {
			units[p] = u
			n = max(n, p+1)
		}
	}
	return units[:n]
}

// parts are the positions that belong together as one thing: a date, a code, the expansion of an acronym. It is a unit of
// its own, so that its parts need not stand in for it.
func (q *Query) parts() uint64 {
	mask := uint64(0)
	for i := range q.Units {
		if u := &q.Units[i]; u.Positions&(u.Positions-1) != 0 && u.docFreq > 0 {
			mask |= u.Positions
		}
	}
	return mask
}
