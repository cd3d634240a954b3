package search_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"timbao/search"
)

const perGeneration = 12

// edition are the articles of an archive's nth state: each says which it is of.
func edition(n int) []record {
	var out []record
	for i := range perGeneration {
		out = append(out, record{ID: fmt.Sprint(i), Title: fmt.Sprintf("Bản %d", n), Body: strings.Repeat("Chợ phiên. ", 1+i), Section: fmt.Sprintf("Kỳ %d", n)})
	}
	return out
}

// TestRefreshWhileSearching moves an index to new generations while others search it: no search fails, none sees two generations, and
// what nobody reads is swept away.
func TestRefreshWhileSearching(t *testing.T) {
	t.Parallel()
	dir, file := filepath.Join(t.TempDir(), "idx"), filepath.Join(t.TempDir(), "a.jsonl")
	publish(t, dir, file, edition(1)...)
	x := open(t, dir)
	ctx, stop := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	var searches atomic.Int64
	for range 3 {
		wg.Go(func() {
			for ctx.Err() == nil {
				oneEdition(t, x)
				searches.Add(1)
			}
		})
	}
	const last = 4
	for n := 2; n <= last; n++ {
		publish(t, dir, file, edition(n)...)
		for before := searches.Load(); searches.Load() < before+4; {
		}
		if err := x.Refresh(ctx); err != nil {
			t.Error(err)
		}
		if got := oneEdition(t, x); got != fmt.Sprintf("Bản %d", n) {
			t.Errorf("after the refresh to %d: %s", n, got)
		}
	}
	stop()
	wg.Wait()
	publish(t, dir, file, edition(last+1)...)
	if err := x.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	if left := generations(t, dir); len(left) != 1 || !strings.HasSuffix(left[0], fmt.Sprint(last+1)) {
		t.Errorf("generations on disk: %v", left)
	}
}

// oneEdition searches and wants all articles to be of one generation, whose title it returns.
func oneEdition(t *testing.T, x *search.Index) string {
	res, err := x.Search(context.Background(), search.Request{Query: "chợ phiên", Limit: 100, Facets: []string{search.FacetSection}})
	if err != nil || len(res.Hits) != perGeneration || len(res.Facets[search.FacetSection]) != 1 {
		t.Errorf("%+v %v", res, err)
		return ""
	}
	title := res.Hits[0].Title
	for _, h := range res.Hits {
		if h.Title != title {
			t.Errorf("%s and %s in one answer", title, h.Title)
		}
	}
	return title
}

func generations(t *testing.T, dir string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(dir, "gen-*"))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestRefreshStaysWhereItCannotMove wants an index to go on with the generation it has.
func TestRefreshStaysWhereItCannotMove(t *testing.T) {
	t.Parallel()
	dir, file := filepath.Join(t.TempDir(), "idx"), filepath.Join(t.TempDir(), "a.jsonl")
	publish(t, dir, file, edition(1)...)
	x := open(t, dir)
	for range 2 {
		if err := x.Refresh(t.Context()); err != nil {
			t.Errorf("nothing new: %v", err)
		}
	}
	publish(t, dir, file, edition(2)...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := x.Refresh(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
	if got := oneEdition(t, x); got != "Bản 1" {
		t.Errorf("after a refresh that was cancelled: %s", got)
	}
	current, err := os.ReadFile(filepath.Join(dir, "CURRENT"))
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "nonsense", "gen-999999\n"} {
		write(t, filepath.Join(dir, "CURRENT"), []byte(bad))
		if err := x.Refresh(t.Context()); !errors.Is(err, search.ErrDamaged) {
			t.Errorf("CURRENT says %q: %v", bad, err)
		}
		if got := oneEdition(t, x); got != "Bản 1" {
			t.Errorf("CURRENT says %q: %s", bad, got)
		}
	}
	write(t, filepath.Join(dir, "CURRENT"), current)
	if err := x.Refresh(t.Context()); err != nil || oneEdition(t, x) != "Bản 2" {
		t.Errorf("mended: %v, %s", err, oneEdition(t, x))
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestRemovedArticlesAreGone takes articles out of an index and changes others, too few for their segment to be written again.
func TestRemovedArticlesAreGone(t *testing.T) {
	t.Parallel()
	dir, file := filepath.Join(t.TempDir(), "idx"), filepath.Join(t.TempDir(), "a.jsonl")
	var all []record
	for i := range 60 {
		all = append(all, record{ID: fmt.Sprintf("a%02d", i), Title: "Chợ phiên", Body: fmt.Sprintf("Đông vui lần %d.", i), Section: fmt.Sprintf("Mục %d", i%30)})
	}
	publish(t, dir, file, all...)
	all[7].Title = "Chợ nổi"
	publish(t, dir, file, append(all[:3:3], all[5:]...)...)
	x := open(t, dir)
	if st, err := x.Stats(t.Context()); err != nil || st.Articles != 58 || st.Segments != 2 {
		t.Fatalf("the test wants 58 articles and two segments, one of them with deletions: %+v %v", st, err)
	}
	for _, id := range []string{"a03", "a04"} {
		if a, err := x.Get(t.Context(), id); a != nil || !isNotFound(err) {
			t.Errorf("%s: %v %v", id, a, err)
		}
	}
	if a, err := x.Get(t.Context(), "a07"); err != nil || a.Title != "Chợ nổi" {
		t.Errorf("a07: %v %v", a, err)
	}
	for query, n := range map[string]int{"": 58, "chợ": 58, "cho phien": 57, `"chợ phiên"`: 57, "nổi": 1, "-nổi": 57, "phi*": 57, "title:phiên": 57, "phiên OR nổi": 58, "date:..2030": 0} {
		req := search.Request{Query: query, Facets: []string{search.FacetSection}, FacetSize: 100}
		got := ids(t, x, req)
		if len(got) != n || slices.Contains(got, "a03") {
			t.Errorf("%q: %d hits, want %d: %v", query, len(got), n, got)
		}
		for _, f := range find(t, x, req).Facets[search.FacetSection] {
			if (f.Value == "Mục 3" || f.Value == "Mục 4") && f.Count != 1 {
				t.Errorf("%q: %v", query, f)
			}
		}
	}
	if got := ids(t, x, search.Request{Sections: []string{"Mục 3"}}); !slices.Equal(got, []string{"a33"}) {
		t.Errorf("filtered: %v", got)
	}
}

// TestClose wants Close to be safe at any time, and nothing to answer after it.
func TestClose(t *testing.T) {
	t.Parallel()
	x, err := search.Open(archiveFolder(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	begun := make(chan struct{}, 4)
	for range 4 {
		wg.Go(func() {
			for first := true; ; first = false {
				res, err := x.Search(context.Background(), search.Request{Query: "nhân dân tỉnh"})
				if err != nil {
					if !errors.Is(err, search.ErrClosed) {
						t.Error(err)
					}
					return
				}
				if len(res.Hits) == 0 {
					t.Error("no hits")
				}
				if first {
					begun <- struct{}{}
				}
			}
		})
	}
	for range 4 {
		<-begun
	}
	for range 2 {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	}
	wg.Wait()
	if _, err := x.Search(t.Context(), search.Request{}); !errors.Is(err, search.ErrClosed) {
		t.Errorf("search: %v", err)
	}
	if _, err := x.Get(t.Context(), seedID); !errors.Is(err, search.ErrClosed) {
		t.Errorf("get: %v", err)
	}
	if _, err := x.Stats(t.Context()); !errors.Is(err, search.ErrClosed) {
		t.Errorf("stats: %v", err)
	}
	if err := x.Refresh(t.Context()); !errors.Is(err, search.ErrClosed) {
		t.Errorf("refresh: %v", err)
	}
}

// TestStats compares the description of the archive with its articles.
func TestStats(t *testing.T) {
	t.Parallel()
	st, err := openArchive(t).Stats(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := archiveArticles()
	years, size, undated := 0, 0, 0
	for _, f := range st.Years {
		years += f.Count
	}
	for _, a := range all {
		for _, text := range texts(a) {
			size += len(text)
		}
		if a.Published.IsZero() {
			undated++
		}
	}
	if st.Articles != len(all) || years+undated != len(all) || st.Undated != undated || st.TextBytes != int64(size) {
		t.Errorf("%d articles, %d in years, %d undated, %d bytes; the archive has %d, %d, %d", st.Articles, years, st.Undated, st.TextBytes, len(all), undated, size)
	}
	if st.First == nil || st.First.Year() != 1998 || st.Last == nil || st.Last.Year() != 2024 || st.Generation != 1 || st.IndexBytes == 0 || st.Segments == 0 || st.Tokens == 0 || st.Terms == 0 || st.Published.IsZero() || st.Format == "" || len(st.Sections) == 0 {
		t.Errorf("%+v", st)
	}
}
