package vietnamese

// DateMention is a date as a text mentions it. Year, Month or Day is 0 where the text does not say it; a day always
// comes with its month.
type DateMention struct{ Start, End, Year, Month, Day int }

// Dates finds the dates that a text mentions: 14-1, 14/01/2020, 14.1.2005, 27-29/7 (two), tháng 1/2020, tháng 1-2020,
// tháng 1, tháng 1 năm 2020, ngày 14 tháng 1, 14-1 năm 2020, also typed without accents. A year alone is a number
// like any other and not reported.
func Dates(text string) []DateMention {
	var (
		s   Scanner
		t   DateTracker
		out []DateMention
	)
	s.Reset(text)
	t.Reset(text)
	for s.Next() {
		out = t.Next(out, s.Start(), s.End(), s.Kind())
	}
	return t.Flush(out)
}

// DateTracker finds the dates of a text while somebody else scans it: it is fed every raw token in order. Between
// dates a token costs it a few assignments. The zero value tracks the empty text.
type DateTracker struct {
	text    string
	prev    [2]span // the tokens before this one, nearest first
	since   int     // tokens since the last date ended
	stage   stage
	pending DateMention
	sure    bool // the pending date is one even without a year
}

type span struct {
	start, end int
	kind       Kind
}

// stage is how much of a date in words has been read.
type stage uint8

const (
	nothing    stage = iota
	day              // a number that can be a day
	dayMonth         // … and "tháng"
	month            // a month, perhaps with a day: complete but for its year
	monthYear        // … and "năm"
	farFromAny = 1 << 20
)

// Reset begins a text.
func (t *DateTracker) Reset(text string) { *t = DateTracker{text: text, since: farFromAny} }

// Next takes the next raw token and appends the dates that are complete with it.
func (t *DateTracker) Next(dst []DateMention, start, end int, kind Kind) []DateMention {
	if t.stage != nothing {
		var used bool
		if dst, used = t.resume(dst, start, end, kind); used {
			t.shift(start, end, kind)
			return dst
		}
	}
	if kind != Word {
		dst = t.begin(dst, start, end, kind)
	}
	t.shift(start, end, kind)
	return dst
}

// Flush ends the text and appends the date that was waiting for a year.
func (t *DateTracker) Flush(dst []DateMention) []DateMention {
	dst = t.give(dst)
	t.stage = nothing
	return dst
}

func (t *DateTracker) shift(start, end int, kind Kind) {
	t.prev[1], t.prev[0] = t.prev[0], span{start, end, kind}
	t.since++
}

// give appends the pending date, if it stands without what did not come.
func (t *DateTracker) give(dst []DateMention) []DateMention {
	if t.stage >= month && t.sure {
		dst = append(dst, t.pending)
		t.since = 0
	}
	t.stage = nothing
	return dst
}

// resume goes on with a date in words. It reports false when the token is no part of it.
func (t *DateTracker) resume(dst []DateMention, start, end int, kind Kind) ([]DateMention, bool) {
	raw := t.text[start:end]
	switch {
	case t.stage == day && kind == Word && isDateWord(raw, wordMonth):
		t.stage = dayMonth
		return dst, true
	case t.stage == month && kind == Word && isDateWord(raw, wordYear):
		t.stage = monthYear
		return dst, true
	case t.stage == dayMonth && kind != Word:
		if d, ok := monthOf(raw); ok {
			t.pending.Month, t.pending.Year, t.pending.End = d.Month, d.Year, end
			t.stage, t.sure = month, t.sure || d.Year != 0
			if !t.pending.valid() {
				t.stage = nothing
			} else if d.Year != 0 {
				dst = t.give(dst)
			}
			return dst, true
		}
	case t.stage == monthYear && kind == Number:
		if y, n := leadingNumber(raw); n == 4 && len(raw) == 4 && y >= firstYear && y <= lastYear {
			if d := t.pending; d.Day == 0 || d.Day <= daysIn(d.Month, y) {
				t.pending.Year, t.pending.End, t.sure = y, end, true
			}
			return t.give(dst), true
		}
	}
	return t.give(dst), false
}

// monthOf reads 1, 01, 1/2020 and 1-2020, as they stand after "tháng".
func monthOf(raw string) (DateMention, bool) {
	if d, ok := parseDate(raw); ok {
		return d, d.Day == 0
	}
	n, length := leadingNumber(raw)
	return DateMention{Month: n}, length == len(raw) && length <= 2 && n >= 1 && n <= 12
}

// begin looks at a number or code that can be a date, or begin one.
func (t *DateTracker) begin(dst []DateMention, start, end int, kind Kind) []DateMention {
	raw := t.text[start:end]
	if t.prev[0].end > 0 && t.before(wordMonth) {
		if d, ok := monthOf(raw); ok {
			return t.beginMonth(dst, d, end)
		}
	}
	if kind == Number {
		n, length := leadingNumber(raw)
		if length == len(raw) && length <= 2 && n >= 1 && n <= 31 {
			t.stage, t.sure = day, t.expected(start)
			t.pending = DateMention{Start: start, End: end, Day: n}
			return dst
		}
	}
	if d, ok := parseDate(raw); ok {
		d.Start, d.End = start, end
		return t.beginCode(dst, d)
	}
	if first, last, ok := dayRange(raw); ok {
		first.Start, first.End, last.Start, last.End = start, end, start, end
		t.since = 0
		return append(dst, first, last)
	}
	return dst
}

func (t *DateTracker) beginMonth(dst []DateMention, d DateMention, end int) []DateMention {
	d.Start, d.End = t.prev[0].start, end
	t.pending, t.stage, t.sure = d, month, true
	if d.Year != 0 {
		return t.give(dst)
	}
	return dst
}

// beginCode takes a date in figures, if it is one: with a year and a day always, a day and a month where the text
// expects a day or the figures can be nothing else, a month and a year after another date.
func (t *DateTracker) beginCode(dst []DateMention, d DateMention) []DateMention {
	chained := t.since <= 2 && !t.before(wordNumbered)
	t.pending, t.stage = d, month
	switch {
	case d.Day == 0:
		t.sure = chained
	case d.Year != 0:
		t.sure = true
	default:
		t.sure = chained || t.expected(d.Start) || d.Day > 12 && !t.before(wordNumbered)
		return dst // "năm 2020" may follow
	}
	return t.give(dst)
}

// expected reports a place where a day is written: after a word of time, or opening a bracket or the text.
func (t *DateTracker) expected(start int) bool {
	if t.prev[0].end == 0 {
		return true
	}
	return t.text[start-1] == '(' || t.before(wordDay)
}

func (t *DateTracker) before(w dateWord) bool {
	return t.prev[0].kind == Word && isDateWord(t.text[t.prev[0].start:t.prev[0].end], w)
}
