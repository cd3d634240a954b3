package vietnamese

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// appendNormal appends a word in its one spelling and its own case.
func appendNormal(dst []byte, raw string) []byte {
	var s spelling
	if !s.read(raw) {
		composed := norm.NFC.String(dropInvisible(raw))
		if composed == raw || !s.read(composed) {
			return appendWithEth(dst, composed)
		}
	}
	s.canonical()
	for _, g := range s.g[:s.n] {
		dst = utf8.AppendRune(dst, letters.casedRune(g))
	}
	return dst
}

func appendWithEth(dst []byte, word string) []byte {
	first := true
	for _, r := range word {
		if g, ok := ethGlyph(r, first); ok {
			r = letters.casedRune(g)
		}
		dst = utf8.AppendRune(dst, r)
		first = false
	}
	return dst
}
