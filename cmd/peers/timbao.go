package main

import (
	"context"
	"fmt"

	"timbao/indexer"
	"timbao/search"
	"timbao/search/eval"
	timbaoquery "timbao/search/query"
)

// timbaoEngine is timbao as a program embeds it, with all options at their defaults.
type timbaoEngine struct{ index *search.Index }

func (e *timbaoEngine) build(ctx context.Context, dir string, files []string) error {
	report, err := indexer.Run(ctx, indexer.Options{Dir: dir, Paths: files})
	if err != nil {
		return err
	}
	// The others index every article of the corpus; a comparison with fewer would not be one.
	if n := len(report.Skipped); n > 0 {
		return fmt.Errorf("%d records were skipped, the first of them %s:%d: %s", n,
			report.Skipped[0].Path, report.Skipped[0].Line, report.Skipped[0].Reason)
	}
	return nil
}

func (e *timbaoEngine) open(dir string) (err error) {
	e.index, err = search.Open(dir, nil)
	return err
}

func (e *timbaoEngine) search(ctx context.Context, q query, limit int, highlight bool) ([]eval.Result, error) {
	request := search.Request{Query: q.timbao(), Limit: limit, Markup: search.MarkupNone, Versions: search.VersionsAll}
	if highlight {
		request.Markup = search.MarkupHTML
	}
	answer, err := e.index.Search(ctx, request)
	if err != nil {
		return nil, err
	}
	var found []eval.Result
	for _, hit := range answer.Hits {
		found = append(found, eval.Result{ID: hit.ID, Score: hit.Score})
	}
	return found, nil
}

// timbao writes the query in timbao's language.
func (q query) timbao() string {
	if q.Phrase {
		return timbaoquery.Quote(q.Text)
	}
	return timbaoquery.Plain(q.Text)
}

func (e *timbaoEngine) close() error {
	if e.index == nil {
		return nil
	}
	return e.index.Close()
}
