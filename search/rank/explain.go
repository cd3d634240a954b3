package rank

import (
	"fmt"
	"slices"

	"timbao/indexer/segment"
)

// Part is a part of a hit's score, in words and as a number.
type Part struct {
	Text  string
	Value float64
}

// Explain says what a hit of the query has its score from. With rescored, as the best hits of a query with pairs are, the
// pairs are among the parts. The values sum to the hit's score.
func (x *Index) Explain(q *Query, h Hit, rescored bool) []Part {
	var parts []Part
	s := &x.Segments[h.Segment]
	norm := s.norms[h.Number]
	for i := range q.Units {
		u := &q.Units[i]
		var c segment.Cursor
		c.Open(u.lists[h.Segment])
		if c.Seek(h.Number) != h.Number {
			continue
		}
		f := float32(c.Freq())
		parts = append(parts, Part{
			Text: fmt.Sprintf("%s: weighted frequency %d, in %d articles (idf %.2f), weight %.1f, length normalisation %.2f",
				u.Label, c.Freq(), u.docFreq, u.idf, u.Weight, norm),
			Value: float64(uint32(u.scale*f/(f+norm))) / Scale,
		})
	}
	if !rescored {
		return append(parts, x.explainListed(q, h)...)
	}
	words := q.words()
	t := newTally(x.Params, q)
	t.count(s.locate(words), s.ForwardCodes(h.Number))
	for i, f := range t.freqs {
		p := q.Pairs[i]
		beside, near := t.pair(i, f, norm)
		name := fmt.Sprintf("%s + %s", words[p.First].label(), words[p.First+1].label())
		if beside > 0 {
			parts = append(parts, Part{fmt.Sprintf("%s side by side: weighted frequency %d, pair idf %.2f", name, f.beside, p.idf), float64(beside) / Scale})
		}
		if near > 0 {
			parts = append(parts, Part{fmt.Sprintf("%s within %d words: weighted frequency %d, pair idf %.2f", name, x.Params.Window, f.near+f.beside, p.idf), float64(near) / Scale})
		}
	}
	return parts
}

// explainListed says what the pairs give a hit in the first stage.
func (x *Index) explainListed(q *Query, h Hit) (parts []Part) {
	e := &evaluator{x: x, q: q, pairs: make([]pairList, len(q.Pairs))}
	e.open(h.Segment)
	var mask uint64
	for i := range e.cursors {
		if e.cursors[i].Seek(h.Number) == h.Number {
			mask |= e.cursors[i].unit.Positions
		}
	}
	e.openPairs(h.Number &^ (segment.PageDocs - 1))
	words := q.words()
	for i := range e.pairs {
		p := &e.pairs[i]
		if _, ok := slices.BinarySearch(p.docs.Below(nil, h.Number+1), h.Number); !ok || mask&p.words != p.words {
			continue
		}
		first := q.Pairs[i].First
		parts = append(parts, Part{
			Text:  fmt.Sprintf("%s + %s seem to stand side by side: pair idf %.2f", words[first].label(), words[first+1].label(), q.Pairs[i].idf),
			Value: float64(e.x.listed(p.scale, e.seg.norms[h.Number])) / Scale,
		})
	}
	return parts
}

// Rescored says whether a query's hit at a place of the result, from 0, had its pairs counted.
func (x *Index) Rescored(q *Query, place int) bool { return place < x.depth(q) }
