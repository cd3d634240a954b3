package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// object is a JSON record, decoded but not understood. Values are strings or lists of strings; numbers and literals keep their
// spelling.
type object struct {
	id, title, lead, section, url, place, byline value
	body, captions, photographers                value
	date, published                              value // the first is meant if both are there
	author, authors                              value // likewise
}

// value is a field of a record. The zero value is a field that is absent.
type value struct {
	set  bool
	text string   // of a string, a number or a literal
	list []string // of a list
}

// slot is where the field called name goes, nil for a field that is not known.
func (o *object) slot(name string) *value {
	switch name {
	case "id":
		return &o.id
	case "title":
		return &o.title
	case "lead":
		return &o.lead
	case "body":
		return &o.body
	case "captions":
		return &o.captions
	case "date":
		return &o.date
	case "published":
		return &o.published
	case "author":
		return &o.author
	case "authors":
		return &o.authors
	case "photographers":
		return &o.photographers
	case "byline":
		return &o.byline
	case "section":
		return &o.section
	case "url":
		return &o.url
	case "place":
		return &o.place
	}
	return nil
}

// decodeObject decodes any JSON object into the fields that are known.
func decodeObject(data []byte) (object, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
			return object{}, fmt.Errorf("%w: JSON, byte %d: %w", ErrMalformed, syntax.Offset, err)
		}
		return object{}, fmt.Errorf("%w: not a JSON object", ErrMalformed)
	}
	if fields == nil {
		return object{}, fmt.Errorf("%w: not a JSON object", ErrMalformed)
	}
	var o object
	for _, name := range [...]string{"id", "title", "lead", "body", "captions", "published", "date", "authors", "author",
		"photographers", "byline", "section", "url", "place"} {
		if raw, ok := fields[name]; ok {
			*o.slot(name) = decodeValue(raw)
		}
	}
	return o, nil
}

// decodeValue flattens any valid JSON value; objects and what is nested deeper than a list count as absent.
func decodeValue(raw json.RawMessage) value {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return value{}
	}
	if list, ok := v.([]any); ok {
		out := value{set: true}
		for _, e := range list {
			if text, ok := scalar(e); ok {
				out.list = append(out.list, text)
			}
		}
		return out
	}
	text, ok := scalar(v)
	return value{set: ok, text: text}
}

func scalar(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case bool:
		return strconv.FormatBool(v), true
	}
	return "", false
}

// strings yields the value's strings, which may be changed.
func (v *value) strings(yield func(*string) bool) {
	if !yield(&v.text) {
		return
	}
	for i := range v.list {
		if !yield(&v.list[i]) {
			return
		}
	}
}

// or is v, or other if v is absent.
func (v value) or(other value) value {
	if v.set {
		return v
	}
	return other
}

// line is the value as one cleaned string without line ends.
func (v value) line() string {
	s := cleanField(v.text)
	if len(v.list) > 0 {
		s = strings.Join(v.items(), ", ")
	}
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s
	}
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	for i, l := range lines {
		lines[i] = trim(l)
	}
	return strings.Join(lines, " ")
}

// items are the value's cleaned strings that are not empty.
func (v value) items() []string {
	var out []string
	for _, s := range v.list {
		if s = cleanField(s); s != "" {
			out = append(out, s)
		}
	}
	if s := cleanField(v.text); s != "" {
		out = append(out, s)
	}
	return out
}

// lines is an upper bound of the number of paragraphs.
func (v value) lines() int {
	n := 1 + strings.Count(v.text, "\n")
	for _, s := range v.list {
		n += 1 + strings.Count(s, "\n")
	}
	return n
}

// paragraphs are the lines of the value's strings, cleaned.
func (v value) paragraphs() []string {
	if v.text == "" && len(v.list) == 0 {
		return nil
	}
	out := make([]string, 0, v.lines())
	add := func(text string) {
		for text != "" {
			s, rest, _ := strings.Cut(text, "\n")
			if s = cleanField(s); s != "" {
				out = append(out, s)
			}
			text = rest
		}
	}
	for _, s := range v.list {
		add(s)
	}
	add(v.text)
	if len(out) == 0 {
		return nil
	}
	return out
}

// cleanField cuts blanks from both ends. NUL, which JSON can spell, is no text; the index uses it between the levels of a term.
func cleanField(s string) string {
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "\uFFFD")
	}
	return trim(s)
}
