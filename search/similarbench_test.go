package search_test

import (
	"context"
	"os"
	"slices"
	"testing"
	"time"

	"timbao/search"
	"timbao/search/eval"
)

// BenchmarkSimilar measures looks for similar articles, from articles all over the index. With TIMBAO_TOPICS, topics of which the
// relevant articles tell one story, it begins at those and says what share of a story's other articles is among the first ten.
func BenchmarkSimilar(b *testing.B) {
	x := open(b, corpusIndex(b))
	stories := relevant(b)
	var from []string
	for _, story := range stories {
		from = append(from, story...)
	}
	if from == nil {
		for _, a := range sampleArticles(b, x) {
			from = append(from, a.ID)
		}
	}
	found := map[string][]string{}
	one := func(id string) {
		res, err := x.Similar(context.Background(), search.SimilarRequest{ID: id, Request: search.Request{Markup: search.MarkupNone, Versions: search.VersionsAll}})
		if err != nil {
			b.Fatalf("%s: %v", id, err)
		}
		found[id] = nil
		for _, h := range res.Hits {
			found[id] = append(found[id], h.ID)
		}
	}
	for _, id := range from {
		one(id)
	}
	b.ReportAllocs()
	var took []time.Duration
	for n := 0; b.Loop(); n++ {
		begun := time.Now()
		one(from[n%len(from)])
		took = append(took, time.Since(begun))
	}
	report(b, took)
	if len(stories) > 0 {
		b.ReportMetric(recall(stories, found), "recall@10")
		b.ReportMetric(grouped(b, x, stories), "%versions")
	}
}

// grouped is how many of a hundred pairs of different articles of a story are taken for versions of one text.
func grouped(b *testing.B, x *search.Index, stories [][]string) float64 {
	b.Helper()
	pairs, versions := 0, 0
	for _, story := range stories {
		for _, id := range story {
			found, err := x.Versions(context.Background(), id)
			if err != nil {
				b.Fatal(err)
			}
			pairs += len(story) - 1
			for _, v := range found {
				if slices.Contains(story, v.ID) {
					versions++
					b.Logf("%s and %s are versions", id, v.ID)
				}
			}
		}
	}
	return 100 * float64(versions) / float64(max(pairs, 1))
}

// relevant reads the relevant articles of each topic of TIMBAO_TOPICS.
func relevant(b *testing.B) (stories [][]string) {
	b.Helper()
	name := os.Getenv("TIMBAO_TOPICS")
	if name == "" {
		return nil
	}
	f, err := os.Open(name)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	topics, err := eval.ReadTopics(f)
	if err != nil {
		b.Fatal(err)
	}
	for _, t := range topics {
		stories = append(stories, t.Relevant)
	}
	return stories
}

// recall is the mean share of the other articles of a story that were found from one of its articles.
func recall(stories [][]string, found map[string][]string) float64 {
	sum, n := 0.0, 0
	for _, story := range stories {
		for _, id := range story {
			got := 0
			for _, other := range story {
				if other != id && slices.Contains(found[id], other) {
					got++
				}
			}
			sum += float64(got) / float64(max(len(story)-1, 1))
			n++
		}
	}
	return sum / float64(n)
}

// report adds the median and the slowest hundredth of durations to a benchmark.
func report(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	ms := func(share float64) float64 { return took[int(share*float64(len(took)-1))].Seconds() * 1000 }
	b.ReportMetric(ms(0.5), "p50-ms")
	b.ReportMetric(ms(0.99), "p99-ms")
}
