package search

import (
	"slices"
	"strings"

	"timbao/indexer/schema"
	"timbao/indexer/shorthand"
	"timbao/indexer/vietnamese"
	"timbao/search/rank"
	"timbao/search/snippet"
)

// acronyms returns what the archive itself explains; nil where the generation has no such table, and searches do without.
func (r *reader) acronyms() *shorthand.Table {
	t, err := r.own.Get(r.sidecars, shorthand.Kind, shorthand.Read)
	if err != nil {
		return nil
	}
	return t
}

// maxExpansion is the most syllables that an acronym's expansion is looked for in.
const maxExpansion = 10

// acronyms adds, for each acronym of the query, the articles that spell it out, and for each expansion those that
// abbreviate it. The built-in table goes before what the archive explains, but not where it can only guess.
func (c *compiler) acronyms(text string, words []word, wholes []vietnamese.Token) {
	for i, w := range words {
		if within(w.token, wholes) && !leads(w.token, wholes, text) {
			continue
		}
		raw := text[w.token.Start:w.token.End]
		if (w.token.Kind == vietnamese.Word || isAcronym(raw)) && !c.spellOut(raw, w, words) {
			c.spellOutOwn(w.token.Term, raw, w.token.Start, w.token.End, words)
		}
		c.abbreviate(words, i)
	}
	for _, t := range wholes {
		if t.Kind == vietnamese.Code && len(vietnamese.Expansions(text[t.Start:t.End])) == 0 {
			c.spellOutOwn(t.Term, text[t.Start:t.End], t.Start, t.End, words)
		}
	}
}

// spellOut adds the articles that spell out an acronym of the built-in table, if it has one meaning.
func (c *compiler) spellOut(raw string, w word, words []word) bool {
	for _, a := range vietnamese.Expansions(raw) {
		if !a.Ambiguous {
			c.whole(schema.FieldText, rank.Unit{Term: schema.AcronymTerm(a.Term()), Weight: weightAcronym,
				Label: a.Expansion + " for " + a.Short}, w.token.Start, w.token.End, words)
			c.phrase(a.Expansion)
			return true
		}
	}
	return false
}

// spellOutOwn adds the articles that spell out an acronym of the archive's own.
func (c *compiler) spellOutOwn(term, raw string, start, end int, words []word) {
	for _, m := range c.own.Meanings(term) {
		u := rank.Unit{Weight: weightGuess, Label: m.Expansion + " for " + raw}
		if sure(m) {
			u.Weight = weightAcronym
		}
		for _, syllable := range strings.Fields(m.Expansion) {
			u.Phrase = append(u.Phrase, rank.Word{Term: string(vietnamese.AppendTerm(nil, syllable))})
		}
		c.whole(schema.FieldText, u, start, end, words)
		c.phrase(m.Expansion)
	}
}

// sure says whether an acronym of the archive's own may be taken for its expansion, and the reverse. Not where the language has
// other meanings for it: what everybody knows is not explained.
func sure(m shorthand.Meaning) bool {
	return !m.Ambiguous() && len(vietnamese.Expansions(m.Short)) == 0
}

// abbreviate adds the acronyms of the words from one on.
func (c *compiler) abbreviate(words []word, i int) {
	var syllables []string
	for j := i; j < len(words) && j < i+maxExpansion; j++ {
		syllables = append(syllables, spelling(words[j]))
		if j == i {
			continue
		}
		start, end := words[i].token.Start, words[j].token.End
		known := vietnamese.AcronymsOf(syllables)
		for _, a := range known {
			if !a.Ambiguous {
				c.abbreviation(a.Term(), a.Short+" for "+a.Expansion, weightAcronym, start, end, words)
			}
		}
		for _, m := range c.own.Shorts(strings.Join(syllables, " ")) {
			// A guess would let every article with the short pass for one with the words.
			if sure(m) && !slices.ContainsFunc(known, func(a vietnamese.Acronym) bool { return !a.Ambiguous && a.Term() == m.Term() }) {
				c.abbreviation(m.Term(), m.Short+" for "+m.Expansion, weightAcronym, start, end, words)
			}
		}
	}
}

func (c *compiler) abbreviation(term, label string, weight float64, start, end int, words []word) {
	c.whole(schema.FieldText, rank.Unit{Term: term, Weight: weight, Label: label}, start, end, words)
	c.mark(schema.FieldText, snippet.Term{Term: term})
}

// within says whether a word is a part of a token that is kept whole, as KH is of 71-KH/TU: there it is no acronym.
func within(t vietnamese.Token, wholes []vietnamese.Token) bool {
	return slices.ContainsFunc(wholes, func(w vietnamese.Token) bool {
		return w.Start <= t.Start && t.End <= w.End && w.End-w.Start > t.End-t.Start
	})
}

// leads says whether a word begins a token that is letters and a number without a sign between them: QL1A is QL 1A.
func leads(t vietnamese.Token, wholes []vietnamese.Token, text string) bool {
	return slices.ContainsFunc(wholes, func(w vietnamese.Token) bool {
		return w.Start == t.Start && t.End < w.End && digits(text[t.End:t.End+1])
	})
}
