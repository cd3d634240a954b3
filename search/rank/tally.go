package rank

import (
	"context"
	"encoding/binary"
	"math/bits"

	"timbao/indexer/segment"
)

// rescore adds to the scores of hits what their forward sequences say, and sorts them.
func (x *Index) rescore(ctx context.Context, q *Query, o Options, hits []Hit) error {
	words := q.words()
	maps := make([]*positions, len(x.Segments))
	t := newTally(x, q)
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

// tally counts the words and pairs of a query in a document.
type tally struct {
	p       Params
	q       *Query
	reading *Reading
	weights [3]uint32
	first   uint64            // positions that begin a pair
	at      [MaxPositions]int // pair that begins at a position
	words   []wordTally
	freqs   []pairFreq
	worth   [2 * MaxPositions]float64 // of what passages are looked for in
	seen    []sighting                // in reading order
	// Of the document:
	part      paragraph // that is being read
	paragraph paragraph // the best
	open      opening
}

// wordTally is a word of the query, and where it is in the document.
type wordTally struct {
	idf, worth float64
	telling    float64 // bonus for being there
	freq       uint32  // weighted by the part
	first      int32   // where it stands first, from 1, 0 for nowhere
	last       int32   // where it was seen last
}

// pairFreq is how often a pair stands side by side in a document, and how often near each other, weighted by the part.
type pairFreq struct {
	beside, near uint32
	first        int32 // where it stands side by side first, 0 for nowhere
}

// farAway is a place that no word is near to.
const farAway = -1 << 20

func newTally(x *Index, q *Query) *tally {
	p := x.Params
	t := &tally{p: p, q: q, reading: &p.Plain, weights: [3]uint32{p.Title, p.Lead, 1}, freqs: make([]pairFreq, len(q.Pairs))}
	if q.Question {
		t.reading = &p.Question
	}
	for i, pair := range q.Pairs {
		t.first |= 1 << pair.First
		t.at[pair.First] = i
	}
	units, parts := q.wordUnits(), q.parts()
	t.words = make([]wordTally, MaxPositions)[:max(len(units), 1)]
	for i, u := range units {
		if u == nil {
			continue
		}
		t.words[i].idf, t.words[i].worth = u.idf, u.idf
		if q.Telling>>i&1 != 0 {
			t.words[i].telling = t.reading.Telling
		}
		if parts>>i&1 == 0 {
			t.words[i].worth = x.worth(t.reading, u.docFreq)
		}
	}
	t.worths()
	return t
}

func (t *tally) clear() {
	clear(t.freqs)
	for i := range t.words {
		w := &t.words[i]
		w.freq, w.first, w.last = 0, 0, farAway
	}
	t.seen = t.seen[:0]
	t.part, t.paragraph, t.open = paragraph{}, paragraph{}, opening{}
}

func (t *tally) count(p *positions, codes []byte) {
	t.clear()
	window := int32(t.p.Window)
	part, at, begun := 0, int32(0), int32(0)
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
			t.endPart(at - 1 - begun)
			part++
			at += window + 1
			begun = at
		case len(codes) >= 4:
			mask = p.wide[binary.LittleEndian.Uint32(codes)]
			codes = codes[4:]
		}
		if mask == 0 {
			continue
		}
		if t.part.has |= mask; t.open.words == 0 && at-begun <= openingWords {
			t.open.found++
		}
		t.sight(mask, at, t.weights[min(part, 2)], window)
	}
	t.endPart(at - begun)
}

// sight notes that the words of a mask stand at a place.
func (t *tally) sight(mask uint64, at int32, weight uint32, window int32) {
	for m := mask; m != 0; {
		i := 63 - bits.LeadingZeros64(m) // highest first: the word before must be from before
		m &^= 1 << i
		w := &t.words[i]
		if w.freq += weight; w.first == 0 {
			w.first = at
		}
		if t.reading.Passage > 0 {
			t.seen = append(t.seen, sighting{at, uint8(i)})
		}
		if i > 0 && t.first>>(i-1)&1 != 0 {
			f := &t.freqs[t.at[i-1]]
			switch d := at - t.words[i-1].last; {
			case d == 1:
				if f.beside += weight; f.first == 0 {
					f.first = at
				}
				if t.part.pairs |= 1 << t.at[i-1]; t.reading.PassagePair > 0 {
					t.seen = append(t.seen, sighting{at, uint8(MaxPositions + t.at[i-1])})
				}
			case d <= window && d > 0:
				f.near += weight
			}
		}
		if t.first>>i&1 != 0 && i+1 < len(t.words) {
			if d := at - t.words[i+1].last; d <= window && d > 0 {
				t.freqs[t.at[i]].near += weight
			}
		}
		w.last = at
	}
}

// nothing says whether four codes are all words that are not in the query, as most are.
func (p *positions) nothing(four uint64) bool {
	slot := (*[1 << 16]uint8)(p.slot)
	return slot[uint16(four)]|slot[uint16(four>>16)]|slot[uint16(four>>32)]|slot[uint16(four>>48)] == 0
}

// score is what the second stage adds to the score of the words in a document with the given K.
func (t *tally) score(norm float32) uint64 {
	passage, paragraph, opening := t.together()
	sum := passage + paragraph + opening
	for i := range t.words {
		common, soon := t.word(i, norm)
		sum += common + soon
	}
	for i := range t.freqs {
		beside, near := t.pair(i, norm)
		sum += beside + near
	}
	return sum
}

// word is what a word scores for what it is worth above its idf, and for being there and standing early.
func (t *tally) word(i int, norm float32) (common, soon uint64) {
	w := &t.words[i]
	if w.freq == 0 {
		return 0, 0
	}
	n := float64(w.freq)
	common = uint64((w.worth - w.idf) * (t.p.K1 + 1) * Scale * n / (n + float64(norm)))
	return common, uint64(w.worth * (w.telling + t.reading.Early*early(w.first)) * Scale)
}

// pair is what a pair scores for standing side by side, and for standing near each other.
func (t *tally) pair(i int, norm float32) (beside, near uint64) {
	f := &t.freqs[i]
	scale := t.q.Pairs[i].idf * t.p.Lambda * t.run(i) * Scale
	if f.beside > 0 {
		n := float64(f.beside)
		bonus := t.reading.Here + t.reading.EarlyPair*early(f.first)
		beside = uint64(scale * ((t.p.K1+1)*n/(n+float64(norm)) + bonus))
	}
	if f.near > 0 {
		n := float64(f.near + f.beside)
		near = uint64(scale * t.reading.Near * (t.p.K1 + 1) * n / (n + float64(norm)))
	}
	return beside, near
}

// run is the factor on a pair that goes on where another ends.
func (t *tally) run(i int) float64 {
	first := t.q.Pairs[i].First
	if t.reading.Run == 0 || first == 0 || t.first>>(first-1)&1 == 0 {
		return 1
	}
	if t.freqs[t.at[first-1]].beside > 0 && t.freqs[i].beside > 0 {
		return t.reading.Run
	}
	return 1
}
