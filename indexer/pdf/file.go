package pdf

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// file is an open PDF.
type file struct {
	in  pdfium.Pdfium
	doc references.FPDF_DOCUMENT
}

func (f *file) pages() (int, error) {
	n, err := f.in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: f.doc})
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return n.PageCount, nil
}

// size is the width and height of a page in points.
func (f *file) size(page int) (w, h float64, err error) {
	s, err := f.in.GetPageSize(&requests.GetPageSize{Page: f.page(page)})
	if err != nil {
		return 0, 0, fmt.Errorf("%w: page %d: %w", ErrDamaged, page+1, err)
	}
	return s.Width, s.Height, nil
}

func (f *file) page(n int) requests.Page {
	return requests.Page{ByIndex: &requests.PageByIndex{Document: f.doc, Index: n}}
}

// meta is an entry of the document's own notes.
func (f *file) meta(tag string) string {
	m, err := f.in.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: f.doc, Tag: tag})
	if err != nil {
		return "" // a document need not have any
	}
	return strings.TrimSpace(m.Value)
}

// piece is text in one font on one line.
type piece struct {
	box  box
	text string
	font string
	size float64 // of the letters, in points
}

// box is a rectangle on a page, in points from its left and top.
type box struct{ left, top, right, bottom float64 }

func (b box) height() float64 { return b.bottom - b.top }
func (b box) width() float64  { return b.right - b.left }

func (b box) join(c box) box {
	return box{min(b.left, c.left), min(b.top, c.top), max(b.right, c.right), max(b.bottom, c.bottom)}
}

// pieces reads the text of a page.
func (f *file) pieces(page int) ([]piece, box, error) {
	w, h, err := f.size(page)
	if err != nil {
		return nil, box{}, err
	}
	failed := func(err error) ([]piece, box, error) {
		return nil, box{}, fmt.Errorf("%w: page %d: %w", ErrDamaged, page+1, err)
	}
	p, err := f.in.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.doc, Index: page})
	if err != nil {
		return failed(err)
	}
	defer f.in.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: p.Page}) //nolint:errcheck // the sandbox goes in any case
	t, err := f.in.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &p.Page}})
	if err != nil {
		return failed(err)
	}
	defer f.in.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: t.TextPage}) //nolint:errcheck // as above
	n, err := f.in.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: t.TextPage})
	if err != nil {
		return failed(err)
	}
	b := builder{file: f, page: t.TextPage, height: h}
	for i := range n.Count {
		if err := b.char(i); err != nil {
			return failed(err)
		}
	}
	b.end()
	return b.out, box{0, 0, w, h}, nil
}

// builder joins the letters of a page to pieces.
type builder struct {
	*file
	page   references.FPDF_TEXTPAGE
	height float64 // of the page
	out    []piece
	open   piece
	text   strings.Builder
	font   string // of the last word
	size   float64
	word   bool // a word is open
}

// char takes the letter of number i.
func (b *builder) char(i int) error {
	u, err := b.in.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: b.page, Index: i})
	if err != nil {
		return err
	}
	r := rune(u.Unicode)
	switch {
	case r == 2 || r == 0xFFFE: // PDFium takes the hyphen for one that a line's end made
		r = softHyphen
	case r == ' ' || r == '\t' || r == 0xA0:
		b.word = false
		b.text.WriteByte(' ')
		return nil
	case r < ' ' || !utf8.ValidRune(r):
		b.end()
		return nil
	}
	l, err := b.in.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: b.page, Index: i})
	if err != nil {
		return nil //nolint:nilerr // a letter that stands nowhere is not on the page
	}
	at := box{float64(l.Rect.Left), b.height - float64(max(l.Rect.Top, l.Rect.Bottom)), float64(l.Rect.Right), b.height - float64(min(l.Rect.Top, l.Rect.Bottom))}
	if !b.word { // asking is costly, and fonts change between words
		b.word = true
		b.look(i, at)
	}
	if b.text.Len() > 0 && (b.font != b.open.font || !b.continues(at)) {
		b.end()
		b.word = true
	}
	if b.open.size == 0 {
		b.text.Reset() // blanks at the beginning
		b.open = piece{box: at, font: b.font, size: b.size}
	}
	b.open.box = b.open.box.join(at)
	b.text.WriteRune(r)
	return nil
}

// look asks for the font of a letter, and its size on the page; fonts state heights of all kinds for themselves.
func (b *builder) look(i int, at box) {
	b.font, b.size = "", at.height()
	if f, err := b.in.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: b.page, Index: i}); err == nil {
		b.font = fontName(f.FontName)
	}
	size, err := b.in.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: b.page, Index: i})
	if err != nil {
		return
	}
	m, err := b.in.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: b.page, Index: i})
	if err != nil {
		return
	}
	if s := size.FontSize * math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D)); s > 0.5 && s < 1000 {
		b.size = s
	}
}

// continues reports whether a letter stands behind the open piece.
func (b *builder) continues(at box) bool {
	if b.open.size == 0 {
		return true
	}
	gap := at.left - b.open.box.right
	ratio := b.size / b.open.size
	return sameLine(b.open.box, at) && gap < minGutter*b.open.size && gap > -b.open.size && ratio < 1.15 && ratio > 0.85
}

// end ends the open piece.
func (b *builder) end() {
	b.open.text = b.text.String()
	if b.open.size > 0 && strings.TrimSpace(b.open.text) != "" {
		b.out = append(b.out, b.open)
	}
	b.text.Reset()
	b.open, b.word = piece{}, false
}

// softHyphen is a hyphen that a line's end made; in fonts of TCVN3 it is a letter.
const softHyphen = '\u00AD'

// fontName is a font's name without the mark of a subset: "BAAAAA+.VnTime".
func fontName(name string) string {
	if i := strings.IndexByte(name, '+'); i == 6 {
		name = name[i+1:]
	}
	return name
}
