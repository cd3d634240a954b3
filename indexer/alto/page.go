package alto

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/htmlindex"

	"timbao/indexer/document"
)

// MaxBlocks is how many blocks a page may have.
const MaxBlocks = 100_000

// Box is a rectangle on a page, in shares of its width and height.
type Box struct{ Left, Top, Width, Height float64 }

// String is the box as the IIIF Image API writes a region: "pct:4.5,10,42,31.2". The zero Box is "".
func (b Box) String() string {
	if b.Width <= 0 || b.Height <= 0 {
		return ""
	}
	n := func(share float64) string {
		return strconv.FormatFloat(float64(int(share*1000+0.5))/10, 'f', -1, 64)
	}
	return "pct:" + n(b.Left) + "," + n(b.Top) + "," + n(b.Width) + "," + n(b.Height)
}

// Join is the smallest box around both; the zero Box adds nothing.
func (b Box) Join(c Box) Box {
	if b == (Box{}) || c == (Box{}) {
		return Box{max(b.Left, c.Left), max(b.Top, c.Top), max(b.Width, c.Width), max(b.Height, c.Height)}
	}
	left, top := min(b.Left, c.Left), min(b.Top, c.Top)
	return Box{left, top, max(b.Left+b.Width, c.Left+c.Width) - left, max(b.Top+b.Height, c.Top+c.Height) - top}
}

// Page is the text of one scan.
type Page struct {
	Number int // as the file states it; 0 = not stated
	Blocks []Block
}

// Block is a paragraph, or a part of one.
type Block struct {
	ID     string
	Text   string
	Box    Box
	letter float64 // usual height of a line, in the file's unit
}

// ReadPage reads an ALTO file of any version.
func ReadPage(data []byte) (*Page, error) {
	r := pageReader{page: &Page{}}
	if err := walk(data, r.start, r.end, func(string) {}); err != nil {
		return nil, err
	}
	if r.page == nil || !r.seen {
		return nil, fmt.Errorf("%w: it has no page", ErrDamaged)
	}
	return r.page, nil
}

// walk calls start, end and chars for what stands in an XML file in any encoding.
func walk(data []byte, start func(xml.StartElement) error, end, chars func(string)) error {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		enc, err := htmlindex.Get(label)
		if err != nil {
			return nil, fmt.Errorf("encoding %q is not known: %w", label, err)
		}
		return enc.NewDecoder().Reader(input), nil
	}
	for {
		t, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := start(t); err != nil {
				return err
			}
		case xml.EndElement:
			end(t.Name.Local)
		case xml.CharData:
			chars(string(t))
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func number(e xml.StartElement, name string) float64 {
	f, err := strconv.ParseFloat(attr(e, name), 64)
	if err != nil || f < 0 || f > 1e9 {
		return 0
	}
	return f
}

// pageReader reads one page.
type pageReader struct {
	page          *Page
	seen          bool
	width, height float64
	block         *Block
	text          strings.Builder
	lines         []float64 // their heights
}

func (r *pageReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "Page":
		r.seen = true
		if r.width == 0 {
			r.width, r.height = number(e, "WIDTH"), number(e, "HEIGHT")
			r.page.Number = int(number(e, "PHYSICAL_IMG_NR"))
		}
	case "TextBlock":
		if len(r.page.Blocks) >= MaxBlocks {
			return ErrTooLarge
		}
		r.block = &Block{ID: attr(e, "ID"), Box: r.box(e)}
		r.text.Reset()
		r.lines = r.lines[:0]
	case "TextLine":
		r.blank()
		r.lines = append(r.lines, number(e, "HEIGHT"))
	case "SP":
		r.blank()
	case "String":
		r.word(e)
	}
	return nil
}

func (r *pageReader) box(e xml.StartElement) Box {
	if r.width <= 0 || r.height <= 0 {
		return Box{}
	}
	return Box{number(e, "HPOS") / r.width, number(e, "VPOS") / r.height, number(e, "WIDTH") / r.width, number(e, "HEIGHT") / r.height}
}

func (r *pageReader) blank() {
	if s := r.text.String(); s != "" && !strings.HasSuffix(s, " ") {
		r.text.WriteByte(' ')
	}
}

// word takes a word; of one that a line's end divides, the whole at its first part.
func (r *pageReader) word(e xml.StartElement) {
	text := attr(e, "CONTENT")
	switch whole := attr(e, "SUBS_CONTENT"); {
	case attr(e, "SUBS_TYPE") == "HypPart1" && whole != "":
		text = whole
	case attr(e, "SUBS_TYPE") == "HypPart2" && whole != "":
		return
	}
	r.text.WriteString(text)
}

func (r *pageReader) end(name string) {
	if name != "TextBlock" || r.block == nil {
		return
	}
	r.block.Text = strings.TrimSpace(r.text.String())
	if n := len(r.lines); n > 0 {
		slices.Sort(r.lines)
		r.block.letter = r.lines[n/2]
	}
	if r.block.Text != "" {
		r.page.Blocks = append(r.page.Blocks, *r.block)
	}
	r.block = nil
}

// headingHeight is how much higher than most of its page a block's lines are if it is a heading.
const headingHeight = 1.5

// Document is the text of the page as one document; large letters are headings.
func (p *Page) Document() *document.Document {
	d := &document.Document{}
	var heights []float64
	for _, b := range p.Blocks {
		for range len(b.Text)/40 + 1 {
			heights = append(heights, b.letter)
		}
	}
	slices.Sort(heights)
	usual := 0.0
	if len(heights) > 0 {
		usual = heights[len(heights)/2]
	}
	for _, b := range p.Blocks {
		kind, level := document.Paragraph, 0
		if usual > 0 && b.letter > headingHeight*usual {
			kind, level = document.Heading, 1
		}
		d.Blocks = append(d.Blocks, document.Block{Kind: kind, Level: level, Text: b.Text})
	}
	return d
}
