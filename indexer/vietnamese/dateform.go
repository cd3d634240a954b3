package vietnamese

import "strconv"

// The years that a date in a newspaper can have.
const (
	firstYear = 1800
	lastYear  = 2199
)

// DateOf reads a raw token that has the form of a date by itself: 14-1, 14/01, 14-1-2020, 14/01/2020, 14.1.2005,
// 2020-01-14, 1/2020. Whether it is one is for its context to say (2-1 is a score after "thắng", 1-2020 a month only
// after "tháng"): Dates and DateTracker look at it, queries that ask for a date need not.
func DateOf(raw string) (DateMention, bool) {
	d, ok := parseDate(raw)
	d.End = len(raw)
	return d, ok
}

// parseDate reads two or three numbers with the same sign between them.
func parseDate(raw string) (DateMention, bool) {
	var n, digits [3]int
	count, sign := 0, 0
	for i := 0; ; count++ {
		if count == 3 {
			return DateMention{}, false
		}
		v, length := leadingNumber(raw[i:])
		if length == 0 || length > 4 {
			return DateMention{}, false
		}
		n[count], digits[count] = v, length
		if i += length; i == len(raw) {
			break
		}
		j := joinerAt(raw, i)
		i += joinerWidth(j)
		if j = max(j, -j); j == 0 || count > 0 && j != sign {
			return DateMention{}, false
		}
		sign = j
	}
	return dateOfNumbers(n, digits, count+1, sign)
}

// dateOfNumbers says which of the numbers is which, by their digits and their sign.
func dateOfNumbers(n, digits [3]int, count, sign int) (DateMention, bool) {
	var d DateMention
	short := func(i int) bool { return digits[i] <= 2 }
	switch {
	case sign != '-' && sign != '/' && (sign != '.' || count != 3):
		return d, false
	case count == 2 && short(0) && short(1):
		d = DateMention{Day: n[0], Month: n[1]}
	case count == 2 && short(0) && digits[1] == 4:
		d = DateMention{Month: n[0], Year: n[1]}
		return d, d.valid() && d.Month > 0
	case count == 3 && short(0) && short(1) && digits[2] == 4:
		d = DateMention{Day: n[0], Month: n[1], Year: n[2]}
	case count == 3 && digits[0] == 4 && digits[1] == 2 && digits[2] == 2 && sign == '-':
		d = DateMention{Day: n[2], Month: n[1], Year: n[0]}
	default:
		return d, false
	}
	return d, d.valid() && d.Day > 0 && d.Month > 0
}

// valid reports a date that the calendar has; what is 0 may be anything.
func (d DateMention) valid() bool {
	if d.Year != 0 && (d.Year < firstYear || d.Year > lastYear) || d.Month < 0 || d.Month > 12 || d.Day < 0 {
		return false
	}
	return d.Day <= daysIn(d.Month, d.Year)
}

// daysIn gives the days of a month; February has 29 when the year is not known (0 is a leap year).
func daysIn(month, year int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// appendWhole writes the date as a term, in the one punctuation that all others meet in.
func (d DateMention) appendWhole(dst []byte) []byte {
	sign := false
	for _, n := range [...]int{d.Day, d.Month, d.Year} {
		if n == 0 {
			continue
		}
		if sign {
			dst = append(dst, '-')
		}
		dst = strconv.AppendInt(dst, int64(n), 10)
		sign = true
	}
	return append(dst, separator)
}

// dayRange reads days of one month written together, 27-29/7 or 27-29/7/2018, as its first and last day.
func dayRange(raw string) (first, last DateMention, ok bool) {
	day, n := leadingNumber(raw)
	if n == 0 || n > 2 || n >= len(raw) {
		return first, last, false
	}
	j := joinerAt(raw, n)
	if max(j, -j) != '-' {
		return first, last, false
	}
	last, ok = parseDate(raw[n+joinerWidth(j):])
	first = last
	first.Day = day
	return first, last, ok && last.Day > day && day > 0
}
