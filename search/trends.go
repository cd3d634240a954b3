package search

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"timbao/search/query"
	"timbao/search/rank"
)

// Trends counts the articles with each of some terms over time. It returns a *query.Error for a term or a query that can't be
// understood, a *ParamError for what is out of range, and ctx's error if ctx ends first. It takes a bit an article and term while it
// runs, and at most MaxBuckets buckets.
func (x *Index) Trends(ctx context.Context, req TrendsRequest) (t *Trends, err error) {
	begun := time.Now()
	base, terms, err := req.check()
	if err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	if t, err = r.trends(ctx, base, terms); err != nil {
		return nil, err
	}
	t.TookMS = float64(time.Since(begun).Microseconds()) / 1000
	return t, nil
}

// wantedTerm is a term as it was asked for, and the request that finds its articles.
type wantedTerm struct {
	term string
	c    *checked
}

// check reads the terms, each as a request of its own with the filters of the request, and the request itself.
func (t TrendsRequest) check() (base *checked, terms []wantedTerm, err error) {
	if n := len(t.Terms); n > MaxTrendTerms {
		return nil, nil, &ParamError{"term", strconv.Itoa(n), fmt.Sprintf("at most %d terms", MaxTrendTerms)}
	}
	by := orDefault(t.By, UnitAuto)
	if bad := oneOf("by", string(by), string(UnitYear), string(UnitMonth), string(UnitDay), string(UnitAuto)); bad != nil {
		return nil, nil, bad
	}
	req := t.Request.looked()
	if base, err = req.check(); err != nil {
		return nil, nil, err
	}
	base.Timeline = by
	var seen []string
	for _, term := range t.Terms {
		if strings.TrimSpace(term) == "" {
			return nil, nil, &ParamError{"term", term, "is blank"}
		}
		if slices.Contains(seen, term) {
			continue
		}
		seen = append(seen, term)
		req.Query = phrased(term)
		c, err := req.check()
		if err != nil {
			return nil, nil, fmt.Errorf("term %q: %w", term, err)
		}
		terms = append(terms, wantedTerm{term, c})
	}
	if len(terms) == 0 {
		return nil, nil, &ParamError{"term", "", "name at least one"}
	}
	return base, terms, nil
}

// phrased is a term as a query: words without operators become a phrase. What can't be parsed stays as it is.
func phrased(term string) string {
	tree, err := query.Parse(term)
	words, plain := tree.(*query.Words)
	if err != nil || !plain || words.Field != query.FieldText || len(strings.Fields(words.Text)) < 2 {
		return term
	}
	return (&query.Phrase{Text: words.Text}).String()
}

// looked is the request with what decides which articles are its hits, and nothing else.
func (r Request) looked() Request {
	return Request{
		Query: r.Query, From: r.From, To: r.To, Markup: MarkupNone,
		Years: r.Years, Months: r.Months, Days: r.Days, Sections: r.Sections, Authors: r.Authors, Places: r.Places,
		Photographers: r.Photographers, Formats: r.Formats,
		NotYears: r.NotYears, NotMonths: r.NotMonths, NotDays: r.NotDays, NotSections: r.NotSections, NotAuthors: r.NotAuthors,
		NotPlaces: r.NotPlaces, NotPhotographers: r.NotPhotographers, NotFormats: r.NotFormats,
	}
}

func (r *reader) trends(ctx context.Context, base *checked, terms []wantedTerm) (*Trends, error) {
	cal, err := r.calendar()
	if err != nil {
		return nil, err
	}
	all, err := r.matches(ctx, base, nil)
	if err != nil {
		return nil, err
	}
	days := tally(all, cal.of, cal.days)
	line, err := base.timeline(cal, days, "by")
	if err != nil {
		return nil, err
	}
	t := &Trends{Unit: line.Unit, Total: sum(days), Undated: line.Undated, Buckets: line.Buckets, Terms: []Trend{}}
	for _, w := range terms {
		found, err := r.matches(ctx, w.c, all)
		if err != nil {
			return nil, err
		}
		t.Terms = append(t.Terms, t.trend(w, cal, tally(found, cal.of, cal.days)))
	}
	return t, nil
}

// matches finds the hits of a request among some documents; nil is everything. It may change neither.
func (r *reader) matches(ctx context.Context, c *checked, among []rank.Bits) ([]rank.Bits, error) {
	p, err := r.plan(ctx, c)
	if err != nil {
		return nil, err
	}
	q := &p.words.q
	q.Allowed = both(clone(among), q.Allowed)
	res, err := p.find(ctx, q, p.steps, rank.Options{Collect: true})
	return res.Matches, err
}

// trend is the trend of a term of which there are so many articles each day.
func (t *Trends) trend(w wantedTerm, cal *calendar, days []int) Trend {
	out := Trend{Term: w.term, Query: w.c.Query, Total: sum(days), Undated: days[cal.days], Points: make([]Point, len(t.Buckets))}
	out.PerThousand = perThousand(out.Total, t.Total)
	for i, b := range t.Buckets {
		p := &out.Points[i]
		p.Start = b.Start
		if span, ok := t.Unit.during(b.Start); ok {
			from, to := cal.span(span[0], span[1])
			p.Count = sum(days[from:to])
		}
		p.PerThousand = perThousand(p.Count, b.Count)
	}
	return out
}

func perThousand(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return 1000 * float64(n) / float64(of)
}
