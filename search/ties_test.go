package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/search"
)

// TestEqualScoresNewestFirst wants articles that answer equally well in the order of their dates, the undated last: on the first
// page, on every page after it, and beyond the hits that are scored a second time.
func TestEqualScoresNewestFirst(t *testing.T) {
	t.Parallel()
	const many = 700
	r := rand.New(rand.NewPCG(17, 17))
	var records []record
	for _, i := range r.Perm(many) {
		rec := record{ID: fmt.Sprintf("%04d", i), Title: "Lũ trên sông Thạch", Body: "Nước lên nhanh, lũ về."}
		if i >= 20 { // the others have no date, and no order among themselves
			rec.Date = time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i*7).Format(time.DateOnly)
		}
		records = append(records, rec)
	}
	x := indexOf(t, records...)
	want := make([]string, 0, many)
	for i := many - 1; i >= 20; i-- {
		want = append(want, fmt.Sprintf("%04d", i))
	}
	for _, q := range []string{"lũ", "lu", "lũ sông Thạch", "lu song thach", "nước lũ lên trên sông Thạch", `"sông thạch"`, ""} {
		got := ids(t, x, search.Request{Query: q, Versions: search.VersionsAll})
		if len(got) != many || !slices.Equal(got[:many-20], want) {
			at := slices.IndexFunc(want, func(id string) bool { return !slices.Contains(got, id) || got[slices.Index(want, id)] != id })
			t.Errorf("%q: %d hits, the first out of order at %d", q, len(got), at)
		}
		var paged []string
		for req := (search.Request{Query: q, Limit: 61, Markup: search.MarkupNone, Versions: search.VersionsAll}); ; {
			res := find(t, x, req)
			for _, h := range res.Hits {
				paged = append(paged, h.ID)
			}
			if req.Cursor = res.Next; req.Cursor == "" {
				break
			}
		}
		if !slices.Equal(paged, got) {
			t.Errorf("%q: pages do not make up the list", q)
		}
		if d := find(t, x, search.Request{Query: strings.TrimSpace(q + " date:2010"), Limit: 3, Versions: search.VersionsAll}); len(d.Hits) != 3 || d.Hits[0].ID <= d.Hits[1].ID || d.Hits[1].ID <= d.Hits[2].ID {
			t.Errorf("%q in 2010: %s", q, idList(d))
		}
	}
}
