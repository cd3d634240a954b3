package search_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"timbao/search"
)

// BenchmarkGrouping measures what it costs to make one hit of the versions of a story: the medians of the processor's time for a query
// with and without, each query asked both ways in turn.
func BenchmarkGrouping(b *testing.B) {
	x := open(b, corpusIndex(b))
	for _, k := range sampleQueries(b, x) {
		b.Run(k.name, func(b *testing.B) {
			best := map[search.Versions][]time.Duration{search.VersionsAll: make([]time.Duration, len(k.queries)), search.VersionsGroup: make([]time.Duration, len(k.queries))}
			for b.Loop() {
				for i, q := range k.queries {
					for v, times := range best {
						begun := cpuTime()
						if _, err := x.Search(context.Background(), search.Request{Query: q, Markup: search.MarkupNone, Versions: v}); err != nil {
							b.Fatal(err)
						}
						if took := cpuTime() - begun; times[i] == 0 || took < times[i] {
							times[i] = took
						}
					}
				}
			}
			for v, times := range best {
				slices.Sort(times)
				b.ReportMetric(float64(times[len(times)/2].Microseconds()), string(v)+"-p50-µs")
			}
		})
	}
}
