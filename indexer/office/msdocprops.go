package office

import (
	"sort"
	"strings"
)

// props are what is read of the looks of characters or of a paragraph.
type props struct {
	font    int // index of the font, -1 = not said
	style   int // of a paragraph; of characters -1 = not said
	outline int // level of a heading from 1, 0 = none
	hidden  bool
	deleted bool
	table   bool // in a table
	rowEnd  bool // the paragraph is the end of a row
	listed  bool
	special bool // the character is a mark, not text
}

// properties8 are the properties of stretches of the main stream, in order.
type properties8 []stretch

type stretch struct {
	from, to int // bytes of the main stream
	props    props
}

// at returns the stretch that has a byte.
func (p properties8) at(fc int) (stretch, bool) {
	i := sort.Search(len(p), func(i int) bool { return p[i].to > fc })
	if i == len(p) || p[i].from > fc {
		return stretch{}, false
	}
	return p[i], true
}

const (
	fkpSize        = 512
	charProperties = 1 // bytes of an entry in a page: an offset
	paraProperties = 13
)

// readProperties reads the pages that a table of them names; entry tells pages of characters from those of paragraphs.
func (m *msdoc) readProperties(plc []byte, entry int) properties8 {
	n := (len(plc) - 4) / 8
	var out properties8
	for i := range max(n, 0) {
		page := span(m.main, (u32(plc, 4*(n+1)+4*i)&0x3FFFFF)*fkpSize, fkpSize)
		if len(page) < fkpSize {
			continue
		}
		runs := int(page[fkpSize-1])
		for j := range runs {
			at := 4*(runs+1) + entry*j
			if at >= fkpSize-1 {
				break
			}
			s := stretch{from: u32(page, 4*j), to: u32(page, 4*j+4), props: props{font: -1, style: -1}}
			if off := 2 * int(page[at]); off > 0 && off < fkpSize-1 {
				s.props.read(page[off:fkpSize-1], entry)
			}
			if s.to > s.from && (len(out) == 0 || s.from >= out[len(out)-1].to) {
				out = append(out, s)
			}
		}
	}
	return out
}

// read reads one entry of a page: a length and, for paragraphs, a style before the changes.
func (p *props) read(b []byte, entry int) {
	if len(b) < 2 {
		return
	}
	if entry == charProperties {
		p.changes(span(b, 1, int(b[0])))
		return
	}
	size, at := 2*int(b[0])-1, 1
	if b[0] == 0 {
		size, at = 2*int(b[1]), 2
	}
	b = span(b, at, size)
	p.style = u16(b, 0)
	p.changes(span(b, 2, len(b)))
}

// changes reads a list of changes of looks ("sprms").
func (p *props) changes(b []byte) {
	for len(b) >= 3 {
		code := u16(b, 0)
		size := sprmSize(code, b)
		if size <= 0 || 2+size > len(b) {
			return
		}
		p.change(code, b[2:2+size])
		b = b[2+size:]
	}
}

// sprmSize is the length of the value of a change.
func sprmSize(code int, b []byte) int {
	switch code >> 13 {
	case 0, 1:
		return 1
	case 2, 4, 5:
		return 2
	case 3:
		return 4
	case 7:
		return 3
	}
	if code == 0xD608 || code == 0xD606 { // tables: the length takes two bytes and counts one too many
		return 1 + u16(b, 2)
	}
	return 1 + int(b[2])
}

func (p *props) change(code int, value []byte) {
	n := int(value[0])
	switch code {
	case 0x4A4F: // the font of letters
		p.font = u16(value, 0)
	case 0x4A51: // the font of other letters, where there is no first
		if p.font < 0 {
			p.font = u16(value, 0)
		}
	case 0x4A30: // the style of characters
		p.style = u16(value, 0)
	case 0x083C:
		p.hidden = n == 1
	case 0x0800:
		p.deleted = n == 1
	case 0x0855:
		p.special = n == 1
	case 0x2416:
		p.table = n == 1
	case 0x2417:
		p.rowEnd = n == 1
	case 0x2640:
		if n < 9 {
			p.outline = n + 1
		}
	case 0x460B:
		p.listed = u16(value, 0) > 0 && u16(value, 0) < 0x7FF
	}
}

// fontNames reads the table of fonts.
func fontNames(b []byte) []string {
	count := u16(b, 0)
	b = span(b, 4, len(b))
	var names []string
	for range count {
		if len(b) == 0 {
			break
		}
		size := int(b[0]) + 1
		name, _, _ := strings.Cut(decode16(span(b, 40, size-40)), "\x00")
		names = append(names, name)
		b = b[min(size, len(b)):]
	}
	return names
}

// docStyles are the styles of a document, by number.
type docStyles []docStyle

type docStyle struct {
	style
	based int // number; 0xFFF = none
	font  int // index, -1 = none
}

// readDocStyles reads the style sheet.
func readDocStyles(b []byte) docStyles {
	head := u16(b, 0)
	count, base := u16(b, 2), u16(b, 4)
	font := -1
	if head >= 14 {
		font = u16(b, 2+12) // of letters, where no style says
	}
	b = span(b, 2+head, len(b))
	var out docStyles
	for range count {
		if len(b) < 2 {
			break
		}
		size := u16(b, 0)
		out = append(out, readDocStyle(span(b, 2, size), base, font))
		b = b[min(2+size, len(b)):]
	}
	return out
}

func readDocStyle(b []byte, base, font int) docStyle {
	st := docStyle{based: 0xFFF, font: -1}
	if len(b) < base+2 || base < 6 {
		return st
	}
	id := u16(b, 0) & 0x0FFF
	kind := u16(b, 2) & 0xF
	st.based = u16(b, 2) >> 4
	parts := u16(b, 4) & 0xF
	n := u16(b, base)
	st.name = strings.ToLower(decode16(span(b, base+2, 2*n)))
	if id >= 1 && id <= 9 {
		st.outline = id
	}
	if st.based == 0xFFF {
		st.font = font
	}
	at := base + 2 + 2*n + 2
	p := props{font: -1}
	for i := range min(parts, 3) { // of a paragraph style: the paragraph's looks, then the letters'
		at += at & 1
		size := u16(b, at)
		value := span(b, at+2, size)
		if letters := kind == 1 && i == 1 || kind == 2 && i == 0; letters {
			p.changes(value)
		} else if kind == 1 && i == 0 {
			q := props{font: -1}
			q.changes(span(value, 2, len(value)))
			st.outline = max(st.outline, q.outline)
		}
		at += 2 + size
	}
	if p.font >= 0 {
		st.font = p.font
	}
	return st
}

// font is the number of the font of a style.
func (s docStyles) font(id int) int {
	for range maxStyleChain {
		if id < 0 || id >= len(s) {
			break
		}
		if s[id].font >= 0 {
			return s[id].font
		}
		id = s[id].based
	}
	return -1
}
