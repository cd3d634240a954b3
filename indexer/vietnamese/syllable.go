package vietnamese

import (
	_ "embed" // the table of rhymes
	"strings"
	"unicode/utf8"
)

//go:embed rhymes.txt
var rhymesFile string

// rhymeTable knows the rhymes of Vietnamese: which letter bears the tone, and which exist when folded.
type rhymeTable struct {
	tone   map[string]uint8 // rhyme without tone → index of the letter that bears it
	folded map[string]bool
}

var rhymes = newRhymeTable(rhymesFile)

func newRhymeTable(file string) rhymeTable {
	t := rhymeTable{tone: map[string]uint8{}, folded: map[string]bool{}}
	for _, line := range strings.Split(file, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		t.tone[line] = toneBearer(line)
		t.folded[foldRhyme(line)] = true
	}
	return t
}

// toneBearer gives the index of the tone's letter in the older style, which print prefers: a letter with a shape of
// its own (the last one), else the middle of three vowels, the second of two before a consonant, the first of two.
func toneBearer(rhyme string) uint8 {
	shaped, vowelCount, length := -1, 0, 0
	for _, r := range rhyme {
		g, _ := letters.lookup(r)
		if g.isVowel() {
			vowelCount++
		}
		if g.shape != plain {
			shaped = length
		}
		length++
	}
	switch {
	case shaped >= 0:
		return uint8(shaped)
	case vowelCount == 3 || vowelCount == 2 && length > 2:
		return 1
	}
	return 0
}

func foldRhyme(rhyme string) string {
	var b []byte
	for _, r := range rhyme {
		g, _ := letters.lookup(r)
		b = append(b, g.base)
	}
	return string(b)
}

// isOnset reports the consonants that begin Vietnamese syllables (qu and gi apart, which take their vowel along).
func isOnset(s string) bool {
	switch s {
	case "b", "c", "ch", "d", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph", "r", "s", "t", "th",
		"tr", "v", "x":
		return true
	}
	return false
}

// IsSyllable reports whether a folded word can be a Vietnamese syllable: an onset and a rhyme of the language.
// It knows the spelling, not the dictionary.
func IsSyllable(folded string) bool {
	for _, onset := range [...]string{"qu", "gi"} {
		if rest, ok := strings.CutPrefix(folded, onset); ok && rhymes.folded[rest] {
			return true
		}
	}
	n := 0
	for n < len(folded) && n < 4 && vowelIndex(folded[n]) < 0 {
		n++
	}
	return (n == 0 || isOnset(folded[:n])) && rhymes.folded[folded[n:]]
}

// KindOf tells syllables from other words; numbers and codes are what the scanner says they are.
func KindOf(raw string, scanned Kind) Kind {
	if scanned != Word {
		return scanned
	}
	var buf [2 * MaxToken]byte
	return kindOfTerm(AppendTerm(buf[:0], raw), scanned)
}

func kindOfTerm(term []byte, scanned Kind) Kind {
	if scanned == Word && IsSyllable(string(term[:indexNUL(term)])) {
		return Syllable
	}
	return scanned
}

// indexNUL gives the length of a term's folded level.
func indexNUL(b []byte) int {
	for i, c := range b {
		if c == 0 {
			return i
		}
	}
	return -1
}

// HasAccent reports whether a token carries any mark of Vietnamese, so that its writer typed accents: a shape, a
// tone or a đ (or the eth printed for it).
func HasAccent(raw string) bool {
	for _, r := range raw {
		if r < utf8.RuneSelf {
			continue
		}
		if g, ok := letters.lookup(r); ok && (g.shape != plain || g.tone != 0) {
			return true
		}
		if _, eth := ethGlyph(r, true); eth || toneOf(r) != 0 || shapeOf(r) != plain {
			return true
		}
	}
	return false
}
