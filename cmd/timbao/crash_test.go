//go:build trust

package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// kills is how many processes die, a quarter of them at each kind of work. (.ci/run leaves it at this; more find more.)
var kills = flag.Int("kills", 200, "how many processes to kill")

// crashSite is an index of state A, a folder that makes it state B, and a backup of B.
type crashSite struct {
	t            *testing.T
	program      string
	index        string // of state A, never touched
	older, newer string // folders of articles
	backup       string // of state B
	before       int    // articles of state A
	after        int    // and of state B
}

func newCrashSite(t *testing.T) *crashSite {
	t.Helper()
	dir := t.TempDir()
	s := &crashSite{t: t, program: filepath.Join(dir, "timbao"), index: filepath.Join(dir, "idx"), older: filepath.Join(dir, "older", "bao"),
		newer: filepath.Join(dir, "newer", "bao"), backup: filepath.Join(dir, "backup"), before: 300, after: 500}
	if out, err := exec.Command("go", "build", "-o", s.program, ".").CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	for folder, n := range map[string]int{s.older: s.before, s.newer: s.after} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		for i := range n {
			text := fmt.Sprintf("Tin thứ %d của báo Sông Thạch\n\nLũ trên sông Thạch lên lần thứ %d, nước ngập %d ngôi nhà ở Hòa Lâm.\n", i, i, i*7)
			if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%04d.txt", i)), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.must("index", "--index", s.index, s.older)
	other := filepath.Join(dir, "other")
	s.must("index", "--index", other, s.newer)
	s.must("backup", "--index", other, s.backup)
	return s
}

// must runs the program and wants it to succeed.
func (s *crashSite) must(args ...string) []byte {
	s.t.Helper()
	out, err := exec.Command(s.program, args...).Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			out = append(out, exit.Stderr...)
		}
		s.t.Fatalf("%v: %v\n%s", args, err, out)
	}
	return out
}

// articles checks an index and returns how many articles it has.
func (s *crashSite) articles(index string) int {
	s.t.Helper()
	var found struct {
		Problems []any `json:"problems"`
		Articles int   `json:"articles"`
	}
	if err := json.Unmarshal(s.must("check", "--deep", "--json", "--index", index), &found); err != nil {
		s.t.Fatal(err)
	}
	return found.Articles
}

// TestKilledAnywhere kills the program with SIGKILL at random moments of its work. The index must then be what it was or what it was to
// become, whole, and the next run must find nothing in its way.
func TestKilledAnywhere(t *testing.T) {
	s := newCrashSite(t)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	for _, work := range []struct {
		name string
		args []string
	}{
		{"index", []string{"index", s.newer}}, {"prune", []string{"index", "--prune", s.newer, s.older}},
		{"rebuild", []string{"rebuild"}}, {"restore", []string{"restore", "--replace", s.backup}},
	} {
		t.Run(work.name, func(t *testing.T) {
			site := *s
			site.t = t
			site.killed(r, work.args)
		})
	}
}

func (s *crashSite) killed(r *rand.Rand, args []string) {
	begun := time.Now()
	whole := filepath.Join(s.t.TempDir(), "whole")
	s.copyIndex(whole)
	s.must(append(args, "--index", whole)...)
	took, want := time.Since(begun), s.articles(whole)
	old, done := 0, 0
	for n := range *kills / 4 {
		index := filepath.Join(s.t.TempDir(), fmt.Sprint(n))
		s.copyIndex(index)
		cmd := exec.Command(s.program, append(args, "--index", index)...)
		if err := cmd.Start(); err != nil {
			s.t.Fatal(err)
		}
		time.Sleep(time.Duration(r.Int64N(int64(took))))
		_ = cmd.Process.Kill() // it may have ended already
		_ = cmd.Wait()
		switch got := s.articles(index); got {
		case want:
			done++ // of a rebuild, which leaves as many, nobody can tell
		case s.before:
			old++
		default:
			s.t.Fatalf("killed after less than %v, the index has %d articles; it had %d and was to have %d", took, got, s.before, want)
		}
		s.must(append(args, "--index", index)...)
		if got := s.articles(index); got != want {
			s.t.Fatalf("the next run leaves %d articles, want %d", got, want)
		}
		if err := os.RemoveAll(index); err != nil {
			s.t.Fatal(err)
		}
	}
	s.t.Logf("%d killed: %d indexes as before, %d as meant to be, 0 lost", old+done, old, done)
}

// copyIndex copies the index of state A.
func (s *crashSite) copyIndex(to string) {
	s.t.Helper()
	if err := os.CopyFS(to, os.DirFS(s.index)); err != nil {
		s.t.Fatal(err)
	}
}
