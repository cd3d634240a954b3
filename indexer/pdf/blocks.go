package pdf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/indexer/document"
)

const (
	headingSize   = 1.25 // times the size of most letters, from which on a line is a heading
	paragraphGap  = 1.35 // times the usual distance of lines, above which a paragraph ends
	shortLine     = 0.85 // of the width of its region, below which a line that ends a sentence ends its paragraph
	indent        = 0.8  // of a letter's size, from which on a line begins a paragraph
	sameSize      = 1.25 // ratio of sizes within a paragraph; parts of one font can state different heights
	maxHeadedText = 400  // bytes of a heading
)

// region adds the blocks of lines that stand in one column.
func (r *reader) region(ls []*line) {
	rows := rowsOf(ls)
	pitch := min(usualPitch(rows), r.pitch)
	whole := rows[0].box
	for _, l := range rows {
		whole = whole.join(l.box)
	}
	var para []*line
	flush := func() {
		r.paragraph(para)
		para = nil
	}
	for i, l := range rows {
		if len(l.cells) > 0 {
			flush()
			r.d.Blocks = append(r.d.Blocks, document.Block{Kind: document.Row, Cells: l.cells})
			continue
		}
		if len(para) > 0 && parted(rows[i-1], l, whole, pitch) {
			flush()
		}
		para = append(para, l)
	}
	flush()
}

// rowsOf makes one line of those that stand beside each other: a row of a table.
func rowsOf(ls []*line) []*line {
	var out []*line
	for _, l := range ls {
		if n := len(out); n > 0 && sameLine(out[n-1].box, l.box) && l.box.left >= out[n-1].box.right {
			last := *out[n-1]
			if len(last.cells) == 0 {
				last.cells = []string{last.text}
			}
			last.cells = append(slices.Clone(last.cells), l.text)
			last.box = last.box.join(l.box)
			out[n-1] = &last
			continue
		}
		out = append(out, l)
	}
	return out
}

// usualPitch is the distance from line to line.
func usualPitch(ls []*line) float64 {
	var all []float64
	for i, l := range ls[1:] {
		if d := middle(l.box) - middle(ls[i].box); d > 0 {
			all = append(all, d/max(l.size, 1))
		}
	}
	if len(all) == 0 {
		return 1.2
	}
	slices.SortFunc(all, cmp.Compare[float64])
	return all[len(all)/4] // not the middle: paragraphs may be of one line each
}

// parted reports whether a paragraph ends between two lines.
func parted(a, b *line, whole box, pitch float64) bool {
	size := max(a.size, b.size)
	if size > sameSize*min(a.size, b.size) {
		return true
	}
	if middle(b.box)-middle(a.box) > paragraphGap*pitch*size || middle(b.box) < middle(a.box) {
		return true
	}
	if b.box.left-whole.left > indent*size && a.box.left-whole.left < indent*size && startsUpper(b.text) {
		return true
	}
	return a.box.right-whole.left < shortLine*whole.width() && endsSentence(a.text) && startsUpper(b.text)
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"”’')] `)
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, ":") || strings.HasSuffix(s, "…")
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, `"“‘'([-–—• `))
	return unicode.IsUpper(r) || unicode.IsDigit(r)
}

// paragraph adds the lines of a paragraph or heading as one block.
func (r *reader) paragraph(ls []*line) {
	if len(ls) == 0 {
		return
	}
	text := ls[0].text
	for _, l := range ls[1:] {
		text = joinLines(text, l.text)
	}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\u00AD", ""))
	b := document.Block{Text: text}
	if size := ls[0].size; size >= headingSize*r.body && len(text) <= maxHeadedText {
		b.Kind, b.Level = document.Heading, 2
		if size >= 1.5*r.body {
			b.Level = 1
		}
	}
	if text != "" {
		r.d.Blocks = append(r.d.Blocks, b)
	}
}

// joinLines joins a line and the next. Vietnamese does not divide words; a hyphen at the end belongs to the word, as in "Xa-vẳn-" and
// "na-khẹt", and a soft one was made by the line's end.
func joinLines(a, b string) string {
	switch {
	case strings.HasSuffix(a, "\u00AD"):
		return strings.TrimSuffix(a, "\u00AD") + b
	case strings.HasSuffix(a, "-") && !strings.HasSuffix(a, " -"):
		if r, _ := utf8.DecodeRuneInString(b); unicode.IsLower(r) {
			return a + b
		}
	}
	return a + " " + b
}

// join mends paragraphs that a column's or page's end has cut: one that ends within a sentence, and goes on in small letters.
func (r *reader) join() {
	var out []document.Block
	for _, b := range r.d.Blocks {
		if n := len(out); n > 0 && b.Kind == document.Paragraph && out[n-1].Kind == document.Paragraph && goesOn(out[n-1].Text, b.Text) {
			out[n-1].Text = joinLines(out[n-1].Text, b.Text)
			continue
		}
		out = append(out, b)
	}
	r.d.Blocks = out
}

func goesOn(a, b string) bool {
	r, _ := utf8.DecodeRuneInString(b)
	return len(a) > 60 && !endsSentence(a) && (unicode.IsLower(r) || unicode.IsDigit(r) || strings.HasSuffix(a, ","))
}
