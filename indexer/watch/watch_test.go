package watch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"timbao/indexer"
	"timbao/indexer/generation"
	"timbao/indexer/schema"
	"timbao/indexer/watch"
	"timbao/search"
)

func TestMain(m *testing.M) {
	// bleve starts these when it is loaded and never stops them.
	goleak.VerifyTestMain(m, goleak.IgnoreTopFunction("github.com/blevesearch/bleve_index_api.AnalysisWorker"))
}

// desk is a watched folder of articles.
type desk struct {
	t      *testing.T
	dir    string
	index  string
	mu     sync.Mutex
	reps   []indexer.Report
	said   []string
	stop   context.CancelFunc
	ended  chan error
	prompt chan struct{} // a report has come
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	dir := t.TempDir()
	d := &desk{t: t, dir: filepath.Join(dir, "bao"), index: filepath.Join(dir, "idx"), ended: make(chan error, 1), prompt: make(chan struct{}, 100)}
	if err := os.Mkdir(d.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, filepath.FromSlash(name)) }

func (d *desk) write(name, title string) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(d.path(name)), 0o755); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(d.path(name), []byte(title+"\n\nNội dung của "+title+".\n"), 0o644); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) rename(from, to string) {
	d.t.Helper()
	if err := os.Rename(d.path(from), d.path(to)); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) remove(name string) {
	d.t.Helper()
	if err := os.RemoveAll(d.path(name)); err != nil {
		d.t.Fatal(err)
	}
}

// watch begins to watch and waits for the first run.
func (d *desk) watch(o watch.Options) {
	d.t.Helper()
	o.Index.Dir = d.index
	if o.Index.Paths == nil {
		o.Index.Paths = []string{d.dir}
	}
	o.Index.Workers = 1
	if o.Settle == 0 {
		o.Settle = 40 * time.Millisecond
	}
	if o.Poll == 0 {
		o.Poll = -1 // events alone
	}
	o.Report = func(r indexer.Report) {
		d.mu.Lock()
		d.reps = append(d.reps, r)
		d.mu.Unlock()
		d.prompt <- struct{}{}
	}
	o.Notice = func(s string) {
		d.mu.Lock()
		defer d.mu.Unlock()
		d.said = append(d.said, s)
	}
	ctx, cancel := context.WithCancel(context.Background())
	d.stop = cancel
	go func() { d.ended <- watch.Run(ctx, o) }()
	d.t.Cleanup(d.end)
	select {
	case <-d.prompt:
	case err := <-d.ended:
		d.ended <- err
		d.t.Fatalf("ended at once: %v", err)
	case <-time.After(30 * time.Second):
		d.t.Fatal("no first run")
	}
}

// end stops the watcher, which must not be an error.
func (d *desk) end() {
	if d.stop == nil {
		return
	}
	d.stop()
	d.stop = nil
	select {
	case err := <-d.ended:
		if err != nil {
			d.t.Errorf("the watcher ended with %v", err)
		}
	case <-time.After(30 * time.Second):
		d.t.Error("the watcher does not stop")
	}
}

// want waits until the index holds articles of these ids and titles, and no others.
func (d *desk) want(articles map[string]string) {
	d.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for want := spell(articles); ; time.Sleep(10 * time.Millisecond) {
		got := spell(d.titles())
		if got == want {
			return
		}
		if time.Now().After(deadline) {
			d.t.Fatalf("the index has\n%s\nwant\n%s\nsaid: %q", got, want, d.notices())
		}
	}
}

func spell(articles map[string]string) string {
	var l []string
	for id, title := range articles {
		l = append(l, id+" "+title)
	}
	slices.Sort(l)
	return strings.Join(l, "\n")
}

func (d *desk) titles() map[string]string {
	d.t.Helper()
	x, err := search.Open(d.index, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	defer x.Close()
	got := map[string]string{}
	for cursor := ""; ; {
		res, err := x.Search(d.t.Context(), search.Request{Limit: search.MaxLimit, Cursor: cursor, Markup: search.MarkupNone})
		if err != nil {
			d.t.Fatal(err)
		}
		for _, h := range res.Hits {
			got[h.ID] = h.Title
		}
		if cursor = res.Next; cursor == "" {
			return got
		}
	}
}

func (d *desk) runs() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.reps)
}

func (d *desk) notices() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.said)
}

func TestFilesComeChangeMoveAndGo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.txt", "Tin một")
	d.watch(watch.Options{Index: indexer.Options{Prune: true}})
	d.want(map[string]string{"bao/a.txt": "Tin một"})

	d.write("b.txt", "Tin hai")
	d.want(map[string]string{"bao/a.txt": "Tin một", "bao/b.txt": "Tin hai"})
	d.write("a.txt", "Tin một, sửa")
	d.want(map[string]string{"bao/a.txt": "Tin một, sửa", "bao/b.txt": "Tin hai"})
	d.rename("b.txt", "c.txt")
	d.write("d.txt", "Tin ba")
	d.want(map[string]string{"bao/a.txt": "Tin một, sửa", "bao/b.txt": "Tin hai", "bao/d.txt": "Tin ba"})
	d.remove("a.txt")
	d.want(map[string]string{"bao/b.txt": "Tin hai", "bao/d.txt": "Tin ba"})
	// Written beside and put in place, as careful programs do.
	d.write(".d.txt.tmp", "Tin ba, sửa")
	d.rename(".d.txt.tmp", "d.txt")
	d.want(map[string]string{"bao/b.txt": "Tin hai", "bao/d.txt": "Tin ba, sửa"})
	d.end()
	d.mu.Lock()
	defer d.mu.Unlock()
	renamed := 0
	for _, r := range d.reps {
		renamed += r.Renamed
	}
	if renamed != 1 {
		t.Errorf("%d renames were reported: %+v", renamed, d.reps)
	}
}

func TestFoldersComeMoveAndGo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("keep.txt", "Tin gốc")
	d.watch(watch.Options{Index: indexer.Options{Prune: true}})
	want := map[string]string{"bao/keep.txt": "Tin gốc"}
	d.want(want)
	for i := range 5 {
		d.write(fmt.Sprintf("2020/0%d/a.txt", i), fmt.Sprint("Tin số ", i))
		want[fmt.Sprintf("bao/2020/0%d/a.txt", i)] = fmt.Sprint("Tin số ", i)
	}
	d.want(want)
	d.rename("2020", "2021")
	d.write("2021/03/a.txt", "Tin số 3, sửa") // in a folder that has moved
	d.write("2021/09/b.txt", "Tin số 9")
	want["bao/2021/09/b.txt"] = "Tin số 9"
	delete(want, "bao/2020/03/a.txt")
	want["bao/2021/03/a.txt"] = "Tin số 3, sửa" // neither its place nor its bytes tell what it was
	d.want(want)
	d.write("2021/09/b.txt", "Tin số 9, sửa")
	want["bao/2021/09/b.txt"] = "Tin số 9, sửa"
	d.want(want)
	d.remove("2021")
	d.want(map[string]string{"bao/keep.txt": "Tin gốc"})
	d.write("2021/09/b.txt", "Tin về lại")
	d.want(map[string]string{"bao/keep.txt": "Tin gốc", "bao/2021/09/b.txt": "Tin về lại"})
}

// A file that is still being written is waited for.
func TestHalfWrittenFiles(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.txt", "Tin một")
	d.watch(watch.Options{Settle: 300 * time.Millisecond})
	d.want(map[string]string{"bao/a.txt": "Tin một"})
	f, err := os.Create(d.path("b.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for i := range 12 {
		if _, err := fmt.Fprintf(f, "Dòng %d của một tin dài.\n\n", i); err != nil {
			t.Fatal(err)
		}
		time.Sleep(60 * time.Millisecond)
	}
	if len(d.titles()) > 1 {
		t.Error("a file was read while it was written")
	}
	d.want(map[string]string{"bao/a.txt": "Tin một", "bao/b.txt": "Dòng 0 của một tin dài."})
	d.end()
	if n := d.runs(); n > 4 {
		t.Errorf("it took %d runs", n)
	}
}

func TestBurstsAreFewRuns(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.watch(watch.Options{})
	want := map[string]string{}
	for i := range 300 {
		name := fmt.Sprintf("%d/%03d.txt", i%7, i)
		d.write(name, fmt.Sprint("Tin số ", i))
		want["bao/"+name] = fmt.Sprint("Tin số ", i)
	}
	d.want(want)
	d.end()
	if n := d.runs(); n > 6 {
		t.Errorf("300 files took %d runs", n)
	}
}

// Without events, listings tell as much.
func TestPolling(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.txt", "Tin một")
	d.write("b/b.txt", "Tin hai")
	d.watch(watch.Options{Blind: true, Poll: 50 * time.Millisecond, Index: indexer.Options{Prune: true}})
	d.write("c/c.txt", "Tin ba")
	d.write("a.txt", "Tin một, sửa")
	d.want(map[string]string{"bao/a.txt": "Tin một, sửa", "bao/b/b.txt": "Tin hai", "bao/c/c.txt": "Tin ba"})
	d.rename("b", "d")
	d.remove("a.txt")
	d.want(map[string]string{"bao/b/b.txt": "Tin hai", "bao/c/c.txt": "Tin ba"})
}

// A disk that is not mounted looks like an empty folder, or none at all.
func TestUnmountedDiskLosesNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.txt", "Tin một")
	d.write("b.txt", "Tin hai")
	both := map[string]string{"bao/a.txt": "Tin một", "bao/b.txt": "Tin hai"}
	d.watch(watch.Options{Poll: 50 * time.Millisecond, Index: indexer.Options{Prune: true}})
	d.want(both)
	away := d.dir + "-away"
	for _, empty := range []bool{false, true} {
		if err := os.Rename(d.dir, away); err != nil {
			t.Fatal(err)
		}
		if empty {
			if err := os.Mkdir(d.dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		time.Sleep(400 * time.Millisecond)
		if got := d.titles(); spell(got) != spell(both) {
			t.Fatalf("the index lost articles: %v", got)
		}
		if empty {
			d.remove("")
		}
		if err := os.Rename(away, d.dir); err != nil {
			t.Fatal(err)
		}
		time.Sleep(200 * time.Millisecond)
	}
	if len(d.notices()) == 0 {
		t.Error("nobody was told")
	}
	d.remove("a.txt")
	d.want(map[string]string{"bao/b.txt": "Tin hai"})
}

// Another process may write to the index in between; then the watcher waits.
func TestWaitsForAnotherWriter(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.txt", "Tin một")
	d.watch(watch.Options{})
	d.want(map[string]string{"bao/a.txt": "Tin một"})
	store, err := generation.Open(d.index, schema.StoreOptions())
	if err != nil {
		t.Fatal(err)
	}
	draft, err := store.Begin(t.Context())
	if err != nil {
		t.Fatalf("the index is locked while nothing goes on: %v", err)
	}
	d.write("b.txt", "Tin hai")
	for deadline := time.Now().Add(20 * time.Second); len(d.notices()) == 0; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nobody was told that the index is locked")
		}
	}
	if err := draft.Discard(); err != nil {
		t.Fatal(err)
	}
	d.want(map[string]string{"bao/a.txt": "Tin một", "bao/b.txt": "Tin hai"})
}

func TestWatchesAFile(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.write("a.txt", "Tin một")
	d.watch(watch.Options{Index: indexer.Options{Paths: []string{d.path("a.txt")}}})
	d.want(map[string]string{"a.txt": "Tin một"})
	d.write("b.txt", "Tin bên cạnh")
	d.write("a.txt", "Tin một, sửa")
	d.want(map[string]string{"a.txt": "Tin một, sửa"})
}

func TestIndexInsideTheWatchedFolder(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.index = d.path("timbao.idx")
	d.write("a.txt", "Tin một")
	d.watch(watch.Options{Poll: 30 * time.Millisecond})
	d.want(map[string]string{"bao/a.txt": "Tin một"})
	before := d.runs()
	d.write("b.txt", "Tin hai")
	d.want(map[string]string{"bao/a.txt": "Tin một", "bao/b.txt": "Tin hai"})
	time.Sleep(300 * time.Millisecond)
	d.end()
	if n := d.runs() - before; n > 2 {
		t.Errorf("%d runs for one file", n)
	}
}

func TestRootsThatAreNotThere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	err := watch.Run(t.Context(), watch.Options{Index: indexer.Options{Dir: filepath.Join(dir, "idx"), Paths: []string{filepath.Join(dir, "bao")}}})
	if err == nil || !strings.Contains(err.Error(), "bao") {
		t.Errorf("the error is %v", err)
	}
}
