package texts

import (
	"cmp"
	"context"
	"encoding/binary"
	"math/bits"
	"slices"

	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/search/rank"
)

// Keyword is words to count where they stand side by side in one part of an article.
type Keyword struct {
	Words []rank.Word
	Title bool // in the title alone
}

// Counts is what Count found.
type Counts struct {
	Places    int        // in the documents that were counted for certain
	Documents int        // that were looked at
	Uncertain []rank.Doc // in which a word also stands as a number or code that forward sequences do not show whole
}

// Count counts the places where keywords stand in documents, as snippet.Matcher.Occurrences finds them, in no more documents than most.
// There must be a keyword, and their words must be no more than rank.MaxPositions.
func (a *Archive) Count(ctx context.Context, keywords []Keyword, docs []rank.Bits, most int) (Counts, error) {
	var c Counts
	for n := range a.terms {
		k := a.counter(n, keywords)
		var err error
		docs[n].Each(func(d uint32) bool {
			if c.Documents%1024 == 0 && ctx.Err() != nil {
				err = ctx.Err()
				return false
			}
			if c.Documents++; c.Documents > most {
				c.Documents = most
				return false
			}
			places, certain := k.count(d)
			if certain {
				c.Places += places
			} else {
				c.Uncertain = append(c.Uncertain, rank.Doc{Segment: n, Number: d})
			}
			return true
		})
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

// counter counts keywords in the documents of a segment. All words of all keywords have a bit each; bit i of the state is set while the
// words up to it are the beginning of its keyword (the shift-and method: Baeza-Yates and Gonnet, A New Approach to Text
// Searching, 1992).
type counter struct {
	s        *segment.Segment
	telling  [1 << 16 / 64]uint64 // codes that need a look: of words of keywords, of the end of a part, of a rank without code
	slots    []uint16             // by rank: which of masks, 0 for a word of no keyword
	masks    []uint64
	first    uint64 // bits that begin a keyword
	last     uint64 // bits that end one
	keywords []tracked
	owner    [rank.MaxPositions]int
	found    []stretch
}

// tracked is a keyword in a segment.
type tracked struct {
	Keyword
	postings segment.Cursor // of a keyword of one word
	freq     uint32         // of that word in the document, weighted as in the postings
}

// stretch is a place in a part, by words.
type stretch struct{ from, to int }

func (a *Archive) counter(n int, keywords []Keyword) *counter {
	s := a.terms[n].s
	k := &counter{s: s, slots: make([]uint16, s.Ranked()), masks: make([]uint64, 1), keywords: make([]tracked, len(keywords))}
	for c := range firstCode {
		k.tell(c)
	}
	bit := 0
	for i, w := range keywords {
		k.keywords[i].Keyword = w
		k.first |= 1 << bit
		for _, word := range w.Words {
			k.owner[bit] = i
			k.locate(word, uint64(1)<<bit)
			bit++
		}
		k.last |= 1 << (bit - 1)
		if len(w.Words) == 1 {
			field := schema.FieldText
			if w.Title {
				field = schema.FieldTitle
			}
			k.keywords[i].postings.Open(listOf(s, field, w.Words[0]))
		}
	}
	return k
}

// listOf is the posting list of a word.
func listOf(s *segment.Segment, field int, w rank.Word) segment.List {
	info, ok := s.Lookup(field, []byte(w.Term))
	if !ok && w.Set { // one term alone has no list of its set
		s.Prefix(field, []byte(w.Term+"\x00"), func(only segment.TermInfo) bool {
			info = only
			return false
		})
	}
	return info.List
}

// tell marks a code as one that needs a look.
func (k *counter) tell(code uint16) { k.telling[code>>6] |= 1 << (code & 63) }

// locate gives the terms that a word may be a bit.
func (k *counter) locate(w rank.Word, bit uint64) {
	add := func(info segment.TermInfo) bool {
		if info.Ranked {
			mask := k.masks[k.slots[info.Rank]] | bit
			i := slices.Index(k.masks[1:], mask) + 1
			if i == 0 {
				i = len(k.masks)
				k.masks = append(k.masks, mask)
			}
			k.slots[info.Rank] = uint16(i)
			if code, ok := segment.CodeOf(info.Rank); ok {
				k.tell(code)
			}
		}
		return true
	}
	if w.Set {
		k.s.Prefix(0, []byte(w.Term+"\x00"), add)
	} else if info, ok := k.s.Lookup(0, []byte(w.Term)); ok {
		add(info)
	}
}

// count counts the places in a document. It is not certain if a word of which alone a keyword consists stands in the document more
// often than in its forward sequence.
func (k *counter) count(d uint32) (places int, certain bool) {
	for i := range k.keywords {
		k.keywords[i].freq = 0
	}
	codes := k.s.ForwardCodes(d)
	part, wide, state := 0, 0, uint64(0)
	for i := 0; i+1 < len(codes); i += 2 {
		c := uint16(codes[i]) | uint16(codes[i+1])<<8
		if k.telling[c>>6]>>(c&63)&1 == 0 { // most words
			state = 0
			continue
		}
		r := uint32(c) - uint32(firstCode)
		if c < firstCode {
			if c == segment.Break || i+6 > len(codes) {
				places += k.settle()
				part, state = part+1, 0
				continue
			}
			r = binary.LittleEndian.Uint32(codes[i+2:])
			i += 4
			wide += 2
		}
		state = (state<<1 | k.first) & k.masks[k.slots[r]]
		if ends := state & k.last; ends != 0 {
			k.end(ends, i/2-wide+1, part)
		}
	}
	return places + k.settle(), k.agrees(d)
}

// end notes the keywords that end with the word at a place.
func (k *counter) end(ends uint64, at, part int) {
	weight := [...]uint32{schema.WeightTitle, schema.WeightLead, schema.WeightBody}[min(part, 2)]
	for ; ends != 0; ends &= ends - 1 {
		w := &k.keywords[k.owner[bits.TrailingZeros64(ends)]]
		if w.Title {
			if part > 0 {
				continue
			}
			weight = 1 // as the field of titles has it
		}
		w.freq += weight
		k.found = append(k.found, stretch{at - len(w.Words), at})
	}
}

// settle counts what was found in a part: of places that overlap the first, and of those the longest.
func (k *counter) settle() int {
	if len(k.found) < 2 {
		n := len(k.found)
		k.found = k.found[:0]
		return n
	}
	slices.SortFunc(k.found, func(a, b stretch) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	n, end := 0, 0
	for _, f := range k.found {
		if f.from >= end {
			n++
			end = f.to
		}
	}
	k.found = k.found[:0]
	return n
}

// agrees says whether the postings have the keywords of one word as often as they were found in the document.
func (k *counter) agrees(d uint32) bool {
	for i := range k.keywords {
		w := &k.keywords[i]
		if len(w.Words) > 1 {
			continue
		}
		has := uint32(0)
		if w.postings.Seek(d) == d {
			has = w.postings.Freq()
		}
		if has != w.freq {
			return false
		}
	}
	return true
}
