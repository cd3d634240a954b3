package server

import (
	"bufio"
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"timbao/search"
)

// clients is how many visitors BenchmarkPages has at once.
const clients = 8

// BenchmarkPages measures every kind of page before a real index, with 8 clients at once: the median and the 99th of 100 times in
// milliseconds, from the request to the last byte. TIMBAO_INDEX names the index and TIMBAO_TOPICS a file of topics with queries; the
// sample archive and a few queries are used otherwise.
//
//	TIMBAO_INDEX=timbao.idx TIMBAO_TOPICS=topics.jsonl go test ./search/server -run '^$' -bench Pages -benchtime 2000x
func BenchmarkPages(b *testing.B) {
	x := benchIndex(b)
	s, err := New(x, Options{MaxSearches: clients})
	if err != nil {
		b.Fatal(err)
	}
	queries := benchQueries(b)
	escaped := func(i int) string { return url.QueryEscape(queries[i%len(queries)]) }
	var articles []string
	for i, q := range queries[:min(len(queries), 200)] {
		if found, err := x.Search(b.Context(), search.Request{Query: q, Limit: 1}); err == nil && len(found.Hits) > 0 {
			articles = append(articles, hitURL(found.Hits[0].ID, search.Request{Query: queries[i]}, 1))
		}
	}
	for _, page := range []struct {
		name   string
		target func(i int) string
	}{
		{"start", func(int) string { return "/" }},
		{"results", func(i int) string { return "/?q=" + escaped(i) }},
		{"everything", func(int) string { return "/?q=" }},
		{"nothing", func(i int) string { return "/?q=%22" + escaped(i) + "%22&place=nowhere&not_year=1999" }},
		{"article", func(i int) string { return articles[i%len(articles)] }},
		{"trends", func(i int) string {
			return "/trends?term=" + firstWords(queries[i%len(queries)]) + "&term=" + firstWords(queries[(i+1)%len(queries)])
		}},
		{"about", func(int) string { return "/about" }},
		{"suggest", func(i int) string { return "/api/v1/suggest?q=" + firstWords(queries[i%len(queries)]) }},
	} {
		b.Run(page.name, func(b *testing.B) { benchPage(b, s, page.target) })
	}
}

// benchPage asks for a page by 8 clients at once.
func benchPage(b *testing.B, s *Server, target func(i int) string) {
	took := make([]time.Duration, b.N)
	var next atomic.Int64
	var all sync.WaitGroup
	b.ResetTimer()
	for range clients {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= b.N {
					return
				}
				w := httptest.NewRecorder()
				begun := time.Now()
				s.ServeHTTP(w, httptest.NewRequest("GET", target(i), nil))
				took[i] = time.Since(begun)
				if w.Code != 200 {
					b.Errorf("%s: %d", target(i), w.Code)
				}
			}
		})
	}
	all.Wait()
	slices.Sort(took)
	ms := func(share float64) float64 {
		return float64(took[int(share*float64(len(took)-1))].Microseconds()) / 1000
	}
	b.ReportMetric(ms(0.5), "p50-ms")
	b.ReportMetric(ms(0.99), "p99-ms")
}

// firstWords are the first two words of a query, in an address.
func firstWords(q string) string {
	words := strings.Fields(q)
	return url.QueryEscape(strings.Join(words[:min(2, len(words))], " "))
}

// benchIndex opens the index to measure with.
func benchIndex(b *testing.B) *search.Index {
	b.Helper()
	dir := os.Getenv("TIMBAO_INDEX")
	if dir == "" {
		return realIndex(b, filepath.Join(b.TempDir(), "idx"), filepath.Join("..", "..", "testdata", "archive"))
	}
	x, err := search.Open(dir, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { x.Close() })
	return x
}

// benchQueries are the queries to measure with.
func benchQueries(b *testing.B) []string {
	b.Helper()
	file := os.Getenv("TIMBAO_TOPICS")
	if file == "" {
		return []string{"lũ sông", "hội đồng nhân dân", "dang uy khoi", "xuất khẩu lao động", "trường học"}
	}
	f, err := os.Open(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	var out []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var topic struct{ Query string }
		if err := json.Unmarshal(lines.Bytes(), &topic); err != nil {
			b.Fatal(err)
		}
		out = append(out, topic.Query)
	}
	return out
}
