package server

import (
	"context"
	"mime"
	"net/http"
	"net/url"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"timbao/search"
	"timbao/search/export"
)

// kwicTable is the one list of what a concordance can be asked for with, whole or as a page: what to look for, all that narrows a search,
// the order, and the width.
func kwicTable[T any](request func(*T) *search.ConcordanceRequest) []param[T] {
	out := narrowing(func(q *T) *search.Request { return &request(q).Request })
	i := slices.IndexFunc(out, func(p param[T]) bool { return p.name == "q" })
	out[i].required = true
	out[i].doc = "Words to find every occurrence of: they are taken as a phrase. OR gives several phrases; fields, dates and words after a hyphen say in which articles."
	return append(out,
		param[T]{name: "sort", field: func(q *T) any { return (*string)(&request(q).Sort) }, normal: string(search.SortOldest),
			choices: []string{string(search.SortOldest), string(search.SortNewest)}, doc: "Order of the articles."},
		param[T]{name: "width", field: func(q *T) any { return &request(q).Width }, min: 1, max: search.MaxWidth,
			doc: "Characters of text on each side, cut between words. 60 if not given."})
}

// kwicFile is what a concordance as a file is asked with.
type kwicFile struct {
	search.ConcordanceRequest
	BOM bool
}

// The parameters of a page of a concordance, and of one as a file; never changed.
var (
	kwicParameters = append(kwicTable(func(q *search.ConcordanceRequest) *search.ConcordanceRequest { return q }),
		param[search.ConcordanceRequest]{name: "limit", field: func(q *search.ConcordanceRequest) any { return &q.Limit }, min: 1, max: maxHTTPLimit,
			doc: "Occurrences in one page. 50 if not given."},
		param[search.ConcordanceRequest]{name: "cursor", field: func(q *search.ConcordanceRequest) any { return &q.Cursor }, long: true,
			doc: "The member next of the page before."},
		param[search.ConcordanceRequest]{name: "exact_total", field: func(q *search.ConcordanceRequest) any { return &q.Exact },
			doc: "Count every occurrence, however many articles must be looked through."})
	kwicFileParameters = append(kwicTable(func(q *kwicFile) *search.ConcordanceRequest { return &q.ConcordanceRequest }),
		param[kwicFile]{name: "limit", field: func(q *kwicFile) any { return &q.Limit }, min: 1, max: search.MaxExport,
			doc: "No more occurrences than this. All if not given."},
		param[kwicFile]{name: "bom", field: func(q *kwicFile) any { return &q.BOM }, doc: "Begin with a byte order mark, by which Excel sees that it is UTF-8."})
)

// kwicOperation describes a page of a concordance.
func kwicOperation() huma.Operation {
	return huma.Operation{
		OperationID: "kwic", Method: http.MethodGet, Path: "/api/v1/kwic", Summary: "Every occurrence of words, with the text around it",
		Description: "A concordance (keyword in context), by the date of the articles. The texts are as printed and not escaped.",
		Parameters:  describeAll(kwicParameters), Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
}

// kwicFileOperation describes a concordance as a file.
func kwicFileOperation() huma.Operation {
	return huma.Operation{
		OperationID: "kwicFile", Method: http.MethodGet, Path: "/api/v1/kwic.csv", Summary: "Every occurrence of words, as a table for spreadsheets",
		Description: "All lines of kwic, streamed as they are read. A connection that is cut before the end means that the file is not whole.",
		Parameters:  describeAll(kwicFileParameters), Responses: fileResponse("The table", export.CSV.ContentType()),
		Errors: []int{http.StatusBadRequest, http.StatusServiceUnavailable},
	}
}

// kwic answers with a page of a concordance.
func (s *Server) kwic(r *http.Request) (*answer[search.Concordance], error) {
	return lookUpFor(s, r, "kwic", kwicParameters, func(ctx context.Context, q search.ConcordanceRequest) (*search.Concordance, error) {
		found, err := s.archive.Concordance(ctx, q)
		if err == nil && found.Lines == nil {
			found.Lines = []search.Occurrence{}
		}
		return found, err
	})
}

// kwicCSV answers with a whole concordance as a file.
func (s *Server) kwicCSV(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.fail(w, r, badAddress(err))
		return
	}
	q, bad := parseAs(kwicFileParameters, given, true)
	entryOf(ctx).query = q.Query
	if len(bad) > 0 {
		s.fail(w, r, bad)
		return
	}
	tag := s.tag(ctx, []any{"kwic.csv", q})
	if unchanged(r, tag) {
		s.sameAsBefore(w, tag)
		return
	}
	if r.Method == http.MethodHead {
		q.Limit = 1 // enough to know whether it can be had
	}
	d := &download{w: w, control: http.NewResponseController(w), patience: s.o.WriteTimeout, head: http.Header{
		"Content-Type":        {export.CSV.ContentType()},
		"Content-Disposition": {mime.FormatMediaType("attachment", map[string]string{"filename": fileName("kwic "+q.Query) + ".csv"})},
		"Cache-Control":       {revalidate},
	}}
	if tag != "" {
		d.head.Set("Etag", tag)
	}
	_, err = export.Concordance(ctx, d, s.archive, q.ConcordanceRequest, q.BOM)
	s.endDownload(d, r, err)
}

// Concordance looks for occurrences when it is this request's turn.
func (g *gate) Concordance(ctx context.Context, r search.ConcordanceRequest) (*search.Concordance, error) {
	return pass(ctx, g, func(ctx context.Context) (*search.Concordance, error) { return g.Searcher.Concordance(ctx, r) })
}

// EachOccurrence visits all occurrences when it is this export's turn.
func (g *gate) EachOccurrence(ctx context.Context, r search.ConcordanceRequest, visit func(search.Occurrence) error) error {
	return g.export(ctx, func(ctx context.Context) error { return g.Searcher.EachOccurrence(ctx, r, visit) })
}
