package batch

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"timbao/search"
	"timbao/search/export"
)

// Columns names the columns of Rows.
func Columns() []string {
	return []string{"line", "query", "total", "total_relation", "rank", "id", "score", "date", "title", "section", "author", "place", "path", "error"}
}

// Rows is an answer as rows of a table, a hit each, with the columns of Columns. An answer without hits is one row, and so is an error.
func (a *Answer) Rows() [][]string {
	head := []string{strconv.Itoa(a.Line), a.Query}
	if a.Response == nil {
		return [][]string{append(head, "", "", "", "", "", "", "", "", "", "", "", a.Why())}
	}
	head = append(head, strconv.Itoa(a.Total), string(a.TotalRelation))
	if len(a.Hits) == 0 {
		return [][]string{append(head, "", "", "", "", "", "", "", "", "", "")}
	}
	rows := make([][]string, len(a.Hits))
	for i := range a.Hits {
		rows[i] = append(append([]string(nil), head...), hitCells(i+1, &a.Hits[i])...)
	}
	return rows
}

func hitCells(rank int, h *search.Hit) []string {
	date := ""
	if h.Published != nil {
		date = h.Published.Format(time.DateOnly)
	}
	return []string{strconv.Itoa(rank), h.ID, strconv.FormatFloat(h.Score, 'f', 4, 64), date, h.Title, h.Section, h.Author, h.Place, h.Path, ""}
}

// Why is the error in one line, with the place in the query; "" if there is a response.
func (a *Answer) Why() string {
	if a.Column == 0 {
		return a.Error
	}
	why := fmt.Sprintf("column %d: %s", a.Column, a.Error)
	if a.Hint != "" {
		why += " (" + a.Hint + ")"
	}
	return strings.Join(strings.Fields(why), " ")
}

// CSV returns what writes answers to w as CSV, in the way of package export; it writes the header at once. The end must be flushed.
func CSV(w io.Writer) (show func(*Answer) error, flush func() error) {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	first := out.Write(Columns())
	show = func(a *Answer) error {
		if first != nil {
			return first
		}
		for _, row := range a.Rows() {
			for i := range row {
				row[i] = export.Cell(row[i])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		return nil
	}
	flush = func() error {
		out.Flush()
		return out.Error()
	}
	return show, flush
}
