package search_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"timbao/indexer/generation"
	"timbao/search"
)

// TestOpenErrors wants every folder that can't be searched refused for the right reason.
func TestOpenErrors(t *testing.T) {
	t.Parallel()
	whole := filepath.Join(t.TempDir(), "idx")
	publish(t, whole, filepath.Join(t.TempDir(), "a.jsonl"), edition(1)...)
	for _, c := range []struct {
		name string
		want error
		do   func(t *testing.T, dir, gen string)
	}{
		{"no folder", search.ErrNoIndex, func(t *testing.T, dir, _ string) { remove(t, dir) }},
		{"empty folder", search.ErrNoIndex, func(t *testing.T, dir, _ string) { remove(t, dir); mkdir(t, dir) }},
		{"other files", search.ErrNoIndex, func(t *testing.T, dir, _ string) {
			remove(t, dir)
			mkdir(t, dir)
			write(t, filepath.Join(dir, "notes.txt"), []byte("x"))
		}},
		{"a file", search.ErrNoIndex, func(t *testing.T, dir, _ string) { remove(t, dir); write(t, dir, []byte("x")) }},
		{"CURRENT names nothing", search.ErrDamaged, func(t *testing.T, dir, _ string) { write(t, filepath.Join(dir, "CURRENT"), []byte("\x00\x00\x00")) }},
		{"CURRENT names another", search.ErrDamaged, func(t *testing.T, dir, _ string) {
			write(t, filepath.Join(dir, "CURRENT"), []byte("gen-000077\n"))
		}},
		{"CURRENT is gone", search.ErrDamaged, func(t *testing.T, dir, _ string) { remove(t, filepath.Join(dir, "CURRENT")) }},
		{"generation is gone", search.ErrDamaged, func(t *testing.T, _, gen string) { remove(t, gen) }},
		{"manifest is gone", search.ErrDamaged, func(t *testing.T, _, gen string) { remove(t, filepath.Join(gen, "manifest.json")) }},
		{"another version", search.ErrVersion, func(t *testing.T, dir, gen string) {
			remove(t, gen)
			store, err := generation.Create(t.Context(), dir, generation.Options{Format: 99})
			if err != nil {
				t.Fatal(err)
			}
			draft, err := store.BeginEmpty(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if _, err := draft.Publish(t.Context(), generation.Meta{}); err != nil {
				t.Fatal(err)
			}
		}},
		{"segment is gone", search.ErrDamaged, func(t *testing.T, _, gen string) { remove(t, segmentOf(t, gen)) }},
		{"segment is cut", search.ErrDamaged, func(t *testing.T, _, gen string) {
			raw := read(t, segmentOf(t, gen))
			rewrite(t, segmentOf(t, gen), raw[:len(raw)/2])
		}},
		{"segment is empty", search.ErrDamaged, func(t *testing.T, _, gen string) { rewrite(t, segmentOf(t, gen), nil) }},
		{"segment of another index", search.ErrDamaged, func(t *testing.T, _, gen string) {
			other := filepath.Join(t.TempDir(), "idx")
			publish(t, other, filepath.Join(t.TempDir(), "o.jsonl"), record{ID: "1", Title: "Khác"})
			rewrite(t, segmentOf(t, gen), read(t, segmentOf(t, generations(t, other)[0])))
		}},
		{"list of segments is cut", search.ErrDamaged, func(t *testing.T, _, gen string) {
			path := filepath.Join(gen, "index", "store", "root.bolt")
			rewrite(t, path, read(t, path)[:1000])
		}},
		{"list of segments is noise", search.ErrDamaged, func(t *testing.T, _, gen string) {
			path := filepath.Join(gen, "index", "store", "root.bolt")
			raw := read(t, path)
			r := rand.New(rand.NewPCG(1, 1))
			for i := range raw {
				raw[i] = byte(r.Uint32())
			}
			rewrite(t, path, raw)
		}},
		{"bleve's own file is gone", search.ErrDamaged, func(t *testing.T, _, gen string) { remove(t, filepath.Join(gen, "index", "index_meta.json")) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "idx")
			if err := os.CopyFS(dir, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			c.do(t, dir, generations(t, dir)[0])
			x, err := search.Open(dir, nil)
			if x != nil || !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
			if x != nil {
				x.Close()
			}
		})
	}
}

func segmentOf(t *testing.T, gen string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(gen, "index", "store", "*.zap"))
	if err != nil || len(found) != 1 {
		t.Fatalf("segments of %s: %v %v", gen, found, err)
	}
	return found[0]
}

func remove(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

func mkdir(t *testing.T, path string) {
	t.Helper()
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// rewrite replaces a file that may be read-only.
func rewrite(t *testing.T, path string, data []byte) {
	t.Helper()
	remove(t, path)
	write(t, path, data)
}

// TestFlippedBytes changes bytes all over a segment. Nothing is promised of the answers, as contents are only checked by their hashes,
// but the program must live, and what it can't read must be called damage.
func TestFlippedBytes(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "idx")
	publish(t, dir, filepath.Join(t.TempDir(), "a.jsonl"), append(padded(), edition(1)...)...)
	path := segmentOf(t, generations(t, dir)[0])
	whole := read(t, path)
	r := rand.New(rand.NewPCG(7, 7)) // the footer, at the end, has a checksum
	answered := 0
	for n := range 40 {
		raw := append([]byte(nil), whole...)
		for range 1 + n {
			raw[r.IntN(len(raw)*3/4)] ^= byte(1 + r.IntN(255))
		}
		rewrite(t, path, raw)
		x, err := search.Open(dir, nil)
		if err != nil {
			if !errors.Is(err, search.ErrDamaged) && !errors.Is(err, search.ErrVersion) {
				t.Errorf("open with %d bytes changed: %v", 1+n, err)
			}
			continue
		}
		answered += useDamaged(t, x)
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
	if answered == 0 {
		t.Error("no damage was small enough to be opened with")
	}
}

func useDamaged(t *testing.T, x *search.Index) (answered int) {
	t.Helper()
	for _, q := range []string{"", "chợ phiên", "cho", `"chợ phiên"`, "ch*", "lúa -xanh", "title:xuân", "section:kỳ"} {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		res, err := x.Search(ctx, search.Request{Query: q, Limit: 100, Facets: []string{"year", "section", "author"}})
		cancel()
		switch {
		case err == nil:
			answered++
			for _, h := range res.Hits {
				if _, err := x.Get(t.Context(), h.ID); err != nil && !errors.Is(err, search.ErrDamaged) && !isNotFound(err) {
					t.Errorf("get: %v", err)
				}
			}
		case !errors.Is(err, search.ErrDamaged):
			t.Errorf("%s: %v", q, err)
		}
	}
	if _, err := x.Stats(t.Context()); err != nil && !errors.Is(err, search.ErrDamaged) {
		t.Errorf("stats: %v", err)
	}
	return answered
}
