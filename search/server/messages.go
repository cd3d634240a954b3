package server

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// The languages of the page, by their codes. Vietnamese is first: it is what a visitor gets who asks for neither.
const (
	inVietnamese = "vi"
	inEnglish    = "en"
)

// catalogue is every text of the page by its key, in both languages. It does not change once read.
type catalogue map[string]map[string]string

// readCatalogue reads the table of messages: a key, the Vietnamese text and the English one in a line, parted by tabs. A line that begins
// with # is a comment. {1}, {2} … stand for what the caller gives. Where English differs for one thing and for several, its text has
// both forms, "{1} article|{1} articles", of which the first given number chooses.
func readCatalogue(table string) (catalogue, error) {
	c := catalogue{}
	last := ""
	for i, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			last = ""
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[0] == "" || f[1] == "" || f[2] == "" {
			return nil, fmt.Errorf("messages, line %d: want a key, a Vietnamese and an English text, parted by tabs: %q", i+1, line)
		}
		if f[0] <= last {
			return nil, fmt.Errorf("messages, line %d: %s does not come after %s", i+1, f[0], last)
		}
		if c[f[0]] != nil {
			return nil, fmt.Errorf("messages, line %d: %s is there twice", i+1, f[0])
		}
		last = f[0]
		c[f[0]] = map[string]string{inVietnamese: f[1], inEnglish: f[2]}
	}
	return c, nil
}

// language is the catalogue in one of its languages, with that language's way of writing figures and dates.
type language struct {
	code  string
	texts catalogue
}

// Code is the code of the language, for attributes such as lang.
func (l language) Code() string { return l.code }

// say is the message with this key. A key that is not in the catalogue is an error, so that no page shows a key to people.
func (l language) say(key string, args ...any) (string, error) {
	text, ok := l.texts[key][l.code]
	if !ok {
		return "", fmt.Errorf("there is no message %q", key)
	}
	if one, many, ok := strings.Cut(text, "|"); ok {
		text = many
		if len(args) > 0 && args[0] == any(1) {
			text = one
		}
	}
	if len(args) == 0 {
		return text, nil
	}
	pairs := make([]string, 0, 2*len(args))
	for i, a := range args {
		written := fmt.Sprint(a)
		if n, ok := a.(int); ok {
			written = l.number(n)
		}
		pairs = append(pairs, "{"+strconv.Itoa(i+1)+"}", written)
	}
	return strings.NewReplacer(pairs...).Replace(text), nil
}

// text is say for keys that stand in the code, where a missing one is found by the tests.
func (l language) text(key string, args ...any) string {
	s, err := l.say(key, args...)
	if err != nil {
		return key
	}
	return s
}

// number writes a whole number: 1.234.567 in Vietnamese, 1,234,567 in English.
func (l language) number(n int) string {
	sep := byte('.')
	if l.code == inEnglish {
		sep = ','
	}
	digits := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, digits = "-", digits[1:]
	}
	var b strings.Builder
	b.WriteString(sign)
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(sep)
		}
		b.WriteRune(d)
	}
	return b.String()
}

// decimal writes a number with some digits after the sign that the language has for it.
func (l language) decimal(f float64, digits int) string {
	s := strconv.FormatFloat(f, 'f', digits, 64)
	if l.code == inEnglish {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// milliseconds writes how long something took: 0,4 ms, 12 ms, 1,2 giây.
func (l language) milliseconds(ms float64) string {
	switch {
	case ms >= 1000:
		return l.text("time.seconds", l.decimal(ms/1000, 1))
	case ms >= 10:
		return l.decimal(ms, 0) + " ms"
	default:
		return l.decimal(ms, 1) + " ms"
	}
}

// date writes when an article was published: 14/01/2020 19:23, or 14 Jan 2020, 19:23. Midnight means that only the day is known.
func (l language) date(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	local := t.In(newsTime())
	day, clock := "02/01/2006", " 15:04"
	if l.code == inEnglish {
		day, clock = "2 Jan 2006", ", 15:04"
	}
	if local.Hour() == 0 && local.Minute() == 0 {
		return local.Format(day)
	}
	return local.Format(day + clock)
}

// longDate writes a date with its weekday, for the head of an article: Thứ Ba, 14/1/2020, 19:23.
func (l language) longDate(t *time.Time) string {
	if t == nil || t.IsZero() {
		return ""
	}
	local := t.In(newsTime())
	day := local.Format("2/1/2006")
	if l.code == inEnglish {
		day = local.Format("2 January 2006")
	}
	out := l.text("weekday."+strconv.Itoa(int(local.Weekday()))) + ", " + day
	if local.Hour() != 0 || local.Minute() != 0 {
		out += local.Format(", 15:04")
	}
	return out
}

// translate turns what another package says in English into the language, by the messages that begin with the prefix. What is not among
// them stays as it is.
func (l language) translate(prefix, said string) string {
	if l.code == inEnglish {
		return said
	}
	for key, text := range l.texts {
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		if value, ok := fill(text[inEnglish], said); ok {
			return strings.ReplaceAll(text[l.code], "{1}", value)
		}
	}
	return said
}

// fill finds what stands for {1} in a message that was filled in.
func fill(message, filled string) (value string, ok bool) {
	before, after, open := strings.Cut(message, "{1}")
	if !open {
		return "", message == filled
	}
	if len(filled) < len(before) || !strings.HasPrefix(filled, before) {
		return "", false
	}
	end, _, _ := strings.Cut(after, "{1}")
	value, _, ok = strings.Cut(filled[len(before):], end)
	if end == "" {
		value, ok = filled[len(before):], true
	}
	return value, ok && strings.ReplaceAll(message, "{1}", value) == filled
}
