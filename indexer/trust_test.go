package indexer_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"timbao/indexer"
	"timbao/search"
)

// sampleDesk is a desk with the sample archive indexed.
func sampleDesk(t testing.TB) *desk {
	t.Helper()
	d := newDesk(t)
	d.dir = filepath.FromSlash("../testdata/archive")
	d.mustRun(indexer.Options{})
	return d
}

// answers are the best ten hits of many queries, with their scores.
func answers(t testing.TB, dir string) []string {
	t.Helper()
	x, err := search.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var all []string
	for _, q := range manyQueries(t, x) {
		res, err := x.Search(t.Context(), search.Request{Query: q, Facets: []string{"section"}})
		if err != nil {
			t.Fatal(err)
		}
		line := fmt.Sprintf("%s: %d %v", q, res.Total, res.Facets)
		for _, h := range res.Hits {
			line += fmt.Sprintf(" %s=%.4f", h.ID, h.Score)
		}
		all = append(all, line)
	}
	return all
}

// manyQueries takes 500 queries out of the titles: words, phrases, without accents or with.
func manyQueries(t testing.TB, x *search.Index) []string {
	t.Helper()
	titles := titlesOf(t, x)
	ids := make([]string, 0, len(titles))
	for id := range titles {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	r := rand.New(rand.NewPCG(1, 2))
	var out []string
	for len(out) < 500 {
		words := strings.Fields(titles[ids[r.IntN(len(ids))]])
		if len(words) == 0 {
			continue
		}
		from := r.IntN(len(words))
		q := strings.NewReplacer(`"`, "", "(", "", ")", "", ":", "").Replace(strings.Join(words[from:min(from+1+r.IntN(4), len(words))], " "))
		if r.IntN(4) == 0 {
			q = `"` + q + `"`
		}
		out = append(out, q)
	}
	return out
}

func TestRebuildGivesTheSameAnswers(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	want := answers(t, d.index)
	for n := range 2 {
		rep, err := indexer.Rebuild(t.Context(), indexer.RebuildOptions{Dir: d.index, Workers: 1 + n})
		if err != nil {
			t.Fatal(err)
		}
		if rep.Generation != uint64(n+2) || len(rep.Skipped) != 0 {
			t.Errorf("the report is %+v", rep)
		}
		got := answers(t, d.index)
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("after rebuild %d: %s\nwant %s", n+1, got[i], want[i])
			}
		}
	}
	if rep := d.mustRun(indexer.Options{}); rep.New+rep.Changed != 0 {
		t.Errorf("a run after it reads files again: %+v", rep)
	}
}

func TestRebuildMendsWhatIsNotStored(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	want := answers(t, d.index)
	path := segmentsOf(t, filepath.Join(d.index, "gen-000001"))[0]
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	damaged := 0
	for at := len(data) / 4; at < len(data); at += len(data) / 40 { // until a copy is damaged where nothing is stored
		broken := slices.Clone(data)
		broken[at] ^= 1
		if err := os.WriteFile(path, broken, 0o644); err != nil {
			t.Fatal(err)
		}
		rep, err := indexer.Check(t.Context(), d.index, true)
		if err != nil || !rep.Damaged() {
			t.Fatalf("a bit flipped at %d is not seen: %+v (%v)", at, rep, err)
		}
		if _, err = indexer.Rebuild(t.Context(), indexer.RebuildOptions{Dir: d.index}); err != nil {
			continue
		}
		damaged++
		break
	}
	if damaged == 0 {
		t.Fatal("nothing could be rebuilt")
	}
	if got := answers(t, d.index); !slices.Equal(got, want) {
		t.Error("the rebuilt index answers otherwise")
	}
	if rep, err := indexer.Check(t.Context(), d.index, true); err != nil || rep.Damaged() {
		t.Errorf("after the rebuild: %+v (%v)", rep, err)
	}
}

func TestRebuildRefusesToLoseArticles(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	path := segmentsOf(t, filepath.Join(d.index, "gen-000001"))[0]
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// zstd's frames begin with this; what follows is the first stored article.
	at := strings.Index(string(data), "\x28\xb5\x2f\xfd")
	if at < 0 {
		t.Fatal("no stored article found")
	}
	for i := range 12 {
		data[at+10+i] ^= 0x55
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = indexer.Rebuild(t.Context(), indexer.RebuildOptions{Dir: d.index})
	wantError(t, err, indexer.ErrUnreadable)
	rep, err := indexer.Rebuild(t.Context(), indexer.RebuildOptions{Dir: d.index, Salvage: true})
	if err != nil || len(rep.Skipped) == 0 || len(rep.Skipped) > 2 || rep.Articles+len(rep.Skipped) != rep.Read || rep.Generation != 2 {
		t.Fatalf("salvage: %+v (%v)", rep, err)
	}
	if got := len(d.titles()); got != rep.Articles {
		t.Errorf("%d articles, the report says %d", got, rep.Articles)
	}
}

// Every one of 300 injuries is found by a deep check, and those to sizes and presence by a fast one.
func TestCheckFindsEveryInjury(t *testing.T) {
	t.Parallel()
	d := sampleDesk(t)
	gen := filepath.Join(d.index, "gen-000001")
	var files []string
	err := filepath.WalkDir(gen, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	whole := map[string][]byte{}
	for _, f := range files {
		if whole[f], err = os.ReadFile(f); err != nil {
			t.Fatal(err)
		}
	}
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 300 {
		path := files[r.IntN(len(files))]
		what, fast := injure(t, r, n%4, path, files, whole)
		for _, deep := range []bool{false, true} {
			rep, err := indexer.Check(t.Context(), d.index, deep)
			if err != nil {
				t.Fatalf("%s %s: %v", what, path, err)
			}
			if (deep || fast) && !rep.Damaged() {
				t.Errorf("%s %s is not found (deep %v)", what, path, deep)
			}
		}
		for f, data := range whole {
			if err := os.WriteFile(f, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if rep, err := indexer.Check(t.Context(), d.index, true); err != nil || rep.Damaged() {
		t.Errorf("healed, it is %+v (%v)", rep, err)
	}
}

// injure damages a file and says how, and whether its size or presence tells.
func injure(t *testing.T, r *rand.Rand, kind int, path string, files []string, whole map[string][]byte) (what string, fast bool) {
	t.Helper()
	data := slices.Clone(whole[path])
	var err error
	switch kind {
	case 0:
		data[r.IntN(len(data))] ^= 1 << r.IntN(8)
		what, err = "a flipped bit in", os.WriteFile(path, data, 0o644)
	case 1:
		what, fast, err = "the cut", true, os.WriteFile(path, data[:r.IntN(len(data))], 0o644)
	case 2:
		what, fast, err = "the missing", true, os.Remove(path)
	default:
		other := path
		for other == path {
			other = files[r.IntN(len(files))]
		}
		what, fast = "the exchange with another of", true
		err = errors.Join(os.WriteFile(path, whole[other], 0o644), os.WriteFile(other, data, 0o644))
	}
	if err != nil {
		t.Fatal(err)
	}
	return what, fast
}

func TestBackupOfALiveIndex(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	x := d.open()
	defer x.Close()
	backup, back := filepath.Join(t.TempDir(), "backup"), filepath.Join(t.TempDir(), "idx")
	first, err := indexer.Backup(t.Context(), d.index, backup)
	if err != nil || first.Copied.Copied != first.Files || first.Articles != 3 {
		t.Fatalf("the first backup: %+v (%v)", first, err)
	}
	again, err := indexer.Backup(t.Context(), d.index, backup)
	if err != nil || again.Copied.Copied != 0 || again.Generation != first.Generation {
		t.Errorf("the second backup: %+v (%v)", again, err)
	}
	d.write("them.txt", "Thêm một bài\n\nNội dung của bài thêm.\n")
	d.mustRun(indexer.Options{})
	if third, err := indexer.Backup(t.Context(), d.index, backup); err != nil || third.Articles != 4 {
		t.Errorf("the third backup: %+v (%v)", third, err)
	}
	if _, err := indexer.Restore(t.Context(), backup, back, false); err != nil {
		t.Fatal(err)
	}
	wantTitles(t, (&desk{t, d.dir, back}).titles(), d.titles())
	_, err = indexer.Restore(t.Context(), backup, back, false)
	wantError(t, err, indexer.ErrExists)
	if _, err := indexer.Restore(t.Context(), backup, back, true); err != nil {
		t.Error(err)
	}
	_, err = indexer.Backup(t.Context(), d.index, d.index)
	wantError(t, err, indexer.ErrSameFolder)
}

func TestBackupIsStopped(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	ctx, stop := context.WithCancel(t.Context())
	stop()
	to := filepath.Join(t.TempDir(), "backup")
	_, err := indexer.Backup(ctx, d.index, to)
	wantError(t, err, context.Canceled)
	if _, err := search.Open(to, nil); err == nil {
		t.Error("half a backup can be opened")
	}
}
