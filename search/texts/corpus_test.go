package texts_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"timbao/indexer/segment"
	"timbao/search/rank"
	"timbao/search/texts"
)

// text is an article as the terms of its parts.
type text [][]string

// word is the term of the n-th word of the vocabulary.
func word(n int) string { return fmt.Sprintf("w%d\x00", n) }

// prose makes parts of so many words, common ones often.
func prose(r *rand.Rand, parts ...int) text {
	var out text
	for _, n := range parts {
		var p []string
		for range n {
			p = append(p, word(int(r.ExpFloat64()*r.ExpFloat64()*400)))
		}
		out = append(out, p)
	}
	return out
}

// changed returns a copy with a share of the words changed, one by one.
func (x text) changed(r *rand.Rand, share float64) text {
	out := x.clone()
	for _, p := range out {
		for i := range p {
			if r.Float64() < share {
				p[i] = word(1_000_000 + r.IntN(1000))
			}
		}
	}
	return out
}

func (x text) clone() text {
	var out text
	for _, p := range x {
		out = append(out, slices.Clone(p))
	}
	return out
}

// shingles are the different runs of three words within a part.
func (x text) shingles() map[string]bool {
	out := map[string]bool{}
	for _, p := range x {
		for i := 0; i+3 <= len(p); i++ {
			out[strings.Join(p[i:i+3], " ")] = true
		}
	}
	return out
}

// versions is the rule of the package, on plain sets.
func versions(x, y text) bool {
	a, b := x.shingles(), y.shingles()
	common := 0
	for s := range a {
		if b[s] {
			common++
		}
	}
	shorter := min(len(a), len(b))
	together := len(a) + len(b) - common
	return shorter >= 40 && (2*common >= together || 5*common >= 4*shorter && 5*common >= together)
}

// archive writes each list of texts as a segment.
func archive(t testing.TB, segments ...[]text) *texts.Archive {
	t.Helper()
	var sources []rank.Source
	for _, list := range segments {
		b, err := segment.NewBuilder(segment.Layout{Fields: []string{"text"}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, x := range list {
			b.Begin(fmt.Sprint(i))
			n := 0
			for _, p := range x {
				for _, w := range p {
					term := b.Term(0, []byte(w))
					b.Append(term)
					b.Add(term, 1)
					n++
				}
				b.Break()
			}
			b.Finish(nil, nil, n, 0)
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
		sources = append(sources, rank.Source{Segment: s})
	}
	return texts.New(rank.New(sources, rank.DefaultParams()))
}
