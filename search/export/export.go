package export

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"timbao/search"
	"timbao/search/cite"
)

// Format is a kind of file.
type Format string

// The formats. The zero value of Format means CSV.
const (
	CSV    Format = "csv"
	JSONL  Format = "jsonl"
	RIS    Format = "ris"
	BibTeX Format = "bibtex"
)

// Formats lists all formats.
func Formats() []Format { return []Format{CSV, JSONL, RIS, BibTeX} }

// ContentType is the media type of files of the format.
func (f Format) ContentType() string {
	switch f {
	case JSONL:
		return "application/jsonl"
	case RIS:
		return "application/x-research-info-systems"
	case BibTeX:
		return "application/x-bibtex; charset=utf-8"
	}
	return "text/csv; charset=utf-8; header=present"
}

// Extension is what names of files of the format end in, with the dot.
func (f Format) Extension() string {
	if f == BibTeX {
		return ".bib"
	}
	return "." + string(f)
}

// Options say how to write a file. The zero value is CSV with the default columns.
type Options struct {
	Format  Format       // "" means CSV
	Columns []string     // of CSV, by name and in order; nil means DefaultColumns
	BOM     bool         // begin CSV with a byte order mark, for Excel
	Cite    cite.Options // of RIS and BibTeX
}

// Searcher is what an export asks; *search.Index is one.
type Searcher interface {
	Each(ctx context.Context, req search.Request, visit func(*search.Article, search.Hit) error) error
}

// bufferSize is how many bytes are written at once.
const bufferSize = 32 << 10

// Write writes all hits of a request to w, or the first req.Limit of them, and returns how many they were. It returns a
// *search.ParamError, before anything is written, for an unknown format or column, and the errors of Searcher.Each: those of the
// request come before anything is written too. What was written before an error is not a whole file.
func Write(ctx context.Context, w io.Writer, x Searcher, req search.Request, o Options) (n int, err error) {
	buffer := bufio.NewWriterSize(w, bufferSize)
	write, err := o.writer(buffer)
	if err != nil {
		return 0, err
	}
	req.Markup, req.Explain = search.MarkupNone, false
	err = x.Each(ctx, req, func(a *search.Article, h search.Hit) error {
		n++
		if err := write(a, h); err != nil {
			return fmt.Errorf("write article %q: %w", a.ID, err)
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	if err := buffer.Flush(); err != nil {
		return n, fmt.Errorf("write the end of the export: %w", err)
	}
	return n, nil
}

// writer checks the options and returns what writes an article.
func (o Options) writer(w *bufio.Writer) (func(*search.Article, search.Hit) error, error) {
	if (o.Format != CSV && o.Format != "") && (o.BOM || len(o.Columns) > 0) {
		name := "columns"
		if o.BOM {
			name = "bom"
		}
		return nil, &search.ParamError{Name: name, Reason: "is for csv only"}
	}
	switch o.Format {
	case CSV, "":
		return newCSV(w, o)
	case JSONL:
		return newJSONL(w), nil
	case RIS, BibTeX:
		entry := cite.RIS
		if o.Format == BibTeX {
			entry = cite.BibTeX
		}
		return func(a *search.Article, _ search.Hit) error {
			_, err := w.WriteString(entry(a, o.Cite))
			return err
		}, nil
	}
	known := make([]string, 0, len(Formats()))
	for _, f := range Formats() {
		known = append(known, string(f))
	}
	return nil, &search.ParamError{Name: "format", Value: string(o.Format), Reason: "must be one of " + strings.Join(known, ", ")}
}

// FormatOf finds the format of a file by its name; ok is false when its ending is none of a format.
func FormatOf(name string) (f Format, ok bool) {
	all := Formats()
	i := slices.IndexFunc(all, func(f Format) bool { return strings.HasSuffix(strings.ToLower(name), f.Extension()) })
	if i < 0 {
		return "", false
	}
	return all[i], true
}
