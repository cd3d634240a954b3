package indexer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"timbao/indexer/article"
)

// feeding is a run over a folder of the given files that only reads.
func feeding(t *testing.T, files map[string]string) *run {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := &run{Options: Options{Paths: []string{dir}, Workers: 2}, seen: map[string]article.Source{}}
	err := article.Find(t.Context(), r.Paths, func(f article.File) error {
		r.files = append(r.files, f)
		return nil
	}, r.skip)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Records come in the order of the files, however many are read at once, and nothing stays in flight.
func TestFeedKeepsTheOrder(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	want := 0
	for i := range 300 {
		want++
		name := fmt.Sprintf("%04d", i)
		switch {
		case i%50 == 7: // larger than a job
			files[name+".txt"] = strings.Repeat("Dòng dài của một bài.\n", 60000)
		case i%9 == 3:
			want += 699
			files[name+".jsonl"] = strings.Repeat(`{"title":"Một"}`+"\n", 700)
		default:
			files[name+".txt"] = "Tin " + name
		}
	}
	r := feeding(t, files)
	out := make(chan batch)
	ended := make(chan error, 1)
	go func() {
		defer close(out)
		ended <- r.feed(t.Context(), out)
	}()
	last, n := "", 0
	for b := range out {
		for _, rec := range b {
			key := fmt.Sprintf("%s#%06d", rec.Source.Path, rec.Source.Line)
			if key <= last {
				t.Fatalf("%s comes after %s", key, last)
			}
			last = key
			n++
		}
		r.flight.analysed(b.bytes())
	}
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	if n != want || int(r.read.Load()) != want || int(r.filesDone.Load()) != 300 {
		t.Errorf("%d records, %d counted, %d files; want %d", n, r.read.Load(), r.filesDone.Load(), want)
	}
	if r.flight.used != 0 || r.flight.handed != 0 {
		t.Errorf("%d bytes in flight, %d handed on", r.flight.used, r.flight.handed)
	}
}

// A run that ends while readers wait, for room or for their turn, leaves nobody waiting.
func TestFeedStops(t *testing.T) {
	t.Parallel()
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("%02d.txt", i)] = strings.Repeat("Dòng dài của một bài.\n", 100000)
	}
	for _, taken := range []int{0, 1, 5} {
		r := feeding(t, files)
		ctx, cancel := context.WithCancel(t.Context())
		out := make(chan batch)
		ended := make(chan error, 1)
		go func() { ended <- r.feed(ctx, out) }()
		for range taken {
			<-out
		}
		time.Sleep(20 * time.Millisecond)
		cancel()
		select {
		case err := <-ended:
			if !errors.Is(err, context.Canceled) {
				t.Errorf("after %d batches: %v", taken, err)
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("after %d batches it hangs", taken)
		}
	}
}

func TestFlightBoundsWhatIsInMemory(t *testing.T) {
	t.Parallel()
	var f flight
	first, later := make(chan struct{}), make(chan struct{})
	close(first)
	take := func(n int64, turn chan struct{}) error {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
		defer cancel()
		defer context.AfterFunc(ctx, f.wake)()
		return f.take(ctx, n, turn)
	}
	const half = maxFlight / 2
	if err := take(half, later); err != nil {
		t.Fatal(err)
	}
	if err := take(1, later); err == nil {
		t.Error("a later job took more than half")
	}
	if err := take(half, first); err != nil {
		t.Error("the first job did not get the other half")
	}
	f.handedOn(half)
	if err := take(1, first); err == nil {
		t.Error("the first job took more than there is, though the workers have work")
	}
	f.analysed(half)
	if err := take(half+1, first); err != nil {
		t.Error("the first job waits for the others, which wait for it")
	}
	f.release(half)
	f.release(half + 1)
	if f.used != 0 || f.handed != 0 {
		t.Errorf("%d bytes are left, %d handed on", f.used, f.handed)
	}
}

func TestCut(t *testing.T) {
	t.Parallel()
	var files []article.File
	for i := range 200 {
		size := int64(100)
		if i%70 == 69 {
			size = 5 * jobBytes
		}
		files = append(files, article.File{Size: size, Path: fmt.Sprint(i)})
	}
	n := 0
	for _, files := range cut(files) {
		size := int64(0)
		for _, f := range files {
			if f.Path != fmt.Sprint(n) {
				t.Fatalf("%s is in the place of %d", f.Path, n)
			}
			size += f.Size
			n++
		}
		if len(files) > jobFiles || len(files) > 1 && size > jobBytes {
			t.Errorf("a job has %d files of %d bytes", len(files), size)
		}
	}
	if n != len(files) {
		t.Errorf("%d files of %d", n, len(files))
	}
}
