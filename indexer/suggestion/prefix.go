package suggestion

import (
	"strings"

	"timbao/indexer/vietnamese"
)

// MaxPrefix is the number of bytes of what was typed that are looked at. A prefix that is longer matches nothing.
const MaxPrefix = 1000

// Prefix is what somebody has typed so far.
type Prefix struct {
	words  []typed
	half   *vietnamese.HalfTyped // the last word, if it may go on
	marked bool                  // some word was typed with an accent
}

// typed is a word that is typed to its end.
type typed struct{ folded, accented string }

// ReadPrefix reads what was typed. A word that the text ends with may be half-typed; one with a blank or a sign behind it is whole.
func ReadPrefix(text string) Prefix {
	var p Prefix
	if len(text) > MaxPrefix {
		return p
	}
	end := 0
	for _, t := range vietnamese.Tokens(text) {
		if t.Whole {
			continue
		}
		folded, accented := vietnamese.Split(t.Term)
		p.words = append(p.words, typed{folded, accented})
		p.marked = p.marked || folded != accented
		end = t.End
	}
	if n := len(p.words); n > 0 && end == len(text) {
		half := vietnamese.ReadHalfTyped(text[halfFrom(text):])
		p.half = &half
		p.words = p.words[:n-1]
		p.marked = half.Marked()
		for _, w := range p.words {
			p.marked = p.marked || w.folded != w.accented
		}
	}
	return p
}

// halfFrom is where the last simple token of a text begins.
func halfFrom(text string) int {
	tokens := vietnamese.Tokens(text)
	for i := len(tokens) - 1; ; i-- {
		if !tokens[i].Whole {
			return tokens[i].Start
		}
	}
}

// IsEmpty says whether there is no word in the prefix; such a prefix matches nothing.
func (p *Prefix) IsEmpty() bool { return p.Len() == 0 }

// Len returns the number of words, a half-typed one included.
func (p *Prefix) Len() int {
	n := len(p.words)
	if p.half != nil {
		n++
	}
	return n
}

// fit is how a word goes with what was typed for it, best first.
type fit uint8

const (
	fits    fit = iota // the typed accents, or none were typed anywhere
	lacks              // accents were typed, and this word has some that were not
	differs            // it has other accents
	misses             // it is another word
)

// fitWhole compares a term with a word that is typed to its end.
func (p *Prefix) fitWhole(w typed, term string) fit {
	folded, accented := vietnamese.Split(term)
	switch {
	case folded != w.folded:
		return misses
	case accented == w.accented || !p.marked:
		return fits
	case w.accented == w.folded:
		return lacks
	}
	return differs
}

// fitHalf compares a term with the half-typed word.
func (p *Prefix) fitHalf(term string) fit {
	folded, accented := vietnamese.Split(term)
	found := false
	for _, f := range p.half.Folded() {
		found = found || strings.HasPrefix(folded, f)
	}
	if !found {
		return misses
	}
	if !p.half.Marked() {
		return fits // its marks may still come
	}
	return agreement(p.half.Agrees(accented))
}

func agreement(a vietnamese.Agreement) fit {
	return [...]fit{vietnamese.Agree: fits, vietnamese.Lacking: lacks, vietnamese.Differ: differs}[a]
}

// Matches says whether the words from one on begin with what was typed, and whether with other accents.
func (p *Prefix) Matches(terms []string) (ok, otherAccents bool) {
	f := p.fit(terms)
	return f != misses, f == differs
}

// fit is the worst fit of any word.
func (p *Prefix) fit(terms []string) fit {
	if len(terms) < p.Len() || p.IsEmpty() {
		return misses
	}
	worst := fits
	for i, w := range p.words {
		worst = max(worst, p.fitWhole(w, terms[i]))
	}
	if p.half != nil {
		worst = max(worst, p.fitHalf(terms[len(p.words)]))
	}
	return worst
}

// Lacks says whether words begin with what was typed, but have accents where none were typed beside others that were.
func (p *Prefix) Lacks(terms []string) bool { return p.fit(terms) == lacks }

// Locate finds what was typed in a text, from one of its words on: the bytes from one offset up to another. ok is false when the
// text does not go on there as was typed.
func (p *Prefix) Locate(text string, word int) (from, to int, ok bool) {
	var terms []string
	var tokens []vietnamese.Token
	for _, t := range vietnamese.Tokens(text) {
		if !t.Whole && len(tokens) < word+p.Len() {
			terms, tokens = append(terms, t.Term), append(tokens, t)
		}
	}
	if len(terms) < word+p.Len() || p.fit(terms[word:]) == misses {
		return 0, 0, false
	}
	last := tokens[len(tokens)-1]
	to = last.End
	if p.half != nil {
		to = last.Start + p.half.Covers(text[last.Start:last.End])
	}
	return tokens[word].Start, to, true
}
