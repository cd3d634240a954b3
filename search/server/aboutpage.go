package server

import (
	"time"

	"timbao/search"
)

// aboutView is the page that says what the archive holds, how to search it, and which keys there are.
type aboutView struct {
	layout
	search.Stats
	Words        int
	Published    *time.Time
	Text, Index  string // sizes
	Fields       []fieldHelp
	Examples     []example
	SectionLinks []link
	Timeline     *barChart
}

// fieldHelp is a field that a query can name.
type fieldHelp struct{ English, Vietnamese, Says string }

// fieldHelps are the fields that queries can name; it is never changed.
var fieldHelps = []fieldHelp{
	{"title:", "tiêu_đề:", "field.title"}, {"author:", "tác_giả:", "field.authors"}, {"section:", "chuyên_mục:", "field.section"},
	{"place:", "nơi:", "field.place"}, {"caption:", "chú_thích:", "field.captions"}, {"date:", "ngày:", "field.published"},
}

// aboutPage is the page about the archive.
func (s *Server) aboutPage(a *asking) {
	a.here = "/about"
	s.tagged(a, "about", func() (string, any, error) {
		st, err := s.archive.Stats(a.r.Context())
		if err != nil {
			return "", nil, err
		}
		return "about", aboutView{
			layout: s.layoutOf(a.visitor, a.text("about.title"), search.Request{}), Stats: st, Words: int(st.Tokens), Published: &st.Published, Fields: fieldHelps, Examples: examples(),
			Text: a.bytes(st.TextBytes), Index: a.bytes(st.IndexBytes), SectionLinks: facetLinks(search.FacetSection, st.Sections), Timeline: a.archiveChart(st),
		}, nil
	})
}

// bytes writes a size: 143,5 kB, 73,0 MB, 1,2 GB.
func (l language) bytes(n int64) string {
	size := float64(n)
	for _, unit := range []string{"B", "kB", "MB"} {
		if size < 999.95 {
			digits := 1
			if unit == "B" {
				digits = 0
			}
			return l.decimal(size, digits) + " " + unit
		}
		size /= 1000
	}
	return l.decimal(size, 1) + " GB"
}
