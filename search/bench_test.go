package search_test

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/indexer"
	"timbao/indexer/vietnamese"
	"timbao/search"
)

// BenchmarkSearch measures searches by kind of query, over the index that TIMBAO_INDEX names, or an index of the corpus that
// TIMBAO_CORPUS names (.jsonl, .jsonl.gz or a folder of articles), or of testdata/archive. Every query has run once before, so that
// what is measured is a warm index. The queries are the same for the same corpus.
func BenchmarkSearch(b *testing.B) {
	x := open(b, corpusIndex(b))
	for _, k := range sampleQueries(b, x) {
		for _, accents := range []string{"accented", "unaccented"} {
			queries := slices.Clone(k.queries)
			if accents == "unaccented" {
				for i := range queries {
					queries[i] = vietnamese.Fold(queries[i])
				}
			}
			for _, markup := range []search.Markup{search.MarkupNone, search.MarkupHTML} {
				name := "plain"
				if markup != search.MarkupNone {
					name = "highlights"
				}
				b.Run(k.name+"/"+accents+"/"+name, func(b *testing.B) { measure(b, x, queries, markup) })
			}
		}
	}
}

// measure runs the queries in turn.
func measure(b *testing.B, x *search.Index, queries []string, markup search.Markup) {
	one := func(q string) {
		if _, err := x.Search(context.Background(), search.Request{Query: q, Markup: markup}); err != nil {
			b.Fatalf("%s: %v", q, err)
		}
	}
	for _, q := range queries {
		one(q)
	}
	var took []time.Duration
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		begun := time.Now()
		one(queries[n%len(queries)])
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	ms := func(share float64) float64 { return took[int(share*float64(len(took)-1))].Seconds() * 1000 }
	b.ReportMetric(ms(0.5), "p50-ms")
	b.ReportMetric(ms(0.99), "p99-ms")
}

// corpusIndex is the folder of the index that TIMBAO_INDEX names, or of one of the corpus that TIMBAO_CORPUS names, or of
// testdata/archive.
func corpusIndex(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("TIMBAO_INDEX"); dir != "" {
		return dir
	}
	corpus := os.Getenv("TIMBAO_CORPUS")
	if corpus == "" {
		return archiveFolder()
	}
	dir := filepath.Join(t.TempDir(), "idx")
	if _, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{corpus}}); err != nil {
		t.Fatal(err)
	}
	return dir
}

// kind is a kind of query and some of that kind.
type kind struct {
	name    string
	queries []string
}

// perKind is how many queries of each kind are asked.
const perKind = 200

// sampleQueries takes queries from the text of the archive: a word, two words side by side, a headline of 8 to 20 syllables, and a
// phrase of two to four in quotes.
func sampleQueries(b *testing.B, x *search.Index) []kind {
	b.Helper()
	articles := sampleArticles(b, x)
	r := rand.New(rand.NewPCG(20, 20))
	kinds := []kind{{name: "word"}, {name: "two"}, {name: "headline"}, {name: "phrase"}}
	for len(kinds[0].queries) < perKind {
		a := articles[r.IntN(len(articles))]
		head := cutWords(a.Title, 8, 20)
		if head == nil {
			head = cutWords(a.Lead, 8, 12)
		}
		text := cutWords(strings.Join(a.Body, " "), 20, 1<<20)
		if head == nil || text == nil {
			continue
		}
		at := r.IntN(len(text) - 4)
		for i, q := range []string{text[r.IntN(len(text))], strings.Join(text[at:at+2], " "), strings.Join(head, " "), `"` + strings.Join(text[at:at+2+r.IntN(3)], " ") + `"`} {
			kinds[i].queries = append(kinds[i].queries, q)
		}
	}
	return kinds
}

// sampleArticles reads articles from all over the index.
func sampleArticles(b *testing.B, x *search.Index) []*search.Article {
	b.Helper()
	var out []*search.Article
	for offset := 0; offset <= search.MaxOffset && len(out) < 1000; offset += 100 {
		for _, h := range find(b, x, search.Request{Limit: 20, Offset: offset, Markup: search.MarkupNone}).Hits {
			a, err := x.Get(context.Background(), h.ID)
			if err != nil {
				b.Fatal(err)
			}
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		b.Fatal("the index is empty")
	}
	return out
}

// cutWords gives the words of a text, as they are printed, if there are at least so many; no more than so many.
func cutWords(text string, least, most int) []string {
	var out []string
	for _, t := range vietnamese.Tokens(text) {
		if !t.Whole && t.Kind <= vietnamese.Word && len(out) < most {
			out = append(out, text[t.Start:t.End])
		}
	}
	if len(out) < least {
		return nil
	}
	return out
}
