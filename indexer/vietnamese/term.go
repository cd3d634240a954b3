package vietnamese

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// separator stands between the two levels of a term.
const separator = 0x00

// AppendTerm appends the two-level term of one raw simple token (a run of letters or of digits) to dst: the folded
// form, a zero byte, and the accented form if it differs from the folded one. It is a pure function of the bytes of
// raw, so callers may remember its answers.
func AppendTerm(dst []byte, raw string) []byte {
	if out, ok := appendASCII(dst, raw); ok {
		return append(out, separator)
	}
	var s spelling
	if !s.read(raw) {
		lowered := generalForm(strings.Clone(raw)) // a copy, so that callers may keep raw on their stack
		if lowered == raw || !s.read(lowered) {
			return appendGeneral(dst, lowered)
		}
	}
	s.canonical()
	return s.appendTerm(dst)
}

// appendASCII lowers a word of ASCII letters and digits.
func appendASCII(dst []byte, raw string) ([]byte, bool) {
	start := len(dst)
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch asciiClass[c] {
		case upper:
			c += 'a' - 'A'
		case lower, digit:
		default:
			return dst[:start], false
		}
		dst = append(dst, c)
	}
	oneYFolded(dst[start:])
	return dst, true
}

// oneYFolded is spelling.oneY for a folded word.
func oneYFolded(w []byte) {
	n := len(w)
	if n < 2 || w[n-1] != 'i' {
		return
	}
	if n == 2 && takesY(w[0]) || n == 3 && w[0] == 'q' && w[1] == 'u' {
		w[n-1] = 'y'
	}
}

func (s *spelling) appendTerm(dst []byte) []byte {
	start := len(dst)
	accented := false
	for _, g := range s.g[:s.n] {
		dst = append(dst, g.base)
		accented = accented || g.shape != plain || g.tone != 0
	}
	oneYFolded(dst[start:])
	dst = append(dst, separator)
	if accented {
		for _, g := range s.g[:s.n] {
			dst = utf8.AppendRune(dst, letters.lowerRune(g))
		}
	}
	return dst
}

// generalForm lowers a word of any script, composed and without invisible characters.
func generalForm(raw string) string {
	var b strings.Builder
	first := true
	for _, r := range norm.NFC.String(dropInvisible(raw)) {
		if g, ok := ethGlyph(r, first); ok {
			r = letters.lowerRune(g)
		}
		b.WriteRune(superscript(unicode.ToLower(r)))
		first = false
	}
	return norm.NFC.String(b.String())
}

func superscript(r rune) rune {
	switch r {
	case '²':
		return '2'
	case '³':
		return '3'
	case '¹':
		return '1'
	}
	return r
}

func dropInvisible(s string) string {
	return strings.Map(func(r rune) rune {
		if isInvisible(r) {
			return -1
		}
		return r
	}, s)
}

func appendGeneral(dst []byte, lowered string) []byte {
	start := len(dst)
	folded := foldGeneral(lowered)
	dst = append(dst, folded...)
	oneYFolded(dst[start:])
	dst = append(dst, separator)
	if string(dst[start:len(dst)-1]) != lowered {
		dst = append(dst, lowered...)
	}
	return dst
}

// foldGeneral strips the marks from lower-case letters of any alphabet, and from the few that Unicode does not take
// apart.
func foldGeneral(lowered string) string {
	stripped := strings.Map(func(r rune) rune {
		switch r {
		case 'đ', 'ð', 'ɖ':
			return 'd'
		case 'ø':
			return 'o'
		case 'ł':
			return 'l'
		}
		if 0x300 <= r && r < 0x370 {
			return -1
		}
		return r
	}, norm.NFD.String(lowered))
	return norm.NFC.String(stripped)
}

// Split gives the two levels of a term: "hoi\x00hội" is hoi, hội; "gdp\x00" is gdp, gdp.
func Split(term string) (folded, accented string) {
	folded, accented, _ = strings.Cut(term, "\x00")
	if accented == "" {
		accented = folded
	}
	return folded, accented
}
