package search

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"

	"timbao/indexer/harvest"
	"timbao/indexer/sidecar"
	"timbao/indexer/suggestion"
)

// suggestTables are the tables of a generation, made when they are first asked for.
type suggestTables struct {
	table sidecar.Lazy[*suggestion.Table]

	mu     sync.Mutex
	recent *suggestion.Table // titles that the table does not know yet
}

// suggestions returns the tables of the generation: the one that was written when suggestions were last collected, and one of the
// titles that have come since; none where the
// index was written by a program that made none.
func (r *reader) suggestions(ctx context.Context) ([]*suggestion.Table, error) {
	table, err := r.suggest.table.Get(r.sidecars, harvest.Kind, suggestion.Read)
	switch {
	case errors.Is(err, sidecar.ErrNone):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("%w: suggest: %w", ErrDamaged, err)
	}
	r.suggest.mu.Lock()
	defer r.suggest.mu.Unlock()
	if r.suggest.recent == nil {
		if r.suggest.recent, err = r.recentTitles(ctx, table); err != nil {
			return nil, err
		}
	}
	return []*suggestion.Table{table, r.suggest.recent}, nil
}

// recentTitles makes a table of the titles that another does not have: at most as many as sidecar.MaxDrift allows.
func (r *reader) recentTitles(ctx context.Context, table *suggestion.Table) (*suggestion.Table, error) {
	b := suggestion.NewBuilder()
	wanted := func(d sidecar.Doc) bool { return !harvest.Seen(table, d.Segment, d.Number) }
	if err := harvest.Titles(ctx, r.corpus(), b, wanted); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := b.Write(ctx, &out); err != nil {
		return nil, err
	}
	return suggestion.Read(out.Bytes())
}

// corpus is the live articles of the generation.
func (r *reader) corpus() *sidecar.Corpus {
	var sources []sidecar.Source
	for i, s := range r.snapshot.Segments() {
		sources = append(sources, sidecar.Source{Segment: r.rank.Segments[i].Segment, Deleted: s.Deleted()})
	}
	return sidecar.NewCorpus(sources)
}
