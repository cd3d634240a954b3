package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"timbao/search/eval"
)

// errEngine is returned when an engine is named that does not exist.
var errEngine = errors.New("no such engine")

// engine is one search engine under comparison. An engine builds one index or opens one, and is closed after either.
type engine interface {
	// build makes an index of the articles of the files, and returns when it is complete on disk.
	build(ctx context.Context, dir string, files []string) error
	open(dir string) error
	// search returns the best articles, with their titles read and, if wanted, their text highlighted.
	search(ctx context.Context, q query, limit int, highlight bool) ([]eval.Result, error)
	close() error
}

// query is what is searched: words in any order, or a phrase.
type query struct {
	Text   string `json:"text"`
	Phrase bool   `json:"phrase,omitempty"`
}

// baseline is the engine that the others are set against.
const baseline = "bleve"

// engines are the engines by name, in the order of the tables.
var engines = []struct {
	name string
	new  func() engine
}{
	{"timbao", func() engine { return &timbaoEngine{} }},
	{baseline, func() engine { return &bleveEngine{} }},
	{"bleve-bm25", func() engine { return &bleveEngine{scoring: "bm25"} }},
	{"bluge", func() engine { return &blugeEngine{} }},
	{"sqlite", func() engine { return &sqliteEngine{} }},
}

func engineNames() []string {
	var names []string
	for _, e := range engines {
		names = append(names, e.name)
	}
	return names
}

func newEngine(name string) (engine, error) {
	i := slices.Index(engineNames(), name)
	if i < 0 {
		return nil, fmt.Errorf("%w: %q; there are %s", errEngine, name, strings.Join(engineNames(), ", "))
	}
	return engines[i].new(), nil
}

// The weights of a match in the title and in the lead, where an engine has such weights; the body and captions count once.
const (
	titleWeight = 3
	leadWeight  = 2
)
