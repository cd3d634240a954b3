package vietnamese

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Normalize writes a text in one spelling and keeps its case: composed letters (NFC), Đ for the eth of old systems,
// one tone placement, one of i and y, no invisible characters.
func Normalize(s string) string {
	return mapWords(s, appendNormal, func(between string) string { return between })
}

// Fold writes a text in lower case without any mark, in the one spelling of Normalize: what an unaccented query is
// compared with.
func Fold(s string) string {
	return mapWords(s, func(dst []byte, raw string) []byte {
		start := len(dst)
		dst = AppendTerm(dst, raw)
		return dst[:start+indexNUL(dst[start:])]
	}, strings.ToLower)
}

// mapWords rewrites the runs of letters and of digits of a text with word, and what stands between them with rest.
func mapWords(s string, word func(dst []byte, raw string) []byte, rest func(string) string) string {
	s = norm.NFC.String(dropInvisible(s))
	out := make([]byte, 0, len(s))
	for i := 0; ; {
		start, c := nextStart(s, i)
		out = append(out, rest(s[i:start])...)
		if start == len(s) {
			return string(out)
		}
		i = segmentEnd(s, start, c)
		out = word(out, s[start:i])
	}
}

// Lower writes one word in small letters, composed, with đ for the eth of old systems and without invisible characters, and leaves the
// spelling as it is: where the tone stands, and i and y.
func Lower(word string) string { return generalForm(word) }
