package document

import "strings"

// Document is one text of a file and what the file says of it. The zero value is an empty document.
type Document struct {
	Fields                   // stated for this text
	Weak   Fields            // filled in by a program, perhaps long ago: see the package comment
	Origin map[string]string // field's name in JSON ("title", "published") → where it was found; may be nil or incomplete
	Blocks []Block           // the text in reading order

	Encoding string // of the file, as package charset names it; "" if the format has only one
	Repaired int    // characters that could not be decoded and read U+FFFD
}

// Fields are what a file states beside its text. Empty means not stated.
type Fields struct {
	ID            string // an id that no other text of the archive can have; empty where only the source's own file is sure of that
	Title         string
	Lead          string   // opening paragraph (sapo); it may, and need not, be the first block too
	Published     string   // in any form that newspapers and programs write: RFC 3339, "14/01/2020 19:23", "ngày 14 tháng 1 năm 2020"
	Authors       []string // one person or agency each, or a whole byline; labels ("Tin, ảnh:") are understood
	Photographers []string
	Byline        string // as printed, if there is one string for all of them
	Section       string // the section, or a path of them: "Trang chủ > Thời sự > Xây dựng Đảng"
	Place         string
	URL           string
	Captions      []string // of pictures that have no place among the blocks
}

// Kind is what a block is on its page.
type Kind uint8

// The kinds of blocks. The zero value is Paragraph.
const (
	Paragraph Kind = iota
	Heading        // Level says how deep: 0 is the document's own title
	Caption        // of a picture
	Row            // of a table: Cells, or Text if the cells are not known
	Item           // of a list, with its number or without
)

// Block is one piece of text.
type Block struct {
	Kind  Kind
	Level int      // of a Heading: 0 a title, 1 the highest heading
	Text  string   // of any other kind than a Row of cells; may hold line breaks
	Cells []string // of a Row
}

// cellGap stands between the cells of a row: no Vietnamese text has it, and a reader sees a table.
const cellGap = " | "

// Line is the block's text; the cells of a row in one line, " | " between them, without the empty ones at its end.
func (b Block) Line() string {
	if b.Kind != Row || len(b.Cells) == 0 {
		return b.Text
	}
	cells := make([]string, len(b.Cells))
	for i, c := range b.Cells {
		cells[i] = strings.Join(strings.Fields(c), " ")
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return strings.Join(cells, cellGap)
}

// Add appends a block of text, unless it is blank.
func (d *Document) Add(kind Kind, text string) {
	if strings.TrimSpace(text) != "" {
		d.Blocks = append(d.Blocks, Block{Kind: kind, Text: text})
	}
}

// Found sets where a field was found: its name in JSON ("title"), and the format's own words for the place.
func (d *Document) Found(field, origin string) {
	if d.Origin == nil {
		d.Origin = map[string]string{}
	}
	d.Origin[field] = origin
}
