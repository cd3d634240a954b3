package web

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"timbao/indexer/charset"
	"timbao/indexer/document"
)

// rawEntry is an entry's elements by name, with prefix ("content:encoded"), in order.
type rawEntry struct {
	author string // of the envelope
	values map[string][]rawValue
}

type rawValue struct {
	text  string // characters, or the markup of what is inside if there are elements
	attrs map[string]string
}

func (e *rawEntry) first(name string) string {
	if v := e.values[name]; len(v) > 0 {
		return v[0].text
	}
	return ""
}

// isPost reports whether an entry is an article that was published; entries of other systems than WordPress always are.
func (e *rawEntry) isPost() bool {
	kind, status := e.first("wp:post_type"), e.first("wp:status")
	if status != "" && status != "publish" {
		return false
	}
	switch kind {
	case "page", "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache", "user_request":
		return false
	}
	return !strings.HasPrefix(kind, "wp_")
}

// parseEntry reads the elements right below an entry, with or without its envelope.
func parseEntry(data []byte) (*rawEntry, error) {
	e := &rawEntry{values: map[string][]rawValue{}}
	d := newDecoder(bytes.NewReader(data))
	depth := 0
	for {
		tok, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return e, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		t, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if t.Name.Local == "envelope" {
			e.author = attrsOf(t)["author"]
			continue
		}
		if depth++; depth == 1 {
			continue
		}
		depth--
		v := rawValue{attrs: attrsOf(t)}
		if v.text, err = inner(d, data); err != nil {
			return nil, err
		}
		name := nameOf(t.Name)
		e.values[name] = append(e.values[name], v)
	}
}

func nameOf(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

func attrsOf(t xml.StartElement) map[string]string {
	m := make(map[string]string, len(t.Attr))
	for _, a := range t.Attr {
		m[a.Name.Local] = a.Value
	}
	return m
}

// inner reads up to the end of the element whose start was read: its characters, or if there are elements in it, its markup.
func inner(d *xml.Decoder, data []byte) (string, error) {
	begin := d.InputOffset()
	var text strings.Builder
	nested := false
	for depth := 1; ; {
		end := d.InputOffset()
		tok, err := d.RawToken()
		if err != nil {
			return "", fmt.Errorf("%w: %w", ErrMalformed, err)
		}
		switch t := tok.(type) {
		case xml.StartElement:
			nested = true
			depth++
		case xml.EndElement:
			if depth--; depth == 0 {
				if nested {
					return string(data[begin:end]), nil
				}
				return text.String(), nil
			}
		case xml.CharData:
			text.Write(t)
		}
	}
}

// ReadEntry makes a document of an entry that Entries gave. It returns ErrMalformed or ErrNoText.
func ReadEntry(data []byte) (document.Document, error) {
	e, err := parseEntry(data)
	if err != nil {
		return document.Document{}, err
	}
	d := document.Document{Encoding: charset.UTF8}
	e.name(&d)
	e.date(&d)
	e.persons(&d)
	e.section(&d)
	e.text(&d)
	if len(d.Blocks) == 0 && d.Lead == "" && d.Title == "" {
		return d, fmt.Errorf("%w: an entry without title and text", ErrNoText)
	}
	return d, nil
}

// name fills what the entry is called and where it lies.
func (e *rawEntry) name(d *document.Document) {
	set(d, "title", &d.Title, found{plainText(e.first("title")), "title"})
	for _, link := range e.values["link"] {
		href := strings.TrimSpace(link.text)
		if h := link.attrs["href"]; h != "" && (link.attrs["rel"] == "" || link.attrs["rel"] == "alternate") {
			href = h
		}
		if strings.HasPrefix(href, "http") {
			set(d, "url", &d.URL, found{href, "link"})
			break
		}
	}
	for _, name := range [...]string{"guid", "id"} {
		if id := oneLine(e.first(name)); id != "" && len(id) <= maxID {
			d.ID = id
			return
		}
	}
	d.ID = d.URL
}

// maxID bounds an entry's own name, in bytes; a longer one is passed over.
const maxID = 300

// date fills the date: WordPress' in UTC where it has one, since the other does not name its zone.
func (e *rawEntry) date(d *document.Document) {
	if gmt := strings.TrimSpace(e.first("wp:post_date_gmt")); hasYear(gmt) && !strings.HasPrefix(gmt, "0000") {
		if t, err := time.Parse(time.DateTime, gmt); err == nil {
			set(d, "published", &d.Published, found{t.Format(time.RFC3339), "wp:post_date_gmt"})
			return
		}
	}
	for _, name := range [...]string{"wp:post_date", "pubDate", "published", "dc:date", "issued", "dcterms:issued", "pubdate", "date"} {
		if v := oneLine(e.first(name)); hasYear(v) && !strings.HasPrefix(v, "0000") {
			set(d, "published", &d.Published, found{ParseMailDate(v), name})
			return
		}
	}
	for _, name := range [...]string{"updated", "modified", "atom:updated"} {
		if v := oneLine(e.first(name)); v != "" {
			d.Weak.Published = ParseMailDate(v)
			return
		}
	}
}

// ParseMailDate turns a date as mails and feeds write it ("Tue, 14 Jan 2020 19:23:00 +0700") into RFC 3339. Any other text is
// returned as it is.
func ParseMailDate(s string) string {
	if t, err := mail.ParseDate(s); err == nil {
		return t.Format(time.RFC3339)
	}
	return s
}

func (e *rawEntry) persons(d *document.Document) {
	if e.author != "" {
		d.Authors = []string{e.author}
		d.Found("authors", "wp:author_display_name")
		return
	}
	for _, v := range e.values["author"] {
		name := v.text
		if parsed, err := parseEntry([]byte("<a>" + v.text + "</a>")); err == nil && parsed.first("name") != "" {
			name = parsed.first("name")
		}
		if i, j := strings.IndexByte(name, '('), strings.LastIndexByte(name, ')'); i >= 0 && j > i && strings.Contains(name, "@") {
			name = name[i+1 : j] // "toasoan@bao.example (Văn Trọng)"
		}
		d.Authors = appendPerson(d.Authors, name)
	}
	if len(d.Authors) > 0 {
		d.Found("authors", "author")
		return
	}
	for _, v := range e.values["dc:creator"] {
		name := plainText(v.text)
		if e.first("wp:post_type") != "" || !strings.Contains(name, " ") {
			d.Weak.Authors = appendPerson(d.Weak.Authors, name) // the name of an account
			continue
		}
		d.Authors = appendPerson(d.Authors, name)
		d.Found("authors", "dc:creator")
	}
}

func appendPerson(list []string, name string) []string {
	if name = plainText(name); name != "" && !strings.Contains(name, "@") && len(name) <= maxField && len(list) < 20 {
		list = append(list, name)
	}
	return list
}

func (e *rawEntry) section(d *document.Document) {
	for _, v := range e.values["category"] {
		if domain := v.attrs["domain"]; domain == "post_tag" || domain == "post_format" {
			continue
		}
		name := plainText(v.text)
		for _, key := range [...]string{"label", "term"} {
			if name == "" {
				name = plainText(v.attrs[key])
			}
		}
		if name != "" && !strings.EqualFold(name, "Uncategorized") {
			set(d, "section", &d.Section, found{name, "category"})
			return
		}
	}
}

// text fills the blocks from the full text if there is one, and the lead from a summary beside it.
func (e *rawEntry) text(d *document.Document) {
	full, summary := e.first("content:encoded"), e.first("description")
	if v := e.values["content"]; full == "" && len(v) > 0 {
		full = v[0].text
	}
	if full == "" {
		full = e.first("media:description")
	}
	if summary == "" {
		summary = e.first("summary")
	}
	if s := e.first("excerpt:encoded"); strings.TrimSpace(s) != "" {
		summary = s
	}
	if strings.TrimSpace(full) == "" {
		full, summary = summary, ""
	}
	d.Blocks = Fragment(paragraphs(captions.ReplaceAllString(full, "<figure>$1</figure>")))
	if d.Weak.Lead = plainText(summary); len(d.Weak.Lead) > maxField {
		d.Weak.Lead = ""
	}
}

// captions are WordPress' [caption]<img …> text[/caption].
var captions = regexp.MustCompile(`(?s)\[(?:wp_)?caption[^\]]*\](.*?)\[/(?:wp_)?caption\]`)

var shortcodes = regexp.MustCompile(`\[/?(?:gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+|fusion_\w+)[^\]]*\]`)

// paragraphs marks up text as WordPress shows it: blank lines end paragraphs, where none are marked.
func paragraphs(markup string) string {
	markup = shortcodes.ReplaceAllString(markup, "")
	lower := strings.ToLower(markup)
	if strings.Contains(lower, "<p") || strings.Contains(lower, "<br") || !strings.Contains(strings.TrimSpace(markup), "\n") {
		return markup
	}
	var b strings.Builder
	for part := range strings.SplitSeq(strings.ReplaceAll(markup, "\r\n", "\n"), "\n\n") {
		b.WriteString("<p>")
		b.WriteString(strings.ReplaceAll(strings.TrimSpace(part), "\n", "<br>\n"))
		b.WriteString("</p>\n")
	}
	return b.String()
}
