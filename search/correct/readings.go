package correct

import (
	"slices"

	"timbao/indexer/lexicon"
	"timbao/indexer/vietnamese"
)

// candidate is what a token may stand for.
type candidate struct {
	word lexicon.Word
	text string // in small letters
	cost float32
	slip bool // more than accents that were not typed
}

// Costs beside those of slips, in nats.
const (
	costAbsent = 5 // a word that no article of a large archive has; less in a small one, which lacks many words
	costMixed  = 9 // a word without accents in a query that has some elsewhere, and should not
	costDoubt  = 4 // of every slip: a proposal that is wrong is worse than none
	costBlank  = 8 // a missing blank
)

// The bounds of a reading.
const (
	maxForms  = 16 // accented forms of a folded word that are looked at, the commonest
	maxSlips  = 12 // candidates for a slip that are looked at, the best
	maxSplits = 4  // words that may lack a blank
	maxDoubts = 16 // words that may be slips of any letter
)

// read finds the best sequence of a reading. candidates gives what a free token or a code may stand for beside itself.
func (q *asked) read(all []run, candidates func(*token) []candidate) reading {
	var out reading
	for _, r := range all {
		one := q.readRun(r, candidates)
		out.score += one.score
		out.words = append(out.words, one.words...)
		out.changes = append(out.changes, one.changes...)
		out.slipped = out.slipped || one.slipped
	}
	return out
}

// readRun is read for one run.
func (q *asked) readRun(r run, candidates func(*token) []candidate) reading {
	var places [][]lexicon.Choice
	given, first := make([][]candidate, len(r)), make([]int, len(r)) // by token; first is its place
	for i := range r {
		t := &r[i]
		if t.free || t.kind == vietnamese.Code {
			given[i] = candidates(t)
		}
		first[i] = len(places)
		places = append(places, q.places(t, given[i])...)
	}
	choices, score := q.m.Best(places)
	out := reading{score: score, words: [][]lexicon.Word{make([]lexicon.Word, len(r))}}
	for i := range r {
		t, at := &r[i], first[i]
		out.words[0][i] = places[at][choices[at]].Word
		text, changed := t.raw, t.split
		if k := choices[at]; k < len(given[i]) { // what was typed is the last choice
			cand := given[i][k]
			text, changed = dress(cand.text, t.raw), true
			out.slipped = out.slipped || cand.slip
		}
		if t.split {
			text, out.slipped = " "+text, true
		}
		if changed {
			out.changes = append(out.changes, change{t.start, t.end, text})
		}
	}
	return out
}

// places are the places of a token, with its candidates and what was typed. A code has as many as parts, but if it is read as a word.
func (q *asked) places(t *token, given []candidate) [][]lexicon.Choice {
	place := make([]lexicon.Choice, 0, len(given)+1)
	for _, cand := range given {
		place = append(place, lexicon.Choice{Word: cand.word, Cost: cand.cost})
	}
	if len(t.terms) > 1 && len(given) > 0 {
		return [][]lexicon.Choice{place}
	}
	var out [][]lexicon.Choice
	for i, w := range t.words(q.m) {
		c := lexicon.Choice{Word: w}
		if w == lexicon.None && q.docs(t.terms[i]) == 0 {
			c.Cost = q.absent
			if t.free && vietnamese.KindOf(t.raw, vietnamese.Word) != vietnamese.Syllable {
				c.Cost = costAbsent // no Vietnamese word that a larger archive would have
			}
		}
		if len(t.terms) == 1 {
			return [][]lexicon.Choice{append(place, c)}
		}
		out = append(out, []lexicon.Choice{c})
	}
	return out
}

// candidateOf makes a candidate of a word.
func (q *asked) candidateOf(w lexicon.Word, cost float32, slip bool) candidate {
	_, accented := vietnamese.Split(string(q.m.Term(w)))
	return candidate{w, accented, cost, slip}
}

// forms are the words with a folded form, the commonest of them.
func (q *asked) forms(folded string) []lexicon.Word {
	first, last := q.m.Forms([]byte(folded))
	out := make([]lexicon.Word, 0, last-first)
	for w := first; w < last; w++ {
		out = append(out, w)
	}
	if len(out) > maxForms {
		slices.SortStableFunc(out, func(a, b lexicon.Word) int { return q.m.Count(b) - q.m.Count(a) })
		out = out[:maxForms]
	}
	return out
}

// accents are the accented forms of a word that was typed without.
func (q *asked) accents(t *token) []candidate {
	if !t.free || t.accented {
		return nil
	}
	folded, _ := vietnamese.Split(t.terms[0])
	cost := float32(0)
	if q.accented {
		cost = costMixed
	}
	var out []candidate
	for _, w := range q.forms(folded) {
		if string(q.m.Term(w)) != t.terms[0] {
			out = append(out, q.candidateOf(w, cost, false))
		}
	}
	return out
}

// keyboards are the ways to key Vietnamese.
var keyboards = map[Kind]func(string) (string, bool){Telex: vietnamese.Telex, VNI: vietnamese.VNI}

// keys is the word that a token is as keystrokes.
func (q *asked) keys(t *token, read func(string) (string, bool)) []candidate {
	word, ok := read(t.raw)
	if !ok || t.accented || !t.free && t.kind != vietnamese.Code || oddCapitals(t.raw) {
		return nil
	}
	w := q.m.Find(vietnamese.AppendTerm(nil, word))
	if w == lexicon.None {
		return nil
	}
	return []candidate{q.candidateOf(w, 0, true)}
}
