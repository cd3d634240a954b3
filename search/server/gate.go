package server

import (
	"context"
	"time"

	"timbao/search"
)

// gate lets a bounded number of searches through at once and gives each a deadline, so that a burst of slow searches costs
// waiting time and not memory. It is a Searcher itself.
type gate struct {
	Searcher
	turns    chan struct{}
	queue    time.Duration
	deadline time.Duration

	exports        chan struct{}
	exportDeadline time.Duration
}

// newGate puts a gate before a searcher.
func newGate(s Searcher, o Options) *gate {
	return &gate{
		Searcher: s, turns: make(chan struct{}, o.MaxSearches), queue: o.QueueTimeout, deadline: o.SearchTimeout,
		exports: make(chan struct{}, o.MaxExports), exportDeadline: o.ExportTimeout,
	}
}

// Search searches when it is this request's turn.
func (g *gate) Search(ctx context.Context, r search.Request) (*search.Response, error) {
	return pass(ctx, g, func(ctx context.Context) (*search.Response, error) { return g.Searcher.Search(ctx, r) })
}

// Get fetches an article when it is this request's turn.
func (g *gate) Get(ctx context.Context, id string) (*search.Article, error) {
	return pass(ctx, g, func(ctx context.Context) (*search.Article, error) { return g.Searcher.Get(ctx, id) })
}

// Each visits all hits when it is this export's turn. Exports have turns of their own, fewer and longer ones.
func (g *gate) Each(ctx context.Context, r search.Request, visit func(*search.Article, search.Hit) error) error {
	return g.export(ctx, func(ctx context.Context) error { return g.Searcher.Each(ctx, r, visit) })
}

// export waits for an export's turn and does the work under its deadline.
func (g *gate) export(ctx context.Context, work func(context.Context) error) error {
	if err := enter(ctx, g.exports, g.queue); err != nil {
		return err
	}
	defer func() { <-g.exports }()
	ctx, cancel := context.WithTimeout(ctx, g.exportDeadline)
	defer cancel()
	return work(ctx)
}

// inTurn does work that takes a processor when it is its turn, among the searches: more at once would only make all of them late. Where
// no turn comes free in time it does it all the same, as the search that it belongs to has been done.
func (g *gate) inTurn(ctx context.Context, work func()) {
	if enter(ctx, g.turns, g.queue) == nil {
		defer func() { <-g.turns }()
	}
	work()
}

// pass waits for a turn and does the work under the deadline.
func pass[T any](ctx context.Context, g *gate, work func(context.Context) (T, error)) (T, error) {
	var none T
	if err := enter(ctx, g.turns, g.queue); err != nil {
		return none, err
	}
	defer func() { <-g.turns }()
	ctx, cancel := context.WithTimeout(ctx, g.deadline)
	defer cancel()
	return work(ctx)
}

// enter takes a turn, or returns ErrBusy when none comes free in time.
func enter(ctx context.Context, turns chan<- struct{}, wait time.Duration) error {
	select {
	case turns <- struct{}{}:
		return nil
	default:
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case turns <- struct{}{}:
		return nil
	case <-timer.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}
