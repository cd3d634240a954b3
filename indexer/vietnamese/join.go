package vietnamese

import (
	"unicode"
	"unicode/utf8"
)

// extend lengthens the token that was begun in t by what is written onto it without a space: 71-KH/TU, 1.000.000,
// 7h30, Covid-19, TP.HCM. It sets the kind.
func (s *Scanner) extend(t string) {
	begin, last := s.start, s.kind // the latest segment and what it is
	number := s.kind == Number     // digits, dots and commas alone so far
	separated := false             // a number with dots or commas
	for s.end < len(t) {
		i := s.end
		next, _ := classAt(t, i)
		var to, w int // where the segment ends, and what joins it
		switch {
		case next.isLetter() || next == digit: // glued: H5N1, 14m, lúc19
			if to = gluedRun(t, begin, i, last, separated); to == i {
				return
			}
		case next == other:
			j := joinerAt(t, i)
			if j == 0 {
				return
			}
			w = joinerWidth(j)
			if i+w >= len(t) {
				return
			}
			next, _ = classAt(t, i+w)
			if !joins(j, last, next, number, separated) {
				return
			}
			separated = separated || number && (j == '.' || j == ',')
			number = number && (j == '.' || j == ',')
			to = segmentEnd(t, i+w, next)
		default:
			return
		}
		begin, s.end = i+w, to
		last = Word
		if next == digit {
			last = Number
		}
		number = number && next == digit
		s.kind = Code
		if number && isNumber(t[s.start:s.end]) {
			s.kind = Number
		}
	}
}

// gluedRun gives the end of letters that follow digits at i, or digits that follow letters, or i where the two are
// words that lost their space: lúc19:23, 2019của, 1.000ha.
func gluedRun(t string, begin, i int, last Kind, separated bool) int {
	c, _ := classAt(t, i)
	if last == Word {
		if c != digit || hasLowerAccent(t[begin:i]) {
			return i
		}
		return digitRun(t, i)
	}
	to := letterRun(t, i)
	if separated || c == digit || hasLowerAccent(t[i:to]) {
		return i
	}
	return to
}

func segmentEnd(t string, i int, c class) int {
	if c == digit {
		return digitRun(t, i)
	}
	return letterRun(t, i)
}

// hasLowerAccent reports a lower-case letter outside ASCII, or a combining mark: the mark of a written-out word,
// not of a code.
func hasLowerAccent(raw string) bool {
	for _, r := range raw {
		if r >= utf8.RuneSelf && (unicode.IsLower(r) || runeClass(r) == mark) {
			return true
		}
	}
	return false
}

// joinerAt gives the joiner at t[i] in its ASCII form, or 0: typographic hyphens, the en dash and the typographic
// apostrophe stand for the plain ones, coded as the negative of it because they take three bytes.
func joinerAt(t string, i int) int {
	switch c := t[i]; c {
	case '-', '/', '.', ',', ':', '&', '\'':
		return int(c)
	case 0xE2:
		if i+2 >= len(t) || t[i+1] != 0x80 {
			return 0
		}
		switch t[i+2] {
		case 0x90, 0x91, 0x93: // hyphen, non-breaking hyphen, en dash
			return -'-'
		case 0x99: // right single quotation mark
			return -'\''
		}
	}
	return 0
}

func joinerWidth(j int) int {
	if j < 0 {
		return 3
	}
	return 1
}

// joins reports whether a joiner ties the segment before it to the character after it.
func joins(j int, last Kind, next class, number, separated bool) bool {
	if !next.isLetter() && next != digit {
		return false
	}
	switch j {
	case '-', '/', -'-':
		if separated { // 3,2-3,5 and 10.000/kg are two; 1.234/QĐ-UBND is one
			return next == upper || next == letter
		}
		return true
	case '.':
		if last == Number {
			return next == digit && number
		}
		return true
	case ',':
		return number && next == digit
	case ':':
		return last == Number && next == digit
	default: // & and apostrophes
		return last == Word && next.isLetter()
	}
}

// isNumber reports digits alone, digits in groups of thousands (1.000.000, 1,000,000) and decimals (3,2, 1.000,5, 14.1).
func isNumber(raw string) bool {
	_, ok := parseNumber(raw)
	return ok
}
