package vietnamese

import (
	_ "embed" // the list of function words
	"strings"
)

//go:embed functionwords.txt
var functionWordsFile string

var functionWords = newWordSet(functionWordsFile)

// newWordSet reads a list of words, one a line, with comments after #.
func newWordSet(file string) map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(file) {
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			set[word] = true
		}
	}
	return set
}

// IsFunctionWord reports the prepositions, conjunctions, particles and the like with which nothing that people look for begins:
// của, và, trong. The word is the accented level of a term.
func IsFunctionWord(accented string) bool { return functionWords[accented] }
