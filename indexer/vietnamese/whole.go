package vietnamese

import (
	"unicode"
	"unicode/utf8"
)

// maxWhole is the longest raw code, in bytes, that is kept whole: document numbers are shorter, addresses on the net
// are longer and found by their parts.
const maxWhole = 40

// AppendWhole appends the term under which a raw token is kept whole beside its parts, if it is. It is a pure function
// of raw and kind, so callers may remember its answers; indexing and queries both go through it. What it keeps:
//
//   - numbers in groups and with decimals: 1.000.000 → "1000000", 3,2 → "3,2";
//   - dates of any punctuation, 14/01/2020 → "14-1-2020", and times, 7g30 and 07:30 → "7h30";
//   - codes with digits: 71-KH/TU → "71-kh/tu", H5N1 → "h5n1"; where letters are tied to digits once, without the tie:
//     Covid-19 → "covid19";
//   - acronyms without their punctuation: TP.HCM → "tphcm", GD&ĐT → "gdđt";
//   - foreign words and names without theirs: Wi-Fi → "wifi", H'Mông → "hmông", In-đô-nê-xi-a → "inđônêxia";
//   - Roman numerals of two letters and more: XII → "12".
func AppendWhole(dst []byte, raw string, kind Kind) ([]byte, bool) {
	switch {
	case len(raw) > maxWhole:
		return dst, false
	case kind == Number:
		return appendNumber(dst, raw)
	case kind == Code:
		return appendCode(dst, raw)
	case len(raw) > 1:
		if n, ok := Roman(raw); ok {
			return appendNumberTerm(dst, n), true
		}
	}
	return dst, false
}

// appendNumber writes a number without its groups of thousands; a plain one is its own simple token already.
func appendNumber(dst []byte, raw string) ([]byte, bool) {
	n, ok := parseNumber(raw)
	if !ok || n == (numeral{}) {
		return dst, false
	}
	for i := 0; i < len(raw); i++ {
		if raw[i] != n.group {
			dst = append(dst, raw[i])
		}
	}
	return append(dst, separator), true
}

func appendCode(dst []byte, raw string) ([]byte, bool) {
	if d, ok := parseDate(raw); ok {
		return d.appendWhole(dst), true
	}
	if hour, minute, ok := parseTime(raw); ok {
		return appendTime(dst, hour, minute), true
	}
	var buf [maxWhole]Part
	parts := Parts(buf[:0], raw)
	c := readCode(raw, parts)
	switch {
	case c.joinsUp(raw, parts):
		return appendJoined(dst, raw, parts), true
	case c.digits && !c.words:
		return appendSeparated(dst, raw, parts), true
	}
	return dst, false
}

// code is what the rules want to know about a raw code.
type code struct {
	digits  bool // some part is a number
	letters bool // some part is letters
	words   bool // some part is a word with lower-case accents
	acronym bool // every part of letters is a capital acronym, or has no vowel
	lower   bool // every part after the first begins with a small letter
	odd     bool // some part can't be a Vietnamese syllable, or all are ASCII, or there are three and more
	slash   bool // some joiner is a slash
	ties    int  // joiners between parts
	only    int  // the joiner, if all are the same one; −1 otherwise
}

func readCode(raw string, parts []Part) code {
	c := code{acronym: true, lower: true, odd: len(parts) > 2}
	ascii := true
	for i, p := range parts {
		text := raw[p.Start:p.End]
		if i > 0 && p.Start > parts[i-1].End {
			c.tie(joinerAt(raw, parts[i-1].End))
		}
		if p.Kind == Number {
			c.digits = true
			continue
		}
		c.letters = true
		c.words = c.words || hasLowerAccent(text)
		c.acronym = c.acronym && acronymLike(text)
		first, _ := utf8.DecodeRuneInString(text)
		c.lower = c.lower && (i == 0 || unicode.IsLower(first))
		ascii = ascii && isASCII(text)
		c.odd = c.odd || KindOf(text, Word) == Word
	}
	c.odd = c.odd || ascii
	return c
}

func (c *code) tie(joiner int) {
	joiner = max(joiner, -joiner)
	if c.ties == 0 {
		c.only = joiner
	} else if c.only != joiner {
		c.only = -1
	}
	c.slash = c.slash || joiner == '/'
	c.ties++
}

// joinsUp reports the codes whose punctuation is left out, because print leaves it out as often.
func (c *code) joinsUp(raw string, parts []Part) bool {
	switch {
	case c.digits && c.letters: // Covid-19, QL-1A, Q.1
		return !c.words && c.ties == 1 && c.only != '/' &&
			parts[0].Kind == Word && parts[1].Kind == Number && parts[1].Start > parts[0].End
	case c.digits: // telephone numbers
		return raw[0] == '0' && (c.only == '.' || c.only == '-') && len(raw) >= 9+c.ties && len(raw) <= 11+c.ties
	case c.ties == 0:
		return false
	case c.only == '\'':
		return len(parts) == 2
	case c.acronym:
		return !c.slash
	}
	return c.only == '-' && c.lower && c.odd
}

// acronymLike reports capitals, and what was typed small but can't be a word: tp, hcm.
func acronymLike(part string) bool {
	capitals, vowel, n := true, false, 0
	for _, r := range part {
		n++
		capitals = capitals && !unicode.IsLower(r)
		g, ok := letters.lookup(r)
		vowel = vowel || ok && g.isVowel()
	}
	return n <= 8 && (capitals || !vowel)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// appendJoined writes the term of the parts run together.
func appendJoined(dst []byte, raw string, parts []Part) []byte {
	var buf [maxWhole]byte
	b := buf[:0]
	for _, p := range parts {
		b = append(b, raw[p.Start:p.End]...)
	}
	return AppendTerm(dst, string(b))
}

// appendSeparated writes the two-level term of the parts with the punctuation between them.
func appendSeparated(dst []byte, raw string, parts []Part) []byte {
	var buf, term [4 * maxWhole]byte
	accented, differs := buf[:0], false
	for i, p := range parts {
		if i > 0 && p.Start > parts[i-1].End {
			j := joinerAt(raw, parts[i-1].End)
			j = max(j, -j)
			dst, accented = append(dst, byte(j)), append(accented, byte(j))
		}
		t := AppendTerm(term[:0], raw[p.Start:p.End])
		n := indexNUL(t)
		dst = append(dst, t[:n]...)
		if n+1 < len(t) {
			differs = true
			accented = append(accented, t[n+1:]...)
		} else {
			accented = append(accented, t[:n]...)
		}
	}
	dst = append(dst, separator)
	if differs {
		dst = append(dst, accented...)
	}
	return dst
}
