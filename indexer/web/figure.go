package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"timbao/indexer/document"
)

// Bounds of captions and of the cells of a table that holds data.
const (
	maxCaption = 600  // letters
	maxCell    = 300  // letters
	maxBox     = 2000 // nodes of a box that is looked into
)

// shape is what is looked at to tell what a box is.
type shape struct {
	letters, pictures, tables, nodes int

	quotes bool
}

// shapeOf counts below n, and stops early where it is too much for a caption.
func shapeOf(n *html.Node) shape {
	var s shape
	walk(n, func(c *html.Node) bool {
		if s.nodes++; s.nodes > maxBox {
			s.letters = max(s.letters, maxCaption+1)
		}
		switch {
		case c.Type == html.TextNode:
			s.letters += letters(c.Data)
		case c.DataAtom == atom.Img || c.DataAtom == atom.Video || c.DataAtom == atom.Picture:
			s.pictures++
			return false // the <img> of a <picture> is the same one
		case c.DataAtom == atom.Table && c != n:
			s.tables++
		case c.DataAtom == atom.Blockquote:
			s.quotes = true
		}
		return !silent[c.DataAtom] && s.letters <= maxCaption
	})
	return s
}

// captioned reads a box that is a caption, or a picture with one, and reports whether it was.
func (w *walker) captioned(n *html.Node, s style) bool {
	var box bool
	switch n.DataAtom {
	case atom.Figcaption:
		w.caption(n, s)
		return true
	case atom.Figure, atom.Table:
		box = true
	default:
		box = rolesOf(n)&roleCaption != 0
	}
	if !box {
		return false
	}
	sh := shapeOf(n)
	named := rolesOf(n)&roleCaption != 0
	if sh.letters > maxCaption || sh.tables > 0 || sh.quotes || sh.pictures > 1 || sh.pictures == 0 && !named {
		return false
	}
	if n.DataAtom == atom.Table && !named && (len(tableRows(n)) > 3 || columns(n) > 1) {
		return false
	}
	w.caption(n, s)
	return true
}

// caption makes one block of all text in n, which may hold the description and, in a line of its own, the photographer.
func (w *walker) caption(n *html.Node, s style) {
	sub := walker{fonts: w.fonts, all: true, taken: w.taken}
	s.inCaption = true
	sub.children(n, s)
	sub.flush(s)
	var lines []string
	total := 0
	for _, b := range sub.blocks {
		lines = append(lines, strings.Join(strings.Fields(b.Line()), " "))
		total += letters(b.Line())
	}
	if total > 0 {
		w.emit(document.Block{Kind: document.Caption, Text: strings.Join(lines, " ")}, amount{text: total})
	}
	w.picture = false
}

// table reads a table of data row by row, and reports whether it was one; tables that lay out a page are read as boxes.
func (w *walker) table(n *html.Node, s style) bool {
	rows := tableRows(n)
	filled, wide := 0, 0
	for _, row := range rows {
		cells := rowCells(row)
		for _, cell := range cells {
			sh := shapeOf(cell)
			if sh.letters > maxCell || sh.tables > 0 {
				return false
			}
			if sh.letters > 0 {
				filled++
			}
		}
		wide = max(wide, len(cells))
	}
	if len(rows) < 2 || wide < 2 || filled < len(rows) || filled < 3 {
		return false
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Caption {
			w.node(c, s)
			w.flush(s)
		}
	}
	for _, row := range rows {
		b := document.Block{Kind: document.Row}
		var all amount
		for _, cell := range rowCells(row) {
			text, n := w.cell(cell, s)
			b.Cells = append(b.Cells, text)
			all.text += n.text
			all.link += n.link
		}
		if all.text > 0 && (w.all || all.link*2 < all.text) {
			w.emit(b, all)
		}
	}
	w.picture = false
	return true
}

// cell is the text of a cell in one line, and how many letters it has, all and in links.
func (w *walker) cell(n *html.Node, s style) (string, weight) {
	sub := walker{fonts: w.fonts, all: true, taken: w.taken}
	sub.children(n, w.inherit(n, s))
	sub.flush(s)
	var lines []string
	for _, b := range sub.blocks {
		lines = append(lines, b.Line())
	}
	return oneLine(strings.Join(lines, " ")), weigh(n)[n]
}

func columns(n *html.Node) int {
	most := 0
	for _, row := range tableRows(n) {
		most = max(most, len(rowCells(row)))
	}
	return most
}

// tableRows are the rows of a table, not those of tables in it.
func tableRows(n *html.Node) []*html.Node {
	var rows []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			rows = append(rows, c)
		case atom.Tbody, atom.Thead, atom.Tfoot:
			rows = append(rows, tableRows(c)...)
		}
	}
	return rows
}

func rowCells(row *html.Node) []*html.Node {
	var cells []*html.Node
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells = append(cells, c)
		}
	}
	return cells
}
