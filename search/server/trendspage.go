package server

import (
	"net/url"
	"slices"
	"strings"

	"timbao/search"
)

// trendsView is the page that compares terms over time.
type trendsView struct {
	layout
	Terms    []string // in the form, with an empty one to add
	Units    []link
	Relative bool
	Hidden   []pair
	Chips    []chip
	Clear    string
	Chart    *lineChart // nil where there is nothing to draw
	Asked    bool       // there are terms
	File     string     // address of the figures as a table for spreadsheets
	Absolute link
	PerMille link
	Examples []link
}

// The parameters of the page beside those of the API.
const (
	termParameter  = "term"
	byParameter    = "by"
	scaleParameter = "scale"
	perMille       = "per1000" // of scale: for 1,000 articles of the period
)

// moreTerms is how many fields for terms the form has at least.
const moreTerms = 3

// trendsAsked is what the page was asked for.
type trendsAsked struct {
	search.TrendsRequest
	relative bool
}

// values writes it as parameters.
func (q trendsAsked) values() url.Values {
	out := trendsValues(q.TrendsRequest)
	if q.relative {
		out.Set(scaleParameter, perMille)
	}
	return out
}

// trendsPage compares terms over time.
func (s *Server) trendsPage(a *asking) {
	a.given[termParameter] = slices.DeleteFunc(a.given[termParameter], func(t string) bool { return strings.TrimSpace(t) == "" })
	given := a.given
	if len(given[termParameter]) == 0 {
		given = url.Values{}
		for name, v := range a.given {
			if name != termParameter {
				given[name] = v
			}
		}
	}
	ctx := a.r.Context()
	entryOf(ctx).query = strings.Join(given[termParameter], ", ")
	q, bad := parseAs(trendsParameters, given, false)
	bad = slices.DeleteFunc(bad, func(e *search.ParamError) bool { return e.Name == termParameter && len(given[termParameter]) == 0 })
	a.found = q.Request
	if len(bad) > 0 {
		s.failPage(a, s.problem(ctx, bad))
		return
	}
	asked := trendsAsked{q, a.given.Get(scaleParameter) == perMille}
	a.here = trendsURL(asked.values())
	s.tagged(a, []any{"trends page", asked.values()}, func() (string, any, error) {
		v := s.trendsView(a, asked)
		if !v.Asked {
			return "trends", v, nil
		}
		found, err := s.archive.Trends(ctx, q)
		if err != nil {
			return "", nil, trendsProblem(err, q)
		}
		v.Chart = a.trendsChart(found, chartOptions{ID: "trends", Relative: asked.relative, Link: linkOfTerm(q.Request)})
		return "trends", v, nil
	})
}

// trendsView fills the form and the links.
func (s *Server) trendsView(a *asking, asked trendsAsked) trendsView {
	q := asked.TrendsRequest
	v := trendsView{
		layout: s.layoutOf(a.visitor, a.text("trends.title"), search.Request{}), Terms: slices.Clone(q.Terms), Relative: asked.relative,
		Asked: len(q.Terms) > 0, Hidden: hidden(firstPage(q.Request)),
	}
	if len(v.Terms) > 0 {
		v.Title = strings.Join(v.Terms, ", ") + " – " + v.Title
	}
	v.Terms = append(v.Terms, "")
	for len(v.Terms) < moreTerms {
		v.Terms = append(v.Terms, "")
	}
	v.Terms = v.Terms[:min(len(v.Terms), search.MaxTrendTerms)]
	for _, unit := range []search.Unit{search.UnitAuto, search.UnitYear, search.UnitMonth, search.UnitDay} {
		by := string(unit)
		if unit == search.UnitAuto {
			by = ""
		}
		v.Units = append(v.Units, link{URL: by, Text: a.text("trends.by." + string(unit)), Active: string(q.By) == by || q.By == unit})
	}
	v.Chips = a.chipsFor(q.Request, func(rest state) string { return trendsURL(asked.with(rest)) })
	if len(v.Chips) > 0 {
		v.Clear = trendsURL(asked.with(state{}))
	}
	v.File = "/api/v1/trends.csv?" + trendsValues(q).Encode()
	for _, relative := range []bool{false, true} {
		to := asked
		to.relative = relative
		l := link{URL: trendsURL(to.values()), Text: a.text("trends.absolute"), Active: relative == asked.relative}
		if relative {
			l.Text = a.text("trends.per1000")
			v.PerMille = l
			continue
		}
		v.Absolute = l
	}
	for _, terms := range [][]string{{"lũ lụt", "hạn hán"}, {"học sinh", "giáo viên", "trường học"}, {"bóng đá", "bóng chuyền"}} {
		v.Examples = append(v.Examples, link{URL: trendsURL(url.Values{termParameter: terms}), Text: strings.Join(terms, ", ")})
	}
	return v
}

// with is the same terms among the articles of another search.
func (q trendsAsked) with(rest state) url.Values {
	q.Request = rest.request()
	return q.values()
}

// trendsURL is the address of the page.
func trendsURL(given url.Values) string {
	if len(given) == 0 {
		return "/trends"
	}
	return "/trends?" + given.Encode()
}

// trendsOf is the address of the page for the words of a search, among the articles that its filters leave.
func trendsOf(r search.Request) string {
	given := url.Values(stateOf(search.Request{}).copied())
	for name, v := range stateOf(r) {
		if slices.ContainsFunc(parameters, func(p param[search.Request]) bool { return p.name == name && p.narrows && name != "q" }) {
			given[name] = v
		}
	}
	if strings.TrimSpace(r.Query) != "" {
		given.Set(termParameter, r.Query)
	}
	return trendsURL(given)
}

// linkOfTerm links a point of a chart to its articles: the term, as the archive understands it, within the bucket and the filters.
func linkOfTerm(r search.Request) func(term, start string) string {
	s := stateOf(r)
	return func(term, start string) string {
		if r.Query != "" {
			term = "(" + r.Query + ") AND (" + term + ")"
		}
		return s.asking(term).with(string(bucketUnit(start)), start).url()
	}
}
