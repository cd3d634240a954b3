package vietnamese

import (
	"strconv"
	"time"
)

// Resolve gives a mention its year by the time of publishing, where the text did not say it: the nearest such day,
// or month, to publishing. What lies before counts nearer than what lies ahead (two days ahead are as far as three
// past), since news tells what has happened. Mentions with a year, and all when published is zero, stay as they are.
func (d DateMention) Resolve(published time.Time) DateMention {
	if d.Year != 0 || d.Month == 0 || published.IsZero() {
		return d
	}
	y, m, dd := published.Date()
	from := time.Date(y, m, dd, 0, 0, 0, 0, time.UTC)
	best, bestDistance := 0, time.Duration(0)
	for year := y - 8; year <= y+8; year++ { // 29-2 may be eight years away (1896–1904)
		if d.Day > daysIn(d.Month, year) {
			continue
		}
		distance := d.distance(year, from)
		if best == 0 || distance < bestDistance {
			best, bestDistance = year, distance
		}
	}
	if best >= firstYear && best <= lastYear {
		d.Year = best
	}
	return d
}

// distance says how far the day or month in that year lies from the day of publishing; the future counts 3/2.
func (d DateMention) distance(year int, from time.Time) time.Duration {
	first := time.Date(year, time.Month(d.Month), max(d.Day, 1), 0, 0, 0, 0, time.UTC)
	last := first
	if d.Day == 0 {
		last = first.AddDate(0, 1, -1)
	}
	switch {
	case last.Before(from):
		return from.Sub(last)
	case first.After(from):
		return first.Sub(from) * 3 / 2
	}
	return 0
}

// datePrefix begins the terms of dates. No term of text begins with it, because tokens hold letters and digits only.
const datePrefix = "\x01"

// DateTerms gives the terms under which a date is indexed, the most exact first:
//
//	"\x01d2020-01-14"  the day      (14-1-2020, or 14-1 once resolved)
//	"\x01m2020-01"     its month    (also tháng 1/2020)
//	"\x01-01-14"       day and month of any year
//	"\x01-01"          month of any year, for a mention that says no more
//
// An article is given all of them, resolved; a query looks for the first one of what was typed.
func DateTerms(d DateMention) []string {
	var terms []string
	md := "-" + twoDigits(d.Month)
	day := md + "-" + twoDigits(d.Day)
	year := strconv.Itoa(d.Year)
	switch {
	case d.Month == 0:
		return nil
	case d.Year != 0 && d.Day != 0:
		terms = append(terms, datePrefix+"d"+year+day, datePrefix+"m"+year+md, datePrefix+day)
	case d.Year != 0:
		terms = append(terms, datePrefix+"m"+year+md, datePrefix+md)
	case d.Day != 0:
		terms = append(terms, datePrefix+day)
	default:
		terms = append(terms, datePrefix+md)
	}
	return terms
}

func twoDigits(n int) string {
	s := strconv.Itoa(n)
	if n < 10 {
		return "0" + s
	}
	return s
}
