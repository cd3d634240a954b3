package main

import (
	"context"
	"fmt"

	"github.com/blugelabs/bluge"
	"github.com/blugelabs/bluge/analysis/analyzer"
	"github.com/blugelabs/bluge/index"
	"github.com/blugelabs/bluge/search"
	"github.com/blugelabs/bluge/search/highlight"
	"golang.org/x/sync/errgroup"

	"timbao/search/eval"
)

// blugeEngine is bluge, bleve's successor by its first author, as its introduction shows it: a document is put together field by field.
// Its scoring model is BM25.
type blugeEngine struct{ reader *bluge.Reader }

// blugeStandard is bluge's default analyzer for text.
var blugeStandard = analyzer.NewStandardAnalyzer()

func (e *blugeEngine) build(ctx context.Context, dir string, files []string) (err error) {
	writer, err := bluge.OpenWriter(bluge.DefaultConfig(dir))
	if err != nil {
		return fmt.Errorf("making a bluge index in %s: %w", dir, err)
	}
	defer func() {
		if e := writer.Close(); err == nil {
			err = e
		}
	}()
	lines := make(chan []byte, bleveBatch)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(lines)
		return readLines(ctx, files, lines)
	})
	for range bleveWriters {
		group.Go(func() error { return e.write(ctx, writer, lines) })
	}
	return group.Wait()
}

// write indexes articles batch by batch until there are no more.
func (e *blugeEngine) write(ctx context.Context, writer *bluge.Writer, lines <-chan []byte) error {
	batch, size := index.NewBatch(), 0
	flush := func() error {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writer.Batch(batch); err != nil {
			return fmt.Errorf("writing a batch of %d articles: %w", size, err)
		}
		batch.Reset()
		size = 0
		return nil
	}
	for line := range lines {
		d, err := parseDocument(line)
		if err != nil {
			return err
		}
		document := d.bluge()
		batch.Update(document.ID(), document)
		if size++; size == bleveBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}

// bluge is the article with its fields stored, and their words' places kept for highlighting.
func (d *document) bluge() *bluge.Document {
	out := bluge.NewDocument(d.ID)
	add := func(name, text string) {
		out.AddField(bluge.NewTextField(name, text).WithAnalyzer(blugeStandard).StoreValue().HighlightMatches())
	}
	add("title", d.Title)
	add("lead", d.Lead)
	add("body", d.Body)
	for _, c := range d.Captions {
		add("captions", c)
	}
	return out
}

func (e *blugeEngine) open(dir string) (err error) {
	e.reader, err = bluge.OpenReader(bluge.DefaultConfig(dir))
	return err
}

func (e *blugeEngine) search(ctx context.Context, q query, limit int, highlighted bool) ([]eval.Result, error) {
	request := bluge.NewTopNSearch(limit, q.bluge())
	if highlighted {
		request.IncludeLocations()
	}
	hits, err := e.reader.Search(ctx, request)
	if err != nil {
		return nil, err
	}
	marker := highlight.NewHTMLHighlighter()
	var found []eval.Result
	for {
		hit, err := hits.Next()
		if err != nil || hit == nil {
			return found, err
		}
		r, err := blugeResult(hit, marker, highlighted)
		if err != nil {
			return nil, err
		}
		found = append(found, r)
	}
}

// blugeResult reads the id and the title of a hit and, if wanted, marks the best fragment of each field.
func blugeResult(hit *search.DocumentMatch, marker *highlight.SimpleHighlighter, highlighted bool) (eval.Result, error) {
	r := eval.Result{Score: hit.Score}
	title, fragments := "", 0
	err := hit.VisitStoredFields(func(field string, value []byte) bool {
		switch field {
		case "_id":
			r.ID = string(value)
		case "title":
			title = string(value)
		}
		if highlighted && field != "_id" && hit.Locations[field] != nil {
			fragments += len(marker.BestFragment(hit.Locations[field], value))
		}
		return true
	})
	if err != nil {
		return r, fmt.Errorf("reading article %s %q: %w", r.ID, title, err)
	}
	return r, nil
}

// bluge is the query over each field, added up.
func (q query) bluge() bluge.Query {
	sum := bluge.NewBooleanQuery()
	for _, f := range bleveFields {
		if q.Phrase {
			sum.AddShould(bluge.NewMatchPhraseQuery(q.Text).SetField(f.name).SetBoost(f.boost).SetAnalyzer(blugeStandard))
			continue
		}
		sum.AddShould(bluge.NewMatchQuery(q.Text).SetField(f.name).SetBoost(f.boost).SetAnalyzer(blugeStandard))
	}
	return sum
}

func (e *blugeEngine) close() error {
	if e.reader == nil {
		return nil
	}
	return e.reader.Close()
}
