package query

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Zone is the time of Việt Nam, +07:00 all year, in which the days of queries begin and end. It needs no time zone database.
func Zone() *time.Location { return zone }

var zone = time.FixedZone("ICT", 7*60*60)

const dateHint = "write 2020, 1-2020, 14-1-2020, 2020-01-14, or a range such as 2019-12..2020-02, ..2020 or 2019.."

// ParseDates reads a day, month, year or range of them: "2020", "1-2020", "2020-01", "14-1-2020", "14/1/2020", "14.1.2020", "2020-01-14",
// "tháng 1 năm 2020", "2019-12..2020-02", "..2020", "2019..", "2018-2020". From is the first midnight of the first day, to the midnight
// after the last, both in Zone; the zero time is an open end. Blanks around it don't matter. Its errors are *Error about s.
func ParseDates(s string) (from, to time.Time, err error) {
	clean := strings.TrimSpace(s)
	at := strings.Index(s, clean)
	fail := func(message, hint string) error {
		return &Error{Query: s, Span: Span{at, at + len(clean)}, Message: message, Hint: hint, Kind: ErrDate}
	}
	// Longer than any date; looking closer could be slow.
	if clean == "" || len(clean) > 100 {
		return from, to, fail("this is not a date", dateHint)
	}
	first, last := cutRange(clean)
	var problem string
	if strings.TrimSpace(first) != "" {
		if from, _, problem = parseDay(first); problem != "" {
			return time.Time{}, time.Time{}, fail(problem, dateHint)
		}
	}
	if strings.TrimSpace(last) != "" {
		if _, to, problem = parseDay(last); problem != "" {
			return time.Time{}, time.Time{}, fail(problem, dateHint)
		}
	}
	switch {
	case from.IsZero() && to.IsZero():
		return from, to, fail("a range needs a first or a last day", dateHint)
	case !from.IsZero() && !to.IsZero() && !from.Before(to):
		return time.Time{}, time.Time{}, fail("the range ends before it begins", "put the earlier day first")
	}
	return from, to, nil
}

// cutRange splits "2019-12..2020-02" and "2018-2020", as newspapers write a span of years; both ends of a single date are the date.
func cutRange(s string) (first, last string) {
	if first, last, ok := strings.Cut(s, ".."); ok {
		return first, last
	}
	if first, last, ok := strings.Cut(s, "-"); ok && isYear(strings.TrimSpace(first)) && isYear(strings.TrimSpace(last)) {
		return first, last
	}
	return s, s
}

func isYear(s string) bool { return len(s) == 4 && number(s) > 0 }

// parseDay reads one year, month or day as the midnights where it begins and ends, or says what is wrong with it.
func parseDay(s string) (from, to time.Time, problem string) {
	parts, ok := dateParts(s)
	for _, part := range parts {
		ok = ok && number(part) > 0
	}
	if !ok || len(parts) > 3 {
		return from, to, "this is not a date"
	}
	// The year is the part of four digits, first or last.
	if len(parts[0]) != 4 {
		for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
			parts[i], parts[j] = parts[j], parts[i]
		}
	}
	if !isYear(parts[0]) {
		return from, to, "a date needs a year of four digits"
	}
	n := [3]int{0, 1, 1}
	for i, part := range parts {
		if n[i] = number(part); i > 0 && len(part) > 2 {
			return from, to, "this is not a date"
		}
	}
	if n[1] > 12 {
		return from, to, "there is no month " + parts[1]
	}
	from = time.Date(n[0], time.Month(n[1]), n[2], 0, 0, 0, 0, zone)
	if from.Day() != n[2] {
		return time.Time{}, to, "that month has no day " + parts[2]
	}
	switch len(parts) {
	case 1:
		return from, from.AddDate(1, 0, 0), ""
	case 2:
		return from, from.AddDate(0, 1, 0), ""
	default:
		return from, from.AddDate(0, 0, 1), ""
	}
}

// dateParts splits at one kind of separator, or at blanks and the words for day, month and year.
func dateParts(s string) ([]string, bool) {
	s = strings.ToLower(norm.NFC.String(strings.TrimSpace(s)))
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '_' })
	var parts []string
	for _, w := range words {
		switch w {
		case "ngày", "ngay", "tháng", "thang", "năm", "nam":
			continue
		}
		for _, separator := range []string{"-", "/", "."} {
			if strings.Contains(w, separator) {
				parts = append(parts, strings.Split(w, separator)...)
				w = ""
				break
			}
		}
		if w != "" {
			parts = append(parts, w)
		}
	}
	return parts, len(parts) > 0
}

// number reads up to four ASCII digits; anything else is -1.
func number(s string) int {
	if s == "" || len(s) > 4 {
		return -1
	}
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}
