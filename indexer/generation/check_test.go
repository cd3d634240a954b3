package generation

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

func TestCheckFindsDamage(t *testing.T) {
	in := func(g Generation, name string) string { return filepath.Join(g.Dir, filepath.FromSlash(name)) }
	tests := []struct {
		name  string
		spoil func(g Generation) error
		path  string
		kind  Kind
		deep  bool // only a deep check can see it
	}{
		{"missing", func(g Generation) error { return os.Remove(in(g, "root.bolt")) }, "gen-000001/root.bolt", KindMissing, false},
		{"missing folder", func(g Generation) error { return os.RemoveAll(in(g, "store")) }, "gen-000001/store/000001.zap", KindMissing, false},
		{"cut", func(g Generation) error { return os.Truncate(in(g, "store/000002.zap"), 4) }, "gen-000001/store/000002.zap", KindSize, false},
		{"longer", func(g Generation) error { return os.Truncate(in(g, "root.bolt"), 400) }, "gen-000001/root.bolt", KindSize, false},
		{"changed", func(g Generation) error { return os.WriteFile(in(g, "root.bolt"), []byte("root 0ne"), 0o644) },
			"gen-000001/root.bolt", KindHash, true},
		{"swapped", func(g Generation) error {
			a, b, c := in(g, "store/000001.zap"), in(g, "store/000002.zap"), in(g, "tmp")
			return firstOf(os.Rename(a, c), os.Rename(b, a), os.Rename(c, b))
		}, "gen-000001/store/000001.zap", KindHash, true},
		{"extra", func(g Generation) error { return os.WriteFile(in(g, "store/000009.zap"), nil, 0o644) },
			"gen-000001/store/000009.zap", KindExtra, false},
		{"folder for a file", func(g Generation) error {
			return firstOf(os.Remove(in(g, "root.bolt")), os.Mkdir(in(g, "root.bolt"), 0o755))
		},
			"gen-000001/root.bolt", KindType, false},
		{"link for a file", func(g Generation) error {
			return firstOf(os.Rename(in(g, "root.bolt"), g.Dir+"/../elsewhere"), os.Symlink("../elsewhere", in(g, "root.bolt")))
		}, "gen-000001/root.bolt", KindType, false},
		{"link", func(g Generation) error { return os.Symlink("/", in(g, "store/link")) }, "gen-000001/store/link", KindType, false},
		{"no manifest", func(g Generation) error { return os.Remove(in(g, "manifest.json")) }, "CURRENT", KindCurrent, false},
		{"bad manifest", func(g Generation) error { return os.Truncate(in(g, "manifest.json"), 40) },
			"gen-000001/manifest.json", KindManifest, false},
		{"no CURRENT", func(g Generation) error { return os.Remove(g.Dir + "/../CURRENT") }, "CURRENT", KindCurrent, false},
		{"newer generation", func(g Generation) error { return os.Mkdir(g.Dir+"/../gen-000002", 0o755) }, "gen-000002", KindLeftover, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := newIndex(t, testOptions())
			g := mustPublish(t, s, one)
			wantSound(t, s)
			must(t, test.spoil(g))
			for _, deep := range []bool{false, true} {
				problems, err := Check(t.Context(), s.Dir(), testOptions(), deep)
				must(t, err)
				found := slices.ContainsFunc(problems, func(p Problem) bool {
					return p.Path == test.path && p.Kind == test.kind && p.Damage() == (test.kind != KindLeftover)
				})
				if found != (deep || !test.deep) {
					t.Errorf("deep=%v: problems are %v", deep, problems)
				}
			}
		})
	}
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// TestCheckFindsEveryByte changes one bit of each byte of an index in turn, the manifest's and CURRENT's too.
func TestCheckFindsEveryByte(t *testing.T) {
	t.Parallel()
	s := newIndex(t, testOptions())
	g := mustPublish(t, s, content{"root.bolt": "root one", "store/000001.zap": "segment"})
	files := []string{filepath.Join(s.Dir(), "CURRENT"), filepath.Join(g.Dir, "manifest.json"),
		filepath.Join(g.Dir, "root.bolt"), filepath.Join(g.Dir, "store", "000001.zap")}
	flips := 0
	for _, name := range files {
		whole, err := os.ReadFile(name)
		must(t, err)
		for at := range whole {
			bit := flips % 8
			spoilt := slices.Clone(whole)
			spoilt[at] ^= 1 << bit
			must(t, os.WriteFile(name, spoilt, 0o644))
			problems, err := s.Check(t.Context(), true)
			if err == nil && !slices.ContainsFunc(problems, Problem.Damage) {
				t.Errorf("%s: the change of bit %d of byte %d is not seen", filepath.Base(name), bit, at)
			}
			flips++
		}
		must(t, os.WriteFile(name, whole, 0o644))
	}
	wantSound(t, s)
	if flips < 500 {
		t.Errorf("only %d bytes were changed", flips)
	}
}

func TestCheckUnreadable(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		return // permissions don't bind there
	}
	s := newIndex(t, testOptions())
	g := mustPublish(t, s, one)
	must(t, os.Chmod(filepath.Join(g.Dir, "root.bolt"), 0))
	problems, err := s.Check(t.Context(), true)
	if err != nil || len(problems) != 1 || problems[0].Kind != KindUnreadable {
		t.Errorf("problems are %v, %v", problems, err)
	}
}

func TestCheckIsNotTheIndexsFault(t *testing.T) {
	s := newIndex(t, testOptions())
	_, err := s.Check(t.Context(), true)
	wantIs(t, err, ErrNoIndex)
	_, err = Check(t.Context(), filepath.Join(s.Dir(), "missing"), Options{}, false)
	wantIs(t, err, ErrNoIndex)
	mustPublish(t, s, one)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	problems, err := s.Check(ctx, true)
	wantIs(t, err, context.Canceled)
	if len(problems) != 0 {
		t.Errorf("a check that was stopped reports %v", problems)
	}
}

// TestCheckOfAHeldGeneration is what a reader and a backup do, while the writer goes on.
func TestCheckOfAHeldGeneration(t *testing.T) {
	s := newIndex(t, testOptions())
	mustPublish(t, s, one)
	g, release, err := s.Acquire()
	must(t, err)
	mustPublish(t, s, two)
	problems, err := g.Check(t.Context(), true)
	if err != nil || len(problems) != 0 {
		t.Errorf("held generation: %v, %v", problems, err)
	}
	must(t, os.WriteFile(filepath.Join(g.Dir, "root.bolt"), []byte("bad"), 0o644))
	problems, err = g.Check(t.Context(), false)
	if err != nil || len(problems) != 1 {
		t.Errorf("held generation, spoilt: %v, %v", problems, err)
	}
	wantSound(t, s) // the copy of the next generation is its own
	must(t, release())
}
