package export_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"timbao/search"
	"timbao/search/export"
)

func TestTrends(t *testing.T) {
	found := &search.Trends{
		Unit: search.UnitMonth, Total: 53, Undated: 3, Buckets: []search.Bucket{{Start: "2020-01", Count: 40}, {Start: "2020-02"}, {Start: "2020-03", Count: 10}},
		Terms: []search.Trend{
			{Term: "lũ, lụt", Total: 6, Undated: 1, Points: []search.Point{{Start: "2020-01", Count: 3, PerThousand: 75}, {Start: "2020-02"}, {Start: "2020-03", Count: 2, PerThousand: 200}}},
			{Term: "=SUM(A1)\x07", Points: make([]search.Point, 3)},
		},
	}
	want := strings.Join([]string{
		`month,articles,"lũ, lụt","lũ, lụt per 1,000",'=SUM(A1),"'=SUM(A1) per 1,000"`, "2020-01,40,3,75.000,0,0.000", "2020-02,0,0,,0,", "2020-03,10,2,200.000,0,0.000", "undated,3,1,333.333,0,0.000", "",
	}, "\r\n")
	for _, withBOM := range []bool{false, true} {
		var b strings.Builder
		if err := export.Trends(&b, found, withBOM); err != nil {
			t.Fatal(err)
		}
		got, begun := strings.CutPrefix(b.String(), "\uFEFF")
		if got != want || begun != withBOM {
			t.Errorf("%q\nwant %q", b.String(), want)
		}
	}
	if err := export.Trends(broken{}, found, true); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a writer that fails: %v", err)
	}
}

// broken is a writer whose reader has gone.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
