package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// caretWidth is how many columns of the query Caret shows on each side of the spot's beginning; a terminal has 80.
const caretWidth = 36

// Caret returns two lines: the query, or the part of it around the spot, and ^^^ below the spot as a terminal with fixed columns shows
// it. Blanks and control characters appear as spaces, bytes that are not UTF-8 as U+FFFD; invisible characters are left away.
func (e *Error) Caret() string {
	start, end := e.Span.Start, e.Span.End
	from, cutBefore := back(e.Query, start, caretWidth)
	to, cutAfter := forward(e.Query, start, caretWidth)
	line, _ := display(e.Query[from:to])
	_, indent := display(e.Query[from:start])
	_, carets := display(e.Query[start:min(end, to)])
	if cutBefore {
		line = "…" + line
		indent++
	}
	if cutAfter {
		line += "…"
	}
	return line + "\n" + strings.Repeat(" ", indent) + strings.Repeat("^", max(carets, 1))
}

// back returns where the text of at most so many columns before i begins, and whether something stands before it.
func back(s string, i, columns int) (int, bool) {
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		w := runeWidth(r)
		if columns -= w; columns < 0 {
			return i, true
		}
		i -= size
	}
	return 0, false
}

// forward returns where the text of at most so many columns from i ends, and whether something stands behind it.
func forward(s string, i, columns int) (int, bool) {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if columns -= runeWidth(r); columns < 0 {
			return i, true
		}
		i += size
	}
	return len(s), false
}

// display returns a text as one line that a terminal can show, and its columns.
func display(s string) (string, int) {
	var b strings.Builder
	columns := 0
	for _, r := range s {
		switch {
		case isInvisible(r):
			continue
		case unicode.IsSpace(r) || unicode.IsControl(r):
			r = ' '
		}
		b.WriteRune(r)
		columns += runeWidth(r)
	}
	return b.String(), columns
}

// runeWidth is the columns of a character: none for combining marks and what display leaves away, two for wide ones.
func runeWidth(r rune) int {
	switch {
	case isInvisible(r), unicode.In(r, unicode.Mn, unicode.Me), r >= 0x1160 && r <= 0x11FF:
		return 0
	case r == 0x3000:
		return 1 // shown as a plain space
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	default:
		return 1
	}
}
