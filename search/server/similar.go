package server

import (
	"context"
	"net/http"
	"net/url"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"timbao/search"
)

// idParameter names the article that a look-up is about.
func idParameter[T any](field func(*T) any) param[T] {
	return param[T]{name: "id", field: field, long: true, required: true, doc: "Id of the article."}
}

// similarParameters is the one list of what similar articles can be asked for with: the article, and all that narrows and shows a
// search but its order. It is never changed.
var similarParameters = append([]param[search.SimilarRequest]{
	idParameter(func(r *search.SimilarRequest) any { return &r.ID }),
}, every(func(r *search.SimilarRequest) *search.Request { return &r.Request }, "sort")...)

// versionsParameters is what the versions of an article can be asked for with. It is never changed.
var versionsParameters = []param[search.VersionList]{idParameter(func(r *search.VersionList) any { return &r.ID })}

// every are the parameters of a search, but for those left out, as ones of another request that holds a search.Request.
func every[T any](request func(*T) *search.Request, without ...string) []param[T] {
	var out []param[T]
	for _, p := range parameters {
		if !slices.Contains(without, p.name) {
			out = append(out, of(p, request))
		}
	}
	return out
}

func similarOperation() huma.Operation {
	return huma.Operation{
		OperationID: "similar", Method: http.MethodGet, Path: "/api/v1/similar", Summary: "The articles most like one",
		Description: "Articles that share most of the words that are frequent in an article and rare in the archive, best first, in the shape of a search. " +
			"A query narrows them. The article itself is left out, and so are its versions unless versions is all.",
		Parameters: describeAll(similarParameters), Errors: []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
	}
}

func versionsOperation() huma.Operation {
	return huma.Operation{
		OperationID: "versions", Method: http.MethodGet, Path: "/api/v1/versions", Summary: "The other versions of an article",
		Description: "Articles that tell its story in nearly the same words, as updates and agency copy do, oldest first.",
		Parameters:  describeAll(versionsParameters), Errors: []int{http.StatusBadRequest, http.StatusNotFound, http.StatusServiceUnavailable},
	}
}

// similar answers with the articles most like one.
func (s *Server) similar(r *http.Request) (*answer[search.Response], error) {
	return lookUpFor(s, r, "similar", similarParameters, func(ctx context.Context, q search.SimilarRequest) (*search.Response, error) {
		found, err := s.archive.Similar(ctx, q)
		if err != nil {
			return nil, err
		}
		return tidy(found), nil
	})
}

// versions answers with the other versions of an article.
func (s *Server) versions(r *http.Request) (*answer[search.VersionList], error) {
	return lookUpFor(s, r, "versions", versionsParameters, func(ctx context.Context, q search.VersionList) (*search.VersionList, error) {
		found, err := s.archive.Versions(ctx, q.ID)
		if found == nil {
			found = []search.Version{}
		}
		return &search.VersionList{ID: q.ID, Versions: found}, err
	})
}

// lookUpFor reads a request from the address, answers that nothing has changed where that is so, and else looks it up.
func lookUpFor[T, A any](s *Server, r *http.Request, name string, parameters []param[T], look func(context.Context, T) (*A, error)) (*answer[A], error) {
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, s.problem(ctx, badAddress(err))
	}
	q, bad := parseAs(parameters, given, true)
	entryOf(ctx).query = given.Get("q")
	if len(bad) > 0 {
		return nil, s.problem(ctx, bad)
	}
	tag := s.tag(ctx, []any{name, q})
	if unchanged(r, tag) {
		return nil, notModified(tag)
	}
	body, err := look(ctx, q)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[A]{ETag: tag, CacheControl: revalidate, Body: body}, nil
}

// Similar looks for similar articles when it is this request's turn.
func (g *gate) Similar(ctx context.Context, r search.SimilarRequest) (*search.Response, error) {
	return pass(ctx, g, func(ctx context.Context) (*search.Response, error) { return g.Searcher.Similar(ctx, r) })
}

// Versions looks for versions when it is this request's turn.
func (g *gate) Versions(ctx context.Context, id string) ([]search.Version, error) {
	return pass(ctx, g, func(ctx context.Context) ([]search.Version, error) { return g.Searcher.Versions(ctx, id) })
}
