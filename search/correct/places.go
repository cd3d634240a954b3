package correct

import (
	"strings"
	"unicode"

	"timbao/indexer/lexicon"
	"timbao/indexer/vietnamese"
	"timbao/search/query"
)

// token is something in the query that stands between two others: a word, a number or a code.
type token struct {
	start, end int // bytes of the query
	raw        string
	kind       vietnamese.Kind
	terms      []string // its term, or those of its parts
	free       bool     // may be changed
	accented   bool     // it was typed with a mark
	suspect    bool     // it may be a slip of any letter
	split      bool     // it is the rest of a token that lacks a blank before it
}

// run is the tokens of a query that stand side by side, with no operator between them.
type run []token

// runs finds what may be corrected in a query: its free words and phrases, in the text or in titles and captions. What is excluded,
// other fields, prefixes and dates are left out.
func runs(text string) ([]run, error) {
	tree, err := query.Parse(text)
	if err != nil {
		return nil, err
	}
	var all []run
	query.Walk(tree, func(n query.Node) bool {
		var field query.Field
		switch n := n.(type) {
		case *query.Words:
			field = n.Field
		case *query.Phrase:
			field = n.Field
		case *query.And, *query.Or:
			return true
		default: // excluded words too
			return false
		}
		if field == query.FieldText || field == query.FieldTitle || field == query.FieldCaption {
			at := n.Span()
			if field != query.FieldText {
				at.Start += strings.IndexByte(text[at.Start:at.End], ':') + 1
			}
			if r := runOf(text, at); len(r) > 0 {
				all = append(all, r)
			}
		}
		return true
	})
	freeze(all)
	return all, nil
}

func runOf(text string, at query.Span) run {
	var r run
	var s vietnamese.Scanner
	for s.Reset(text[at.Start:at.End]); s.Next(); {
		t := token{start: at.Start + s.Start(), end: at.Start + s.End(), raw: s.Raw(), kind: s.Kind()}
		parts := []vietnamese.Part{{End: len(t.raw), Kind: t.kind}}
		if t.kind >= vietnamese.Number {
			parts = vietnamese.Parts(nil, t.raw)
		}
		for _, p := range parts {
			t.terms = append(t.terms, string(vietnamese.AppendTerm(nil, t.raw[p.Start:p.End])))
		}
		t.free = t.kind == vietnamese.Word && len(t.raw) <= maxWord
		t.accented = t.free && vietnamese.HasAccent(t.raw)
		r = append(r, t)
	}
	return r
}

// maxWord is the longest word, in bytes, that may be changed.
const maxWord = 60

// freeze keeps acronyms from being changed: words in capitals, unless the whole query is in capitals.
func freeze(all []run) {
	small := false
	for _, r := range all {
		for _, t := range r {
			small = small || t.free && t.raw != strings.ToUpper(t.raw)
		}
	}
	for _, r := range all {
		for i := range r {
			t := &r[i]
			capitals := len(t.raw) > 1 && t.raw == strings.ToUpper(t.raw)
			if capitals && (small || vietnamese.KindOf(t.raw, vietnamese.Word) != vietnamese.Syllable) {
				t.free, t.accented = false, false
			}
		}
	}
}

// words are the lexicon's words for the parts of a token.
func (t *token) words(m *lexicon.Model) []lexicon.Word {
	out := make([]lexicon.Word, len(t.terms))
	for i, term := range t.terms {
		switch {
		case term[0] >= '0' && term[0] <= '9':
			out[i] = m.Number()
		default:
			out[i] = m.Find([]byte(term))
		}
	}
	return out
}

// dress gives a word the capitals that were typed.
func dress(word, typed string) string {
	letters := []rune(typed)
	switch {
	case len(letters) > 1 && typed == strings.ToUpper(typed):
		return strings.ToUpper(word)
	case len(letters) > 0 && unicode.IsUpper(letters[0]):
		out := []rune(word)
		out[0] = unicode.ToUpper(out[0])
		return string(out)
	}
	return word
}
