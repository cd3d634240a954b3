package main

import (
	"strings"
	"testing"
	"time"

	"charm.land/lipgloss/v2"

	"timbao/search"
)

func sampleResponse() *search.Response {
	published := time.Date(2020, 1, 14, 19, 23, 0, 0, time.FixedZone("ICT", 7*3600))
	return &search.Response{
		Query: "lúa", Total: 12, TotalRelation: search.TotalExact, TookMS: 1.25, Next: "x",
		Hits: []search.Hit{{
			ID: "archive/a.txt", Path: "data/archive/a.txt", Title: "Vụ lúa", Published: &published, Section: "Kinh tế\x1b[2J", Author: "Văn Trọng",
			Highlight: &search.Highlight{Title: "Vụ lúa", Snippets: []string{strings.Repeat("Bà con các xã được mùa lúa. ", 6)}},
		}, {
			ID: "tin#2", Path: "tin.jsonl", Title: "Tin\nhai",
		}},
		Facets: map[string][]search.Facet{
			search.FacetSection: {{Value: "Kinh tế", Count: 1200}},
			search.FacetYear:    {{Value: "2020", Count: 3}},
		},
	}
}

func TestListInAPipe(t *testing.T) {
	got := hitList{first: 11}.hits(sampleResponse())
	want := ` 11 Vụ lúa
    2020-01-14 19:23 · Kinh tế[2J · Văn Trọng
    ` + strings.Repeat("Bà con các xã được mùa lúa. ", 6) + `
    data/archive/a.txt

 12 Tin hai
    undated
    tin.jsonl  tin#2

year
       3 2020

section
   1,200 Kinh tế

`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestListOnATerminal(t *testing.T) {
	for _, width := range []int{minWidth, 60, maxWidth} {
		list := hitList{paint: paint{on: true}, width: width, first: 1}
		for line := range strings.SplitSeq(list.hits(sampleResponse()), "\n") {
			if n := lipgloss.Width(line); n > width {
				t.Errorf("%d columns at width %d: %q", n, width, line)
			}
		}
	}
}

func TestBoldTitleStaysBoldBehindAMark(t *testing.T) {
	got := hitList{paint: paint{on: true}}.bold("Vụ \x1b[1;33mlúa\x1b[22;39m mới")
	want := "\x1b[1mVụ \x1b[1;33m\x1b[1mlúa\x1b[22;39m\x1b[1m mới\x1b[0m"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTotal(t *testing.T) {
	hits := make([]search.Hit, 10)
	for _, c := range []struct {
		r     search.Response
		first int
		want  string
	}{
		{search.Response{}, 1, "nothing found (0.0 ms); try fewer words, or leave out the accents"},
		{search.Response{Total: 1, Hits: hits[:1]}, 1, "1 article (0.0 ms)"},
		{search.Response{Total: 1000, TotalRelation: search.TotalAtLeast, Hits: hits}, 1, "at least 1,000 articles, 1–10 (0.0 ms)"},
		{search.Response{Total: 25, Hits: hits}, 11, "25 articles, 11–20 (0.0 ms)"},
		{search.Response{Total: 25}, 31, "25 articles, none of them this far down (0.0 ms)"},
	} {
		if got := (hitList{first: c.first}).total(&c.r); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestColumnsCountWhatATerminalShows(t *testing.T) {
	got := columns(paint{}, []string{"text", "n"}, [][]string{{"hoà", "1"}, {"hoa\u0300", "2"}, {"Ð", "3"}})
	want := "text  n\nhoà   1\nhoa\u0300   2\nÐ     3"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
