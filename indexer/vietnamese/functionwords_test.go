package vietnamese

import (
	"slices"
	"strings"
	"testing"
)

func TestFunctionWords(t *testing.T) {
	for word, want := range map[string]bool{"của": true, "và": true, "ở": true, "hội": false, "cần": false, "cua": false, "Của": false, "": false, "#": false} {
		if got := IsFunctionWord(word); got != want {
			t.Errorf("%q: %t", word, got)
		}
	}
	var list []string
	for line := range strings.Lines(functionWordsFile) {
		if line[0] == '#' {
			continue
		}
		word := strings.TrimSuffix(line, "\n")
		list = append(list, word)
		if _, accented := Split(string(AppendTerm(nil, word))); accented != word {
			t.Errorf("%q is not in the canonical spelling %q", word, accented)
		}
	}
	if !slices.IsSorted(list) || len(slices.Compact(list)) != len(functionWords) {
		t.Error("the list is not sorted, or has a word twice")
	}
}
