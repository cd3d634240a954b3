package vietnamese

import "unsafe"

// Kind says what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Syllable Kind = iota // a possible Vietnamese syllable, with or without accents
	Word                 // any other run of letters: foreign words, acronyms such as HĐND, GDP
	Number               // 2020, 1.000.000, 3,2
	Code                 // mixed or joined: 71-KH/TU, Covid-19, H5N1, QL1A, 14-1, 7h30
)

// String gives the kind's name in lower case.
func (k Kind) String() string {
	return [...]string{"syllable", "word", "number", "code"}[k&3]
}

// MaxToken is the greatest length in bytes of a raw token. Longer runs are cut, so that a line of 200 MB without a
// space costs no more memory than a word and leaves no term that an index could not hold.
const MaxToken = 96

// Scanner cuts a text into raw tokens without allocating: runs of letters (reported as Word: telling syllables apart
// takes a table, see KindOf), Numbers and Codes. The zero value scans the empty text.
type Scanner struct {
	text       string
	start, end int
	kind       Kind
}

// Reset starts the scan of a text.
func (s *Scanner) Reset(text string) { *s = Scanner{text: text} }

// ResetBytes is Reset for bytes; they must not change while they are scanned.
func (s *Scanner) ResetBytes(text []byte) {
	*s = Scanner{text: unsafe.String(unsafe.SliceData(text), len(text))}
}

// Start is the byte offset at which the token begins.
func (s *Scanner) Start() int { return s.start }

// End is the byte offset after the token.
func (s *Scanner) End() int { return s.end }

// Kind is Word, Number or Code.
func (s *Scanner) Kind() Kind { return s.kind }

// Raw is the token as it stands in the text.
func (s *Scanner) Raw() string { return s.text[s.start:s.end] }

// Next moves to the next raw token and reports whether there is one.
func (s *Scanner) Next() bool {
	start, c := nextStart(s.text, s.end)
	if start == len(s.text) {
		s.start, s.end = start, start
		return false
	}
	t := s.text
	if len(t) > start+MaxToken {
		t = t[:start+MaxToken]
	}
	s.start = start
	if c == digit {
		s.kind = Number
		s.end = digitRun(t, start)
	} else {
		s.kind = Word
		s.end = letterRun(t, start)
		if s.end < len(t) && t[s.end] == ' ' {
			return true // nearly every token
		}
	}
	if s.end < len(t) {
		s.extend(t)
	}
	return true
}

// nextStart finds the first letter or digit at or after i.
func nextStart(t string, i int) (int, class) {
	for i < len(t) {
		c, w := asciiClass[t[i]], 1
		if t[i] >= 0x80 {
			c, w = classAt(t, i)
		}
		if c.isLetter() || c == digit {
			return i, c
		}
		i += w
	}
	return i, other
}

// letterRun gives the end of the letters and marks that begin at i. The commonest Vietnamese letters are recognised
// by their bytes, the others are decoded.
func letterRun(t string, i int) int {
	for i < len(t) {
		c := t[i]
		switch {
		case c < 0x80:
			if k := asciiClass[c]; k != lower && k != upper {
				return i
			}
			i++
			continue
		case c >= 0xC4 && c <= 0xC9 && i+1 < len(t) && t[i+1]&0xC0 == 0x80: // U+0100 … U+027F
			i += 2
			continue
		case c == 0xE1 && i+2 < len(t) && t[i+1] >= 0xB8 && t[i+1] <= 0xBB && t[i+2]&0xC0 == 0x80: // U+1E00 … U+1EFF
			i += 3
			continue
		}
		k, w := classAt(t, i)
		switch k {
		case letter, mark:
			i += w
		case invisible:
			j, next := passInvisible(t, i+w)
			if !next.isLetter() && next != mark {
				return i
			}
			i = j
		default:
			return i
		}
	}
	return i
}

// digitRun gives the end of the digits that begin at i.
func digitRun(t string, i int) int {
	for i < len(t) {
		k, w := classAt(t, i)
		switch k {
		case digit:
			i += w
		case invisible:
			j, next := passInvisible(t, i+w)
			if next != digit {
				return i
			}
			i = j
		default:
			return i
		}
	}
	return i
}

// passInvisible skips invisible characters and gives the class of what follows.
func passInvisible(t string, i int) (int, class) {
	for i < len(t) {
		k, w := classAt(t, i)
		if k != invisible {
			return i, k
		}
		i += w
	}
	return i, other
}
