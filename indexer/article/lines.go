package article

import (
	"strings"
	"unicode/utf8"

	"timbao/indexer/document"
)

// line is one line of text that says something; junk and blank lines leave only a gap before the next one.
type line struct {
	text   string
	gap    bool // a blank or junk line before it
	indent bool // it began with blanks
	block  bool // it begins a block of a document, so that it never goes on the line before
	kind   document.Kind
}

// appendLines splits text into lines, cleaned, without the blank and junk ones.
func appendLines(dst []line, text string) []line {
	gap := true
	for len(text) > 0 {
		raw := text
		if i := strings.IndexByte(text, '\n'); i >= 0 {
			raw, text = text[:i], text[i+1:]
		} else {
			text = ""
		}
		s := trim(raw)
		if s == "" || isJunk(s) {
			gap = true
			continue
		}
		dst = append(dst, line{text: s, gap: gap, indent: raw[0] == ' ' || raw[0] == '\t'})
		gap = false
	}
	return dst
}

// A file whose paragraphs were broken into lines of about one width is told by these bounds, in letters.
const (
	minWrap    = 40
	maxWrap    = 110
	wrapSpread = 30
)

// unwrap joins the lines of hard-wrapped paragraphs. A block of three or more lines of nearly one width, most of which stop in
// mid-sentence, is taken for one; captions, lists and verse stay as they are. On a page that has such blocks and no longer line, blocks
// of two lines and of whole sentences are joined too where their lines are full.
func unwrap(lines []line) []line {
	width := 0 // of the page's hard-wrapped lines; 0 if there are none
	for rest := lines; len(rest) > 0; {
		block := nextBlock(rest)
		rest = rest[len(block):]
		if isWrapped(block) {
			width = max(width, widest(block))
		}
	}
	if width > 0 && widest(lines) > maxWrap {
		width = 0
	}
	out := lines[:0]
	for rest := lines; len(rest) > 0; {
		block := nextBlock(rest)
		rest = rest[len(block):]
		if !isWrapped(block) && !isFull(block, width) {
			out = append(out, block...)
			continue
		}
		var b strings.Builder
		for k, l := range block {
			if k > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(l.text)
		}
		whole := block[0]
		whole.text = b.String()
		out = append(out, whole)
	}
	return out
}

// nextBlock is the first of the lines and those that follow it without a gap.
func nextBlock(lines []line) []line {
	n := 1
	for n < len(lines) && !lines[n].gap && !lines[n].indent && !lines[n].block {
		n++
	}
	return lines[:n]
}

// widest is the number of letters in the longest line, or something above maxWrap.
func widest(lines []line) int {
	most := 0
	for _, l := range lines {
		if len(l.text) > 4*maxWrap {
			return len(l.text)
		}
		most = max(most, utf8.RuneCountInString(l.text))
	}
	return most
}

// isFull reports whether the lines of a block, but for the last, are as wide as those of a hard-wrapped page.
func isFull(block []line, width int) bool {
	if width == 0 || len(block) < 2 {
		return false
	}
	for _, l := range block[:len(block)-1] {
		if utf8.RuneCountInString(l.text) < width-wrapSpread/2 || strings.IndexByte(l.text, '\t') >= 0 {
			return false
		}
	}
	return true
}

func isWrapped(block []line) bool {
	if len(block) < 3 {
		return false
	}
	lo, hi, open := maxWrap, 0, 0
	for _, l := range block[:len(block)-1] {
		if len(l.text) > 4*maxWrap || strings.IndexByte(l.text, '\t') >= 0 { // a table keeps its rows
			return false
		}
		n := utf8.RuneCountInString(l.text)
		lo, hi = min(lo, n), max(hi, n)
		if !endsSentence(l.text) {
			open++
		}
	}
	last := utf8.RuneCountInString(block[len(block)-1].text)
	return lo >= minWrap && hi <= maxWrap && hi-lo <= wrapSpread && last <= hi+wrapSpread && 2*open > len(block)-1
}

// endsSentence reports whether s ends as a sentence does, closing quotes and brackets passed over.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"'”’)]`)
	return s != "" && strings.IndexByte(".!?:;", s[len(s)-1]) >= 0 || strings.HasSuffix(s, "…")
}

// wordsOf counts the blank-separated words of s, up to limit.
func wordsOf(s string, limit int) int {
	n, in := 0, false
	for i := 0; i < len(s) && n <= limit; i++ {
		blank := s[i] == ' ' || s[i] == '\t'
		if !blank && !in {
			n++
		}
		in = !blank
	}
	return n
}
