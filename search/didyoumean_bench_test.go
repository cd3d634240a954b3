package search_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/indexer/vietnamese"
	"timbao/search"
	"timbao/search/eval"
	"timbao/search/query"
)

// BenchmarkCorrect measures what is offered for the queries of TIMBAO_TOPICS, a file of topics with accents, over the index that
// TIMBAO_INDEX names. TIMBAO_UNACCENTED names the same topics without accents: of those it says how many of their syllables come
// back. Without them it offers for titles of testdata/archive. A query with accents is taken to be right, so that whatever is offered
// for one is false.
func BenchmarkCorrect(b *testing.B) {
	x, right, folded := correctionTopics(b)
	b.Run("unaccented", func(b *testing.B) {
		var took []time.Duration
		words, good, whole, n := 0, 0, 0, 0
		for b.Loop() {
			typed, want := folded[n%len(folded)], right[n%len(right)]
			begun := time.Now()
			c, err := x.Correct(b.Context(), typed)
			if err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(begun))
			got := typed
			if c != nil {
				got = c.Query
			}
			g, w := wordTerms(got), wordTerms(want)
			same := 0
			for i := range w {
				if i < len(g) && g[i] == w[i] {
					same++
				}
			}
			if words, good = words+len(w), good+same; same == len(w) {
				whole++
			}
			n++
		}
		slices.Sort(took)
		b.ReportMetric(100*float64(good)/float64(max(words, 1)), "%syllables")
		b.ReportMetric(100*float64(whole)/float64(n), "%queries")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
	})
	b.Run("accented", func(b *testing.B) {
		offered, n := 0, 0
		for b.Loop() {
			c, err := x.Correct(b.Context(), right[n%len(right)])
			if err != nil {
				b.Fatal(err)
			}
			if n++; c != nil {
				offered++
			}
		}
		b.ReportMetric(100*float64(offered)/float64(n), "%offered")
	})
}

// correctionTopics opens the index and reads the queries, with and without accents.
func correctionTopics(b *testing.B) (x *search.Index, right, folded []string) {
	if os.Getenv("TIMBAO_TOPICS") == "" {
		x = openArchive(b)
		res, err := x.Search(b.Context(), search.Request{Limit: search.MaxLimit, Markup: search.MarkupNone})
		if err != nil {
			b.Fatal(err)
		}
		for _, h := range res.Hits {
			right, folded = append(right, h.Title), append(folded, vietnamese.Fold(h.Title))
		}
		return x, right, folded
	}
	for _, f := range []struct {
		env  string
		list *[]string
	}{{"TIMBAO_TOPICS", &right}, {"TIMBAO_UNACCENTED", &folded}} {
		file, err := os.Open(os.Getenv(f.env))
		if err != nil {
			b.Fatal(err)
		}
		topics, err := eval.ReadTopics(file)
		file.Close()
		if err != nil {
			b.Fatal(err)
		}
		for _, t := range topics {
			*f.list = append(*f.list, query.Plain(t.Query)) // a phrase that no article has would find nothing
		}
	}
	return open(b, corpusIndex(b)), right, folded
}

// wordTerms are the terms of a text's words; numbers are left out.
func wordTerms(text string) []string {
	var out []string
	for _, t := range vietnamese.Tokens(text) {
		if !t.Whole && t.Kind < vietnamese.Number {
			out = append(out, strings.Clone(t.Term))
		}
	}
	return out
}
