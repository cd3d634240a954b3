package texts

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"

	"timbao/indexer/segment"
	"timbao/indexer/vietnamese"
	"timbao/search/rank"
)

// Measured on the development stories, where it is flat around these values.
const (
	saturation = 8 // frequency at which a word counts half of what it can
	emphasis   = 4 // how much more a very frequent word of the article weighs than a rare one
)

// tellingWords is how many words of an article are looked at.
const tellingWords = 1 << 15

// partWeights are what a word counts by the part it stands in: title, lead, anything else.
var partWeights = [...]float64{3, 2, 1}

// counted is a word or a pair of an article.
type counted struct {
	first, second string // terms; second is "" for a word
	freq          float64
	score         float64
}

// saturated is a frequency as a part of the most that it can count.
func (c *counted) saturated() float64 { return c.freq / (c.freq + saturation) }

// Telling is what tells what a document is about: its words, and the pairs of words side by side, that are frequent in it and rare
// in the index, the most telling first.
type Telling struct {
	words, pairs []counted
	byTerm       map[string]*counted
}

// Telling looks at the words of a document, its first 32,768 if it is longer.
func (a *Archive) Telling(d rank.Doc) *Telling {
	t := &Telling{byTerm: map[string]*counted{}}
	t.words, t.pairs = a.count(d)
	for i := range t.words {
		t.words[i].score = a.tells(&t.words[i], a.x.DocFreq(0, t.words[i].first))
	}
	for i := range t.pairs {
		t.pairs[i].score = a.tells(&t.pairs[i], a.x.PairFreq(t.pairs[i].first, t.pairs[i].second))
	}
	byScore(t.words)
	byScore(t.pairs)
	for i := range t.words {
		t.byTerm[t.words[i].first] = &t.words[i]
	}
	return t
}

// Query makes a query of so many words and pairs, or as many of them as a query has room for. It is empty for a document that has
// nothing in common with any other.
func (t *Telling) Query(words, pairs int) *rank.Query {
	c := composer{t: t, placed: map[string]bool{}, query: &rank.Query{}}
	for _, run := range runs(most(t.pairs, pairs)) {
		c.place(run)
	}
	for _, w := range most(t.words, words) {
		if !c.placed[w.first] {
			c.place([]string{w.first})
		}
	}
	return c.query
}

// tells is how much a word or pair tells that so many documents have: nothing if no other has it.
func (a *Archive) tells(c *counted, docs int) float64 {
	if docs < 2 {
		return 0
	}
	return c.saturated() * a.x.IDF(docs)
}

func byScore(list []counted) {
	slices.SortFunc(list, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.first, b.first), cmp.Compare(a.second, b.second))
	})
}

// most is the first n, without those that tell nothing.
func most(list []counted, n int) []counted {
	list = list[:min(n, len(list))]
	for len(list) > 0 && list[len(list)-1].score == 0 {
		list = list[:len(list)-1]
	}
	return list
}

// count counts the words and pairs of a document, weighted by the parts they stand in.
func (a *Archive) count(d rank.Doc) (words, pairs []counted) {
	type pair struct{ first, second uint32 }
	byWord, byPair := map[uint32]float64{}, map[pair]float64{}
	s := a.terms[d.Segment].s
	const none = ^uint32(0)
	part, before := 0, none
	codes := s.ForwardCodes(d.Number)
	for codes = codes[:min(len(codes), 2*tellingWords)]; len(codes) >= 2; {
		c := binary.LittleEndian.Uint16(codes)
		codes = codes[2:]
		r := uint32(c) - uint32(firstCode)
		if c < firstCode {
			if c == segment.Break || len(codes) < 4 {
				part, before = part+1, none
				continue
			}
			r = binary.LittleEndian.Uint32(codes)
			codes = codes[4:]
		}
		w := partWeights[min(part, len(partWeights)-1)]
		byWord[r] += w
		if before != none {
			byPair[pair{before, r}] += w
		}
		before = r
	}
	terms := make(map[uint32]string, len(byWord))
	for r, n := range byWord {
		terms[r] = string(s.TermOf(r))
		words = append(words, counted{first: terms[r], freq: n})
	}
	for p, n := range byPair {
		pairs = append(pairs, counted{first: terms[p.first], second: terms[p.second], freq: n})
	}
	return words, pairs
}

// runs joins pairs of which one ends with the word that the other begins with.
func runs(pairs []counted) [][]string {
	var out [][]string
	used := make([]bool, len(pairs))
	for i, p := range pairs {
		if used[i] {
			continue
		}
		used[i] = true
		run := []string{p.first, p.second}
		for grown := true; grown; {
			grown = false
			for j, o := range pairs {
				switch {
				case used[j]:
					continue
				case o.first == run[len(run)-1]:
					run = append(run, o.second)
				case o.second == run[0]:
					run = slices.Insert(run, 0, o.first)
				default:
					continue
				}
				used[j], grown = true, true
			}
		}
		out = append(out, run)
	}
	return out
}

// composer lays words out as the positions of a query.
type composer struct {
	t      *Telling
	placed map[string]bool
	query  *rank.Query
}

// place adds words that stand side by side in the article, as many as there is room for. A word that is there already has a
// position again, for its pair, and weighs least there.
func (c *composer) place(run []string) {
	q := c.query
	for i, term := range run {
		at := len(q.Units)
		if at == rank.MaxPositions {
			return
		}
		_, label := vietnamese.Split(term)
		u := rank.Unit{Term: term, Positions: 1 << at, Weight: 1, Label: label}
		if !c.placed[term] {
			u.Weight = 1 + math.Round(10*emphasis*c.t.byTerm[term].saturated())/10
			c.placed[term] = true
		}
		q.Units = append(q.Units, u)
		if i > 0 {
			q.Pairs = append(q.Pairs, rank.Pair{First: at - 1, A: run[i-1], B: term})
		}
	}
}
