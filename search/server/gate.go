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
}

// newGate puts a gate before a searcher.
func newGate(s Searcher, o Options) *gate {
	return &gate{Searcher: s, turns: make(chan struct{}, o.MaxSearches), queue: o.QueueTimeout, deadline: o.SearchTimeout}
}

// Search searches when it is this request's turn.
func (g *gate) Search(ctx context.Context, r search.Request) (*search.Response, error) {
	return pass(ctx, g, func(ctx context.Context) (*search.Response, error) { return g.Searcher.Search(ctx, r) })
}

// Get fetches an article when it is this request's turn.
func (g *gate) Get(ctx context.Context, id string) (*search.Article, error) {
	return pass(ctx, g, func(ctx context.Context) (*search.Article, error) { return g.Searcher.Get(ctx, id) })
}

// pass waits for a turn and does the work under the deadline.
func pass[T any](ctx context.Context, g *gate, work func(context.Context) (T, error)) (T, error) {
	var none T
	if err := g.enter(ctx); err != nil {
		return none, err
	}
	defer func() { <-g.turns }()
	ctx, cancel := context.WithTimeout(ctx, g.deadline)
	defer cancel()
	return work(ctx)
}

// enter takes a turn, or returns ErrBusy when none comes free in time.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.turns <- struct{}{}:
		return nil
	default:
	}
	timer := time.NewTimer(g.queue)
	defer timer.Stop()
	select {
	case g.turns <- struct{}{}:
		return nil
	case <-timer.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}
