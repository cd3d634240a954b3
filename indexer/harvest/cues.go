package harvest

import (
	_ "embed" // the tables of cues
	"strings"

	"timbao/indexer/vietnamese"
)

//go:embed surnames.txt
var surnamesFile string

//go:embed cues.tsv
var cuesFile string

// cue is what a word says about the name behind it.
type cue uint8

const (
	cueNone   cue = iota
	cuePerson     // somebody is addressed
	cueTitle      // somebody has a title, or has done something; countries and clubs have such people too
	cuePlace
	cueStreet // a street or building, named after somebody
	cueKinds
)

var cueNames = map[string]cue{"person": cuePerson, "title": cueTitle, "place": cuePlace, "admin": cuePlace, "street": cueStreet}

// cues are the words that tell names apart, by the numbers of their terms in a lexicon.
type cues struct {
	surname  map[uint32]bool
	function map[uint32]bool
	numeral  map[uint32]bool
	unit     map[uint32]bool   // units of administration, which often have a capital and are no part of the name behind them
	one      map[uint32]cue    // by the word before a name
	two      map[[2]uint32]cue // by the two words before
}

func newCues(l *lexicon) cues {
	c := cues{surname: map[uint32]bool{}, function: map[uint32]bool{}, numeral: map[uint32]bool{}, unit: map[uint32]bool{}, one: map[uint32]cue{}, two: map[[2]uint32]cue{}}
	number := func(word string) uint32 {
		if n, ok := l.numbers[string(vietnamese.AppendTerm(nil, word))]; ok {
			return n
		}
		return none
	}
	eachLine(surnamesFile, func(line string) { c.surname[number(line)] = true })
	eachLine(cuesFile, func(line string) {
		kind, words, _ := strings.Cut(line, "\t")
		w := strings.Fields(words)
		if len(w) == 2 {
			c.two[[2]uint32{number(w[0]), number(w[1])}] = cueNames[kind]
			return
		}
		n := number(w[0])
		if kind == "number" {
			c.numeral[n] = true
			return
		}
		c.one[n] = cueNames[kind]
		c.unit[n] = kind == "admin"
	})
	for n, term := range l.terms {
		_, accented := vietnamese.Split(term)
		if vietnamese.IsFunctionWord(accented) {
			c.function[uint32(n)] = true
		}
	}
	return c
}

// eachLine visits the lines of a table that are no comments.
func eachLine(file string, visit func(string)) {
	for line := range strings.Lines(file) {
		if line = strings.TrimSuffix(line, "\n"); line != "" && line[0] != '#' {
			visit(line)
		}
	}
}

// before reads what the words before a name say about it.
func (c *cues) before(tokens []token) cue {
	n := len(tokens)
	if n == 0 || tokens[n-1] == gap {
		return cueNone
	}
	last := tokens[n-1].term()
	if n > 1 && tokens[n-2] != gap {
		if found, ok := c.two[[2]uint32{tokens[n-2].term(), last}]; ok {
			return found
		}
	}
	return c.one[last]
}
