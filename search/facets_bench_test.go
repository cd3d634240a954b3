package search_test

import (
	"context"
	"testing"

	"timbao/search"
)

// BenchmarkFacets measures what facets and a timeline add to a search, over the index of BenchmarkSearch.
func BenchmarkFacets(b *testing.B) {
	x := open(b, corpusIndex(b))
	for _, c := range []struct {
		name string
		req  search.Request
	}{
		{"all", search.Request{}}, {"common", search.Request{Query: "năm"}}, {"folded", search.Request{Query: "nam"}},
		{"two", search.Request{Query: "người dân"}}, {"long", search.Request{Query: "ông cho biết trong năm nay người dân được hỗ trợ"}},
		{"phrase", search.Request{Query: `"người dân"`}},
		{"selected", search.Request{Query: "năm", Sections: []string{"Thời sự", "Kinh tế"}, Years: []int{2019, 2020}}},
		{"excluded", search.Request{Query: "năm", NotSections: []string{"Thể thao"}, NotAuthors: []string{"Tác giả 1"}}},
	} {
		c.req.Markup = search.MarkupNone
		plain, counted := c.req, c.req
		counted.Facets, counted.Timeline = search.FacetNames(), search.UnitAuto
		for i, req := range []search.Request{plain, counted} {
			b.Run(c.name+[]string{"/plain", "/counted"}[i], func(b *testing.B) {
				begun := cpuTime()
				for b.Loop() {
					if _, err := x.Search(context.Background(), req); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64((cpuTime()-begun).Microseconds())/float64(b.N), "cpu-µs/op")
			})
		}
	}
}

// BenchmarkTrends measures the comparison of terms: words, and phrases, which take longer.
func BenchmarkTrends(b *testing.B) {
	x := open(b, corpusIndex(b))
	for name, terms := range map[string][]string{"words": {"lũ", "hạn", "bão"}, "phrases": {"lũ lụt", "hạn hán", "cháy rừng"}} {
		b.Run(name, func(b *testing.B) {
			begun := cpuTime()
			for b.Loop() {
				if _, err := x.Trends(context.Background(), search.TrendsRequest{Terms: terms, By: search.UnitYear}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64((cpuTime()-begun).Microseconds())/float64(b.N), "cpu-µs/op")
		})
	}
}
