package search_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/search"
)

// aged are articles of the same words from many days, and two without a date.
func aged() []record {
	newest := time.Date(2020, 6, 30, 10, 0, 0, 0, time.FixedZone("", 7*3600))
	var out []record
	for _, days := range []int{0, 1, 30, 90, 365, 730, 3650, 20000} {
		out = append(out, record{ID: fmt.Sprint(days), Title: "Lũ trên sông Thạch", Date: newest.AddDate(0, 0, -days).Format(time.RFC3339)})
	}
	return append(out, record{ID: "undated", Title: "Lũ trên sông Thạch"})
}

func TestRecencyIsTheFormula(t *testing.T) {
	t.Parallel()
	x := indexOf(t, padded(aged()...)...)
	plain := find(t, x, search.Request{Query: "lũ sông Thạch", Markup: search.MarkupNone})
	for _, halfLife := range []int{0, 1, 365, 90, 36525} {
		res := find(t, x, search.Request{Query: "lũ sông Thạch", Markup: search.MarkupNone, Recent: true, HalfLife: halfLife, Explain: true})
		if len(res.Hits) != len(aged()) || res.Total != plain.Total {
			t.Fatalf("half-life %d: %d hits of %d", halfLife, len(res.Hits), res.Total)
		}
		days := float64(halfLife)
		if halfLife == 0 {
			days = search.DefaultHalfLife
		}
		for _, h := range res.Hits {
			factor := 0.6 // of what is infinitely old
			var age float64
			if _, err := fmt.Sscan(h.ID, &age); err == nil {
				factor = 1 - 0.4*(1-math.Exp2(-age/days))
			}
			if want := plain.Hits[0].Score * factor; math.Abs(h.Score-want) > 2e-4 {
				t.Errorf("half-life %d, %s days old: %v, want %v", halfLife, h.ID, h.Score, want)
			}
			checkSum(t, h)
			if last := h.Explain.Parts[len(h.Explain.Parts)-1]; last.Value > 0 || !strings.Contains(last.Text, fmt.Sprintf("times %.3f (half-life %.0f days)", factor, days)) {
				t.Errorf("half-life %d, %s: %+v", halfLife, h.ID, last)
			}
		}
	}
	if got := idList(find(t, x, search.Request{Query: "lũ sông Thạch", Recent: true})); !strings.HasPrefix(got, "0 1 30 90 365 730 3650 20000 ") {
		t.Errorf("in order of age: %s", got)
	}
}

// checkSum wants the parts of an explanation, all the way down, to add up to the score.
func checkSum(t *testing.T, h search.Hit) {
	t.Helper()
	if math.Abs(h.Explain.Value-h.Score) > 1e-9 {
		t.Errorf("%s scores %v, explained is %v", h.ID, h.Score, h.Explain.Value)
	}
	var down func(e search.Explain)
	down = func(e search.Explain) {
		sum := 0.0
		for _, p := range e.Parts {
			sum += p.Value
			down(p)
		}
		if len(e.Parts) > 0 && math.Abs(sum-e.Value) > 1e-9 {
			t.Errorf("%s: parts of %q sum to %v, not %v: %+v", h.ID, e.Text, sum, e.Value, e.Parts)
		}
	}
	down(*h.Explain)
}

// TestOldAnswersStay wants an article that answers much better to stay above newer ones, and the newer of two similar ones first.
func TestOldAnswersStay(t *testing.T) {
	t.Parallel()
	x := indexOf(t, padded(
		record{ID: "old", Title: "Lũ lịch sử trên sông Thạch", Body: "Lũ lịch sử trên sông Thạch.", Date: "1999-11-02"},
		record{ID: "passing", Title: "Họp báo", Body: strings.Repeat("Tin trong ngày có nhiều việc khác nhau. ", 20) + "Có nhắc lũ lịch sử trên sông Thạch.", Date: "2020-11-02"},
		record{ID: "earlier", Title: "Khai giảng năm học", Date: "2016-09-05"},
		record{ID: "later", Title: "Khai giảng năm học ở xã", Date: "2019-09-05"},
	)...)
	if got := ids(t, x, search.Request{Query: "lũ lịch sử sông Thạch", Recent: true}); got[0] != "old" {
		t.Errorf("recent: %v", got)
	}
	if got := ids(t, x, search.Request{Query: "khai giảng năm học"}); got[0] != "earlier" {
		t.Errorf("plain: %v", got)
	}
	if got := ids(t, x, search.Request{Query: "khai giảng năm học", Recent: true}); got[0] != "later" {
		t.Errorf("recent: %v", got)
	}
}

// TestRecencyOnlyWhenAsked compares requests that must not differ, and refuses those that make no sense.
func TestRecencyOnlyWhenAsked(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	for _, req := range []search.Request{{Query: "lũ", Sort: search.SortNewest}, {Query: "date:2010..2020"}, {Sort: search.SortOldest}} {
		recent := req
		recent.Recent = true
		if a, b := find(t, x, req), find(t, x, recent); !slices.EqualFunc(a.Hits, b.Hits, sameHit) {
			t.Errorf("%+v: %s, recent %s", req, idList(a), idList(b))
		}
	}
	for _, r := range []search.Request{{Query: "lũ", HalfLife: 5}, {Query: "lũ", Recent: true, HalfLife: -1}, {Query: "lũ", Recent: true, HalfLife: 36526}} {
		if _, err := x.Search(t.Context(), r); paramName(err) != "half_life" {
			t.Errorf("%+v: %v", r, err)
		}
	}
	first := find(t, x, search.Request{Query: "tỉnh", Limit: 2, Recent: true})
	for _, r := range []search.Request{{}, {Recent: true, HalfLife: 30}} {
		r.Query, r.Limit, r.Cursor = "tỉnh", 2, first.Next
		if _, err := x.Search(t.Context(), r); paramName(err) != "cursor" {
			t.Errorf("%+v with a cursor of another order: %v", r, err)
		}
	}
	all, second := find(t, x, search.Request{Query: "tỉnh", Limit: 4, Recent: true}), find(t, x, search.Request{Query: "tỉnh", Limit: 2, Recent: true, Cursor: first.Next})
	if !slices.EqualFunc(all.Hits, slices.Concat(first.Hits, second.Hits), sameHit) {
		t.Errorf("pages %s and %s, want %s", idList(first), idList(second), idList(all))
	}
}
