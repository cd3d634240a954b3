package bench

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"

	"timbao/search"
)

// latency times the queries of each batch, without snippets and with them.
func (b *bench) latency(ctx context.Context) error {
	var t busyness
	for _, batch := range b.Queries {
		for _, snippets := range []bool{false, true} {
			if _, err := b.reopen(); err != nil {
				return err
			}
			runtime.GC()
			row, err := b.timeBatch(ctx, batch, snippets, &t)
			if err != nil {
				return err
			}
			b.report.Latency = append(b.report.Latency, row)
		}
	}
	b.report.Busy.CPUShare, b.report.Busy.WarmByBest = t.cpuShare(), t.warmByBest()
	return nil
}

// timeBatch asks the queries of a batch one after the other: cold, and then for some rounds.
func (b *bench) timeBatch(ctx context.Context, batch Batch, snippets bool, t *busyness) (Latency, error) {
	row := Latency{Kind: batch.Kind, Typing: batch.Typing, Snippets: snippets, Queries: len(batch.Queries)}
	cold, answered, err := b.ask(ctx, batch.Queries, snippets)
	if err != nil {
		return row, err
	}
	row.Answered = float64(answered) / float64(len(batch.Queries))
	best := make([]float64, len(batch.Queries))
	for i := range best {
		best[i] = math.Inf(1)
	}
	var warm []float64
	cpu, begun := cpuSeconds(), time.Now()
	for range b.Rounds {
		took, _, err := b.ask(ctx, batch.Queries, snippets)
		if err != nil {
			return row, err
		}
		for i, ms := range took {
			best[i] = min(best[i], ms)
		}
		warm = append(warm, took...)
	}
	t.add(cpuSeconds()-cpu, time.Since(begun), warm, best)
	row.Cold, row.Warm, row.Best = SpreadOf(cold), SpreadOf(warm), SpreadOf(best)
	return row, nil
}

// ask times each query once, and counts those that found something.
func (b *bench) ask(ctx context.Context, queries []string, snippets bool) (took []float64, answered int, err error) {
	for _, q := range queries {
		begun := time.Now()
		res, err := b.index.Search(ctx, request(q, snippets))
		took = append(took, milliseconds(time.Since(begun)))
		if err != nil {
			return nil, 0, fmt.Errorf("%s: %w", q, err)
		}
		if len(res.Hits) > 0 {
			answered++
		}
	}
	return took, answered, nil
}

// request is the search of a query, as a user makes it.
func request(q string, snippets bool) search.Request {
	r := search.Request{Query: q, Limit: limit, Markup: search.MarkupNone}
	if snippets {
		r.Markup = search.MarkupHTML
	}
	return r
}

// SpreadOf takes the percentiles of values, in milliseconds, by the nearest rank: the value that so large a share of all does
// not exceed. Of no values they are zero.
func SpreadOf(values []float64) Spread {
	if len(values) == 0 {
		return Spread{}
	}
	sorted := slices.Sorted(slices.Values(values))
	at := func(share float64) float64 { return sorted[int(math.Ceil(share*float64(len(sorted))))-1] }
	return Spread{P50: at(0.5), P90: at(0.9), P99: at(0.99), Max: sorted[len(sorted)-1]}
}
