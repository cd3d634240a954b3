package article

import (
	"bytes"
	"context"
	"errors"
	"io"

	"timbao/indexer/document"
	"timbao/indexer/mail"
)

// splitMailbox makes a record of each message of a mailbox.
func splitMailbox(ctx context.Context, in *input, emit func(Record) error) error {
	err := mail.Split(&contextReader{ctx: ctx, r: in.r}, func(number int, message []byte) error {
		return emit(in.record(message, number))
	})
	if errors.Is(err, mail.ErrMalformed) {
		return foreignError(err)
	}
	return err
}

// splitMessage makes one record of a message, without what follows its text if it is long.
func splitMessage(ctx context.Context, in *input, emit func(Record) error) error {
	var buf bytes.Buffer
	if _, err := buf.ReadFrom(&contextReader{ctx: ctx, r: io.LimitReader(in.r, mail.MaxMessage)}); err != nil {
		return err
	}
	return emit(in.record(buf.Bytes(), 0))
}

func parseMail(r Record) (*document.Document, error) { return documentOf(mail.Read(r.Data)) }

func parseMHTML(r Record) (*document.Document, error) { return documentOf(mail.Page(r.Data)) }

// documentOf passes on what a reader's package found.
func documentOf(d document.Document, err error) (*document.Document, error) {
	if err != nil {
		return nil, foreignError(err)
	}
	return &d, nil
}

// looksMHTML reports whether a message is a saved page.
func looksMHTML(head []byte) bool {
	return mail.IsMessage(head) && (bytes.Contains(head, []byte("Snapshot-Content-Location:")) || bytes.Contains(head, []byte("Saved by")))
}
