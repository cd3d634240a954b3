package server

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"timbao/indexer/vietnamese"
	"timbao/search"
	"timbao/search/cite"
	"timbao/search/export"
)

// exportQuery is what an export is asked with.
type exportQuery struct {
	search.Request
	Format  string
	Columns []string
	BOM     bool
}

// exportParameters are those of search that decide which articles are hits and in what order, and the form of the file. It is never
// changed.
var exportParameters = slices.Concat(
	lookUp(func(q *exportQuery) *search.Request { return &q.Request }),
	[]param[exportQuery]{
		{name: "limit", field: func(q *exportQuery) any { return &q.Limit }, min: 1, max: search.MaxExport, doc: "No more articles than this. All if not given."},
		{name: "format", field: func(q *exportQuery) any { return &q.Format }, choices: exportFormats(), normal: string(export.CSV),
			doc: "csv is a table for spreadsheets, jsonl an article a line as JSON, ris and bibtex are references."},
		{name: "columns", field: func(q *exportQuery) any { return &q.Columns }, choices: exportColumns(), doc: "Columns of csv, in this order. " + columnsDoc()},
		{name: "bom", field: func(q *exportQuery) any { return &q.BOM }, doc: "Begin csv with a byte order mark, by which Excel sees that it is UTF-8."},
	},
)

func exportFormats() []string {
	var out []string
	for _, f := range export.Formats() {
		out = append(out, string(f))
	}
	return out
}

func exportColumns() []string {
	var out []string
	for _, c := range export.Columns() {
		out = append(out, c.Name)
	}
	return out
}

// columnsDoc says what is in each column.
func columnsDoc() string {
	var b strings.Builder
	for _, c := range export.Columns() {
		b.WriteString(c.Name + ": " + c.Doc + ". ")
	}
	return b.String() + "If not given: " + strings.Join(export.DefaultColumns(), ", ") + "."
}

// exportAll answers with all hits of a search as a file.
func (s *Server) exportAll(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.fail(w, r, badAddress(err))
		return
	}
	q, bad := parseAs(exportParameters, given, true)
	entryOf(ctx).query = q.Query
	if len(bad) > 0 {
		s.fail(w, r, bad)
		return
	}
	format := export.Format(q.Format)
	if format == "" {
		format = export.CSV
	}
	base := s.base(r)
	tag := s.tag(ctx, []any{"export", q, base.String()})
	if unchanged(r, tag) {
		s.sameAsBefore(w, tag)
		return
	}
	if r.Method == http.MethodHead {
		q.Limit = 1 // enough to know whether it can be had
	}
	d := &download{w: w, control: http.NewResponseController(w), patience: s.o.WriteTimeout, head: http.Header{
		"Content-Type":        {format.ContentType()},
		"Content-Disposition": {mime.FormatMediaType("attachment", map[string]string{"filename": fileName(q.Query) + format.Extension()})},
		"Cache-Control":       {revalidate},
	}}
	if tag != "" {
		d.head.Set("Etag", tag)
	}
	o := export.Options{Format: format, Columns: q.Columns, BOM: q.BOM, Cite: s.citing(base)}
	_, err = export.Write(ctx, d, s.archive, q.Request, o)
	s.endDownload(d, r, err)
}

// endDownload ends a file, well or badly.
func (s *Server) endDownload(d *download, r *http.Request, err error) {
	switch {
	case err == nil:
		d.begin() // of a file without a byte nothing was written yet
	case d.begun:
		if !errors.Is(err, context.Canceled) {
			s.logFailure(r.Context(), err)
		}
		entryOf(r.Context()).cut = true
		panic(http.ErrAbortHandler) // half a file must not look whole
	default:
		s.fail(d.w, r, err)
	}
}

// citing is what references to articles of this archive have beside the article's own fields.
func (s *Server) citing(base *url.URL) cite.Options {
	return cite.Options{Newspaper: s.o.Newspaper, Address: func(id string) string { return Permalink(base, id) }}
}

// fileName names a file by what was searched for.
func fileName(query string) string {
	var words []string
	size := 0
	for word := range strings.FieldsFuncSeq(vietnamese.Fold(query), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if size += len(word); size > 60 {
			break
		}
		words = append(words, word)
	}
	return strings.Join(append([]string{"timbao"}, words...), "-")
}

// download writes a file of unknown length. Its header goes out with its first byte, so that what goes wrong before can still be said.
// As long as the client takes some of it, it may go on beyond the server's usual time for writing.
type download struct {
	w        http.ResponseWriter
	control  *http.ResponseController
	patience time.Duration // for each piece
	head     http.Header
	begun    bool
}

// Write writes a piece.
func (d *download) Write(p []byte) (int, error) {
	d.begin()
	// What can't have a deadline, such as a test's recorder, needs none.
	_ = d.control.SetWriteDeadline(time.Now().Add(d.patience))
	return d.w.Write(p)
}

// begin sends the header.
func (d *download) begin() {
	if d.begun {
		return
	}
	d.begun = true
	for name, values := range d.head {
		d.w.Header()[name] = values
	}
	d.w.WriteHeader(http.StatusOK)
}

var _ io.Writer = (*download)(nil)
