package vietnamese

import (
	_ "embed" // the table of acronyms
	"slices"
	"strconv"
	"strings"
	"sync"
)

// Acronym is one meaning of an acronym.
type Acronym struct {
	Short     string // without punctuation: HĐND, TPHCM
	Expansion string // in small letters: hội đồng nhân dân
	Written   int    // times that the articles counted write one with the other in brackets
	Together  int    // articles counted in which both occur
	Uses      int    // occurrences of the acronym in the articles counted
	Ambiguous bool   // other meanings are likely too, so that this one is a guess
}

// Term is the term of the acronym written without punctuation.
func (a Acronym) Term() string { return string(AppendTerm(nil, a.Short)) }

//go:embed acronyms.tsv
var acronymsFile string

// acronymTable is the table with its indexes.
type acronymTable struct {
	all         []Acronym
	byShort     map[string][]Acronym // accented level of the acronym's term
	byFolded    map[string][]Acronym // folded level; nil where two different acronyms fold alike
	byExpansion map[string][]Acronym // canonical syllables, accented or folded, joined by spaces
}

// acronyms reads the embedded table when it is first asked for.
var acronyms = sync.OnceValue(func() *acronymTable { return newAcronymTable(acronymsFile) })

func newAcronymTable(file string) *acronymTable {
	t := &acronymTable{
		byShort: map[string][]Acronym{}, byFolded: map[string][]Acronym{}, byExpansion: map[string][]Acronym{},
	}
	shortOf := map[string]string{} // folded → the acronym that folds so, "" if there are two
	for line := range strings.Lines(file) {
		col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(col) != 6 || line[0] == '#' {
			continue
		}
		a := Acronym{Short: col[0], Expansion: col[1], Written: atoi(col[2]), Together: atoi(col[3]), Uses: atoi(col[4]), Ambiguous: col[5] == "yes"}
		t.all = append(t.all, a)
		folded, accented := Split(a.Term())
		t.byShort[accented] = append(t.byShort[accented], a)
		if other, seen := shortOf[folded]; seen && other != a.Short {
			shortOf[folded] = ""
		} else if !seen {
			shortOf[folded] = a.Short
		}
		foldedSyllables, syllables := expansionKeys(a.Expansion)
		t.byExpansion[syllables] = append(t.byExpansion[syllables], a)
		if foldedSyllables != syllables {
			t.byExpansion[foldedSyllables] = append(t.byExpansion[foldedSyllables], a)
		}
	}
	for folded, short := range shortOf {
		if short != "" {
			_, accented := Split(string(AppendTerm(nil, short)))
			t.byFolded[folded] = t.byShort[accented]
		}
	}
	return t
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s) // a test reads the whole embedded table
	return n
}

// expansionKeys gives the canonical syllables of an expansion, folded and accented.
func expansionKeys(expansion string) (folded, accented string) {
	var f, a []string
	for _, syllable := range strings.Fields(expansion) {
		x, y := Split(string(AppendTerm(nil, syllable)))
		f, a = append(f, x), append(a, y)
	}
	return strings.Join(f, " "), strings.Join(a, " ")
}

// Expansions gives the meanings of an acronym, commonest first, and after them what is written halfway between (tp hcm);
// none if it is not known. Case and punctuation don't matter (HĐND, hđnd, TP.HCM, GD&ĐT); an acronym typed without its marks is understood where only one folds so (hdnd).
func Expansions(short string) []Acronym {
	var joined []byte
	for _, p := range Parts(nil, short) {
		joined = append(joined, short[p.Start:p.End]...)
	}
	folded, accented := Split(string(AppendTerm(nil, string(joined))))
	found := acronyms().byShort[accented]
	if found == nil && folded == accented {
		found = acronyms().byFolded[folded]
	}
	return slices.Clone(found)
}

// AcronymsOf gives the acronyms whose expansion is exactly these syllables, in any case and any spelling; syllables
// without any accent are compared with the folded expansions.
func AcronymsOf(expansionSyllables []string) []Acronym {
	_, key := expansionKeys(strings.Join(expansionSyllables, " "))
	return slices.Clone(acronyms().byExpansion[key])
}

// Acronyms gives the whole table, sorted by acronym, the commonest meaning first.
func Acronyms() []Acronym { return slices.Clone(acronyms().all) }
