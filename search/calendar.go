package search

import (
	"fmt"
	"time"

	"timbao/indexer/article"
	"timbao/indexer/schema"
)

// calendar tells the day of publishing of every document. Days are those of article.Zone, counted from the first on which
// the archive has an article.
type calendar struct {
	first int64      // day 0, counted from 1970-01-01
	days  int        // from the first to the last
	of    [][]uint32 // day by segment and document; days itself for undated ones
}

const secondsADay = 24 * 60 * 60

// maxDays bounds what a calendar spans: three times what the readers of articles let through (1800 to 2200).
const maxDays = 1200 * 366

// dayNumber is the day of a time in seconds, counted from 1970-01-01.
func dayNumber(at int64) int64 {
	_, ahead := time.Unix(0, 0).In(article.Zone()).Zone()
	return floorDiv(at+int64(ahead), secondsADay)
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// midnight is the beginning of a day counted from 1970-01-01.
func midnight(day int64) time.Time {
	return time.Date(1970, 1, 1, 0, 0, 0, 0, article.Zone()).AddDate(0, 0, int(day))
}

// calendar makes the calendar of the generation when it is first asked for. It takes 4 bytes an article.
func (r *reader) calendar() (*calendar, error) {
	r.calendarOnce.Do(func() { r.dates, r.calendarErr = r.newCalendar() })
	return r.dates, r.calendarErr
}

func (r *reader) newCalendar() (*calendar, error) {
	first, last, dated := int64(0), int64(-1), false
	for i := range r.rank.Segments {
		for d := range r.rank.Segments[i].Docs() {
			at := r.dateOf(i, d)
			if at == schema.Undated {
				continue
			}
			day := dayNumber(at)
			if !dated {
				first, last, dated = day, day, true
			}
			first, last = min(first, day), max(last, day)
		}
	}
	if last-first >= maxDays {
		return nil, fmt.Errorf("%w: its articles are said to span %d days", ErrDamaged, last-first)
	}
	c := &calendar{first: first, days: int(last - first + 1)}
	for i := range r.rank.Segments {
		of := make([]uint32, r.rank.Segments[i].Docs())
		for d := range of {
			of[d] = uint32(c.days)
			if at := r.dateOf(i, uint32(d)); at != schema.Undated {
				of[d] = uint32(dayNumber(at) - first)
			}
		}
		c.of = append(c.of, of)
	}
	return c, nil
}

// span is the days of [from, to), cut to those of the calendar. A zero time is an open end.
func (c *calendar) span(from, to time.Time) (first, end int) {
	first, end = 0, c.days
	if !from.IsZero() {
		first = int(min(max(dayNumber(from.Unix())-c.first, 0), int64(c.days)))
	}
	if !to.IsZero() {
		end = int(min(max(dayNumber(to.Unix())-c.first, 0), int64(c.days)))
	}
	return first, max(first, end)
}

// mask is what pick wants of days: 1 for the days of some spans, 0 for others and for undated documents.
func (c *calendar) mask(spans ...[2]time.Time) []uint8 {
	pass := make([]uint8, c.days+1)
	for _, s := range spans {
		first, end := c.span(s[0], s[1])
		for day := first; day < end; day++ {
			pass[day] = 1
		}
	}
	return pass
}

// layouts write the beginning of a unit of time.
var layouts = map[Unit]string{UnitYear: "2006", UnitMonth: "2006-01", UnitDay: time.DateOnly}

// floor is the beginning of the unit that a time lies in.
func (u Unit) floor(t time.Time) time.Time {
	switch u {
	case UnitYear:
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, t.Location())
	case UnitMonth:
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location())
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// next is the beginning of the unit after the one that begins at t.
func (u Unit) next(t time.Time) time.Time {
	switch u {
	case UnitYear:
		return t.AddDate(1, 0, 0)
	case UnitMonth:
		return t.AddDate(0, 1, 0)
	}
	return t.AddDate(0, 0, 1)
}

// during is the beginning and the end of the unit that a value names, "2020-01" for a month; false if there is none.
func (u Unit) during(value string) (span [2]time.Time, ok bool) {
	at, err := time.ParseInLocation(layouts[u], value, article.Zone())
	return [2]time.Time{at, u.next(at)}, err == nil
}

// buckets sums counts by day into those of a unit, from the one of day first to the one before day end.
func (c *calendar) buckets(counts []int, u Unit, first, end int) []Bucket {
	out := []Bucket{}
	if first >= end {
		return out
	}
	at := u.floor(midnight(c.first + int64(first)))
	for {
		next := u.next(at)
		from, to := c.span(at, next)
		out = append(out, Bucket{Start: at.Format(layouts[u]), Count: sum(counts[from:to])})
		if to >= end {
			return out
		}
		at = next
	}
}

func sum(counts []int) int {
	n := 0
	for _, count := range counts {
		n += count
	}
	return n
}
