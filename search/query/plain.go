package query

import (
	"strings"
	"unicode"
)

// Plain writes a text in the query language so that nothing in it is an operator, and Parse gives Words (or nothing) for it.
// Operators in letters have no escape, but they are words when written in lower case, and case makes no difference to a
// search.
func Plain(text string) string {
	words := strings.Fields(strings.Map(visible, strings.ToValidUTF8(text, " ")))
	for i, w := range words {
		if w == "AND" || w == "OR" || w == "NOT" {
			words[i] = strings.ToLower(w)
		}
	}
	return (&Words{Text: strings.Join(words, " ")}).String()
}

// Quote writes a text in the query language as a phrase.
func Quote(text string) string {
	return (&Phrase{Text: strings.Join(strings.Fields(text), " ")}).String()
}

// visible drops the characters that the parser overlooks, since an operator may stand behind one: formats (zero-width
// spaces, soft hyphens), variation selectors and grapheme joiners.
func visible(r rune) rune {
	switch {
	case unicode.Is(unicode.Cf, r), r >= 0xFE00 && r <= 0xFE0F, r == 0x034F:
		return -1
	case unicode.IsControl(r):
		return ' '
	}
	return r
}
