package office

import (
	"slices"
	"strings"

	"timbao/indexer/charset"
	"timbao/indexer/document"
)

// writer collects runs of text into the blocks of a document.
type writer struct {
	d      *document.Document
	para   strings.Builder // the paragraph so far, decoded
	run    strings.Builder // the end of it that is in the font, not yet decoded
	font   charset.Legacy
	fonts  map[string]charset.Legacy // by name; the zero Legacy for those of Unicode
	legacy map[string]int            // bytes of text in each legacy encoding
	all    int                       // bytes of text in all
	tables []table                   // open ones, the innermost last
	after  []document.Block          // footnotes and text boxes of the paragraph
	held   []paragraph               // paragraphs around an open footnote or text box
}

// softHyphen is kept because in fonts of TCVN3 it is a letter, ư: word processors that know nothing of the font take it for a hyphen.
const softHyphen = "\u00AD"

// table is an open table.
type table struct {
	row  [][]document.Block // cells that are complete, each in blocks
	cell []document.Block   // the open one
}

// paragraph is what is kept of a paragraph while something inside it is read.
type paragraph struct {
	text   string
	after  []document.Block
	tables []table
	blocks []document.Block
}

func newWriter() *writer {
	return &writer{d: &document.Document{}, fonts: map[string]charset.Legacy{}, legacy: map[string]int{}}
}

// text appends a run in the font of that name.
func (w *writer) text(s, font string) error {
	legacy, ok := w.fonts[font]
	if !ok {
		legacy, _ = charset.Font(font)
		w.fonts[font] = legacy
	}
	if legacy != w.font {
		w.flush()
		w.font = legacy
	}
	w.run.WriteString(s)
	if w.all += len(s); w.all > maxText {
		return ErrTooLarge
	}
	return nil
}

// flush decodes the runs that are waiting.
func (w *writer) flush() {
	s := w.run.String()
	w.run.Reset()
	if w.font != (charset.Legacy{}) && s != "" {
		w.legacy[w.font.Encoding()] += len(s)
		s = w.font.Decode(s)
	}
	w.para.WriteString(s)
}

// paragraph ends a paragraph.
func (w *writer) paragraph(kind document.Kind, level int) {
	w.flush()
	s := strings.TrimSpace(w.para.String())
	w.para.Reset()
	if s != "" {
		w.block(document.Block{Kind: kind, Level: level, Text: s})
	}
	for _, b := range w.after {
		w.block(b)
	}
	w.after = nil
}

// block appends a block where text goes now: to the open cell, or to the document.
func (w *writer) block(b document.Block) {
	if n := len(w.tables); n > 0 {
		w.tables[n-1].cell = append(w.tables[n-1].cell, b)
		return
	}
	w.d.Blocks = append(w.d.Blocks, b)
}

// hold sets the open paragraph aside for a footnote or a text box in it, whose paragraphs release puts behind it.
func (w *writer) hold() {
	w.flush()
	w.held = append(w.held, paragraph{text: w.para.String(), after: w.after, tables: w.tables, blocks: w.d.Blocks})
	w.para.Reset()
	w.after, w.tables, w.d.Blocks = nil, nil, nil
}

// release ends what hold began.
func (w *writer) release() {
	if len(w.held) == 0 {
		return
	}
	w.paragraph(document.Paragraph, 0)
	w.closeTables()
	p := w.held[len(w.held)-1]
	w.held = w.held[:len(w.held)-1]
	inner := w.d.Blocks
	w.para.WriteString(p.text)
	w.after, w.tables, w.d.Blocks = slices.Concat(p.after, inner), p.tables, p.blocks
}

func (w *writer) closeTables() {
	for len(w.tables) > 0 {
		w.endRow()
		w.endTable()
	}
}

func (w *writer) beginTable() { w.tables = append(w.tables, table{}) }

// endCell ends a cell of the innermost table, and the paragraph in it.
func (w *writer) endCell() {
	w.paragraph(document.Paragraph, 0)
	if n := len(w.tables); n > 0 {
		t := &w.tables[n-1]
		t.row = append(t.row, t.cell)
		t.cell = nil
	}
}

// endRow ends a row of the innermost table: a row of cells, or paragraphs if the table only arranges them.
func (w *writer) endRow() {
	n := len(w.tables)
	if n == 0 {
		return
	}
	t := &w.tables[n-1]
	if len(t.cell) > 0 {
		t.row = append(t.row, t.cell)
	}
	row := t.row
	t.row, t.cell = nil, nil
	w.tables = w.tables[:n-1] // where the row goes
	if isLayout(row) {
		for _, cell := range row {
			for _, b := range cell {
				w.block(b)
			}
		}
	} else if len(row) > 0 {
		w.block(rowOf(row))
	}
	w.tables = append(w.tables, table{})
}

// endTable ends the innermost table.
func (w *writer) endTable() {
	if n := len(w.tables); n > 0 {
		rest := w.tables[n-1].cell
		w.tables = w.tables[:n-1]
		for _, b := range rest {
			w.block(b)
		}
	}
}

// maxCell is the length in bytes of a cell's text above which it is no figure or heading of a table.
const maxCell = 400

// isLayout tells a table that arranges a page from one that says something in rows and columns.
func isLayout(row [][]document.Block) bool {
	filled := 0
	for _, cell := range row {
		size := 0
		for _, b := range cell {
			size += len(b.Text)
			if b.Kind == document.Row || b.Kind == document.Heading {
				return true // a table in a cell, or a title
			}
		}
		if size > maxCell {
			return true
		}
		if size > 0 {
			filled++
		}
	}
	return filled <= 1 && len(row) <= 1
}

func rowOf(row [][]document.Block) document.Block {
	cells := make([]string, len(row))
	for i, cell := range row {
		texts := make([]string, len(cell))
		for j, b := range cell {
			texts[j] = b.Text
		}
		cells[i] = strings.Join(texts, "\n")
	}
	b := document.Block{Kind: document.Row, Cells: cells}
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		b.Cells = nil
	}
	return b
}

// document is what was written.
func (w *writer) document() *document.Document {
	w.paragraph(document.Paragraph, 0)
	for len(w.held) > 0 {
		w.release()
		w.paragraph(document.Paragraph, 0)
	}
	w.closeTables()
	most := 0
	for name, n := range w.legacy {
		if n > most || n == most && name < w.d.Encoding {
			w.d.Encoding, most = name, n
		}
	}
	return w.d
}

// symbol appends a character that is given by its number in a font. In a font of a legacy encoding it is a letter, in any other a mark
// for the eye, such as the dot before a list item.
func (w *writer) symbol(r rune, font string) error {
	if err := w.text("", font); err != nil {
		return err
	}
	if w.fonts[font].Encoding() == "" {
		return nil
	}
	return w.text(string(r), font)
}

// isLegacy tells whether a font is one of a legacy encoding.
func (w *writer) isLegacy(font string) bool {
	if _, ok := w.fonts[font]; !ok {
		w.fonts[font], _ = charset.Font(font)
	}
	return w.fonts[font] != charset.Legacy{}
}
