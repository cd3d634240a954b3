package search_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"timbao/search"
)

// drawn is a text of so many words of a small vocabulary; the same seed gives the same text.
func drawn(seed, words int) string {
	r := rand.New(rand.NewPCG(uint64(seed), 11))
	out := make([]string, words)
	for i := range out {
		out[i] = []string{"sông", "núi", "lũ", "cầu", "đường", "xã", "huyện", "mưa", "gió", "người", "nhà", "ruộng", "lúa", "bò", "cá", "chợ"}[r.IntN(16)]
	}
	return strings.Join(out, " ")
}

// wire is a story in three versions, beside two others.
func wire() []record {
	story := drawn(1, 120)
	return []record{
		{ID: "first", Title: "Lũ lớn trên sông Thạch", Body: story, Date: "2020-10-18 06:00", Section: "Thời sự"},
		{ID: "updated", Title: "Lũ lớn trên sông Thạch: thêm ba xã ngập", Body: story + "\n\n" + drawn(2, 40), Date: "2020-10-18 16:30", Section: "Thời sự"},
		{ID: "cut", Title: "Tin vắn", Body: "Lũ lớn. " + strings.Join(strings.Fields(story)[:60], " "), Section: "Tin vắn"},
		{ID: "other", Title: "Lũ lớn ở huyện bên", Body: drawn(3, 120), Date: "2020-10-19"},
		{ID: "short", Title: "Lũ lớn", Body: "Lũ lớn.", Date: "2020-10-20"},
	}
}

// TestVersionsAreOneHit wants the best version as the hit and the others told of under it, and every article counted.
func TestVersionsAreOneHit(t *testing.T) {
	t.Parallel()
	x := indexOf(t, wire()...)
	res := find(t, x, search.Request{Query: "lũ lớn", Facets: []string{search.FacetSection}})
	if res.Total != 5 || len(res.Hits) != 3 || res.Next != "" {
		t.Fatalf("total %d, %d hits, next %q; want 5 articles in 3 hits", res.Total, len(res.Hits), res.Next)
	}
	if f := res.Facets[search.FacetSection]; len(f) != 2 || f[0].Count != 2 {
		t.Errorf("facets count hits, not articles: %v", f)
	}
	for _, h := range res.Hits {
		var got []string
		for _, v := range h.Versions {
			got = append(got, v.ID)
			a, err := x.Get(t.Context(), v.ID)
			if err != nil || a.Title != v.Title || a.Section != v.Section || a.Source.Path != v.Path || (v.Published == nil) != a.Published.IsZero() ||
				v.Published != nil && !v.Published.Equal(a.Published) {
				t.Errorf("%s: version %+v of article %+v (%v)", h.ID, v, a, err)
			}
		}
		want := []string(nil)
		if h.ID == "first" {
			want = []string{"updated", "cut"}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: versions %v, want %v", h.ID, got, want)
		}
	}
}

// TestWhereVersionsAreHits wants a hit for each version where that is asked for, where hits come by date, and in Each; and one hit
// where grouping is asked for in the order of dates.
func TestWhereVersionsAreHits(t *testing.T) {
	t.Parallel()
	x := indexOf(t, wire()...)
	for name, c := range map[string]struct {
		req  search.Request
		hits int
	}{
		"relevance":             {search.Request{Query: "lũ lớn"}, 3},
		"a phrase":              {search.Request{Query: `"lũ lớn"`}, 3},
		"relevance, grouped":    {search.Request{Query: "lũ lớn", Versions: search.VersionsGroup}, 3},
		"relevance, all":        {search.Request{Query: "lũ lớn", Versions: search.VersionsAll}, 5},
		"date":                  {search.Request{Query: "lũ lớn", Sort: search.SortNewest}, 5},
		"date, grouped":         {search.Request{Query: "lũ lớn", Sort: search.SortNewest, Versions: search.VersionsGroup}, 3},
		"everything":            {search.Request{}, 5},
		"everything, grouped":   {search.Request{Versions: search.VersionsGroup}, 3},
		"one version, filtered": {search.Request{Query: "lũ lớn", Sections: []string{"Tin vắn"}}, 1},
	} {
		res := find(t, x, c.req)
		versions := 0
		for _, h := range res.Hits {
			versions += len(h.Versions)
		}
		if len(res.Hits) != c.hits || res.Total != len(res.Hits)+versions {
			t.Errorf("%s: %d hits with %d versions of %d, want %d hits", name, len(res.Hits), versions, res.Total, c.hits)
		}
	}
	if got := each(t, x, search.Request{Query: "lũ lớn"}); len(got) != 5 {
		t.Errorf("Each: %v", got)
	}
	_, err := x.Search(t.Context(), search.Request{Versions: "some"})
	if paramName(err) != "versions" {
		t.Errorf("versions=some: %v", err)
	}
	cursor := find(t, x, search.Request{Query: "lũ lớn", Limit: 1}).Next
	if _, err := x.Search(t.Context(), search.Request{Query: "lũ lớn", Cursor: cursor, Versions: search.VersionsAll}); paramName(err) != "cursor" {
		t.Errorf("a cursor of grouped hits is taken for all: %v", err)
	}
}

// reprints are stories of which many were printed again and again.
func reprints(r *rand.Rand, stories int) []record {
	var out []record
	for s := range stories {
		body := drawn(100+s, 60+r.IntN(60))
		for range 1 + r.IntN(6)*r.IntN(3) {
			words := strings.Fields(body)
			words[r.IntN(len(words))] = "bão"
			out = append(out, record{ID: fmt.Sprintf("a%03d", len(out)), Title: drawn(1000+r.IntN(50), 5), Body: strings.Join(words, " ")})
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// TestPagesOfGroupsConcatenate goes through pages of several sizes, by cursor and by offset: they hold the hits of one long page with
// the same versions, and every article once.
func TestPagesOfGroupsConcatenate(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		x := indexOf(t, reprints(rand.New(rand.NewPCG(seed, 3)), 25)...)
		for _, q := range []string{"bão", "lũ lúa", `"sông núi"`, "chợ OR cá"} {
			long := find(t, x, search.Request{Query: q, Limit: search.MaxLimit, Markup: search.MarkupNone})
			want := groupsOf(long.Hits)
			seen := slices.Concat(want...)
			if slices.Sort(seen); len(slices.Compact(seen)) != long.Total || len(seen) != long.Total || len(want) == long.Total || long.Next != "" {
				t.Fatalf("seed %d, %q: %d articles in %d hits, %d different of %d", seed, q, len(seen), len(want), len(slices.Compact(seen)), long.Total)
			}
			for _, limit := range []int{2, 9} {
				req := search.Request{Query: q, Limit: limit, Markup: search.MarkupNone}
				byCursor, byOffset := [][]string{}, [][]string{}
				for {
					res := find(t, x, req)
					byCursor = append(byCursor, groupsOf(res.Hits)...)
					if req.Cursor = res.Next; req.Cursor == "" {
						break
					}
					if len(res.Hits) != limit {
						t.Fatalf("%q by %d: a page of %d with another behind it", q, limit, len(res.Hits))
					}
				}
				for req.Offset = 0; req.Offset < len(want); req.Offset += limit {
					byOffset = append(byOffset, groupsOf(find(t, x, req).Hits)...)
				}
				for how, got := range map[string][][]string{"cursor": byCursor, "offset": byOffset} {
					if !slices.EqualFunc(got, want, slices.Equal) {
						t.Fatalf("seed %d, %q, by %d, %s:\n%v\nwant\n%v", seed, q, limit, how, got, want)
					}
				}
			}
		}
	}
}

// groupsOf are the ids of each hit and its versions.
func groupsOf(hits []search.Hit) [][]string {
	var out [][]string
	for _, h := range hits {
		ids := []string{h.ID}
		for _, v := range h.Versions {
			ids = append(ids, v.ID)
		}
		out = append(out, ids)
	}
	return out
}
