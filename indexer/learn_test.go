package indexer_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"timbao/indexer"
)

// lexicon is the file of the current generation's lexicon.
func (d *desk) lexicon() (string, os.FileInfo) {
	d.t.Helper()
	current, err := os.ReadFile(filepath.Join(d.index, "CURRENT"))
	if err != nil {
		d.t.Fatal(err)
	}
	path := filepath.Join(d.index, string(current[:len(current)-1]), "sidecars", "lexicon.sidecar")
	info, err := os.Stat(path)
	if err != nil {
		d.t.Fatal(err)
	}
	return path, info
}

// A small run leaves what was learned from the archive as it is; changes that sum up to more than 5 % have it learned anew.
func TestLearnedAnewWhenDrifted(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	article := func(n int, text string) { d.write(fmt.Sprintf("%03d.txt", n), text+"\n\nLũ rút chậm.\n") }
	for n := range 60 {
		article(n, "Hội đồng nhân dân họp")
	}
	d.mustRun(indexer.Options{})
	_, first := d.lexicon()
	for run := range 4 { // each changes one article of 60
		article(run, "Hội nghị tổng kết")
		d.mustRun(indexer.Options{})
		_, now := d.lexicon()
		if kept := os.SameFile(first, now); kept != (run < 3) {
			t.Errorf("after %d changed articles the lexicon is kept: %t", run+1, kept)
		}
	}
	_, before := d.lexicon()
	d.mustRun(indexer.Options{Rebuild: true})
	if _, now := d.lexicon(); os.SameFile(before, now) {
		t.Error("a rebuild kept the lexicon")
	}
}

// An index of an older program, without a lexicon, gets one from a run that changes nothing else; a damaged one is made again.
func TestLearnedWhereMissing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	path, _ := d.lexicon()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if rep := d.mustRun(indexer.Options{}); rep.Generation != 1 {
		t.Fatalf("a run without changes published generation %d", rep.Generation)
	}
	damaged := append([]byte(nil), whole...)
	damaged[len(damaged)-1] ^= 1
	if err := os.WriteFile(path, damaged, 0o600); err != nil {
		t.Fatal(err)
	}
	if rep := d.mustRun(indexer.Options{}); rep.Generation != 2 || rep.Articles != 3 {
		t.Errorf("beside a damaged lexicon the run gives %+v", rep)
	}
	path, _ = d.lexicon()
	if now, err := os.ReadFile(path); err != nil || string(now) != string(whole) {
		t.Errorf("the damaged lexicon was not made again as it was (%v)", err)
	}
	if len(d.titles()) != 3 {
		t.Error("articles are gone")
	}
}
