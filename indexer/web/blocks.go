package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"timbao/indexer/charset"
	"timbao/indexer/document"
)

// walker makes blocks of elements.
type walker struct {
	fonts  bool                // fonts of legacy encodings are decoded
	all    bool                // nothing is taken for boilerplate
	taken  map[*html.Node]bool // elements that are passed over
	title  string              // not repeated as a heading
	blocks []document.Block

	cur     current
	picture bool // the last thing before the current block was a picture
	letters int  // of all blocks so far
	done    bool // what follows are readers' comments
}

// current is the block that is being filled.
type current struct {
	b         strings.Builder
	line      int // where its last line begins
	run       strings.Builder
	font      charset.Legacy // of run
	space, br bool           // owed before the next letter
	text      int            // letters
	link, em  int            // of them in links, in italics
	other     int            // of them neither digits nor in links
	image     bool           // there is a picture in it
	centred   bool
}

// style is what an element hands down to what is in it.
type style struct {
	kind      document.Kind
	level     int
	font      charset.Legacy
	link, em  bool
	pre       bool
	centred   bool
	inCaption bool
}

// run makes blocks of n and what is in it.
func (w *walker) run(n *html.Node) {
	w.node(n, style{})
	w.flush(style{})
}

func (w *walker) node(n *html.Node, s style) {
	switch {
	case w.done:
	case n.Type == html.TextNode:
		w.write(n.Data, s)
	case n.Type == html.DocumentNode:
		w.children(n, s)
	case n.Type != html.ElementNode:
	case w.taken[n]:
		w.flush(s)
	case n.DataAtom == atom.Img || n.DataAtom == atom.Picture || n.DataAtom == atom.Video:
		w.cur.image = true
	case silent[n.DataAtom]:
	default:
		w.element(n, s)
	}
}

func (w *walker) children(n *html.Node, s style) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, s)
	}
}

func (w *walker) element(n *html.Node, s style) {
	if w.all && isHidden(n) {
		return
	}
	s = w.inherit(n, s)
	if n.DataAtom == atom.Br {
		w.lineBreak(s)
		return
	}
	if !blockLevel[n.DataAtom] {
		w.children(n, s)
		return
	}
	outer := s
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		s.kind, s.level = document.Heading, int(n.Data[1]-'0')
	case atom.Li, atom.Dt, atom.Dd:
		s.kind = document.Item
	case atom.Pre:
		s.pre = true
	}
	w.flush(outer)
	if !s.inCaption && w.captioned(n, s) || n.DataAtom == atom.Table && w.table(n, s) {
		return
	}
	w.cur.centred = s.centred
	w.children(n, s)
	w.flush(s)
}

// inherit adds to s what the element says for what is in it.
func (w *walker) inherit(n *html.Node, s style) style {
	switch n.DataAtom {
	case atom.A:
		s.link = s.link || attr(n, "href") != ""
	case atom.Em, atom.I, atom.Cite:
		s.em = true
	case atom.Center:
		s.centred = true
	case atom.Font:
		if f, ok := charset.Font(attr(n, "face")); ok {
			s.font = f
		} else if attr(n, "face") != "" {
			s.font = charset.Legacy{}
		}
	}
	if strings.EqualFold(attr(n, "align"), "center") {
		s.centred = true
	}
	if css := attr(n, "style"); css != "" {
		s = inheritCSS(strings.ToLower(css), css, s)
	}
	return s
}

func inheritCSS(lower, css string, s style) style {
	if strings.Contains(lower, "italic") {
		s.em = true
	}
	if i := strings.Index(lower, "text-align"); i >= 0 {
		s.centred = strings.HasPrefix(strings.TrimLeft(lower[i+len("text-align"):], ": "), "center")
	}
	if i := strings.Index(lower, "font-family"); i >= 0 && len(lower) == len(css) {
		families, _, _ := strings.Cut(strings.TrimLeft(css[i+len("font-family"):], ": "), ";")
		first, _, _ := strings.Cut(families, ",")
		s.font, _ = charset.Font(strings.Trim(first, `"' `))
	}
	return s
}

// write appends text to the current block, its blanks collapsed as a browser does.
func (w *walker) write(text string, s style) {
	c := &w.cur
	n := letters(text)
	c.text += n
	if s.link {
		c.link += n
	} else {
		c.other += n - digits(text)
	}
	if s.em {
		c.em += n
	}
	if s.font != c.font {
		c.endRun(w.fonts)
		c.font = s.font
	}
	for _, r := range text {
		switch {
		case s.pre && r == '\n':
			c.endRun(w.fonts)
			c.b.WriteByte('\n')
			c.line, c.space = c.b.Len(), false
		case isBlank(r):
			c.space = true
		default:
			c.owed()
			c.run.WriteRune(r)
		}
	}
}

// owed writes the break or the blank that stands before the next letter.
func (c *current) owed() {
	empty := c.b.Len()+c.run.Len() == 0
	switch {
	case c.br && !empty:
		c.run.WriteByte('\n')
	case c.space && !empty:
		c.run.WriteByte(' ')
	}
	c.br, c.space = false, false
}

// endRun decodes the run of one font and appends it to the block.
func (c *current) endRun(fonts bool) {
	if c.run.Len() == 0 {
		return
	}
	run := c.run.String()
	if fonts && c.font != (charset.Legacy{}) {
		run = c.font.Decode(run)
	}
	c.run.Reset()
	if i := strings.LastIndexByte(run, '\n'); i >= 0 {
		c.line = c.b.Len() + i + 1
	}
	c.b.WriteString(run)
}

// lineBreak is <br>: one is a line break, a second one, or one on an empty line, ends the paragraph.
func (w *walker) lineBreak(s style) {
	c := &w.cur
	c.endRun(w.fonts)
	blank := strings.Trim(c.b.String()[c.line:], " \u00a0") == ""
	if c.br || blank && c.b.Len() > 0 {
		centred := c.centred
		w.flush(s)
		w.cur.centred = centred
		return
	}
	c.br, c.space = c.b.Len() > 0, false
}

// flush ends the current block.
func (w *walker) flush(s style) {
	c := &w.cur
	c.endRun(w.fonts)
	text := strings.Trim(c.b.String(), " \u00a0\n\t")
	cur := *c
	w.cur = current{font: s.font}
	if text == "" || cur.text == 0 {
		w.picture = w.picture || cur.image
		if text != "" {
			w.picture = false
		}
		return
	}
	b := document.Block{Kind: s.kind, Level: s.level, Text: text}
	if w.isCaption(&cur, b) {
		b.Kind = document.Caption
	}
	w.picture = cur.image && b.Kind != document.Caption
	w.emit(b, amount{cur.text, cur.link, cur.other})
}

// Bounds of a caption that is told by its place below a picture alone, in letters.
const maxLooseCaption = 240

// isCaption reports whether a paragraph stands below a picture and looks as captions do: in italics, or centred.
func (w *walker) isCaption(c *current, b document.Block) bool {
	return (w.picture || c.image) && b.Kind == document.Paragraph && c.text <= maxLooseCaption && c.link == 0 && (c.em == c.text || c.centred)
}

// emit appends a block unless it is boilerplate.
func (w *walker) emit(b document.Block, n amount) {
	if !w.all {
		if isLinkBlock(b, n) || b.Kind == document.Heading && sameWords(b.Text, w.title) {
			return
		}
		switch phraseOf(b, n) {
		case phraseDrop:
			return
		case phraseEnd:
			if w.letters >= minBody {
				w.done = true
				return
			}
		}
	}
	w.letters += n.text
	w.blocks = append(w.blocks, b)
}

// amount is how many letters and digits a block has: all, in links, and letters that are neither digits nor in links.
type amount struct{ text, link, other int }

// The share of a block's letters, in percent, that may stand beside links in a pointer to other articles. Items of such lists have
// dates and names of sections there.
const (
	besideLinks     = 15
	besideItemLinks = 40
)

func isLinkBlock(b document.Block, n amount) bool {
	switch b.Kind {
	case document.Caption, document.Row:
		return false
	case document.Item:
		return n.link > 0 && n.other*100 <= n.text*besideItemLinks
	}
	return n.link > 0 && n.other*100 <= n.text*besideLinks
}

// plainBlocks makes paragraphs of the lines of plain text.
func plainBlocks(text string) []document.Block {
	var d document.Document
	for line := range strings.Lines(text) {
		d.Add(document.Paragraph, oneLine(plainText(line)))
	}
	return d.Blocks
}
