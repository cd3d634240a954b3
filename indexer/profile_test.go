package indexer_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"timbao/indexer"
)

// A run that looks at some paths only reads a folder anew whose profile is among them, and files under other rules not.
func TestRun_ProfileChanged(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("bao/a/x.txt", "Đắp đê\n14/1/2020\nMột.\nHai.")
	put("bao/b/y.txt", "Được mùa\n14/1/2020\nMột.\nHai.")
	o := indexer.Options{Dir: filepath.Join(dir, "idx"), Paths: []string{filepath.Join(dir, "bao")}}
	run := func(wantRead, wantChanged int) {
		t.Helper()
		rep, err := indexer.Run(context.Background(), o)
		if err != nil || rep.Read != wantRead || rep.New+rep.Changed != wantChanged || len(rep.Skipped) > 0 {
			t.Fatalf("%+v, %v; want %d read, %d changed", rep, err, wantRead, wantChanged)
		}
	}
	run(2, 2)
	put("bao/a/timbao.toml", "[[source]]\nfiles='**'\nplace='Hòa Lâm'\n")
	o.Only = []string{filepath.Join(dir, "bao", "a", "timbao.toml")}
	run(1, 1)
	run(1, 0)
	o.Only = nil
	run(2, 0)
	if err := os.Remove(filepath.Join(dir, "bao", "a", "timbao.toml")); err != nil {
		t.Fatal(err)
	}
	o.Only = []string{filepath.Join(dir, "bao", "a", "timbao.toml")}
	run(1, 1)
	put("bao/b/timbao.toml", "x=")
	o.Only = nil
	if _, err := indexer.Run(context.Background(), o); !errors.Is(err, indexer.ErrProfile) {
		t.Errorf("a bad profile: %v", err)
	}
}

func TestInspect(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "tin#1.txt")
	if err := os.WriteFile(name, []byte("Đắp đê\n14/1/2020\nMột.\nHai."), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := indexer.Inspect(context.Background(), indexer.InspectOptions{Path: name})
	if err != nil || len(got.Articles) != 1 || got.Articles[0].Source.Path != filepath.ToSlash(name) || got.More {
		t.Errorf("%+v, %v", got, err)
	}
	lines := filepath.Join(dir, "x.jsonl")
	if err := os.WriteFile(lines, []byte("{\"title\":\"a\"}\n{\"title\":\"b\"}\n{\"title\":\"c\"}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err = indexer.Inspect(context.Background(), indexer.InspectOptions{Path: lines, Limit: 2})
	if err != nil || len(got.Articles) != 2 || !got.More {
		t.Errorf("%+v, %v", got, err)
	}
	got, err = indexer.Inspect(context.Background(), indexer.InspectOptions{Path: lines + "#3", Limit: 2})
	if err != nil || len(got.Articles) != 1 || got.Articles[0].Source.Line != 3 || got.More {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range []string{dir, filepath.Join(dir, "none.txt"), lines + "#x"} {
		if _, err := indexer.Inspect(context.Background(), indexer.InspectOptions{Path: bad}); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}
