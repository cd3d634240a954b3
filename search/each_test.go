package search_test

import (
	"context"
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"testing"

	"timbao/search"
)

// each collects the ids of what Each visits, and holds every article against its hit.
func each(t testing.TB, x *search.Index, req search.Request) []string {
	t.Helper()
	out := []string{}
	err := x.Each(t.Context(), req, func(a *search.Article, h search.Hit) error {
		if a.ID != h.ID || a.Title != h.Title || a.Source.Path != h.Path {
			t.Errorf("%+v: hit %s with article %s", req, h.ID, a.ID)
		}
		out = append(out, h.ID)
		return nil
	})
	if err != nil {
		t.Fatalf("%+v: %v", req, err)
	}
	return out
}

// TestEachIsEveryPage wants of Each what Search gives page by page.
func TestEachIsEveryPage(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]*search.Index{"dated": indexOf(t, dated()...), "archive": openArchive(t)} {
		for _, q := range []string{"", "cho phien", `"chợ phiên"`, "chợ OR xã", "quần vợt", "xyzxyz", ","} {
			for _, sort := range []search.Sort{search.SortRelevance, search.SortNewest, search.SortOldest} {
				req := search.Request{Query: q, Sort: sort, Markup: search.MarkupNone}
				want := ids(t, x, req)
				if got := each(t, x, req); !slices.Equal(got, want) {
					t.Errorf("%s %q %s: %v\nwant %v", name, q, sort, got, want)
				}
				req.Limit, req.Offset = 7, 3
				want = want[min(3, len(want)):min(10, len(want))]
				if got := each(t, x, req); !slices.Equal(got, want) {
					t.Errorf("%s %q %s, seven from the fourth: %v\nwant %v", name, q, sort, got, want)
				}
			}
		}
	}
}

// TestEachHitIsSearchsHit compares scores, highlights and explanations too, and goes on from a cursor.
func TestEachHitIsSearchsHit(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	req := search.Request{Query: "dang uy khoi", Limit: 2, Versions: search.VersionsAll, Explain: true, Facets: []string{search.FacetYear}}
	first := find(t, x, req)
	req.Cursor = first.Next
	want := slices.Concat(first.Hits, find(t, x, req).Hits)
	req.Cursor, req.Limit = "", len(want)
	var got []search.Hit
	collect := func(_ *search.Article, h search.Hit) error { got = append(got, h); return nil }
	if err := x.Each(t.Context(), req, collect); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v\n%+v\nwant\n%+v", err, got, want)
	}
	got, req.Cursor, req.Limit = nil, first.Next, 2
	if err := x.Each(t.Context(), req, collect); err != nil || !reflect.DeepEqual(got, want[2:]) {
		t.Errorf("from the cursor: %v\n%+v\nwant\n%+v", err, got, want[2:])
	}
}

// TestEachEnds wants the visitor's error, the context's and the request's, each at once.
func TestEachEnds(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	stop := errors.New("enough")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	for name, c := range map[string]struct {
		ctx   context.Context
		req   search.Request
		visit func(n int) error
		calls int
		is    func(error) bool
	}{
		"visitor": {t.Context(), search.Request{}, func(n int) error {
			if n == 3 {
				return stop
			}
			return nil
		}, 3, func(err error) bool { return errors.Is(err, stop) }},
		"query":    {t.Context(), search.Request{Query: "(lũ OR"}, nil, 0, func(err error) bool { return err != nil && !errors.Is(err, search.ErrParam) }},
		"limit":    {t.Context(), search.Request{Limit: search.MaxExport + 1}, nil, 0, func(err error) bool { return paramName(err) == "limit" }},
		"negative": {t.Context(), search.Request{Limit: -1}, nil, 0, func(err error) bool { return paramName(err) == "limit" }},
		"cursor":   {t.Context(), search.Request{Cursor: "x"}, nil, 0, func(err error) bool { return paramName(err) == "cursor" }},
		"context":  {ctx, search.Request{}, func(int) error { cancel(); return nil }, 1, func(err error) bool { return errors.Is(err, context.Canceled) }},
	} {
		calls := 0
		err := x.Each(c.ctx, c.req, func(*search.Article, search.Hit) error {
			calls++
			if c.visit == nil {
				return nil
			}
			return c.visit(calls)
		})
		if calls != c.calls || !c.is(err) {
			t.Errorf("%s: %d calls, %v", name, calls, err)
		}
	}
}

// TestEachLetsPanicsThrough wants the panic of a visitor to stay one: it is no damage of the index.
func TestEachLetsPanicsThrough(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	defer func() {
		if cause := recover(); cause != "mine" {
			t.Errorf("recovered %v", cause)
		}
		if len(each(t, x, search.Request{Limit: 1})) != 1 {
			t.Error("the index does not answer afterwards")
		}
	}()
	_ = x.Each(t.Context(), search.Request{}, func(*search.Article, search.Hit) error { panic("mine") })
}

// TestEachStaysInItsGeneration publishes another archive while Each runs.
func TestEachStaysInItsGeneration(t *testing.T) {
	t.Parallel()
	dir, file := filepath.Join(t.TempDir(), "idx"), filepath.Join(t.TempDir(), "a.jsonl")
	publish(t, dir, file, dated()...)
	x := open(t, dir)
	seen := 0
	err := x.Each(t.Context(), search.Request{Query: "chợ"}, func(a *search.Article, _ search.Hit) error {
		if seen++; seen == 2 {
			publish(t, dir, file, record{ID: "new", Title: "Chợ mới"})
			return x.Refresh(t.Context())
		}
		if a.Title != "Chợ phiên" {
			t.Errorf("%s is of another generation", a.ID)
		}
		return nil
	})
	if err != nil || seen != len(dated()) {
		t.Errorf("%d articles, %v", seen, err)
	}
	if got := each(t, x, search.Request{}); !slices.Equal(got, []string{"new"}) {
		t.Errorf("afterwards %v", got)
	}
}
