package rank_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"go.uber.org/goleak"

	"timbao/search/rank"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// formula are constants with nothing in them but the formula that the oracle knows, and a second stage so short that searches go
// past it.
func formula(depth int) rank.Params {
	return rank.Params{K1: 1.2, B: 0.75, Lambda: 0.4, Depth: depth, Deep: depth, Title: 3, Lead: 2, NoPrune: true}
}

// params are the default constants with another second stage.
func params(depth int, noPrune bool) rank.Params {
	p := rank.DefaultParams()
	p.Depth, p.Deep, p.NoPrune = depth, depth, noPrune
	return p
}

func search(t *testing.T, x *rank.Index, q rank.Query, o rank.Options) rank.Result {
	t.Helper()
	q.Units, q.Pairs = slices.Clone(q.Units), slices.Clone(q.Pairs) // what is prepared belongs to one index
	q.Prepare(x)
	res, err := x.Search(t.Context(), &q, o)
	if err != nil {
		t.Fatalf("%v\n%s", err, describe(&q))
	}
	return res
}

// scored is a hit without what only the engine knows.
type scored struct {
	rank.Doc
	Score uint64
}

func plainHits(hits []rank.Hit) []scored {
	var out []scored
	for _, h := range hits {
		out = append(out, scored{h.Doc, h.Score})
	}
	return out
}

// TestScoresAreTheFormula compares whole result lists with the formula computed from the documents.
func TestScoresAreTheFormula(t *testing.T) {
	t.Parallel()
	const depth = 25
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 1))
		c := randomCorpus(t, r, 250+r.IntN(100), 1+r.IntN(20), 150)
		second := formula(depth)
		second.Window = 5
		second.Plain = rank.Reading{Floor: 4, Early: 0.5, Telling: 0.3, EarlyPair: 0.8, Run: 0.7, Near: 0.3, Passage: 0.2}
		second.Question = rank.Reading{Near: 0.2, Here: 0.4, Passage: 1, PassagePair: 0.4, Paragraph: 1.5, Opening: 7}
		one, two := c.index(formula(0)), c.index(second)
		o := newOracle(c, second)
		for n := range 60 {
			q := randomQuery(r, 1+n%12)
			q.Question, q.Telling = n%4 == 3, r.Uint64()
			q.Allowed = c.randomAllowed(r)
			opts := rank.Options{Size: 1 << 20}
			if n%3 > 0 {
				opts.Key = c.key
			}
			first := search(t, one, q, opts)
			checkFirstStage(t, c, o, &q, first, opts.Key)
			checkSecondStage(t, c, o, two, &q, first, search(t, two, q, opts), opts.Key, depth)
			if t.Failed() {
				t.Fatalf("seed %d, query %d: %s", seed, n, describe(&q))
			}
		}
	}
}

// slack is how far integers and floats may differ.
func slack(q *rank.Query, score float64) float64 {
	return float64(3*len(q.Units)+2*len(q.Pairs)+3) + 2e-6*score*rank.Scale
}

func near(q *rank.Query, got uint64, want float64) bool {
	return math.Abs(float64(got)-want*rank.Scale) <= slack(q, want)
}

func checkFirstStage(t *testing.T, c *corpus, o *oracle, q *rank.Query, res rank.Result, key func(int, uint32) int64) {
	t.Helper()
	verdicts := o.judge(q)
	got := map[rank.Doc]bool{}
	for _, h := range res.Hits {
		v := verdicts[h.Doc]
		if got[h.Doc] {
			t.Errorf("%v comes twice", h.Doc)
		}
		got[h.Doc] = true
		if !v.hit && !v.maybe {
			t.Errorf("%v is no hit", h.Doc)
		}
		if !near(q, h.Score, v.score) {
			t.Errorf("%v scores %v, want %v", h.Doc, h.Value(), v.score)
		}
	}
	for d, v := range verdicts {
		if v.hit && !v.maybe && !got[d] {
			t.Errorf("%v is missing, score %v", d, v.score)
		}
	}
	if !res.Exact || res.Total != len(res.Hits) {
		t.Errorf("total %d (exact %v) of %d hits", res.Total, res.Exact, len(res.Hits))
	}
	checkOrder(t, res.Hits, key)
}

// checkOrder wants falling scores, then falling keys, then the order of ids, which here is that of the index.
func checkOrder(t *testing.T, hits []rank.Hit, key func(int, uint32) int64) {
	t.Helper()
	if key == nil {
		key = func(int, uint32) int64 { return 0 }
	}
	for i := 1; i < len(hits); i++ {
		a, b := hits[i-1], hits[i]
		ka, kb := key(a.Segment, a.Number), key(b.Segment, b.Number)
		switch {
		case a.Score != b.Score:
			if a.Score < b.Score {
				t.Errorf("hit %d scores %d, the one before %d", i, b.Score, a.Score)
			}
		case ka != kb:
			if ka < kb {
				t.Errorf("hits %d and %d score the same, but their keys rise from %d to %d", i-1, i, ka, kb)
			}
		case a.Segment > b.Segment || a.Segment == b.Segment && a.Number >= b.Number:
			t.Errorf("hits %d and %d are equal, but %v comes before %v", i-1, i, a.Doc, b.Doc)
		}
	}
}

// checkSecondStage wants the first documents of the first stage scored again and sorted, and those behind as they were.
func checkSecondStage(t *testing.T, c *corpus, o *oracle, x *rank.Index, q *rank.Query, first, second rank.Result, key func(int, uint32) int64, depth int) {
	t.Helper()
	if len(second.Hits) != len(first.Hits) {
		t.Fatalf("%d hits, the first stage had %d", len(second.Hits), len(first.Hits))
	}
	if len(q.Pairs) == 0 {
		depth = 0
	}
	depth = min(depth, len(first.Hits))
	if !slices.Equal(plainHits(first.Hits[depth:]), plainHits(second.Hits[depth:])) {
		t.Errorf("behind the second stage the order is not that of the first")
	}
	before := map[rank.Doc]uint64{}
	for _, h := range first.Hits[:depth] {
		before[h.Doc] = h.Score
	}
	for _, h := range second.Hits[:depth] {
		score, ok := before[h.Doc]
		if !ok {
			t.Errorf("%v is among the rescored, but not among the first %d", h.Doc, depth)
			continue
		}
		want := o.second(q, c.at(h.Doc), x.PairFreq)
		if !near(q, h.Score-score, want) {
			t.Errorf("the second stage gives %v %v, want %v", h.Doc, float64(h.Score-score)/rank.Scale, want)
		}
	}
	checkOrder(t, second.Hits[:depth], key)
}

// TestPairFrequencies wants estimates that are never too low, and nearly always right.
func TestPairFrequencies(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	c := randomCorpus(t, r, 200, 100)
	x := c.index(params(10, false))
	wrong := 0
	for range 300 {
		a, b := randomTerm(r), randomTerm(r)
		n := 0
		newOracle(c, x.Params).each(func(_ rank.Doc, d *doc) {
			if hasPair(d, a, b) {
				n++
			}
		})
		got := x.PairFreq(a, b)
		if got < n {
			t.Fatalf("%q %q: %d, but %d documents have them", a, b, got, n)
		}
		if got != n {
			wrong++
		}
	}
	if wrong > 6 {
		t.Errorf("%d of 300 estimates are too high", wrong)
	}
}

// hasPair says whether two words stand side by side with any accents.
func hasPair(d *doc, a, b string) bool {
	for _, terms := range d.parts {
		for i := 1; i < len(terms); i++ {
			if fold(terms[i-1]) == fold(a) && fold(terms[i]) == fold(b) {
				return true
			}
		}
	}
	return false
}

func fold(term string) string {
	for i := range len(term) {
		if term[i] == 0 {
			return term[:i]
		}
	}
	return term
}

// TestFrequenciesOfTermsAndSets compares the counts that weights are made of with the documents.
func TestFrequenciesOfTermsAndSets(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	c := randomCorpus(t, r, 300, 40)
	x := c.index(params(10, false))
	if x.Docs != c.live() {
		t.Errorf("%d documents, want %d", x.Docs, c.live())
	}
	for w := range 80 {
		for field := range 2 {
			for v := range variants {
				checkFreq(t, c, rank.Unit{Field: field, Term: term(w, v)}, x.DocFreq(field, term(w, v)))
			}
			checkFreq(t, c, rank.Unit{Field: field, Term: folded(w), Set: true}, x.SetFreq(field, folded(w)))
		}
	}
}

func checkFreq(t *testing.T, c *corpus, u rank.Unit, got int) {
	t.Helper()
	want := 0
	for s, docs := range c.docs {
		has := c.index0(s).DocsOf(u)
		for i := range docs {
			in := docs[i].freq(&u) > 0
			if in {
				want++
			}
			if has.Has(uint32(i)) != in {
				t.Errorf("field %d %q (set %v): document %d-%d: %v", u.Field, u.Term, u.Set, s, i, !in)
			}
		}
	}
	if got != want {
		t.Errorf("field %d %q (set %v): %d documents, want %d", u.Field, u.Term, u.Set, got, want)
	}
}

// index0 is a segment by itself.
func (c *corpus) index0(s int) *rank.Segment { return &rank.Segment{Segment: c.sources[s].Segment} }

// TestPagesFitTogether wants the first k hits to be the first k of the longest list, for every k, so that slices of it are pages.
func TestPagesFitTogether(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		r := rand.New(rand.NewPCG(seed, 3))
		c := randomCorpus(t, r, 250, 120)
		x := c.index(params(30, false))
		for n := range 25 {
			q := randomQuery(r, 1+n%8)
			q.Allowed = c.randomAllowed(r)
			opts := rank.Options{Size: 1 << 20, Key: c.key}
			all := search(t, x, q, opts)
			for _, opts.Size = range []int{0, 1, 2, 7, 29, 30, 31, 60, 100, len(all.Hits)} {
				got := search(t, x, q, opts)
				if want := all.Hits[:min(opts.Size, len(all.Hits))]; !slices.Equal(plainHits(got.Hits), plainHits(want)) {
					t.Fatalf("first %d: %v\nwant %v\n%s", opts.Size, got.Hits, want, describe(&q))
				}
				if got.Exact && got.Total != all.Total {
					t.Errorf("first %d: total %d, want %d", opts.Size, got.Total, all.Total)
				}
			}
		}
	}
}

// TestManyWordsOfOneForm has a query of all the positions there can be, every one a word of the same folded form: each exact word
// has a mask of its own then.
func TestManyWordsOfOneForm(t *testing.T) {
	t.Parallel()
	var forms []string
	for v := range rank.MaxPositions / 2 {
		forms = append(forms, term(7, v+1))
	}
	c := build(t, [][]doc{{{parts: [][]string{{}, {}, append(slices.Clone(forms), forms...)}}, {parts: [][]string{{}, {}, {term(7, 0), forms[3], forms[4]}}}}})
	p := formula(10)
	p.Plain.Near, p.Window = 0.25, 8
	q := rank.Query{}
	for i := range rank.MaxPositions {
		u := rank.Unit{Term: forms[i/2], Positions: 1 << i, Weight: 1}
		if i%2 == 1 {
			u.Term, u.Set = fold(forms[0]), true
		}
		q.Units = append(q.Units, u)
		if i > 0 {
			q.Pairs = append(q.Pairs, rank.Pair{First: i - 1, A: forms[(i-1)/2], B: forms[i/2]})
		}
	}
	x := c.index(p)
	o := newOracle(c, p)
	first := search(t, c.index(formula(0)), q, rank.Options{Size: 5})
	checkSecondStage(t, c, o, x, &q, first, search(t, x, q, rank.Options{Size: 5}), nil, 10)
}
