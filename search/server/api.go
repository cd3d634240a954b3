package server

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"timbao/search"
)

// Every operation takes its input from the request itself and not through huma: the table of parameters reads it, and so the API and
// the page cannot come to different conclusions.
type (
	noInput       struct{}
	answer[T any] struct {
		ETag         string `header:"ETag"`
		CacheControl string `header:"Cache-Control"`
		Body         *T
	}
)

// idMux lets the id of an article hold slashes, which the path in the OpenAPI document has no way to say.
type idMux struct{ *http.ServeMux }

// HandleFunc registers a pattern.
func (m idMux) HandleFunc(pattern string, h func(http.ResponseWriter, *http.Request)) {
	m.ServeMux.HandleFunc(strings.Replace(pattern, "/{id}", "/{id...}", 1), h)
}

// addAPI adds the JSON API and its OpenAPI document.
func (s *Server) addAPI() error {
	config := huma.DefaultConfig("timbao", versionOr(s.o.Version))
	config.Info.Description = "Search in a newspaper archive. Every error is a problem (RFC 9457) that names the parameter to blame."
	// The document is served from here, made once; the browser pages of huma load scripts of other sites.
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "", "", ""
	config.CreateHooks = nil // no $schema member in answers
	api := humago.New(idMux{s.mux}, config)
	register(api, searchOperation(http.MethodGet), s.searchGet)
	register(api, searchOperation(http.MethodPost), s.searchPost)
	register(api, articleOperation(), s.article)
	register(api, statsOperation(), s.stats)
	register(api, suggestOperation(), s.suggest)
	s.addFile(api, trendsFileOperation(), s.trendsCSV)
	s.addFile(api, exportOperation(), s.exportAll)
	s.addFile(api, feedOperation(), s.feed)
	s.addFile(api, opensearchOperation(), s.describeSearch)
	s.addFile(api, browserSuggestOperation(), s.suggestForBrowser)
	register(api, trendsOperation(), s.trends)
	register(api, similarOperation(), s.similar)
	register(api, versionsOperation(), s.versions)
	register(api, kwicOperation(), s.kwic)
	s.addFile(api, kwicFileOperation(), s.kwicCSV)
	register(api, batchOperation(), s.batch)
	describeBodies(api.OpenAPI())
	document, older, err := openAPI(api.OpenAPI())
	if err != nil {
		return fmt.Errorf("make the OpenAPI document: %w", err)
	}
	s.docs = docsOf(api.OpenAPI())
	s.addDocument("/api/v1/openapi.json", document)
	s.addDocument("/api/v1/openapi-3.0.json", older)
	return nil
}

// addDocument adds a JSON document that never changes while the program runs.
func (s *Server) addDocument(path string, data []byte) {
	tag := tagOf(data)
	s.mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", revalidate)
		w.Header().Set("Etag", tag)
		http.ServeContent(w, r, path, time.Time{}, bytes.NewReader(data))
	})
}

// versionOr is the version that the document shows.
func versionOr(v string) string {
	if v == "" {
		return "dev"
	}
	return v
}

// register adds an operation that gets the request as the router saw it.
func register[T any](api huma.API, op huma.Operation, do func(*http.Request) (*answer[T], error)) {
	registry := api.OpenAPI().Components.Schemas
	op.Responses = problemResponses(registry, op.Errors)
	op.Errors = nil
	huma.Register(api, op, func(ctx context.Context, _ *noInput) (*answer[T], error) {
		return do(entryOf(ctx).r)
	})
}

// addFile adds an operation that answers with something else than JSON, and so goes past huma but for its description.
func (s *Server) addFile(api huma.API, op huma.Operation, do http.HandlerFunc) {
	responses := problemResponses(api.OpenAPI().Components.Schemas, op.Errors)
	for code, response := range op.Responses {
		responses[code] = response
	}
	op.Responses, op.Errors = responses, nil
	api.OpenAPI().AddOperation(&op)
	s.mux.HandleFunc(op.Method+" "+op.Path, do)
}

// searchGet answers a search in the address.
func (s *Server) searchGet(r *http.Request) (*answer[search.Response], error) {
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, s.problem(r.Context(), badAddress(err))
	}
	return s.search(r, given)
}

// searchPost answers a search in the body.
func (s *Server) searchPost(r *http.Request) (*answer[search.Response], error) {
	given, err := bodyValues(r)
	if err != nil {
		return nil, s.problem(r.Context(), err)
	}
	return s.search(r, given)
}

// search answers a search with these parameters.
func (s *Server) search(r *http.Request, given url.Values) (*answer[search.Response], error) {
	ctx := r.Context()
	q, err := parseRequest(given, true)
	entryOf(ctx).query = q.Query
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	tag := s.tag(ctx, q)
	if r.Method == http.MethodPost {
		tag = "" // tags are for what can be asked for again by its address
	}
	if unchanged(r, tag) {
		return nil, notModified(tag)
	}
	found, err := s.archive.Search(ctx, q)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[search.Response]{ETag: tag, CacheControl: revalidate, Body: tidy(found)}, nil
}

// article answers with one article.
func (s *Server) article(r *http.Request) (*answer[search.Article], error) {
	ctx, id := r.Context(), r.PathValue("id")
	if err := noParameters(r); err != nil {
		return nil, s.problem(ctx, err)
	}
	tag := s.tag(ctx, []string{"article", id})
	// Whether the article exists at all must be known before saying that it has not changed.
	a, err := s.archive.Get(ctx, id)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	if unchanged(r, tag) {
		return nil, notModified(tag)
	}
	if a, err = search.WithErrata(ctx, s.archive, a); err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[search.Article]{ETag: tag, CacheControl: revalidate, Body: a}, nil
}

// stats answers with what the archive holds.
func (s *Server) stats(r *http.Request) (*answer[search.Stats], error) {
	ctx := r.Context()
	if err := noParameters(r); err != nil {
		return nil, s.problem(ctx, err)
	}
	tag := s.tag(ctx, "stats")
	if unchanged(r, tag) {
		return nil, notModified(tag)
	}
	st, err := s.archive.Stats(ctx)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	if st.Years == nil {
		st.Years = []search.Facet{}
	}
	if st.Sections == nil {
		st.Sections = []search.Facet{}
	}
	return &answer[search.Stats]{ETag: tag, CacheControl: revalidate, Body: &st}, nil
}

// noParameters refuses parameters where there are none, so that a misspelt call does not look answered.
func noParameters(r *http.Request) error {
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return badAddress(err)
	}
	if bad := unknown(given, nil); len(bad) > 0 {
		return bad
	}
	return nil
}

// badAddress is the problem of a query string that is not well-formed.
func badAddress(err error) error {
	return newProblem(http.StatusBadRequest, kindBadParam, fmt.Sprintf("the part of the address after ? is not well-formed: %v", err))
}
