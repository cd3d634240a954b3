package server

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"timbao/indexer"
	"timbao/search"
)

const realSeed = "archive/2020/01/000_d249a57545fbbced.txt"

// realIndex indexes files or folders, and opens the index.
func realIndex(t testing.TB, dir string, paths ...string) *search.Index {
	t.Helper()
	if _, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: paths}); err != nil {
		t.Fatal(err)
	}
	x, err := search.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// TestRealArchive asks a server before an index of testdata/archive everything that people and programs ask.
func TestRealArchive(t *testing.T) {
	x := realIndex(t, filepath.Join(t.TempDir(), "idx"), filepath.Join("..", "..", "testdata", "archive"))
	s, err := New(x, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"Đảng ủy Khối", "dang uy khoi", `"Trần Văn Chung"`, "35-CT/TW", "14-1-2020"} {
		found := decoded[search.Response](t, call(t, s, "GET", "/api/v1/search?q="+url.QueryEscape(q), ""))
		if len(found.Hits) == 0 || found.Hits[0].ID != realSeed || !strings.Contains(strings.Join(found.Hits[0].Highlight.Snippets, ""), "<mark>") {
			t.Errorf("%s: %+v", q, found)
		}
	}
	w := call(t, s, "GET", "/api/v1/search?q=t%E1%BB%89nh&limit=3&facet=year&facet=author&section=Ch%C3%ADnh%20tr%E1%BB%8B&sort=date:asc&highlight=none", "")
	found := decoded[search.Response](t, w)
	if w.Code != 200 || found.Total < 4 || len(found.Hits) != 3 || found.Next == "" || len(found.Facets["year"]) == 0 || found.Hits[0].Section != "Chính trị" {
		t.Errorf("%d %+v", w.Code, found)
	}
	next := decoded[search.Response](t, call(t, s, "GET", "/api/v1/search?q=t%E1%BB%89nh&limit=3&section=Ch%C3%ADnh%20tr%E1%BB%8B&sort=date:asc&cursor="+found.Next, ""))
	if len(next.Hits) == 0 || next.Hits[0].Published.Before(*found.Hits[2].Published) {
		t.Errorf("the second page: %+v", next.Hits)
	}
	a := decoded[search.Article](t, call(t, s, "GET", "/api/v1/articles/"+realSeed, ""))
	if a.ID != realSeed || len(a.Captions) != 1 || a.Published.Format(time.RFC3339) != "2020-01-14T19:23:00+07:00" {
		t.Errorf("article %+v", a)
	}
	st := decoded[search.Stats](t, call(t, s, "GET", "/api/v1/stats", ""))
	if st.Articles != 77 || st.Generation != 1 {
		t.Errorf("stats %+v", st)
	}
	for target, want := range map[string]string{
		"/readyz":               `"articles":77`,
		"/healthz":              `"ok"`,
		"/?q=dang+uy+khoi":      "<mark>Ðảng ủy Khối</mark>",
		"/articles/" + realSeed: "Trần Văn Chung",
		"/?q=l%C5%A9&year=2020": "Lũ",
	} {
		if w := call(t, s, "GET", target, ""); w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
	for target, code := range map[string]int{
		"/api/v1/search?q=(l%C5%A9+OR": 400, "/api/v1/search?limit=-1": 400, "/api/v1/search?limit=1000000000": 400, "/api/v1/search?cursor=x": 400, "/api/v1/search?from=x": 400,
		"/api/v1/search?q=" + strings.Repeat("x", 10_000): 400, "/api/v1/articles/none": 404, "/articles/none": 404,
	} {
		if w := call(t, s, "GET", target, ""); w.Code != code || strings.Contains(w.Body.String(), "goroutine") {
			t.Errorf("%.60s: %d %s", target, w.Code, w.Body)
		}
	}
}

// editionSize is how many articles each state of the archive in TestFollowsNewGenerations has.
const editionSize = 8

// writeEdition writes an archive of which every article names its state.
func writeEdition(t *testing.T, file string, n int) {
	t.Helper()
	var b bytes.Buffer
	for i := range editionSize {
		if err := json.NewEncoder(&b).Encode(map[string]string{"id": fmt.Sprint(i), "title": fmt.Sprintf("Bản %d", n), "body": "Chợ phiên đông vui."}); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestFollowsNewGenerations publishes new generations while clients search through a running server: no request fails, every answer is
// of one generation, and each new one is served without a restart.
func TestFollowsNewGenerations(t *testing.T) {
	dir, file := filepath.Join(t.TempDir(), "idx"), filepath.Join(t.TempDir(), "a.jsonl")
	writeEdition(t, file, 1)
	s, err := New(realIndex(t, dir, file), Options{RefreshEvery: 5 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	base, stop := running(t, s)
	ctx, done := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var answers atomic.Int64
	var newest atomic.Pointer[string]
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				title := oneGeneration(t, base)
				newest.Store(&title)
				answers.Add(1)
			}
		})
	}
	for n := 1; n <= 4; n++ {
		if n > 1 {
			writeEdition(t, file, n)
			if _, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{file}}); err != nil {
				t.Error(err)
			}
		}
		want := fmt.Sprintf("Bản %d", n)
		waitFor(t, want, func() bool { at := newest.Load(); return at != nil && *at == want })
		var ready struct{ Generation int }
		if err := json.Unmarshal(fetch(t, base+"/readyz"), &ready); err != nil || ready.Generation != n {
			t.Errorf("ready with generation %d, want %d: %v", ready.Generation, n, err)
		}
	}
	done()
	wg.Wait()
	if answers.Load() < 10 {
		t.Errorf("only %d answers", answers.Load())
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// oneGeneration searches and returns the title that all hits must have.
func oneGeneration(t *testing.T, base string) string {
	var res search.Response
	if err := json.Unmarshal(fetch(t, base+"/api/v1/search?limit=50&q=ch%E1%BB%A3"), &res); err != nil || len(res.Hits) != editionSize {
		t.Errorf("%d hits: %v", len(res.Hits), err)
		return ""
	}
	for _, h := range res.Hits {
		if h.Title != res.Hits[0].Title {
			t.Errorf("%s and %s in one answer", h.Title, res.Hits[0].Title)
		}
	}
	return res.Hits[0].Title
}

// fetch gets an address, which must be there.
func fetch(t *testing.T, target string) []byte {
	resp, err := http.Get(target)
	if err != nil {
		t.Error(err)
		return nil
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%s: %d %s %v", target, resp.StatusCode, body, err)
	}
	return body
}
