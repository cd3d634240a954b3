package article

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree makes files in a folder of the test's own; a name ending in "/" is a folder.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if strings.HasSuffix(name, "/") {
			path = filepath.Join(path, "keep")
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, "/") {
			if err := os.WriteFile(path, []byte(name), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir
}

// find lists the relative paths under the roots and what was left out.
func find(t *testing.T, roots ...string) (rels []string, skips []Skip) {
	t.Helper()
	err := Find(context.Background(), roots, func(f File) error {
		if info, err := os.Stat(f.Path); err != nil || info.Size() != f.Size || !info.ModTime().Equal(f.ModTime) {
			t.Errorf("%+v: %v", f, err)
		}
		rels = append(rels, f.Rel)
		return nil
	}, func(s Skip) { skips = append(skips, s) })
	if err != nil {
		t.Fatal(err)
	}
	return rels, skips
}

func TestFind(t *testing.T) {
	dir := tree(t, "bao/2020/01/b.txt", "bao/2020/01/a.txt", "bao/2019/c.txt", "bao/x.jsonl", "bao/.DS_Store", "bao/.git/config", "bao/trống/",
		"bao/idx/CURRENT", "bao/idx/gen-000001/manifest.json", "bao/CURRENT", "khac/2019/c.txt")
	bao, khac := filepath.Join(dir, "bao"), filepath.Join(dir, "khac")
	all := []string{"bao/2019/c.txt", "bao/2020/01/a.txt", "bao/2020/01/b.txt", "bao/CURRENT", "bao/x.jsonl"}
	for _, c := range []struct {
		name  string
		roots []string
		want  []string
	}{
		{"a folder", []string{bao}, all},
		{"a separator at the end", []string{bao + string(filepath.Separator)}, all},
		{"twice, and a part of itself", []string{bao, filepath.Join(bao, "2020"), bao, filepath.Join(bao, "x.jsonl")}, all},
		{"a file", []string{filepath.Join(bao, "2020", "01", "a.txt")}, []string{"a.txt"}},
		{"two folders", []string{khac, bao}, append(slices.Clone(all), "khac/2019/c.txt")},
		{"two roots of one name", []string{filepath.Join(bao, "2019"), filepath.Join(khac, "2019")}, []string{"bao/2019/c.txt", "khac/2019/c.txt"}},
		{"two files of one name", []string{filepath.Join(khac, "2019", "c.txt"), filepath.Join(bao, "2019", "c.txt")},
			[]string{"bao/2019/c.txt", "khac/2019/c.txt"}},
		{"a hidden folder by name", []string{filepath.Join(bao, ".git")}, []string{".git/config"}},
		{"nothing", nil, nil},
	} {
		if got, skips := find(t, c.roots...); !slices.Equal(got, c.want) || len(skips) > 0 {
			t.Errorf("%s: %q, skipped %v; want %q", c.name, got, skips, c.want)
		}
	}
	t.Chdir(bao)
	if got, _ := find(t, "."); !slices.Equal(got, all) {
		t.Errorf("here: %q, want %q", got, all)
	}
	if got, _ := find(t, "2020/01"); !slices.Equal(got, []string{"01/a.txt", "01/b.txt"}) {
		t.Errorf("relative: %q", got)
	}
}

func TestFindLeavesOut(t *testing.T) {
	dir := tree(t, "bao/a.txt", "bao/sub/", "khac/b.txt")
	bao := filepath.Join(dir, "bao")
	for name, target := range map[string]string{
		"bao/dangling": "nowhere", "bao/sub/loop": "..", "bao/self": "self", "bao/other": filepath.Join(dir, "khac"), "link": bao, "filelink": "bao/a.txt",
	} {
		if err := os.Symlink(target, filepath.Join(dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	for root, wantRel := range map[string]string{"bao": "bao/a.txt", "link": "link/a.txt"} {
		rels, skips := find(t, filepath.Join(dir, root))
		var got []string
		for _, s := range skips {
			got = append(got, strings.TrimPrefix(s.Path, filepath.ToSlash(filepath.Join(dir, root)))+" "+s.Reason)
		}
		want := []string{"/dangling a symbolic link that leads nowhere", "/other a symbolic link; links are not followed, name its target to read it",
			"/self a symbolic link that leads nowhere", "/sub/loop a symbolic link to a folder around it (a loop)"}
		if !slices.Equal(rels, []string{wantRel}) || !slices.Equal(got, want) {
			t.Errorf("%s: %q, skipped %q", root, rels, got)
		}
	}
	if rels, skips := find(t, filepath.Join(dir, "filelink")); !slices.Equal(rels, []string{"filelink"}) || len(skips) > 0 {
		t.Errorf("link to a file: %q, skipped %v", rels, skips)
	}
	if rels, _ := find(t, filepath.Join(dir, "link"), bao); len(rels) != 1 {
		t.Errorf("a folder and a link to it: %q", rels)
	}
}

func TestFindFails(t *testing.T) {
	dir := tree(t, "bao/a.txt", "bao/b.txt")
	visited := 0
	visit := func(File) error { visited++; return nil }
	skip := func(s Skip) { t.Errorf("skipped %+v", s) }
	err := Find(context.Background(), []string{dir, filepath.Join(dir, "missing")}, visit, skip)
	if !errors.Is(err, ErrNotFound) || !strings.Contains(err.Error(), "missing") || visited != 0 {
		t.Errorf("missing root: %v after %d files", err, visited)
	}
	full := errors.New("full")
	if err := Find(context.Background(), []string{dir}, func(File) error { return full }, skip); !errors.Is(err, full) {
		t.Errorf("visit's error: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = Find(ctx, []string{dir}, func(File) error { visited++; cancel(); return nil }, skip)
	if !errors.Is(err, context.Canceled) || visited != 1 {
		t.Errorf("cancelled: %v after %d files", err, visited)
	}
}
