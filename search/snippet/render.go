package snippet

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	ellipsis = "…"

	// Switched off one by one, so that a line printed dim stays dim after a mark.
	ansiOn  = "\x1b[1;33m"
	ansiOff = "\x1b[22;39m"

	// A terminal string such as a window title is removed with its content, but only up to this many bytes: an unfinished
	// one must not swallow the text.
	maxEscape = 256
)

// writer writes stretches of text with marks.
type writer struct {
	strings.Builder
	mk      Markup
	on, off string
	blank   bool // the last thing written was a space, or nothing was written yet
	valid   bool // the text is UTF-8 throughout
}

func newWriter(mk Markup, size int) *writer {
	w := &writer{mk: mk, blank: true}
	switch mk {
	case ANSI:
		w.on, w.off = ansiOn, ansiOff
	case Plain:
	default:
		w.on, w.off = "<mark>", "</mark>"
	}
	w.Grow(size)
	return w
}

// text writes text[start:end] with marks at the spans, which are sorted, do not overlap and count from the beginning of text.
func (w *writer) text(text string, start, end int, spans []Span) {
	i := start
	w.valid = utf8.ValidString(text[start:end])
	for _, s := range spans {
		s.Start, s.End = max(s.Start, i), min(s.End, end)
		if s.Start >= s.End {
			continue
		}
		i = w.plain(text, i, s.Start, "")
		if i >= s.End {
			continue // an escape sequence swallowed the match
		}
		before := w.Len()
		i = w.plain(text, i, s.End, w.on)
		if w.Len() > before {
			w.WriteString(w.off)
		}
	}
	w.plain(text, i, end, "")
}

// plain writes text from i up to stop, with open before the first thing that is written, and returns where it stopped: beyond stop if an
// escape sequence crosses it.
func (w *writer) plain(text string, i, stop int, open string) int {
	for i < stop {
		run := i
		for run < stop && w.ordinary(text[run]) {
			w.blank = text[run] == ' '
			run++
		}
		size, out := run-i, text[i:run]
		if size == 0 {
			size, out = w.piece(text[i:])
			if out == " " && w.blank {
				out = ""
			}
			if out != "" {
				w.blank = out == " "
			}
		}
		if out != "" {
			w.WriteString(open)
			open = ""
			w.WriteString(out)
		}
		i += size
	}
	return i
}

// ordinary reports bytes that are written as they are. Of the characters beyond ASCII it leaves out those that begin with a byte that
// a space, a control character or a mark of direction can begin with; the bytes after such a byte are read by piece with it.
func (w *writer) ordinary(c byte) bool {
	switch {
	case c == ' ':
		return !w.blank
	case c < utf8.RuneSelf:
		return c > ' ' && c != 0x7f && (w.mk == ANSI || w.mk == Plain || entity(c) == "")
	}
	return w.valid && c != 0xc2 && c != 0xe2 && c != 0xe3 && c != 0xef
}

// piece returns the size of the next character or escape sequence, and what is written for it.
func (w *writer) piece(text string) (size int, out string) {
	if c := text[0]; c < utf8.RuneSelf {
		switch {
		case c == 0x1b:
			return escapeSize(text), ""
		case isSpace(rune(c)):
			return 1, " "
		case c < ' ', c == 0x7f:
			return 1, ""
		}
		return 1, entity(c)
	}
	r, size := utf8.DecodeRuneInString(text)
	switch {
	case r == utf8.RuneError && size == 1:
		return 1, "\uFFFD"
	case isSpace(r):
		return size, " "
	case unsafeRune(r):
		return size, ""
	}
	return size, text[:size]
}

// entity returns the HTML form of the characters that mean something in a page, else "".
func entity(c byte) string {
	switch c {
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '&':
		return "&amp;"
	case '"':
		return "&#34;"
	case '\'':
		return "&#39;"
	}
	return ""
}

// unsafeRune reports the characters that could command a terminal or turn the order of the text around them.
func unsafeRune(r rune) bool {
	switch {
	case 0x80 <= r && r <= 0x9f: // C1 controls
		return true
	case 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069: // bidirectional embeddings, overrides, isolates
		return true
	}
	return r == 0xfeff
}

// escapeSize returns the length of the terminal escape sequence at the beginning of text.
func escapeSize(text string) int {
	if len(text) < 2 {
		return 1
	}
	switch text[1] {
	case '[': // control sequence: parameters, then one final byte
		i := 2
		for i < len(text) && i < maxEscape && 0x20 <= text[i] && text[i] <= 0x3f {
			i++
		}
		if i < len(text) && 0x40 <= text[i] && text[i] <= 0x7e {
			return i + 1
		}
	case ']', 'P', 'X', '^', '_': // string up to BEL or ST
		for i := 2; i < len(text) && i < maxEscape; i++ {
			if text[i] == 0x07 {
				return i + 1
			}
			if text[i] == 0x1b && i+1 < len(text) && text[i+1] == '\\' {
				return i + 2
			}
		}
	}
	return 1
}

// isSpace reports white space at which a text may be cut: not the no-break spaces.
func isSpace(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0x2028, 0x2029, 0x3000:
		return true
	}
	return false
}

// isBlank reports characters between two words that do not part them for the eye.
func isBlank(r rune) bool {
	return r != '\n' && (isSpace(r) || unicode.In(r, unicode.Zs, unicode.Cf))
}
