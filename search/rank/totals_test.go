package rank_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"timbao/search/rank"
)

// TestTotalsOfNarrowQueries compares the totals of queries that want every position, counted without scores, with those of searches
// that score every document.
func TestTotalsOfNarrowQueries(t *testing.T) {
	t.Parallel()
	some := 0
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 8))
		c := randomCorpus(t, r, 300, 80)
		if seed == 1 {
			for s := range c.docs {
				for i := range c.docs[s] {
					c.docs[s][i].deleted = false
				}
			}
			c = build(t, c.docs)
		}
		pruned, full := c.index(params(10, false)), c.index(params(10, true))
		for n := range 80 {
			q := randomQuery(r, 1+n%4)
			q.Need, q.Free = 1, 1<<(1+n%4)-1
			if n%3 > 0 {
				q.Allowed = c.randomAllowed(r)
			}
			want := search(t, full, q, rank.Options{Size: 3})
			some += min(want.Total, 1)
			for _, o := range []rank.Options{{}, {Size: 3}, {Size: 3, Count: true}} {
				if got := search(t, pruned, q, o); got.Exact && got.Total != want.Total || got.Total > want.Total || !got.Exact && o.Count {
					t.Errorf("total %d (exact %v), want %d: %s", got.Total, got.Exact, want.Total, describe(&q))
				}
			}
		}
	}
	if some < 80 {
		t.Errorf("only %d queries of 160 have hits", some)
	}
}

// TestCollectedMatchesAreTheHits compares the set of all hits with the list of all hits.
func TestCollectedMatchesAreTheHits(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 9))
	c := randomCorpus(t, r, 200, 70, 1)
	x := c.index(params(20, false))
	for n := range 60 {
		q := randomQuery(r, 1+n%6)
		q.Allowed = c.randomAllowed(r)
		all := search(t, x, q, rank.Options{Size: 1 << 20, Count: true})
		res := search(t, x, q, rank.Options{Size: n % 4, Collect: true})
		if !res.Exact || res.Total != len(all.Hits) || len(res.Matches) != len(c.docs) {
			t.Fatalf("%d matches (exact %v) in %d segments, want %d: %s", res.Total, res.Exact, len(res.Matches), len(all.Hits), describe(&q))
		}
		count := 0
		for _, b := range res.Matches {
			count += b.Count()
		}
		for _, h := range all.Hits {
			if !res.Matches[h.Segment].Has(h.Number) {
				t.Fatalf("%v is not among the matches: %s", h.Doc, describe(&q))
			}
		}
		if count != len(all.Hits) {
			t.Fatalf("%d documents are marked, %d are hits: %s", count, len(all.Hits), describe(&q))
		}
	}
}

// TestQueriesWithoutHits end well.
func TestQueriesWithoutHits(t *testing.T) {
	t.Parallel()
	c := randomCorpus(t, rand.New(rand.NewPCG(2, 2)), 20, 1)
	x := c.index(params(10, false))
	none := []rank.Bits{rank.NewBits(20), rank.NewBits(1)}
	for name, q := range map[string]rank.Query{
		"no units":                         {},
		"unknown term":                     {Units: []rank.Unit{{Term: "zz\x00", Positions: 1, Weight: 1}}},
		"nothing allowed":                  {Units: []rank.Unit{{Term: term(0, 0), Positions: 1, Weight: 1}}, Allowed: none},
		"one of two is needed and unknown": {Need: 1, Free: 3, Units: []rank.Unit{{Term: term(0, 0), Positions: 1, Weight: 1}, {Term: "zz\x00", Positions: 2, Weight: 1}}},
	} {
		for _, o := range []rank.Options{{}, {Size: 10}, {Size: 10, Collect: true}} {
			if res := search(t, x, q, o); res.Total != 0 || len(res.Hits) != 0 || !res.Exact {
				t.Errorf("%s: %+v", name, res)
			}
		}
	}
	empty := rank.New(nil, rank.DefaultParams())
	if res := search(t, empty, randomQuery(rand.New(rand.NewPCG(1, 1)), 3), rank.Options{Size: 5, Collect: true}); res.Total != 0 {
		t.Errorf("an empty index: %+v", res)
	}
}

// TestOrder sorts sets of documents by key alone.
func TestOrder(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	c := randomCorpus(t, r, 90, 40)
	x := c.index(params(10, false))
	for _, share := range []int{1, 2, 7} {
		var set []rank.Bits
		var want []string
		for s, docs := range c.docs {
			b := rank.NewBits(uint32(len(docs)))
			for i := range docs {
				if r.IntN(share) == 0 {
					b.Set(uint32(i))
					want = append(want, fmt.Sprintf("%02d %d %03d", 99-docs[i].key, s, i))
				}
			}
			set = append(set, b)
		}
		slices.Sort(want)
		for _, size := range []int{0, 1, 5, 60, 1000} {
			var got []string
			for _, h := range x.Order(set, size, c.key) {
				got = append(got, fmt.Sprintf("%02d %d %03d", 99-c.key(h.Segment, h.Number), h.Segment, h.Number))
			}
			if !slices.Equal(got, want[:min(size, len(want))]) {
				t.Errorf("first %d of every %dth: %v, want %v", size, share, got, want)
			}
		}
	}
}
