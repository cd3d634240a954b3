package rank_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"timbao/search/rank"
)

// TestMatchesAreTheHits compares the documents that Matches finds without scores with those that a search scores, for every
// share of the words that can be asked for.
func TestMatchesAreTheHits(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(12, 5))
	c := randomCorpus(t, r, 5000, 70, 1)
	x := c.index(params(20, false))
	some := 0
	for n := range 150 {
		q := randomQuery(r, 1+n%7)
		q.Need = []float64{0, 0.125, 0.25, 0.5, 0.9, 1}[n%6]
		if n%4 == 0 {
			q.Allowed = c.randomAllowed(r)
		}
		want := search(t, x, q, rank.Options{Collect: true})
		q.Prepare(x)
		got, err := x.Matches(t.Context(), &q)
		if err != nil {
			t.Fatal(err)
		}
		for s := range want.Matches {
			if !slices.Equal(got[s], want.Matches[s]) {
				t.Errorf("segment %d: %d documents, want %d: %s", s, got[s].Count(), want.Matches[s].Count(), describe(&q))
			}
			some += got[s].Count()
		}
	}
	if some < 1000 {
		t.Errorf("%d matches in all: too few to test anything", some)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	q := randomQuery(r, 2)
	q.Prepare(x)
	if _, err := x.Matches(ctx, &q); !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its context: %v", err)
	}
}
