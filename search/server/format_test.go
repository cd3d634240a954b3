package server

import (
	"testing"

	"timbao/search/query"
)

func TestNumbersAndTimes(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1000: "1.000", 1234567: "1.234.567", -1234: "-1.234"} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %s", n, got)
		}
	}
	for ms, want := range map[float64]string{0: "0,0 ms", 0.44: "0,4 ms", 12.6: "13 ms", 1234: "1,2 giây"} {
		if got := milliseconds(ms); got != want {
			t.Errorf("milliseconds(%v) = %s", ms, got)
		}
	}
	if got := date(nil) + iso(nil); got != "" {
		t.Errorf("no date is written %q", got)
	}
}

func TestEscapedIDs(t *testing.T) {
	for id, want := range map[string]string{
		"archive/2020/x.txt": "archive/2020/x.txt", "a b.jsonl#12": "a%20b.jsonl%2312", "https://x/y": "https:%2F%2Fx%2Fy", "a/../b": "a%2F..%2Fb", "lũ?.txt": "l%C5%A9%3F.txt",
	} {
		if got := escapeID(id); got != want {
			t.Errorf("escapeID(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestTheExamplesOfTheStartPageAreQueries(t *testing.T) {
	for _, e := range examples() {
		if _, err := query.Parse(e.Text); err != nil {
			t.Errorf("%s: %v", e.Text, err)
		}
	}
}
