package generation

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// copyTo copies the current generation of one store to another.
func copyTo(t *testing.T, from, to *Store) (Copied, error) {
	t.Helper()
	g, release, err := from.Acquire()
	must(t, err)
	defer release()
	_, c, err := g.CopyTo(t.Context(), to)
	return c, err
}

func TestCopyWritesOnlyWhatIsNew(t *testing.T) {
	from, to := newIndex(t, testOptions()), newIndex(t, testOptions())
	mustPublish(t, from, one)
	c, err := copyTo(t, from, to)
	must(t, err)
	if c.Files != 4 || c.Copied != 4 {
		t.Errorf("the first copy is %+v", c)
	}
	wantSound(t, to)
	c, err = copyTo(t, from, to)
	must(t, err)
	if n, _ := to.Number(); c.Copied != 0 || n != 1 {
		t.Errorf("a copy of the same is %+v, generation %d", c, n)
	}
	g := mustPublish(t, from, two)
	c, err = copyTo(t, from, to)
	must(t, err)
	if c.Copied != 2 { // the segment and the metadata that both have are there already
		t.Errorf("the second copy is %+v", c)
	}
	wantSound(t, to)
	now, err := to.Current()
	must(t, err)
	if got, want := now.Manifest.Files, g.Manifest.Files; len(got) != len(want) || now.Manifest.Documents != g.Manifest.Documents {
		t.Errorf("the copy has %+v, want %+v", now.Manifest, g.Manifest)
	}
}

func TestCopyKeepsTheVersions(t *testing.T) {
	older := testOptions()
	older.Format = 2
	from, to := newIndex(t, older), newIndex(t, testOptions())
	g := mustPublish(t, from, one)
	_, _, err := g.CopyTo(t.Context(), to)
	must(t, err)
	var version *VersionError
	if _, err := to.Current(); !errors.As(err, &version) || version.Found != 2 {
		t.Errorf("a copy of an older index is read with %v", err)
	}
}

func TestCopyRefusesDamage(t *testing.T) {
	for name, spoil := range map[string]func(g Generation) error{
		"changed": func(g Generation) error {
			return os.WriteFile(filepath.Join(g.Dir, "store", "000003.zap"), []byte("segment 7hree"), 0o644)
		},
		"cut":     func(g Generation) error { return os.Truncate(filepath.Join(g.Dir, "root.bolt"), 3) },
		"missing": func(g Generation) error { return os.Remove(filepath.Join(g.Dir, "store", "000003.zap")) },
	} {
		t.Run(name, func(t *testing.T) {
			from, to := newIndex(t, testOptions()), newIndex(t, testOptions())
			mustPublish(t, from, one)
			_, err := copyTo(t, from, to)
			must(t, err)
			g := mustPublish(t, from, two)
			must(t, spoil(g))
			if _, err := copyTo(t, from, to); !errors.Is(err, ErrDamaged) {
				t.Errorf("the copy returns %v", err)
			}
			wantSound(t, to)
			if n, err := to.Number(); err != nil || n != 1 {
				t.Errorf("the target is at generation %d (%v)", n, err)
			}
		})
	}
}

// What the target holds is not trusted: a file that is no longer what it was is written again.
func TestCopyMendsTheTarget(t *testing.T) {
	from, to := newIndex(t, testOptions()), newIndex(t, testOptions())
	mustPublish(t, from, one)
	_, err := copyTo(t, from, to)
	must(t, err)
	g, err := to.Current()
	must(t, err)
	must(t, os.WriteFile(filepath.Join(g.Dir, "store", "000001.zap"), []byte("segment 0ne"), 0o644))
	c, err := copyTo(t, from, to)
	must(t, err)
	if c.Copied != 1 {
		t.Errorf("the copy is %+v", c)
	}
	wantSound(t, to)
}
