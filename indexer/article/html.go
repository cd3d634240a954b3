package article

import (
	"bytes"
	"errors"
	"fmt"

	"timbao/indexer/charset"
	"timbao/indexer/document"
	"timbao/indexer/fieldmap"
	"timbao/indexer/mail"
	"timbao/indexer/warc"
	"timbao/indexer/web"
)

// parseHTML reads a page as a content management system or a browser saved it.
func parseHTML(r Record) (*document.Document, error) {
	return documentOf(web.Read(r.Data, web.Options{Given: r.hint().Given}))
}

// foreignError gives an error of a reader's package the meaning it has here.
func foreignError(err error) error {
	switch {
	case errors.Is(err, web.ErrNoText), errors.Is(err, mail.ErrNoText), errors.Is(err, fieldmap.ErrNoArticle):
		return fmt.Errorf("%w: %w", ErrEmpty, err)
	case errors.Is(err, web.ErrTooLarge), errors.Is(err, warc.ErrTooLarge), errors.Is(err, fieldmap.ErrTooLarge):
		return fmt.Errorf("%w: %w", ErrTooLarge, err)
	case errors.Is(err, charset.ErrNotText):
		return fmt.Errorf("%w: %w", ErrNotText, err)
	}
	return fmt.Errorf("%w: %w", ErrMalformed, err)
}

// looksHTML reports whether a file begins as an HTML page.
func looksHTML(head []byte) bool {
	head = bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head, []byte(bom)), " \t\r\n"))
	for bytes.HasPrefix(head, []byte("<!--")) || bytes.HasPrefix(head, []byte("<?xml")) {
		_, rest, ok := bytes.Cut(head, []byte(">"))
		if !ok {
			return false
		}
		head = bytes.TrimLeft(rest, " \t\r\n")
	}
	for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body"} {
		if bytes.HasPrefix(head, []byte(tag)) {
			return true
		}
	}
	return false
}
