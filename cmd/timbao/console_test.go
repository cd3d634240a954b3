package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"timbao/indexer"
	"timbao/search"
	"timbao/search/query"
)

func TestNumber(t *testing.T) {
	for n, want := range map[int64]string{
		0: "0", 12: "12", 999: "999", 1000: "1,000", 105418: "105,418", 1234567: "1,234,567", -999: "-999", -1000: "-1,000",
	} {
		if got := number(n); got != want {
			t.Errorf("number(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestBytes(t *testing.T) {
	for n, want := range map[int64]string{0: "0 B", 999: "999 B", 1000: "1.0 kB", 354_200_000: "354.2 MB", 2_500_000_000: "2.50 GB"} {
		if got := bytes(n); got != want {
			t.Errorf("bytes(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"hoà":               "hoà",
		"hoa\u0300":         "hoa\u0300",
		"a\x1b[31mb":        "a[31mb",
		"a\nb\tc":           "a b c",
		"a\u202eb\u2066c":   "abc",
		"a\u009b31mb\u0085": "a31mb",
	} {
		if got := clean(in); got != want {
			t.Errorf("clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestExitCode(t *testing.T) {
	for _, c := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("disk full"), 1},
		{usagef("no"), 2},
		{fmt.Errorf("wrapped: %w", &query.Error{}), 2},
		{fmt.Errorf("wrapped: %w", &search.ParamError{}), 2},
		{&exitError{Code: exitSkipped}, 3},
		{fmt.Errorf("wrapped: %w", search.ErrNoIndex), 10},
		{fmt.Errorf("wrapped: %w", indexer.ErrLocked), 11},
		{fmt.Errorf("wrapped: %w", context.Canceled), 130},
	} {
		if got := exitCode(c.err); got != c.want {
			t.Errorf("exit code of %v is %d, want %d", c.err, got, c.want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"limit", "limit", 0}, {"lmit", "limit", 1}, {"limti", "limit", 2}, {"", "abc", 3}, {"jsno", "json", 2}} {
		if got := distance(c.a, c.b); got != c.want || distance(c.b, c.a) != c.want {
			t.Errorf("distance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
	}
}
