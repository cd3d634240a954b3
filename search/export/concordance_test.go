package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/search"
	"timbao/search/export"
)

// quotes is a concordance in memory.
type quotes struct {
	lines []search.Occurrence
	err   error // at the end
}

func (q quotes) EachOccurrence(_ context.Context, _ search.ConcordanceRequest, visit func(search.Occurrence) error) error {
	for _, l := range q.lines {
		if err := visit(l); err != nil {
			return err
		}
	}
	return q.err
}

func TestConcordance(t *testing.T) {
	at := time.Date(2020, 10, 18, 7, 30, 0, 0, time.FixedZone("", 7*3600))
	q := quotes{lines: []search.Occurrence{
		{ID: "a", Title: "Lũ, \"lụt\"", Published: &at, Section: "Thời sự", Author: "A, B", Place: "Huế", Path: "a.txt", Field: search.FieldBody, Paragraph: 2, Left: "=1+1 ", Match: "lu\u0303", Right: " về, nhà"},
		{ID: "b", Match: "lũ"},
	}}
	var out bytes.Buffer
	n, err := export.Concordance(t.Context(), &out, q, search.ConcordanceRequest{}, true)
	text, ok := strings.CutPrefix(out.String(), "\uFEFF")
	if n != 2 || err != nil || !ok || strings.Count(text, "\r\n") != 3 {
		t.Fatalf("%d %v %q", n, err, out.String())
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Fatalf("%q %v", rows, err)
	}
	want := []string{"2020-10-18", "07:30", "'=1+1 ", "lu\u0303", " về, nhà", "Lũ, \"lụt\"", "Thời sự", "A, B", "Huế", "body", "2", "a", "a.txt"}
	if !slices.Equal(rows[1], want) || rows[2][0] != "" || len(rows[0]) != len(want) {
		t.Errorf("%q\nwant %q", rows, want)
	}
}

func TestConcordanceFails(t *testing.T) {
	stop := errors.New("stop")
	var out bytes.Buffer
	if _, err := export.Concordance(t.Context(), &out, quotes{err: stop}, search.ConcordanceRequest{}, false); !errors.Is(err, stop) || out.Len() > 0 {
		t.Errorf("%v %q", err, out.String())
	}
	lines := slices.Repeat([]search.Occurrence{{ID: "a", Right: strings.Repeat("x", 100)}}, 1000)
	for _, q := range []quotes{{lines: lines}, {lines: lines[:1]}} {
		if _, err := export.Concordance(t.Context(), nowhere{stop}, q, search.ConcordanceRequest{}, false); !errors.Is(err, stop) {
			t.Errorf("%d lines to a full disk: %v", len(q.lines), err)
		}
	}
}

// nowhere is a writer that takes nothing.
type nowhere struct{ err error }

func (f nowhere) Write([]byte) (int, error) { return 0, f.err }
