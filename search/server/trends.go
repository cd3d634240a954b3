package server

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"timbao/search"
	"timbao/search/export"
	"timbao/search/query"
)

// trendsTable is the one list of what trends can be asked for with: the terms, the unit, and all that narrows a search.
func trendsTable[T any](request func(*T) *search.TrendsRequest) []param[T] {
	return append([]param[T]{
		{name: "term", example: "lũ lụt", field: func(q *T) any { return &request(q).Terms }, long: true, most: search.MaxTrendTerms, required: true,
			doc: "Terms to compare. Words without operators are a phrase; anything else is a query, such as title:word. The member query of the answer finds the articles that are counted."},
		{name: "by", field: func(q *T) any { return (*string)(&request(q).By) }, normal: string(search.UnitAuto),
			choices: []string{string(search.UnitYear), string(search.UnitMonth), string(search.UnitDay), string(search.UnitAuto)},
			doc:     "Unit of time; auto takes the smallest that gives few enough buckets for a chart."},
	}, narrowing(func(q *T) *search.Request { return &request(q).Request })...)
}

// trendsFile is what trends as a file are asked with.
type trendsFile struct {
	search.TrendsRequest
	BOM bool
}

// The parameters of trends, and of trends as a file; never changed.
var (
	trendsParameters     = trendsTable(func(q *search.TrendsRequest) *search.TrendsRequest { return q })
	trendsFileParameters = append(trendsTable(func(q *trendsFile) *search.TrendsRequest { return &q.TrendsRequest }), param[trendsFile]{
		name: "bom", field: func(q *trendsFile) any { return &q.BOM }, doc: "Begin with a byte order mark, by which Excel sees that it is UTF-8."})
)

// trendsOperation describes the comparison of terms over time.
func trendsOperation() huma.Operation {
	return huma.Operation{
		OperationID: "trends", Method: http.MethodGet, Path: "/api/v1/trends", Summary: "How often terms come up over time",
		Description: "Articles with each term by year, month or day, also for 1,000 articles of the same period. The query and the filters say which articles are looked at.",
		Parameters:  describeAll(trendsParameters), Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
}

// trendsFileOperation describes the comparison as a file.
func trendsFileOperation() huma.Operation {
	return huma.Operation{
		OperationID: "trendsFile", Method: http.MethodGet, Path: "/api/v1/trends.csv", Summary: "How often terms come up over time, as a table for spreadsheets",
		Description: "A line for each year, month or day: all articles, and for each term the articles with it and their number for 1,000 of all. Articles without a date are in a last line.",
		Parameters:  describeAll(trendsFileParameters), Responses: fileResponse("The table", export.CSV.ContentType()),
		Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
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

// trendsCSV answers with the trends of terms as a file.
func (s *Server) trendsCSV(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.fail(w, r, badAddress(err))
		return
	}
	q, bad := parseAs(trendsFileParameters, given, true)
	if len(bad) > 0 {
		s.fail(w, r, bad)
		return
	}
	tag := s.tag(ctx, []any{"trends.csv", q})
	if unchanged(r, tag) {
		s.sameAsBefore(w, tag)
		return
	}
	found, err := s.archive.Trends(ctx, q.TrendsRequest)
	if err != nil {
		s.fail(w, r, trendsProblem(err, q.TrendsRequest))
		return
	}
	h := w.Header()
	h.Set("Content-Type", export.CSV.ContentType())
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": fileName(strings.Join(q.Terms, " ")) + ".csv"}))
	h.Set("Cache-Control", revalidate)
	if tag != "" {
		h.Set("Etag", tag)
	}
	// A client that went away cannot be told about it.
	_ = export.Trends(w, found, q.BOM)
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
