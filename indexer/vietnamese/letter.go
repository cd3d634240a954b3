package vietnamese

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The shapes a Vietnamese letter can have beside its plain one.
const (
	plain      uint8 = iota
	circumflex       // â ê ô
	breve            // ă
	horn             // ơ ư
	stroke           // đ
)

// glyph is one letter of a word taken apart, so that tones can move and spellings be compared.
type glyph struct {
	base  byte // lower-case ASCII letter or digit
	shape uint8
	tone  uint8 // 0, or 1 + index in toneMarks
	upper bool
}

func (g glyph) isVowel() bool {
	switch g.base {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

const (
	toneMarks  = "\u0300\u0301\u0303\u0309\u0323" // huyền, sắc, ngã, hỏi, nặng
	shapeMarks = "\u0302\u0306\u031b"
	vowels     = "aeiouy"
	shapesOf   = "a012 e01 i0 o013 u03 y0" // which shapes each vowel takes
)

// alphabet maps Vietnamese letters and parts back; it is filled once from Unicode's own compositions.
type alphabet struct {
	latin   [0x1B1]glyph            // U+0000 … U+01B0, base 0 where the letter is not Vietnamese
	viet    [0x5A]glyph             // U+1EA0 … U+1EF9
	compose [len(vowels)][4][6]rune // by vowel, shape, tone: the lower-case letter
}

var letters = newAlphabet()

func newAlphabet() *alphabet {
	a := new(alphabet)
	for c := byte('a'); c <= 'z'; c++ {
		a.add(rune(c), glyph{base: c})
	}
	for c := byte('0'); c <= '9'; c++ {
		a.latin[c] = glyph{base: c}
	}
	a.add('đ', glyph{base: 'd', shape: stroke})
	vowel := -1
	for _, c := range []byte(shapesOf) {
		switch {
		case c >= 'a':
			vowel++
		case c >= '0':
			a.addTones(vowel, c-'0')
		}
	}
	return a
}

func (a *alphabet) addTones(vowel int, shape uint8) {
	base := string(vowels[vowel])
	if shape > 0 {
		base += string([]rune(shapeMarks)[shape-1])
	}
	for tone, m := range append([]rune{0}, []rune(toneMarks)...) {
		s := base
		if tone > 0 {
			s += string(m)
		}
		r := []rune(norm.NFC.String(s))[0]
		a.compose[vowel][shape][tone] = r
		a.add(r, glyph{base: vowels[vowel], shape: shape, tone: uint8(tone)})
	}
}

func (a *alphabet) add(r rune, g glyph) {
	*a.at(r) = g
	g.upper = true
	*a.at(unicode.ToUpper(r)) = g
}

// at gives the place of a letter in the tables, nil for a letter outside them.
func (a *alphabet) at(r rune) *glyph {
	switch {
	case r < rune(len(a.latin)):
		return &a.latin[r]
	case r >= 0x1EA0 && r < 0x1EA0+rune(len(a.viet)):
		return &a.viet[r-0x1EA0]
	}
	return nil
}

// lookup takes a precomposed Vietnamese letter apart.
func (a *alphabet) lookup(r rune) (glyph, bool) {
	if g := a.at(r); g != nil {
		return *g, g.base != 0
	}
	return glyph{}, false
}

// lowerRune is the letter's composed lower-case form.
func (a *alphabet) lowerRune(g glyph) rune {
	if g.shape == stroke {
		return 'đ'
	}
	if v := vowelIndex(g.base); v >= 0 && (g.shape != plain || g.tone != 0) {
		return a.compose[v][g.shape][g.tone]
	}
	return rune(g.base)
}

// casedRune is the letter's composed form in its own case.
func (a *alphabet) casedRune(g glyph) rune {
	if g.upper {
		return unicode.ToUpper(a.lowerRune(g))
	}
	return a.lowerRune(g)
}

func vowelIndex(c byte) int {
	switch c {
	case 'a':
		return 0
	case 'e':
		return 1
	case 'i':
		return 2
	case 'o':
		return 3
	case 'u':
		return 4
	case 'y':
		return 5
	}
	return -1
}

// withMark adds a combining mark; false where Vietnamese has no such letter.
func (a *alphabet) withMark(g glyph, r rune) (glyph, bool) {
	v := vowelIndex(g.base)
	if v < 0 {
		return g, false
	}
	if t := toneOf(r); t != 0 {
		if g.tone != 0 {
			return g, false
		}
		g.tone = t
		return g, true
	}
	if s := shapeOf(r); s != 0 && g.shape == plain && a.compose[v][s][0] != 0 {
		g.shape = s
		return g, true
	}
	return g, false
}

func toneOf(r rune) uint8 {
	switch r {
	case 0x300, 0x340:
		return 1
	case 0x301, 0x341:
		return 2
	case 0x303:
		return 3
	case 0x309:
		return 4
	case 0x323:
		return 5
	}
	return 0
}

func shapeOf(r rune) uint8 {
	switch r {
	case 0x302:
		return circumflex
	case 0x306:
		return breve
	case 0x31B:
		return horn
	}
	return plain
}
