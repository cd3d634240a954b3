package vietnamese

import (
	"slices"
	"unicode/utf8"
)

// The keys of the two ways in which Vietnamese is typed on a plain keyboard. A key stands for a tone (the index in toneMarks + 1)
// or for a shape.
var (
	telexTones = map[byte]uint8{'f': 1, 's': 2, 'x': 3, 'r': 4, 'j': 5}
	vniTones   = map[byte]uint8{'2': 1, '1': 2, '4': 3, '3': 4, '5': 5}
	vniShapes  = map[byte]uint8{'6': circumflex, '7': horn, '8': breve, '9': stroke}
)

// Telex reads a word as raw Telex keystrokes, which people see when their keyboard is not switched to Vietnamese: hooij is hội,
// dduwowngf đường. Marks may be keyed right behind their letter or at the end of the word. It says false unless some key is a mark
// and the result can be a Vietnamese syllable. The case of the letters is kept.
func Telex(raw string) (word string, ok bool) { return readKeys(raw, (*keys).telex) }

// VNI reads a word as raw VNI keystrokes: ho65i is hội, d9u7o7ng2 đường. The rest is as with Telex.
func VNI(raw string) (word string, ok bool) { return readKeys(raw, (*keys).vni) }

// keys is a word while its keys are read.
type keys struct {
	spelling
	tone  uint8
	marks int  // keys that were marks
	bad   bool // a key makes no sense
}

func readKeys(raw string, read func(*keys, byte, bool)) (string, bool) {
	if len(raw) > 2*maxGlyphs {
		return "", false
	}
	var k keys
	for i := 0; i < len(raw) && !k.bad; i++ {
		c, capital := raw[i], false
		if asciiClass[c] == upper {
			c, capital = c+'a'-'A', true
		}
		if asciiClass[c] != lower && asciiClass[c] != digit || k.n == maxGlyphs {
			return "", false
		}
		read(&k, c, capital)
	}
	if k.bad || k.marks == 0 || !k.finish() {
		return "", false
	}
	var out []byte
	for _, g := range k.g[:k.n] {
		out = utf8.AppendRune(out, letters.casedRune(g))
	}
	return string(out), true
}

func (k *keys) letter(c byte, capital bool) {
	k.g[k.n] = glyph{base: c, upper: capital}
	k.n++
}

func (k *keys) telex(c byte, capital bool) {
	switch tone := telexTones[c]; {
	case tone > 0 && k.vowelAt() >= 0:
		k.setTone(tone)
	case c == 'w':
		if k.vowelAt() < 0 {
			k.letter('u', capital)
		}
		k.mark(horn, breve)
	case c == 'd' && k.n > 0 && k.g[0].base == 'd':
		k.mark(stroke, stroke)
	case (c == 'a' || c == 'e' || c == 'o') && k.doubles(c):
		k.mark(circumflex, circumflex)
	case asciiClass[c] == digit:
		k.bad = true
	default:
		k.letter(c, capital)
	}
}

func (k *keys) vni(c byte, capital bool) {
	switch {
	case vniTones[c] > 0:
		k.setTone(vniTones[c])
	case vniShapes[c] > 0:
		k.mark(vniShapes[c], vniShapes[c])
	case asciiClass[c] == digit:
		k.bad = true
	default:
		k.letter(c, capital)
	}
}

func (k *keys) setTone(tone uint8) {
	k.bad = k.bad || k.tone > 0 || k.vowelAt() < 0
	k.tone = tone
	k.marks++
}

// vowelAt is the place of the last vowel, −1 if there is none. The i of gi and the u of qu count where nothing follows them.
func (k *keys) vowelAt() int {
	for i := k.n - 1; i >= 0; i-- {
		if k.g[i].isVowel() {
			return i
		}
	}
	return -1
}

// doubles says whether a vowel that was typed before makes this one a mark on it: nhaan, nhana, hoio. In khoeo and ngoao it is a
// letter.
func (k *keys) doubles(c byte) bool {
	for i := k.n - 1; i >= 0; i-- {
		if k.g[i].base == c {
			return k.g[i].shape == plain && (c != 'o' || !k.isLetter(i+1, 'a') && !k.isLetter(i+1, 'e'))
		}
	}
	return false
}

// mark puts a shape on the letter that it is for: the one shape on u and o, the other on a.
func (k *keys) mark(shape, onA uint8) {
	k.marks++
	if shape == stroke {
		k.bad = k.bad || k.n == 0 || k.g[0].base != 'd' || k.g[0].shape != plain
		k.g[0].shape = stroke
		return
	}
	at := k.vowelAt()
	for ; at >= 0; at-- {
		g := &k.g[at]
		want := shape
		if g.base == 'a' {
			want = onA
		}
		v := vowelIndex(g.base)
		if v < 0 || g.shape != plain || want == stroke || letters.compose[v][want][0] == 0 {
			continue
		}
		if want == horn || want == breve {
			at = k.hornAt(at, shape, onA)
			want = shape
			if k.g[at].base == 'a' {
				want = onA
			}
		}
		k.g[at].shape = want
		if want == horn && k.g[at].base == 'o' && k.isLetter(at-1, 'u') && !k.isLetter(at-2, 'q') {
			k.g[at-1].shape = horn // ươ is keyed once
		}
		return
	}
	// Some key the horns of ươ one by one at the end, and the first key has put both.
	k.bad = k.bad || shape != horn || !slices.ContainsFunc(k.g[:k.n], func(g glyph) bool { return g.base == 'o' && g.shape == horn })
}

// hornAt moves from the vowel at a place to the one before where that bears the mark: mưa, hưu.
func (k *keys) hornAt(at int, shape, onA uint8) int {
	before := k.isLetter(at-1, 'u') && k.g[at-1].shape == plain && !k.isLetter(at-2, 'q')
	switch {
	case before && k.g[at].base == 'a' && shape == horn && onA == breve: // Telex: uaw is ưa
		return at - 1
	case before && k.g[at].base == 'u', k.g[at].base == 'u' && k.isLetter(at-1, 'o'): // hươu
		return at - 1
	}
	return at
}

func (k *keys) isLetter(at int, base byte) bool { return at >= 0 && at < k.n && k.g[at].base == base }

// finish puts the tone where it belongs and says whether the word can be a syllable.
func (k *keys) finish() bool {
	if n := k.n; n > 1 && k.g[n-1].base == 'o' && k.g[n-1].shape == horn && k.isLetter(n-2, 'u') {
		k.g[n-2].shape = plain // no syllable ends in ươ, but thuở does in uơ
	}
	onset := k.onset()
	if onset < 0 || onset >= k.n {
		return false
	}
	last := &k.g[k.n-1]
	central := last.base == 'k' && k.n-1 > onset // names of the Central Highlands: Đắk Lắk
	if central {
		last.base = 'c'
	}
	to, ok := k.toneIndex(onset)
	if !ok {
		return false
	}
	switch last.base {
	case 'c', 'p', 't': // these end in a stop and have one of two tones
		ok = k.tone == 2 || k.tone == 5
	case 'h':
		ok = k.n < 2 || k.g[k.n-2].base != 'c' || k.tone == 2 || k.tone == 5
	}
	k.g[onset+to].tone = k.tone
	if central {
		last.base = 'k'
	}
	k.canonical()
	return ok
}
