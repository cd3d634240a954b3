package harvest

import (
	"slices"
	"strings"
	"testing"

	"timbao/indexer/vietnamese"
)

func TestTablesAreSorted(t *testing.T) {
	for name, file := range map[string]string{"surnames": surnamesFile, "cues": cuesFile} {
		var lines []string
		eachLine(file, func(line string) { lines = append(lines, line) })
		if !slices.IsSorted(lines) || len(slices.Compact(slices.Clone(lines))) != len(lines) || len(lines) < 50 {
			t.Errorf("the lines of %s are not sorted, or some stand twice", name)
		}
	}
	eachLine(surnamesFile, func(line string) {
		if _, accented := vietnamese.Split(string(vietnamese.AppendTerm(nil, line))); accented != line {
			t.Errorf("family name %q is not in the canonical spelling %q", line, accented)
		}
	})
	eachLine(cuesFile, func(line string) {
		kind, words, ok := strings.Cut(line, "\t")
		if _, known := cueNames[kind]; !known && kind != "number" || !ok || len(strings.Fields(words)) > 2 || words == "" {
			t.Errorf("cue %q", line)
		}
	})
}
