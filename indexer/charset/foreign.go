package charset

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
)

// decodeForeign decodes text that is neither Vietnamese nor UTF-8: in the charset that is declared, if the text bears it out, else in
// windows-1252 if that gives what English, French or German print.
func decodeForeign(data []byte, hint Hint) (Text, bool) {
	if e, err := htmlindex.Get(hint.Declared); err == nil {
		if name, err := htmlindex.Name(e); err == nil && name != "utf-8" && name != Windows1252 {
			return decodeDeclared(data, e, name)
		}
	}
	text, bad := newCharmap(Windows1252, charmap.Windows1252).append(nil, data)
	if bad > 0 || !looksWestern(text) {
		return Text{}, false
	}
	confidence := 0.9
	if hint.Declared != "" {
		confidence = Sure
	}
	return Text{String: string(text), Encoding: Windows1252, Confidence: confidence}, true
}

// decodeDeclared decodes data as e, and takes the result if nearly all of it is letters.
func decodeDeclared(data []byte, e encoding.Encoding, name string) (Text, bool) {
	text, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return Text{}, false
	}
	letters, others, bad := 0, 0, 0
	for _, r := range string(text) {
		switch {
		case r == utf8.RuneError:
			bad++
		case r < utf8.RuneSelf:
		case unicode.IsLetter(r) || isTypography(r) || r >= 0x3000 && r < 0x3100 || r >= 0xFF00 && r < 0xFFEF:
			letters++
		default:
			others++
		}
	}
	if tooBad(bad, len(text)) || others > letters/20 {
		return Text{}, false
	}
	return Text{String: string(bytes.ReplaceAll(text, []byte{0}, []byte("\uFFFD"))), Encoding: name, Repaired: bad, Confidence: 0.95}, true
}

// looksWestern reports whether text can be a Western language's: what is not ASCII is punctuation between words, or letters of the
// common alphabets in words that are no Vietnamese syllables robbed of their marks.
func looksWestern(text []byte) bool {
	high, odd := 0, 0
	before := rune(' ')
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		after, _ := utf8.DecodeRune(text[i+n:])
		if n > 1 || r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			high++
			if !fitsWestern(before, r, after) {
				odd++
			}
		}
		before = r
		i += n
	}
	v := judge(string(text[:min(len(text), samples[1])]))
	plain := share(v.known-v.native, v.words-v.marked)
	return odd <= high/50 && (v.marked == 0 || plain < minKnown && share(v.marked, v.words) < 0.5)
}

// fitsWestern reports whether a character that is not ASCII stands where Western print has it.
func fitsWestern(before, r, after rune) bool {
	switch {
	case r >= 0xC0 && r <= 0xFF && r != 0xD7 && r != 0xF7, r == 0x153, r == 0x152, r == 0x178:
		return !(unicode.IsUpper(r) && unicode.IsLower(before))
	case r == 0x2019:
		return true
	case isTypography(r), r == 0xA9, r == 0xAE, r == 0xA3, r == 0xA7, r == 0x2122, r >= 0xBC && r <= 0xBE, r == 0xBF, r == 0xA1, r == 0xAA, r == 0xBA:
		return !(unicode.IsLetter(before) && unicode.IsLetter(after))
	}
	return false
}
