package rank

import (
	"math/bits"

	"timbao/indexer/segment"
)

// MaxPositions is the most positions that a Query can have.
const MaxPositions = 64

// Unit is something in the index that stands for positions of the query.
type Unit struct {
	Field     int
	Term      string  // two-level or plain term, or a folded form if Set
	Set       bool    // all terms of the folded form
	Phrase    []Word  // if not nil, words of the text that must stand side by side, instead of Term
	Positions uint64  // the positions it covers, a bit each
	Weight    float64 // factor on the score, 1 for what was typed
	Label     string  // for explanations
	Form      bool    // it stands for words and is not one as typed, for explanations
	idf       float64
	docFreq   int
	lists     []segment.List // by segment
	scale     float32        // Weight × idf × Scale × (k1+1)
}

// DocFreq returns how many documents have the unit, once Prepare has run.
func (u *Unit) DocFreq() int { return u.docFreq }

// IDF returns the unit's rarity, once Prepare has run.
func (u *Unit) IDF() float64 { return u.idf }

// Pair is two neighbouring positions of the query. The second stage looks for them side by side.
type Pair struct {
	First int // position; the other is First+1
	A, B  string
	idf   float64
}

// Query is what to score by, and which documents to score.
type Query struct {
	Units []Unit
	Pairs []Pair
	// Need is the share of the weight of the Free positions that a hit must cover, 0 for any. At 1 it must cover all.
	Need float64
	// Free are the positions that Need is about; 0 means all.
	Free uint64
	// Allowed holds, for each segment, the documents that may be hits; nil means every live one.
	Allowed []Bits
	// Question says that the query asks something: it is read by Params.Question, not Params.Plain.
	Question bool
	// Telling are the positions of names and numbers.
	Telling uint64
	weights [MaxPositions]float64
	total   float64
}

// Prepare looks the units up and weighs them and the pairs.
func (q *Query) Prepare(x *Index) {
	q.weights = [MaxPositions]float64{}
	for i := range q.Units {
		u := &q.Units[i]
		u.docFreq, u.lists = 0, u.lists[:0]
		for s := range x.Segments {
			list := x.Segments[s].lookup(u)
			u.docFreq += list.Len()
			u.lists = append(u.lists, list)
		}
		u.idf = x.IDF(u.docFreq)
		u.scale = float32(u.Weight * u.idf * Scale * (x.Params.K1 + 1))
		if u.Positions&(u.Positions-1) == 0 && (q.Free == 0 || u.Positions&q.Free != 0) && u.Positions != 0 { // of one position
			p := bits.TrailingZeros64(u.Positions)
			q.weights[p] = max(q.weights[p], u.idf)
		}
	}
	q.total = 0
	for _, w := range q.weights {
		q.total += w
	}
	for i := range q.Pairs {
		p := &q.Pairs[i]
		p.idf = x.IDF(x.PairFreq(p.A, p.B))
	}
}

// lookup finds a unit in a segment. A folded form that one term alone has there has no list of its own but that term's.
func (s *Segment) lookup(u *Unit) segment.List {
	if u.Phrase != nil {
		return s.phraseList(u.Phrase)
	}
	info, ok := s.Lookup(u.Field, []byte(u.Term))
	if !ok && u.Set {
		s.Prefix(u.Field, []byte(u.Term+"\x00"), func(only segment.TermInfo) bool {
			info = only
			return false
		})
	}
	return info.List
}

// covered sums the weights of positions by the eight bits of each byte of a mask.
type covered struct {
	tables [MaxPositions / 8][256]float32
	bytes  int
}

func newCovered(weights *[MaxPositions]float64) *covered {
	c := &covered{}
	for b := range c.tables {
		for p := range 8 {
			if weights[8*b+p] > 0 {
				c.bytes = b + 1
			}
		}
	}
	for b := range c.bytes {
		for m := 1; m < 256; m++ {
			low := m & -m
			p := 0
			for 1<<p != low {
				p++
			}
			c.tables[b][m] = c.tables[b][m^low] + float32(weights[8*b+p])
		}
	}
	return c
}

func (c *covered) weight(mask uint64) float32 {
	w := float32(0)
	for b := range c.bytes {
		w += c.tables[b][byte(mask>>(8*b))]
	}
	return w
}

func (q *Query) enough() float32 { return float32(q.Need*q.total) * (1 - 1e-5) }
