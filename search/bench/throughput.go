package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// throughput asks all queries, mixed, from one goroutine and from Threads.
func (b *bench) throughput(ctx context.Context) error {
	var all []string
	for _, batch := range b.Queries {
		all = append(all, batch.Queries...)
	}
	random := rand.New(rand.NewPCG(b.Seed, 0))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, threads := range slices.Compact([]int{1, b.Threads}) {
		var rates []float64
		for range b.Rounds {
			took, err := b.askAtOnce(ctx, all, threads)
			if err != nil {
				return err
			}
			rates = append(rates, float64(len(all))/took.Seconds())
		}
		b.report.Throughput = append(b.report.Throughput, Throughput{Threads: threads, PerSecond: SpreadOf(rates).P50, Best: slices.Max(rates)})
	}
	return nil
}

// askAtOnce asks each query once, from some goroutines.
func (b *bench) askAtOnce(ctx context.Context, queries []string, threads int) (time.Duration, error) {
	begun := time.Now()
	var next atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	for range threads {
		group.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(queries) {
					return nil
				}
				if _, err := b.index.Search(ctx, request(queries[i], true)); err != nil {
					return fmt.Errorf("%s: %w", queries[i], err)
				}
			}
		})
	}
	err := group.Wait()
	return time.Since(begun), err
}
