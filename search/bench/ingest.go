package bench

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"
)

// Ingest measures a run of indexing. The run says how many articles it indexed, how many bytes of text they have and how many
// the index takes. The peak of memory is that of the whole process meanwhile, so measure before opening other indexes.
func Ingest(ctx context.Context, run func(context.Context) (articles int, text, index int64, err error)) (*Ingested, error) {
	debug.FreeOSMemory()
	resetPeak()
	cpu, begun := cpuSeconds(), time.Now()
	articles, text, index, err := run(ctx)
	if err != nil {
		return nil, fmt.Errorf("measuring ingest: %w", err)
	}
	i := &Ingested{
		Articles: articles, TextBytes: text, IndexBytes: index,
		Seconds: time.Since(begun).Seconds(), CPUSeconds: cpuSeconds() - cpu, PeakMemory: PeakMemory(),
	}
	if text > 0 {
		i.MBPerSecond = float64(text) / 1e6 / i.Seconds
		i.IndexShare = float64(index) / float64(text)
	}
	return i, nil
}
