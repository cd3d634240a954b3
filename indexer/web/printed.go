package web

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// printed is what elements of a page print of its fields.
type printed struct {
	date, author, section, lead found

	at, head, dateAt int // letters before the current place, the headline and the date
}

// Bounds of printed fields, in letters and digits.
const (
	maxPrintedDate   = 80
	maxPrintedAuthor = 80
	maxPrintedLead   = 900
	minPrintedLead   = 30
)

// dateIn is a date with or without a time in a line of something else.
var dateIn = regexp.MustCompile(`(?i)(?:\d{1,2}\s*[:hg]\s*\d{2}(?::\d{2})?\s*(?:[ap]m|sa|ch)?[^\d]{1,25})?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:[^\d]{1,12}\d{1,2}\s*[:hg]\s*\d{2}(?::\d{2})?(?:\s*(?:[ap]m|sa|ch)\b)?)?`)

// readPrinted reads the fields that class names, <time> and rel=author mark. The first of each counts, since lists of other articles
// follow; of dates, the one nearest to the headline, since pages print today's at their top.
func (p *page) readPrinted() printed {
	out := printed{head: p.lettersBefore(p.heads)}
	walk(p.root, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			out.at += letters(n.Data)
			return false
		}
		if n.Type != html.ElementNode || p.taken[n] {
			out.at += p.weights[n].text
			return false
		}
		r := rolesOf(n)
		p.printedDate(n, r, &out)
		switch {
		case p.taken[n]:
		case out.lead.value == "" && (r&roleLead != 0 || attr(n, "itemprop") == "description") && p.isLead(n):
			out.lead = p.take(n, "lead")
		case out.author.value == "" && (r&roleAuthor != 0 || attr(n, "rel") == "author" || attr(n, "itemprop") == "author") && p.isShort(n, maxPrintedAuthor):
			out.author = p.take(n, "author")
		case out.section.value == "" && r&roleSection != 0 && p.isShort(n, maxPrintedAuthor):
			out.section = p.take(n, "section")
		}
		if p.taken[n] {
			out.at += p.weights[n].text
		}
		return !p.taken[n]
	})
	return out
}

// lettersBefore counts the letters of the page before n; 0 for nil.
func (p *page) lettersBefore(n *html.Node) int {
	count, found := 0, n == nil
	walk(p.root, func(c *html.Node) bool {
		found = found || c == n
		if !found && c.Type == html.TextNode {
			count += letters(c.Data)
		}
		return !found
	})
	if n == nil {
		return 0
	}
	return count
}

// printedDate reads a <time> or an element named a date's. Its text is believed before its datetime attribute only where that is
// no date. A date that stands in an element with more is left to whoever reads the lines.
func (p *page) printedDate(n *html.Node, r role, out *printed) {
	if n.DataAtom != atom.Time && r&roleDate == 0 {
		return
	}
	if w := p.weights[n].text; w == 0 || w > maxPrintedDate {
		return
	}
	text := textOf(n)
	if !hasYear(text) && !hasYear(attr(n, "datetime")) {
		return
	}
	p.taken[n] = true
	if out.date.value != "" && (p.heads == nil || abs(out.at-out.head) >= abs(out.dateAt-out.head)) {
		return
	}
	out.date, out.dateAt = found{text, origin(n)}, out.at
	if date := dateIn.FindString(text); date != "" {
		out.date.value = date // without the words around it: "Được đăng bởi A vào 14/01/2020 - 19:23"
	}
	if at := strings.TrimSpace(attr(n, "datetime")); n.DataAtom == atom.Time && hasYear(at) {
		out.date = found{at, "<time datetime>"}
	}
}

func abs(n int) int { return max(n, -n) }

func (p *page) isLead(n *html.Node) bool {
	w := p.weights[n].text
	return w >= minPrintedLead && w <= maxPrintedLead
}

func (p *page) isShort(n *html.Node, limit int) bool {
	w := p.weights[n].text
	return w > 0 && w <= limit
}

// take makes a field of an element, which then is no text.
func (p *page) take(n *html.Node, what string) found {
	p.taken[n] = true
	text := p.decoded(n)
	if links := crumbParts(n); what != "lead" && linkInside(n) && len(links) > 0 {
		text = strings.Join(links, ", ") // "Posted in Thời sự"
		if what == "section" {
			text = links[0]
		}
	}
	if what == "author" {
		text = strings.TrimLeft(text, "-–—|•· ")
	}
	return found{text, origin(n)}
}

// decoded is the text of an element in one line, its fonts decoded.
func (p *page) decoded(n *html.Node) string {
	w := walker{fonts: p.fonts, all: true}
	w.run(n)
	var lines []string
	for _, b := range w.blocks {
		lines = append(lines, b.Line())
	}
	return oneLine(strings.Join(lines, " "))
}

// origin names an element as a style sheet would.
func origin(n *html.Node) string {
	if class := strings.Fields(attr(n, "class")); len(class) > 0 {
		return n.Data + "." + class[0]
	}
	if id := attr(n, "id"); id != "" {
		return n.Data + "#" + id
	}
	for _, key := range [...]string{"itemprop", "rel"} {
		if v := attr(n, key); v != "" {
			return n.Data + "[" + key + "=" + v + "]"
		}
	}
	return "<" + n.Data + ">"
}
