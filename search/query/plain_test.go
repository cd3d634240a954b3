package query_test

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"timbao/search/query"
)

// pieces are texts of which some mean something in the query language.
var pieces = []string{
	"lúa", "nếp", "AND", "OR", "NOT", "-", "+", "date:2020-99", "ngày:14-1", "title:", "tiêu_đề:", "(", ")", "*", "lú*", `"`, "“", "”", "«",
	`\`, " ", "\t", "\n", "..", "2020", "!", "\u200b", "\ufe0f", "\u034f", "\u00ad", "\xff", "\x00",
}

func drawText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
}

// TestPlainHasNoOperators puts together pieces that mean something in the query language, and some that don't.
func TestPlainHasNoOperators(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)
		node, err := query.Parse(query.Plain(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if node == nil {
			return
		}
		words, ok := node.(*query.Words)
		if !ok || words.Field != query.FieldText {
			t.Fatalf("%q became %#v", text, node)
		}
		if got, want := onlyLetters(words.Text), onlyLetters(text); got != want {
			t.Fatalf("%q lost words: %q", text, words.Text)
		}
	})
}

// TestQuoteIsOnePhrase does the same for phrases of visible text.
func TestQuoteIsOnePhrase(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := "lúa" + drawText(t)
		node, err := query.Parse(query.Quote(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		phrase, ok := node.(*query.Phrase)
		if !ok || phrase.Field != query.FieldText {
			t.Fatalf("%q became %#v", text, node)
		}
		if got, want := onlyLetters(phrase.Text), onlyLetters(text); got != want {
			t.Fatalf("%q lost words: %q", text, phrase.Text)
		}
	})
}

func onlyLetters(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s))
}
