package fieldmap

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"timbao/indexer/charset"
	"timbao/indexer/document"
	"timbao/indexer/web"
)

// ReadJSON makes a document of a JSON object that SplitJSON gave. It returns ErrMalformed, ErrNoArticle or charset.ErrNotText.
func ReadJSON(data []byte, m Map, hint charset.Hint) (document.Document, error) {
	text, err := charset.Decode(data, hint)
	if err != nil {
		return document.Document{}, err
	}
	d := json.NewDecoder(strings.NewReader(text.String))
	d.UseNumber()
	var o map[string]any
	if err := d.Decode(&o); err != nil {
		return document.Document{}, fmt.Errorf("%w: not a JSON object: %w", ErrMalformed, err)
	}
	return read(o, m, text)
}

// ReadCSV makes a document of a row that SplitCSV gave, with its header.
func ReadCSV(data []byte, m Map, hint charset.Hint) (document.Document, error) {
	text, err := charset.Decode(data, hint)
	if err != nil {
		return document.Document{}, err
	}
	r := csv.NewReader(strings.NewReader(text.String))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 2 {
		return document.Document{}, fmt.Errorf("%w: not a row below a header", ErrMalformed)
	}
	o := map[string]any{}
	for i, name := range rows[0] {
		if i < len(rows[1]) {
			o[name] = rows[1][i]
		}
	}
	return read(o, m, text)
}

// read makes a document of an object's values.
func read(o map[string]any, m Map, text charset.Text) (document.Document, error) {
	v := m.resolve(o)
	d := document.Document{Encoding: text.Encoding, Repaired: text.Repaired}
	for _, f := range []struct {
		name string
		to   *string
	}{{"id", &d.ID}, {"title", &d.Title}, {"lead", &d.Lead}, {"byline", &d.Byline}, {"section", &d.Section}, {"place", &d.Place}, {"url", &d.URL}} {
		if s := line(v[f.name]); s != "" {
			*f.to = s
			d.Found(f.name, "a field of the record")
		}
	}
	if s := date(v["published"]); s != "" {
		d.Published = s
		d.Found("published", "a field of the record")
	}
	d.Authors, d.Photographers, d.Captions = lines(v["authors"]), lines(v["photographers"]), lines(v["captions"])
	for _, value := range v["body"] {
		addBlocks(&d, value, 0)
	}
	if d.Title == "" && d.Lead == "" && len(d.Blocks) == 0 {
		return d, fmt.Errorf("%w: say in timbao.toml, under [source.fields], which names mean title and body", ErrNoArticle)
	}
	return d, nil
}

// maxDepth bounds the nesting of values that are looked into.
const maxDepth = 8

// unwrap is what a wrapped value stands for.
func unwrap(v any) any {
	o, ok := v.(map[string]any)
	if !ok {
		return v
	}
	for _, name := range [...]string{"rendered", "$date", "$oid", "$numberLong", "name", "display_name", "title", "text", "html", "content", "value", "data", "caption", "url"} {
		if inner, ok := o[name]; ok && !isEmpty(inner) {
			return inner
		}
	}
	return nil
}

// lines are the single texts of values: strings, numbers, wrapped ones, those of lists.
func lines(values []any) []string {
	var out []string
	var add func(v any, depth int)
	add = func(v any, depth int) {
		if depth > maxDepth || len(out) >= 1000 {
			return
		}
		switch v := v.(type) {
		case string:
			if s := plain(v); s != "" {
				out = append(out, s)
			}
		case json.Number:
			out = append(out, v.String())
		case []any:
			for _, e := range v {
				add(e, depth+1)
			}
		case map[string]any:
			add(unwrap(v), depth+1)
		}
	}
	for _, v := range values {
		add(v, 0)
	}
	return out
}

// line is the first of lines.
func line(values []any) string {
	if l := lines(values); len(l) > 0 {
		return l[0]
	}
	return ""
}

// plain is a text in one line, without markup.
func plain(s string) string {
	if isMarkup(s) {
		var all []string
		for _, b := range web.Fragment(s) {
			all = append(all, b.Line())
		}
		s = strings.Join(all, " ")
	}
	return strings.Join(strings.Fields(s), " ")
}

// isMarkup reports whether a text is HTML: it has an end tag, a line break's tag or a character's entity.
func isMarkup(s string) bool {
	if strings.Contains(s, "</") || strings.Contains(s, "<br") || strings.Contains(s, "<p>") || strings.Contains(s, "<img ") {
		return true
	}
	i := strings.IndexByte(s, '&')
	return i >= 0 && strings.IndexByte(s[i:min(len(s), i+10)], ';') > 1
}

// addBlocks appends the text of a value.
func addBlocks(d *document.Document, v any, depth int) {
	if depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case string:
		if isMarkup(v) {
			d.Blocks = append(d.Blocks, web.Fragment(v)...)
			return
		}
		for l := range strings.Lines(strings.ReplaceAll(v, "\r", "\n")) {
			d.Add(document.Paragraph, strings.TrimSpace(l))
		}
	case []any:
		for _, e := range v {
			addBlocks(d, e, depth+1)
		}
	case map[string]any:
		addBlocks(d, unwrap(v), depth+1)
	}
}

// date is a date in a form that people or programs write, numbers since 1970 made one.
func date(values []any) string {
	s := line(values)
	n, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err != nil:
		return web.ParseMailDate(s)
	case len(s) == 8: // 20200114
		if t, err := time.Parse("20060102", s); err == nil {
			return t.Format(time.DateOnly)
		}
	case n > 1e11:
		return time.UnixMilli(n).UTC().Format(time.RFC3339)
	case n > 1e8:
		return time.Unix(n, 0).UTC().Format(time.RFC3339)
	}
	return s
}

// isArticle reports whether an object has a name of an article's text.
func isArticle(data []byte, m Map) bool {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var o map[string]any
	if d.Decode(&o) != nil {
		return false
	}
	v := m.resolve(o)
	text := func(values []any) bool { return len(lines(values)) > 0 }
	return text(v["title"]) && (text(v["body"]) || text(v["lead"])) || text(v["body"])
}
