package sidecar_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"pgregory.net/rapid"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
)

var kind = sidecar.Kind{Name: "test", Version: 3}

// builder counts how often it is asked, and writes that.
func builder(calls *int) sidecar.Builder {
	return sidecar.Builder{Kind: kind, Write: func(_ context.Context, _ *sidecar.Corpus, w io.Writer) error {
		*calls++
		_, err := fmt.Fprintf(w, "payload %d", *calls)
		return err
	}}
}

func update(t *testing.T, dir string, s sidecar.State, b ...sidecar.Builder) {
	t.Helper()
	if err := sidecar.Update(t.Context(), dir, b, sidecar.NewCorpus(nil), s); err != nil {
		t.Fatal(err)
	}
}

func payload(t *testing.T, dir string, k sidecar.Kind) (string, error) {
	t.Helper()
	f := sidecar.OpenFolder(dir)
	raw, err := f.File(k)
	got := string(raw)
	if cerr := f.Close(); cerr != nil {
		t.Fatal(cerr)
	}
	return got, err
}

func path(dir string) string {
	return filepath.Join(dir, sidecar.FolderName, kind.Name+sidecar.Suffix)
}

// A sidecar is kept until more than 5 % of the articles have changed since it was built, however many runs that takes.
func TestKeptUntilDrifted(t *testing.T) {
	t.Parallel()
	dir, calls := t.TempDir(), 0
	for _, step := range []struct {
		articles, changes int64
		builds            int
	}{{100, 100, 1}, {100, 102, 1}, {103, 105, 1}, {104, 106, 2}, {104, 111, 2}, {104, 112, 3}, {104, 50, 4}, {0, 50, 4}, {0, 60, 5}, {0, 60, 5}} {
		s := sidecar.State{Articles: step.articles, Changes: step.changes}
		wasFresh := sidecar.Fresh(dir, []sidecar.Builder{builder(&calls)}, s)
		before := calls
		update(t, dir, s, builder(&calls))
		if calls != step.builds || wasFresh != (calls == before) {
			t.Errorf("%+v: built %d times, said to be fresh: %t", step, calls, wasFresh)
		}
		if got, err := payload(t, dir, kind); err != nil || got != fmt.Sprintf("payload %d", calls) {
			t.Errorf("%+v: it holds %q (%v)", step, got, err)
		}
	}
}

// The generation before shares its files with the draft: building anew must not touch them.
func TestSharedFileIsNotWrittenTo(t *testing.T) {
	t.Parallel()
	dir, calls := t.TempDir(), 0
	update(t, dir, sidecar.State{Articles: 1, Changes: 1}, builder(&calls))
	old := filepath.Join(t.TempDir(), "old")
	if err := os.Link(path(dir), old); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(old)
	update(t, dir, sidecar.State{Articles: 2, Changes: 2}, builder(&calls))
	if after, _ := os.ReadFile(old); string(after) != string(before) || calls != 2 {
		t.Errorf("after %d builds the old file is %q", calls, after)
	}
}

func TestUnknownFilesGo(t *testing.T) {
	t.Parallel()
	dir, calls := t.TempDir(), 0
	update(t, dir, sidecar.State{}, builder(&calls))
	for _, name := range []string{"other.sidecar", "test.sidecar.tmp"} {
		if err := os.WriteFile(filepath.Join(dir, sidecar.FolderName, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	update(t, dir, sidecar.State{}, builder(&calls))
	entries, _ := os.ReadDir(filepath.Join(dir, sidecar.FolderName))
	if len(entries) != 1 || entries[0].Name() != "test.sidecar" || calls != 1 {
		t.Errorf("after %d builds there are %v", calls, entries)
	}
	update(t, dir, sidecar.State{})
	if _, err := payload(t, dir, kind); !errors.Is(err, sidecar.ErrNone) {
		t.Errorf("without a builder the sidecar gives %v", err)
	}
}

// A failed or interrupted build leaves the sidecar as it was.
func TestFailedBuild(t *testing.T) {
	t.Parallel()
	dir, calls := t.TempDir(), 0
	update(t, dir, sidecar.State{}, builder(&calls))
	broken := errors.New("broken")
	b := sidecar.Builder{Kind: kind, Write: func(_ context.Context, _ *sidecar.Corpus, w io.Writer) error {
		_, _ = w.Write(make([]byte, 1<<20))
		return broken
	}}
	if err := sidecar.Update(t.Context(), dir, []sidecar.Builder{b}, nil, sidecar.State{Changes: 9}); !errors.Is(err, broken) {
		t.Errorf("the error is %v", err)
	}
	if got, err := payload(t, dir, kind); err != nil || got != "payload 1" {
		t.Errorf("it holds %q (%v)", got, err)
	}
	if entries, _ := os.ReadDir(filepath.Join(dir, sidecar.FolderName)); len(entries) != 1 {
		t.Errorf("left behind: %v", entries)
	}
}

// Every changed byte and every cut is noticed, and the next run mends it.
func TestDamage(t *testing.T) {
	t.Parallel()
	dir, calls := t.TempDir(), 0
	update(t, dir, sidecar.State{}, builder(&calls))
	whole, err := os.ReadFile(path(dir))
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, raw []byte) {
		if err := os.WriteFile(path(dir), raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := payload(t, dir, kind); !errors.Is(err, sidecar.ErrDamaged) {
			t.Errorf("%s: %q, %v", what, got, err)
		}
	}
	for i := range whole {
		raw := slices.Clone(whole)
		raw[i] ^= 1
		try(fmt.Sprintf("byte %d changed", i), raw)
		try(fmt.Sprintf("cut to %d", i), whole[:i])
	}
	try("lengthened", append(slices.Clone(whole), 0))
	update(t, dir, sidecar.State{}, builder(&calls))
	if got, err := payload(t, dir, kind); err != nil || got != "payload 2" {
		t.Errorf("mended, it holds %q (%v)", got, err)
	}
	if _, err := payload(t, dir, sidecar.Kind{Name: kind.Name, Version: 4}); !errors.Is(err, sidecar.ErrNone) {
		t.Errorf("another version gives %v", err)
	}
}

func TestLazy(t *testing.T) {
	t.Parallel()
	dir, calls := t.TempDir(), 0
	update(t, dir, sidecar.State{}, builder(&calls))
	f := sidecar.OpenFolder(dir)
	var good, bad sidecar.Lazy[int]
	parsed := 0
	for range 3 {
		n, err := good.Get(f, kind, func(p []byte) (int, error) { parsed++; return len(p), nil })
		if n != len("payload 1") || err != nil || parsed != 1 {
			t.Errorf("%d, %v, parsed %d times", n, err, parsed)
		}
		if _, err := bad.Get(f, kind, func(p []byte) (int, error) { return int(p[100]), nil }); !errors.Is(err, sidecar.ErrDamaged) {
			t.Errorf("a parser that panics gives %v", err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := f.File(kind); !errors.Is(err, sidecar.ErrNone) {
		t.Errorf("after Close: %v", err)
	}
}

// corpus makes segments of articles; those with a word in dead are deleted.
func corpus(t *testing.T, sizes []int, dead map[string]bool) *sidecar.Corpus {
	t.Helper()
	var sources []sidecar.Source
	for i, size := range sizes {
		b, err := segment.NewBuilder(schema.Layout(), nil)
		if err != nil {
			t.Fatal(err)
		}
		w, deleted := schema.NewWriter(b), roaring.New()
		for n := range size {
			id := fmt.Sprintf("%d-%d", i, n)
			w.Add(&article.Article{ID: id, Title: "Lũ rút " + id, Body: []string{"Lũ rút chậm."}})
			if dead[id] {
				deleted.Add(uint32(n))
			}
		}
		file := filepath.Join(t.TempDir(), "s.zap")
		if err := b.Write(file); err != nil {
			t.Fatal(err)
		}
		s, err := segment.OpenFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		sources = append(sources, sidecar.Source{Segment: s, Deleted: deleted})
	}
	return sidecar.NewCorpus(sources)
}

func ids(t interface{ Fatal(...any) }, c *sidecar.Corpus) []string {
	var got []string
	if err := c.Each(context.Background(), func(d sidecar.Doc) error { got = append(got, d.ID()); return nil }); err != nil {
		t.Fatal(err)
	}
	return got
}

// However a corpus is split, its parts have its articles in its order, and none is much larger than the others.
func TestSplit(t *testing.T) {
	t.Parallel()
	c := corpus(t, []int{7, 1, 30, 12}, map[string]bool{"0-0": true, "2-29": true, "3-5": true})
	all := ids(t, c)
	if len(all) != 47 || c.Len() != 50 || all[0] != "0-1" {
		t.Fatalf("%d of %d: %v", len(all), c.Len(), all)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 60).Draw(t, "parts")
		var got []string
		for _, part := range c.Split(n) {
			if size := part.Len(); size < 50/n || size > 50/n+1 {
				t.Fatalf("a part of %d has %d documents", n, size)
			}
			got = append(got, ids(t, part)...)
		}
		if !slices.Equal(got, all) {
			t.Fatalf("%d parts give %v", n, got)
		}
	})
}

func TestDoc(t *testing.T) {
	t.Parallel()
	c := corpus(t, []int{2}, nil)
	err := c.Each(t.Context(), func(d sidecar.Doc) error {
		a, err := d.Article()
		if err != nil || a.ID != d.ID() || a.Title != "Lũ rút "+a.ID {
			t.Errorf("%s is %+v (%v)", d.ID(), a, err)
		}
		f, words := d.Forward(), ""
		for rank, ok := f.Next(); ok && rank != segment.Gap; rank, ok = f.Next() {
			words += string(d.Segment.TermOf(rank)) + " "
		}
		if want := "lu\x00lũ rut\x00rút 0\x00 " + string(a.ID[2]) + "\x00 "; words != want {
			t.Errorf("%s begins with %q, want %q", d.ID(), words, want)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := c.Each(ctx, func(sidecar.Doc) error { t.Error("visited"); return nil }); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled walk gives %v", err)
	}
}
