package indexer_test

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"timbao/indexer"
)

func TestUnreadableInputsAreSkippedAndReported(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.write("empty.txt", "")
	d.write("blank.txt", " \n\n\t\n")
	d.write("binary.txt", "\x00\x01\x02\x00\xff\xfe\x00"+strings.Repeat("\x00\x07", 500))
	d.write("picture.jpg", "\xff\xd8\xff\xe0\x00\x10JFIF")
	d.write("broken.gz", "\x1f\x8bnot gzip at all")
	d.write("bad.jsonl", lines(line("id", "g1", "title", "Lành"), `{"id": "g2", "title": `, `[1]`, "{}", line("id", "g5", "title", "Cũng lành")))
	locked := runtime.GOOS != "windows" && os.Getuid() != 0
	if locked {
		d.write("locked.txt", "Tin mật\n\nKhông ai đọc được.\n")
		if err := os.Chmod(d.path("locked.txt"), 0); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(d.path("a.txt"), d.path("link.txt")); err != nil {
		t.Log("no symbolic links here:", err)
		d.write("link.txt", "")
	}
	for round := range 2 {
		rep := d.mustRun(indexer.Options{})
		if rep.Articles != 5 || rep.Generation != 1 || rep.Beside != 1 {
			t.Errorf("run %d: %+v", round, rep)
		}
		if why := skipOf(rep, d.path("picture.jpg"), 0); why != "" {
			t.Errorf("run %d: a picture beside the articles is skipped: %s", round, why)
		}
		for _, name := range []string{"empty.txt", "blank.txt", "binary.txt", "broken.gz", "link.txt"} {
			if skipOf(rep, d.path(name), 0) == "" {
				t.Errorf("run %d: nothing said of %s", round, name)
			}
		}
		if locked && !strings.Contains(skipOf(rep, d.path("locked.txt"), 0), "permission") {
			t.Errorf("run %d: the locked file's reason is %q", round, skipOf(rep, d.path("locked.txt"), 0))
		}
		for _, at := range []int{2, 3, 4} {
			if skipOf(rep, d.path("bad.jsonl"), at) == "" {
				t.Errorf("run %d: nothing said of line %d of bad.jsonl", round, at)
			}
		}
		if !slices.IsSortedFunc(rep.Skipped, func(a, b skip) int {
			if c := strings.Compare(a.Path, b.Path); c != 0 {
				return c
			}
			return a.Line - b.Line
		}) {
			t.Errorf("run %d: the skipped inputs are not in order: %v", round, rep.Skipped)
		}
	}
	want := map[string]string{"bao/a.txt": "Bão số 9 vào Quảng Trị", "bao/2020/b.txt": "Mùa gặt ở Hải Lăng", "c1": "Chợ phiên",
		"g1": "Lành", "g5": "Cũng lành"}
	wantTitles(t, d.titles(), want)
}

// What can't be read is not gone.
func TestPruneKeepsWhatCouldNotBeRead(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.write("x.jsonl", lines(line("id", "x1", "title", "Một"), line("id", "x2", "title", "Hai")))
	d.write("y.jsonl", lines(line("id", "y1", "title", "Ba"), line("id", "y2", "title", "Bốn")))
	d.mustRun(indexer.Options{})
	want := d.titles()
	d.write("a.txt", "")
	d.write("2020/b.txt", "\x00\x01"+strings.Repeat("\x00", 100))
	d.write("x.jsonl", lines(line("id", "x1", "title", "Một"), `{"id":"x2","ti`))
	d.write("y.jsonl", lines(line("id", "y1", "title", "Ba")))
	rep := d.mustRun(indexer.Options{Prune: true})
	wantReport(t, rep, indexer.Report{Read: 5, Unchanged: 3, Removed: 1, Articles: 6, Skipped: make([]skip, 3)})
	delete(want, "y2")
	wantTitles(t, d.titles(), want)
}

func TestPathsThatAreNotThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	_, err := d.run(indexer.Options{Paths: []string{d.dir, d.path("gone")}})
	wantError(t, err, indexer.ErrNotFound)
	if err == nil || !strings.Contains(err.Error(), "gone") {
		t.Errorf("the error does not name the path: %v", err)
	}
	if _, err := os.Stat(d.index); !os.IsNotExist(err) {
		t.Errorf("an index folder was made: %v", err)
	}
	_, err = d.run(indexer.Options{Paths: []string{}})
	wantError(t, err, indexer.ErrNoInput)
}

// An index may lie among the articles.
func TestIndexInsideTheArchive(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.index = d.path("timbao.idx")
	threeArticles(d)
	for range 2 {
		rep := d.mustRun(indexer.Options{})
		if rep.Read != 3 || len(rep.Skipped) > 0 {
			t.Errorf("the index was read as articles: %+v", rep)
		}
	}
}
