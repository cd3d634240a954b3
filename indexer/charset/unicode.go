package charset

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode/utf16"
	"unicode/utf8"
)

const bom = "\uFEFF"

// maxBadShare is the share of undecodable bytes, one in so many, up to which text is still taken for damaged UTF-8; a legacy
// Vietnamese encoding has far more (one byte in five), a binary file too.
const maxBadShare = 100

// minBad is the number of undecodable bytes allowed in the shortest of texts.
const minBad = 3

// decodeMarked decodes text that a byte order mark says to be UTF-16; ok is false for any other.
func decodeMarked(data []byte) (t Text, ok bool, err error) {
	switch {
	case len(data) < 2:
		return Text{}, false, nil
	case data[0] == 0xFF && data[1] == 0xFE && !bytes.HasPrefix(data[2:], []byte{0, 0}): // that would be UTF-32
		t, err = decodeUTF16(data[2:], binary.LittleEndian, UTF16LE)
	case data[0] == 0xFE && data[1] == 0xFF:
		t, err = decodeUTF16(data[2:], binary.BigEndian, UTF16BE)
	default:
		return Text{}, false, nil
	}
	return t, true, err
}

// decodeUTF16 decodes UTF-16; half surrogate pairs, NULs and an odd last byte become U+FFFD, and too many of them an error.
func decodeUTF16(data []byte, order binary.ByteOrder, name string) (Text, error) {
	out := make([]byte, 0, len(data)+len(data)/4)
	bad := 0
	for len(data) > 0 {
		r, n := utf8.RuneError, min(2, len(data))
		if n == 2 {
			r = rune(order.Uint16(data))
		}
		if utf16.IsSurrogate(r) {
			low := rune(0)
			if len(data) >= 4 {
				low = rune(order.Uint16(data[2:]))
			}
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				n = 4
			}
		}
		if r == 0 || r == utf8.RuneError && n != 2 || r == utf8.RuneError && order.Uint16(data) != 0xFFFD {
			r = utf8.RuneError
			bad++
		}
		out = utf8.AppendRune(out, r)
		data = data[n:]
	}
	if tooBad(bad, len(out)) {
		return Text{}, fmt.Errorf("%w: it begins as %s, but %d characters of it are none", ErrNotText, name, bad)
	}
	return Text{String: string(out), Encoding: name, Repaired: bad, Confidence: 1}, nil
}

func tooBad(bad, size int) bool { return bad > minBad && bad > size/maxBadShare }

// repair decodes UTF-8 with some damage; bytes that are none, and NULs, become U+FFFD.
func repair(data []byte, bad int) Text {
	out := make([]byte, 0, len(data)+2*bad)
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == 0 {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, r)
		data = data[n:]
	}
	return Text{String: string(out), Encoding: UTF8, Repaired: bad, Confidence: 1}
}

// damage counts the bytes of data that are not UTF-8 text, and the letters of more than one byte that are.
func damage(data []byte) (bad, multi int) {
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == 0 || r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			multi++
		}
		data = data[n:]
	}
	return bad, multi
}

// unmarkedUTF16 decodes UTF-16 without a byte order mark, which the NULs of its ASCII letters tell.
func unmarkedUTF16(data []byte) (Text, bool) {
	const enough = 4 << 10
	head := data[:min(len(data), enough)&^1]
	var nul [2]int
	for i, b := range head {
		if b == 0 {
			nul[i&1]++
		}
	}
	units := len(head) / 2
	for odd, order := range []binary.ByteOrder{binary.BigEndian, binary.LittleEndian} {
		// A quarter of the letters at least are ASCII, and hardly any other unit has a zero in its other byte.
		if units < 4 || nul[odd] < units/4 || nul[1-odd] > units/100 {
			continue
		}
		t, err := decodeUTF16(data, order, [...]string{UTF16BE, UTF16LE}[odd])
		if err != nil {
			continue
		}
		text, _ := cutAt(t.String, enough)
		if v := judge(compose([]byte(text))); share(v.odd, v.words) <= maxOdd {
			t.Confidence = Sure
			return t, true
		}
	}
	return Text{}, false
}
