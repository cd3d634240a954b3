package main

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/indexer/vietnamese"
)

// The two ways a query is typed.
const (
	accented = "accented"
	bare     = "bare"
)

// batch is queries of one kind, all typed the same way.
type batch struct {
	Kind    string  `json:"kind"`
	Typing  string  `json:"typing"`
	Queries []query `json:"queries"`
}

// sampler keeps a random sample of the articles it is shown, each with the same chance, always the same ones from the same corpus.
type sampler struct {
	size   int
	seen   int
	kept   []*document
	random *rand.Rand
}

// oversample is how many articles are kept per query: not every article gives a query of every kind.
const oversample = 4

func newSampler(queries int) *sampler {
	return &sampler{size: oversample * queries, random: rand.New(rand.NewPCG(19, 23))}
}

func (s *sampler) add(d *document) {
	s.seen++
	if len(s.kept) < s.size {
		s.kept = append(s.kept, d)
	} else if i := s.random.IntN(s.seen); i < s.size {
		s.kept[i] = d
	}
}

// kinds draw a query from an article; "" when it has none.
var kinds = []struct {
	name   string
	phrase bool
	draw   func(d *document, random *rand.Rand) string
}{
	{"word", false, func(d *document, r *rand.Rand) string { return drawRun(d.headline(), 1, r) }},
	{"two words", false, func(d *document, r *rand.Rand) string { return drawRun(d.headline(), 2, r) }},
	{"headline", false, func(d *document, _ *rand.Rand) string { return strings.Join(d.headline(), " ") }},
	{"phrase", true, func(d *document, r *rand.Rand) string { return drawRun(strings.Fields(d.Body), 3+r.IntN(2), r) }},
}

const minHeadline, maxHeadline = 8, 20 // syllables

// headline is the title if it is of usual length, of articles without titles the beginning of the text.
func (d *document) headline() []string {
	words := strings.Fields(d.Title)
	if len(words) == 0 {
		words = strings.Fields(d.Lead + " " + d.Body)
		words = words[:min(len(words), maxHeadline)]
	}
	if len(words) < minHeadline || len(words) > maxHeadline {
		return nil
	}
	return words
}

// drawRun draws n neighbouring words with no punctuation between them.
func drawRun(words []string, n int, random *rand.Rand) string {
	var starts []int
	run := 0
	for i, w := range words {
		run++
		if !isWord(w) {
			run = 0
		}
		if run >= n {
			starts = append(starts, i+1-n)
		}
	}
	if len(starts) == 0 {
		return ""
	}
	at := starts[random.IntN(len(starts))]
	return strings.Join(words[at:at+n], " ")
}

// isWord tells words of letters; a single one is rarely searched for.
func isWord(s string) bool {
	return utf8.RuneCountInString(s) > 1 && strings.IndexFunc(s, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) }) < 0
}

// batches are up to n different queries of each kind, with and without accents.
func (s *sampler) batches(n int) []batch {
	var batches []batch
	for _, kind := range kinds {
		typed := batch{Kind: kind.name, Typing: accented}
		folded := batch{Kind: kind.name, Typing: bare}
		seen := map[string]bool{}
		for _, d := range s.kept {
			q := kind.draw(d, s.random)
			if q == "" || seen[q] || len(typed.Queries) == n {
				continue
			}
			seen[q] = true
			typed.Queries = append(typed.Queries, query{q, kind.phrase})
			folded.Queries = append(folded.Queries, query{vietnamese.Fold(q), kind.phrase})
		}
		if len(typed.Queries) > 0 {
			batches = append(batches, typed, folded)
		}
	}
	return batches
}
