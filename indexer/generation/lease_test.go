package generation

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestReadersKeepOldGenerations(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	g, release, err := s.Acquire()
	must(t, err)
	again, err := g.Hold()
	must(t, err)
	mustPublish(t, s, two)
	mustPublish(t, s, one)
	wantNames(t, s, "CURRENT", "gen-000001", "gen-000003", "lock")
	if c, err := read(g); err != nil || !maps.Equal(c, one) {
		t.Errorf("held generation reads %v, %v", c, err)
	}
	must(t, release())
	must(t, release())
	if n, err := s.Sweep(t.Context()); n != 0 || err != nil {
		t.Errorf("Sweep removed %d held generations, %v", n, err)
	}
	must(t, again())
	if n, err := s.Sweep(t.Context()); n != 1 || err != nil {
		t.Errorf("Sweep removed %d generations, %v", n, err)
	}
	wantNames(t, s, "CURRENT", "gen-000003", "lock")
	_, err = g.Hold()
	wantIs(t, err, ErrGone)
	wantContent(t, s, one)
	wantSound(t, s)
}

func TestBeginRemovesWhatReadersLeft(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	_, release, err := s.Acquire()
	must(t, err)
	mustPublish(t, s, two)
	must(t, release())
	must(t, os.MkdirAll(filepath.Join(s.Dir(), "gen-000007.tmp", "store"), 0o755))
	d, err := s.Begin(t.Context())
	must(t, err)
	wantNames(t, s, "CURRENT", "gen-000002", "gen-000003.tmp", "lock")
	must(t, d.Discard())
}

// TestHoldWhileGenerationGoes steps into the moments in which a generation is taken away.
func TestHoldWhileGenerationGoes(t *testing.T) {
	for _, moment := range []string{"retire gen-000001", "remove gen-000001.tmp"} {
		s := newIndex(t, testOptions())
		g := mustPublish(t, s, one)
		asked := false
		s.step = func(op string) error {
			if op == moment {
				asked = true
				if release, err := g.Hold(); !errors.Is(err, ErrGone) {
					t.Errorf("%s: held what goes: %v", moment, err)
					_ = release()
				}
				if c, n, err := held(newStore(s.dir, s.o)); err != nil || n != 2 || !maps.Equal(c, two) {
					t.Errorf("%s: current is %d %v, %v", moment, n, c, err)
				}
			}
			return nil
		}
		mustPublish(t, s, two)
		if !asked {
			t.Errorf("%s never happened", moment)
		}
	}
}

// TestPublishBetweenTwoLooks replaces the generation between a reader's steps.
func TestPublishBetweenTwoLooks(t *testing.T) {
	for _, moment := range []string{"load gen-000001", "hold gen-000001"} {
		s := newIndex(t, testOptions())
		mustPublish(t, s, one)
		reader := quickStore(s.dir, s.o)
		looks := 0
		reader.step = func(op string) error {
			if op == moment {
				looks++
				mustPublish(t, s, two)
			}
			return nil
		}
		g, release, err := reader.Acquire()
		must(t, err)
		if g.Number != 2 || looks != 1 {
			t.Errorf("%s: acquired %d after %d looks", moment, g.Number, looks)
		}
		must(t, release())
	}
}

func TestLockOnAGenerationThatWent(t *testing.T) {
	s := newIndex(t, testOptions())
	g := mustPublish(t, s, one)
	root, err := openDir(s.dir)
	must(t, err)
	defer root.Close()
	lease, err := openLease(root, "gen-000001")
	must(t, err)
	if ok, err := lease.TryRLock(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	defer func() { _ = lease.Close() }()
	must(t, stillThere(root, "gen-000001", lease))
	must(t, os.Rename(g.Dir, g.Dir+".tmp"))
	wantIs(t, stillThere(root, "gen-000001", lease), fs.ErrNotExist)
	must(t, os.Mkdir(g.Dir, 0o755))
	must(t, os.WriteFile(filepath.Join(g.Dir, "manifest.json"), nil, 0o644))
	wantIs(t, stillThere(root, "gen-000001", lease), fs.ErrNotExist)
}

func TestReadersDuringPublishes(t *testing.T) {
	t.Parallel()
	s := newIndex(t, testOptions())
	version := func(n int) content {
		return content{
			"root.bolt":                    fmt.Sprint("root ", n),
			fmt.Sprintf("s/%d.zap", n):     fmt.Sprint("segment ", n),
			fmt.Sprintf("s/%d.zap", n-1):   fmt.Sprint("segment ", n-1),
			fmt.Sprintf("%d/meta.json", n): "{}",
		}
	}
	mustPublish(t, s, version(1))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			last := uint64(0)
			for running := true; running; {
				select {
				case <-done:
					running = false // and once more
				default:
				}
				c, n, err := held(s)
				if err != nil || n < last || !maps.Equal(c, version(int(n))) {
					t.Errorf("generation %d after %d: %v, %v", n, last, c, err)
					return
				}
				last = n
				time.Sleep(time.Millisecond)
			}
			if last != 21 {
				t.Errorf("last generation seen is %d", last)
			}
		})
	}
	for i := range 20 {
		mustPublish(t, s, version(i+2))
	}
	close(done)
	readers.Wait()
	_, err := s.Sweep(t.Context())
	must(t, err)
	wantNames(t, s, "CURRENT", "gen-000021", "lock")
}

// TestAnyHistory compares the folder with a model of it after any short history of one writer and some readers.
func TestAnyHistory(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	run := 0
	rapid.Check(t, func(t *rapid.T) {
		run++
		s := quickStore(filepath.Join(base, fmt.Sprint(run)), testOptions())
		modelErr(t, os.Mkdir(s.dir, 0o755))
		modelErr(t, s.create(t.Context()))
		m := model{s: s, held: map[uint64][]func() error{}, contents: map[uint64]content{}}
		for _, act := range rapid.SliceOfN(rapid.IntRange(publishAct, releaseAct), 1, 6).Draw(t, "acts") {
			m.act(t, act)
			m.compare(t, act)
		}
		for _, releases := range m.held {
			for _, release := range releases {
				modelErr(t, release())
			}
		}
	})
}
