package generation

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestPublishAndReopen(t *testing.T) {
	s := newIndexAt(t, filepath.Join(t.TempDir(), "parent", "idx"))
	_, err := s.Current()
	wantIs(t, err, ErrNoIndex)
	g := mustPublish(t, s, one)
	if g.Number != 1 || filepath.Base(g.Dir) != "gen-000001" {
		t.Errorf("first generation is %d in %s", g.Number, g.Dir)
	}
	mustPublish(t, s, two)
	again, err := Open(s.Dir(), testOptions())
	must(t, err)
	wantContent(t, again, two)
	wantSound(t, again)
	wantNames(t, s, "CURRENT", "gen-000002", "lock")
	g, err = again.Current()
	must(t, err)
	m := g.Manifest
	if m.Documents != len(two) || m.Tool != "test 1" || m.Counts["read"] != 7 || m.Format != 3 || m.Analysis != 2 {
		t.Errorf("manifest is %+v", m)
	}
	if time.Since(m.Created) > time.Minute || m.Bytes() != int64(len("root two!segment twosegment three{}")) {
		t.Errorf("created %v, %d bytes", m.Created, m.Bytes())
	}
	raw, err := os.ReadFile(filepath.Join(s.Dir(), "CURRENT"))
	if err != nil || string(raw) != "gen-000002\n" {
		t.Errorf("CURRENT is %q, %v", raw, err)
	}
}

func TestCreateIsOpenForAnIndex(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	again, err := Create(t.Context(), s.Dir(), testOptions())
	must(t, err)
	wantContent(t, again, one)
}

func TestFoldersThatAreNoIndex(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, []byte("mine"), 0o644))
	empty := filepath.Join(dir, "empty")
	must(t, os.Mkdir(empty, 0o755))
	for _, d := range []string{filepath.Join(dir, "missing"), file, dir, empty} {
		if _, err := Open(d, Options{}); !errors.Is(err, ErrNoIndex) {
			t.Errorf("Open(%s): %v", d, err)
		}
	}
	_, err := Create(t.Context(), dir, Options{})
	wantIs(t, err, ErrNotEmpty)
	if list, _ := os.ReadDir(dir); len(list) != 2 {
		t.Errorf("Create left something in a folder that isn't its own: %v", list)
	}
	if _, err := Create(t.Context(), file, Options{}); err == nil {
		t.Error("Create made an index of a file")
	}
}

func TestFailedCreateIsResumed(t *testing.T) {
	for _, left := range []string{"lock", "CURRENT.tmp"} {
		dir := t.TempDir()
		must(t, os.WriteFile(filepath.Join(dir, left), nil, 0o644))
		s, err := Create(t.Context(), dir, testOptions())
		must(t, err)
		mustPublish(t, s, one)
	}
}

func TestDamagedCurrent(t *testing.T) {
	tests := []struct {
		name, content string
		want          error
	}{
		{"empty", "", ErrDamaged},
		{"garbage", "\x00\xff\n", ErrDamaged},
		{"cut", "gen-000001", ErrDamaged},
		{"other form", "gen-1\n", ErrDamaged},
		{"number nought", "gen-000000\n", ErrDamaged},
		{"path", "../gen-000001\n", ErrDamaged},
		{"draft", "gen-000001.tmp\n", ErrDamaged},
		{"two lines", "gen-000001\ngen-000002\n", ErrDamaged},
		{"pointing at nothing", "gen-000009\n", ErrDamaged},
		{"long", strings.Repeat("gen-000001\n", 10000), ErrDamaged},
		{"too large a number", "gen-99999999999999999999999\n", ErrDamaged},
		{"none yet", "none\n", ErrNoIndex},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newIndex(t, testOptions())
			mustPublish(t, s, one)
			must(t, os.WriteFile(filepath.Join(s.Dir(), "CURRENT"), []byte(test.content), 0o644))
			_, err := s.Current()
			wantIs(t, err, test.want)
			if errors.Is(test.want, ErrDamaged) {
				_, err = s.Begin(t.Context())
				wantIs(t, err, ErrDamaged)
				wantNames(t, s, "CURRENT", "gen-000001", "lock") // nothing that could help to mend it is lost
			}
			d, err := s.BeginEmpty(t.Context())
			must(t, err)
			must(t, fill(d.Dir(), two))
			_, err = d.Publish(t.Context(), Meta{})
			must(t, err)
			wantContent(t, s, two)
		})
	}
}

func TestMissingCurrent(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	must(t, os.Remove(filepath.Join(s.Dir(), "CURRENT")))
	s, err := Open(s.Dir(), testOptions())
	must(t, err)
	_, err = s.Current()
	wantIs(t, err, ErrDamaged)
	s, err = Create(t.Context(), s.Dir(), testOptions())
	must(t, err)
	_, err = s.Begin(t.Context())
	wantIs(t, err, ErrDamaged)
	must(t, os.RemoveAll(s.Dir()))
	_, err = s.Current()
	wantIs(t, err, ErrNoIndex)
	_, err = s.Begin(t.Context())
	wantIs(t, err, ErrNoIndex)
}

func TestLinksAreNotFollowed(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // links need a privilege there
	}
	outside := t.TempDir()
	mustPublish(t, newIndexAt(t, outside), one)
	secret := filepath.Join(outside, "gen-000001")
	for _, name := range []string{"CURRENT", "gen-000001", "gen-000001/manifest.json", "gen-000001/root.bolt", "lock"} {
		t.Run(name, func(t *testing.T) {
			s := newIndex(t, testOptions())
			mustPublish(t, s, one)
			p := filepath.Join(s.Dir(), filepath.FromSlash(name))
			must(t, os.RemoveAll(p))
			target := filepath.Join(outside, filepath.FromSlash(name))
			before, _ := os.ReadFile(target)
			must(t, os.Symlink(target, p))
			if d, err := s.Begin(t.Context()); err == nil {
				t.Error("Begin followed a link", d.Discard())
			}
			if after, _ := os.ReadFile(target); string(before) != string(after) {
				t.Error("a file outside was written to")
			}
			problems, err := s.Check(t.Context(), true)
			if err == nil && len(problems) == 0 && name != "lock" {
				t.Error("Check sees no problem")
			}
			if _, err := os.Stat(secret); err != nil {
				t.Error("a folder outside is gone")
			}
		})
	}
}

func newIndexAt(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Create(t.Context(), dir, testOptions())
	must(t, err)
	return s
}

func TestOtherVersions(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	for _, test := range []struct {
		part     string
		format   int
		analysis int
		age      string
	}{
		{"index format", 2, 2, "newer"},
		{"index format", 4, 2, "older"},
		{"text analysis", 3, 1, "newer"},
		{"text analysis", 3, 3, "older"},
	} {
		o := testOptions()
		o.Format, o.Analysis = test.format, test.analysis
		s, err := Open(s.Dir(), o)
		must(t, err)
		g, err := s.Current()
		wantIs(t, err, ErrVersion)
		var v *VersionError
		if !errors.As(err, &v) || v.Part != test.part || v.Found == v.Want || v.Tool != "test 1" {
			t.Errorf("error is %#v", v)
		}
		if !strings.Contains(err.Error(), test.age+" program (test 1)") {
			t.Errorf("message %q doesn't say that the index is %s", err, test.age)
		}
		if g.Number != 1 || len(g.Manifest.Files) != len(one) {
			t.Errorf("generation isn't filled for a migration: %+v", g)
		}
		_, err = s.Begin(t.Context())
		wantIs(t, err, ErrVersion)
		_, err = s.Check(t.Context(), true)
		wantIs(t, err, ErrVersion)
		d, err := s.BeginEmpty(t.Context())
		must(t, err)
		if d.Previous().Number != 1 || d.Number() != 2 {
			t.Errorf("draft %d follows %d", d.Number(), d.Previous().Number)
		}
		must(t, d.Discard())
	}
}

// TestCreateBesideAFasterWriter is Create in the moment after another process has made the index and published to it.
func TestCreateBesideAFasterWriter(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	root, err := openDir(s.Dir())
	must(t, err)
	must(t, s.initialise(t.Context(), root))
	must(t, root.Close())
	wantContent(t, s, one)
}

// TestCurrentSetBack is what somebody does who wants the last generation but one; the newer one must not be lost at once.
func TestCurrentSetBack(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	_, release, err := s.Acquire()
	must(t, err)
	mustPublish(t, s, two)
	must(t, os.WriteFile(filepath.Join(s.Dir(), "CURRENT"), []byte("gen-000001\n"), 0o644))
	must(t, release())
	d, err := s.Begin(t.Context())
	must(t, err)
	if d.Previous().Number != 1 || d.Number() != 3 {
		t.Errorf("draft %d follows %d", d.Number(), d.Previous().Number)
	}
	wantNames(t, s, "CURRENT", "gen-000001", "gen-000002", "gen-000003.tmp", "lock")
	_, err = d.Publish(t.Context(), Meta{})
	must(t, err)
	wantNames(t, s, "CURRENT", "gen-000003", "lock")
}

func TestWait(t *testing.T) {
	s := newIndex(t, testOptions())
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := s.Wait(ctx, 0, time.Millisecond); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Wait on an index without generation: %v", err)
	}
	mustPublish(t, s, one)
	if n, err := s.Wait(t.Context(), 0, 0); n != 1 || err != nil {
		t.Errorf("Wait: %d, %v", n, err)
	}
	got := make(chan uint64)
	go func() {
		n, _ := s.Wait(t.Context(), 1, time.Millisecond)
		got <- n
	}()
	mustPublish(t, s, two)
	if n := <-got; n != 2 {
		t.Errorf("Wait saw generation %d", n)
	}
}
