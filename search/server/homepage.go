package server

import (
	"strings"

	"timbao/search"
)

// homeView is the start page: the form, what the archive holds and how to search it.
type homeView struct {
	layout
	search.Stats
	YearLinks, SectionLinks []link
	Newest, Oldest          string
	Examples                []example
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
		v.YearLinks, v.SectionLinks = facetLinks(search.FacetYear, st.Years), facetLinks(search.FacetSection, st.Sections)
		return "home", v, nil
	})
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
