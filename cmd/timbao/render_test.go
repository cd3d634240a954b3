package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"timbao/indexer"
	"timbao/indexer/article"
	"timbao/search"
)

func TestShowPrintsTheArticleOnceAndClean(t *testing.T) {
	o := &showOptions{common: &common{console: &console{}}}
	got := o.render(&search.Article{
		Title: "Vụ lúa\x1b]0;x\a", Lead: "Được mùa.", Body: []string{"Đoạn một.", "", "Đoạn hai."}, Captions: []string{"Gặt lúa."},
		Published: time.Date(2020, 1, 14, 0, 0, 0, 0, time.UTC), Section: "Kinh tế", Authors: []string{"Văn"}, Photographers: []string{"Hà"},
		Source: article.Source{Path: "archive/a.txt"}, Guessed: []string{"title"},
	})
	want := `Vụ lúa]0;x

2020-01-14 · Kinh tế

Được mùa.

Đoạn một.

Đoạn hai.

[Ảnh] Gặt lúa.

Văn, Hà

archive/a.txt

guessed: title
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestIndexSummary(t *testing.T) {
	got := summary("timbao.idx", indexer.Report{
		Read: 1205, New: 1200, Changed: 2, Unchanged: 3, Removed: 1, Articles: 1206, Guessed: 1, Generation: 4,
		Skipped: make([]article.Skip, 2), TextBytes: 3_500_000, IndexBytes: 4_000_000, Took: 1234567 * time.Microsecond,
	})
	want := `timbao.idx: 1,206 articles, generation 4
  read 1,205: 1,200 new, 2 changed, 3 unchanged, 1 removed, 2 skipped
  in 1 article, fields had to be guessed ('timbao show ID' names them)
  3.5 MB of text in 1.235s; the index takes 4.0 MB
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestManySkippedInputsAreCounted(t *testing.T) {
	var skipped []article.Skip
	for i := range 1030 {
		skipped = append(skipped, article.Skip{Path: fmt.Sprintf("a/%d\x1b.txt", i), Line: i % 2, Reason: "empty"})
	}
	var b strings.Builder
	o := &indexOptions{common: &common{console: &console{err: &b}}}
	o.printSkipped(skipped)
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != maxSkippedShown+2 {
		t.Fatalf("%d lines, want %d", len(lines), maxSkippedShown+2)
	}
	if lines[0] != "timbao: skipped a/0.txt: empty" || lines[1] != "timbao: skipped a/1.txt:1: empty" {
		t.Errorf("lines begin %q", lines[:2])
	}
	if last := lines[maxSkippedShown]; last != "timbao: … and 1,010 more skipped; --json lists all" {
		t.Errorf("the line after the last is %q", last)
	}
	if sum := lines[maxSkippedShown+1]; sum != "timbao: 1,030 × empty" {
		t.Errorf("the sum is %q", sum)
	}
}
