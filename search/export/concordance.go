package export

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"timbao/search"
)

// Quoter is what a concordance is asked of; *search.Index is one.
type Quoter interface {
	EachOccurrence(ctx context.Context, req search.ConcordanceRequest, visit func(search.Occurrence) error) error
}

// concordanceHeader names the columns of a concordance.
var concordanceHeader = []string{"date", "time", "left", "match", "right", "title", "section", "author", "place", "field", "paragraph", "id", "path"}

// Concordance writes all occurrences that a request finds, or the first req.Limit of them, as CSV, and returns how many they were:
// one a line in the order of Index.Concordance, with the text around it as it is printed but for what Cell changes. With bom, the
// file begins with a byte order mark, by which Excel sees that it is UTF-8. The errors are those of Quoter and of w; those of the request
// come before anything is written. What was written before an error is not a whole file.
func Concordance(ctx context.Context, w io.Writer, x Quoter, req search.ConcordanceRequest, withBOM bool) (n int, err error) {
	buffer := bufio.NewWriterSize(w, bufferSize)
	out := csv.NewWriter(buffer) // takes buffer as its own
	out.UseCRLF = true
	if withBOM {
		if _, err := buffer.WriteString(bom); err != nil {
			return 0, fmt.Errorf("write concordance: %w", err)
		}
	}
	if err := out.Write(concordanceHeader); err != nil {
		return 0, fmt.Errorf("write concordance: %w", err)
	}
	row := make([]string, len(concordanceHeader))
	err = x.EachOccurrence(ctx, req, func(o search.Occurrence) error {
		n++
		row[0], row[1] = "", ""
		if o.Published != nil {
			row[0], row[1] = o.Published.Format(time.DateOnly), o.Published.Format("15:04")
		}
		for i, s := range []string{o.Left, o.Match, o.Right, o.Title, o.Section, o.Author, o.Place, string(o.Field), strconv.Itoa(o.Paragraph), o.ID, o.Path} {
			row[i+2] = Cell(s)
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("write occurrence %d in %q: %w", n, o.ID, err)
		}
		return nil
	})
	if err != nil {
		return n, err
	}
	if out.Flush(); out.Error() != nil {
		return n, fmt.Errorf("write the end of the concordance: %w", out.Error())
	}
	return n, nil
}
