package article

import (
	"context"
	"strconv"

	"timbao/indexer/document"
	"timbao/indexer/pdf"
)

// splitPDF makes one record of a PDF, or one of each page of a newspaper's issue.
func splitPDF(ctx context.Context, in *input, emit func(Record) error) error {
	return splitWhole(ctx, in, func(r Record) error {
		shape, err := pdf.Look(ctx, r.Data)
		if err != nil {
			return err
		}
		if !shape.Issue {
			return emit(r)
		}
		for n := 1; n <= shape.Pages; n++ {
			page := r
			page.ID += pageMark + strconv.Itoa(n)
			page.Source.Page = n
			if err := emit(page); err != nil {
				return err
			}
		}
		return nil
	})
}

// parsePDF reads a PDF, or one page of it. The time that takes is bounded by the reader.
func parsePDF(r Record) (*document.Document, error) {
	return inUnicode(pdf.Read(context.Background(), r.Data, r.Source.Page))
}
