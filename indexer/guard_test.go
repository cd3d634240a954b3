package indexer_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/indexer"
	"timbao/indexer/generation"
	"timbao/indexer/schema"
	"timbao/search"
)

func TestLockedBySecondWriter(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	store, err := generation.Open(d.index, schema.StoreOptions())
	if err != nil {
		t.Fatal(err)
	}
	draft, err := store.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	_, err = d.run(indexer.Options{Rebuild: true})
	wantError(t, err, indexer.ErrLocked)
	var locked *indexer.LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() || time.Since(locked.Since) > time.Minute {
		t.Errorf("the error says %+v", locked)
	}
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("it took %v to say so", took)
	}
	if len(d.titles()) != 3 {
		t.Error("a reader does not see the index while it is written")
	}
	if err := draft.Discard(); err != nil {
		t.Fatal(err)
	}
	wantReport(t, d.mustRun(indexer.Options{Rebuild: true}), indexer.Report{Read: 3, New: 3, Articles: 3})
}

// Two runs at once: one of them does the work, and the other says that it could not, or comes second.
func TestTwoRunsAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	errs := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := d.run(indexer.Options{})
			errs <- err
		}()
	}
	failed := 0
	for range 2 {
		if err := <-errs; err != nil {
			failed++
			wantError(t, err, indexer.ErrLocked)
		}
	}
	if failed > 1 || len(d.titles()) != 3 {
		t.Errorf("%d runs failed, the index has %v", failed, d.titles())
	}
}

func TestIndexOfAnotherVersion(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*generation.Options){
		"format":   func(o *generation.Options) { o.Format++ },
		"analysis": func(o *generation.Options) { o.Analysis-- },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			threeArticles(d)
			d.mustRun(indexer.Options{})
			o := schema.StoreOptions()
			change(&o)
			republish(t, d.index, o)
			_, err := d.run(indexer.Options{})
			wantError(t, err, indexer.ErrVersion)
			if err == nil || !strings.Contains(err.Error(), "--rebuild") {
				t.Errorf("the error does not say what to do: %v", err)
			}
			_, err = search.Open(d.index, nil)
			wantError(t, err, search.ErrVersion)
			rep := d.mustRun(indexer.Options{Rebuild: true})
			wantReport(t, rep, indexer.Report{Read: 3, New: 3, Articles: 3})
			if rep.Generation != 3 || len(d.titles()) != 3 {
				t.Errorf("after the rebuild: %+v", rep)
			}
		})
	}
}

// republish publishes what an index holds as a program of another version would have done.
func republish(t *testing.T, dir string, o generation.Options) {
	t.Helper()
	store, err := generation.Open(dir, schema.StoreOptions())
	if err != nil {
		t.Fatal(err)
	}
	now, err := store.Current()
	if err != nil {
		t.Fatal(err)
	}
	if store, err = generation.Open(dir, o); err != nil {
		t.Fatal(err)
	}
	draft, err := store.BeginEmpty(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(draft.Dir(), os.DirFS(now.Dir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(draft.Dir(), "manifest.json")); err != nil {
		t.Fatal(err)
	}
	if _, err := draft.Publish(t.Context(), generation.Meta{Documents: now.Manifest.Documents, Tool: "another"}); err != nil {
		t.Fatal(err)
	}
}

func TestDamageIsSaidAndMendedByRebuild(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(t *testing.T, gen string){
		"a segment is missing": func(t *testing.T, gen string) {
			for _, path := range segmentsOf(t, gen) {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			}
		},
		"a segment is cut": func(t *testing.T, gen string) {
			if err := os.Truncate(segmentsOf(t, gen)[0], 100); err != nil {
				t.Fatal(err)
			}
		},
		"the snapshots are gone": func(t *testing.T, gen string) {
			if err := os.RemoveAll(filepath.Join(gen, "index", "store")); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			threeArticles(d)
			d.mustRun(indexer.Options{})
			damage(t, filepath.Join(d.index, "gen-000001"))
			_, err := d.run(indexer.Options{})
			wantError(t, err, indexer.ErrDamaged)
			wantReport(t, d.mustRun(indexer.Options{Rebuild: true}), indexer.Report{Read: 3, New: 3, Articles: 3})
			if len(d.titles()) != 3 {
				t.Error("the rebuilt index lacks articles")
			}
		})
	}
}

func segmentsOf(t *testing.T, gen string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(gen, "index", "store", "*.zap"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no segments in %s (%v)", gen, err)
	}
	return paths
}

// A generation holds its bleve index and nothing that was only needed to make it.
func TestNothingIsLeftBehind(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	for range 3 {
		d.write("a.txt", "Tin mới "+time.Now().String()+"\n\nNội dung.\n")
		d.mustRun(indexer.Options{Workers: 2})
	}
	var found []string
	entries, err := os.ReadDir(d.index)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		found = append(found, e.Name())
	}
	if want := []string{"CURRENT", "gen-000003", "lock"}; !slices.Equal(found, want) {
		t.Errorf("the index folder has %q, want %q", found, want)
	}
	if n := len(segmentsOf(t, filepath.Join(d.index, "gen-000003"))); n != 1 {
		t.Errorf("%d segment files for three articles", n)
	}
	if _, err := os.Stat(filepath.Join(d.index, "gen-000003", "build")); !os.IsNotExist(err) {
		t.Errorf("the folder for building is there: %v", err)
	}
}

// A reader stays at its generation, whole, until it is told to move on.
func TestReaderIsNotDisturbed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	x := d.open()
	defer x.Close()
	before := titlesOf(t, x)
	for i, o := range []indexer.Options{{}, {Prune: true}, {Rebuild: true}} {
		d.write("a.txt", strings.Repeat("Bản thứ ", i+2)+"\n\nNội dung khác.\n")
		d.remove("c.jsonl")
		d.mustRun(o)
		wantTitles(t, titlesOf(t, x), before)
		if got := find(t, x, "ngập"); !slices.Equal(got, []string{"bao/a.txt"}) {
			t.Errorf("the held generation finds %q", got)
		}
	}
	if err := x.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	wantTitles(t, titlesOf(t, x), map[string]string{"bao/a.txt": "Bản thứ Bản thứ Bản thứ Bản thứ", "bao/2020/b.txt": "Mùa gặt ở Hải Lăng"})
}

func TestReportAsJSON(t *testing.T) {
	t.Parallel()
	rep := indexer.Report{
		Read: 9, New: 3, Changed: 2, Unchanged: 3, Removed: 1, Articles: 70, Guessed: 4, TextBytes: 12345, Took: 1234567 * time.Microsecond,
		Generation: 5, IndexBytes: 67890, Beside: 2, Skipped: []skip{{Path: "bao/x.jsonl", Line: 7, Reason: "malformed record"}, {Path: "bao/e.txt", Reason: "no text in it"}},
	}
	var got []byte
	for _, r := range []indexer.Report{rep, {}} {
		raw, err := json.MarshalIndent(r, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		got = append(append(got, raw...), '\n')
	}
	want, err := os.ReadFile(filepath.Join("testdata", "report.golden.json"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestProgressGoesForward(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var all []string
	for i := range 1200 {
		all = append(all, line("id", strings.Repeat("i", 1+i%50)+string(rune('a'+i/50)), "title", "Tin vắn", "body",
			strings.Repeat("Ủy ban nhân dân tỉnh họp phiên thường kỳ. ", 25)))
	}
	for _, name := range []string{"1.jsonl", "2.jsonl", "3.jsonl"} {
		d.write(name, lines(all[:400]...))
		all = all[400:]
	}
	var calls []indexer.Progress
	rep := d.mustRun(indexer.Options{Workers: 1, Progress: func(p indexer.Progress) { calls = append(calls, p) }})
	rank := map[string]int{indexer.PhaseRead: 1, indexer.PhaseMerge: 2, indexer.PhaseLearn: 3, indexer.PhasePublish: 4}
	last := indexer.Progress{}
	for _, p := range calls {
		if rank[p.Phase] == 0 || rank[p.Phase] < rank[last.Phase] || p.FilesDone < last.FilesDone || p.BytesDone < last.BytesDone || p.Articles < last.Articles {
			t.Errorf("%+v comes after %+v", p, last)
		}
		if p.FilesTotal != 3 || p.FilesDone > 3 || p.BytesTotal <= 0 || p.BytesDone > p.BytesTotal || p.Articles > rep.Articles {
			t.Errorf("out of range: %+v", p)
		}
		last = p
	}
	if last.Phase != indexer.PhasePublish || last.FilesDone != 3 || last.BytesDone != last.BytesTotal || last.Articles != rep.Articles {
		t.Errorf("the last of %d calls says %+v", len(calls), last)
	}
	if rep.Took > time.Second && calls[0].Phase != indexer.PhaseRead {
		t.Errorf("a run of %v did not tell of its reading: %+v", rep.Took, calls)
	}
}

func TestStoppedBeforeItBegins(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := indexer.Run(ctx, indexer.Options{Dir: d.index, Paths: []string{d.dir}})
	wantError(t, err, context.Canceled)
	_, err = search.Open(d.index, nil)
	wantError(t, err, search.ErrNoIndex)
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 3, New: 3, Articles: 3})
}

// A folder with other things in it does not become an index.
func TestFolderOfOtherThings(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	_, err := indexer.Run(t.Context(), indexer.Options{Dir: d.dir, Paths: []string{d.dir}})
	wantError(t, err, generation.ErrNotEmpty)
	if _, err := os.Stat(d.path("a.txt")); err != nil {
		t.Error(err)
	}
}
