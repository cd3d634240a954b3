package profile

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// form is a date as a source writes it, compiled.
type form struct {
	text string
	re   *regexp.Regexp
	keys []string // of the groups, in order
}

// pieces are what a form is made of; the longest first.
var pieces = []struct{ key, pattern string }{
	{"YYYY", `(\d{4})`}, {"YY", `(\d{2})`}, {"MM", `(\d{1,2})`}, {"DD", `(\d{1,2})`}, {"HH", `(\d{1,2})`}, {"mm", `(\d{2})`}, {"ss", `(\d{2})`},
}

// pivotYear: years of two digits from it on are of the 20th century.
const pivotYear = 70

// newForm compiles a form. In a path it may stand anywhere, not beside other digits, and * is anything but a slash; elsewhere it is all
// of the text.
func newForm(text string, inPath bool) (form, error) {
	f := form{text: text}
	var re strings.Builder
	fixed := inPath && !strings.ContainsAny(text, "/-_. *") // "DDMMYY": every number has all its digits
	for rest := text; rest != ""; {
		key, pattern := pieceOf(rest)
		switch {
		case key != "":
			if fixed && key != "YYYY" {
				pattern = `(\d{2})`
			}
			f.keys = append(f.keys, key)
			re.WriteString(pattern)
			rest = rest[len(key):]
		case inPath && rest[0] == '*':
			re.WriteString(`[^/]*?`)
			rest = rest[1:]
		default:
			re.WriteString(regexp.QuoteMeta(rest[:1]))
			rest = rest[1:]
		}
	}
	if err := checkKeys(f.keys); err != nil {
		return form{}, err
	}
	pattern := `^\s*` + re.String() + `\s*$`
	if inPath {
		pattern = `(?:^|\D)` + re.String() + `(?:\D|$)`
	}
	compiled, err := regexp.Compile(pattern)
	if err != nil {
		return form{}, fmt.Errorf("%q is no form of dates: %w", text, err)
	}
	f.re = compiled
	return f, nil
}

func pieceOf(s string) (key, pattern string) {
	for _, p := range pieces {
		if strings.HasPrefix(s, p.key) {
			return p.key, p.pattern
		}
	}
	return "", ""
}

// checkKeys wants a year and a month, and nothing twice.
func checkKeys(keys []string) error {
	seen := map[string]bool{}
	for _, k := range keys {
		if k == "YYYY" {
			k = "YY"
		}
		if seen[k] {
			return errors.New("the same part stands twice in it")
		}
		seen[k] = true
	}
	if !seen["YY"] || !seen["MM"] {
		return errors.New("a date has YYYY or YY, and MM; also DD, HH, mm, ss")
	}
	return nil
}

// read reads s by the first form that fits it and gives a day that there is.
func read(forms []form, s string, zone *time.Location) (time.Time, bool) {
	if len(s) > maxLine {
		return time.Time{}, false
	}
	for _, f := range forms {
		if m := f.re.FindStringSubmatch(s); m != nil {
			if t, ok := f.time(m[1:], zone); ok {
				return t, true
			}
		}
	}
	return time.Time{}, false
}

// time makes a time of the digits that the form's groups found.
func (f *form) time(digits []string, zone *time.Location) (time.Time, bool) {
	v := map[string]int{"DD": 1}
	for i, key := range f.keys {
		n, err := strconv.Atoi(digits[i])
		if err != nil {
			return time.Time{}, false
		}
		v[key] = n
	}
	year, long := v["YYYY"]
	if !long {
		if year = 2000 + v["YY"]; v["YY"] >= pivotYear {
			year -= 100
		}
	}
	t := time.Date(year, time.Month(v["MM"]), v["DD"], v["HH"], v["mm"], v["ss"], 0, zone)
	same := t.Year() == year && int(t.Month()) == v["MM"] && t.Day() == v["DD"] && t.Hour() == v["HH"] && t.Minute() == v["mm"] && t.Second() == v["ss"]
	return t, same
}
