package main

import (
	"context"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	blevequery "github.com/blevesearch/bleve/v2/search/query"
	"golang.org/x/sync/errgroup"

	"timbao/search/eval"
)

const (
	bleveBatch   = 1000 // articles
	bleveWriters = 2    // goroutines
)

// bleveFields are the fields that are indexed and searched.
var bleveFields = []struct {
	name  string
	boost float64
}{{"title", titleWeight}, {"lead", leadWeight}, {"body", 1}, {"captions", 1}}

// bleveEngine is bleve as its introduction shows it: structs go in, text fields are stored and indexed in the default way.
type bleveEngine struct {
	scoring string // scoring model; "" is bleve's default, tf-idf
	index   bleve.Index
}

func (e *bleveEngine) build(ctx context.Context, dir string, files []string) error {
	index, err := bleve.New(dir, e.mapping())
	if err != nil {
		return fmt.Errorf("making a bleve index in %s: %w", dir, err)
	}
	e.index = index
	lines := make(chan []byte, bleveBatch)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(lines)
		return readLines(ctx, files, lines)
	})
	for range bleveWriters {
		group.Go(func() error { return e.write(ctx, lines) })
	}
	return group.Wait()
}

// mapping is the default for text but for the copy of all fields in one, which no query here looks at: the index would be two thirds
// larger, and whatever it is compared with would look that much better.
func (e *bleveEngine) mapping() mapping.IndexMapping {
	field := bleve.NewTextFieldMapping()
	field.IncludeInAll = false
	document := bleve.NewDocumentStaticMapping()
	for _, f := range bleveFields {
		document.AddFieldMappingsAt(f.name, field)
	}
	m := bleve.NewIndexMapping()
	m.DefaultMapping = document
	m.DefaultAnalyzer = "standard"
	m.ScoringModel = e.scoring
	return m
}

// write indexes articles batch by batch until there are no more.
func (e *bleveEngine) write(ctx context.Context, lines <-chan []byte) error {
	batch := e.index.NewBatch()
	for line := range lines {
		d, err := parseDocument(line)
		if err != nil {
			return err
		}
		if err := batch.Index(d.ID, d.text); err != nil {
			return fmt.Errorf("article %s: %w", d.ID, err)
		}
		if batch.Size() < bleveBatch {
			continue
		}
		if err := e.flush(ctx, batch); err != nil {
			return err
		}
		batch.Reset()
	}
	return e.flush(ctx, batch)
}

func (e *bleveEngine) flush(ctx context.Context, batch *bleve.Batch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := e.index.Batch(batch); err != nil {
		return fmt.Errorf("writing a batch of %d articles: %w", batch.Size(), err)
	}
	return nil
}

func (e *bleveEngine) open(dir string) (err error) {
	e.index, err = bleve.Open(dir)
	return err
}

func (e *bleveEngine) search(ctx context.Context, q query, limit int, highlight bool) ([]eval.Result, error) {
	request := bleve.NewSearchRequestOptions(q.bleve(), limit, 0, false)
	request.Fields = []string{"title"}
	if highlight {
		request.Highlight = bleve.NewHighlight()
	}
	answer, err := e.index.SearchInContext(ctx, request)
	if err != nil {
		return nil, err
	}
	var found []eval.Result
	for _, hit := range answer.Hits {
		found = append(found, eval.Result{ID: hit.ID, Score: hit.Score})
	}
	return found, nil
}

// bleve is the query over each field, added up.
func (q query) bleve() blevequery.Query {
	sum := bleve.NewDisjunctionQuery()
	for _, f := range bleveFields {
		if q.Phrase {
			phrase := bleve.NewMatchPhraseQuery(q.Text)
			phrase.SetField(f.name)
			phrase.SetBoost(f.boost)
			sum.AddQuery(phrase)
			continue
		}
		match := bleve.NewMatchQuery(q.Text)
		match.SetField(f.name)
		match.SetBoost(f.boost)
		sum.AddQuery(match)
	}
	return sum
}

func (e *bleveEngine) close() error {
	if e.index == nil {
		return nil
	}
	return e.index.Close()
}
