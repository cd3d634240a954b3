package harvest

import (
	"context"
	"slices"

	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
)

// none stands for a gap, or for a word that is in no gram, in the words of an article.
const none = ^uint32(0)

// starts marks, in the number of a word, that a gram or a single word that is wanted begins with it.
const starts = 1 << 31

// tally counts the articles that have grams, and those that have them in the title.
type tally struct {
	slots   []hit           // of the grams' keys, so that finding one and counting it is one look into memory
	singles []hit           // by term: of single words
	single  []bool          // by term: wanted
	pairs   [1 << 14]uint64 // bits of the pairs of words with which grams begin
	numbers [][]uint32      // by segment and rank: the number of the term
	doc     uint32
	words   []uint32
}

// hit is how many articles have a gram, and which was counted last.
type hit struct {
	key                              uint64
	docs, titles, lastDoc, lastTitle uint32
	gram                             uint32
	goesOn                           bool // there are grams that are longer by a word
}

// newTally prepares for counting. numbers are those of numbersIn for each segment, single says for each term whether it is wanted
// by itself.
func newTally(g *grams, numbers [][]uint32, single []bool) *tally {
	t := &tally{single: single, singles: make([]hit, len(single))}
	size := 1 << 10
	for size < 2*len(g.size) {
		size *= 2
	}
	t.slots = make([]hit, size)
	begins := slices.Clone(single)
	for n := uint32(1); n < uint32(len(g.size)); n++ {
		key := g.keyOf(n)
		h := t.at(key)
		h.key, h.gram = key, n
		if g.size[n] > 2 {
			t.at(g.keyOf(g.prior[n])).goesOn = true
			continue
		}
		begins[g.prior[n]] = true
		bit := pairBit(g.prior[n], g.last[n])
		t.pairs[bit>>6] |= 1 << (bit & 63)
	}
	for _, in := range numbers {
		marked := slices.Clone(in)
		for rank, n := range in {
			if n != none && begins[n] {
				marked[rank] |= starts
			}
		}
		t.numbers = append(t.numbers, marked)
	}
	return t
}

// at is the hit of a key, or the unused one where it belongs.
func (t *tally) at(key uint64) *hit {
	mask := uint64(len(t.slots) - 1)
	for i := scatter(key); ; i++ {
		if h := &t.slots[i&mask]; h.key == key || h.key == 0 {
			return h
		}
	}
}

// of is the hit of a gram.
func (t *tally) of(g *grams, n uint32) *hit { return t.at(g.keyOf(n)) }

// pairBit is the bit of a pair of words.
func pairBit(a, b uint32) uint32 { return (a*0x9E3779B1 ^ b*0x85EBCA77) >> 12 }

// numbersIn gives, for each rank of a segment, the number of its term.
func numbersIn(s *segment.Segment, terms []string) []uint32 {
	out := make([]uint32, s.Ranked())
	for i := range out {
		out[i] = none
	}
	for n, term := range terms {
		if info, ok := s.Lookup(schema.FieldText, []byte(term)); ok && info.Ranked {
			out[info.Rank] = uint32(n)
		}
	}
	return out
}

// add counts the grams of an article, or of its title alone.
func (t *tally) add(d sidecar.Doc, titleOnly bool) {
	t.doc++
	t.words = t.words[:0]
	title, numbers := -1, t.numbers[d.Source]
	f := d.Forward()
	for rank, ok := f.Next(); ok; rank, ok = f.Next() {
		if rank != segment.Gap {
			t.words = append(t.words, numbers[rank])
			continue
		}
		t.words = append(t.words, none)
		if title < 0 {
			title = len(t.words)
			if titleOnly {
				break
			}
		}
	}
	t.words = append(t.words, none)
	words := t.words
	for i, a := range words[:len(words)-1] {
		if a < starts || a == none {
			continue
		}
		a &^= starts
		if t.single[a] {
			t.singles[a].count(t.doc, i < title)
		}
		if b := words[i+1]; b != none {
			if bit := pairBit(a, b&^starts); t.pairs[bit>>6]>>(bit&63)&1 != 0 {
				t.from(i, a, b&^starts, i < title)
			}
		}
	}
}

// from counts the grams that begin with the words a and b at i.
func (t *tally) from(i int, a, b uint32, title bool) {
	key := pairKey(0, a, b)
	for j := i + 2; ; j++ {
		h := t.at(key)
		if h.key == 0 {
			return
		}
		h.count(t.doc, title)
		if !h.goesOn || t.words[j] == none {
			return
		}
		key = pairKey(1, h.gram, t.words[j]&^starts)
	}
}

func (h *hit) count(doc uint32, title bool) {
	if h.lastDoc != doc {
		h.lastDoc = doc
		h.docs++
	}
	if title && h.lastTitle != doc {
		h.lastTitle = doc
		h.titles++
	}
}

// all counts the grams of all articles of a corpus, or those of their titles alone.
func (t *tally) all(ctx context.Context, c *sidecar.Corpus, titles bool) error {
	return c.Each(ctx, func(d sidecar.Doc) error {
		t.add(d, titles)
		return nil
	})
}
