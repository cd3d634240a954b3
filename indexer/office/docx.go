package office

import (
	"bytes"
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"timbao/indexer/container"
	"timbao/indexer/document"
)

// DOCX reads a Word document (.docx, .docm, .dotx) of the bytes data.
func DOCX(data []byte) (d *document.Document, err error) {
	defer guard(&err)
	z, err := container.OpenZip(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	main, err := mainPart(z)
	if err != nil {
		return nil, err
	}
	w := newWriter()
	st := &styles{}
	r := &docx{w: w, styles: st, notes: map[string][]string{}}
	folder := path.Dir(main)
	for _, p := range []struct {
		name string
		node node
	}{
		{folder + "/styles.xml", &wordStyles{styles: st}},
		{folder + "/footnotes.xml", &wordNotes{docx: docx{w: newWriter(), styles: st}, into: r.notes, mark: "f"}},
		{folder + "/endnotes.xml", &wordNotes{docx: docx{w: newWriter(), styles: st}, into: r.notes, mark: "e"}},
		{"docProps/core.xml", &properties{w: w}},
		{main, r},
	} {
		raw, err := part(z, p.name)
		if err != nil {
			return nil, err
		}
		if err := walkXML(raw, p.node); err != nil {
			return nil, err
		}
	}
	return w.document(), nil
}

// mainPart is the name of the part with the text: the package says which, and it is nearly always this one.
func mainPart(z *container.Archive) (string, error) {
	const usual = "word/document.xml"
	if z.Has(usual) {
		return usual, nil
	}
	raw, err := part(z, "_rels/.rels")
	if err != nil {
		return "", err
	}
	r := relations{}
	if err := walkXML(raw, &r); err != nil {
		return "", err
	}
	if r.main == "" || !z.Has(r.main) {
		return "", ErrDamaged
	}
	return r.main, nil
}

// relations finds the main part among a package's relationships.
type relations struct{ main string }

func (r *relations) start(e xml.StartElement) error {
	if e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/officeDocument") {
		r.main = strings.TrimPrefix(path.Clean("/"+attr(e, "Target")), "/")
	}
	return nil
}
func (r *relations) end(xml.EndElement) error { return nil }
func (r *relations) chars(string) error       { return nil }

// docx reads the main part of a Word document.
type docx struct {
	w      *writer
	styles *styles
	notes  map[string][]string // paragraphs of the notes, by "f" or "e" and the id

	skip      int // depth inside elements that are left out
	inText    bool
	inProps   bool // of a paragraph: a run's properties there are of its end mark
	kind      document.Kind
	level     int
	style     string // of the paragraph
	font      string // of the run
	runStyle  string
	hidden    bool
	listed    bool
	outline   bool
	boxParent []docx // paragraphs around a text box
}

// leftOut are the elements whose text is not the document's.
var leftOut = map[string]bool{
	"del": true, "moveFrom": true, "Fallback": true, "delText": true, "instrText": true, "delInstrText": true, "comment": true,
	"sdtPr": true, "tblPr": true, "sectPr": true, "rubyPr": true, "rt": true, "pict.textpath": true, "chart": true, "oMathPara.ctrlPr": true,
}

func (r *docx) start(e xml.StartElement) error {
	if r.skip > 0 || leftOut[e.Name.Local] {
		r.skip++
		return nil
	}
	switch e.Name.Local {
	case "tbl":
		r.w.beginTable()
	case "p":
		if strings.Contains(e.Name.Space, "wordprocessingml") {
			r.style, r.kind, r.level, r.listed, r.outline = "", document.Paragraph, 0, false, false
		}
	case "pPr":
		r.inProps = true
	case "r":
		r.font, r.runStyle, r.hidden = "", "", false
	case "t":
		r.inText = strings.Contains(e.Name.Space, "wordprocessingml")
	case "txbxContent":
		r.w.hold()
		r.boxParent = append(r.boxParent, docx{style: r.style, kind: r.kind, level: r.level, listed: r.listed})
	default:
		return r.property(e)
	}
	return nil
}

// property reads what says how text looks, and the characters that are elements.
func (r *docx) property(e xml.StartElement) error {
	val := attr(e, "val")
	switch e.Name.Local {
	case "pStyle":
		r.style = val
	case "numPr":
		r.listed = r.inProps
	case "outlineLvl":
		if n, err := strconv.Atoi(val); err == nil && n >= 0 && n < 9 && r.inProps {
			r.kind, r.level, r.outline = document.Heading, n+1, true
		}
	case "rStyle":
		r.runStyle = val
	case "rFonts":
		if !r.inProps {
			r.font = wordFont(e)
		}
	case "vanish", "specVanish":
		r.hidden = !r.inProps && val != "0" && val != "false"
	case "tab", "ptab":
		if !r.inProps {
			return r.emit(" ")
		}
	case "br", "cr":
		return r.emit("\n")
	case "noBreakHyphen":
		return r.emit("-")
	case "softHyphen":
		return r.emit(softHyphen)
	case "sym":
		return r.symbol(e)
	case "footnoteReference":
		r.note("f" + attr(e, "id"))
	case "endnoteReference":
		r.note("e" + attr(e, "id"))
	}
	return nil
}

func (r *docx) end(e xml.EndElement) error {
	if r.skip > 0 {
		r.skip--
		return nil
	}
	switch e.Name.Local {
	case "p":
		if strings.Contains(e.Name.Space, "wordprocessingml") {
			r.endParagraph()
		}
	case "pPr":
		r.inProps = false
	case "t":
		r.inText = false
	case "tc":
		r.w.endCell()
	case "tr":
		r.w.endRow()
	case "tbl":
		r.w.endTable()
	case "txbxContent":
		r.w.release()
		if n := len(r.boxParent); n > 0 {
			p := r.boxParent[n-1]
			r.boxParent = r.boxParent[:n-1]
			r.style, r.kind, r.level, r.listed = p.style, p.kind, p.level, p.listed
		}
	}
	return nil
}

func (r *docx) endParagraph() {
	kind, level := r.kind, r.level
	if !r.outline {
		if k, l, ok := r.styles.kind(r.style); ok {
			kind, level = k, l
		} else if r.listed {
			kind = document.Item
		}
	}
	r.w.paragraph(kind, level)
}

func (r *docx) chars(s string) error {
	if !r.inText || r.skip > 0 {
		return nil
	}
	return r.emit(s)
}

func (r *docx) emit(s string) error {
	if r.hidden {
		return nil
	}
	return r.w.text(s, r.styles.font(r.font, r.runStyle, r.style))
}

// symbol reads a character given by its number in a font: a letter in those of legacy encodings, else a mark for the eye.
func (r *docx) symbol(e xml.StartElement) error {
	n, err := strconv.ParseUint(attr(e, "char"), 16, 16)
	if err != nil || r.hidden {
		return nil //nolint:nilerr // a symbol without a number is no text
	}
	return r.w.symbol(rune(n), attr(e, "font"))
}

// note puts the paragraphs of a note behind the open one.
func (r *docx) note(id string) {
	for _, s := range r.notes[id] {
		r.w.after = append(r.w.after, document.Block{Text: s})
	}
	delete(r.notes, id) // a note that is referred to twice is one
}

// wordFont is the font of a run's letters beyond ASCII.
func wordFont(e xml.StartElement) string {
	for _, name := range []string{"hAnsi", "ascii", "cs"} {
		if f := attr(e, name); f != "" {
			return f
		}
	}
	return ""
}

// wordNotes reads the footnotes or endnotes of a Word document.
type wordNotes struct {
	docx
	into map[string][]string
	mark string
	id   string
}

func (n *wordNotes) start(e xml.StartElement) error {
	if e.Name.Local == "footnote" || e.Name.Local == "endnote" {
		n.id = attr(e, "id")
		if attr(e, "type") != "" { // a line that separates
			n.skip++
			return nil
		}
	}
	return n.docx.start(e)
}

func (n *wordNotes) end(e xml.EndElement) error {
	if n.skip == 0 && (e.Name.Local == "footnote" || e.Name.Local == "endnote") {
		for _, b := range n.w.d.Blocks {
			n.into[n.mark+n.id] = append(n.into[n.mark+n.id], b.Line())
		}
		n.w.d.Blocks = nil
	}
	return n.docx.end(e)
}
