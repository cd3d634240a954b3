package office

import (
	"strings"

	"timbao/indexer/document"
)

// docReader writes the text of an old Word document.
type docReader struct {
	m       *msdoc
	w       *writer
	fields  []bool   // open fields: whether what is read is its result
	rows    bool     // a table is open
	notes   []string // footnotes in order
	noted   int      // of them written
	inNotes bool     // the footnotes themselves are read
}

func (r *docReader) read() error {
	if err := r.readNotes(); err != nil {
		return err
	}
	for _, p := range r.m.pieces {
		if p.cp >= r.m.total {
			continue
		}
		p.n = min(p.n, r.m.total-p.cp)
		if err := r.piece(p); err != nil {
			return err
		}
	}
	return nil
}

// readNotes reads the footnotes, which follow the text; each begins with its mark.
func (r *docReader) readNotes() error {
	if r.m.notes == 0 {
		return nil
	}
	n := docReader{m: r.m, w: newWriter(), inNotes: true}
	for _, p := range r.m.pieces {
		from, to := max(p.cp, r.m.total), min(p.cp+p.n, r.m.total+r.m.notes)
		if from >= to {
			continue
		}
		width := 1
		if p.wide {
			width = 2
		}
		if err := n.piece(piece{n: to - from, fc: p.fc + (from-p.cp)*width, wide: p.wide}); err != nil {
			return err
		}
	}
	n.endNote()
	if len(n.notes) > 0 {
		r.notes = n.notes[1:] // nothing stands before the first mark
	}
	return nil
}

// endNote ends a footnote while footnotes are read.
func (r *docReader) endNote() {
	r.w.paragraph(document.Paragraph, 0)
	lines := make([]string, len(r.w.d.Blocks))
	for i, b := range r.w.d.Blocks {
		lines[i] = b.Line()
	}
	r.w.d.Blocks = nil
	r.notes = append(r.notes, strings.Join(lines, "\n"))
}

// piece writes a piece, stretch by stretch of one look.
func (r *docReader) piece(p piece) error {
	raw, width := r.m.bytes(p), 1
	if p.wide {
		width = 2
	}
	for at := 0; at+width <= len(raw); {
		fc := p.fc + at
		end := len(raw)
		look, ok := r.m.chars.at(fc)
		if ok {
			end = min(end, at+max(look.to-fc, width))
		} else {
			look.props = props{font: -1, style: -1}
		}
		para, known := r.m.paras.at(fc)
		if known {
			end = min(end, at+max(para.to-fc, width))
		}
		end -= (end - at) % width
		if end <= at {
			end = at + width
		}
		s := decode8(raw[at:end])
		if p.wide {
			s = decode16(raw[at:end])
		}
		if err := r.run(s, look.props, para.props, known); err != nil {
			return err
		}
		at = end
	}
	return nil
}

// run writes characters of one look, and obeys the marks among them.
func (r *docReader) run(s string, look, para props, known bool) error {
	if look.deleted || look.hidden && !strings.ContainsAny(s, "\r\x07") {
		return nil
	}
	font := r.font(look, para)
	from := 0
	for i, c := range s {
		if c >= ' ' && c != 0x1E && c != 0x1F {
			continue
		}
		if err := r.emit(s[from:i], font); err != nil {
			return err
		}
		from = i + 1
		if err := r.mark(c, font, para, known); err != nil {
			return err
		}
	}
	return r.emit(s[from:], font)
}

func (r *docReader) emit(s, font string) error {
	if s == "" || len(r.fields) > 0 && !r.fields[len(r.fields)-1] {
		return nil
	}
	return r.w.text(s, font)
}

func (r *docReader) font(look, para props) string {
	n := look.font
	if n < 0 && look.style >= 0 {
		n = r.m.styles.font(look.style)
	}
	if n < 0 {
		n = r.m.styles.font(max(para.style, 0))
	}
	if n < 0 || n >= len(r.m.fonts) {
		return ""
	}
	return r.m.fonts[n]
}

// mark obeys a character that is none.
func (r *docReader) mark(c rune, font string, para props, known bool) error {
	switch c {
	case '\r', 0x0C, 0x0E:
		r.paragraph(para, known)
	case 0x07:
		r.cell(para)
	case 0x0B:
		return r.emit("\n", font)
	case '\t':
		return r.emit(" ", font)
	case 0x1E:
		return r.emit("-", font)
	case 0x1F:
		return r.emit(softHyphen, font)
	case 0x02:
		if r.inNotes {
			r.endNote()
		} else if r.noted < len(r.notes) {
			if note := r.notes[r.noted]; note != "" {
				r.w.after = append(r.w.after, document.Block{Text: note})
			}
			r.noted++
		}
	case 0x13:
		r.fields = append(r.fields, false)
	case 0x14:
		if n := len(r.fields); n > 0 {
			r.fields[n-1] = true
		}
	case 0x15:
		if n := len(r.fields); n > 0 {
			r.fields = r.fields[:n-1]
		}
	}
	return nil
}

// paragraph ends a paragraph.
func (r *docReader) paragraph(para props, known bool) {
	if r.rows && known && !para.table {
		r.w.closeTables()
		r.rows = false
	}
	kind, level := document.Paragraph, 0
	st := style{outline: para.outline}
	if para.style >= 0 && para.style < len(r.m.styles) {
		st.name = r.m.styles[para.style].name
		st.outline = max(st.outline, r.m.styles[para.style].outline)
	}
	if k, l, ok := kindOfStyle(st); ok {
		kind, level = k, l
	} else if para.listed {
		kind = document.Item
	}
	r.w.paragraph(kind, level)
}

// cell ends a cell, or a row where the mark says so.
func (r *docReader) cell(para props) {
	if para.rowEnd {
		r.w.endRow()
		return
	}
	if !r.rows {
		r.rows = true
		r.w.beginTable()
	}
	r.w.endCell()
}
