package vietnamese

import "strings"

// Normalize writes a text in one spelling and keeps its case: composed letters (NFC), Đ for the eth of old systems,
// one tone placement, one of i and y, no invisible characters.
func Normalize(s string) string {
	return mapWords(s, func(dst []byte, raw string) []byte { return appendNormal(dst, raw) }, nil)
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

// mapWords rewrites the runs of letters of a text with word, and what stands between them with rest.
func mapWords(s string, word func(dst []byte, raw string) []byte, rest func(string) string) string {
	var out []byte
	for i := 0; i < len(s); {
		start, c := nextStart(s, i)
		between := dropInvisible(s[i:start])
		if rest != nil {
			between = rest(between)
		}
		out = append(out, between...)
		if start == len(s) {
			break
		}
		i = segmentEnd(s, start, c)
		out = word(out, s[start:i])
	}
	return string(out)
}
