package vietnamese

import (
	"unicode"
	"unicode/utf8"
)

// The classes a character can have for the scanner.
type class uint8

const (
	other     class = iota // separates tokens
	lower                  // ASCII lower-case letter
	upper                  // ASCII capital
	letter                 // letter outside ASCII
	mark                   // combining mark: belongs to the letter before it
	digit                  // decimal digit, or a superscript one (m²)
	invisible              // nothing is printed: inside a word it belongs to the word and vanishes in its term
)

func (c class) isLetter() bool { return c == lower || c == upper || c == letter }

// asciiClass holds the class of every byte below 0x80; the bytes above stay other and are decoded.
var asciiClass = func() (t [256]class) {
	for c := 'a'; c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = lower, upper
	}
	for c := '0'; c <= '9'; c++ {
		t[c] = digit
	}
	return t
}()

// classAt gives the class and the width in bytes of the character at s[i]. A byte that is not UTF-8 separates.
func classAt(s string, i int) (class, int) {
	if c := s[i]; c < utf8.RuneSelf {
		return asciiClass[c], 1
	}
	r, w := utf8.DecodeRuneInString(s[i:])
	return runeClass(r), w
}

func runeClass(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		return asciiClass[r]
	case isInvisible(r):
		return invisible
	case r < 0xC0: // signs; ª and º are written after numbers and are no letters of a word
		if r == '²' || r == '³' || r == '¹' {
			return digit
		}
		return other
	case r == '×' || r == '÷' || r == utf8.RuneError:
		return other
	case r < 0x300, 0x1E00 <= r && r < 0x1F00:
		if r >= 0x2B0 && !unicode.IsLetter(r) {
			return other
		}
		return letter
	case r < 0x370:
		return mark
	case unicode.IsLetter(r):
		return letter
	case unicode.IsMark(r):
		return mark
	case unicode.IsDigit(r):
		return digit
	}
	return other
}

// isInvisible reports the characters that old editors and web pages leave inside words: soft hyphen, zero-width
// spaces and joiners, direction marks, word joiner, byte order mark.
func isInvisible(r rune) bool {
	return r == 0xAD || 0x200B <= r && r <= 0x200F || r == 0x2060 || r == 0xFEFF
}
