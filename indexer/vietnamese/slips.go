package vietnamese

import (
	"math"
	"strings"
)

// Slips of spelling and typing. What each costs is how much rarer it is than no slip, in nats (natural logarithms): rough figures,
// of which only the order and the size matter. Sounds that one region or another does not tell apart come first.
const (
	costSound    = 5.5 // sounds that are confused: s and x, ch and tr, n and ng
	costTwoTones = 4.5 // hỏi and ngã
	costNoMark   = 5.0 // a tone or shape that is left out
	costMark     = 6.5 // a wrong tone or shape
	costSwap     = 7.0 // two neighbouring letters in the wrong order
	costDouble   = 6.5 // a letter twice, or once where it stands twice
	costKey      = 7.5 // a neighbouring key
	costLetter   = 8.5 // any other letter too many, too few or wrong

	// MaxSlip is the highest cost that Slip returns: one slip, and a mark beside it.
	MaxSlip = 15.0
)

// sounds are the folded onsets that are confused.
var sounds = [][2]string{
	{"s", "x"}, {"ch", "tr"}, {"d", "gi"}, {"d", "r"}, {"gi", "r"}, {"d", "v"}, {"gi", "v"}, {"l", "n"}, {"g", "gh"}, {"ng", "ngh"},
	{"c", "k"}, {"g", "r"}, {"c", "qu"}, {"k", "qu"}, {"h", "qu"}, {"f", "ph"}, {"j", "gi"}, {"z", "d"},
}

// finals are the folded ends of rhymes that are confused. Longer ones come before their ends.
var finals = [][2]string{
	{"ng", "n"}, {"nh", "n"}, {"ch", "t"}, {"c", "t"}, {"ieu", "iu"}, {"uou", "uu"}, {"uu", "iu"}, {"uoi", "ui"}, {"iem", "im"},
	{"iep", "ip"}, {"ao", "au"}, {"ai", "ay"}, {"oi", "oai"}, {"uy", "ui"},
}

// adjacent are the neighbours of each letter on the keyboard.
var adjacent = map[byte]string{
	'q': "wa", 'w': "qes", 'e': "wrd", 'r': "etf", 't': "ryg", 'y': "tuh", 'u': "yij", 'i': "uok", 'o': "ipl", 'p': "ol", 'a': "qsz",
	's': "awdx", 'd': "sefc", 'f': "drgv", 'g': "fthb", 'h': "gyjn", 'j': "hukm", 'k': "jil", 'l': "ko", 'z': "asx", 'x': "zsc",
	'c': "xdv", 'v': "cfb", 'b': "vgn", 'n': "bhm", 'm': "nj",
}

// Confusable returns the folded words that sound like a folded word to some: xan for san, trung for chung.
func Confusable(folded string) []string {
	var out []string
	onset := onsetOf(folded)
	for _, p := range sounds {
		for i := range p {
			if onset == p[i] {
				out = append(out, p[1-i]+folded[len(onset):])
			}
		}
	}
	for _, p := range finals {
		for i := range p {
			if rest, ok := strings.CutSuffix(folded, p[i]); ok && (len(p[i]) >= len(p[1-i]) || !strings.HasSuffix(folded, p[1-i])) && rest != "" {
				out = append(out, rest+p[1-i])
			}
		}
	}
	return out
}

// onsetOf is the consonants that a folded word begins with, qu and gi as one.
func onsetOf(folded string) string {
	for _, two := range [...]string{"qu", "gi"} {
		if strings.HasPrefix(folded, two) && len(folded) > 2 && vowelIndex(folded[2]) >= 0 {
			return two
		}
	}
	n := 0
	for n < len(folded) && vowelIndex(folded[n]) < 0 {
		n++
	}
	return folded[:n]
}

// maxNearby is the longest word, in bytes, that Nearby changes.
const maxNearby = 24

// Nearby returns the folded words that one letter too few, too many or wrong, or two swapped, make of a folded word of ASCII
// letters: some 50 for each letter. Longer and other words have none.
func Nearby(folded string) []string {
	if len(folded) > maxNearby || !isASCII(folded) {
		return nil
	}
	out := make([]string, 0, 54*len(folded)+26)
	for i := 0; i <= len(folded); i++ {
		for c := byte('a'); c <= 'z'; c++ {
			out = append(out, folded[:i]+string(c)+folded[i:])
			if i < len(folded) && c != folded[i] {
				out = append(out, folded[:i]+string(c)+folded[i+1:])
			}
		}
		if i < len(folded) && len(folded) > 1 {
			out = append(out, folded[:i]+folded[i+1:])
		}
		if i+1 < len(folded) && folded[i] != folded[i+1] {
			out = append(out, folded[:i]+folded[i+1:i+2]+folded[i:i+1]+folded[i+2:])
		}
	}
	return out
}

// Slip returns the cost, in nats, of typing one word where another is meant, both in the form that terms have; more than MaxSlip
// for words that are not alike. Where free, marks that were not typed cost nothing.
func Slip(typed, meant string, free bool) float64 {
	if typed == meant {
		return 0
	}
	var a, b spelling
	if !a.read(typed) || !b.read(meant) || b.n > maxGlyphs-2 {
		return math.Inf(1)
	}
	cost := 0.0
	from := 0
	if x, y := onsetOf(a.bases()), onsetOf(b.bases()); x != y && confused(x, y) {
		cost, from = costSound, len(x)
		copy(b.g[len(x):], b.g[len(y):b.n]) // the two begin alike now
		copy(b.g[:len(x)], a.g[:len(x)])
		b.n += len(x) - len(y)
	}
	return cost + tones(&a, &b, free) + edits(a.g[from:a.n], b.g[from:b.n], free)
}

// bases is the word without marks.
func (s *spelling) bases() string {
	var b [maxGlyphs]byte
	for i, g := range s.g[:s.n] {
		b[i] = g.base
	}
	return string(b[:s.n])
}

func confused(x, y string) bool {
	for _, p := range sounds {
		if p[0] == x && p[1] == y || p[0] == y && p[1] == x {
			return true
		}
	}
	return false
}

// tones is the cost of one tone for another.
func tones(typed, meant *spelling, free bool) float64 {
	t, m := typed.tone(), meant.tone()
	switch {
	case t == m:
		return 0
	case t == 0 && free:
		return 0
	case t == 0:
		return costNoMark
	case t+m == 3+4 && t*m == 3*4: // ngã and hỏi
		return costTwoTones
	}
	return costMark
}

func (s *spelling) tone() uint8 {
	for _, g := range s.g[:s.n] {
		if g.tone != 0 {
			return g.tone
		}
	}
	return 0
}

// edits is the least cost of the letters to add, drop, change or swap, tones aside.
func edits(typed, meant []glyph, free bool) float64 {
	var rows [3][maxGlyphs + 1]float64
	for j := range len(meant) + 1 {
		rows[1][j] = float64(j) * costLetter
	}
	for i := range typed {
		row, above, twoAbove := &rows[(i+2)%3], &rows[(i+1)%3], &rows[i%3]
		row[0] = float64(i+1) * costLetter
		for j := range meant {
			best := above[j] + change(typed, meant, i, j, free)
			best = min(best, above[j+1]+extra(typed, i), row[j]+extra(meant, j))
			if i > 0 && j > 0 && typed[i].base == meant[j-1].base && typed[i-1].base == meant[j].base && typed[i].base != typed[i-1].base {
				best = min(best, twoAbove[j-1]+costSwap+shapes(typed[i], meant[j-1], free)+shapes(typed[i-1], meant[j], free))
			}
			row[j+1] = best
		}
	}
	return rows[(len(typed)+1)%3][len(meant)]
}

// extra is the cost of a letter that only one of the two words has.
func extra(word []glyph, i int) float64 {
	last := i == len(word)-1
	switch {
	case i > 0 && word[i].base == word[i-1].base:
		return costDouble
	case i > 0 && word[i-1].base == 'n' && last && (word[i].base == 'g' || word[i].base == 'h'):
		return costSound
	}
	return costLetter
}

// change is the cost of one letter for another.
func change(typed, meant []glyph, i, j int, free bool) float64 {
	t, m := typed[i], meant[j]
	switch {
	case t.base == m.base:
		return shapes(t, m, free)
	case i == len(typed)-1 && j == len(meant)-1 && (t.base == 'c' && m.base == 't' || t.base == 't' && m.base == 'c'):
		return costSound
	case strings.IndexByte(adjacent[t.base], m.base) >= 0:
		return costKey
	}
	return costLetter
}

func shapes(t, m glyph, free bool) float64 {
	switch {
	case t.shape == m.shape:
		return 0
	case t.shape == plain && free:
		return 0
	case t.shape == plain:
		return costNoMark
	}
	return costMark
}
