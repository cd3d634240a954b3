package server

import (
	"fmt"
	"strconv"
	"strings"

	"timbao/search"
)

// homeView is the start page: the form, what the archive holds and how to search it.
type homeView struct {
	layout
	search.Stats
	SectionLinks   []link
	Timeline       *barChart
	Newest, Oldest string
	Examples       []example
}

// example shows a way to search.
type example struct {
	link
	Says string // key of what it does
}

// homePage is the start page.
func (s *Server) homePage(a *asking) {
	s.tagged(a, "home", func() (string, any, error) {
		st, err := s.archive.Stats(a.r.Context())
		if err != nil {
			return "", nil, err
		}
		v := homeView{
			layout: s.layoutOf(a.visitor, "", search.Request{}), Stats: st, Examples: examples(),
			Newest: pageURL(search.Request{Sort: search.SortNewest}), Oldest: pageURL(search.Request{Sort: search.SortOldest}),
		}
		v.Home = true
		v.SectionLinks, v.Timeline = facetLinks(search.FacetSection, st.Sections), a.archiveChart(st)
		return "home", v, nil
	})
}

// archiveChart draws the whole archive over time, each year as a link.
func (l language) archiveChart(st search.Stats) *barChart {
	return l.timelineChart(yearsOf(st), chartOptions{ID: "years", Link: func(_, start string) string {
		return state{}.with(search.FacetYear, start).url()
	}})
}

// yearsOf is the whole archive by years, without gaps.
func yearsOf(st search.Stats) *search.Timeline {
	t := &search.Timeline{Unit: search.UnitYear, Undated: st.Undated}
	counts := map[int]int{}
	first, last := 0, 0
	for _, f := range st.Years {
		year, err := strconv.Atoi(f.Value)
		if err != nil {
			continue
		}
		counts[year] = f.Count
		if first == 0 || year < first {
			first = year
		}
		last = max(last, year)
	}
	if first == 0 {
		return nil
	}
	for year := first; year <= last; year++ {
		t.Buckets = append(t.Buckets, search.Bucket{Start: fmt.Sprintf("%04d", year), Count: counts[year]})
	}
	return t
}

// facetLinks links to the articles of each value.
func facetLinks(facet string, of []search.Facet) []link {
	var out []link
	for _, value := range of {
		if strings.TrimSpace(value.Value) != "" {
			out = append(out, link{URL: state{}.with(facet, value.Value).url(), Text: value.Value, Count: value.Count})
		}
	}
	return out
}

// examples are the ways to search that the start page shows.
func examples() []example {
	var out []example
	for _, e := range [][2]string{
		{"hội đồng nhân dân", "howto.accents"},
		{"hoi dong nhan dan", "howto.noaccents"},
		{`"hội đồng nhân dân"`, "howto.phrase"},
		{"lũ -hạn", "howto.without"},
		{"lũ OR hạn", "howto.either"},
		{"tiêu_đề:lũ", "howto.title"},
		{"date:2019-12..2020-02", "howto.period"},
		{"khuyến*", "howto.prefix"},
	} {
		out = append(out, example{link{URL: pageURL(search.Request{Query: e[0]}), Text: e[0]}, e[1]})
	}
	return out
}
