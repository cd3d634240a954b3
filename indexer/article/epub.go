package article

import (
	"context"
	"errors"
	"fmt"
	"io"

	"timbao/indexer/container"
	"timbao/indexer/document"
	"timbao/indexer/epub"
)

// splitEPUB makes a record of each chapter of a book.
func splitEPUB(ctx context.Context, in *input, emit func(Record) error) error {
	z, err := container.OpenZip(in.at, in.size)
	if err != nil {
		return err
	}
	book, err := readBook(z)
	if err != nil {
		return foreignError(err)
	}
	return z.Walk(ctx, in.budget, func(m container.Member, r io.Reader) error {
		place, ok := book.Chapters[m.Name]
		if !ok {
			return nil
		}
		child := in.member(m)
		markup, err := readMember(m, r)
		if err != nil {
			child.leaveOut(err)
			return nil
		}
		if !epub.IsChapter(markup) {
			return nil
		}
		rec := child.record(book.Record(markup), 0)
		rec.Source.Line = place
		return emit(rec)
	})
}

// readBook reads what a book says of itself.
func readBook(z *container.Archive) (epub.Book, error) {
	data, err := z.Read(epub.ContainerFile, epub.MaxFile)
	if err != nil {
		return epub.Book{}, err
	}
	at, err := epub.PackagePath(data)
	if err != nil {
		return epub.Book{}, err
	}
	if data, err = z.Read(at, epub.MaxFile); err != nil {
		return epub.Book{}, err
	}
	return epub.ParsePackage(at, data)
}

// readMember reads a member whole.
func readMember(m container.Member, r io.Reader) ([]byte, error) {
	if m.Err != nil {
		return nil, m.Err
	}
	data, err := io.ReadAll(io.LimitReader(r, epub.MaxFile+1))
	if err == nil && len(data) > epub.MaxFile {
		err = errTooManyBytes
	}
	return data, err
}

func parseEPUB(r Record) (*document.Document, error) {
	d, err := documentOf(epub.Read(r.Data))
	if errors.Is(err, epub.ErrNoText) {
		return nil, fmt.Errorf("%w: %w", ErrEmpty, epub.ErrNoText)
	}
	return d, err
}
