package export

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/search"
)

// Column is a column of CSV.
type Column struct {
	Name    string // in the header
	Doc     string // what it holds, for people
	Default bool   // whether it is there unasked
	value   func(*search.Article, search.Hit) string
}

// Columns lists what CSV can have, in the usual order.
func Columns() []Column { return slices.Clone(columns) }

// DefaultColumns are the names of the columns that are there unasked.
func DefaultColumns() []string {
	var out []string
	for _, c := range columns {
		if c.Default {
			out = append(out, c.Name)
		}
	}
	return out
}

// columns is never changed.
var columns = []Column{
	{"id", "id of the article in the archive", true, func(a *search.Article, _ search.Hit) string { return a.ID }},
	{"title", "headline", true, func(a *search.Article, _ search.Hit) string { return a.Title }},
	{"date", "day of publishing, 2020-01-14; empty if unknown", true, func(a *search.Article, _ search.Hit) string { return at(a, "2006-01-02") }},
	{"time", "time of publishing, 19:23; 00:00 where only the day is known", true, func(a *search.Article, _ search.Hit) string { return at(a, "15:04") }},
	{"section", "section of the newspaper", true, func(a *search.Article, _ search.Hit) string { return a.Section }},
	{"place", "place of the dateline", true, func(a *search.Article, _ search.Hit) string { return a.Place }},
	{"authors", "writers, or the agency the text was taken from", true, func(a *search.Article, _ search.Hit) string { return list(a.Authors) }},
	{"photographers", "takers of the photos", true, func(a *search.Article, _ search.Hit) string { return list(a.Photographers) }},
	{"lead", "opening paragraph", true, func(a *search.Article, _ search.Hit) string { return a.Lead }},
	{"url", "address on the web that the article names", true, func(a *search.Article, _ search.Hit) string { return a.URL }},
	{"path", "file that the article was read from", true, func(a *search.Article, _ search.Hit) string { return a.Source.Location() }},
	{"score", "how well the article answers the query; 0 in the order of dates", false, func(_ *search.Article, h search.Hit) string {
		return strconv.FormatFloat(h.Score, 'f', 4, 64)
	}},
	{"body", "the text, its paragraphs separated by line breaks", false, func(a *search.Article, _ search.Hit) string { return strings.Join(a.Body, "\n") }},
	{"captions", "photo captions, separated by line breaks", false, func(a *search.Article, _ search.Hit) string { return strings.Join(a.Captions, "\n") }},
	{"byline", "byline as printed", false, func(a *search.Article, _ search.Hit) string { return a.Byline }},
	{"file_type", "type of the source file", false, func(a *search.Article, _ search.Hit) string { return a.Source.Format }},
	{"guessed", "fields that are not printed in so many words", false, func(a *search.Article, _ search.Hit) string { return list(a.Guessed) }},
}

func at(a *search.Article, layout string) string {
	if a.Published.IsZero() {
		return ""
	}
	return a.Published.Format(layout)
}

func list(items []string) string { return strings.Join(items, "; ") }

// bom tells Excel that a file is UTF-8.
const bom = "\uFEFF"

func newCSV(w *bufio.Writer, o Options) (func(*search.Article, search.Hit) error, error) {
	names := o.Columns
	if len(names) == 0 {
		names = DefaultColumns()
	}
	chosen := make([]Column, len(names))
	for i, name := range names {
		at := slices.IndexFunc(columns, func(c Column) bool { return c.Name == name })
		if at < 0 {
			all := make([]string, len(columns))
			for i, c := range columns {
				all[i] = c.Name
			}
			return nil, &search.ParamError{Name: "columns", Value: name, Reason: "must be some of " + strings.Join(all, ", ")}
		}
		chosen[i] = columns[at]
	}
	if o.BOM {
		if _, err := w.WriteString(bom); err != nil {
			return nil, err
		}
	}
	out := csv.NewWriter(w) // takes w's buffer as its own
	out.UseCRLF = true
	if err := out.Write(names); err != nil {
		return nil, err
	}
	row := make([]string, len(chosen))
	return func(a *search.Article, h search.Hit) error {
		for i, c := range chosen {
			row[i] = Cell(c.value(a, h))
		}
		return out.Write(row)
	}, nil
}

// Cell makes a text harmless as a cell of a spreadsheet: an apostrophe keeps what would be a formula text, and control characters but
// tabs and line breaks go.
func Cell(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\t' && r != '\n' {
			return -1
		}
		return r
	}, s)
	if isFormula(s) {
		return "'" + s
	}
	return s
}

// isFormula says whether a spreadsheet would run a cell, also one that has apostrophes before it, which else could not be told from
// those of Cell.
func isFormula(s string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(strings.TrimLeft(s, "'"), "\t\r\n "))
	return strings.ContainsRune("=+-@＝＋－＠", first)
}

func newJSONL(w *bufio.Writer) func(*search.Article, search.Hit) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return func(a *search.Article, _ search.Hit) error { return e.Encode(a) }
}
