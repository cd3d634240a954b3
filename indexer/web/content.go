package web

import (
	"slices"
	"strconv"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"timbao/indexer/document"
)

// Bounds of the search for the main text.
const (
	minBody     = 80      // letters of an element that a hint names the article's text
	minArticle  = 200     // letters of an <article>
	maxElements = 100_000 // of a page that Readability is asked about; its time is not linear
)

// text fills the blocks of the article's text.
func (p *page) text(d *document.Document) {
	w := walker{fonts: p.fonts, taken: p.taken, title: d.Title}
	nodes := p.mainNodes()
	for _, n := range slices.Concat(p.above(nodes[0]), nodes, p.below(nodes[len(nodes)-1])) {
		w.run(n)
	}
	d.Blocks = w.blocks
	if b := p.stated.body; len(b) > 2*blockBytes(d.Blocks)+minBody {
		// The text is filled in by a script, or cut by a wall: JSON-LD has all of it.
		d.Blocks = plainBlocks(b)
	}
	if len(d.Blocks) == 0 && len(nodes) > 0 && nodes[0] != p.root && d.Lead == "" {
		w := walker{fonts: p.fonts, taken: p.taken, title: d.Title}
		w.run(p.root)
		d.Blocks = w.blocks
	}
}

// maxAbove is how many letters between headline and text may be the article's lead, date and byline.
const maxAbove = 1500

// above lists the elements between the headline and the main text, which hold the lead and the date on many pages; none if there
// is more between them than an article's head has.
func (p *page) above(main *html.Node) []*html.Node {
	if p.heads == nil || isWithin(p.heads, main) {
		return nil
	}
	var out []*html.Node
	total, after, reached := 0, false, false
	walk(p.root, func(n *html.Node) bool {
		switch {
		case reached || n == main:
			reached = true
			return false
		case n == p.heads:
			after = true
			return false
		case isWithin(p.heads, n) || isWithin(main, n):
			return true
		case after && (n.Type == html.TextNode || n.Type == html.ElementNode):
			total += p.weights[n].text
			out = append(out, n)
		}
		return false
	})
	if !reached || !after || total > maxAbove {
		return nil
	}
	return out
}

// maxBelow is how many letters below the main text are looked through for a byline.
const maxBelow = 400

// below finds bylines with a label that stand below the main text, outside of it.
func (p *page) below(main *html.Node) []*html.Node {
	var out []*html.Node
	passed, after := 0, false
	walk(p.root, func(n *html.Node) bool {
		switch {
		case n == main:
			after = true
			return false
		case passed > maxBelow || p.taken[n]:
			return false
		case !after || n.Type != html.ElementNode || p.weights[n].text == 0:
			return true
		case p.weights[n].text > maxPrintedAuthor || blockInside(n):
			return true
		}
		if p.weights[n].link == 0 && isByline(textOf(n)) {
			out = append(out, n)
		}
		passed += p.weights[n].text
		return false
	})
	return out
}

func blockBytes(blocks []document.Block) int {
	n := 0
	for _, b := range blocks {
		n += len(b.Line())
	}
	return n
}

// mainNodes are the elements that hold the main text: one that a hint names, else an <article>, else what Readability finds.
func (p *page) mainNodes() []*html.Node {
	if n := p.heaviest(func(n *html.Node) bool { return attr(n, "itemprop") == "articleBody" }, minBody); n != nil {
		return []*html.Node{n}
	}
	if n := p.heaviest(func(n *html.Node) bool { return rolesOf(n)&(roleBody|roleDrop) == roleBody }, minBody); n != nil {
		return []*html.Node{n}
	}
	if n := p.heaviest(func(n *html.Node) bool { return n.DataAtom == atom.Article }, minArticle); n != nil {
		return []*html.Node{n}
	}
	if nodes := p.readable(); len(nodes) > 0 {
		return nodes
	}
	if n := p.heaviest(func(n *html.Node) bool { return n.DataAtom == atom.Main }, 1); n != nil {
		return []*html.Node{n}
	}
	return []*html.Node{p.root}
}

// own is how many letters of an element are not in links.
func (p *page) own(n *html.Node) int { return p.weights[n].text - p.weights[n].link }

// heaviest is the element with the most text of its own among those that are meant; of one inside another, the inner, if it has
// most of the outer's text.
func (p *page) heaviest(meant func(*html.Node) bool, least int) *html.Node {
	var best *html.Node
	walk(p.root, func(n *html.Node) bool {
		if n.Type != html.ElementNode || !meant(n) || p.own(n) < least {
			return n.Type == html.ElementNode
		}
		if best == nil || p.own(n) > p.own(best) || isWithin(n, best) && p.own(n)*10 >= p.own(best)*7 {
			best = n
		}
		return true
	})
	return best
}

func isWithin(n, outer *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// mark is the attribute by which an element is known again in Readability's copy of the page.
const mark = "data-timbao"

// readable asks Readability where the main text is. Its own output drops short paragraphs, tables and captions, so only the place
// is taken from it: the smallest element around all it kept, and of that element's children those that it kept something of.
func (p *page) readable() []*html.Node {
	var elements []*html.Node
	walk(p.root, func(n *html.Node) bool {
		if n.Type == html.ElementNode {
			n.Attr = append(n.Attr, html.Attribute{Key: mark, Val: strconv.Itoa(len(elements))})
			elements = append(elements, n)
		}
		return true
	})
	if len(elements) == 0 || len(elements) > maxElements {
		return nil
	}
	parser := readability.NewParser()
	parser.CharThresholds = minArticle
	parser.DisableJSONLD = true
	result, err := parser.ParseDocument(p.doc.Nodes[0], nil)
	if err != nil || result.Node == nil {
		return nil
	}
	kept := map[*html.Node]bool{}
	var around *html.Node
	walk(result.Node, func(n *html.Node) bool {
		if n.Type != html.TextNode || letters(n.Data) == 0 {
			return true
		}
		if e := marked(n, elements); e != nil {
			around = common(around, e)
			for ; e != nil && !kept[e]; e = e.Parent {
				kept[e] = true
			}
		}
		return true
	})
	return keptChildren(around, kept)
}

// marked is the element of the page that holds a text of Readability's copy.
func marked(n *html.Node, elements []*html.Node) *html.Node {
	for n = n.Parent; n != nil; n = n.Parent {
		if i, err := strconv.Atoi(attr(n, mark)); err == nil && i >= 0 && i < len(elements) {
			return elements[i]
		}
	}
	return nil
}

// common is the smallest element around a and b.
func common(a, b *html.Node) *html.Node {
	if a == nil {
		return b
	}
	for ; a != nil && !isWithin(b, a); a = a.Parent {
	}
	return a
}

// keptChildren are the children of n that hold something that is kept, and the text between them; all of n where text stands in it
// itself.
func keptChildren(n *html.Node, kept map[*html.Node]bool) []*html.Node {
	if n == nil {
		return nil
	}
	var out []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && letters(c.Data) > 0 || c.Type == html.ElementNode && !blockLevel[c.DataAtom] {
			return []*html.Node{n}
		}
		if kept[c] || c.Type == html.ElementNode && !wrappers[c.DataAtom] {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return []*html.Node{n}
	}
	return out
}

// wrappers are the elements that hold parts of pages; the others hold text, and where they stand among text they are part of it.
var wrappers = nodeSet(atom.Div, atom.Section, atom.Aside, atom.Form, atom.Header, atom.Footer, atom.Center, atom.Article, atom.Main, atom.Td,
	atom.Th, atom.Tr, atom.Tbody, atom.Details, atom.Fieldset)
