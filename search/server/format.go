package server

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// words is a text in Vietnamese with English beside it.
type words struct{ Vi, En string }

// number writes a whole number the Vietnamese way: 1.234.567.
func number(n int) string {
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('.')
		}
		b.WriteRune(d)
	}
	return b.String()
}

// milliseconds writes how long something took: 0,4 ms, 12 ms, 1,2 giây.
func milliseconds(ms float64) string {
	comma := func(f float64) string { return strings.Replace(strconv.FormatFloat(f, 'f', 1, 64), ".", ",", 1) }
	switch {
	case ms >= 1000:
		return comma(ms/1000) + " giây"
	case ms >= 10:
		return strconv.Itoa(int(math.Round(ms))) + " ms"
	default:
		return comma(ms) + " ms"
	}
}

// newsTime is where the newspapers are. A fixed zone: Vietnam has had no other time since 1975, and no zone database is needed.
func newsTime() *time.Location { return time.FixedZone("ICT", 7*60*60) }

// date writes when an article was published, dd/mm/yyyy HH:MM. Midnight means that only the day is known.
func date(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	local := t.In(newsTime())
	if local.Hour() == 0 && local.Minute() == 0 {
		return local.Format("02/01/2006")
	}
	return local.Format("02/01/2006 15:04")
}

// iso writes a time for machines.
func iso(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	return t.In(newsTime()).Format(time.RFC3339)
}
