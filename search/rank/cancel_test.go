package rank_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"timbao/search/rank"
)

// dying is a context that ends after it was looked at a number of times.
type dying struct {
	context.Context
	mu    sync.Mutex
	left  int
	looks int
	end   chan struct{}
}

func newDying(parent context.Context, looks int) *dying {
	return &dying{Context: parent, left: looks, end: make(chan struct{})}
}

func (d *dying) look() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.looks++
	if d.left--; d.left == -1 {
		close(d.end)
	}
	return d.left < 0
}

// Err counts a look.
func (d *dying) Err() error {
	if d.look() {
		return context.Canceled
	}
	return nil
}

// Done counts a look.
func (d *dying) Done() <-chan struct{} {
	d.look()
	return d.end
}

// TestCancelledAnywhere ends searches at every point where they look whether they should end.
func TestCancelledAnywhere(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 4))
	c := randomCorpus(t, r, 1500, 500, 4500)
	x := c.index(params(300, false))
	q := randomQuery(r, 6)
	q.Units[0] = rank.Unit{Term: term(0, 0), Positions: 1, Weight: 1}
	q.Need, q.Pairs = 0, []rank.Pair{{First: 0, A: term(0, 0), B: term(1, 0)}}
	whole := search(t, x, q, rank.Options{Size: 20})
	q.Prepare(x)
	if len(whole.Hits) < 20 {
		t.Fatalf("only %d hits", len(whole.Hits))
	}
	looks := looksOf(t, x, &q, whole)
	q.Pairs = nil
	if first := looksOf(t, x, &q, search(t, x, q, rank.Options{Size: 20})); first < 4 || looks < first+3 { // a look a page
		t.Errorf("the search looked %d times, %d of them in the first stage", looks, first)
	}
}

// looksOf ends a search after each of its looks, and returns how many it takes.
func looksOf(t *testing.T, x *rank.Index, q *rank.Query, whole rank.Result) int {
	t.Helper()
	for looks := 0; ; looks++ {
		ctx := newDying(t.Context(), looks)
		res, err := x.Search(ctx, q, rank.Options{Size: 20})
		if err == nil {
			if ctx.looks > looks {
				t.Errorf("ended after %d looks, the search went on", looks)
			}
			if !slices.Equal(plainHits(res.Hits), plainHits(whole.Hits)) {
				t.Errorf("uncancelled: %v, want %v", res.Hits, whole.Hits)
			}
			return looks
		}
		if !errors.Is(err, context.Canceled) || len(res.Hits) > 0 || res.Total > 0 {
			t.Fatalf("ended after %d looks: %v %v", looks, res, err)
		}
	}
}

// TestCancelledByWhatItCalls ends a search from within.
func TestCancelledByWhatItCalls(t *testing.T) {
	t.Parallel()
	c := randomCorpus(t, rand.New(rand.NewPCG(4, 5)), 50, 50, 50)
	x := c.index(params(10, false))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	q := rank.Query{Units: []rank.Unit{{Term: folded(0), Set: true, Positions: 1, Weight: 1}}}
	q.Prepare(x)
	_, err := x.Search(ctx, &q, rank.Options{Size: 5, Key: func(int, uint32) int64 {
		cancel()
		return 0
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// TestPhraseCancelled ends phrase searches.
func TestPhraseCancelled(t *testing.T) {
	t.Parallel()
	c := build(t, [][]doc{slices.Repeat([]doc{{parts: [][]string{{term(1, 0), term(2, 0)}}}}, 3000)})
	x := c.index(params(10, false))
	words := []rank.Word{{Term: term(1, 0)}, {Term: term(2, 0)}}
	for looks := 0; ; looks++ {
		got, err := x.Phrase(newDying(t.Context(), looks), words, rank.AnyPart)
		if err == nil {
			if got[0].Count() != 3000 {
				t.Errorf("%d documents", got[0].Count())
			}
			if looks < 2 {
				t.Errorf("the search looked only %d times", looks)
			}
			return
		}
		if !errors.Is(err, context.Canceled) || got != nil {
			t.Fatalf("ended after %d looks: %v, %v", looks, got, err)
		}
	}
}

// TestConcurrentSearches runs one index from many goroutines.
func TestConcurrentSearches(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	c := randomCorpus(t, r, 200, 200)
	x := c.index(params(20, false))
	type job struct {
		q    rank.Query
		want []scored
	}
	var jobs []job
	for n := range 12 {
		q := randomQuery(r, 1+n)
		jobs = append(jobs, job{q, plainHits(search(t, x, q, rank.Options{Size: 50}).Hits)})
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for n := range jobs {
				j := jobs[(n+3*g)%len(jobs)]
				j.q.Units = slices.Clone(j.q.Units)
				j.q.Pairs = slices.Clone(j.q.Pairs)
				j.q.Prepare(x)
				res, err := x.Search(context.Background(), &j.q, rank.Options{Size: 50})
				if err != nil || !slices.Equal(plainHits(res.Hits), j.want) {
					t.Errorf("query %d: %v %v, want %v", n, res.Hits, err, j.want)
				}
			}
		})
	}
	wg.Wait()
}
