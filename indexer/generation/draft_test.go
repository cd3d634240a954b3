package generation

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// sameFile tells whether a file is shared between two folders.
func sameFile(t testing.TB, name, a, b string) bool {
	t.Helper()
	x, err := os.Stat(filepath.Join(a, filepath.FromSlash(name)))
	must(t, err)
	y, err := os.Stat(filepath.Join(b, filepath.FromSlash(name)))
	must(t, err)
	return os.SameFile(x, y)
}

func TestCloneSharesImmutableFilesOnly(t *testing.T) {
	tests := []struct {
		name   string
		change func(*Store)
		shared bool
	}{
		{"links", func(*Store) {}, true},
		{"no links here", func(s *Store) {
			s.link = func(*os.Root, string, string) error { return errors.ErrUnsupported }
		}, false},
		{"no predicate", func(s *Store) { s.o.Mutable = nil }, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newIndex(t, testOptions())
			g := mustPublish(t, s, one)
			test.change(s)
			d, err := s.Begin(t.Context())
			must(t, err)
			if got := sameFile(t, "store/000001.zap", g.Dir, d.Dir()); got != test.shared {
				t.Errorf("segment is shared: %v", got)
			}
			for _, name := range []string{"root.bolt", "index_meta.json"} {
				if sameFile(t, name, g.Dir, d.Dir()) {
					t.Errorf("%s is shared, though it is changed in place", name)
				}
			}
			if d.Previous().Number != 1 || d.Number() != 2 {
				t.Errorf("draft %d follows %d", d.Number(), d.Previous().Number)
			}
			must(t, os.WriteFile(filepath.Join(d.Dir(), "root.bolt"), []byte("changed"), 0o644))
			wantContent(t, s, one)
			must(t, fill(d.Dir(), two))
			_, err = d.Publish(t.Context(), Meta{})
			must(t, err)
			wantContent(t, s, two)
			wantSound(t, s)
		})
	}
}

func TestDiscard(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	d, err := s.Begin(t.Context())
	must(t, err)
	must(t, fill(d.Dir(), two))
	must(t, d.Discard())
	must(t, d.Discard())
	wantNames(t, s, "CURRENT", "gen-000001", "lock")
	wantContent(t, s, one)
	_, err = d.Publish(t.Context(), Meta{})
	wantIs(t, err, ErrFinished)
	g := mustPublish(t, s, two)
	if g.Number != 2 {
		t.Errorf("generation is %d", g.Number)
	}
}

func TestPublishOnce(t *testing.T) {
	s := newIndex(t, testOptions())
	d, err := s.Begin(t.Context())
	must(t, err)
	_, err = d.Publish(t.Context(), Meta{})
	must(t, err)
	_, err = d.Publish(t.Context(), Meta{})
	wantIs(t, err, ErrFinished)
	must(t, d.Discard())
	wantContent(t, s, content{})
}

func TestRefusedDrafts(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, s *Store, d *Draft)
		want  error // nil: any
	}{
		{"link to a file", func(t *testing.T, _ *Store, d *Draft) {
			must(t, os.Symlink(filepath.Join(d.Dir(), "root.bolt"), filepath.Join(d.Dir(), "link")))
		}, ErrBadFile},
		{"link to a folder", func(t *testing.T, _ *Store, d *Draft) {
			must(t, os.Symlink("/", filepath.Join(d.Dir(), "store", "link")))
		}, ErrBadFile},
		{"manifest", func(t *testing.T, _ *Store, d *Draft) {
			must(t, os.WriteFile(filepath.Join(d.Dir(), "manifest.json"), nil, 0o644))
		}, ErrBadFile},
		{"shared file changed", func(t *testing.T, _ *Store, d *Draft) {
			p := filepath.Join(d.Dir(), "store", "000001.zap")
			must(t, os.WriteFile(p, []byte("SEGMENT ONE"), 0o644))
			must(t, os.Chtimes(p, time.Time{}, time.Now().Add(time.Hour))) // as a later write would set it
		}, ErrBadFile},
		{"draft gone", func(t *testing.T, _ *Store, d *Draft) { must(t, os.RemoveAll(d.Dir())) }, nil},
		{"lock file gone", func(t *testing.T, s *Store, _ *Draft) { must(t, os.Remove(filepath.Join(s.Dir(), "lock"))) }, nil},
		{"CURRENT changed", func(t *testing.T, s *Store, _ *Draft) {
			must(t, os.WriteFile(filepath.Join(s.Dir(), "CURRENT"), []byte("gen-000001\n\n"), 0o644))
		}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if runtime.GOOS == "windows" {
				return // open and linked files can't be spoilt there
			}
			s := newIndex(t, testOptions())
			mustPublish(t, s, one)
			d, err := s.Begin(t.Context())
			must(t, err)
			test.spoil(t, s, d)
			_, err = d.Publish(t.Context(), Meta{})
			if err == nil || (test.want != nil && !errors.Is(err, test.want)) {
				t.Fatalf("error %v, want %v", err, test.want)
			}
			must(t, d.Discard())
			if n, err := s.Number(); err == nil && n != 1 {
				t.Errorf("generation %d was published all the same", n)
			}
		})
	}
}

func TestBeginRefusesADamagedGeneration(t *testing.T) {
	tests := []struct {
		name  string
		spoil func(t *testing.T, file string)
		file  string
	}{
		{"missing", func(t *testing.T, f string) { must(t, os.Remove(f)) }, "store/000001.zap"},
		{"cut", func(t *testing.T, f string) { must(t, os.Truncate(f, 3)) }, "store/000001.zap"},
		{"changed copy", func(t *testing.T, f string) { must(t, os.WriteFile(f, []byte("root 0ne"), 0o644)) }, "root.bolt"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newIndex(t, testOptions())
			g := mustPublish(t, s, one)
			test.spoil(t, filepath.Join(g.Dir, filepath.FromSlash(test.file)))
			_, err := s.Begin(t.Context())
			wantIs(t, err, ErrDamaged)
			wantNames(t, s, "CURRENT", "gen-000001", "lock")
			d, err := s.BeginEmpty(t.Context())
			must(t, err)
			must(t, fill(d.Dir(), two))
			_, err = d.Publish(t.Context(), Meta{})
			must(t, err)
			wantContent(t, s, two)
			wantSound(t, s)
		})
	}
}

func TestCancelled(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	ctx, cancel := context.WithCancel(t.Context())
	d, err := s.Begin(ctx)
	must(t, err)
	must(t, fill(d.Dir(), two))
	cancel()
	_, err = d.Publish(ctx, Meta{})
	wantIs(t, err, context.Canceled)
	must(t, d.Discard())
	_, err = s.Begin(ctx)
	wantIs(t, err, context.Canceled)
	wantContent(t, s, one)
	wantNames(t, s, "CURRENT", "gen-000001", "lock")
}

func TestLockWithinAProcess(t *testing.T) {
	o := testOptions()
	o.LockWait = 30 * time.Millisecond
	s := newIndex(t, o)
	d, err := s.Begin(t.Context())
	must(t, err)
	_, err = s.Begin(t.Context())
	var locked *LockedError
	if !errors.As(err, &locked) || locked.PID != os.Getpid() {
		t.Fatalf("error is %v", err)
	}
	_, err = s.Sweep(t.Context())
	wantIs(t, err, ErrLocked)
	must(t, d.Discard())
	// A holder's record that can't be read doesn't hide that the index is locked.
	d, err = s.Begin(t.Context())
	must(t, err)
	must(t, os.WriteFile(filepath.Join(s.Dir(), "lock"), []byte("garbage"), 0o644))
	_, err = s.Begin(t.Context())
	if !errors.As(err, &locked) || locked.PID != 0 {
		t.Fatalf("error is %v", err)
	}
	must(t, d.Discard())
}

func TestBeginWaitsForAShortHolder(t *testing.T) {
	o := testOptions()
	o.LockWait = time.Minute
	s := newIndex(t, o)
	d, err := s.Begin(t.Context())
	must(t, err)
	time.AfterFunc(50*time.Millisecond, func() { _ = d.Discard() })
	mustPublish(t, s, one)
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		return // permissions don't bind there
	}
	s := newIndex(t, testOptions())
	g := mustPublish(t, s, one)
	for _, dir := range []string{g.Dir, s.Dir()} {
		must(t, os.Chmod(dir, 0o555))
		defer func() { _ = os.Chmod(dir, 0o755) }()
	}
	wantContent(t, s, one)
	if _, err := s.Begin(t.Context()); err == nil || errors.Is(err, ErrLocked) {
		t.Errorf("Begin: %v", err)
	}
	wantContent(t, s, one)
}

// BenchmarkRun is what a run costs beside writing the index: clone, hash, sync and switch with 64 MiB of segments, one of 4 MiB new.
func BenchmarkRun(b *testing.B) {
	s, err := Create(b.Context(), filepath.Join(b.TempDir(), "idx"), testOptions())
	must(b, err)
	segment := strings.Repeat("0123456789abcdef", 4<<20/16)
	c := content{"root.bolt": segment[:1<<18]}
	for i := range 16 {
		c[fmt.Sprintf("store/%d.zap", i)] = segment
	}
	started := time.Now()
	mustPublish(b, s, c)
	first := time.Since(started)
	for i := 0; b.Loop(); i++ {
		c["store/new.zap"] = fmt.Sprint(i) + segment
		mustPublish(b, s, c)
	}
	b.ReportMetric(64/first.Seconds(), "first-MiB/s")
}
