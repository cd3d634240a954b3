package search_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/search"
	"timbao/search/query"
)

// days are articles of some days, and one without a date.
func days(dates ...string) []record {
	out := []record{{ID: "undated", Title: "Tin"}}
	for i, d := range dates {
		out = append(out, record{ID: strconv.Itoa(i), Title: "Tin lũ", Date: d})
	}
	return out
}

// line writes a timeline as "unit: start=count …, n undated", without the empty buckets within.
func line(t *search.Timeline) string {
	var parts []string
	for i, b := range t.Buckets {
		if b.Count > 0 || i == 0 || i == len(t.Buckets)-1 {
			parts = append(parts, fmt.Sprintf("%s=%d", b.Start, b.Count))
		}
	}
	return fmt.Sprintf("%s: %s, %d undated, %d buckets", t.Unit, strings.Join(parts, " "), t.Undated, len(t.Buckets))
}

// TestTimelines names the period that a timeline spans, its unit and its days: those of Việt Nam, before 1970 too.
func TestTimelines(t *testing.T) {
	t.Parallel()
	x := indexOf(t, days("1954-05-07T00:30:00+07:00", "1954-05-06T17:10:00Z", "1999-12-31T16:59:59Z", "1999-12-31T17:00:00Z", "2020-02-29", "2020-03-01", "2020-03-01", "2020-12-31")...)
	for _, c := range []struct {
		req  search.Request
		want string
	}{
		{search.Request{Timeline: search.UnitYear}, "year: 1954=2 1999=1 2000=1 2020=4, 1 undated, 67 buckets"},
		{search.Request{Timeline: search.UnitAuto}, "year: 1954=2 1999=1 2000=1 2020=4, 1 undated, 67 buckets"},
		{search.Request{Timeline: search.UnitDay, To: "1954"}, "day: 1954-05-07=2 1954-12-31=0, 0 undated, 239 buckets"}, // the archive begins on the seventh
		{search.Request{Timeline: search.UnitAuto, Years: []int{2020}}, "month: 2020-01=0 2020-02=1 2020-03=2 2020-12=1, 0 undated, 12 buckets"},
		{search.Request{Timeline: search.UnitAuto, Years: []int{2020}, Months: []string{"2020-02", "3-2020"}}, "day: 2020-02-01=0 2020-02-29=1 2020-03-01=2 2020-03-31=0, 0 undated, 60 buckets"},
		{search.Request{Timeline: search.UnitAuto, From: "1999-12-01", To: "2000-02"}, "month: 1999-12=1 2000-01=1 2000-02=0, 0 undated, 3 buckets"},
		{search.Request{Timeline: search.UnitDay, From: "1999-12-31", To: "2000-01-01"}, "day: 1999-12-31=1 2000-01-01=1, 0 undated, 2 buckets"},
		{search.Request{Timeline: search.UnitAuto, From: "2020", To: "2-3-2020"}, "day: 2020-01-01=0 2020-02-29=1 2020-03-01=2 2020-03-02=0, 0 undated, 62 buckets"},
		{search.Request{Timeline: search.UnitAuto, From: "2020", To: "3-3-2020"}, "month: 2020-01=0 2020-02=1 2020-03=2, 0 undated, 3 buckets"},
		{search.Request{Timeline: search.UnitMonth, Years: []int{2020}, From: "1999", To: "2020-03"}, "month: 2020-01=0 2020-02=1 2020-03=2, 0 undated, 3 buckets"},
		{search.Request{Timeline: search.UnitDay, Days: []string{"1-3-2020"}}, "day: 2020-03-01=2, 0 undated, 1 buckets"},
		{search.Request{Timeline: search.UnitMonth, NotYears: []int{1954}}, "month: 1999-12=1 2000-01=1 2020-02=1 2020-03=2 2020-12=1, 1 undated, 253 buckets"},
		{search.Request{Timeline: search.UnitMonth, From: "2030"}, "month: , 0 undated, 0 buckets"},
		{search.Request{Timeline: search.UnitAuto, Query: "khôngcógì"}, "day: , 0 undated, 0 buckets"},
		{search.Request{Timeline: search.UnitAuto, Query: "tin -lũ"}, "day: , 1 undated, 0 buckets"},
		{search.Request{Timeline: search.UnitAuto, Query: "tin -lũ", Years: []int{2020}}, "day: , 0 undated, 0 buckets"},
	} {
		if got := line(find(t, x, c.req).Timeline); got != c.want {
			t.Errorf("%+v\n got %s\nwant %s", c.req, got, c.want)
		}
	}
	empty := indexOf(t, record{ID: "1", Title: "Tin"})
	if got := find(t, empty, search.Request{Timeline: search.UnitAuto, Facets: search.FacetNames()}); line(got.Timeline) != "day: , 1 undated, 0 buckets" || len(got.Facets["day"]) != 0 {
		t.Errorf("an archive without dates: %+v", got)
	}
}

// TestTooManyBuckets wants a timeline refused that would be longer than anybody could use, and the way out named.
func TestTooManyBuckets(t *testing.T) {
	t.Parallel()
	x := indexOf(t, days("1801-01-01", "2020-01-01")...)
	_, err := x.Search(t.Context(), search.Request{Timeline: search.UnitDay})
	if paramName(err) != "timeline" || !strings.Contains(err.Error(), "take month") {
		t.Errorf("%v", err)
	}
	if _, err = x.Trends(t.Context(), search.TrendsRequest{Terms: []string{"lũ"}, By: search.UnitDay}); paramName(err) != "by" {
		t.Errorf("trends: %v", err)
	}
	if got := find(t, x, search.Request{Timeline: search.UnitMonth}).Timeline; len(got.Buckets) != 219*12+1 {
		t.Errorf("%d months", len(got.Buckets))
	}
}

// TestFacetsOfRelaxedHits wants facets to count in the way in which the hits were found: where no article of the selected section
// has all words, those of other sections with only some of them count as well.
func TestFacetsOfRelaxedHits(t *testing.T) {
	t.Parallel()
	x := indexOf(t,
		record{ID: "1", Title: "Lũ quét tràn", Section: "A"}, record{ID: "2", Title: "Lũ quét", Section: "A"},
		record{ID: "3", Title: "Cầu tràn hư hỏng", Section: "B"}, record{ID: "4", Title: "Chợ phiên", Section: "B"}, record{ID: "5", Title: "Chợ đêm", Section: "C"},
	)
	for section, want := range map[string]string{
		"A": "[{A 1 true false}]", "B": "[{A 2 false false} {B 1 true false}]", "C": "[{A 1 false false} {C 0 true false}]",
	} {
		res := find(t, x, search.Request{Query: "lũ quét tràn", Sections: []string{section}, Facets: []string{search.FacetSection}})
		if got := fmt.Sprint(res.Facets[search.FacetSection]); got != want {
			t.Errorf("%s: %s, want %s", section, got, want)
		}
	}
}

// TestFacetSpellings wants a value selected in another spelling marked, and found once.
func TestFacetSpellings(t *testing.T) {
	t.Parallel()
	x := indexOf(t, record{ID: "1", Title: "Một", Section: "Hoà Bình", Date: "2020-01-14"}, record{ID: "2", Title: "Hai", Section: "Thể thao", Date: "2019-05-01"})
	res := find(t, x, search.Request{Sections: []string{" Hòa  Bình", "Hoà Bình"}, Months: []string{"1-2020", "2020-01"}, NotDays: []string{"1/5/2019"}, Facets: search.FacetNames()})
	for facet, want := range map[string]string{
		search.FacetSection: "[{Hòa Bình 1 true false}]", search.FacetMonth: "[{2020-01 1 true false}]", search.FacetDay: "[{2020-01-14 1 false false} {2019-05-01 0 false true}]",
		search.FacetFormat: "[{jsonl 1 false false}]", search.FacetPhotographer: "[]",
	} {
		if got := fmt.Sprint(res.Facets[facet]); got != want {
			t.Errorf("%s: %s, want %s", facet, got, want)
		}
	}
}

// TestTrendsAgainstAnOracle compares trends with searches and with a walk over random archives.
func TestTrendsAgainstAnOracle(t *testing.T) {
	t.Parallel()
	archives, hits := randomArchives(t, 4), 0
	rapid.Check(t, func(t *rapid.T) {
		for range 5 {
			hits += checkTrends(t, rapid.SampledFrom(archives).Draw(t, "archive"))
		}
	})
	if hits < 50 {
		t.Errorf("%d hits in all: too few to test anything", hits)
	}
}

// checkTrends draws a request for trends and checks its answer; it returns the number of hits.
func checkTrends(t *rapid.T, archive random) (hits int) {
	f := drawFilter(t, archive.all)
	base := rapid.SampledFrom([]string{"", "", "lũ"}).Draw(t, "query")
	req := search.TrendsRequest{
		Terms: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"lũ", "hạn", "chợ", "khôngcógì"}), 1, 3, rapid.ID).Draw(t, "terms"),
		By:    rapid.SampledFrom([]search.Unit{"", search.UnitYear, search.UnitMonth, search.UnitDay}).Draw(t, "by"), Request: f.request(base),
	}
	got, err := archive.index.Trends(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	among := countBy(archive.all, got.Unit, func(a *tagged) bool { return strings.Contains(a.Title, base) && f.passes(a, "") })
	checkCounts(t, "all", got.Buckets, got.Undated, got.Total, among)
	for i, term := range got.Terms {
		if term.Term != req.Terms[i] {
			t.Fatalf("term %d is %s, want %s", i, term.Term, req.Terms[i])
		}
		var points []search.Bucket
		for n, p := range term.Points {
			points = append(points, search.Bucket{Start: p.Start, Count: p.Count})
			if of := got.Buckets[n].Count; math.Abs(p.PerThousand*float64(of)-1000*float64(p.Count)) > 1e-6 || p.PerThousand > 1000 {
				t.Fatalf("%s %s: %d of %d are %v in 1,000", term.Term, p.Start, p.Count, of, p.PerThousand)
			}
		}
		want := countBy(archive.all, got.Unit, func(a *tagged) bool {
			return strings.Contains(a.Title, base) && strings.Contains(a.Title, term.Term) && f.passes(a, "")
		})
		checkCounts(t, term.Term, points, term.Undated, term.Total, want)
		hits += term.Total
		if base == "" {
			if res, err := archive.index.Search(context.Background(), f.request(term.Term)); err != nil || res.Total != term.Total {
				t.Fatalf("%s: %d, a search finds %+v %v", term.Term, term.Total, res, err)
			}
		}
	}
	return hits
}

// countBy counts articles by year, month or day, "" for undated ones.
func countBy(all []*tagged, unit search.Unit, fits func(*tagged) bool) map[string]int {
	out := map[string]int{}
	for _, a := range all {
		if fits(a) {
			out[bucketOf(a, unit)]++
		}
	}
	return out
}

func checkCounts(t *rapid.T, what string, buckets []search.Bucket, undated, total int, want map[string]int) {
	sum := undated
	for _, b := range buckets {
		sum += b.Count
		if b.Count != want[b.Start] {
			t.Fatalf("%s %s: %d, want %d", what, b.Start, b.Count, want[b.Start])
		}
	}
	all := 0
	for _, n := range want {
		all += n
	}
	if sum != total || total != all || undated != want[""] {
		t.Fatalf("%s: %d in buckets and undated, %d undated, total %d, want %d and %d", what, sum, undated, total, all, want[""])
	}
}

// TestBadTrends wants each field that is out of range named, and no answer without a term.
func TestBadTrends(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	for _, c := range []struct {
		name string
		req  search.TrendsRequest
	}{
		{"term", search.TrendsRequest{}}, {"term", search.TrendsRequest{Terms: []string{"lũ", " "}}}, {"term", search.TrendsRequest{Terms: slices.Repeat([]string{"lũ"}, 11)}},
		{"by", search.TrendsRequest{Terms: []string{"lũ"}, By: "week"}}, {"month", search.TrendsRequest{Terms: []string{"lũ"}, Request: search.Request{Months: []string{"x"}}}},
	} {
		if res, err := x.Trends(t.Context(), c.req); res != nil || paramName(err) != c.name {
			t.Errorf("%s: %v, %v", c.name, res, err)
		}
	}
	for _, term := range []string{"(lũ OR", "AND"} {
		if res, err := x.Trends(t.Context(), search.TrendsRequest{Terms: []string{"lũ", term}}); res != nil || err == nil || !strings.Contains(err.Error(), strconv.Quote(term)) {
			t.Errorf("%s: %v, %v", term, res, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if res, err := x.Trends(ctx, search.TrendsRequest{Terms: []string{"lũ"}}); res != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("after the end of its context: %v, %v", res, err)
	}
	apart, err := x.Trends(t.Context(), search.TrendsRequest{Terms: []string{`"đồng chí"`, "tỉnh"}})
	if err != nil || apart.Terms[1].Total != find(t, x, search.Request{Query: "tỉnh", Exact: true}).Total {
		t.Errorf("a term counts among the hits of the one before: %+v, %v", apart, err)
	}
	res, err := x.Trends(t.Context(), search.TrendsRequest{Terms: []string{"lũ", "…", "lũ"}, Request: search.Request{Limit: -1, Cursor: "x", Sections: []string{"Thời sự"}}})
	if err != nil || len(res.Terms) != 2 || res.Terms[0].Total == 0 || res.Terms[1].Total != 0 {
		t.Errorf("a term twice, one of punctuation, and fields that don't matter: %+v, %v", res, err)
	}
}

// TestTermsArePhrases wants words without operators side by side, everything else as Search reads it, and the query that finds what
// was counted.
func TestTermsArePhrases(t *testing.T) {
	t.Parallel()
	x := indexOf(t,
		record{ID: "1", Title: "Lũ lụt ở Hòa Lâm", Date: "2020-10-01"}, record{ID: "2", Title: "Cơn lũ đi qua", Body: "Nước lụt đồng.", Date: "2020-10-02"},
		record{ID: "3", Title: "Hết lụt", Date: "2020-10-03"}, record{ID: "4", Title: "Covid-19 và lũ", Date: "2020-10-04"},
	)
	for term, want := range map[string]string{
		"lũ lụt": `"lũ lụt" 1`, `"lũ lụt"`: `"lũ lụt" 1`, "lu lut": `"lu lut" 1`, "lũ": "lũ 3", "lũ AND lụt": "lũ AND lụt 2", "lũ OR lụt": "lũ OR lụt 4", "title:lụt": "title:lụt 2",
		"lũ -lụt": "lũ -lụt 1", `lũ lụt"`: `"lũ lụt\"" 1`, "  lũ   lụt ": `"lũ lụt" 1`, "Covid-19": "Covid-19 1", "4/10/2020": "4/10/2020 1", "lụ*": "lụ* 3",
	} {
		res, err := x.Trends(t.Context(), search.TrendsRequest{Terms: []string{term}})
		if err != nil {
			t.Errorf("%s: %v", term, err)
			continue
		}
		got := res.Terms[0]
		if strings.Join(strings.Fields(got.Query), " ")+" "+strconv.Itoa(got.Total) != want || got.Term != term {
			t.Errorf("%s: %+v, want %s", term, got, want)
		}
		if found := find(t, x, search.Request{Query: got.Query}); found.Total != got.Total {
			t.Errorf("%s: %d, and %d are found", term, got.Total, found.Total)
		}
	}
}

// FuzzTrends looks for a term that is neither counted, as many articles as its query finds, nor refused as a query.
func FuzzTrends(f *testing.F) {
	for _, q := range hostile {
		if len(q) < 300 {
			f.Add(q)
		}
	}
	x := openArchive(f)
	f.Fuzz(func(t *testing.T, term string) {
		res, err := x.Trends(t.Context(), search.TrendsRequest{Terms: []string{term}, By: search.UnitYear})
		if err != nil {
			var malformed *query.Error
			if !errors.As(err, &malformed) && paramName(err) != "term" {
				t.Fatalf("%q: %v", term, err)
			}
			return
		}
		got := res.Terms[0]
		found, err := x.Search(t.Context(), search.Request{Query: got.Query, Exact: true, Markup: search.MarkupNone})
		if err != nil || found.Total != got.Total {
			t.Fatalf("%q: %d are counted, %q finds %+v %v", term, got.Total, got.Query, found, err)
		}
	})
}
