package server

import (
	"net/url"
	"strings"
	"time"
	"unicode"

	"timbao/search"
)

// kwicView is the page of a concordance.
type kwicView struct {
	layout
	Query    string
	Asked    bool // there are words to look for
	Total    int
	AtLeast  bool
	Articles int
	Took     string
	Sources  []kwicSource
	Hidden   []pair // what goes along with other words
	Widths   []link
	Sorts    []link
	Chips    []chip
	Clear    string
	Start    string // address of the first page, on a later one
	Next     string
	File     string // address of the whole concordance as a table for spreadsheets
	Examples []link
}

// kwicSource is an article with the lines from it.
type kwicSource struct {
	URL, Title, Section, Author string
	Published                   *time.Time
	Lines                       []kwicLine
}

// kwicLine is an occurrence with the text around it.
type kwicLine struct{ Left, Match, Right string }

// kwicPage shows every occurrence of words with the text around it.
func (s *Server) kwicPage(a *asking) {
	ctx := a.r.Context()
	if strings.TrimSpace(a.given.Get("q")) == "" {
		a.here = "/kwic"
		v := kwicView{layout: s.layoutOf(a.visitor, a.text("kwic.title"), search.Request{})}
		for _, q := range []string{"biến đổi khí hậu", "lũ lụt", "nông thôn mới"} {
			v.Examples = append(v.Examples, link{URL: kwicURL(kwicValues(search.ConcordanceRequest{Request: search.Request{Query: q}})), Text: q})
		}
		s.tagged(a, "kwic start", func() (string, any, error) { return "kwic", v, nil })
		return
	}
	q, bad := parseAs(kwicParameters, a.given, false)
	q.Exact = false
	a.found = q.Request
	entryOf(ctx).query = q.Query
	if len(bad) > 0 {
		s.failPage(a, s.problem(ctx, bad))
		return
	}
	a.here = kwicURL(kwicValues(q))
	s.tagged(a, []any{"kwic page", kwicValues(q)}, func() (string, any, error) {
		found, err := s.archive.Concordance(ctx, q)
		if err != nil {
			return "", nil, err
		}
		return "kwic", s.kwicOf(a, q, found), nil
	})
}

// kwicOf draws a page of a concordance.
func (s *Server) kwicOf(a *asking, q search.ConcordanceRequest, found *search.Concordance) kwicView {
	first := q
	first.Cursor = ""
	v := kwicView{
		layout: s.layoutOf(a.visitor, a.titleOf(q.Request)+" – "+a.text("kwic.title"), search.Request{Query: q.Query}), Query: q.Query, Asked: true,
		Total: found.Total, AtLeast: found.TotalRelation == search.TotalAtLeast, Articles: found.Articles, Took: a.milliseconds(found.TookMS),
		Sources: sourcesOf(q, found.Lines), File: "/api/v1/kwic.csv?" + fileValues(first).Encode(),
	}
	kept := kwicValues(first)
	kept.Del("q")
	v.Hidden = pairs(kept)
	for _, width := range []struct {
		n   int
		key string
	}{{30, "narrow"}, {0, "normal"}, {150, "wide"}} {
		to := first
		to.Width = width.n
		v.Widths = append(v.Widths, link{URL: kwicURL(kwicValues(to)), Text: a.text("kwic.width." + width.key), Active: q.Width == width.n})
	}
	for _, sort := range []search.Sort{search.SortOldest, search.SortNewest} {
		to, key := first, "oldest"
		if to.Sort = sort; sort == search.SortNewest {
			key = "newest"
		}
		v.Sorts = append(v.Sorts, link{URL: kwicURL(kwicValues(to)), Text: a.text("kwic.sort." + key), Active: sort == q.Sort || sort == search.SortOldest && q.Sort == ""})
	}
	to := func(rest state) string {
		other := first
		other.Request = rest.request()
		other.Sort = q.Sort
		return kwicURL(kwicValues(other))
	}
	v.Chips = a.chipsFor(q.Request, to)
	if len(v.Chips) > 0 {
		v.Clear = to(stateOf(q.Request).plain())
	}
	if q.Cursor != "" {
		v.Start = kwicURL(kwicValues(first))
	}
	if found.Next != "" {
		on := q
		on.Cursor = found.Next
		v.Next = kwicURL(kwicValues(on))
	}
	return v
}

// sourcesOf puts the lines of an article together.
func sourcesOf(q search.ConcordanceRequest, lines []search.Occurrence) []kwicSource {
	var out []kwicSource
	last := ""
	for i := range lines {
		o := &lines[i]
		if len(out) == 0 || o.ID != last {
			title := o.Title
			if title == "" {
				title = o.ID
			}
			out = append(out, kwicSource{
				URL: placeURL(o.ID, search.Request{Query: quoted(q.Query)}, 0, 0), Title: title, Section: o.Section, Author: o.Author, Published: o.Published,
			})
			last = o.ID
		}
		source := &out[len(out)-1]
		source.Lines = append(source.Lines, kwicLine{onOneLine(o.Left), onOneLine(o.Match), onOneLine(o.Right)})
	}
	return out
}

// onOneLine writes a text with a blank for each character that would break or shift the line.
func onOneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return ' '
		}
		return r
	}, text)
}

// quoted is a query that marks words where they stand in their order, if it is words alone.
func quoted(q string) string {
	if lookUp := strings.TrimSpace(q); !strings.ContainsAny(lookUp, `"():*-`) && !strings.Contains(lookUp, " OR ") {
		return `"` + lookUp + `"`
	}
	return q
}

// kwicValues writes a request as parameters, fileValues as those of a file.
func kwicValues(q search.ConcordanceRequest) url.Values {
	out := url.Values{}
	for _, p := range kwicParameters {
		if v := p.write(&q); v != nil {
			out[p.name] = v
		}
	}
	return out
}

func fileValues(q search.ConcordanceRequest) url.Values {
	q.Limit = 0
	return kwicValues(q)
}

// kwicURL is the address of the page.
func kwicURL(given url.Values) string {
	if len(given) == 0 {
		return "/kwic"
	}
	return "/kwic?" + given.Encode()
}

// kwicFor is the address of the page for the words and filters of a search.
func kwicFor(r search.Request) string {
	if strings.TrimSpace(r.Query) == "" {
		return "/kwic"
	}
	r = firstPage(r)
	r.Sort, r.Limit = "", 0
	return kwicURL(kwicValues(search.ConcordanceRequest{Request: r}))
}
