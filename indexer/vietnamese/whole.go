package vietnamese

import "unicode/utf8"

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
	c := readCode(raw, Parts(buf[:0], raw))
	switch {
	case c.joinsUp():
		return appendJoined(dst, c), true
	case c.digits && !c.words:
		return appendSeparated(dst, c), true
	}
	return dst, false
}

// code is what the rules want to know about a raw code.
type code struct {
	raw     string
	parts   []Part
	digits  bool // some part is a number
	letters bool // some part is letters
	words   bool // some part is a word with lower-case accents
	acronym bool // every part of letters is a capital acronym, or has no vowel
	lower   bool // every part after the first begins with a small letter
	odd     bool // some part can't be a Vietnamese syllable, or all are ASCII, or there are three and more
	ties    int  // joiners between parts
	only    int  // the joiner, if all are the same one; −1 otherwise
	first   int  // the parts before the first joiner
}

func readCode(raw string, parts []Part) code {
	c := code{raw: raw, parts: parts, acronym: true, lower: true, odd: len(parts) > 2, first: len(parts)}
	ascii := true
	for i, p := range parts {
		text := raw[p.Start:p.End]
		if i > 0 && p.Start > parts[i-1].End {
			c.tie(i, joinerAt(raw, parts[i-1].End))
		}
		if p.Kind == Number {
			c.digits = true
			continue
		}
		c.letters = true
		c.words = c.words || hasLowerAccent(text)
		c.acronym = c.acronym && acronymLike(text)
		first, _ := utf8.DecodeRuneInString(text)
		c.lower = c.lower && (i == 0 || isLower(first))
		ascii = ascii && isASCII(text)
		c.odd = c.odd || KindOf(text, Word) == Word
	}
	c.odd = c.odd || ascii
	return c
}

func (c *code) tie(part, joiner int) {
	joiner = max(joiner, -joiner)
	if c.ties == 0 {
		c.only, c.first = joiner, part
	} else if c.only != joiner {
		c.only = -1
	}
	c.ties++
}

// joinsUp reports the codes whose punctuation is left out, because print leaves it out as often.
func (c *code) joinsUp() bool {
	switch {
	case c.digits && c.letters: // Covid-19, QL-1A, Q.1
		return !c.words && c.ties == 1 && c.only != '/' && c.first == 1 && c.parts[0].Kind == Word && c.parts[1].Kind == Number
	case c.digits: // telephone numbers
		return c.raw[0] == '0' && (c.only == '.' || c.only == '-') && len(c.raw) >= 9+c.ties && len(c.raw) <= 11+c.ties
	case c.ties == 0:
		return false
	case c.only == '\'':
		return len(c.parts) == 2
	case c.acronym:
		return !c.tiedBy('/')
	}
	return c.only == '-' && c.lower && c.odd
}

func (c *code) tiedBy(joiner int) bool {
	for i := 1; i < len(c.parts); i++ {
		if joinerAt(c.raw, c.parts[i-1].End) == joiner {
			return true
		}
	}
	return false
}

// acronymLike reports capitals, and what was typed small but can't be a word: tp, hcm.
func acronymLike(part string) bool {
	capitals, vowel, n := true, false, 0
	for _, r := range part {
		n++
		capitals = capitals && !isLower(r)
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
func appendJoined(dst []byte, c code) []byte {
	var buf [maxWhole]byte
	b := buf[:0]
	for _, p := range c.parts {
		b = append(b, c.raw[p.Start:p.End]...)
	}
	return AppendTerm(dst, string(b))
}

// appendSeparated writes the two-level term of the parts with the punctuation between them.
func appendSeparated(dst []byte, c code) []byte {
	var buf, term [4 * maxWhole]byte
	accented, differs := buf[:0], false
	for i, p := range c.parts {
		if i > 0 && p.Start > c.parts[i-1].End {
			j := joinerAt(c.raw, c.parts[i-1].End)
			j = max(j, -j)
			dst, accented = append(dst, byte(j)), append(accented, byte(j))
		}
		t := AppendTerm(term[:0], c.raw[p.Start:p.End])
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
