package search_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"timbao/search"
)

// numbered are n articles with ids of a kind.
func numbered(kind string, n int) []record {
	var out []record
	for i := range n {
		out = append(out, record{ID: fmt.Sprintf("%s%03d", kind, i), Title: fmt.Sprintf("Bản tin số %d", i)})
	}
	return out
}

func sampleIDs(t *testing.T, x *search.Index, n int, seed uint64) []string {
	t.Helper()
	list, err := x.Sample(t.Context(), n, seed)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, a := range list {
		out = append(out, a.ID)
	}
	return out
}

// TestSampleGoesByID draws the same articles from archives that were indexed in another order, and all where few are there.
func TestSampleGoesByID(t *testing.T) {
	t.Parallel()
	records := numbered("a", 400)
	x := indexOf(t, records...)
	slices.Reverse(records)
	y := indexOf(t, records...)
	first := sampleIDs(t, x, 50, 1)
	if len(first) != 50 || len(slices.Compact(sorted(first))) != 50 {
		t.Fatalf("%d articles: %v", len(first), first)
	}
	if again := sampleIDs(t, y, 50, 1); !slices.Equal(first, again) {
		t.Errorf("indexed in another order: %v, want %v", again, first)
	}
	if other := sampleIDs(t, x, 50, 2); slices.Equal(sorted(first), sorted(other)) {
		t.Error("another seed draws the same")
	}
	if got := sampleIDs(t, x, 1000, 1); len(got) != 400 {
		t.Errorf("%d of 400 articles", len(got))
	}
	if got := sampleIDs(t, x, 0, 1); len(got) != 0 {
		t.Errorf("none were wanted: %v", got)
	}
}

// TestSampleIsFair counts how often each article is drawn, and that removed ones are not.
func TestSampleIsFair(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	folder, file := filepath.Join(dir, "idx"), filepath.Join(dir, "a.jsonl")
	publish(t, folder, file, append(numbered("gone", 20), numbered("a", 40)...)...)
	publish(t, folder, file, numbered("a", 40)...)
	x := open(t, folder)
	count := map[string]int{}
	const draws = 400
	for seed := range uint64(draws) {
		for _, id := range sampleIDs(t, x, 10, seed) {
			count[id]++
		}
	}
	if len(count) != 40 {
		t.Errorf("%d articles were drawn, 40 are there", len(count))
	}
	for id, n := range count { // a quarter of the draws, ± 5 standard deviations
		if n < draws/4-44 || n > draws/4+44 || id[:1] != "a" {
			t.Errorf("%s was drawn %d times of %d", id, n, draws)
		}
	}
}

func TestSampleRefuses(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	for _, n := range []int{-1, search.MaxSample + 1} {
		if _, err := x.Sample(t.Context(), n, 0); paramName(err) != "n" {
			t.Errorf("%d: %v", n, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Sample(ctx, 5, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
