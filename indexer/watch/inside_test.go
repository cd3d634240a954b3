package watch

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"

	"timbao/indexer"
)

// Where the system says that it lost events, the folders are listed at once.
func TestLostEvents(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	bao := filepath.Join(dir, "bao")
	if err := os.Mkdir(bao, 0o755); err != nil {
		t.Fatal(err)
	}
	reports := make(chan indexer.Report, 10)
	w := newWatcher(Options{Poll: -1, Settle: 20 * time.Millisecond, Report: func(r indexer.Report) { reports <- r },
		Index: indexer.Options{Dir: filepath.Join(dir, "idx"), Paths: []string{bao}, Workers: 1}})
	defer w.close()
	ctx, cancel := context.WithCancel(t.Context())
	if err := w.begin(ctx); err != nil {
		t.Fatal(err)
	}
	<-reports
	if err := w.ears.notify.Remove(bao); err != nil { // events of this folder are lost from here on
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(bao, "a.txt"), []byte("Tin một\n\nNội dung.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- w.follow(ctx) }()
	select {
	case r := <-reports:
		t.Fatalf("the folder was listened to all the same: %+v", r)
	case <-time.After(300 * time.Millisecond):
	}
	w.ears.notify.Errors <- fsnotify.ErrEventOverflow
	select {
	case r := <-reports:
		if r.New != 1 {
			t.Errorf("the report is %+v", r)
		}
	case <-time.After(20 * time.Second):
		t.Error("what was lost was not looked for")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// disk is what state sees of files, and a clock.
type disk struct {
	*state
	files map[string]stamp
	now   time.Time
}

func newDisk() *disk {
	d := &disk{state: newState(time.Second, 5*time.Second), files: map[string]stamp{}, now: time.Unix(1e9, 0)}
	d.look = func(path string) stamp { return d.files[path] }
	return d
}

// put changes a file and sends the event.
func (d *disk) put(path string, size int64) {
	if d.files[path] = (stamp{size, d.now.UnixNano()}); size == 0 {
		delete(d.files, path)
	}
	d.touch(path, d.now)
}

// pass lets time go by, in steps, and returns when a batch is due, or nil when none is.
func (d *disk) pass(span time.Duration) map[string]stamp {
	for end := d.now.Add(span); d.now.Before(end); {
		d.now = d.now.Add(250 * time.Millisecond)
		d.rest(d.now)
		if d.due(d.now) {
			return d.take()
		}
	}
	return nil
}

func TestStateWaitsUntilFilesRest(t *testing.T) {
	t.Parallel()
	d := newDisk()
	for size := range int64(10) {
		d.put("a", 1+size)
		if got := d.pass(750 * time.Millisecond); got != nil {
			t.Fatalf("a file that grows is in the batch %v", got)
		}
	}
	if got := d.pass(time.Second); len(got) != 1 || got["a"].size != 10 {
		t.Errorf("the batch is %v", got)
	}
	// Written without events, as on a network disk: each look shows another size.
	d.put("a", 20)
	for size := range int64(8) {
		d.files["a"] = stamp{21 + size, 1}
		if got := d.pass(time.Second); got != nil {
			t.Fatalf("a file that grows is in the batch %v", got)
		}
	}
	if got := d.pass(2 * time.Second); got["a"].size != 28 {
		t.Errorf("the batch is %v", got)
	}
}

func TestStateGathers(t *testing.T) {
	t.Parallel()
	d := newDisk()
	d.put("a", 1)
	begun := d.now
	for size := range int64(100) { // never rests
		d.put("b", 1+size)
		if got := d.pass(500 * time.Millisecond); got != nil {
			if _, ok := got["b"]; ok || len(got) != 1 || d.now.Sub(begun) < 5*time.Second || d.now.Sub(begun) > 7*time.Second {
				t.Errorf("after %v the batch is %v", d.now.Sub(begun), got)
			}
			return
		}
	}
	t.Error("a file that never rests holds up the others")
}

func TestStateForgetsWhatChangesBack(t *testing.T) {
	t.Parallel()
	d := newDisk()
	d.put("a", 1)
	was := d.files["a"]
	d.pass(2 * time.Second)
	d.put("a", 0)
	d.files["a"] = was
	d.put("tmp", 5)
	d.put("tmp", 0)
	if got := d.pass(10 * time.Second); got != nil || len(d.dirty) > 0 {
		t.Errorf("the batch is %v, dirty %v", got, d.dirty)
	}
	// What could not be indexed is tried again, though it looks the same.
	d.put("a", 2)
	batch := d.pass(2 * time.Second)
	d.again(batch, d.now)
	if got := d.pass(2 * time.Second); got["a"] != batch["a"] {
		t.Errorf("the second batch is %v, the first was %v", got, batch)
	}
}

func TestBelow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		path, root string
		want       bool
	}{
		{"bao/a", "bao", true}, {"bao", "bao", true}, {"baox/a", "bao", false}, {"a", ".", true}, {"/a", ".", false},
		{"../a", ".", false}, {"..a", ".", true}, {"/a", "/", true},
	} {
		if got := below(filepath.FromSlash(c.path), filepath.FromSlash(c.root)); got != c.want {
			t.Errorf("%s below %s: %v", c.path, c.root, got)
		}
	}
}
