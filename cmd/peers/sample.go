package main

import (
	"math/rand/v2"
	"strings"

	"timbao/indexer/vietnamese"
	"timbao/search"
	"timbao/search/bench"
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

// article is the document as queries are drawn from it.
func (d *document) article() *search.Article {
	return &search.Article{Title: d.Title, Lead: d.Lead, Body: strings.Split(d.Body, "\n")}
}

// batches are up to n different queries of each kind, with and without accents.
func (s *sampler) batches(n int) []batch {
	var batches []batch
	for _, kind := range bench.Kinds() {
		typed := batch{Kind: string(kind), Typing: accented}
		folded := batch{Kind: string(kind), Typing: bare}
		seen := map[string]bool{}
		for _, d := range s.kept {
			q := bench.Draw(kind, d.article(), s.random)
			if q == "" || seen[q] || len(typed.Queries) == n {
				continue
			}
			seen[q] = true
			typed.Queries = append(typed.Queries, query{q, kind == bench.Phrase})
			folded.Queries = append(folded.Queries, query{vietnamese.Fold(q), kind == bench.Phrase})
		}
		if len(typed.Queries) > 0 {
			batches = append(batches, typed, folded)
		}
	}
	return batches
}
