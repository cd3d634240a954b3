package search_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"timbao/search"
	"timbao/search/query"
)

func TestCorrect(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	for typed, want := range map[string]search.Correction{
		"dang uy khoi": {Query: "đảng ủy khối", Kind: "accents", HTML: "<em>đảng</em> <em>ủy</em> <em>khối</em>"},
		"tổng kết công tác sây dựng đảng": {Query: "tổng kết công tác xây dựng đảng", Kind: "spelling", HTML: "tổng kết công tác <em>xây</em> dựng đảng"},
		"hooij ddoongf":                     {Query: "hội đồng", Kind: "telex", HTML: "<em>hội</em> <em>đồng</em>"},
		"ho65i d9o62ng":                     {Query: "hội đồng", Kind: "vni", HTML: "<em>hội</em> <em>đồng</em>"},
		`"hoi dong" -bong date:2000..`:      {Query: `"hội đồng" -bong date:2000..`, Kind: "accents", HTML: `&#34;<em>hội</em> <em>đồng</em>&#34; -bong date:2000..`},
		"đảng ủy khối":                      {},
		"":                                  {},
		"HĐND":                              {},
		"hoi dong nhan dan date:1900..1901": {}, // nothing would be found
	} {
		got, err := x.Correct(t.Context(), typed)
		if err != nil {
			t.Errorf("%q: %v", typed, err)
			continue
		}
		if (got == nil) != (want.Query == "") {
			t.Errorf("%q gives %+v, want %+v", typed, got, want)
			continue
		}
		if got == nil {
			continue
		}
		if got.Total == 0 || !slices.Contains(search.CorrectionKinds(), got.Kind) {
			t.Errorf("%q gives %+v", typed, got)
		}
		got.Total = 0
		if *got != want {
			t.Errorf("%q gives %+v, want %+v", typed, *got, want)
		}
	}
	if _, err := x.Correct(t.Context(), "AND"); !errors.Is(err, query.ErrSyntax) {
		t.Errorf("a query that makes no sense gives %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := x.Correct(ctx, "hoi dong"); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled look-up gives %v", err)
	}
}

// An answer stays that of the query as typed. It names a correction only when asked, and counts under the filters of the request.
func TestDidYouMean(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	plain, err := x.Search(t.Context(), search.Request{Query: "dang uy khoi"})
	if err != nil || plain.DidYouMean != nil || plain.Total == 0 {
		t.Fatalf("%+v, %v", plain, err)
	}
	asked, err := x.Search(t.Context(), search.Request{Query: "dang uy khoi", Correct: true})
	if err != nil || asked.DidYouMean == nil || asked.Query != "dang uy khoi" || asked.Total != plain.Total || asked.Hits[0].ID != plain.Hits[0].ID {
		t.Fatalf("%+v, %v", asked, err)
	}
	if asked.Next != plain.Next {
		t.Error("asking changes the cursor")
	}
	whole, err := x.Search(t.Context(), search.Request{Query: asked.DidYouMean.Query, Exact: true})
	if err != nil || whole.Total < asked.DidYouMean.Total {
		t.Errorf("%d articles are promised, %d are found (%v)", asked.DidYouMean.Total, whole.Total, err)
	}
	narrow := search.Request{Query: "dang uy khoi", Correct: true, Years: []int{2020}, Limit: 3, Offset: 1, Facets: []string{"year"}, Sort: search.SortOldest}
	res, err := x.Search(t.Context(), narrow)
	if err != nil || res.DidYouMean == nil || res.DidYouMean.Total >= asked.DidYouMean.Total {
		t.Errorf("under a filter: %+v, %v", res.DidYouMean, err)
	}
	narrow.Years = []int{1900}
	if res, err = x.Search(t.Context(), narrow); err != nil || res.DidYouMean != nil {
		t.Errorf("where nothing would be found: %+v, %v", res.DidYouMean, err)
	}
	raw, err := json.Marshal(asked.DidYouMean)
	if err != nil || string(raw) != `{"query":"đảng ủy khối","kind":"accents","html":"\u003cem\u003eđảng\u003c/em\u003e \u003cem\u003eủy\u003c/em\u003e \u003cem\u003ekhối\u003c/em\u003e","total":`+
		string(raw[len(raw)-2])+`}` {
		t.Errorf("its JSON is %s, %v", raw, err)
	}
}

// Searching goes on beside a lexicon that is missing or damaged.
func TestWithoutLexicon(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(path string) error{
		"missing": os.Remove,
		"cut":     func(path string) error { return os.Truncate(path, 100) },
		"empty":   func(path string) error { return os.Truncate(path, 0) },
		"noise": func(path string) error {
			raw, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for i := range raw {
				raw[i] ^= byte(i)
			}
			return os.WriteFile(path, raw, 0o600)
		},
	} {
		dir := t.TempDir()
		publish(t, filepath.Join(dir, "idx"), filepath.Join(dir, "a.jsonl"), record{ID: "1", Title: "Hội đồng nhân dân họp"})
		found, err := filepath.Glob(filepath.Join(dir, "idx", "gen-*", "sidecars", "lexicon.sidecar"))
		if err != nil || len(found) != 1 {
			t.Fatal(found, err)
		}
		if err := do(found[0]); err != nil {
			t.Fatal(err)
		}
		x := open(t, filepath.Join(dir, "idx"))
		res, err := x.Search(t.Context(), search.Request{Query: "hoi dong", Correct: true})
		if err != nil || res.Total != 1 || res.DidYouMean != nil {
			t.Errorf("%s: %+v, %v", name, res, err)
		}
		c, err := x.Correct(t.Context(), "hoi dong")
		if c != nil || (name == "missing") != (err == nil) || err != nil && !errors.Is(err, search.ErrDamaged) {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}
