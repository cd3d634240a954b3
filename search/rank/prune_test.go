package rank_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"timbao/search/rank"
)

// TestPrunedIsExhaustive compares searches that may pass over documents with searches that may not, over a corpus large enough for
// passing over to be tried: the hits and their scores must be the same for every number of hits wanted.
func TestPrunedIsExhaustive(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(11, 11))
	c := crowd(t, r, 13000, 9000, 900)
	pruned := map[int]*rank.Index{}
	full := map[int]*rank.Index{}
	for _, depth := range []int{0, 100} {
		pruned[depth], full[depth] = c.index(params(depth, false)), c.index(params(depth, true))
	}
	const queries = 15
	passed, fewer := 0, 0
	for n := range queries {
		depth := []int{0, 100, 100}[n%3]
		q := crowdQuery(r)
		if n%5 == 4 {
			q.Allowed = c.randomAllowed(r)
		}
		opts := rank.Options{Size: []int{1, 10, 100, 1000}[n%4]}
		if n%2 == 0 {
			opts.Key = c.key
		}
		got, want := search(t, pruned[depth], q, opts), search(t, full[depth], q, opts)
		if !slices.Equal(plainHits(got.Hits), plainHits(want.Hits)) {
			t.Fatalf("depth %d, first %d:\n%v\nwant\n%v\n%s", depth, opts.Size, got.Hits, want.Hits, describe(&q))
		}
		if !want.Exact || got.Exact && got.Total != want.Total || got.Total > want.Total || got.Total < len(got.Hits) {
			t.Fatalf("total %d (exact %v), want %d: %s", got.Total, got.Exact, want.Total, describe(&q))
		}
		if !got.Exact {
			passed++
		}
		if got.Total < want.Total {
			fewer++
		}
		if n%5 > 0 {
			continue
		}
		opts.Count = true
		if got = search(t, pruned[depth], q, opts); !got.Exact || got.Total != want.Total || !slices.Equal(plainHits(got.Hits), plainHits(want.Hits)) {
			t.Fatalf("counted, total %d (exact %v), want %d: %s", got.Total, got.Exact, want.Total, describe(&q))
		}
	}
	if passed < queries/2 || fewer < queries/4 {
		t.Errorf("only %d searches of %d might pass over documents, and %d did: the corpus is too small to test anything", passed, queries, fewer)
	}
}

// crowd makes a corpus in which a dozen words are nearly everywhere; rare ones, and titles, are in every other window of
// documents, so that whole windows can be passed over.
func crowd(t *testing.T, r *rand.Rand, sizes ...int) *corpus {
	t.Helper()
	var words [crowdWords + 1000][2]string
	for w := range words {
		words[w] = [2]string{term(w, 0), term(w, 1)}
	}
	var docs [][]doc
	for _, size := range sizes {
		var list []doc
		for i := range size {
			list = append(list, crowdDoc(r, &words, i>>12&1 == 0))
		}
		docs = append(docs, list)
	}
	return build(t, docs)
}

const crowdWords = 12

func crowdDoc(r *rand.Rand, words *[crowdWords + 1000][2]string, rich bool) doc {
	d := doc{deleted: r.IntN(50) == 0, key: r.Int64N(4), parts: make([][]string, 3)}
	bits := r.Uint64()
	for w := range crowdWords {
		if bits>>(2*w)&3 == 0 { // not in a quarter of the documents
			continue
		}
		v := 0
		if w%3 == 0 && bits>>(40+w)&1 != 0 {
			v = 1
		}
		part := 2
		if rich && bits>>(30+w/2)&31 == 7 {
			part = w % 3
		}
		for d.parts[part] = append(d.parts[part], words[w][v]); r.IntN(12) == 0; {
			d.parts[part] = append(d.parts[part], words[w][v])
		}
	}
	for rich && r.IntN(3) > 0 {
		d.parts[2] = append(d.parts[2], words[crowdWords+min(int(r.ExpFloat64()*r.ExpFloat64()*200), 999)][0])
	}
	return d
}

// crowdQuery asks for most of the common words, some of them softly, and for a few rare ones.
func crowdQuery(r *rand.Rand) rank.Query {
	q := rank.Query{Need: []float64{0, 0, 0.2, 0.5, 1}[r.IntN(5)], Free: r.Uint64() | 1}
	add := func(u rank.Unit, name string) {
		p := len(q.Units)
		u.Positions = 1 << p
		q.Units = append(q.Units, u)
		if p > 0 {
			q.Pairs = append(q.Pairs, rank.Pair{First: p - 1, A: q.Units[p-1].Term, B: name})
		}
	}
	weights := [][]float64{{1, 1, 0.3, 0.05}, {1, 0.002, 0.002, 0.002}, {0.02, 0.001}}[r.IntN(3)]
	for range r.IntN(4) {
		w := crowdWords + int(r.ExpFloat64()*200)
		add(rank.Unit{Term: term(w, 0), Weight: 1}, term(w, 0))
	}
	for _, w := range r.Perm(crowdWords)[:crowdWords-r.IntN(2)] {
		u := rank.Unit{Term: term(w, 0), Weight: weights[r.IntN(len(weights))]}
		if w%3 == 0 {
			u.Term, u.Set = folded(w), true
		}
		add(u, term(w, 0))
	}
	if r.IntN(3) == 0 {
		q.Pairs = nil
	}
	return q
}

// TestPhrasesStandSideBySide compares phrase search with a walk over the documents.
func TestPhrasesStandSideBySide(t *testing.T) {
	t.Parallel()
	found := 0
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 7))
		c := randomCorpus(t, r, 300, 65, 1)
		x := c.index(params(10, false))
		o := newOracle(c, x.Params)
		for n := range 150 {
			words := c.randomPhrase(r, 1+r.IntN(5))
			part := []int{rank.AnyPart, rank.TitlePart, rank.AnyPart}[n%3]
			got, err := x.Phrase(t.Context(), words, part)
			if err != nil {
				t.Fatal(err)
			}
			want := o.phrase(words, part)
			found += len(want)
			checkPhrase(t, c, got, want, fmt.Sprintf("seed %d, part %d, %+v", seed, part, words))
		}
	}
	if found < 1000 {
		t.Errorf("the phrases were found %d times in all: too seldom to test anything", found)
	}
}

func checkPhrase(t *testing.T, c *corpus, got []rank.Bits, want map[rank.Doc]bool, what string) {
	t.Helper()
	if len(got) != len(c.docs) {
		t.Fatalf("%s: %d segments", what, len(got))
	}
	count := 0
	for _, b := range got {
		count += b.Count()
	}
	if count != len(want) {
		t.Errorf("%s: %d documents, want %d", what, count, len(want))
	}
	for d := range want {
		if !got[d.Segment].Has(d.Number) {
			t.Errorf("%s: %v is missing", what, d)
		}
	}
}

// randomPhrase takes words from a document, or at random, and lets some stand for all accents.
func (c *corpus) randomPhrase(r *rand.Rand, n int) []rank.Word {
	var terms []string
	if docs := c.docs[0]; r.IntN(5) > 0 {
		for tries := 0; len(terms) < n && tries < 100; tries++ {
			if d := docs[r.IntN(len(docs))]; len(d.parts) > 0 {
				part := d.parts[r.IntN(len(d.parts))]
				if len(part) >= n {
					at := r.IntN(len(part) - n + 1)
					terms = part[at : at+n]
				}
			}
		}
	}
	for len(terms) < n {
		terms = append(terms, randomTerm(r))
	}
	var words []rank.Word
	for _, t := range terms[:n] {
		w := rank.Word{Term: t}
		if r.IntN(3) == 0 {
			w = rank.Word{Term: fold(t), Set: true}
		}
		words = append(words, w)
	}
	return words
}

// TestRareWordsOfALargeSegment has more words than forward sequences have short codes: the rare ones take the long way.
func TestRareWordsOfALargeSegment(t *testing.T) {
	t.Parallel()
	const each, size = 100, 1350
	var list []doc
	for i := range size {
		var words []string
		for j := range each {
			words = append(words, term(1000+i*each+j, j%2))
		}
		list = append(list, doc{parts: [][]string{{term(1, 0)}, {term(2, 0)}, words}})
	}
	c := build(t, [][]doc{list})
	x, alone := c.index(formula(20)), c.index(formula(0))
	o := newOracle(c, x.Params)
	for _, n := range []int{1000, 1098, 30000, 1000 + each*size - 2} {
		a, b := term(n, n%2), term(n+1, (n+1)%2)
		o.checkPhrase(t, x, []rank.Word{{Term: a}, {Term: fold(b), Set: true}}, 1)
		o.checkPhrase(t, x, []rank.Word{{Term: a}, {Term: b}}, 1)
		q := rank.Query{Units: []rank.Unit{{Term: a, Positions: 1, Weight: 1}, {Term: b, Positions: 2, Weight: 1}}, Pairs: []rank.Pair{{First: 0, A: a, B: b}}}
		with, without := search(t, x, q, rank.Options{Size: 5}).Hits, search(t, alone, q, rank.Options{Size: 5}).Hits
		if len(with) != 1 || len(without) != 1 || !near(&q, with[0].Score-without[0].Score, o.second(&q, c.at(with[0].Doc), x.PairFreq)) {
			t.Errorf("%q %q: %v with the pair, %v without", a, b, with, without)
		}
	}
	// The halves of a long code may look like two short ones.
	for k := uint32(0); k < 4000; k += 500 {
		s := c.sources[0].Segment
		first, second := string(s.TermOf(k)), string(s.TermOf(0))
		o.checkPhrase(t, x, []rank.Word{{Term: first}, {Term: second}}, 0)
		o.checkPhrase(t, x, []rank.Word{{Term: fold(first), Set: true}, {Term: second}}, 0)
	}
}

// checkPhrase wants a phrase found in so many documents, the right ones.
func (o *oracle) checkPhrase(t *testing.T, x *rank.Index, words []rank.Word, n int) {
	t.Helper()
	got, err := x.Phrase(t.Context(), words, rank.AnyPart)
	if err != nil {
		t.Fatal(err)
	}
	want := o.phrase(words, rank.AnyPart)
	if len(want) != n {
		t.Fatalf("%+v: the corpus has it %d times", words, len(want))
	}
	checkPhrase(t, o.c, got, want, fmt.Sprintf("%+v", words))
}
