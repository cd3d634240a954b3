package shorthand

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"timbao/indexer/sidecar"
	"timbao/indexer/vietnamese"
)

// Kind is the sidecar that holds the table.
//
// It is text: a line for each meaning, short, expansion, articles that give it and articles that explain the short, with tabs
// between them, in byte order. History: 1, first version.
var Kind = sidecar.Kind{Name: "acronyms", Version: 1}

// What is learned, and when it is sure.
const (
	MinWritten = 3   // articles
	MinShare   = 0.2 // of the articles that explain the short
	SureShare  = 0.8
)

// Meaning is one meaning of an acronym.
type Meaning struct {
	Short     string // accented level of its term: hđnd
	Expansion string // accented syllables, joined by spaces
	Written   int    // articles that give it
	Of        int    // articles that explain the short in any way
}

// Ambiguous says whether other meanings are likely too, so that this one is a guess.
func (m Meaning) Ambiguous() bool { return float64(m.Written) < SureShare*float64(m.Of) }

// Term is the term of the short.
func (m Meaning) Term() string { return string(vietnamese.AppendTerm(nil, m.Short)) }

// Table is the acronyms of an archive. The nil Table knows none.
type Table struct {
	short     map[string][]Meaning // by the short's accented level, and by its folded one where one short alone folds so
	expansion map[string][]Meaning // by the syllables, accented and folded
}

// errTable is returned when a payload is no table.
var errTable = errors.New("no table of acronyms")

// Read reads the payload of the sidecar.
func Read(payload []byte) (*Table, error) {
	t := &Table{short: map[string][]Meaning{}, expansion: map[string][]Meaning{}}
	folds := map[string]string{} // folded → the short that folds so, "" for several
	lines := bufio.NewScanner(bytes.NewReader(payload))
	for lines.Scan() {
		m, err := parse(lines.Text())
		if err != nil {
			return nil, err
		}
		t.add(m)
		folded := vietnamese.Fold(m.Short)
		if other, ok := folds[folded]; ok && other != m.Short {
			folds[folded] = ""
		} else {
			folds[folded] = m.Short
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", errTable, err)
	}
	for folded, short := range folds {
		if short != "" && short != folded {
			t.short[folded] = t.short[short]
		}
	}
	for _, list := range t.short {
		slices.SortStableFunc(list, func(a, b Meaning) int { return cmp.Compare(b.Written, a.Written) })
	}
	return t, nil
}

func parse(line string) (Meaning, error) {
	col := strings.Split(line, "\t")
	if len(col) != 4 {
		return Meaning{}, fmt.Errorf("%w: %.60q", errTable, line)
	}
	written, err1 := strconv.Atoi(col[2])
	of, err2 := strconv.Atoi(col[3])
	if err := errors.Join(err1, err2); err != nil {
		return Meaning{}, fmt.Errorf("%w: %.60q: %w", errTable, line, err)
	}
	return Meaning{Short: col[0], Expansion: col[1], Written: written, Of: of}, nil
}

func (t *Table) add(m Meaning) {
	t.short[m.Short] = append(t.short[m.Short], m)
	folded := vietnamese.Fold(m.Expansion)
	t.expansion[m.Expansion] = append(t.expansion[m.Expansion], m)
	if folded != m.Expansion {
		t.expansion[folded] = append(t.expansion[folded], m)
	}
}

// write writes meanings as a table.
func write(w io.Writer, list []Meaning) error {
	for _, m := range list {
		if _, err := fmt.Fprintf(w, "%s\t%s\t%d\t%d\n", m.Short, m.Expansion, m.Written, m.Of); err != nil {
			return err
		}
	}
	return nil
}

// Len returns the number of meanings.
func (t *Table) Len() int {
	n := 0
	if t != nil {
		for short, list := range t.short {
			if len(list) > 0 && list[0].Short == short {
				n += len(list)
			}
		}
	}
	return n
}

// Meanings gives the meanings of an acronym, commonest first; none if it is not known. An acronym without its marks (hdnd) is
// understood where only one folds so.
func (t *Table) Meanings(term string) []Meaning {
	if t == nil {
		return nil
	}
	_, accented := vietnamese.Split(term)
	return t.short[accented]
}

// Shorts gives the acronyms of some syllables, accented or folded, joined by spaces.
func (t *Table) Shorts(syllables string) []Meaning {
	if t == nil {
		return nil
	}
	return t.expansion[syllables]
}
