package search

import (
	"fmt"
)

// timeline counts the hits of the request by time.
func (r *reader) timeline(c *checked, n *counted) (*Timeline, error) {
	cal, err := r.calendar()
	if err != nil {
		return nil, err
	}
	return c.timeline(cal, n.days(cal), "timeline")
}

// timeline makes a timeline of counts by day. The parameter named is to blame when there would be too many buckets.
func (c *checked) timeline(cal *calendar, byDay []int, param string) (*Timeline, error) {
	first, end := c.period(cal, byDay)
	t := &Timeline{Unit: c.Timeline, Undated: byDay[cal.days]}
	if t.Unit == UnitAuto {
		t.Unit = cal.unitFor(first, end)
	}
	if n := end - first; t.Unit == UnitDay && n > MaxBuckets {
		return nil, &ParamError{param, string(UnitDay), fmt.Sprintf("would count %d days, at most %d are counted: take month, or a shorter period with from and to", n, MaxBuckets)}
	}
	t.Buckets = cal.buckets(byDay, t.Unit, first, end)
	return t, nil
}

// period is the days that a timeline spans: those that the request asks for as far as the archive goes, or else from the
// first hit to the last.
func (c *checked) period(cal *calendar, byDay []int) (first, end int) {
	first, end = 0, cal.days
	for first < end && byDay[first] == 0 {
		first++
	}
	for end > first && byDay[end-1] == 0 {
		end--
	}
	if first == end {
		return first, end
	}
	from, to, some := 0, cal.days, false
	narrow := func(a, b int) { from, to, some = max(from, a), min(to, b), true }
	if !c.from.IsZero() || !c.to.IsZero() {
		narrow(cal.span(c.from, c.to))
	}
	for i := range dimensions {
		if u := dimensions[i].unit; u != "" && len(c.selections[i].wanted) > 0 {
			narrow(cal.around(u, c.selections[i].wanted))
		}
	}
	if some { // all hits lie in it
		return from, to
	}
	return first, end
}

// around is the days from the first of some years, months or days to the last.
func (c *calendar) around(u Unit, values []string) (first, end int) {
	first = c.days
	for _, v := range values {
		if span, ok := u.during(v); ok {
			a, b := c.span(span[0], span[1])
			first, end = min(first, a), max(end, b)
		}
	}
	return first, end
}

// unitFor is the smallest unit that gives few enough buckets.
func (c *calendar) unitFor(first, end int) Unit {
	const days, months = 62, 36
	switch {
	case end-first <= days:
		return UnitDay
	case end <= first:
		return UnitYear
	}
	a, b := midnight(c.first+int64(first)), midnight(c.first+int64(end-1))
	if 12*(b.Year()-a.Year())+int(b.Month()-a.Month()) < months {
		return UnitMonth
	}
	return UnitYear
}
