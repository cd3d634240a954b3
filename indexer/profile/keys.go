package profile

import (
	"fmt"
	"regexp"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
)

// sourceKeys are the keys of a [[source]] and what each does with its value.
var sourceKeys = map[string]func(c *checker, r *Rules, key string, v any){
	"files":       readFiles,
	"format":      func(c *checker, r *Rules, key string, v any) { r.Format = c.oneOf(key, v, c.allowed.Formats) },
	"encoding":    func(c *checker, r *Rules, key string, v any) { r.Encoding = c.oneOf(key, v, c.allowed.Encodings) },
	"dates":       func(c *checker, r *Rules, key string, v any) { c.forms(key, v, false, &r.dates) },
	"path_dates":  func(c *checker, r *Rules, key string, v any) { c.forms(key, v, true, &r.pathDates) },
	"zone":        readZone,
	"section":     func(c *checker, r *Rules, key string, v any) { r.Section = c.text(key, v) },
	"place":       func(c *checker, r *Rules, key string, v any) { r.Place = c.text(key, v) },
	"records":     func(c *checker, r *Rules, key string, v any) { r.Records = c.text(key, v) },
	"delimiter":   readDelimiter,
	"fields":      readFields,
	"sections":    func(c *checker, r *Rules, key string, v any) { c.names(key, v, &r.sections) },
	"authors":     func(c *checker, r *Rules, key string, v any) { c.names(key, v, &r.authors) },
	"not_authors": readNobody,
	"corrections": func(c *checker, r *Rules, key string, v any) {
		c.texts(key, v, func(_, s string) { r.Corrections = append(r.Corrections, fold(s)) })
	},
	"labels": readLabels,
	"lines":  readLines,
	"drop":   func(c *checker, r *Rules, key string, v any) { c.patterns(key, v, FieldDrop, r) },
	"split":  readSplit,
}

func readFiles(c *checker, r *Rules, key string, v any) {
	c.texts(key, v, func(key, glob string) {
		if !doublestar.ValidatePattern(glob) {
			c.wrong(key, "%q is no glob: see its brackets and braces", glob)
			return
		}
		r.Files = append(r.Files, glob)
	})
}

func readZone(c *checker, r *Rules, key string, v any) {
	s := c.text(key, v)
	switch s {
	case "":
		return
	case "UTC", "GMT", "Z":
		r.zone = time.UTC
		return
	}
	t, err := time.Parse("-07:00", s)
	if err != nil {
		c.wrong(key, `%q; it is an offset such as "+07:00", or "UTC"`, s)
		return
	}
	r.zone = t.Location()
	if _, seconds := t.Zone(); seconds == 0 {
		r.zone = time.UTC
	}
}

func readDelimiter(c *checker, r *Rules, key string, v any) {
	s, ok := v.(string)
	d, n := utf8.DecodeRuneInString(s)
	if !ok || n != len(s) || n == 0 || d == '"' || d == '\n' || d == '\r' || d == utf8.RuneError {
		c.wrong(key, `it is one character, such as ";" or "\t"`)
		return
	}
	r.Delimiter = d
}

// forms reads a list of forms of dates.
func (c *checker) forms(key string, v any, inPath bool, to *[]form) {
	c.texts(key, v, func(key, s string) {
		f, err := newForm(s, inPath)
		if err != nil {
			c.wrong(key, "%q: %v", s, err)
			return
		}
		*to = append(*to, f)
	})
}

// names reads a table of texts; its keys are folded.
func (c *checker) names(key string, v any, to *map[string]string) {
	m := map[string]string{}
	c.table(key, v, func(key, name string, v any) {
		folded := fold(name)
		if _, twice := m[folded]; twice {
			c.wrong(key, "it is there twice: capitals and accents don't count")
		}
		m[folded] = c.text(key, v)
	})
	*to = m
}

func readNobody(c *checker, r *Rules, key string, v any) {
	r.nobody = map[string]bool{}
	c.texts(key, v, func(_, s string) { r.nobody[fold(s)] = true })
}

func readFields(c *checker, r *Rules, key string, v any) {
	r.Fields = map[string][]string{}
	c.table(key, v, func(key, name string, v any) {
		if len(c.allowed.Fields) > 0 && !slices.Contains(c.allowed.Fields, name) {
			c.wrong(key, "no field of an article; the fields are %s", list(c.allowed.Fields))
			return
		}
		c.texts(key, v, func(_, s string) { r.Fields[name] = append(r.Fields[name], s) })
	})
}

// lineFields are the fields that labels and lines can name.
var lineFields = []string{string(FieldAuthor), string(FieldPhotographer), string(FieldCaption), string(FieldSection), string(FieldPlace),
	string(FieldPublished), string(FieldURL)}

// lineField is the field that a key of labels or lines names.
func (c *checker) lineField(key, name string) (Field, bool) {
	if !slices.Contains(lineFields, name) {
		c.wrong(key, "unknown key; allowed here: %s", list(lineFields))
		return "", false
	}
	return Field(name), true
}

func readLabels(c *checker, r *Rules, key string, v any) {
	r.Labels = map[string]Field{}
	c.table(key, v, func(key, name string, v any) {
		field, ok := c.lineField(key, name)
		if !ok {
			return
		}
		c.texts(key, v, func(key, s string) {
			label := fold(trimColon(s))
			if other, ok := r.Labels[label]; ok && other != field {
				c.wrong(key, "%q is a label of %s, too", s, other)
			}
			r.Labels[label] = field
		})
	})
}

func readLines(c *checker, r *Rules, key string, v any) {
	c.table(key, v, func(key, name string, v any) {
		if field, ok := c.lineField(key, name); ok {
			c.patterns(key, v, field, r)
		}
	})
}

// maxPattern bounds a regular expression, in bytes.
const maxPattern = 1000

// patterns reads a list of regular expressions for whole lines.
func (c *checker) patterns(key string, v any, field Field, r *Rules) {
	c.texts(key, v, func(key, s string) {
		re, err := compile(s)
		if err == nil && re.NumSubexp() > 1 {
			err = fmt.Errorf("more than one group; write (?:…) for those that are not the value")
		}
		if err != nil {
			c.wrong(key, "%v", err)
			return
		}
		r.lines = append(r.lines, linePattern{field, re})
	})
}

func compile(s string) (*regexp.Regexp, error) {
	if len(s) > maxPattern {
		return nil, fmt.Errorf("a pattern of more than %d bytes", maxPattern)
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return nil, fmt.Errorf("%q is no regular expression: %w", s, err)
	}
	return re, nil
}

// maxHeading is the deepest level of headings.
const maxHeading = 6

func readSplit(c *checker, r *Rules, key string, v any) {
	rules := 0
	c.table(key, v, func(key, name string, v any) {
		rules++
		switch name {
		case "line":
			r.Split.Line = c.text(key, v)
		case "pattern":
			if re, err := compile(c.text(key, v)); err != nil {
				c.wrong(key, "%v", err)
			} else {
				r.Split.Pattern = re
			}
		case "heading":
			n, ok := v.(int64)
			if !ok || n < 1 || n > maxHeading {
				c.wrong(key, "it is a level of headings, 1 to %d", maxHeading)
			}
			r.Split.Heading = int(n)
		default:
			c.wrong(key, "unknown key; allowed here: line, pattern, heading")
		}
	})
	if rules > 1 {
		c.wrong(key, "line, pattern and heading exclude one another")
	}
}

func trimColon(s string) string {
	if n := len(s) - 1; n > 0 && s[n] == ':' {
		return s[:n]
	}
	return s
}
