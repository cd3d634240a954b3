package indexer_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"timbao/indexer"
)

func (d *desk) rename(from, to string) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(d.path(to)), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.Rename(d.path(from), d.path(to)); err != nil {
		d.t.Fatal(err)
	}
}

// pathOf is where the index says that an article was read.
func (d *desk) pathOf(id string) string {
	d.t.Helper()
	x := d.open()
	defer x.Close()
	a, err := x.Get(d.t.Context(), id)
	if err != nil {
		d.t.Fatal(err)
	}
	return a.Source.Path
}

func TestRenamedFilesKeepTheirIDs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.write("so.jsonl", lines(line("title", "Một"), line("title", "Hai")))
	d.mustRun(indexer.Options{})
	want := d.titles()

	d.rename("2020", "luu/2020")
	d.rename("a.txt", "bao-so-9.txt")
	d.rename("c.jsonl", "cho.jsonl")
	d.rename("so.jsonl", "luu/so.jsonl")
	wantReport(t, d.mustRun(indexer.Options{Prune: true}), indexer.Report{Read: 5, Articles: 5})
	wantTitles(t, d.titles(), want)
	for id, name := range map[string]string{"bao/2020/b.txt": "luu/2020/b.txt", "bao/a.txt": "bao-so-9.txt", "c1": "cho.jsonl", "bao/so.jsonl#2": "luu/so.jsonl"} {
		if got := d.pathOf(id); got != filepath.ToSlash(d.path(name)) {
			t.Errorf("%s is said to be in %s", id, got)
		}
	}
	// From now on it is the article of its new place, whatever becomes of its text, and of the old place.
	d.write("bao-so-9.txt", "Bão số 9 tan\n\nTrời quang ở Đông Hà.\n")
	d.write("a.txt", "Tin khác hẳn\n\nChỗ cũ có bài mới.\n")
	d.write("luu/so.jsonl", lines(line("title", "Một"), line("title", "Hai, sửa")))
	wantReport(t, d.mustRun(indexer.Options{Prune: true}), indexer.Report{Read: 6, New: 1, Changed: 2, Unchanged: 3, Articles: 6})
	got := d.titles()
	if got["bao/a.txt"] != "Bão số 9 tan" || got["bao/so.jsonl#2"] != "Hai, sửa" {
		t.Errorf("the articles that were renamed are now %q", got)
	}
	wantReport(t, d.mustRun(indexer.Options{Prune: true}), indexer.Report{Read: 6, Unchanged: 6, Articles: 6})
}

// What an article's id became in the course of time, it stays when the index is built again.
func TestRebuildKeepsTheIDs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.write("so.jsonl", lines(line("title", "Một"), line("title", "Hai")))
	d.mustRun(indexer.Options{})
	want := d.titles()
	d.rename("a.txt", "luu/a.txt")
	d.rename("so.jsonl", "thu.jsonl")
	d.mustRun(indexer.Options{})
	d.write("a.txt", "Tin khác hẳn\n\nChỗ cũ có bài mới.\n")
	d.rename("2020", "2021")
	wantReport(t, d.mustRun(indexer.Options{Rebuild: true, Workers: 3}), indexer.Report{Read: 6, New: 6, Articles: 6})
	got := d.titles()
	longer := filepath.Base(filepath.Dir(d.dir)) + "/bao/a.txt"
	want[longer] = "Tin khác hẳn"
	wantTitles(t, got, want)
	wantReport(t, d.mustRun(indexer.Options{Prune: true}), indexer.Report{Read: 6, Unchanged: 6, Articles: 6})
}

func TestRenamedTwins(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const text = "Cáo phó\n\nGia đình vô cùng thương tiếc báo tin.\n"
	for _, name := range []string{"1/a.txt", "1/b.txt", "1/c.txt", "stays.txt"} {
		d.write(name, text)
	}
	d.mustRun(indexer.Options{})
	want := d.titles()
	d.rename("1", "2")
	rep := d.mustRun(indexer.Options{Prune: true, Workers: 4})
	if rep.Renamed != 3 || len(rep.Skipped) > 0 {
		t.Errorf("the report is %+v", rep)
	}
	wantTitles(t, d.titles(), want)
	// A copy is an article of its own.
	d.write("copy.txt", text)
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 5, New: 1, Unchanged: 4, Articles: 5})
}

func TestMovedArchive(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.write("gone.txt", "Tin cũ\n\nKhông dọn theo.\n")
	d.mustRun(indexer.Options{})
	want := d.titles()
	d.remove("gone.txt")
	elsewhere := filepath.Join(filepath.Dir(d.dir), "kho", "toa-soan")
	if err := os.MkdirAll(filepath.Dir(elsewhere), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(d.dir, elsewhere); err != nil {
		t.Fatal(err)
	}
	d.dir = elsewhere
	rep := d.mustRun(indexer.Options{})
	if rep.Renamed != 3 || rep.Articles != 4 {
		t.Errorf("the report is %+v", rep)
	}
	wantTitles(t, d.titles(), want)
	d.remove("a.txt")
	wantReport(t, d.mustRun(indexer.Options{Prune: true}), indexer.Report{Read: 2, Unchanged: 2, Removed: 1, Articles: 3})
	delete(want, "bao/a.txt")
	wantTitles(t, d.titles(), want)
}

// What did not move with its folder is pruned in the very run that finds the folder moved.
func TestMovedArchiveIsPruned(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.write("gone.txt", "Tin cũ\n\nKhông dọn theo.\n")
	other := filepath.Join(filepath.Dir(d.dir), "khac")
	if err := os.Mkdir(other, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(other, "x.txt"), []byte("Báo khác\n\nKhông liên quan.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	d.mustRun(indexer.Options{Paths: []string{d.dir, other}})
	d.remove("gone.txt")
	moved := d.dir + "-moi"
	if err := os.Rename(d.dir, moved); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(other); err != nil {
		t.Fatal(err)
	}
	d.dir = moved
	rep := d.mustRun(indexer.Options{Prune: true})
	if rep.Renamed != 3 || rep.Removed != 1 || rep.Articles != 4 {
		t.Errorf("the report is %+v", rep)
	}
	if got := d.titles(); got["khac/x.txt"] == "" || got["bao/gone.txt"] != "" {
		t.Errorf("left: %q", got)
	}
}

// One file is one article, by whatever root it is found; two files are two.
func TestOneFileUnderManyRoots(t *testing.T) {
	d := newDesk(t)
	d.write("mot/bao/2020/x.txt", "Tin một\n\nNội dung một.\n")
	d.write("hai/bao/2020/x.txt", "Tin hai\n\nNội dung hai.\n")
	want := map[string]string{}
	t.Chdir(d.dir)
	for _, step := range []struct {
		paths []string
		adds  map[string]string
	}{
		{[]string{d.path("mot/bao")}, map[string]string{"bao/2020/x.txt": "Tin một"}},
		{[]string{d.path("mot/bao/2020")}, nil},
		{[]string{"mot"}, nil},
		{[]string{d.path("mot/bao/2020/x.txt")}, nil},
		{[]string{d.path("hai/bao")}, map[string]string{"hai/bao/2020/x.txt": "Tin hai"}},
		{[]string{d.path("mot/bao"), d.path("hai/bao")}, nil},
		{[]string{"."}, nil},
	} {
		rep := d.mustRun(indexer.Options{Paths: step.paths, Prune: true})
		for id, title := range step.adds {
			want[id] = title
		}
		if rep.New != len(step.adds) || rep.Changed+rep.Renamed+rep.Removed+len(rep.Skipped) > 0 {
			t.Errorf("%v: %+v", step.paths, rep)
		}
		wantTitles(t, d.titles(), want)
	}
}

// A relative path means another folder where the working folder is another.
func TestOneRelativePathForTwoFolders(t *testing.T) {
	d := newDesk(t)
	d.write("mot/bao/x.txt", "Tin một\n\nNội dung một.\n")
	d.write("hai/bao/x.txt", "Tin hai\n\nNội dung hai.\n")
	here := []string{"bao"}
	t.Chdir(d.path("mot"))
	d.mustRun(indexer.Options{Paths: here})
	t.Chdir(d.path("hai"))
	wantReport(t, d.mustRun(indexer.Options{Paths: here, Prune: true}), indexer.Report{Read: 1, New: 1, Articles: 2})
	wantTitles(t, d.titles(), map[string]string{"bao/x.txt": "Tin một", "hai/bao/x.txt": "Tin hai"})
	d.remove("hai/bao/x.txt")
	wantReport(t, d.mustRun(indexer.Options{Paths: here, Prune: true}), indexer.Report{Removed: 1, Articles: 1})
	// Its namesake gone, the name means the folder that has come in its place.
	d.rename("mot/bao", "ba/bao")
	t.Chdir(d.path("ba"))
	wantReport(t, d.mustRun(indexer.Options{Paths: here, Prune: true}), indexer.Report{Read: 1, Unchanged: 1, Articles: 1})
	d.remove("ba/bao/x.txt")
	wantReport(t, d.mustRun(indexer.Options{Paths: here, Prune: true}), indexer.Report{Removed: 1})
}

func TestDryRun(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	rep := d.mustRun(indexer.Options{DryRun: true})
	wantReport(t, rep, indexer.Report{Read: 3, New: 3, Articles: 3})
	if _, err := os.Stat(d.index); !os.IsNotExist(err) {
		t.Errorf("a dry run made an index: %v", err)
	}
	d.write("old.txt", "Tin cũ\n\nSẽ mất.\n")
	d.mustRun(indexer.Options{})
	before := listing(t, d.index)
	d.write("a.txt", "Bão tan\n\nTrời quang.\n")
	d.rename("2020/b.txt", "2021/b.txt")
	d.remove("old.txt")
	d.write("new.txt", "Tin mới\n\nVừa về.\n")
	d.write("bad.txt", "")
	o := indexer.Options{Prune: true, DryRun: true}
	rep = d.mustRun(o)
	var got []string
	for _, c := range rep.Changes {
		got = append(got, strings.TrimSpace(string(c.Kind)+" "+c.ID))
	}
	slices.Sort(got)
	want := []string{"changed bao/a.txt", "new bao/new.txt", "removed bao/old.txt", "renamed bao/2020/b.txt", "unchanged c1"}
	if !slices.Equal(got, want) || len(rep.Skipped) != 1 || rep.Articles != 4 {
		t.Errorf("a dry run says %q, %+v", got, rep)
	}
	if after := listing(t, d.index); after != before {
		t.Errorf("a dry run changed the index:\n%s\nit was\n%s", after, before)
	}
	o.DryRun = false
	did := d.mustRun(o)
	rep.Changes = nil
	wantReport(t, did, rep)
	if did.Renamed != rep.Renamed {
		t.Errorf("%d were renamed, %d were foretold", did.Renamed, rep.Renamed)
	}
}

// listing names the files under a folder, with their sizes and times.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && !e.IsDir() {
			b.WriteString(name + " " + info.ModTime().String() + "\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
