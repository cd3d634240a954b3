package search_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"timbao/search"
)

// BenchmarkConcordance measures first pages of fifty occurrences, and all of them as a stream, for words and phrases of the archive by how
// many articles hold them.
func BenchmarkConcordance(b *testing.B) {
	x := open(b, corpusIndex(b))
	by := map[string][]string{}
	for _, k := range sampleQueries(b, x) {
		if k.name == "headline" {
			continue
		}
		for _, q := range k.queries {
			q = `"` + strings.Trim(q, `"`) + `"`
			res, err := x.Concordance(context.Background(), search.ConcordanceRequest{Request: search.Request{Query: q, Limit: 1}})
			if err != nil {
				continue // a lone sign
			}
			switch n := res.Articles; {
			case n < 100:
				by["in fewer than 100"] = append(by["in fewer than 100"], q)
			case n < 5000:
				by["in fewer than 5000"] = append(by["in fewer than 5000"], q)
			default:
				by["in more"] = append(by["in more"], q)
			}
		}
	}
	for name, queries := range by {
		req := func(n int) search.ConcordanceRequest {
			return search.ConcordanceRequest{Request: search.Request{Query: queries[n%len(queries)]}}
		}
		b.Run(name+"/page", func(b *testing.B) {
			var took []time.Duration
			for n := 0; b.Loop(); n++ {
				begun := time.Now()
				if _, err := x.Concordance(context.Background(), req(n)); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			report(b, took)
		})
		b.Run(name+"/stream", func(b *testing.B) {
			lines := 0
			for n := 0; b.Loop(); n++ {
				err := x.EachOccurrence(context.Background(), req(n), func(search.Occurrence) error {
					lines++
					return nil
				})
				if err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(lines)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}
