package indexer_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"timbao/indexer"
	"timbao/indexer/schema"
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

// What a worker's memory holds decides how many segments a run makes on the way, and nothing else.
func TestWorkersAndMemory(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	var all []string
	want := map[string]string{}
	for i := range 300 {
		id, title := fmt.Sprintf("t%d", i), strings.TrimSpace("Bản tin thứ "+strings.Repeat("một ", 1+i%7))
		want[id] = title
		var rare strings.Builder // so many words that a builder is soon full
		for j := range 60 {
			rare.WriteString(word(60*i+j) + " ")
		}
		all = append(all, line("id", id, "title", title, "body", strings.Repeat("Mưa lũ ở vùng cao. ", 10+i%20)+rare.String()))
	}
	d.write("x.jsonl", lines(all...))
	for _, o := range []indexer.Options{{Workers: 1}, {Workers: 3, MemoryBytes: 1}, {MemoryBytes: 1 << 40}} {
		o.Rebuild = true
		parts := 0
		o.Progress = func(p indexer.Progress) {
			if p.Phase == indexer.PhaseMerge {
				files, _ := filepath.Glob(filepath.Join(d.index, "gen-*", schema.BuildFolder, "*.zap"))
				parts = len(files)
			}
		}
		wantReport(t, d.mustRun(o), indexer.Report{Read: 300, New: 300, Articles: 300})
		if o.MemoryBytes == 1 && parts < 3 || o.MemoryBytes != 1 && parts > o.Workers+runtime.GOMAXPROCS(0) {
			t.Errorf("%d segments were written on the way with %d workers and %d bytes", parts, o.Workers, o.MemoryBytes)
		}
		wantTitles(t, d.titles(), want)
		x := d.open()
		res, err := x.Search(t.Context(), search.Request{Query: `"mưa lũ" vùng cao`})
		if err != nil || res.Total != 300 {
			t.Errorf("a common phrase has %d hits (%v)", res.Total, err)
		}
		if got := find(t, x, word(60*123)); !slices.Equal(got, []string{"t123"}) {
			t.Errorf("a rare word is found in %q", got)
		}
		if s, err := x.Stats(t.Context()); err != nil || s.Segments != 1 {
			t.Errorf("a first run leaves %d segments (%v)", s.Segments, err)
		}
		x.Close()
	}
}
