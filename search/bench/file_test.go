package bench_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"timbao/search/bench"
	"timbao/search/query"
)

func TestReadQueriesSorts(t *testing.T) {
	t.Parallel()
	const file = "hạn hán\r\n\nlũ\nlu\n\"hội đồng nhân dân\"\n  giá lúa tăng ở các xã vùng cao \ndate:2020\ntitle:lũ\nlũ -bão\nhan han\n" +
		`{"qid": "1", "query": "Chú ý: (mưa", "rel": ["a"]}` + "\n" + `{"query": ""}`
	got, err := bench.ReadQueries(strings.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	want := []bench.Batch{
		{bench.Word, bench.Accented, []string{"lũ"}}, {bench.Word, bench.Unaccented, []string{"lu"}},
		{bench.TwoWords, bench.Accented, []string{"hạn hán"}}, {bench.TwoWords, bench.Unaccented, []string{"han han"}},
		{bench.Headline, bench.Accented, []string{"giá lúa tăng ở các xã vùng cao", `Chú ý: \(mưa`}},
		{bench.Phrase, bench.Accented, []string{`"hội đồng nhân dân"`}},
		{bench.Other, bench.Accented, []string{"title:lũ", "lũ -bão"}}, {bench.Other, bench.Unaccented, []string{"date:2020"}},
	}
	if !slices.EqualFunc(got, want, func(a, b bench.Batch) bool {
		return a.Kind == b.Kind && a.Typing == b.Typing && slices.Equal(a.Queries, b.Queries)
	}) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestReadQueriesErrors(t *testing.T) {
	t.Parallel()
	for file, place := range map[string]string{
		"":                                 "none",
		"\n \n":                            "none",
		"lũ\ndate:2020-13":                 "line 2",
		"{":                                "line 1",
		"lũ\n\n{\"qid\": \"1\"}":           `line 3: an object without a member "query"`,
		"x" + strings.Repeat("x", 2<<20):   "too long",
		"lũ\n" + strings.Repeat("a ", 999): "line 2",
	} {
		got, err := bench.ReadQueries(strings.NewReader(file))
		if !errors.Is(err, bench.ErrQueries) || got != nil || !strings.Contains(err.Error(), place) {
			t.Errorf("%.20q: %v %v, want %s", file, got, err, place)
		}
	}
}

// FuzzReadQueries reads any file: what comes out can be searched for.
func FuzzReadQueries(f *testing.F) {
	for _, seed := range []string{"lũ\nlu lut", `{"query": "a AND ("}`, "\"x", "date:2020-1", "\xff\x00", "a\u200bOR b", "{\"query\":\"\\u0000\"}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		batches, err := bench.ReadQueries(strings.NewReader(file))
		if err != nil {
			if !errors.Is(err, bench.ErrQueries) {
				t.Fatal(err)
			}
			return
		}
		for _, b := range batches {
			if len(b.Queries) == 0 {
				t.Errorf("an empty batch %+v", b)
			}
			for _, q := range b.Queries {
				if _, err := query.Parse(q); err != nil {
					t.Errorf("%q: %v", q, err)
				}
			}
		}
	})
}

// TestSpreadIsTheNearestRank compares percentiles with a count: at most so large a share lies below them, and at least so large
// a share does not lie above.
func TestSpreadIsTheNearestRank(t *testing.T) {
	t.Parallel()
	if got := bench.SpreadOf(nil); got != (bench.Spread{}) {
		t.Errorf("of nothing: %+v", got)
	}
	r := rand.New(rand.NewPCG(1, 1))
	for n := 1; n < 300; n++ {
		values := make([]float64, n)
		for i := range values {
			values[i] = float64(r.IntN(50)) + 1
		}
		s := bench.SpreadOf(values)
		for share, v := range map[float64]float64{0.5: s.P50, 0.9: s.P90, 0.99: s.P99, 1: s.Max} {
			below, upTo := 0, 0
			for _, x := range values {
				if x < v {
					below++
				}
				if x <= v {
					upTo++
				}
			}
			if float64(below) >= share*float64(n) || float64(upTo) < share*float64(n) {
				t.Fatalf("%v of %d values is %v: %d are below, %d not above", share, n, v, below, upTo)
			}
		}
	}
}

func TestNotes(t *testing.T) {
	t.Parallel()
	quiet := bench.Report{Machine: bench.Machine{CPUs: 2}, Busy: bench.Busy{CPUShare: 0.99, WarmByBest: 1.1, Load: 0.3}}
	busy := bench.Report{Machine: bench.Machine{CPUs: 2}, Busy: bench.Busy{CPUShare: 0.45, WarmByBest: 2.1, Load: 5.5}}
	unknown := bench.Report{Machine: bench.Machine{CPUs: 2}, Busy: bench.Busy{WarmByBest: 1.1}}
	for _, c := range []struct {
		r     bench.Report
		o     bench.Options
		drawn bool
		want  []string // a word of each note
	}{
		{quiet, bench.Options{}, true, []string{"may well have had", "drawn"}},
		{unknown, bench.Options{}, false, []string{"may well have had"}},
		{busy, bench.Options{DropCache: true}, true, []string{"45 %", "5.5 programs", "2.1 times", "asked to forget", "drawn"}},
	} {
		got := bench.NotesOf(&c.r, c.o, c.drawn)
		ok := len(got) == len(c.want)
		for i := range got {
			ok = ok && strings.Contains(got[i], c.want[i])
		}
		if !ok {
			t.Errorf("%+v: %q, want %q", c.r.Busy, got, c.want)
		}
	}
}

func ExampleReadQueries() {
	batches, err := bench.ReadQueries(strings.NewReader("hạn hán\n\"hội đồng nhân dân\"\n"))
	fmt.Println(batches, err)
	// Output: [{two accented [hạn hán]} {phrase accented ["hội đồng nhân dân"]}] <nil>
}
