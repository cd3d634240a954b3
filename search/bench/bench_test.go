package bench_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"timbao/indexer"
	"timbao/indexer/vietnamese"
	"timbao/search"
	"timbao/search/bench"
)

var scratch string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	log.SetOutput(io.Discard)
	others := goleak.IgnoreCurrent() // bleve's own, which begin with the program
	var err error
	if scratch, err = os.MkdirTemp("", "timbao-bench"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(scratch)
	code := m.Run()
	if err := goleak.Find(others); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// archive is the folder of an index of testdata/archive.
var archive = sync.OnceValue(func() string {
	dir := filepath.Join(scratch, "archive.idx")
	if _, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{"../../testdata/archive"}}); err != nil {
		panic(err)
	}
	return dir
})

func TestRunMeasuresEverything(t *testing.T) {
	kinds := []bench.Kind{bench.Word, bench.Phrase} // of all, opening takes the race detector too long
	var parts []string
	r, err := bench.Run(t.Context(), archive(), bench.Options{Kinds: kinds, Count: 5, Rounds: 2, Threads: 2, Progress: func(p string) { parts = append(parts, p) }})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"opening", "queries", "latency", "throughput"}; !slices.Equal(parts, want) {
		t.Errorf("parts %q, want %q", parts, want)
	}
	if r.Index.Articles < 60 || r.Index.Segments < 1 || r.Index.TextBytes < 100_000 || r.Index.IndexBytes < 100_000 {
		t.Errorf("index %+v", r.Index)
	}
	if o := r.Opening; o.Times < 2 || o.Best <= 0 || o.Best > o.P50 || o.Best > o.First {
		t.Errorf("opening %+v", o)
	}
	if len(r.Latency) != len(kinds)*2*2 {
		t.Fatalf("%d lines of latency", len(r.Latency))
	}
	for i, l := range r.Latency {
		if l.Kind != kinds[i/4] || l.Snippets != (i%2 == 1) || (l.Typing == bench.Accented) != (i%4 < 2) || l.Queries != 5 {
			t.Errorf("line %d is %+v", i, l)
		}
		checkLatency(t, l)
	}
	if len(r.Throughput) != 2 || r.Throughput[0].Threads != 1 || r.Throughput[1].Threads != 2 {
		t.Fatalf("throughput %+v", r.Throughput)
	}
	for _, p := range r.Throughput {
		if p.PerSecond <= 0 || p.Best < p.PerSecond {
			t.Errorf("throughput %+v", p)
		}
	}
	if len(r.Memory) != 2 || r.Memory[0].When != "opened" || r.Memory[1].When != "searched" || r.Memory[0].Heap <= 0 {
		t.Errorf("memory %+v", r.Memory)
	}
	if len(r.Notes) < 2 || r.Busy.WarmByBest < 1 {
		t.Errorf("busy %+v, notes %q", r.Busy, r.Notes)
	}
}

func checkLatency(t *testing.T, l bench.Latency) {
	t.Helper()
	for _, s := range []bench.Spread{l.Cold, l.Warm, l.Best} {
		if s.P50 <= 0 || s.P50 > s.P90 || s.P90 > s.P99 || s.P99 > s.Max {
			t.Errorf("%s %s: percentiles %+v", l.Kind, l.Typing, s)
		}
	}
	if l.Best.P50 > l.Warm.P50 || l.Best.Max > l.Warm.Max {
		t.Errorf("%s %s: at best %+v, all %+v", l.Kind, l.Typing, l.Best, l.Warm)
	}
	if l.Answered < 0.9 { // drawn from the archive, so it is there
		t.Errorf("%s %s: only %v found something", l.Kind, l.Typing, l.Answered)
	}
}

func TestRunAsksWhatItIsGiven(t *testing.T) {
	queries := []bench.Batch{{Kind: bench.Other, Typing: bench.Accented, Queries: []string{"date:2020", "title:lũ", "xyzzyx"}}}
	r, err := bench.Run(t.Context(), archive(), bench.Options{Queries: queries, Rounds: 1, Threads: 1})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Latency) != 2 || r.Latency[0].Kind != bench.Other || r.Latency[0].Queries != 3 || math.Abs(r.Latency[0].Answered-2.0/3) > 1e-9 {
		t.Errorf("latency %+v", r.Latency)
	}
	if len(r.Throughput) != 1 {
		t.Errorf("throughput %+v", r.Throughput)
	}
	if strings.Contains(strings.Join(r.Notes, "\n"), "drawn") {
		t.Errorf("notes %q", r.Notes)
	}
}

func TestRunErrors(t *testing.T) {
	empty := filepath.Join(t.TempDir(), "empty.idx")
	file := filepath.Join(t.TempDir(), "none.jsonl")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, _ = indexer.Run(t.Context(), indexer.Options{Dir: empty, Paths: []string{file}})
	for name, c := range map[string]struct {
		dir  string
		o    bench.Options
		want error
	}{
		"no index":    {t.TempDir(), bench.Options{}, search.ErrNoIndex},
		"no articles": {empty, bench.Options{}, bench.ErrNoArticles},
		"count":       {archive(), bench.Options{Count: -1}, search.ErrParam},
		"rounds":      {archive(), bench.Options{Rounds: 1001}, search.ErrParam},
		"threads":     {archive(), bench.Options{Threads: 2000}, search.ErrParam},
		"bad query":   {archive(), bench.Options{Queries: []bench.Batch{{Kind: bench.Other, Queries: []string{"date:2020-13"}}}}, nil},
	} {
		r, err := bench.Run(t.Context(), c.dir, c.o)
		if err == nil || r != nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v %v", name, r, err)
		}
	}
}

// TestRunCancelled ends measurements as each part begins.
func TestRunCancelled(t *testing.T) {
	for _, last := range []string{"opening", "queries", "latency", "throughput"} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := bench.Run(ctx, archive(), bench.Options{Count: 3, Rounds: 1, Progress: func(part string) {
			if part == last {
				cancel()
			}
		}})
		if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), last) {
			t.Errorf("cancelled in %s: %v", last, err)
		}
		cancel()
	}
}

func TestIngest(t *testing.T) {
	i, err := bench.Ingest(t.Context(), func(context.Context) (int, int64, int64, error) { return 7, 2_000_000, 3_000_000, nil })
	if err != nil {
		t.Fatal(err)
	}
	if i.Articles != 7 || i.IndexShare != 1.5 || i.Seconds <= 0 || math.Abs(i.MBPerSecond*i.Seconds-2) > 1e-9 {
		t.Errorf("%+v", i)
	}
	if empty, err := bench.Ingest(t.Context(), func(context.Context) (int, int64, int64, error) { return 0, 0, 10, nil }); err != nil || empty.IndexShare != 0 {
		t.Errorf("no text: %+v %v", empty, err)
	}
	fault := errors.New("disk full")
	if _, err := bench.Ingest(t.Context(), func(context.Context) (int, int64, int64, error) { return 0, 0, 0, fault }); !errors.Is(err, fault) {
		t.Errorf("%v", err)
	}
}

// TestDrawnQueriesAreOfTheirKind draws from every article of the archive and looks at what comes.
func TestDrawnQueriesAreOfTheirKind(t *testing.T) {
	x, err := search.Open(archive(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	for _, seed := range []uint64{1, 2} {
		batches, err := bench.DrawAll(t.Context(), x, bench.Kinds(), 30, seed)
		if err != nil {
			t.Fatal(err)
		}
		if len(batches) != 8 {
			t.Fatalf("%d batches", len(batches))
		}
		for i, b := range batches {
			checkBatch(t, b)
			if i%2 == 1 && (b.Kind != batches[i-1].Kind || len(b.Queries) != len(batches[i-1].Queries)) {
				t.Errorf("%s is not the other typing of %s", b.Kind, batches[i-1].Kind)
			}
		}
		// Fewer kinds give the same queries.
		alone, err := bench.DrawAll(t.Context(), x, []bench.Kind{bench.Phrase}, 30, seed)
		if err != nil || len(alone) != 2 || !slices.Equal(alone[0].Queries, batches[6].Queries) {
			t.Errorf("phrases alone: %v %v, want %v", alone, err, batches[6])
		}
	}
}

func checkBatch(t *testing.T, b bench.Batch) {
	t.Helper()
	words := map[bench.Kind][2]int{bench.Word: {1, 1}, bench.TwoWords: {2, 2}, bench.Headline: {8, 20}, bench.Phrase: {3, 4}}[b.Kind]
	if len(b.Queries) < 20 || len(b.Queries) > 30 {
		t.Errorf("%s: %d queries", b.Kind, len(b.Queries))
	}
	if b.Typing == bench.Accented && len(slices.Compact(slices.Sorted(slices.Values(b.Queries)))) != len(b.Queries) {
		t.Errorf("%s: some come twice: %q", b.Kind, b.Queries)
	}
	for _, q := range b.Queries {
		if n := len(strings.Fields(q)); n < words[0] || n > words[1] {
			t.Errorf("%s: %q has %d words", b.Kind, q, n)
		}
		if (b.Kind == bench.Phrase) != (strings.HasPrefix(q, `"`) && strings.HasSuffix(q, `"`)) {
			t.Errorf("%s: %q", b.Kind, q)
		}
		if b.Typing == bench.Unaccented && vietnamese.HasAccent(q) {
			t.Errorf("%s: %q has accents", b.Kind, q)
		}
	}
}

func TestDrawRun(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 1))
	for _, tt := range []struct {
		text string
		n    int
		want string
	}{
		{"một, hai ba 4 năm", 2, "hai ba"}, {"một, hai", 2, ""}, {"a b cd", 1, "cd"}, {"", 1, ""}, {"hoà bình.", 1, "hoà"}, {"một hai ba", 3, "một hai ba"},
	} {
		if got := bench.DrawRun(strings.Fields(tt.text), tt.n, random); got != tt.want {
			t.Errorf("%q, %d: got %q, want %q", tt.text, tt.n, got, tt.want)
		}
	}
}
