package bench

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"time"

	"timbao/search"
)

// Options say what to measure. The zero value measures everything in some tens of seconds.
type Options struct {
	Queries   []Batch           // what to ask; nil: drawn from the archive
	Kinds     []Kind            // draw only these; nil: all of Kinds
	Count     int               // queries of a kind to draw, 1…2,500; 0 means 200
	Seed      uint64            // of the draw
	Rounds    int               // how often each query is asked warm, 1…1,000; 0 means 3
	Threads   int               // goroutines that search at once for Throughput, 1…1,024; 0 means one a processor
	DropCache bool              // have the system forget the index's files before each opening: Linux only
	Progress  func(part string) // called as each part begins, with its name; nil for none
}

// The defaults of Options, and the most queries of a kind.
const (
	DefaultCount  = 200
	DefaultRounds = 3
	MaxCount      = search.MaxSample / oversample

	maxRounds  = 1000
	maxThreads = 1024
	openings   = 5
	limit      = search.DefaultLimit
)

// Run measures the index in a folder. It returns search.Open's errors when there is none to open, ErrNoArticles for an empty
// one, a *search.ParamError for an option out of range, ErrDropCache where that can't be done, and ctx's error if ctx ends
// first. Memory is bounded by that of the open
// index and the queries.
func Run(ctx context.Context, dir string, o Options) (*Report, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	b := &bench{Options: o.withDefaults(), dir: dir, report: &Report{Machine: Here(), Busy: Busy{Load: load()}}}
	defer b.close()
	for _, part := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"opening", b.opening}, {"queries", b.queries}, {"latency", b.latency}, {"throughput", b.throughput},
	} {
		b.Progress(part.name)
		if err := part.do(ctx); err != nil {
			return nil, fmt.Errorf("measuring %s: %w", part.name, err)
		}
	}
	b.memory("searched")
	b.report.Notes = b.notes()
	return b.report, nil
}

func (o Options) check() error {
	for _, f := range []struct {
		name  string
		v, hi int
	}{{"count", o.Count, MaxCount}, {"rounds", o.Rounds, maxRounds}, {"threads", o.Threads, maxThreads}} {
		if f.v < 0 || f.v > f.hi {
			return &search.ParamError{Name: f.name, Value: strconv.Itoa(f.v), Reason: fmt.Sprintf("must be from 1 to %d", f.hi)}
		}
	}
	return nil
}

func (o Options) withDefaults() Options {
	if o.Kinds == nil {
		o.Kinds = Kinds()
	}
	if o.Count == 0 {
		o.Count = DefaultCount
	}
	if o.Rounds == 0 {
		o.Rounds = DefaultRounds
	}
	if o.Threads == 0 {
		o.Threads = runtime.GOMAXPROCS(0)
	}
	if o.Progress == nil {
		o.Progress = func(string) {}
	}
	return o
}

// bench is a measurement under way.
type bench struct {
	Options
	dir    string
	report *Report
	drawn  bool          // the queries come from the archive
	index  *search.Index // the open one, nil for none
}

func (b *bench) close() {
	if b.index != nil {
		_ = b.index.Close()
		b.index = nil
	}
}

// reopen opens the index anew, so that nothing of earlier searches is kept.
func (b *bench) reopen() (time.Duration, error) {
	b.close()
	if b.DropCache {
		if err := dropCache(b.dir); err != nil {
			return 0, err
		}
	}
	debug.FreeOSMemory()
	begun := time.Now()
	x, err := search.Open(b.dir, nil)
	if err != nil {
		return 0, err
	}
	b.index = x
	return time.Since(begun), nil
}

func (b *bench) opening(ctx context.Context) error {
	var took []float64
	for range openings {
		if err := ctx.Err(); err != nil {
			return err
		}
		d, err := b.reopen()
		if err != nil {
			return err
		}
		took = append(took, milliseconds(d))
	}
	b.report.Opening = Opening{First: took[0], P50: SpreadOf(took).P50, Best: slices.Min(took), Times: openings}
	b.memory("opened")
	s, err := b.index.Stats(ctx)
	if err != nil {
		return err
	}
	b.report.Index = Index{Articles: s.Articles, Segments: s.Segments, TextBytes: s.TextBytes, IndexBytes: s.IndexBytes}
	return nil
}

func (b *bench) queries(ctx context.Context) error {
	if b.Queries != nil {
		return nil
	}
	var err error
	b.drawn = true
	b.Queries, err = draw(ctx, b.index, b.Kinds, b.Count, b.Seed)
	return err
}

// memory notes what the process holds.
func (b *bench) memory(when string) {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	row := Memory{When: when, Heap: int64(m.HeapAlloc)}
	row.Resident, row.Mapped, row.MappedResident = resident(b.dir)
	b.report.Memory = append(b.report.Memory, row)
}

func milliseconds(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }
