package query

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParseDates(t *testing.T) {
	for _, tt := range []struct{ in, from, to string }{
		{"2020", "2020-01-01", "2021-01-01"},
		{" 2020 ", "2020-01-01", "2021-01-01"},
		{"1-2020", "2020-01-01", "2020-02-01"},
		{"12/2020", "2020-12-01", "2021-01-01"},
		{"2020-01", "2020-01-01", "2020-02-01"},
		{"14-1-2020", "2020-01-14", "2020-01-15"},
		{"14/01/2020", "2020-01-14", "2020-01-15"},
		{"14.1.2020", "2020-01-14", "2020-01-15"},
		{"2020-01-14", "2020-01-14", "2020-01-15"},
		{"2020/1/14", "2020-01-14", "2020-01-15"},
		{"29-2-2020", "2020-02-29", "2020-03-01"},
		{"31-12-1999", "1999-12-31", "2000-01-01"},
		{"tháng 1 năm 2020", "2020-01-01", "2020-02-01"},
		{"Tháng 1/2020", "2020-01-01", "2020-02-01"},
		{"thang_1-2020", "2020-01-01", "2020-02-01"},
		{"ngày 14 tháng 1 năm 2020", "2020-01-14", "2020-01-15"},
		{"nga\u0300y 14-1-2020", "2020-01-14", "2020-01-15"},
		{"2019-12..2020-02", "2019-12-01", "2020-03-01"},
		{"14-1-2020..2021", "2020-01-14", "2022-01-01"},
		{"1-2020 .. 2-2020", "2020-01-01", "2020-03-01"},
		{"2018-2020", "2018-01-01", "2021-01-01"},
		{"2020..2020", "2020-01-01", "2021-01-01"},
		{"..2020", "", "2021-01-01"},
		{"2019..", "2019-01-01", ""},
	} {
		from, to, err := ParseDates(tt.in)
		if err != nil {
			t.Errorf("ParseDates(%q): %v", tt.in, err)
			continue
		}
		if got := day(from) + " " + day(to); got != tt.from+" "+tt.to {
			t.Errorf("ParseDates(%q) = %s, want %s %s", tt.in, got, tt.from, tt.to)
		}
		for _, at := range []time.Time{from, to} {
			if _, offset := at.Zone(); !at.IsZero() && offset != 7*60*60 {
				t.Errorf("ParseDates(%q) is at %v, want +07:00", tt.in, at)
			}
		}
	}
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func TestParseDatesErrors(t *testing.T) {
	for _, in := range []string{
		"", " ", "x", "14-1", "0", "0000", "20", "20200", "2020-", "-2020", "2020-00", "0-1-2020", "2020-13", "13/2020", "2020-02-30", "29-2-2019",
		"2020-001", "1-2-3-2020", "1-2-3", "2020--1", "2020 x", "..", "2021..2020", "2..3", "2019..x", "x..2019", "1.5", "hôm nay",
		"٢٠٢٠", "2020-1-1T00:00", "\xff", strings.Repeat("2020 ", 10_000),
	} {
		from, to, err := ParseDates(in)
		var e *Error
		if !errors.As(err, &e) || !errors.Is(err, ErrDate) {
			t.Errorf("ParseDates(%q) = %v, %v, %v; want an *Error of ErrDate", in, from, to, err)
			continue
		}
		if !from.IsZero() || !to.IsZero() {
			t.Errorf("ParseDates(%q) gives days beside its error", in)
		}
		if got := in[e.Span.Start:e.Span.End]; got != strings.TrimSpace(in) {
			t.Errorf("ParseDates(%q) points at %q", in, got)
		}
	}
}
