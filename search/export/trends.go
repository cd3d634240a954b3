package export

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"timbao/search"
)

// Trends writes trends as CSV, in the manner of a table for spreadsheets: a line for each year, month or day, with all articles and,
// for each term, the articles with it and their number for 1,000 of all. Articles whose date is not known are in a last line, "undated".
// With bom, the file begins with a byte order mark, by which Excel sees that it is UTF-8. The error is the writer's.
func Trends(w io.Writer, t *search.Trends, withBOM bool) error {
	buffer := bufio.NewWriter(w)
	if withBOM {
		if _, err := buffer.WriteString(bom); err != nil {
			return fmt.Errorf("write trends: %w", err)
		}
	}
	out := csv.NewWriter(buffer)
	out.UseCRLF = true
	head := []string{string(t.Unit), "articles"}
	for _, term := range t.Terms {
		head = append(head, Cell(term.Term), Cell(term.Term+" per 1,000"))
	}
	lines := [][]string{head}
	for i, b := range t.Buckets {
		line := []string{b.Start, strconv.Itoa(b.Count)}
		for _, term := range t.Terms {
			line = append(line, strconv.Itoa(term.Points[i].Count), perThousand(term.Points[i].PerThousand, b.Count))
		}
		lines = append(lines, line)
	}
	if t.Undated > 0 {
		line := []string{"undated", strconv.Itoa(t.Undated)}
		for _, term := range t.Terms {
			line = append(line, strconv.Itoa(term.Undated), perThousand(1000*float64(term.Undated)/float64(t.Undated), t.Undated))
		}
		lines = append(lines, line)
	}
	if err := out.WriteAll(lines); err != nil {
		return fmt.Errorf("write trends: %w", err)
	}
	return nil
}

// perThousand writes a rate; nothing where there are no articles that it would be of.
func perThousand(rate float64, of int) string {
	if of == 0 {
		return ""
	}
	return strconv.FormatFloat(rate, 'f', 3, 64)
}
