package search

import (
	"unicode"
	"unicode/utf8"

	"timbao/indexer/vietnamese"
)

// telling is the mask of the words that are numbers or part of a name: Vietnamese writes each syllable of a name with a
// capital. The first word of a text, which has one anyhow, is none, and where every word has one a capital says nothing.
func telling(text string, words []word) uint64 {
	mask := uint64(0)
	small := false
	for _, w := range words {
		small = small || w.token.Kind < vietnamese.Number && !capitalised(text[w.token.Start:])
	}
	for i, w := range words {
		if w.token.Kind >= vietnamese.Number || i > 0 && small && capitalised(text[w.token.Start:]) {
			mask |= 1 << i
		}
	}
	return mask
}

func capitalised(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}
