package article

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// parseJSON makes an article of one JSON object with the fields id, title, lead, body, captions, date (or published), author (or
// authors), photographers, byline, section, url and place; others are passed over.
func parseJSON(r Record) (*Article, error) {
	data := bytes.TrimPrefix(r.Data, []byte(bom))
	o, ok := object{}, false
	repaired := !utf8.Valid(data)
	if !repaired {
		o, ok = scanObject(string(data))
	}
	if !ok {
		var err error
		if o, err = decodeObject(data); err != nil {
			return nil, err
		}
	}
	a, err := o.article(r)
	if err == nil && repaired {
		a.guess("encoding")
	}
	return a, err
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

// article fills an Article's fields. A title that is there but empty stays empty (the record says that it has none); one that is
// absent is guessed.
func (o *object) article(r Record) (*Article, error) {
	a := &Article{
		ID: o.id.line(), Title: o.title.line(), Lead: o.lead.line(), Section: o.section.line(), Place: o.place.line(),
		URL: o.url.line(), Byline: o.byline.line(), Body: o.body.paragraphs(), Captions: o.captions.paragraphs(), Source: r.Source,
	}
	if a.ID == "" {
		a.ID = r.ID
	}
	if a.empty() {
		return nil, ErrEmpty
	}
	if len(a.Captions) > 1 {
		p := page{a: &Article{}}
		for _, c := range a.Captions {
			p.addCaption(c)
		}
		a.Captions = p.a.Captions
	}
	if n := len(a.Body); n > 0 {
		a.Body[n-1] = cutEndMark(a.Body[n-1])
	}
	if !o.title.set {
		a.guessTitle()
	}
	var swapped bool
	if a.Published, swapped = readTime(o.date.or(o.published).line()); swapped {
		a.guess("published")
	}
	o.persons(a)
	a.complete()
	return a, nil
}

func (a *Article) guessTitle() {
	first := a.Lead
	if first == "" && len(a.Body) > 0 {
		first = a.Body[0]
	}
	if first == "" && len(a.Captions) > 0 {
		first = a.Captions[0]
	}
	a.Title = cutAtWord(first, cutTitle)
	a.guess("title")
}

// persons fills authors, photographers and byline from the record's own fields, else from the last paragraph, which keeps it.
func (o *object) persons(a *Article) {
	author := o.author.or(o.authors)
	printed := author.line()
	for _, name := range author.items() {
		a.addPersons(name)
	}
	a.Photographers = appendNew(a.Photographers, o.photographers.items())
	if a.Byline == "" {
		a.Byline = printed
	}
	if len(a.Authors) == 0 && len(a.Photographers) == 0 && a.Byline != "" {
		a.addPersons(a.Byline)
	}
	if n := len(a.Body); a.Byline == "" && len(a.Authors) == 0 && n > 1 {
		last := a.Body[n-1]
		if len(last) > maxFrameLine {
			return
		}
		b := readByline(last, false)
		if b.empty() {
			b = readSignature(last)
		}
		if !b.empty() {
			a.Authors, a.Photographers, a.Byline = b.writers, b.photographers, last
			a.guess("byline")
		}
	}
}

// addPersons reads a byline, or failing that takes the text for one author's name.
func (a *Article) addPersons(s string) {
	if s == "" {
		return
	}
	b := readByline(s, true)
	if b.empty() {
		b.writers = []string{s}
	}
	a.Authors = appendNew(a.Authors, b.writers)
	a.Photographers = appendNew(a.Photographers, b.photographers)
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

// paragraphs are the lines of the value's strings, cleaned.
func (v value) paragraphs() []string {
	n := len(v.list) + 1 + strings.Count(v.text, "\n")
	if n == 1 && v.text == "" {
		return nil
	}
	out := make([]string, 0, n)
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

// readTime reads a date in the forms of ISO 8601 or any a newspaper prints; zero if it is none. swapped says that the month stood
// first.
func readTime(s string) (t time.Time, swapped bool) {
	if s == "" {
		return time.Time{}, false
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		if y := t.Year(); y < minYear || y > maxYear {
			return time.Time{}, false
		}
		return inZone(t), false
	}
	var room [maxStampLen]byte
	st, ok := parseStamp(appendFold(room[:0], s[:min(len(s), 2*maxStampLen)]))
	if !ok {
		return time.Time{}, false
	}
	return st.when, st.swapped
}
