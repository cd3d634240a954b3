package server

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"timbao/search"
	"timbao/search/query"
)

// trendsParameters is the one list of what trends can be asked for with: the terms, the unit, and all that narrows a search. It is
// never changed.
var trendsParameters = append([]param[search.TrendsRequest]{
	{name: "term", field: func(r *search.TrendsRequest) any { return &r.Terms }, long: true, most: search.MaxTrendTerms, required: true,
		doc: "Terms to compare. Words without operators are a phrase; anything else is a query, such as title:word. The member query of the answer finds the articles that are counted."},
	{name: "by", field: func(r *search.TrendsRequest) any { return (*string)(&r.By) }, normal: string(search.UnitAuto),
		choices: []string{string(search.UnitYear), string(search.UnitMonth), string(search.UnitDay), string(search.UnitAuto)},
		doc:     "Unit of time; auto takes the smallest that gives few enough buckets for a chart."},
}, narrowing(func(r *search.TrendsRequest) *search.Request { return &r.Request })...)

// trendsOperation describes the comparison of terms over time.
func trendsOperation() huma.Operation {
	return huma.Operation{
		OperationID: "trends", Method: http.MethodGet, Path: "/api/v1/trends", Summary: "How often terms come up over time",
		Description: "Articles with each term by year, month or day, also for 1,000 articles of the same period. The query and the filters say which articles are looked at.",
		Parameters:  describeAll(trendsParameters), Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
}

// parseTrends reads a request for trends from parameters, as parseRequest reads a search.
func parseTrends(values url.Values, strict bool) (search.TrendsRequest, error) {
	r, bad := parseAs(trendsParameters, values, strict)
	if len(bad) > 0 {
		return r, bad
	}
	return r, nil
}

// trendsValues writes a request for trends as parameters: the inverse of parseTrends.
func trendsValues(r search.TrendsRequest) url.Values {
	out := url.Values{}
	for _, p := range trendsParameters {
		if v := p.write(&r); v != nil {
			out[p.name] = v
		}
	}
	return out
}

// trends answers with the trends of terms.
func (s *Server) trends(r *http.Request) (*answer[search.Trends], error) {
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, s.problem(ctx, badAddress(err))
	}
	q, err := parseTrends(given, true)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	tag := s.tag(ctx, []any{"trends", q})
	if unchanged(r, tag) {
		return nil, notModified(tag)
	}
	found, err := s.archive.Trends(ctx, q)
	if err != nil {
		return nil, s.problem(ctx, trendsProblem(err, q))
	}
	return &answer[search.Trends]{ETag: tag, CacheControl: revalidate, Body: found}, nil
}

// trendsProblem says of a malformed query that it is a term, where it is one.
func trendsProblem(err error, q search.TrendsRequest) error {
	var malformed *query.Error
	if !errors.As(err, &malformed) || !slices.Contains(q.Terms, malformed.Query) {
		return err
	}
	p := queryProblem(malformed)
	p.Parameter = "term"
	return p
}

// Trends counts terms when it is this request's turn.
func (g *gate) Trends(ctx context.Context, r search.TrendsRequest) (*search.Trends, error) {
	return pass(ctx, g, func(ctx context.Context) (*search.Trends, error) { return g.Searcher.Trends(ctx, r) })
}
