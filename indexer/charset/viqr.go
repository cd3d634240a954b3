package charset

import (
	"bytes"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"timbao/indexer/vietnamese"
)

// VIQR (RFC 1456) writes a letter's marks as ASCII behind it: a( â is a^, ơ is o+ (or o*), tones are ' ` ? ~ and ., đ is dd, and a
// backslash keeps a mark from being one. People left the backslash out where they thought it clear: decodeVIQR does as they did,
// unless the text has backslashes of that use.

// viqrMarks are the marks behind a vowel.
const viqrMarks = "(^+*'`?~."

// viqrLetters are the letters by vowel, shape and tone, each as it is written, 0 for none.
var viqrLetters = sync.OnceValue(func() map[[3]byte]string {
	shapes := map[byte]string{'(': "\u0306", '^': "\u0302", '+': "\u031B", 0: ""}
	tones := map[byte]string{'\'': "\u0301", '`': "\u0300", '?': "\u0309", '~': "\u0303", '.': "\u0323", 0: ""}
	all := map[[3]byte]string{}
	for _, v := range []byte("aeiouyAEIOUY") {
		for s, shape := range shapes {
			for t, tone := range tones {
				c := norm.NFC.String(string(v) + shape + tone)
				if utf8.RuneCountInString(c) == 1 {
					all[[3]byte{v, s, t}] = c
				}
			}
		}
	}
	return all
})

// decodeVIQR decodes text in VIQR. Strict texts write a backslash before every mark that is punctuation.
func decodeVIQR(data []byte) string {
	out := make([]byte, 0, len(data))
	strict := isStrictVIQR(data)
	for i := 0; i < len(data); {
		if !isASCIILetter(data[i]) {
			if data[i] == '\\' && i+1 < len(data) && isEscapable(data[i+1]) {
				i++
			}
			out = append(out, data[i])
			i++
			continue
		}
		n := viqrWord(data[i:])
		out = appendVIQRWord(out, data[i:i+n], data[i+n:], strict)
		i += n
	}
	return string(out)
}

// isStrictVIQR reports whether every mark behind a vowel is meant as one: backslashes stand before those that are not, or every word
// that ends in a mark is a syllable with it.
func isStrictVIQR(data []byte) bool {
	for _, mark := range []string{`\.`, `\?`, `\'`, `\(`} {
		if bytes.Contains(data, []byte(mark)) {
			return true
		}
	}
	var room [4 * maxJudged]byte
	for i := 0; i < len(data); {
		if !isASCIILetter(data[i]) {
			i++
			continue
		}
		n := viqrWord(data[i:])
		word := data[i : i+n]
		if last := word[n-1]; (last == '.' || last == '?' || last == '\'') && (n > maxJudged || rareness(appendVIQR(room[:0], word)) == unheard) {
			return false
		}
		i += n
	}
	return true
}

func isEscapable(b byte) bool {
	return b == '\\' || b|0x20 == 'd' || strings.IndexByte(viqrMarks, b) >= 0
}

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// viqrWord is the length of the word at the beginning of data, which begins with a letter: letters, the marks behind vowels, and what
// is escaped.
func viqrWord(data []byte) int {
	last := data[0]
	for i := 1; ; i++ {
		switch {
		case i == len(data):
			return i
		case isASCIILetter(data[i]):
			last = data[i]
		case strings.IndexByte(viqrMarks, data[i]) >= 0 && isVowel(last):
		case data[i] == '\\' && i+1 < len(data) && data[i+1]|0x20 == 'd':
			i++
			last = data[i]
		default:
			return i
		}
	}
}

func isVowel(b byte) bool {
	switch b | 0x20 {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

// appendVIQRWord decodes one word, which rest follows.
func appendVIQRWord(dst, word, rest []byte, strict bool) []byte {
	if strict {
		return appendVIQR(dst, word)
	}
	end := len(word)
	for end > 0 && strings.IndexByte("'?.(", word[end-1]) >= 0 {
		end--
	}
	begin := len(dst)
	switch tail := word[end:]; {
	case len(tail) == 0:
		dst = appendVIQR(dst, word)
	case tail[0] == '(' || isPunctuation(word[:end], tail, rest):
		dst = append(appendVIQR(dst, word[:end]), tail...)
	default:
		dst = append(appendVIQR(dst, word[:end+1]), tail[1:]...)
	}
	if bytes.ContainsAny(word[:end], "^(+*`~") || doubledD(word) || vietnamese.IsSyllable(vietnamese.Fold(strings.TrimRight(string(dst[begin:]), viqrMarks))) {
		return dst
	}
	return append(dst[:begin], word...) // "we're", "example.org"
}

// doubledD reports whether a word begins with đ, or is an acronym with Đ in it (HDDND).
func doubledD(word []byte) bool {
	if len(word) > 1 && word[0]|0x20 == 'd' && word[1]|0x20 == 'd' {
		return true
	}
	return bytes.Contains(word, []byte("DD")) && !bytes.ContainsAny(word, "aeiouyAEIOUY")
}

// isPunctuation reports whether the first mark of tail, at the end of a word, is punctuation rather than a tone: where a sentence can
// end, what is commoner of the two is meant.
func isPunctuation(word, tail, rest []byte) bool {
	switch {
	case len(tail) > 1 && tail[0] == tail[1], len(word) == 1 && tail[0] == '.': // "...", "A."
		return true
	case len(rest) > 0 && strings.IndexByte(",;:", rest[0]) >= 0:
		return false
	}
	after := bytes.TrimLeft(rest, " \t\"')")
	if tail[0] != '\'' && len(rest) > 0 && rest[0] == ' ' && len(after) > 0 && after[0] >= 'a' && after[0] <= 'z' {
		return false // the sentence goes on
	}
	// How much rarer such punctuation is than a toned syllable before a capital, in nats.
	rarer := 1
	switch {
	case tail[0] == '\'':
		rarer = 6
	case tail[0] == '?':
		rarer = 4
	case len(after) == 0 || after[0] == '\n' || after[0] == '\r':
		rarer = 0
	}
	var room [2 * maxJudged]byte
	bare := rareness(appendVIQR(room[:0], word))
	toned := rareness(appendVIQR(room[:0], append(word[:len(word):len(word)], tail[0])))
	return bare < unheard && bare+rarer <= toned || toned == unheard
}

// unheard is how rare a word is that is no syllable.
const unheard = 100

// rareness is how rare a decoded word is, in nats.
func rareness(word []byte) int {
	if nats, ok := syllables()[strings.ToLower(string(word))]; ok {
		return int(nats)
	}
	return unheard
}

// appendVIQR decodes every mark of data that has a letter to stand on.
func appendVIQR(dst, data []byte) []byte {
	for i := 0; i < len(data); {
		b := data[i]
		i++
		switch {
		case b == '\\' && i < len(data) && isEscapable(data[i]):
			dst = append(dst, data[i])
			i++
		case b|0x20 == 'd' && i < len(data) && data[i]|0x20 == 'd' && (b == 'D' || data[i] == 'd'):
			letter := "đ"
			if b == 'D' {
				letter = "Đ"
			}
			dst = append(dst, letter...)
			i++
		case isVowel(b) && isASCIILetter(b):
			var n int
			dst, n = appendVowel(dst, b, data[i:])
			i += n
		default:
			dst = append(dst, b)
		}
	}
	return dst
}

// appendVowel decodes a vowel with up to two marks behind it, a shape and a tone in either order, and says how many it took.
func appendVowel(dst []byte, vowel byte, marks []byte) ([]byte, int) {
	key, n := [3]byte{vowel}, 0
	for n < len(marks) && n < 2 {
		next := key
		switch m := marks[n]; {
		case m == '*':
			next[1] = '+'
		case m == '(' || m == '^' || m == '+':
			next[1] = m
		case strings.IndexByte(viqrMarks, m) >= 0:
			next[2] = m
		}
		if next == key || key[1] != 0 && next[1] != key[1] || key[2] != 0 && next[2] != key[2] || viqrLetters()[next] == "" {
			break
		}
		key = next
		n++
	}
	return append(dst, viqrLetters()[key]...), n
}

// looksVIQR reports whether ASCII text is Vietnamese in VIQR, and how sure that is.
func looksVIQR(data []byte) (confidence float64, ok bool) {
	data = data[:min(len(data), samples[1])]
	if !bytes.ContainsAny(data, viqrMarks) && !bytes.Contains(data, []byte("dd")) {
		return 0, false
	}
	v := judge(decodeVIQR(data))
	const few = 2
	if !v.surely() || v.marked < few || share(v.marked, v.words) < minMarked || share(v.native, v.marked) < minVIQR {
		return 0, false
	}
	return min(nearlySure, 0.9+float64(v.native)/100), true
}

// Bounds of what is believed to be VIQR: of the words, and of those with accents.
const (
	minMarked = 0.2
	minVIQR   = 0.85
)
