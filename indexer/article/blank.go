package article

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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
