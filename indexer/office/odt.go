package office

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"timbao/indexer/container"
	"timbao/indexer/document"
)

// ODT reads an OpenDocument text (.odt, .ott) of the bytes data.
func ODT(data []byte) (d *document.Document, err error) {
	defer guard(&err)
	z, err := container.OpenZip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	w := newWriter()
	r := &odt{w: w, faces: map[string]string{}}
	for _, p := range []struct {
		name string
		node node
	}{{"styles.xml", r}, {"meta.xml", &properties{w: w}}, {"content.xml", r}} {
		raw, err := part(z, p.name)
		if err != nil {
			return nil, err
		}
		if raw == nil && p.name == "content.xml" {
			return nil, ErrDamaged
		}
		if err := walkXML(raw, p.node); err != nil {
			return nil, err
		}
	}
	return w.document(), nil
}

// odt reads the styles and the text of an OpenDocument file.
type odt struct {
	w      *writer
	styles styles
	faces  map[string]string // names of fonts by the names that styles call them

	id    string // of the open style
	open  style
	skip  int
	body  bool
	depth int      // paragraphs open: text counts in them alone
	paras []string // their styles
	level []int    // their levels, 0 if no headings
	spans []string // styles of the spans around the text
	items int
}

// odtLeftOut are the elements whose text is not the document's.
var odtLeftOut = map[string]bool{
	"annotation": true, "tracked-changes": true, "note-citation": true, "forms": true, "sequence-decls": true, "object": true,
	"index-title-template": true, "linenumbering-configuration": true, "notes-configuration": true, "event-listeners": true,
	"page-number": true, "page-count": true, "master-page": true, "bibliography-mark": true, "title-template": true, "desc": true,
}

func (r *odt) start(e xml.StartElement) error {
	if r.skip > 0 || odtLeftOut[e.Name.Local] {
		r.skip++
		return nil
	}
	if !r.body {
		r.style(e)
		return nil
	}
	switch e.Name.Local {
	case "p", "h":
		r.depth++
		level := 0
		if e.Name.Local == "h" {
			level, _ = strconv.Atoi(attr(e, "outline-level"))
			level = min(max(level, 1), 9)
		}
		r.paras, r.level = append(r.paras, attr(e, "style-name")), append(r.level, level)
	case "span":
		r.spans = append(r.spans, attr(e, "style-name"))
	case "s":
		n, _ := strconv.Atoi(attr(e, "c"))
		return r.emit(strings.Repeat(" ", min(max(n, 1), 100)))
	case "tab":
		return r.emit(" ")
	case "line-break":
		return r.emit("\n")
	case "note-body", "text-box":
		r.w.hold()
	case "table":
		r.w.beginTable()
	case "list-item":
		r.items++
	}
	return nil
}

// style reads what says how text looks.
func (r *odt) style(e xml.StartElement) {
	switch e.Name.Local {
	case "text":
		r.body = strings.HasSuffix(e.Name.Space, ":office:1.0")
	case "font-face":
		r.faces[attr(e, "name")] = strings.Trim(attr(e, "font-family"), "'\" ")
	case "style":
		r.id = attr(e, "name")
		r.open = style{name: strings.ToLower(r.id), based: attr(e, "parent-style-name")}
		r.open.outline, _ = strconv.Atoi(attr(e, "default-outline-level"))
	case "default-style":
		r.id, r.open = "", style{}
	case "text-properties":
		if f := attr(e, "font-name"); f != "" {
			r.open.font = f
			if face := r.faces[f]; face != "" {
				r.open.font = face
			}
		} else if f := attr(e, "font-family"); f != "" {
			r.open.font = strings.Trim(f, "'\" ")
		}
		if attr(e, "display") == "none" {
			r.open.font = hiddenFont
		}
	}
}

// hiddenFont stands for a style's text being hidden.
const hiddenFont = "\x00hidden"

func (r *odt) end(e xml.EndElement) error {
	if r.skip > 0 {
		r.skip--
		return nil
	}
	switch e.Name.Local {
	case "style":
		r.styles.set(r.id, r.open)
	case "default-style":
		if r.open.font != "" {
			r.styles.defaults = r.open.font
		}
	case "text":
		r.body = r.body && !strings.HasSuffix(e.Name.Space, ":office:1.0")
	}
	if r.body {
		r.endBody(e.Name.Local)
	}
	return nil
}

func (r *odt) endBody(name string) {
	switch name {
	case "p", "h":
		if n := len(r.paras); n > 0 {
			r.endParagraph(r.paras[n-1], r.level[n-1])
			r.paras, r.level = r.paras[:n-1], r.level[:n-1]
			r.depth--
		}
	case "span":
		if n := len(r.spans); n > 0 {
			r.spans = r.spans[:n-1]
		}
	case "note-body", "text-box":
		r.w.release()
	case "table-cell", "covered-table-cell":
		r.w.endCell()
	case "table-row":
		r.w.endRow()
	case "table":
		r.w.endTable()
	case "list-item":
		r.items--
	}
}

func (r *odt) endParagraph(styleName string, level int) {
	kind := document.Paragraph
	if k, l, ok := r.styles.kind(styleName); ok {
		kind, level = k, l
	} else if level > 0 {
		kind = document.Heading
	} else if r.items > 0 {
		kind = document.Item
	}
	r.w.paragraph(kind, level)
}

// chars takes text as it stands in the file, where line breaks and tabs are but blanks.
func (r *odt) chars(s string) error {
	return r.emit(strings.NewReplacer("\n", " ", "\r", "", "\t", " ").Replace(s))
}

func (r *odt) emit(s string) error {
	if !r.body || r.depth == 0 || r.skip > 0 {
		return nil
	}
	font := ""
	for i := len(r.spans) - 1; i >= 0 && font == ""; i-- {
		font = r.styles.font("", r.spans[i], "\x00none")
		if font == r.styles.defaults {
			font = ""
		}
	}
	if font == "" && len(r.paras) > 0 {
		font = r.styles.font("", "", r.paras[len(r.paras)-1])
	}
	if font == hiddenFont {
		return nil
	}
	return r.w.text(s, font)
}
