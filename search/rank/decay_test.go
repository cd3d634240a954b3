package rank_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"timbao/search/rank"
)

// decay is a factor by document, from nearly nothing to one.
func decay(segment int, doc uint32) float64 {
	return 1 - float64((doc*2654435761+uint32(segment))>>16&0xff)/260
}

// TestDecayedIsExhaustive compares decayed searches that may pass over documents with those that may not: as the factors are at
// most 1, the bounds hold.
func TestDecayedIsExhaustive(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(12, 12))
	c := crowd(t, r, 13000, 5000)
	passed := 0
	for _, depth := range []int{0, 100} {
		pruned, full := c.index(params(depth, false)), c.index(params(depth, true))
		for n := range 8 {
			q := crowdQuery(r)
			if n == 7 {
				q.Allowed = c.randomAllowed(r)
			}
			opts := rank.Options{Size: []int{1, 10, 100, 1000}[n%4], Key: c.key, Decay: decay}
			got, want := search(t, pruned, q, opts), search(t, full, q, opts)
			if !slices.Equal(plainHits(got.Hits), plainHits(want.Hits)) {
				t.Fatalf("depth %d, first %d:\n%v\nwant\n%v\n%s", depth, opts.Size, got.Hits, want.Hits, describe(&q))
			}
			if !got.Exact {
				passed++
			}
		}
	}
	if passed < 8 {
		t.Errorf("only %d of 16 searches might pass over documents", passed)
	}
}

// TestDecayIsAFactor multiplies all scores of searches without it, and sorts them anew; with the second stage, what that added
// is multiplied too.
func TestDecayIsAFactor(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(13, 13))
	c := randomCorpus(t, r, 300, 80)
	for n := range 60 {
		x := c.index(params([]int{0, 1 << 20}[n%2], n%3 == 0))
		q := randomQuery(r, 1+n%6)
		q.Allowed = c.randomAllowed(r)
		want := search(t, x, q, rank.Options{Size: 1 << 20, Key: c.key}).Hits
		score := map[rank.Doc]uint64{}
		for _, h := range want {
			score[h.Doc] = uint64(float64(h.Score) * decay(h.Segment, h.Number))
		}
		got := search(t, x, q, rank.Options{Size: 1 << 20, Key: c.key, Decay: decay}).Hits
		checkOrder(t, got, c.key)
		for _, h := range got {
			if score[h.Doc] != h.Score {
				t.Fatalf("%v scores %d, want %d: %s", h.Doc, h.Score, score[h.Doc], describe(&q))
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%d hits, want %d: %s", len(got), len(want), describe(&q))
		}
	}
}
