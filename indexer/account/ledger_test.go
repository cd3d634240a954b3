package account

import (
	"path/filepath"
	"testing"
)

func TestLedgerAbs(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	l := Ledger{Roots: []Root{{"bao", "/kho/bao"}, {"bao/2020", "/nas/2020"}, {"../x", "/kho/x"}, {"/link", "/disk"}}}
	for kept, want := range map[string]string{
		"bao": "/kho/bao", "bao/a.txt": "/kho/bao/a.txt", "bao/2020/a.txt": "/nas/2020/a.txt", "../x/a.txt": "/kho/x/a.txt",
		"/link/a.txt": "/disk/a.txt", "/other/a.txt": "/other/a.txt", "baoxyz/a.txt": filepath.Join(here, "baoxyz/a.txt"),
	} {
		if got := l.Abs(kept); got != filepath.FromSlash(want) {
			t.Errorf("%s is %s, want %s", kept, got, want)
		}
	}
}

func TestLedgerAdd(t *testing.T) {
	for _, c := range []struct {
		name  string
		has   []Root
		add   Root
		ok    bool
		roots int
	}{
		{"first", nil, Root{"bao", "/kho/bao"}, true, 1},
		{"again", []Root{{"bao", "/kho/bao"}}, Root{"bao", "/kho/bao"}, true, 1},
		{"elsewhere", []Root{{"bao", "/kho/bao"}}, Root{"bao", "/nas/bao"}, false, 1},
		{"part", []Root{{"bao", "/kho/bao"}}, Root{"bao/2020", "/kho/bao/2020"}, true, 1},
		{"part elsewhere", []Root{{"bao", "/kho/bao"}}, Root{"bao/2020", "/nas/2020"}, false, 1},
		{"around", []Root{{"bao/2020", "/kho/bao/2020"}}, Root{"bao", "/kho/bao"}, true, 2},
		{"here", []Root{{"bao", "/kho/bao"}}, Root{".", "/kho"}, true, 2},
		{"another here", []Root{{"bao", "/kho/bao"}}, Root{".", "/nas"}, false, 1},
		{"above is not here", []Root{{".", "/kho/bao"}}, Root{"../x", "/nas/x"}, true, 2},
		{"absolute", nil, Root{"/kho/bao", "/kho/bao"}, true, 0},
		{"absolute through a link", nil, Root{"/link", "/kho/bao"}, true, 1},
	} {
		l := Ledger{Roots: c.has}
		if ok := l.Add(c.add); ok != c.ok || len(l.Roots) != c.roots {
			t.Errorf("%s: %v, roots %v", c.name, ok, l.Roots)
		}
	}
}
