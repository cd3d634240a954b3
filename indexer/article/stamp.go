package article

import (
	"strings"
	"time"
)

// stamp is the publishing time found in a line that says nothing else.
type stamp struct {
	when    time.Time
	swapped bool // the month stood before the day, which no Vietnamese paper prints
	local   bool // it has a time of day and names no zone
}

// Years outside these are not publishing dates.
const (
	minYear = 1800
	maxYear = 2200
)

// maxStampLen bounds a date line, in bytes of its folded form.
const maxStampLen = 120

// pivotYear: years of two digits from it on are of the 20th century.
const pivotYear = 70

// parseStamp reads a folded line that consists of a date, perhaps with a time, weekday, time zone and the usual words around them
// ("cap nhat luc19:23, thu ba, 14/01/2020 (gmt+7)"). Anything else in the line means that it is not a date line.
func parseStamp(folded []byte) (stamp, bool) {
	if len(folded) > maxStampLen {
		return stamp{}, false
	}
	var room [48]token
	toks, ok := stampTokens(room[:0], folded)
	if !ok {
		return stamp{}, false
	}
	p := stampParser{toks: toks}
	return p.parse()
}

// token is a number, a known word or a punctuation mark of a date line; unknown words never become tokens.
type token struct {
	word   string // letters, or one punctuation mark; "" for a number
	num    int
	digits int  // of a number
	glued  bool // no blank before it
}

func stampTokens(dst []token, s []byte) ([]token, bool) {
	numbers, glued := 0, false
	for i := 0; i < len(s); {
		c, start := s[i], i
		t := token{glued: glued}
		glued = true
		switch {
		case c == ' ' || c == '\t':
			i++
			glued = false
			continue
		case isDigit(c):
			for i < len(s) && isDigit(s[i]) {
				if i-start < 9 {
					t.num = t.num*10 + int(s[i]-'0')
				}
				i++
			}
			t.digits = i - start
			numbers++
		case c >= 'a' && c <= 'z':
			for i < len(s) && s[i] >= 'a' && s[i] <= 'z' {
				i++
			}
			if t.word = stampWord(s[start:i]); t.word == "" {
				return nil, false
			}
		default:
			if t.word = stampMark(c); t.word == "" {
				return nil, false
			}
			i++
		}
		if len(dst) == cap(dst) {
			return nil, false
		}
		dst = append(dst, t)
	}
	return dst, numbers >= 2
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func stampMark(c byte) string {
	const marks = ",.-/:()[]|;'+"
	if i := strings.IndexByte(marks, c); i >= 0 {
		return marks[i : i+1]
	}
	return ""
}

type stampParser struct {
	toks             []token
	i                int
	year, month, day int
	hour, min, sec   int
	hasDate, hasTime bool
	swapped          bool
	zone             *time.Location
}

func (p *stampParser) parse() (stamp, bool) {
	for p.i < len(p.toks) {
		t := p.toks[p.i]
		switch {
		case p.date() || p.clock() || p.offset():
		case t.digits > 0:
			if !p.weekday() {
				return stamp{}, false
			}
		case monthWord(t.word) > 0:
			return stamp{}, false
		default:
			p.i++
		}
	}
	if !p.hasDate {
		return stamp{}, false
	}
	loc := zone
	if p.zone != nil && p.hasTime {
		loc = p.zone
	}
	when := time.Date(p.year, time.Month(p.month), p.day, p.hour, p.min, p.sec, 0, loc).In(zone)
	return stamp{when: when, swapped: p.swapped, local: p.hasTime && p.zone == nil}, true
}

// at is the token n places on; a zero token past the end.
func (p *stampParser) at(n int) token {
	if p.i+n < len(p.toks) {
		return p.toks[p.i+n]
	}
	return token{}
}

// date reads a date at the current token. Of two dates in a line ("cap nhat … dang …") the first is kept.
func (p *stampParser) date() bool {
	for _, form := range [...]func() (n, y, m, d int){p.numeric, p.spelled, p.english} {
		n, y, m, d := form()
		if n == 0 {
			continue
		}
		swapped := m > 12 && d <= 12
		if swapped {
			m, d = d, m
		}
		if !validDate(y, m, d) {
			return false
		}
		if !p.hasDate {
			p.year, p.month, p.day, p.hasDate, p.swapped = y, m, d, true, swapped
		}
		p.i += n
		return true
	}
	return false
}

// numeric: 14/01/2020, 14-1-2020, 14.01.20, 2020-01-14.
func (p *stampParser) numeric() (n, y, m, d int) {
	a, s, b, s2, c := p.at(0), p.at(1).word, p.at(2), p.at(3).word, p.at(4)
	if s != s2 || s != "/" && s != "-" && s != "." || a.digits == 0 || b.digits == 0 || b.digits > 2 || c.digits == 0 {
		return 0, 0, 0, 0
	}
	if a.digits == 4 && c.digits <= 2 {
		return 5, a.num, b.num, c.num
	}
	if a.digits > 2 || c.digits != 4 && c.digits != 2 {
		return 0, 0, 0, 0
	}
	return 5, fullYear(c), b.num, a.num
}

// spelled: 14 thang 1 nam 2020; 14 thang 1, 2020; 14 thang 1/2020; 14 thg 1 2020.
func (p *stampParser) spelled() (n, y, m, d int) {
	a, w, b := p.at(0), p.at(1).word, p.at(2)
	if a.digits == 0 || a.digits > 2 || w != "thang" && w != "thg" || b.digits == 0 || b.digits > 2 {
		return 0, 0, 0, 0
	}
	n = 3
	switch p.at(n).word {
	case "nam", ",", "/", "-", ".":
		n++
	}
	if c := p.at(n); c.digits == 4 {
		return n + 1, c.num, b.num, a.num
	}
	return 0, 0, 0, 0
}

// english: 14 january 2020; january 14, 2020; 14-jan-2020.
func (p *stampParser) english() (n, y, m, d int) {
	var room [3]token
	vals := room[:0]
	for n < len(p.toks)-p.i && len(vals) < 3 {
		t := p.at(n)
		n++
		switch {
		case t.digits > 0 || monthWord(t.word) > 0:
			vals = append(vals, t)
		case len(vals) > 0 && (t.word == "," || t.word == "-" || t.word == "." || t.word == "th"):
		default:
			return 0, 0, 0, 0
		}
	}
	if len(vals) < 3 || vals[2].digits != 4 {
		return 0, 0, 0, 0
	}
	if m = monthWord(vals[0].word); m > 0 && vals[1].digits > 0 {
		return n, vals[2].num, m, vals[1].num
	}
	if m = monthWord(vals[1].word); m > 0 && vals[0].digits > 0 {
		return n, vals[2].num, m, vals[0].num
	}
	return 0, 0, 0, 0
}

func fullYear(t token) int {
	switch {
	case t.digits == 4:
		return t.num
	case t.num >= pivotYear:
		return 1900 + t.num
	}
	return 2000 + t.num
}

func validDate(y, m, d int) bool {
	if y < minYear || y > maxYear || m < 1 || m > 12 || d < 1 {
		return false
	}
	return d <= time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// clock: 19:23, 19:23:45, 19:23:45.678, 19h23, 19h, 7g30, 7 gio 30 phut, 7:23 pm (ch).
func (p *stampParser) clock() bool {
	a, s := p.at(0), p.at(1).word
	if a.digits == 0 || a.digits > 2 || s != ":" && s != "h" && s != "g" && s != "gio" {
		return false
	}
	h, m, sec, n := a.num, 0, 0, 2
	if b := p.at(2); b.digits == 2 || b.digits == 1 && s == "gio" {
		m, n = b.num, 3
		if c := p.at(4); p.at(3).word == ":" && c.digits == 2 {
			sec, n = c.num, 5
			if f := p.at(6); p.at(5).word == "." && f.digits > 0 && f.glued {
				n = 7
			}
		}
	} else if s == ":" {
		return false
	}
	if p.at(n).word == "phut" {
		n++
	}
	switch p.at(n).word {
	case "pm", "ch", "chieu", "toi":
		if h < 12 {
			h += 12
		}
		n++
	case "am", "sa", "sang":
		if h == 12 {
			h = 0
		}
		n++
	}
	if h > 23 || m > 59 || sec > 59 {
		return false
	}
	if !p.hasTime {
		p.hour, p.min, p.sec, p.hasTime = h, m, sec, true
	}
	p.i += n
	return true
}

// offset: gmt+7, utc+07:00, +07:00, +0700, z.
func (p *stampParser) offset() bool {
	n := 0
	switch p.at(0).word {
	case "z":
		p.zone = time.UTC
		p.i++
		return true
	case "gmt", "utc":
		n = 1
		p.zone = time.UTC
	case "+", "-":
		// A hyphen is an offset only right behind a time: "19:23:00-05:00".
		if !p.hasTime || !p.at(0).glued || p.at(1).digits != 2 && p.at(1).digits != 4 || p.at(1).digits == 2 && p.at(2).word != ":" {
			return false
		}
	default:
		return false
	}
	sign := p.at(n).word
	h := p.at(n + 1)
	if sign != "+" && sign != "-" || h.digits == 0 {
		p.i += n
		return n > 0
	}
	hours, mins := h.num, 0
	n += 2
	if h.digits == 4 {
		hours, mins = h.num/100, h.num%100
	} else if p.at(n).word == ":" && p.at(n+1).digits == 2 {
		mins = p.at(n + 1).num
		n += 2
	}
	if hours > 14 || mins > 59 {
		return false
	}
	secs := hours*3600 + mins*60
	if sign == "-" {
		secs = -secs
	}
	p.zone = time.FixedZone("", secs)
	p.i += n
	return true
}

// weekday: thu 2 … thu 7, t2 … t7.
func (p *stampParser) weekday() bool {
	if p.i == 0 || p.at(0).num < 2 || p.at(0).num > 7 || p.at(0).digits != 1 {
		return false
	}
	if w := p.toks[p.i-1].word; w != "thu" && w != "t" {
		return false
	}
	p.i++
	return true
}
