package pdf

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"timbao/indexer/document"
)

// issueArea is the size of a page in square points above which it is a newspaper's: half as much again as A4. A tabloid has 900,000.
const issueArea = 750_000

// Shape is what a PDF is like.
type Shape struct {
	Pages int
	Issue bool // pages of a newspaper
}

// Look opens a PDF and tells its shape.
func Look(ctx context.Context, data []byte) (s Shape, err error) {
	err = within(ctx, data, func(f *file) error {
		if s.Pages, err = f.pages(); err != nil {
			return err
		}
		if s.Pages == 0 {
			return fmt.Errorf("%w: it has no pages", ErrDamaged)
		}
		w, h, err := f.size(0)
		s.Issue = w*h > issueArea
		s.Pages = min(s.Pages, MaxPages)
		return err
	})
	return s, err
}

// Read reads a PDF's text: of one page, counted from 1, or of all pages with page 0. It may be called by many goroutines at once.
func Read(ctx context.Context, data []byte, page int) (d *document.Document, err error) {
	err = within(ctx, data, func(f *file) error {
		r := &reader{f: f, decode: newDecoder(), d: &document.Document{}}
		d = r.d
		return r.read(page)
	})
	if err != nil {
		return nil, err
	}
	return d, nil
}

// reader makes a document of an open PDF.
type reader struct {
	f      *file
	decode *decoder
	d      *document.Document
	body   float64 // size of most letters
	pitch  float64 // distance of most lines, in sizes of their letters
}

// sheet is a page on its way.
type sheet struct {
	number int // from 0
	box    box
	lines  []*line
}

func (r *reader) read(only int) error {
	n, err := r.f.pages()
	if err != nil {
		return err
	}
	first, last := 0, min(n, MaxPages)-1
	if only > 0 { // with its neighbours, which tell running heads
		first, last = max(only-2, 0), min(only, last)
	}
	var sheets []*sheet
	var all []piece
	text := 0
	for i := first; i <= last; i++ {
		pieces, size, err := r.f.pieces(i)
		if err != nil {
			return err
		}
		for _, p := range pieces {
			if text += len(p.text); text > maxText {
				return fmt.Errorf("%w: more than %d MiB of text", ErrTooLong, maxText>>20)
			}
		}
		sheets = append(sheets, &sheet{number: i, box: size, lines: lines(pieces)})
		all = append(all, pieces...)
	}
	r.decode.lookAtWhole(all)
	r.body = usualSize(all)
	for _, s := range sheets {
		for _, l := range s.lines {
			r.decode.line(l)
		}
	}
	dropHeads(sheets)
	r.pages(sheets, only)
	if len(r.d.Blocks) == 0 {
		return ErrNoText
	}
	r.join()
	r.notes(only)
	return nil
}

// notes takes what the program that made the file noted.
func (r *reader) notes(only int) {
	r.d.Encoding = r.decode.encoding()
	if only > 0 {
		return // they are the issue's, not the page's
	}
	r.d.Weak.Title = r.f.meta("Title")
	if s := r.f.meta("Author"); s != "" {
		r.d.Weak.Authors = []string{s}
	}
	// D:20100816093000+07'00'
	if s := strings.TrimPrefix(r.f.meta("CreationDate"), "D:"); len(s) >= 8 && strings.Trim(s[:8], "0123456789") == "" {
		r.d.Weak.Published = s[:4] + "-" + s[4:6] + "-" + s[6:8]
		if len(s) >= 14 && strings.Trim(s[8:14], "0123456789") == "" {
			r.d.Weak.Published += "T" + s[8:10] + ":" + s[10:12] + ":" + s[12:14]
		}
	}
}

// The parts of a page, from its top and its bottom, where running heads stand, and how many lines of them are looked at.
const (
	headPart  = 0.15
	headLines = 4
)

// dropHeads takes running heads and page numbers out.
func dropHeads(sheets []*sheet) {
	pages := map[string]int{}
	for _, s := range sheets {
		seen := map[string]bool{}
		for _, l := range s.margins() {
			if key := headKey(l.text); !seen[key] {
				seen[key] = true
				pages[key]++
			}
		}
	}
	for _, s := range sheets {
		drop := map[*line]bool{}
		for _, l := range s.margins() {
			drop[l] = isNumber(l.text) || pages[headKey(l.text)] > 1
		}
		kept := s.lines[:0]
		for _, l := range s.lines {
			if !drop[l] {
				kept = append(kept, l)
			}
		}
		s.lines = kept
	}
}

// margins are the lines at the top and the bottom of a page.
func (s *sheet) margins() []*line {
	sorted := byHeight(s.lines)
	var out []*line
	for i, l := range sorted {
		switch part := headPart * s.box.height(); {
		case i < headLines && l.box.bottom < part, i >= len(sorted)-headLines && l.box.top > s.box.height()-part:
			out = append(out, l)
		}
	}
	return out
}

// headKey is a line without what changes from page to page.
func headKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '#'
		}
		return r
	}, s)
}

// pages adds the blocks of the pages that are asked for.
func (r *reader) pages(sheets []*sheet, only int) {
	var regions [][]*line
	for _, s := range sheets {
		if (only == 0 || s.number == only-1) && len(s.lines) > 0 {
			regions = append(regions, order(s.lines, 0)...)
		}
	}
	r.pitch = widePitch
	for _, region := range regions {
		if len(region) >= minPitchLines {
			r.pitch = min(r.pitch, usualPitch(region))
		}
	}
	for _, region := range regions {
		r.region(region)
	}
}

// The distance of lines is measured where there are enough of them; widePitch is that of a text with a blank line after each.
const (
	minPitchLines = 6
	widePitch     = 2.5
)
