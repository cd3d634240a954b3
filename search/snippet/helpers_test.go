package snippet

import (
	"strings"
	"testing"

	"timbao/indexer/vietnamese"
)

// words analyses a query into terms of equal weight: accented words as they are, unaccented ones with any accent, and a code as
// its parts and the code kept whole, with "|" as a separator.
func words(query string) []Term {
	var out []Term
	for i, piece := range strings.Split(query, "|") {
		if i > 0 {
			out = append(out, Term{})
		}
		for _, t := range vietnamese.Tokens(piece) {
			out = append(out, Term{Term: t.Term, AnyAccent: !vietnamese.HasAccent(piece[t.Start:t.End])})
		}
	}
	return out
}

// whole is the term under which a code is kept whole.
func whole(code string) []Term {
	for _, t := range vietnamese.Tokens(code) {
		if t.Whole {
			return []Term{{Term: t.Term}}
		}
	}
	return nil
}

// weighted gives the terms of a query weights, one a word.
func weighted(query string, weights ...float64) []Term {
	terms := words(query)
	for i := range terms {
		if terms[i].Term != "" {
			terms[i].Weight, weights = weights[0], weights[1:]
		}
	}
	return terms
}

// marked shows the marks of a text as [ ].
func marked(m *Matcher, text string) string {
	var b strings.Builder
	at := 0
	for _, s := range m.Marks(text) {
		b.WriteString(text[at:s.Start] + "[" + text[s.Start:s.End] + "]")
		at = s.End
	}
	return b.String() + text[at:]
}

func equal(t *testing.T, got, want any) {
	t.Helper()
	if g, ok := got.([]string); ok {
		got, want = strings.Join(g, "\n"), strings.Join(want.([]string), "\n")
	}
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}
