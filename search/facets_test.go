package search_test

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timbao/indexer/article"
	"timbao/search"
)

// tagged is an article of a random archive with what it is filtered and counted by.
type tagged struct {
	record
	values map[string][]string // by facet
	at     time.Time           // zero if undated
}

// has says whether an article has any of some values of a facet.
func (a *tagged) has(facet string, values []string) bool {
	return slices.ContainsFunc(a.values[facet], func(v string) bool { return slices.Contains(values, v) })
}

// filter is the filters of a request by facet, as the oracle reads them.
type filter struct {
	wanted, unwanted map[string][]string
	from, to         string // days, "" for none
}

// passes says whether an article passes all filters but those of one facet.
func (f filter) passes(a *tagged, but string) bool {
	for _, facet := range search.FacetNames() {
		if facet != but && (len(f.wanted[facet]) > 0 && !a.has(facet, f.wanted[facet]) || a.has(facet, f.unwanted[facet])) {
			return false
		}
	}
	day := a.at.Format(time.DateOnly)
	return (f.from == "" || !a.at.IsZero() && day >= f.from) && (f.to == "" || !a.at.IsZero() && day <= f.to)
}

// request writes the filters into a request.
func (f filter) request(query string) search.Request {
	numbers := func(texts []string) (out []int) {
		for _, v := range texts {
			n, _ := strconv.Atoi(v)
			out = append(out, n)
		}
		return out
	}
	w, u := f.wanted, f.unwanted
	return search.Request{
		Query: query, From: f.from, To: f.to, Years: numbers(w["year"]), NotYears: numbers(u["year"]), Months: w["month"], NotMonths: u["month"],
		Days: w["day"], NotDays: u["day"], Sections: w["section"], NotSections: u["section"], Places: w["place"], NotPlaces: u["place"],
		Authors: w["author"], NotAuthors: u["author"], Photographers: w["photographer"], NotPhotographers: u["photographer"],
		Formats: w["file_type"], NotFormats: u["file_type"], Markup: search.MarkupNone,
	}
}

// drawArchive draws articles with few different words and values, so that filters leave something.
func drawArchive(t *rapid.T) []*tagged {
	var out []*tagged
	word := rapid.SampledFrom([]string{"lũ", "hạn", "chợ"})
	some := func(label string, most int, of ...string) []string {
		list := rapid.SliceOfNDistinct(rapid.SampledFrom(of), 0, most, rapid.ID).Draw(t, label)
		slices.Sort(list)
		return list
	}
	for n := range rapid.IntRange(20, 60).Draw(t, "articles") {
		a := &tagged{record: record{ID: strconv.Itoa(n), Title: "Tin " + strings.Join(rapid.SliceOfN(word, 0, 3).Draw(t, "words"), " ")}}
		a.values = map[string][]string{"section": some("section", 1, "Thời sự", "Xã hội", "Kinh tế"), "place": some("place", 1, "Hòa Lâm", "A Xoong"), "file_type": {"jsonl"}}
		a.Section, a.Place = strings.Join(a.values["section"], ""), strings.Join(a.values["place"], "")
		a.Authors, a.Photographers = some("authors", 2, "An", "Bình", "Chi"), some("photographers", 2, "Chi", "Dũng")
		a.values["photographer"] = a.Photographers
		a.values["author"] = slices.Compact(sorted(slices.Concat(a.Authors, a.Photographers)))
		if rapid.IntRange(0, 4).Draw(t, "dated") > 0 {
			// Near midnight, in another zone than that of the days: 2019-12-31T17:00Z is the first of January.
			at := time.Date(rapid.IntRange(2018, 2021).Draw(t, "year"), time.Month(rapid.SampledFrom([]int{1, 2, 12}).Draw(t, "month")),
				rapid.SampledFrom([]int{1, 2, 28, 31}).Draw(t, "day"), rapid.SampledFrom([]int{0, 16, 17, 23}).Draw(t, "hour"), 59, 0, 0, time.UTC)
			a.Date, a.at = at.Format(time.RFC3339), at.In(article.Zone())
			a.values["year"], a.values["month"], a.values["day"] = []string{a.at.Format("2006")}, []string{a.at.Format("2006-01")}, []string{a.at.Format(time.DateOnly)}
		}
		out = append(out, a)
	}
	return out
}

// drawFilter draws filters, some of them with values that no article has.
func drawFilter(t *rapid.T, all []*tagged) filter {
	f := filter{wanted: map[string][]string{}, unwanted: map[string][]string{}}
	strange := map[string]string{"year": "1990", "month": "1990-01", "day": "1990-01-31", "file_type": "text"}
	for _, facet := range search.FacetNames() {
		known := map[string]bool{cmp.Or(strange[facet], "Không ai"): true}
		for _, a := range all {
			for _, v := range a.values[facet] {
				known[v] = true
			}
		}
		of := rapid.SampledFrom(slices.Sorted(maps.Keys(known)))
		if rapid.IntRange(0, 5).Draw(t, "wanted "+facet) == 0 {
			f.wanted[facet] = rapid.SliceOfNDistinct(of, 1, 2, rapid.ID).Draw(t, facet)
		}
		if rapid.IntRange(0, 5).Draw(t, "unwanted "+facet) == 0 {
			f.unwanted[facet] = rapid.SliceOfNDistinct(of, 1, 2, rapid.ID).Draw(t, "no "+facet)
		}
	}
	day := rapid.SampledFrom([]string{"", "", "", "2019-01-01", "2020-01-02", "2020-12-31"})
	if f.from, f.to = day.Draw(t, "from"), day.Draw(t, "to"); f.to != "" && f.to < f.from {
		f.from, f.to = f.to, f.from
	}
	return f
}

// facet counts a facet by its definition.
func (f filter) facet(all []*tagged, query, facet string, size int) []search.Facet {
	counts := map[string]int{}
	for _, a := range all {
		if !strings.Contains(a.Title, query) || !f.passes(a, facet) {
			continue
		}
		for _, v := range a.values[facet] {
			if !a.has(facet, f.unwanted[facet]) || slices.Contains(f.unwanted[facet], v) {
				counts[v]++
			}
		}
	}
	dates := facet == "year" || facet == "month" || facet == "day"
	order := func(a, b search.Facet) int {
		if dates {
			return strings.Compare(b.Value, a.Value)
		}
		return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value))
	}
	out := []search.Facet{}
	for v, n := range counts {
		out = append(out, search.Facet{Value: v, Count: n})
	}
	slices.SortFunc(out, order)
	out = out[:min(size, len(out))]
	for _, v := range slices.Concat(f.wanted[facet], f.unwanted[facet]) {
		if !slices.ContainsFunc(out, func(l search.Facet) bool { return l.Value == v }) {
			out = append(out, search.Facet{Value: v, Count: counts[v]})
		}
	}
	for i := range out {
		out[i].Selected, out[i].Excluded = slices.Contains(f.wanted[facet], out[i].Value), slices.Contains(f.unwanted[facet], out[i].Value)
	}
	slices.SortFunc(out, order)
	return out
}

// random is a random archive and its index.
type random struct {
	all   []*tagged
	index *search.Index
}

// randomArchives opens some random archives: of one segment, and of several with deleted documents.
func randomArchives(t *testing.T, n int) []random {
	t.Helper()
	var out []random
	for i := range n {
		all := rapid.Custom(drawArchive).Example(i)
		out = append(out, random{all, openTagged(t, all, i%2 > 0)})
	}
	if st, err := out[1].index.Stats(t.Context()); err != nil || st.Segments < 2 {
		t.Errorf("an archive of two runs has %d segments, want several: %v", st.Segments, err)
	}
	return out
}

// TestFacetsAgainstAnOracle compares filters, exclusions, facets and timelines with a walk over random archives.
func TestFacetsAgainstAnOracle(t *testing.T) {
	t.Parallel()
	archives, hits := randomArchives(t, 6), 0
	rapid.Check(t, func(t *rapid.T) {
		for range 10 {
			hits += checkAgainstOracle(t, rapid.SampledFrom(archives).Draw(t, "archive"))
		}
	})
	if hits < 100 {
		t.Errorf("%d hits in all: too few to test anything", hits)
	}
}

// checkAgainstOracle draws a request and checks its answer; it returns the number of hits.
func checkAgainstOracle(t *rapid.T, archive random) int {
	f := drawFilter(t, archive.all)
	query := rapid.SampledFrom([]string{"", "lũ", "hạn"}).Draw(t, "query")
	req := f.request(query)
	req.Facets, req.FacetSize, req.Limit = search.FacetNames(), rapid.SampledFrom([]int{1, 2, 1000}).Draw(t, "size"), search.MaxLimit
	req.Timeline = rapid.SampledFrom([]search.Unit{search.UnitYear, search.UnitMonth, search.UnitDay, search.UnitAuto}).Draw(t, "unit")
	res, err := archive.index.Search(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, h := range res.Hits {
		got = append(got, h.ID)
	}
	for _, a := range archive.all {
		if strings.Contains(a.Title, query) && f.passes(a, "") {
			want = append(want, a.ID)
		}
	}
	if !slices.Equal(sorted(got), sorted(want)) || res.Total != len(want) || res.TotalRelation != search.TotalExact {
		t.Fatalf("%+v: found %v, want %v", req, got, want)
	}
	for _, facet := range search.FacetNames() {
		if got, want := res.Facets[facet], f.facet(archive.all, query, facet, req.FacetSize); !slices.Equal(got, want) {
			t.Fatalf("%+v: %s is %v, want %v", req, facet, got, want)
		}
	}
	checkTimeline(t, res, archive.all, want)
	return len(want)
}

// checkTimeline compares a timeline with the dates of the hits: gapless, and summing to the total.
func checkTimeline(t *rapid.T, res *search.Response, all []*tagged, ids []string) {
	counts, sum := map[string]int{}, 0
	for _, a := range all {
		if slices.Contains(ids, a.ID) {
			counts[bucketOf(a, res.Timeline.Unit)]++
		}
	}
	for i, b := range res.Timeline.Buckets {
		sum += b.Count
		if b.Count != counts[b.Start] {
			t.Fatalf("%s: %d, want %d", b.Start, b.Count, counts[b.Start])
		}
		if i > 0 && b.Start != after(res.Timeline.Buckets[i-1].Start) {
			t.Fatalf("%s comes after %s", b.Start, res.Timeline.Buckets[i-1].Start)
		}
	}
	if res.Timeline.Undated != counts[""] || sum+res.Timeline.Undated != res.Total || res.Timeline.Buckets == nil {
		t.Fatalf("%d dated and %d undated of %d, want %d undated", sum, res.Timeline.Undated, res.Total, counts[""])
	}
}

// bucketOf is the year, month or day of an article, "" if it is undated.
func bucketOf(a *tagged, unit search.Unit) string {
	if a.at.IsZero() {
		return ""
	}
	return a.values[string(unit)][0]
}

// after is the year, month or day after one.
func after(start string) string {
	for layout, add := range map[string][3]int{"2006": {1, 0, 0}, "2006-01": {0, 1, 0}, time.DateOnly: {0, 0, 1}} {
		if at, err := time.Parse(layout, start); err == nil {
			return at.AddDate(add[0], add[1], add[2]).Format(layout)
		}
	}
	return fmt.Sprintf("%s is no period", start)
}

// openTagged opens an index of an archive; made in two runs, it has several segments and some deleted documents.
func openTagged(t *testing.T, all []*tagged, twice bool) *search.Index {
	t.Helper()
	var records []record
	for _, a := range all {
		records = append(records, a.record)
	}
	dir := filepath.Join(t.TempDir(), "idx")
	if twice {
		n := len(records)
		old := slices.Clone(records[:n-n/8])
		for i := range old[:n/8] {
			old[i].Title, old[i].Section = "Tin cũ", "Cũ"
		}
		publish(t, dir, dir+".jsonl", old...)
	}
	publish(t, dir, dir+".jsonl", records...)
	return open(t, dir)
}
