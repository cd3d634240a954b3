package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// node visits the elements of an XML document without building a tree of it.
type node interface {
	start(xml.StartElement) error
	end(xml.EndElement) error
	chars(string) error
}

// walkXML calls n for what stands in data.
func walkXML(data []byte, n node) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false // entities and attributes that are not quite right do not make a letter of the text wrong
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			err = n.start(t)
		case xml.EndElement:
			err = n.end(t)
		case xml.CharData:
			err = n.chars(string(t))
		}
		if err != nil {
			return err
		}
	}
}

// attr is an attribute's value by its name without the prefix, "" if it is not there.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// properties reads the document's own notes: Dublin Core in .docx and .odt.
type properties struct {
	w    *writer
	path []string
	text strings.Builder
}

func (p *properties) start(e xml.StartElement) error {
	p.path = append(p.path, e.Name.Local)
	p.text.Reset()
	return nil
}

func (p *properties) chars(s string) error {
	p.text.WriteString(s)
	return nil
}

func (p *properties) end(e xml.EndElement) error {
	s := strings.TrimSpace(p.text.String())
	p.text.Reset()
	weak := &p.w.d.Weak
	switch e.Name.Local {
	case "title":
		weak.Title = s
	case "initial-creator", "creator":
		if s != "" && len(weak.Authors) == 0 {
			weak.Authors = []string{s}
		}
	case "created", "creation-date":
		weak.Published = s
	}
	return nil
}
