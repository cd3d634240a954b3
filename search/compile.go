package search

import (
	"strings"

	"timbao/indexer/schema"
	"timbao/indexer/shorthand"
	"timbao/indexer/vietnamese"
	"timbao/search/query"
	"timbao/search/rank"
	"timbao/search/snippet"
)

// The weights of what stands for a word beside the word itself. A match by any of them ranks below what was typed.
const (
	weightAcronym = 0.5 // an acronym for its expansion, or the reverse
	weightGuess   = 0.2 // the same where other meanings are likely too
	weightFolded  = 0.3 // other accents of a word that is rare as typed
)

// A word with accents is looked for with other accents too when it is in no more than rareDocs articles.
const rareDocs = 5

// plainShare is how much of a folded form's articles must have the word without accents for it to be meant so in a query
// that is typed with accents.
const plainShare = 0.1

// fields gives the index field of each field of the query language.
var fields = map[query.Field]int{
	query.FieldText: schema.FieldText, query.FieldTitle: schema.FieldTitle, query.FieldAuthor: schema.FieldAuthor,
	query.FieldSection: schema.FieldSection, query.FieldPlace: schema.FieldPlace, query.FieldCaption: schema.FieldCaption,
}

// word is a word of the query with what the index knows of it.
type word struct {
	token vietnamese.Token
	set   bool   // all accents are meant
	term  string // two-level, or the folded form of a set
	docs  int
	apart bool // something separates it from the word before
}

// compiler turns words of the query into units of rank and terms of snippet.
type compiler struct {
	x        *rank.Index
	own      *shorthand.Table // acronyms that the archive explains
	accented bool             // the query is typed with accents
	q        rank.Query
	next     int // first free position
	terms    []snippet.Term
	phrases  [][]snippet.Term
}

// typedWithAccents says whether some word of the query, acronyms aside, has an accent.
func typedWithAccents(tree query.Node) bool {
	found := false
	query.Walk(tree, func(n query.Node) bool {
		text := ""
		switch n := n.(type) {
		case *query.Words:
			text = n.Text
		case *query.Phrase:
			text = n.Text
		}
		for _, t := range vietnamese.Tokens(text) {
			raw := text[t.Start:t.End]
			if !t.Whole && vietnamese.HasAccent(raw) && !isAcronym(raw) {
				found = true
			}
		}
		return true
	})
	return found
}

// isAcronym says whether a token is written in capitals throughout.
func isAcronym(raw string) bool {
	return len(raw) > 1 && raw == strings.ToUpper(raw) && raw != strings.ToLower(raw)
}

// analyse finds the words of a text, the most telling ones if there are too many, and the tokens that are kept whole.
func (c *compiler) analyse(field int, text string) (words []word, wholes []vietnamese.Token) {
	end := 0
	for _, t := range vietnamese.Tokens(text) {
		if t.Whole {
			wholes = append(wholes, t)
			continue
		}
		w := word{token: t, apart: end > 0 && separates(text[end:t.Start])}
		end = t.End
		c.choose(field, &w, text[t.Start:t.End])
		words = append(words, w)
	}
	for len(words) > rank.MaxPositions-c.next && len(words) > 0 {
		commonest := 0
		for i := range words {
			if words[i].docs > words[commonest].docs {
				commonest = i
			}
		}
		words = append(words[:commonest], words[commonest+1:]...)
		if commonest < len(words) {
			words[commonest].apart = true
		}
	}
	return words, wholes
}

// choose decides whether a word means itself or all accents of its folded form.
func (c *compiler) choose(field int, w *word, raw string) {
	folded, accented := vietnamese.Split(w.token.Term)
	w.term, w.docs = w.token.Term, c.x.DocFreq(field, w.token.Term)
	if folded != accented || w.token.Kind >= vietnamese.Number {
		return
	}
	set := c.x.SetFreq(field, folded)
	if c.accented && (isAcronym(raw) || float64(w.docs) >= plainShare*float64(set)) {
		return
	}
	w.set, w.term, w.docs = true, folded, set
}

// separates says whether what stands between two words keeps them from being a pair.
func separates(gap string) bool {
	return strings.ContainsAny(gap, ".,;:!?()[]{}\"“”„«»…–—|\n") || strings.Contains(gap, " - ") || strings.Contains(gap, " / ")
}

// words adds free words to the query and returns the units that they became.
func (c *compiler) words(f query.Field, text string) []rank.Unit {
	field := fields[f]
	words, wholes := c.analyse(field, text)
	words, asks := asked(text, words)
	if field == schema.FieldText {
		c.q.Telling |= telling(text, words) << c.next
	}
	c.q.Question = c.q.Question || field == schema.FieldText && asks
	begun := len(c.q.Units)
	c.terms = append(c.terms, snippet.Term{})
	for i, w := range words {
		c.word(field, w)
		if i > 0 && !w.apart && field == schema.FieldText {
			c.q.Pairs = append(c.q.Pairs, rank.Pair{First: c.next + i - 1, A: words[i-1].token.Term, B: w.token.Term})
		}
		c.at(field, w, c.next+i)
	}
	c.wholes(field, text, words, wholes)
	if field == schema.FieldText {
		c.dates(text, words)
		c.times(text, words, wholes)
		c.numbers(text, words, wholes)
		c.romans(text, words)
		c.acronyms(text, words, wholes)
	}
	c.next += len(words)
	return c.q.Units[begun:]
}

// word adds the term of a word for snippets.
func (c *compiler) word(field int, w word) {
	if w.apart {
		c.terms = append(c.terms, snippet.Term{})
	}
	if field == schema.FieldText || field == schema.FieldTitle || field == schema.FieldCaption {
		c.terms = append(c.terms, w.snippetTerm(c.x))
	}
}

func (w word) snippetTerm(x *rank.Index) snippet.Term {
	return snippet.Term{Term: w.token.Term, AnyAccent: w.set || w.docs <= rareDocs, Weight: x.IDF(w.docs)}
}

// label names the word in explanations, with its field if that is not the text.
func (w word) label(field int) string {
	_, name := vietnamese.Split(w.term)
	if w.set {
		name = w.term + " (any accents)"
	}
	for f, n := range fields {
		if n == field && f != query.FieldText {
			name = f.String() + ":" + name
		}
	}
	return name
}

// at adds the units of a word at a position.
func (c *compiler) at(field int, w word, position int) {
	bit := uint64(1) << position
	c.q.Units = append(c.q.Units, rank.Unit{Field: field, Term: w.term, Set: w.set, Positions: bit, Weight: 1,
		Label: w.label(field)})
	folded, accented := vietnamese.Split(w.token.Term)
	if folded != accented && w.docs <= rareDocs {
		c.q.Units = append(c.q.Units, rank.Unit{Field: field, Term: folded, Set: true, Positions: bit, Weight: weightFolded, Form: true,
			Label: folded + " (other accents than " + accented + ")"})
	}
}
