package article

import (
	"cmp"
	"strings"

	"timbao/indexer/charset"
	"timbao/indexer/document"
)

// fromDocument makes an article of what a reader of some format found in a file: what the file states of itself first, then what
// the layout of its text says, then what a program filled in. It is the one way from a format to an article.
func fromDocument(r Record, d *document.Document) (*Article, error) {
	sure := revealDocument(d)
	lines, err := blockLines(d.Blocks)
	if err != nil {
		return nil, err
	}
	a := &Article{ID: cmp.Or(line1(d.ID), r.ID), Source: r.Source}
	if d.Encoding != "" {
		a.Source.Encoding = d.Encoding
		r.trace.encoding(r.Rules, charset.Text{Encoding: d.Encoding, Repaired: d.Repaired, Confidence: sure})
	}
	p := page{a: a, rules: r.Rules, trace: r.trace, lines: lines, lead: line1(d.Lead), weakLead: line1(d.Weak.Lead)}
	p.statedCaptions(d)
	first := ""
	if len(lines) > 0 {
		first = lines[0].text
	}
	p.heedRules()
	p.end = len(p.lines)
	p.documentHeader(d)
	p.tail()
	p.content()
	r.state(a, d)
	p.heedSaid()
	if a.empty() && first == "" {
		return nil, ErrEmpty
	}
	p.nameUntitled(first)
	if d.Repaired > 0 || sure < charset.Sure {
		a.guess("encoding")
	}
	r.fillWeak(a, &d.Weak)
	r.finish(a)
	return a, nil
}

func (p *page) statedCaptions(d *document.Document) {
	for _, c := range d.Captions {
		if c = line1(c); c != "" {
			p.addCaption(c)
		}
	}
}

// nameUntitled gives a document a title that nothing names: its first line if that is all there is, a date or a byline, else the
// beginning of its text.
func (p *page) nameUntitled(first string) {
	switch a := p.a; {
	case a.empty():
		a.Title = cutAtWord(first, cutTitle)
		a.guess("title")
		p.trace.note("title", byFirstLine, "")
	case a.Title == "":
		a.guessTitle(p.trace)
	}
}

// line1 is a stated value as one cleaned line.
func line1(s string) string { return value{text: s}.line() }

// blockLines are the lines of the blocks that say something.
func blockLines(blocks []document.Block) ([]line, error) {
	var lines []line
	for _, b := range blocks {
		text := cleanField(b.Line())
		if strings.IndexByte(text, '\r') >= 0 {
			text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
		}
		if len(lines)+strings.Count(text, "\n") > maxLines {
			return nil, errTooManyLines
		}
		n := len(lines)
		lines = appendLines(lines, text)
		for i := range lines[n:] {
			l := &lines[n+i]
			l.kind = b.Kind
			l.block = i == 0
			l.gap = l.gap && i > 0 // blocks follow one another without blank lines
		}
	}
	return lines, nil
}

// documentHeader reads the top of a document. Where the file says which words are the title, no line needs to be guessed to be it.
func (p *page) documentHeader(d *document.Document) {
	title, how := line1(d.Title), byStatement
	if title == "" {
		title, how = headingTitle(d.Blocks), byHeading
	}
	if title == "" {
		title, how = p.weakTitle(line1(d.Weak.Title)), byConfirmation
	}
	if title == "" {
		p.header()
		return
	}
	p.a.Title = title
	p.trace.note("title", how, "")
	p.headed = true
	p.titledHeader()
}

// headingBlocks is the number of blocks at the top among which a heading is the document's title.
const headingBlocks = 6

// headingTitle is the document's own title among its blocks, else the first of its highest headings near the top.
func headingTitle(blocks []document.Block) string {
	best, level := "", 3 // deeper headings stand above parts of a text
	seen := 0
	for _, b := range blocks {
		if b.Kind == document.Heading {
			text := line1(b.Text)
			if text != "" && len(text) <= maxTitle && b.Level < level && (seen < headingBlocks || b.Level == 0) {
				best, level = text, b.Level
			}
		}
		if seen++; seen > 10*headingBlocks {
			break
		}
	}
	return best
}

// weakTitle is the line near the top that a program's title confirms: the same words, or the beginning of them ("Headline - Báo X").
func (p *page) weakTitle(weak string) string {
	if weak == "" {
		return ""
	}
	for _, l := range p.lines[:min(len(p.lines), headerLines)] {
		if len(l.text) > maxTitle {
			break
		}
		if sameText(l.text, weak) || wordsOf(l.text, 3) >= 3 && beginsWith(weak, l.text) {
			return l.text
		}
	}
	return ""
}

// beginsWith reports whether text begins with the words of start, compared as sameText does.
func beginsWith(text, start string) bool {
	i, j, letters := 0, 0, 0
	for {
		var x, y rune
		y, j = nextLetter(start, j)
		if y == 0 {
			return letters > 0
		}
		x, i = nextLetter(text, i)
		if x != y {
			return false
		}
		letters++
	}
}

// titledHeader reads the lines around a title that is known: date line, section, address; the title itself is taken out of the text.
func (p *page) titledHeader() {
	n := min(p.end, headerLines)
	kept := make([]line, 0, n)
	at := -1 // place of the title
	for i, l := range p.lines[:n] {
		if sameText(l.text, p.a.Title) {
			at = i
			break
		}
	}
	for i, l := range p.lines[:n] {
		switch {
		case l.kind == document.Caption || l.kind == document.Row:
			kept = append(kept, l)
		case sameText(l.text, p.a.Title) || p.frame(l.text):
		case !p.dated && p.headerStamp(l.text):
		case i < at && isKicker(l.text, p.a.Title):
			p.kicker(l.text)
		default:
			kept = append(kept, l)
		}
	}
	p.sectionBesideDate()
	p.top = n - len(kept)
	copy(p.lines[p.top:], kept)
}

func (p *page) headerStamp(s string) bool {
	st, ok := p.stampLine(s, true)
	if ok {
		p.setStamp(st, s)
		p.dated = true
	}
	return ok
}

// sectionOf is the section that a stated value names, which may be a path of sections.
func sectionOf(s, title string) string {
	if section, ok := breadcrumb(s, title); ok {
		return section
	}
	return s
}

// accounts are folded names that systems give to whoever sits at them.
var accounts = map[string]bool{
	"": true, "admin": true, "administrator": true, "user": true, "windows user": true, "microsoft office user": true, "root": true,
	"webmaster": true, "editor": true, "guest": true, "owner": true, "unknown": true, "may tinh": true, "bien tap": true, "quan tri": true,
	"toa soan": true, "superadmin": true, "wordpress": true, "default": true, "author": true,
}

// isAccount reports whether a stated author is an account of a computer and nobody.
func isAccount(name string) bool {
	return len(name) <= maxName && accounts[string(appendFold(nil, name))]
}
