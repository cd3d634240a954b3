package article

import (
	"bytes"
	"context"

	"timbao/indexer/document"
	"timbao/indexer/web"
)

// splitFeed makes a record of each entry of a feed or a WordPress export.
func splitFeed(ctx context.Context, in *input, emit func(Record) error) error {
	err := web.Entries(&contextReader{ctx: ctx, r: in.r},
		func(e web.Entry) error { return emit(in.record(e.Data, e.Number)) },
		func(number int, err error) { in.skipRecord(number, foreignError(err)) })
	if err == nil || in.stopped(ctx) {
		return err
	}
	return foreignError(err)
}

// skipRecord accounts for one record of many that cannot be read.
func (in *input) skipRecord(number int, err error) {
	in.skip(Skip{Path: in.base.Source.Path, Inside: in.base.Source.Inside, Line: number, Reason: reason(err)})
}

func parseFeed(r Record) (*document.Document, error) {
	return documentOf(web.ReadEntry(r.Data))
}

// looksFeed reports whether a file begins as a feed does.
func looksFeed(head []byte) bool {
	for _, tag := range [...]string{"<rss", "<feed", "<rdf:RDF"} {
		if i := bytes.Index(head, []byte(tag)); i >= 0 && !bytes.Contains(head[:i], []byte("<html")) {
			return true
		}
	}
	return false
}
