package web

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// attr is the value of an attribute, "" if the element has none.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

// walk visits n and what is below it, in order; enter says whether to go into an element.
func walk(n *html.Node, enter func(*html.Node) bool) {
	if !enter(n) {
		return
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling // enter may remove c
		walk(c, enter)
		c = next
	}
}

// textOf is the text below n in one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(c *html.Node) bool {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type == html.ElementNode && silent[c.DataAtom]:
			return false
		case c.Type == html.ElementNode && (c.DataAtom == atom.Br || blockLevel[c.DataAtom]):
			b.WriteByte(' ')
		}
		return true
	})
	return oneLine(b.String())
}

// oneLine makes every run of blanks one space and cuts those at the ends.
func oneLine(s string) string { return strings.Join(strings.FieldsFunc(s, isBlank), " ") }

// isBlank reports whether r is a blank of markup. A no-break space inside text is kept: the newspaper printed it.
func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }

// letters counts the letters and digits of s.
func letters(s string) int {
	n := 0
	for i := 0; i < len(s); {
		r, w := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, w = utf8.DecodeRuneInString(s[i:])
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
		i += w
	}
	return n
}

// digits counts the digits of ASCII in s.
func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

func nodeSet(names ...atom.Atom) map[atom.Atom]bool {
	m := make(map[atom.Atom]bool, len(names))
	for _, n := range names {
		m[n] = true
	}
	return m
}

// silent elements hold nothing that is read on the page.
var silent = nodeSet(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Embed, atom.Applet, atom.Audio,
	atom.Video, atom.Canvas, atom.Svg, atom.Math, atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Option, atom.Map, atom.Head,
	atom.Noframes, atom.Datalist, atom.Dialog, atom.Marquee)

// blockLevel elements begin a new line.
var blockLevel = nodeSet(atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Center, atom.Dd, atom.Details, atom.Div, atom.Dl,
	atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6,
	atom.Header, atom.Hgroup, atom.Hr, atom.Li, atom.Main, atom.Nav, atom.Ol, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table,
	atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Caption, atom.Legend)

// weight is how many letters an element holds, and how many of them in links.
type weight struct{ text, link int }

// weigh weighs every element below n.
func weigh(n *html.Node) map[*html.Node]weight {
	m := map[*html.Node]weight{}
	var visit func(n *html.Node, linked bool) weight
	visit = func(n *html.Node, linked bool) weight {
		var w weight
		switch n.Type {
		case html.TextNode:
			w.text = letters(n.Data)
			if linked {
				w.link = w.text
			}
			return w
		case html.ElementNode:
			if silent[n.DataAtom] {
				return w
			}
			linked = linked || n.DataAtom == atom.A && attr(n, "href") != ""
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			cw := visit(c, linked)
			w.text += cw.text
			w.link += cw.link
		}
		m[n] = w
		return w
	}
	visit(n, false)
	return m
}
