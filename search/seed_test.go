package search_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/indexer"
	"timbao/search"
)

// TestTheSeedIsFound looks for the article that the project began with in all the ways people type it. It must come first, and the
// marks must lie on the words as the newspaper printed them.
func TestTheSeedIsFound(t *testing.T) {
	t.Parallel()
	party := []string{"Khối", "Đảng", "Ðảng", "Ðảng ủy Khối", "ủy"}
	for _, c := range []struct {
		query string
		must  []string // marks that there must be
		may   []string // and others that there may be
	}{
		{"Đảng ủy Khối", []string{"Đảng", "Ðảng ủy Khối", "Khối"}, party},
		{"đảng uỷ khối", []string{"Đảng", "Ðảng ủy Khối", "Khối"}, party},
		{"dang uy khoi", []string{"Đảng", "Ðảng ủy Khối", "Khối"}, party},
		{"Ðảng ủy khối", []string{"Đảng", "Ðảng ủy Khối", "Khối"}, party},
		{`"Trần Văn Chung"`, []string{"Trần Văn Chung"}, nil},
		{`"tran van chung"`, []string{"Trần Văn Chung"}, nil},
		{"Ðảng", []string{"Đảng", "Ðảng"}, nil},
		{"14-1-2020", []string{"14-1"}, []string{"2020"}},
		{"ngày 14/01/2020", []string{"14-1"}, []string{"2020", "ngày"}},
		{"35-CT/TW", []string{"35-CT/TW"}, nil},
		{"71-KH/TU", []string{"71-KH/TU"}, nil},
	} {
		t.Run(c.query, func(t *testing.T) {
			checkSeed(t, find(t, openArchive(t), search.Request{Query: c.query}), seedID, c.must, c.may)
		})
	}
}

// TestTheSeedAlone has nothing but the seed, which names the council only by its acronym, with Đ and with Eth.
func TestTheSeedAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if _, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{seed}}); err != nil {
		t.Fatal(err)
	}
	x := open(t, dir)
	id := seed[strings.LastIndexByte(seed, '/')+1:]
	for _, q := range []string{"HĐND", "hđnd", "HÐND", "hdnd"} {
		checkSeed(t, find(t, x, search.Request{Query: q}), id, []string{"HÐND"}, []string{"HĐND"})
	}
	for _, q := range []string{"hội đồng nhân dân", "Hội đồng Nhân dân", "hoi dong nhan dan"} {
		res := find(t, x, search.Request{Query: q})
		checkSeed(t, res, id, []string{"HÐND"}, marks(res.Hits[0])) // single words of it may be marked beside
	}
}

func checkSeed(t *testing.T, res *search.Response, id string, must, may []string) {
	t.Helper()
	if len(res.Hits) == 0 || res.Hits[0].ID != id {
		t.Fatalf("%s: the seed is not first of %d hits: %+v", res.Query, res.Total, res.Hits)
	}
	got := marks(res.Hits[0])
	for _, m := range must {
		if !slices.Contains(got, m) {
			t.Errorf("%s: %q is not marked, but %q", res.Query, m, got)
		}
	}
	for _, m := range got {
		if !slices.Contains(must, m) && !slices.Contains(may, m) {
			t.Errorf("%s: %q is marked", res.Query, m)
		}
	}
}

// TestTheSeedIsRead compares the fields of the seed, as they come back, with what is printed in it.
func TestTheSeedIsRead(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	a, err := x.Get(t.Context(), seedID)
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Published.Format(time.RFC3339); got != "2020-01-14T19:23:00+07:00" {
		t.Errorf("published %s", got)
	}
	caption := "Đồng chí Trần Văn Chung, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh phát biểu tại hội nghị."
	if !slices.Equal(a.Captions, []string{caption}) {
		t.Errorf("captions %q", a.Captions)
	}
	h := find(t, x, search.Request{Query: "phát biểu tại hội nghị Trần Văn Chung", Snippets: 10, Markup: search.MarkupPlain}).Hits[0]
	if n := strings.Count(strings.Join(h.Highlight.Snippets, "\n"), "phát biểu tại hội nghị"); h.ID != seedID || n != 1 {
		t.Errorf("%s shows the caption %d times: %q", h.ID, n, h.Highlight.Snippets)
	}
	if h.Published == nil || !h.Published.Equal(a.Published) || h.Title != a.Title || h.Author != "Văn Trọng" || !strings.HasSuffix(h.Path, seedID) {
		t.Errorf("hit %+v", h)
	}
}

// TestGetKnowsEveryHit reads each article of the archive by its id, and none by another.
func TestGetKnowsEveryHit(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	two := 0
	for _, h := range find(t, x, search.Request{Limit: 100}).Hits {
		a, err := x.Get(t.Context(), h.ID)
		if err != nil || a.ID != h.ID || a.Title != h.Title || a.Section != h.Section || a.Place != h.Place || a.Source.Path != h.Path {
			t.Errorf("%+v: %v %v", h, a, err)
			continue
		}
		var names []string
		for _, name := range append(slices.Clone(a.Authors), a.Photographers...) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if h.Author != strings.Join(names, ", ") {
			t.Errorf("%s is by %q, want %q", h.ID, h.Author, names)
		}
		if len(names) > len(a.Authors) && len(a.Authors) > 0 {
			two++
		}
	}
	if two == 0 {
		t.Error("no article has a writer and another photographer")
	}
	for _, id := range []string{"", "archive", seedID + "x", seedID[1:], "\xff", strings.ToUpper(seedID)} {
		if a, err := x.Get(t.Context(), id); a != nil || !isNotFound(err) {
			t.Errorf("%q: %v %v", id, a, err)
		}
	}
}
