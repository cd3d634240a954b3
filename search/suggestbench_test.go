package search_test

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"timbao/indexer/vietnamese"
	"timbao/search"
)

// typing gives every prefix that somebody types on the way to 500 titles and suggestions of an index, as they are written.
func typing(b *testing.B, x *search.Index) []string {
	b.Helper()
	all, err := x.Search(context.Background(), search.Request{Limit: 1000})
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 3))
	var whole []string
	for range 250 {
		whole = append(whole, all.Hits[r.IntN(len(all.Hits))].Title)
	}
	for len(whole) < 500 {
		// A phrase, name or place that begins with some word of a title.
		words := []rune(all.Hits[r.IntN(len(all.Hits))].Title)
		found, err := x.Suggest(context.Background(), search.SuggestRequest{Prefix: string(words[:min(2, len(words))]), Kinds: []string{"phrase", "person", "place"}, Limit: 50})
		if err != nil {
			b.Fatal(err)
		}
		if len(found) > 0 {
			whole = append(whole, found[r.IntN(len(found))].Text)
		} else {
			whole = append(whole, string(words))
		}
	}
	var out []string
	for _, text := range whole {
		for i := range text {
			if i > 0 {
				out = append(out, text[:i])
			}
		}
		out = append(out, text)
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// BenchmarkSuggest measures suggestions for what is typed on the way to 500 titles and phrases, with and without accents, over the
// same indexes as BenchmarkSearch.
func BenchmarkSuggest(b *testing.B) {
	x := open(b, corpusIndex(b))
	accented := typing(b, x)
	bare := make([]string, len(accented))
	for i, p := range accented {
		bare[i] = vietnamese.Fold(p)
	}
	for name, prefixes := range map[string][]string{"accented": accented, "bare": bare} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var took []time.Duration
			for n := 0; b.Loop(); n++ {
				begun := time.Now()
				if _, err := x.Suggest(context.Background(), search.SuggestRequest{Prefix: prefixes[n%len(prefixes)]}); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			b.ReportMetric(took[len(took)/2].Seconds()*1000, "p50-ms")
			b.ReportMetric(took[len(took)*99/100].Seconds()*1000, "p99-ms")
		})
	}
}
