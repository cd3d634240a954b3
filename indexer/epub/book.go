package epub

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"strings"
	"unicode"

	"timbao/indexer/charset"
	"timbao/indexer/document"
	"timbao/indexer/web"
)

// ContainerFile is the file of a book that says where the others are.
const ContainerFile = "META-INF/container.xml"

// Bounds of a book.
const (
	MaxFile     = 24 << 20 // bytes of a file of a book that is read
	maxChapters = 10_000
	minLetters  = 60 // of a chapter; with less it is a cover or a page of a title
)

// Book is what a book says of itself and its chapters.
type Book struct {
	Chapters map[string]int // path of a file in the book → its place in the spine, from 1
	Date     string         // of the book, as it is written
	Authors  []string       // of the book
}

// PackagePath finds the path of the package document in ContainerFile's content.
func PackagePath(container []byte) (string, error) {
	var c struct {
		Roots []struct {
			Path string `xml:"full-path,attr"`
		} `xml:"rootfiles>rootfile"`
	}
	if err := decode(container, &c); err != nil || len(c.Roots) == 0 || c.Roots[0].Path == "" {
		return "", fmt.Errorf("%w: %s names no package document", ErrMalformed, ContainerFile)
	}
	return path.Clean(c.Roots[0].Path), nil
}

// ParsePackage reads the package document at a path.
func ParsePackage(at string, opf []byte) (Book, error) {
	var p struct {
		Dates    []string `xml:"metadata>date"`
		Creators []string `xml:"metadata>creator"`
		Items    []struct {
			ID         string `xml:"id,attr"`
			Href       string `xml:"href,attr"`
			Type       string `xml:"media-type,attr"`
			Properties string `xml:"properties,attr"`
		} `xml:"manifest>item"`
		Spine []struct {
			ID string `xml:"idref,attr"`
		} `xml:"spine>itemref"`
	}
	if err := decode(opf, &p); err != nil {
		return Book{}, fmt.Errorf("%w: %s: %w", ErrMalformed, at, err)
	}
	files := map[string]string{}
	for _, item := range p.Items {
		href, err := url.PathUnescape(item.Href)
		if err != nil || item.Properties == "nav" || item.Type != "application/xhtml+xml" && item.Type != "text/html" {
			continue
		}
		files[item.ID] = path.Join(path.Dir(at), href)
	}
	b := Book{Chapters: map[string]int{}, Authors: p.Creators}
	if len(p.Dates) > 0 {
		b.Date = strings.TrimSpace(p.Dates[0])
	}
	for i, ref := range p.Spine {
		file, ok := files[ref.ID]
		if _, twice := b.Chapters[file]; ok && !twice && i < maxChapters {
			b.Chapters[file] = i + 1
		}
	}
	if len(b.Chapters) == 0 {
		return Book{}, fmt.Errorf("%w: no chapters in its spine", ErrMalformed)
	}
	return b, nil
}

func decode(data []byte, v any) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	return d.Decode(v)
}

// IsChapter reports whether a file of the spine is text, and no cover, title page or table of contents.
func IsChapter(markup []byte) bool {
	for _, kind := range [...]string{"cover", "titlepage", "title-page", "toc", "copyright-page", "landmarks"} {
		if bytes.Contains(markup, []byte(`epub:type="`+kind)) {
			return false
		}
	}
	if i := bytes.Index(markup, []byte("<body")); i >= 0 {
		markup = markup[i:]
	}
	letters, inTag := 0, false
	for _, r := range string(markup) {
		switch {
		case r == '<':
			inTag = true
		case r == '>':
			inTag = false
		case !inTag && unicode.IsLetter(r):
			letters++
		}
	}
	return letters >= minLetters
}

// shared is the first line of a record.
type shared struct {
	Date    string   `json:"date,omitempty"`
	Authors []string `json:"authors,omitempty"`
}

// Record makes a record of a chapter's markup: a line of what the book says, and the markup.
func (b Book) Record(markup []byte) []byte {
	line, err := json.Marshal(shared{b.Date, b.Authors})
	if err != nil { // strings always are
		line = []byte("{}")
	}
	return append(append(line, '\n'), markup...)
}

// Read makes a document of a record. It returns ErrMalformed, ErrNoText or charset.ErrNotText.
func Read(record []byte) (document.Document, error) {
	line, markup, ok := bytes.Cut(record, []byte("\n"))
	var s shared
	if !ok || json.Unmarshal(line, &s) != nil {
		return document.Document{}, fmt.Errorf("%w: no record of a chapter", ErrMalformed)
	}
	text, err := charset.Decode(markup, charset.Hint{Markup: true})
	if err != nil {
		return document.Document{}, err
	}
	d := document.Document{Encoding: text.Encoding, Repaired: text.Repaired, Blocks: web.Fragment(text.String)}
	d.Weak.Published, d.Weak.Authors = s.Date, s.Authors
	if len(d.Blocks) == 0 {
		return document.Document{}, ErrNoText
	}
	return d, nil
}
