package rank_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"timbao/indexer/segment"
	"timbao/search/rank"
)

var layout = segment.Layout{Fields: []string{"text", "other"}}

// doc is a document as plain data: its parts in reading order, title first, then the lead, and what else it is found by.
type doc struct {
	parts   [][]string // two-level terms
	plain   []string   // plain terms of the text field
	other   []string   // two-level terms of the second field
	deleted bool
	key     int64 // order among equals
}

// weights of the parts, as the index has them.
func partWeight(part int) int { return max(3-part, 1) }

func (d *doc) length() int {
	n := 0
	for i, p := range d.parts {
		n += partWeight(i) * len(p)
	}
	return n
}

// freq is the weighted frequency of a unit in the document.
func (d *doc) freq(u *rank.Unit) int {
	is := func(t string) bool { return matches(t, u.Term, u.Set) }
	n := 0
	if u.Phrase != nil {
		if d.hasPhrase(u.Phrase) {
			n = 1
		}
		return n
	}
	if u.Field == 1 {
		for _, t := range d.other {
			if is(t) {
				n++
			}
		}
		return n
	}
	for i, p := range d.parts {
		for _, t := range p {
			if is(t) {
				n += partWeight(i)
			}
		}
	}
	for _, t := range d.plain {
		if is(t) {
			n++
		}
	}
	return n
}

// hasPhrase says whether words stand side by side in a part.
func (d *doc) hasPhrase(words []rank.Word) bool {
	for _, terms := range d.parts {
		for i := 0; i+len(words) <= len(terms); i++ {
			all := true
			for j, w := range words {
				all = all && matches(terms[i+j], w.Term, w.Set)
			}
			if all {
				return true
			}
		}
	}
	return false
}

// matches says whether a term is the one looked for, or for a set of its folded form.
func matches(term, want string, set bool) bool {
	if !set {
		return term == want
	}
	folded, _, levels := strings.Cut(term, "\x00")
	return levels && folded == want
}

// corpus is some segments of documents, as data and as an index.
type corpus struct {
	docs    [][]doc
	sources []rank.Source
}

func (c *corpus) at(d rank.Doc) *doc { return &c.docs[d.Segment][d.Number] }

// key is an order among equal scores.
func (c *corpus) key(s int, d uint32) int64 { return c.docs[s][d].key }

func (c *corpus) index(p rank.Params) *rank.Index { return rank.New(c.sources, p) }

// live counts the documents that are not deleted.
func (c *corpus) live() int {
	n := 0
	for _, s := range c.docs {
		for i := range s {
			if !s[i].deleted {
				n++
			}
		}
	}
	return n
}

// build writes each list of documents as a segment.
func build(t *testing.T, docs [][]doc) *corpus {
	t.Helper()
	c := &corpus{docs: docs}
	for n, list := range docs {
		b, err := segment.NewBuilder(layout, nil)
		if err != nil {
			t.Fatal(err)
		}
		deleted := roaring.New()
		w := writer{Builder: b, known: map[string]uint32{}}
		for i := range list {
			w.write(&list[i], fmt.Sprintf("%03d-%06d", n, i))
			if list[i].deleted {
				deleted.Add(uint32(i))
			}
		}
		path := filepath.Join(t.TempDir(), "segment")
		if err := b.Write(path); err != nil {
			t.Fatal(err)
		}
		s, err := segment.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		c.sources = append(c.sources, rank.Source{Segment: s, Deleted: deleted})
	}
	return c
}

// writer writes documents, with a memory for the numbers of terms.
type writer struct {
	*segment.Builder
	known map[string]uint32
}

func (w *writer) number(term string) uint32 {
	n, ok := w.known[term]
	if !ok {
		n = w.Term(0, []byte(term))
		w.known[term] = n
	}
	return n
}

func (w *writer) write(d *doc, id string) {
	w.Begin(id)
	for i, p := range d.parts {
		for _, t := range p {
			n := w.number(t)
			w.Append(n)
			w.Add(n, partWeight(i))
		}
		w.Break()
	}
	for _, t := range d.plain {
		w.Add(w.number(t), 1)
	}
	for _, t := range d.other {
		w.Add(w.Term(1, []byte(t)), 1)
	}
	w.Finish(nil, nil, d.length(), 0)
}

// folded is the folded form of a word; small numbers are common words.
func folded(n int) string { return fmt.Sprintf("w%d", n) }

// term is a term of a word: variant 0 has no accents.
func term(n, variant int) string {
	if variant == 0 {
		return folded(n) + "\x00"
	}
	return fmt.Sprintf("w%d\x00ẃ%d.%d", n, n, variant)
}

const variants = 4

// randomWord draws a word, common ones often.
func randomWord(r *rand.Rand) int { return int(r.ExpFloat64() * r.ExpFloat64() * 12) }

func randomTerm(r *rand.Rand) string {
	w := randomWord(r)
	return term(w, min(int(r.ExpFloat64()), variants-1)*(w%3)/2)
}

func randomDoc(r *rand.Rand) doc {
	d := doc{deleted: r.IntN(9) == 0, key: r.Int64N(6)}
	for range r.IntN(6) {
		var part []string
		for range r.IntN(1 + r.IntN(25)) {
			part = append(part, randomTerm(r))
		}
		d.parts = append(d.parts, part)
	}
	for range r.IntN(3) {
		d.plain = append(d.plain, fmt.Sprintf("\x01d%d", r.IntN(4)))
	}
	for range r.IntN(4) {
		d.other = append(d.other, randomTerm(r))
	}
	return d
}

// randomCorpus makes segments of the given sizes; some documents are copies, so that scores are equal.
func randomCorpus(t *testing.T, r *rand.Rand, sizes ...int) *corpus {
	t.Helper()
	var docs [][]doc
	for _, size := range sizes {
		var list []doc
		for range size {
			d := randomDoc(r)
			if len(list) > 0 && r.IntN(4) == 0 {
				d = list[r.IntN(len(list))]
				d.key, d.deleted = r.Int64N(6), r.IntN(9) == 0
			}
			list = append(list, d)
		}
		docs = append(docs, list)
	}
	return build(t, docs)
}

// randomQuery makes a query of n positions such as searches are compiled to: a unit for each, now and then a second, softer one,
// units that stand for several positions, and pairs.
func randomQuery(r *rand.Rand, n int) rank.Query {
	q := rank.Query{Need: []float64{0, 0, 0.3, 0.6, 1}[r.IntN(5)], Free: 1<<n - 1}
	if r.IntN(4) == 0 {
		q.Free &= r.Uint64() | 1
	}
	terms := make([]string, n)
	for p := range n {
		terms[p] = randomTerm(r)
		if p > 1 && r.IntN(8) == 0 {
			terms[p] = terms[r.IntN(p)]
		}
		fold, _, _ := strings.Cut(terms[p], "\x00")
		u := rank.Unit{Term: terms[p], Positions: 1 << p, Weight: 1}
		if r.IntN(3) == 0 {
			u.Term, u.Set = fold, true
		}
		if r.IntN(12) == 0 {
			u.Field = 1
		}
		q.Units = append(q.Units, u)
		if !u.Set && r.IntN(4) == 0 {
			q.Units = append(q.Units, rank.Unit{Term: fold, Set: true, Positions: 1 << p, Weight: 0.3})
		}
		if p > 0 && r.IntN(3) > 0 {
			q.Pairs = append(q.Pairs, rank.Pair{First: p - 1, A: terms[p-1], B: terms[p]})
		}
	}
	if n > 1 && r.IntN(3) == 0 {
		p := r.IntN(n - 1)
		q.Units = append(q.Units, rank.Unit{Term: fmt.Sprintf("\x01d%d", r.IntN(5)), Positions: 3 << p, Weight: []float64{0.5, 1}[r.IntN(2)]})
	}
	if n > 1 && r.IntN(3) == 0 {
		p := r.IntN(n - 1)
		q.Units = append(q.Units, rank.Unit{Phrase: []rank.Word{{Term: folded(randomWord(r) / 4), Set: true}, {Term: folded(randomWord(r) / 4), Set: true}},
			Positions: 3 << p, Weight: 0.5})
	}
	return q
}

// randomAllowed keeps some of the live documents: nil, few or many.
func (c *corpus) randomAllowed(r *rand.Rand) []rank.Bits {
	if r.IntN(3) == 0 {
		return nil
	}
	share := []float64{0.02, 0.3, 0.9}[r.IntN(3)]
	var out []rank.Bits
	for _, s := range c.docs {
		b := rank.NewBits(uint32(len(s)))
		for i := range s {
			if !s[i].deleted && r.Float64() < share {
				b.Set(uint32(i))
			}
		}
		out = append(out, b)
	}
	return out
}

func describe(q *rank.Query) string {
	var b bytes.Buffer
	fmt.Fprintf(&b, "need %v of %b, filtered %v, units", q.Need, q.Free, q.Allowed != nil)
	for i := range q.Units {
		u := &q.Units[i]
		fmt.Fprintf(&b, " %q(field %d, set %v, positions %b, weight %v)", u.Term, u.Field, u.Set, u.Positions, u.Weight)
	}
	for _, p := range q.Pairs {
		fmt.Fprintf(&b, " pair %d", p.First)
	}
	return b.String()
}
