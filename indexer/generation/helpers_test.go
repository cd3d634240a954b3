package generation

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// content is what a generation's files should hold, by name.
type content map[string]string

var (
	one = content{"root.bolt": "root one", "store/000001.zap": "segment one", "store/000002.zap": "segment two", "index_meta.json": "{}"}
	two = content{"root.bolt": "root two!", "store/000002.zap": "segment two", "store/000003.zap": "segment three", "index_meta.json": "{}"}
)

// testOptions treats *.zap as immutable.
func testOptions() Options {
	return Options{Mutable: func(name string) bool { return !strings.HasSuffix(name, ".zap") }, Format: 3, Analysis: 2}
}

func newIndex(t testing.TB, o Options) *Store {
	t.Helper()
	s := quickStore(filepath.Join(t.TempDir(), "idx"), o)
	must(t, os.Mkdir(s.dir, dirPerm))
	must(t, s.create(t.Context()))
	return s
}

// quickStore is a store that doesn't wait for the disk: the death of a process loses nothing that the system was given.
func quickStore(dir string, o Options) *Store {
	s := newStore(dir, o)
	s.fsync = func(*os.File) error { return nil }
	return s
}

// fill makes dir hold c: immutable files are never written over, as an index would do.
func fill(dir string, c content) error {
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(dir, p)
		if _, ok := c[filepath.ToSlash(rel)]; !ok {
			return os.Remove(p)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for name, text := range c {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			return err
		}
		old, err := os.ReadFile(p)
		if err == nil && string(old) == text {
			continue
		}
		if err == nil && strings.HasSuffix(name, ".zap") {
			if err := os.Remove(p); err != nil {
				return err
			}
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// publishContent is one whole run of a writer.
func publishContent(ctx context.Context, s *Store, c content) (g Generation, err error) {
	d, err := s.Begin(ctx)
	if err != nil {
		return Generation{}, err
	}
	defer func() { err = errors.Join(err, d.Discard()) }()
	if err := fill(d.Dir(), c); err != nil {
		return Generation{}, err
	}
	return d.Publish(ctx, Meta{Documents: len(c), Tool: "test 1", Counts: map[string]int64{"read": 7}})
}

func mustPublish(t testing.TB, s *Store, c content) Generation {
	t.Helper()
	g, err := publishContent(t.Context(), s, c)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// held reads the current generation as a reader does, and proves it whole.
func held(s *Store) (content, uint64, error) {
	g, release, err := s.Acquire()
	if err != nil {
		return nil, 0, err
	}
	c, err := read(g)
	return c, g.Number, errors.Join(err, release())
}

func read(g Generation) (content, error) {
	c := content{}
	for _, f := range g.Manifest.Files {
		file, err := os.Open(filepath.Join(g.Dir, filepath.FromSlash(f.Name)))
		if err != nil {
			return nil, err
		}
		sum, size, err := hashFile(context.Background(), file)
		if err == nil && (sum != f.SHA256 || size != f.Size) {
			err = fmt.Errorf("%s is not what the manifest says", f.Name)
		}
		if err == nil {
			_, err = file.Seek(0, io.SeekStart)
		}
		var raw []byte
		if err == nil {
			raw, err = io.ReadAll(file)
		}
		if err = errors.Join(err, file.Close()); err != nil {
			return nil, err
		}
		c[f.Name] = string(raw)
	}
	return c, nil
}

// wantContent fails unless the current generation is whole and holds one of the contents; it returns which.
func wantContent(t testing.TB, s *Store, any ...content) int {
	t.Helper()
	got, n, err := held(s)
	if err != nil {
		t.Fatalf("read the current generation: %v", err)
	}
	i := slices.IndexFunc(any, func(c content) bool { return maps.Equal(c, got) })
	if i < 0 {
		t.Fatalf("generation %d holds %v, want one of %v", n, got, any)
	}
	return i
}

// wantSound fails if a deep check finds damage.
func wantSound(t testing.TB, s *Store) {
	t.Helper()
	problems, err := s.Check(t.Context(), true)
	if err != nil {
		t.Fatalf("check: %v", err)
	}
	for _, p := range problems {
		if p.Damage() {
			t.Errorf("damage: %v", p)
		}
	}
}

// names lists the index folder.
func names(t testing.TB, s *Store) []string {
	t.Helper()
	list, err := os.ReadDir(s.Dir())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

func wantNames(t testing.TB, s *Store, want ...string) {
	t.Helper()
	if got := names(t, s); !slices.Equal(got, want) {
		t.Errorf("index folder has %q, want %q", got, want)
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantIs(t testing.TB, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("error %v, want %v", err, target)
	}
}
