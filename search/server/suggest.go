package server

import (
	"context"
	"net/http"
	"net/url"

	"github.com/danielgtaylor/huma/v2"

	"timbao/search"
)

// suggestParameters is the one list of what suggestions can be asked for with. It is never changed.
var suggestParameters = []param[search.SuggestRequest]{
	{name: "q", field: func(r *search.SuggestRequest) any { return &r.Prefix }, long: true,
		doc: "What was typed so far, at most 1,000 bytes. The last word may be half-typed; a blank behind it says that it is whole."},
	{name: "limit", field: func(r *search.SuggestRequest) any { return &r.Limit }, min: 1, max: search.MaxSuggestions,
		doc: "Suggestions wanted. 10 if not given."},
	{name: "kind", field: func(r *search.SuggestRequest) any { return &r.Kinds }, choices: search.SuggestKinds(),
		doc: "Only suggestions of these kinds."},
}

// suggestOperation describes the suggestions.
func suggestOperation() huma.Operation {
	op := huma.Operation{
		OperationID: "suggest", Method: http.MethodGet, Path: "/api/v1/suggest", Summary: "What to offer while somebody types",
		Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
	for _, p := range suggestParameters {
		op.Parameters = append(op.Parameters, p.describe())
	}
	return op
}

// suggest answers what to offer for a prefix.
func (s *Server) suggest(r *http.Request) (*answer[search.Suggestions], error) {
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, s.problem(ctx, badAddress(err))
	}
	q, bad := parseAs(suggestParameters, given, true)
	entryOf(ctx).query = q.Prefix
	if len(bad) > 0 {
		return nil, s.problem(ctx, bad)
	}
	tag := s.tag(ctx, []any{"suggest", q})
	if unchanged(r, tag) {
		return nil, notModified(tag)
	}
	all, err := s.archive.Suggest(ctx, q)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	if all == nil {
		all = []search.Suggestion{}
	}
	return &answer[search.Suggestions]{ETag: tag, CacheControl: revalidate, Body: &search.Suggestions{Query: q.Prefix, Suggestions: all}}, nil
}

// Suggest looks suggestions up when it is this request's turn.
func (g *gate) Suggest(ctx context.Context, r search.SuggestRequest) ([]search.Suggestion, error) {
	return pass(ctx, g, func(ctx context.Context) ([]search.Suggestion, error) { return g.Searcher.Suggest(ctx, r) })
}
