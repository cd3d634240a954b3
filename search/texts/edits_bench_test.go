package texts_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"timbao/indexer/vietnamese"
	"timbao/search/rank"
)

// editedArticles is how many articles each edit is tried on.
const editedArticles = 400

// BenchmarkEdits edits articles of the corpus that TIMBAO_CORPUS names (JSONL, plain or gzip; invented ones without it) and says how many
// of the copies in a hundred are grouped with their originals, one after the other in a list. Two articles that have nothing to do
// with each other are the last kind.
func BenchmarkEdits(b *testing.B) {
	articles := corpusTexts(b, 2*editedArticles)
	r := rand.New(rand.NewPCG(1, 1))
	for _, e := range []struct {
		name string
		edit func(x, other text) text
	}{
		{"5% of the words changed", func(x, _ text) text { return x.changed(r, 0.05) }},
		{"10% of the words changed", func(x, _ text) text { return x.changed(r, 0.1) }},
		{"20% of the words changed", func(x, _ text) text { return x.changed(r, 0.2) }},
		{"10% changed in runs", func(x, _ text) text { return x.rewritten(r, 0.1) }},
		{"20% changed in runs", func(x, _ text) text { return x.rewritten(r, 0.2) }},
		{"half cut", func(x, _ text) text { return x.half() }},
		{"half cut and 5% changed", func(x, _ text) text { return x.half().changed(r, 0.05) }},
		{"another title", func(x, other text) text { return append(text{other[0]}, x[1:]...) }},
		{"a paragraph added", func(x, other text) text { return append(x.clone(), other[2][:min(120, len(other[2]))]) }},
		{"other articles", func(_, other text) text { return other }},
	} {
		originals, copies := articles[:editedArticles], make([]text, editedArticles)
		for i := range copies {
			copies[i] = e.edit(originals[i], articles[editedArticles+i])
		}
		a := archive(b, originals, copies)
		b.Run(e.name, func(b *testing.B) {
			found := 0
			for b.Loop() {
				found = 0
				for i := range uint32(editedArticles) {
					if a.Group([]rank.Doc{{Number: i}, {Segment: 1, Number: i}}, 1)[1] == 0 {
						found++
					}
				}
			}
			b.ReportMetric(100*float64(found)/editedArticles, "%grouped")
			b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N*editedArticles), "µs/pair")
		})
	}
}

// rewritten returns a copy with a share of the words changed, in runs of one to six.
func (x text) rewritten(r *rand.Rand, share float64) text {
	out := x.clone()
	for _, p := range out {
		for i := 0; i < len(p); i++ {
			if r.Float64() > share/3.5 {
				continue
			}
			for n := 1 + r.IntN(6); n > 0 && i < len(p); n-- {
				p[i] = word(1_000_000 + r.IntN(1000))
				i++
			}
		}
	}
	return out
}

// half returns the first half of the last part, and all before it.
func (x text) half() text {
	out := x[: len(x)-1 : len(x)-1]
	last := x[len(x)-1]
	return append(out, last[:len(last)/2])
}

// corpusTexts are articles of the corpus with a title, a lead and a body of some length.
func corpusTexts(b *testing.B, n int) []text {
	b.Helper()
	r := rand.New(rand.NewPCG(2, 2))
	var out []text
	name := os.Getenv("TIMBAO_CORPUS")
	if name == "" {
		for range n {
			out = append(out, prose(r, 12, 40, 200+r.IntN(400)))
		}
		return out
	}
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			b.Fatal(err)
		}
	}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() && len(out) < n {
		var a struct{ Title, Lead, Body string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		if x := (text{terms(a.Title), terms(a.Lead), terms(a.Body)}); len(x[1]) > 0 && len(x[2]) > 60 {
			out = append(out, x)
		}
	}
	if len(out) < n {
		b.Fatalf("%s has %d articles with a lead and a body, %d are wanted", name, len(out), n)
	}
	return out
}

func terms(s string) []string {
	var out []string
	for _, t := range vietnamese.Tokens(s) {
		if !t.Whole {
			out = append(out, t.Term)
		}
	}
	return out
}
