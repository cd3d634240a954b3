package search_test

import (
	"context"
	"errors"
	"testing"
	"unicode/utf8"

	"timbao/search"
	"timbao/search/query"
)

// FuzzConcordance looks for a request that is neither answered nor refused by name, and for lines that are no text.
func FuzzConcordance(f *testing.F) {
	x := openArchive(f)
	next := ""
	if res, err := x.Concordance(context.Background(), search.ConcordanceRequest{Request: search.Request{Query: "tỉnh", Limit: 2}}); err == nil {
		next = res.Next
	}
	for _, q := range hostile {
		if len(q) < 2000 {
			f.Add(q, "", 0)
		}
	}
	f.Add("tỉnh", next, 60)
	f.Add("tỉnh", next[:len(next)-3], 1)
	f.Add("tỉnh OR title:x* OR caption:\"ông\"", "eyJkIjoxLCJpIjoiYSIsInMiOi0xfQ", 500)
	f.Fuzz(func(t *testing.T, q, cursor string, width int) {
		res, err := x.Concordance(context.Background(), search.ConcordanceRequest{Request: search.Request{Query: q, Cursor: cursor, Limit: 3}, Width: width})
		var e *query.Error
		switch {
		case errors.As(err, &e), paramName(err) != "":
			return
		case err != nil || len(res.Lines) > 3 || len(res.Lines) > res.Total:
			t.Fatalf("%q %q %d: %+v %v", q, cursor, width, res, err)
		}
		for _, l := range res.Lines {
			if l.Match == "" || !utf8.ValidString(l.Left+l.Match+l.Right) {
				t.Fatalf("%q: %+v", q, l)
			}
		}
	})
}

// TestTextsEndWithTheirContext wants the context's error from every look into texts.
func TestTextsEndWithTheirContext(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range map[string]func() error{
		"similar":  func() error { _, err := x.Similar(ctx, search.SimilarRequest{ID: seedID}); return err },
		"versions": func() error { _, err := x.Versions(ctx, seedID); return err },
		"concordance": func() error {
			_, err := x.Concordance(ctx, search.ConcordanceRequest{Request: search.Request{Query: "tỉnh"}})
			return err
		},
		"stream": func() error {
			return x.EachOccurrence(ctx, search.ConcordanceRequest{Request: search.Request{Query: "tỉnh"}}, func(search.Occurrence) error { return nil })
		},
	} {
		if err := call(); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
