package web

import (
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"timbao/indexer/document"
	"timbao/indexer/vietnamese"
)

// page is a parsed page on its way to a document.
type page struct {
	doc     *goquery.Document
	root    *html.Node // <body>, pruned
	stated  *stated
	weights map[*html.Node]weight
	taken   map[*html.Node]bool // elements that are a field and no text
	crumbs  string
	fonts   bool
	heads   *html.Node // the printed headline, nil if there is none
}

func newPage(doc *goquery.Document, s *stated, fonts bool) *page {
	p := &page{doc: doc, stated: s, fonts: fonts, taken: map[*html.Node]bool{}}
	p.root = p.first(atom.Body)
	p.crumbs = readCrumbs(p.root)
	prune(p.root)
	p.weights = weigh(p.root)
	return p
}

// first is the first element of a kind, an empty one if there is none.
func (p *page) first(a atom.Atom) *html.Node {
	if e := p.doc.Find(a.String()).First(); e.Length() > 0 {
		return e.Nodes[0]
	}
	return &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
}

// fields fills what is stated and what elements of the page print.
func (p *page) fields(d *document.Document) {
	title, weak := p.headline()
	set(d, "title", &d.Title, title)
	d.Weak.Title = weak.value
	s := p.stated
	printed := p.readPrinted()
	set(d, "published", &d.Published, firstDate(s.dates))
	if d.Published == "" {
		set(d, "published", &d.Published, printed.date)
	}
	d.Weak.Published = s.modified.value
	p.section(d, printed)
	p.persons(d, printed)
	set(d, "lead", &d.Lead, printed.lead)
	if len(s.leads) > 0 && !p.isSiteName(s.leads[0].value) {
		d.Weak.Lead = s.leads[0].value
	}
	if len(s.url) > 0 {
		set(d, "url", &d.URL, s.url[0])
	}
}

func set(d *document.Document, name string, field *string, f found) {
	if f.value != "" {
		*field = f.value
		d.Found(name, f.origin)
	}
}

// firstDate is the first stated value that has a year in it: systems leave zeros and words in these places.
func firstDate(dates []found) found {
	for _, f := range dates {
		if hasYear(f.value) && !strings.HasPrefix(f.value, "0") && !strings.HasPrefix(f.value, "1970-01-01") {
			return f
		}
	}
	return found{}
}

// hasYear reports whether s holds four digits in a row that can be a year, or two after a date's separator.
func hasYear(s string) bool {
	run := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			run++
			continue
		}
		if run == 4 && (s[i-4] == '1' || s[i-4] == '2') {
			return true
		}
		run = 0
	}
	return false
}

func (p *page) section(d *document.Document, printed printed) {
	switch {
	case len(p.stated.section) > 0 && !strings.Contains(p.stated.section[0].value, crumbGap):
		set(d, "section", &d.Section, p.stated.section[0])
	case p.crumbs != "":
		set(d, "section", &d.Section, found{p.crumbs, "breadcrumb"})
	case len(p.stated.section) > 0:
		set(d, "section", &d.Section, p.stated.section[0])
	default:
		set(d, "section", &d.Section, printed.section)
	}
}

func (p *page) persons(d *document.Document, printed printed) {
	for _, a := range p.stated.authors {
		if p.isPerson(a.value) {
			d.Authors = append(d.Authors, a.value)
			d.Found("authors", a.origin)
		}
	}
	if len(d.Authors) == 0 && printed.author.value != "" && !p.isSiteName(printed.author.value) {
		d.Authors = []string{printed.author.value}
		d.Found("authors", printed.author.origin)
	}
	if by := p.stated.weakBy.value; by != "" && p.isPerson(by) {
		d.Weak.Authors = []string{by}
	}
}

// isPerson reports whether a stated author is neither an address nor the site.
func (p *page) isPerson(s string) bool {
	return s != "" && !strings.Contains(s, "://") && !strings.Contains(s, "@") && !p.isSiteName(s) && !isSite(s, p.stated.site)
}

// readCrumbs reads the path that a page prints above its article: the first element that is named a breadcrumb.
func readCrumbs(root *html.Node) string {
	var path []string
	walk(root, func(n *html.Node) bool {
		if path != nil || n.Type != html.ElementNode {
			return path == nil
		}
		if rolesOf(n)&roleCrumb == 0 && !strings.EqualFold(attr(n, "aria-label"), "breadcrumb") {
			return true
		}
		path = crumbParts(n)
		return false
	})
	if len(path) > 0 && isHome(path[0]) {
		path = path[1:]
	}
	return strings.Join(path, crumbGap)
}

// isHome reports whether a part of a path is the site's first page.
func isHome(s string) bool {
	switch vietnamese.Fold(s) {
	case "trang chu", "trang nhat", "home", "trang tin", "homepage":
		return true
	}
	return false
}

// crumbParts are the links of a breadcrumb, or its text cut at what stands between them.
func crumbParts(n *html.Node) []string {
	var links []string
	walk(n, func(c *html.Node) bool {
		if c.DataAtom == atom.A || c.DataAtom == atom.Li && !linkInside(c) {
			if s := textOf(c); letters(s) > 0 && len(links) < maxDepth {
				links = append(links, strings.Trim(s, " >»/|›"))
			}
			return false
		}
		return !silent[c.DataAtom]
	})
	if len(links) > 0 {
		return links
	}
	return strings.FieldsFunc(textOf(n), func(r rune) bool { return strings.ContainsRune(">»/|›", r) })
}

func linkInside(n *html.Node) bool {
	inside := false
	walk(n, func(c *html.Node) bool {
		inside = inside || c.DataAtom == atom.A
		return !inside
	})
	return inside
}
