package search_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"timbao/indexer/vietnamese"
	"timbao/search"
)

// TestExplanationsSum asks random queries of everything that the language has, and adds up the parts of every hit.
func TestExplanationsSum(t *testing.T) {
	t.Parallel()
	x, all := openArchive(t), archiveArticles()
	r := rand.New(rand.NewPCG(31, 31))
	hits := 0
	for range 300 {
		req := search.Request{Query: randomSearch(r, all), Limit: 20, Markup: search.MarkupNone, Explain: true, Recent: r.IntN(3) == 0}
		for _, h := range find(t, x, req).Hits {
			hits++
			if h.Explain == nil {
				t.Fatalf("%s: %s has no explanation", req.Query, h.ID)
			}
			if checkSum(t, h); t.Failed() {
				t.Fatalf("of the query %s", req.Query)
			}
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits", hits)
	}
}

// randomSearch puts together pieces of articles, acronyms, dates and operators.
func randomSearch(r *rand.Rand, all []*search.Article) string {
	var out []string
	for range 1 + r.IntN(4) {
		words := strings.Fields(strings.Map(func(c rune) rune {
			if strings.ContainsRune(`"()-*:\`, c) {
				return ' '
			}
			return c
		}, all[r.IntN(len(all))].Title))
		if len(words) < 2 {
			continue
		}
		at := r.IntN(len(words) - 1)
		piece := strings.ToLower(strings.Join(words[at:at+1+r.IntN(len(words)-at)], " "))
		out = append(out, []string{
			piece, vietnamese.Fold(piece), `"` + piece + `"`, "title:(" + piece + ")", "(" + piece + ") OR " + vietnamese.Fold(words[at]), "-" + vietnamese.Fold(words[at]),
			piece + " như thế nào?", "HĐND", "hội đồng nhân dân", "ubnd", "14-10-2015", "tháng 1/2020", "khóa VIII", "35-CT/TW", "author:văn", "lu*",
		}[r.IntN(16)])
	}
	return strings.Join(out, " ")
}

// explained are the queries whose explanation is kept.
var explained = []search.Request{
	{Query: "hội đồng nhân dân"}, {Query: "HĐND"}, {Query: "hdnd tinh khoa VIII"}, {Query: "tác_giả:Văn lũ ngày 14/01/2020"}, {Query: "35-CT/TW"},
	{Query: "lu song thach"}, {Query: `"nông thôn mới" -bóng`}, {Query: "hội nghị tháng 1-2020"}, {Query: "lúa OR ngô"}, {Query: "lũ", Recent: true},
	{Query: "lũ", Sort: search.SortNewest}, {Query: "date:2020"}, {Query: "cầu thuỷ"},
}

var numbers = regexp.MustCompile(`\d+(\.\d+)?`)

// TestExplanationsGolden compares what is said of the first hit of each query, without the numbers, with what is kept in
// testdata/golden/explain.txt. After a look at a change, go test ./search -run Golden -update takes it over.
func TestExplanationsGolden(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	var b strings.Builder
	for _, req := range explained {
		req.Limit, req.Markup, req.Explain = 1, search.MarkupNone, true
		fmt.Fprintf(&b, "%s\n", req.Query)
		if req.Sort != "" || req.Recent {
			fmt.Fprintf(&b, "\t(recent %v, sort %s)\n", req.Recent, req.Sort)
		}
		for _, h := range find(t, x, req).Hits {
			writeExplain(&b, *h.Explain, "\t")
		}
	}
	path := filepath.Join("..", "testdata", "golden", "explain.txt")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, kept := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(kept)) {
		if i >= len(got) || i >= len(kept) || got[i] != kept[i] {
			t.Fatalf("line %d and on:\n%s\nkept is\n%s", i+1, strings.Join(got[min(i, len(got)):min(i+8, len(got))], "\n"),
				strings.Join(kept[min(i, len(kept)):min(i+8, len(kept))], "\n"))
		}
	}
}

// writeExplain writes the words of an explanation, with # for numbers and without those that the formula is made of.
func writeExplain(b *strings.Builder, e search.Explain, indent string) {
	text, _, _ := strings.Cut(e.Text, "; in ")
	text, _, _ = strings.Cut(text, "; pair idf")
	fmt.Fprintf(b, "%s%s\n", indent, numbers.ReplaceAllString(text, "#"))
	for _, p := range e.Parts {
		writeExplain(b, p, indent+"\t")
	}
}
