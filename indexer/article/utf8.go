package article

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxBadShare is the share of undecodable bytes, one in so many, up to which a file is still taken for damaged UTF-8; a legacy
// Vietnamese encoding has far more (one byte in five), a binary file too.
const maxBadShare = 100

// minBad is the number of undecodable bytes allowed in the shortest of texts.
const minBad = 3

var errTooManyLines = fmt.Errorf("%w: more than a million lines", ErrTooLarge)

const bom = "\uFEFF"

// decodeText makes a string of data: byte order mark off, line ends made "\n". Bytes that are not UTF-8, and NUL bytes, become
// U+FFFD when they are few (repaired is true); when they are many it returns ErrNotText.
func decodeText(data []byte) (text string, repaired bool, err error) {
	data = bytes.TrimPrefix(data, []byte(bom))
	if utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
		text = string(data)
	} else if text, err = repair(data); err != nil {
		return "", false, err
	} else {
		repaired = true
	}
	if strings.IndexByte(text, '\r') >= 0 {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	if strings.Count(text, "\n") > maxLines {
		return "", false, errTooManyLines
	}
	return text, repaired, nil
}

func repair(data []byte) (string, error) {
	bad := countBad(data)
	if bad > minBad && bad > len(data)/maxBadShare {
		if len(data) >= 2 && (data[0] == 0xFF && data[1] == 0xFE || data[0] == 0xFE && data[1] == 0xFF) {
			return "", fmt.Errorf("%w: it is UTF-16; save it as UTF-8", ErrNotText)
		}
		if nul := bytes.Count(data, []byte{0}); nul > len(data)/maxBadShare {
			return "", fmt.Errorf("%w: a binary file (%d NUL bytes)", ErrNotText, nul)
		}
		return "", fmt.Errorf("%w: %d of %d bytes cannot be decoded; save it as UTF-8", ErrNotText, bad, len(data))
	}
	out := make([]byte, 0, len(data)+2*bad)
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == 0 {
			r = utf8.RuneError
		}
		out = utf8.AppendRune(out, r)
		data = data[n:]
	}
	return string(out), nil
}

func countBad(data []byte) int {
	bad := 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		if r == 0 || r == utf8.RuneError && n == 1 {
			bad++
		}
		data = data[n:]
	}
	return bad
}

// isBlank reports whether r may be cut from the ends of a line: spaces, controls and invisible characters.
func isBlank(r rune) bool {
	switch {
	case r <= ' ', r >= 0x7F && r <= 0xA0, r == 0xAD, r >= 0x200B && r <= 0x200F, r == 0x2060, r == 0xFEFF:
		return true
	}
	return r >= 0x1680 && unicode.IsSpace(r)
}

// trim cuts blanks from both ends of s.
func trim(s string) string {
	for len(s) > 0 && s[0] <= ' ' {
		s = s[1:]
	}
	for len(s) > 0 && s[len(s)-1] <= ' ' {
		s = s[:len(s)-1]
	}
	if s == "" || s[0] < 0x7F && s[len(s)-1] < 0x7F {
		return s
	}
	return strings.TrimFunc(s, isBlank)
}

// isJunk reports whether a line holds no letter and no digit: left-over commas, rows of stars.
func isJunk(s string) bool {
	for i := 0; i < len(s); {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if unicode.IsLetter(r) || unicode.IsNumber(r) || r == utf8.RuneError {
			return false
		}
		i += n
	}
	return true
}
