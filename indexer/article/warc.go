package article

import (
	"context"
	"errors"
	"io"
	"path"
	"strings"

	"timbao/indexer/container"
	"timbao/indexer/document"
	"timbao/indexer/warc"
)

// splitWARC makes a record of each page of a web archive.
func splitWARC(ctx context.Context, in *input, emit func(Record) error) error {
	err := warc.Split(&contextReader{ctx: ctx, r: in.r},
		func(number int, record []byte) error { return emit(in.record(record, number)) },
		func(number int, err error) { in.skipRecord(number, foreignError(err)) })
	if err == nil || in.stopped(ctx) || !errors.Is(err, warc.ErrMalformed) {
		return err
	}
	return foreignError(err)
}

func parseWARC(r Record) (*document.Document, error) { return documentOf(warc.Read(r.Data)) }

// isWACZ reports whether an archive is a WACZ file: web archives with indexes and lists of pages beside them.
func isWACZ(z *container.Archive) bool {
	return z.Has("datapackage.json") && (z.Has("pages/pages.jsonl") || z.Has("indexes/index.cdx.gz") || z.Has("indexes/index.cdx"))
}

// webArchives visits of a WACZ file's members the web archives: the others hold nothing more, and would be read as records of a
// newspaper.
func webArchives(visit container.Visit) container.Visit {
	return func(m container.Member, r io.Reader) error {
		if path.Dir(m.Name) == "archive" && strings.Contains(strings.ToLower(path.Base(m.Name)), ".warc") {
			return visit(m, r)
		}
		return nil
	}
}
