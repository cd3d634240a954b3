package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/term"
)

// console is where a command reads and writes, and what may be drawn there. Its zero value is a pipe without colour.
type console struct {
	in       io.Reader
	out, err io.Writer

	terminal bool // out is a terminal: wrap, page, colour
	messages bool // err is a terminal: draw progress
	typed    bool // in is a terminal: nothing is piped in
	color    bool
	width    int // columns of the terminal; 0 in a pipe: don't wrap
	height   int // rows of the terminal; 0 in a pipe
}

// Widths at which text is easy to read; a wider terminal leaves its right side empty.
const (
	minWidth = 40
	maxWidth = 110
)

// newConsole looks at the process's own streams.
func newConsole() *console {
	c := &console{in: os.Stdin, out: os.Stdout, err: os.Stderr}
	c.terminal = term.IsTerminal(int(os.Stdout.Fd()))
	c.messages = term.IsTerminal(int(os.Stderr.Fd()))
	c.typed = term.IsTerminal(int(os.Stdin.Fd()))
	if !c.terminal {
		return c
	}
	width, height, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil || width <= 0 || height <= 0 {
		width, height = 80, 24
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		width = n
	}
	c.width, c.height = min(max(width, minWidth), maxWidth), height
	return c
}

// setColor decides about colour from the value of --color, NO_COLOR and the terminal.
func (c *console) setColor(mode string) error {
	switch mode {
	case "always":
		c.color = true
	case "never":
		c.color = false
	case "auto":
		c.color = c.terminal && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	default:
		return usagef("--color %q: it is auto, always or never", mode)
	}
	return nil
}

// printJSON writes a value as indented JSON, with < and > as they are: highlights stay readable.
func (c *console) printJSON(v any) error {
	e := json.NewEncoder(c.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return fmt.Errorf("writing JSON: %w", err)
	}
	return nil
}

// note writes one line for people to stderr.
func (c *console) note(format string, args ...any) {
	fmt.Fprintf(c.err, "timbao: "+format+"\n", args...)
}

// clean makes text from an article or a file name safe to print: no escape sequences, no marks that turn the line around.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}

// plural is "1 article", "2 articles".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return number(int64(n)) + " " + one + "s"
}

// number groups thousands: 105,418.
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// bytes is a size in the unit that suits it: 354.2 MB.
func bytes(n int64) string {
	const k = 1000
	switch {
	case n < k:
		return strconv.FormatInt(n, 10) + " B"
	case n < k*k:
		return fmt.Sprintf("%.1f kB", float64(n)/k)
	case n < k*k*k:
		return fmt.Sprintf("%.1f MB", float64(n)/(k*k))
	}
	return fmt.Sprintf("%.2f GB", float64(n)/(k*k*k))
}
