package indexer_test

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"timbao/indexer"
	"timbao/search"
)

// threeArticles fills the desk with two text files and a JSONL file of one record.
func threeArticles(d *desk) {
	d.write("a.txt", "Bão số 9 vào Quảng Trị\n\nMưa lớn ở Đông Hà, nhiều nơi ngập.\n")
	d.write("2020/b.txt", "Mùa gặt ở Hải Lăng\n\nLúa chín vàng khắp cánh đồng.\n")
	d.write("c.jsonl", lines(line("id", "c1", "title", "Chợ phiên", "body", "Người đi chợ đông như hội.")))
}

func TestRunsFollowTheFiles(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	want := map[string]string{"bao/a.txt": "Bão số 9 vào Quảng Trị", "bao/2020/b.txt": "Mùa gặt ở Hải Lăng", "c1": "Chợ phiên"}

	first := d.mustRun(indexer.Options{})
	wantReport(t, first, indexer.Report{Read: 3, New: 3, Articles: 3})
	if first.Generation != 1 || first.IndexBytes <= 0 || first.TextBytes <= 0 || first.Took <= 0 || first.Guessed != 2 {
		t.Errorf("the first report is %+v", first)
	}
	wantTitles(t, d.titles(), want)

	second := d.mustRun(indexer.Options{Prune: true})
	wantReport(t, second, indexer.Report{Read: 3, Unchanged: 3, Articles: 3})
	if second.Generation != first.Generation || second.IndexBytes != first.IndexBytes {
		t.Errorf("a run that changed nothing published generation %d of %d bytes", second.Generation, second.IndexBytes)
	}

	d.write("a.txt", "Bão số 10 đổi hướng\n\nTrời quang ở Đông Hà.\n")
	want["bao/a.txt"] = "Bão số 10 đổi hướng"
	third := d.mustRun(indexer.Options{})
	wantReport(t, third, indexer.Report{Read: 3, Changed: 1, Unchanged: 2, Articles: 3})
	if third.Generation != 2 {
		t.Errorf("the changed article is in generation %d", third.Generation)
	}
	wantTitles(t, d.titles(), want)
	x := d.open()
	defer x.Close()
	if got := find(t, x, "+ngập"); len(got) > 0 {
		t.Errorf("a word of the old version is found in %q", got)
	}
	if got := find(t, x, `"trời quang"`); !slices.Equal(got, []string{"bao/a.txt"}) {
		t.Errorf("words of the new version are found in %q", got)
	}
}

func TestPruneRemovesWhatIsGoneUnderThePathsAlone(t *testing.T) {
	d := newDesk(t)
	d.write("a/1.txt", "Tin một\n\nNội dung một.\n")
	d.write("a/2.txt", "Tin hai\n\nNội dung hai.\n")
	d.write("ab/3.txt", "Tin ba\n\nNội dung ba.\n")
	d.write("x.jsonl", lines(line("id", "x1", "title", "Tin bốn"), line("id", "x2", "title", "Tin năm")))
	all := indexer.Options{Paths: []string{d.path("a"), d.path("ab"), d.path("x.jsonl")}}
	d.mustRun(all)
	want := d.titles()

	d.remove("a/2.txt")
	d.remove("ab/3.txt")
	d.write("x.jsonl", lines(line("id", "x2", "title", "Tin năm")))
	rep := d.mustRun(all)
	wantReport(t, rep, indexer.Report{Read: 2, Unchanged: 2, Articles: 5})
	if rep.Generation != 1 {
		t.Errorf("generation %d was published, though nothing is pruned unless asked", rep.Generation)
	}
	wantTitles(t, d.titles(), want)

	// A folder's name may begin with another's; the path may be written in other ways.
	rep = d.mustRun(indexer.Options{Prune: true, Paths: []string{filepath.Join(d.dir, "ab") + "/../a/"}})
	wantReport(t, rep, indexer.Report{Read: 1, Unchanged: 1, Removed: 1, Articles: 4})
	delete(want, "a/2.txt")
	wantTitles(t, d.titles(), want)
	t.Chdir(d.dir)
	rep = d.mustRun(indexer.Options{Prune: true, Paths: []string{"x.jsonl"}})
	wantReport(t, rep, indexer.Report{Read: 1, Unchanged: 1, Removed: 1, Articles: 3})
	delete(want, "x1")
	wantTitles(t, d.titles(), want)
	rep = d.mustRun(indexer.Options{Prune: true, Paths: all.Paths})
	wantReport(t, rep, indexer.Report{Read: 2, Unchanged: 2, Removed: 1, Articles: 2})
}

func TestPruneToNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	for _, name := range []string{"a.txt", "2020", "c.jsonl"} {
		d.remove(name)
	}
	wantReport(t, d.mustRun(indexer.Options{Prune: true}), indexer.Report{Removed: 3})
	wantTitles(t, d.titles(), nil)
	threeArticles(d)
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 3, New: 3, Articles: 3})
}

func TestJSONLinesChangeMoveAndGo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a, b, c := line("id", "a", "title", "Một"), line("id", "b", "title", "Hai"), line("id", "c", "title", "Ba")
	d.write("x.jsonl", lines(a, b, c))
	d.mustRun(indexer.Options{})
	// Another order and another file are no change.
	d.write("x.jsonl", lines(c, a))
	d.write("y.jsonl", "\n"+lines(b))
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 3, Unchanged: 3, Articles: 3})
	d.write("x.jsonl", lines(c, line("id", "a", "title", "Một, sửa")))
	wantReport(t, d.mustRun(indexer.Options{Prune: true}), indexer.Report{Read: 3, Changed: 1, Unchanged: 2, Articles: 3})
	wantTitles(t, d.titles(), map[string]string{"a": "Một, sửa", "b": "Hai", "c": "Ba"})
}

// Ids made from line numbers mean another article when lines move.
func TestJSONLinesWithoutIDs(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	a, b, c := line("title", "Một"), line("title", "Hai"), line("title", "Ba")
	d.write("x.jsonl", lines(a, b))
	d.mustRun(indexer.Options{})
	d.write("x.jsonl", lines(c, a, b))
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 3, New: 1, Changed: 2, Articles: 3})
	wantTitles(t, d.titles(), map[string]string{"bao/x.jsonl#1": "Ba", "bao/x.jsonl#2": "Một", "bao/x.jsonl#3": "Hai"})
	// Its copy is another file with ids of its own.
	d.write("y.jsonl", lines(c, a))
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 5, New: 2, Unchanged: 3, Articles: 5})
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 5, Unchanged: 5, Articles: 5})
}

// Two files of the same bytes are two articles, which must not be taken for each other.
func TestTwins(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	const text = "Cáo phó\n\nGia đình vô cùng thương tiếc báo tin.\n"
	names := []string{"a.txt", "c/a.txt", "c/a#1.txt", "c/a#2.txt"}
	want := map[string]string{}
	for i, name := range names {
		d.write(name, text)
		want["bao/"+name] = "Cáo phó"
		rep := d.mustRun(indexer.Options{Prune: true})
		wantReport(t, rep, indexer.Report{Read: i + 1, New: 1, Unchanged: i, Articles: i + 1})
		wantTitles(t, d.titles(), want)
	}
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 4, Unchanged: 4, Articles: 4})
}

func TestOneIDTwiceInARun(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("x.jsonl", lines(line("id", "a", "title", "Một"), line("id", "b", "title", "Hai"), line("id", "a", "title", "Ba")))
	d.write("y.jsonl", lines(line("id", "b", "title", "Hai")))
	for round := range 2 {
		rep := d.mustRun(indexer.Options{Workers: 1})
		if len(rep.Skipped) != 2 || rep.Articles != 2 || rep.New+rep.Unchanged != 2 || rep.Generation != 1 {
			t.Errorf("run %d: %+v", round, rep)
		}
		for path, at := range map[string]int{"x.jsonl": 3, "y.jsonl": 1} {
			first := map[string]string{"x.jsonl": "x.jsonl line 1", "y.jsonl": "x.jsonl line 2"}[path]
			if got := skipOf(rep, d.path(path), at); !strings.Contains(got, first) || !strings.Contains(got, "id") {
				t.Errorf("run %d: the reason for %s line %d is %q", round, path, at, got)
			}
		}
	}
	wantTitles(t, d.titles(), map[string]string{"a": "Một", "b": "Hai"})
}

func TestRebuildBeginsEmpty(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	d.remove("a.txt")
	rep := d.mustRun(indexer.Options{Rebuild: true})
	wantReport(t, rep, indexer.Report{Read: 2, New: 2, Articles: 2})
	if rep.Generation != 2 {
		t.Errorf("generation %d", rep.Generation)
	}
	wantTitles(t, d.titles(), map[string]string{"bao/2020/b.txt": "Mùa gặt ở Hải Lăng", "c1": "Chợ phiên"})
	d.remove("2020")
	d.remove("c.jsonl")
	wantReport(t, d.mustRun(indexer.Options{Rebuild: true}), indexer.Report{})
	wantTitles(t, d.titles(), nil)
}

func TestEmptyInputGivesAnIndexThatOpens(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{})
	x := d.open()
	defer x.Close()
	if got := find(t, x, "bão"); len(got) > 0 {
		t.Errorf("an empty index finds %q", got)
	}
	if s, err := x.Stats(t.Context()); err != nil || s.Articles != 0 || s.First != nil {
		t.Errorf("its statistics are %+v (%v)", s, err)
	}
	if _, err := x.Get(t.Context(), "a"); err == nil {
		t.Error("it has an article")
	}
	threeArticles(d)
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 3, New: 3, Articles: 3})
}

// What a worker's memory holds decides how many segments a run makes, and nothing else.
func TestWorkersAndMemory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var all []string
	want := map[string]string{}
	for i := range 300 {
		id, title := "t"+string(rune('a'+i%26))+strings.Repeat("x", i/26), "Bản tin thứ "+strings.Repeat("một ", 1+i%7)
		title = strings.TrimSpace(title)
		want[id] = title
		all = append(all, line("id", id, "title", title, "body", strings.Repeat("Mưa lũ ở vùng cao. ", 10+i%20)))
	}
	d.write("x.jsonl", lines(all...))
	for _, o := range []indexer.Options{{Workers: 1}, {Workers: 3, MemoryBytes: 1}, {MemoryBytes: 1 << 40}} {
		o.Rebuild = true
		wantReport(t, d.mustRun(o), indexer.Report{Read: 300, New: 300, Articles: 300})
		wantTitles(t, d.titles(), want)
		x := d.open()
		res, err := x.Search(t.Context(), search.Request{Query: `"mưa lũ" vùng cao`})
		if err != nil || res.Total != 300 {
			t.Errorf("a common phrase has %d hits (%v)", res.Total, err)
		}
		if s, err := x.Stats(t.Context()); err != nil || s.Segments != 1 {
			t.Errorf("a first run leaves %d segments (%v)", s.Segments, err)
		}
		x.Close()
	}
}

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
		if rep.Articles != 5 || rep.Generation != 1 {
			t.Errorf("run %d: %+v", round, rep)
		}
		for _, name := range []string{"empty.txt", "blank.txt", "binary.txt", "picture.jpg", "broken.gz", "link.txt"} {
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
