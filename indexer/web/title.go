package web

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"timbao/indexer/vietnamese"
)

// separators stand between a headline and the name of the site or section in a page's title.
var separators = []string{" - ", " | ", " – ", " — ", " :: ", " » ", " • ", " · ", " ~ ", " / "}

// Bounds of headlines.
const (
	maxTitle     = 400 // bytes
	maxSiteWords = 6   // words of a site's name behind the headline
)

// cutSite cuts the names of the site and its sections from the end of a page's title, and the site's from its beginning, where a
// section's may be part of the headline ("Tin buồn: …").
func cutSite(title string, sites, sections []string) string {
	both := slices.Concat(sites, sections)
	for {
		i, n := lastSeparator(title)
		if i <= 0 || !isSite(title[i+n:], both) {
			break
		}
		title = strings.TrimSpace(title[:i])
	}
	for {
		i, n := firstSeparator(title)
		if i <= 0 || !isSite(title[:i], sites) {
			break
		}
		title = strings.TrimSpace(title[i+n:])
	}
	return title
}

func lastSeparator(s string) (at, n int) {
	for _, sep := range separators {
		if i := strings.LastIndex(s, sep); i > at {
			at, n = i, len(sep)
		}
	}
	return at, n
}

func firstSeparator(s string) (at, n int) {
	at = -1
	for _, sep := range append([]string{": "}, separators...) {
		if i := strings.Index(s, sep); i > 0 && (at < 0 || i < at) {
			at, n = i, len(sep)
		}
	}
	return at, n
}

// isSite reports whether s is one of the site's names, or says itself that it is one.
func isSite(s string, sites []string) bool {
	s = vietnamese.Fold(strings.TrimSpace(s))
	if s == "" {
		return true
	}
	for _, site := range sites {
		if site = vietnamese.Fold(site); site != "" && (s == site || strings.Contains(" "+s+" ", " "+site+" ") && words(s) <= words(site)+2) {
			return true
		}
	}
	if words(s) > maxSiteWords {
		return false
	}
	for _, begin := range [...]string{"bao ", "tap chi ", "trang thong tin ", "cong thong tin ", "dai phat thanh ", "dai truyen hinh ", "trang tin "} {
		if strings.HasPrefix(s, begin) {
			return true
		}
	}
	return strings.HasSuffix(s, " online") || strings.HasSuffix(s, " dien tu") || isDomain(s)
}

func isDomain(s string) bool {
	if strings.ContainsAny(s, " ") {
		return false
	}
	for _, end := range [...]string{".vn", ".com", ".net", ".org", ".example", ".info"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

func words(s string) int { return len(strings.Fields(s)) }

// sameWords reports whether two headlines are the same but for accents, case and punctuation.
func sameWords(a, b string) bool { return letterKey(a) == letterKey(b) && letterKey(a) != "" }

// letterKey is s without anything but folded letters and digits.
func letterKey(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, vietnamese.Fold(s))
}

// headline chooses the title: the first stated one, without the site's name; the page's printed headline in its place where that is
// the same, whole. weak is what only <title> says.
func (p *page) headline() (title, weak found) {
	sites, sections := p.stated.site, p.sections()
	var candidates []found
	for _, c := range p.stated.titles {
		if len(c.value) <= maxTitle {
			c.value = cutSite(c.value, sites, sections)
			candidates = append(candidates, c)
		}
	}
	weak = found{cutSite(textOf(p.first(atom.Title)), sites, sections), "<title>"}
	if len(weak.value) > maxTitle {
		weak.value = ""
	}
	if h := p.heading(candidates, weak.value); h != nil {
		p.heads = h
		p.taken[h] = true
		return found{textOf(h), origin(h)}, weak
	}
	if len(candidates) > 0 && !p.isSiteName(candidates[0].value) {
		return candidates[0], weak
	}
	return found{}, weak
}

// sections are the names of sections that stand in a page's title behind the headline.
func (p *page) sections() []string {
	var out []string
	for _, f := range p.stated.section {
		out = append(out, strings.Split(f.value, crumbGap)...)
	}
	return append(out, strings.Split(p.crumbs, crumbGap)...)
}

func (p *page) isSiteName(s string) bool {
	for _, site := range p.stated.site {
		if sameWords(s, site) {
			return true
		}
	}
	return false
}

// heading finds the printed headline: one that a stated title or <title> confirms, else the only h1, if nothing is stated.
func (p *page) heading(stated []found, docTitle string) *html.Node {
	var keys []string
	for _, c := range stated {
		keys = append(keys, letterKey(c.value))
	}
	if docTitle != "" {
		keys = append(keys, letterKey(docTitle))
	}
	printed, h1 := p.printedTitles(keys)
	for _, test := range [...]func(printed, stated string) bool{equal, continues} {
		for _, key := range keys {
			for _, h := range printed {
				if key != "" && test(letterKey(textOf(h)), key) {
					return h
				}
			}
		}
	}
	if len(stated) > 0 || len(h1) != 1 {
		return nil
	}
	if text := textOf(h1[0]); words(text) > 2 && !isSite(text, p.stated.site) {
		return h1[0]
	}
	return nil
}

func equal(printed, stated string) bool { return printed == stated }

// continues reports whether a stated title (letters alone) is the printed one cut short, or has something behind it.
func continues(printed, stated string) bool {
	const enough = 12 // letters that two headlines must share at their beginning
	return len(printed) >= enough && strings.HasPrefix(stated, printed) || len(stated) >= enough && strings.HasPrefix(printed, stated)
}

// printedTitles lists the elements that may print the headline: h1, those named or marked so, lower headings, and at last whatever
// has the very letters of a stated title, since old pages print it in <b>.
func (p *page) printedTitles(keys []string) (all, h1 []*html.Node) {
	var marked, lower, alike []*html.Node
	sizes := map[int]bool{}
	for _, k := range keys {
		sizes[utf8.RuneCountInString(k)] = true
	}
	walk(p.root, func(n *html.Node) bool {
		size := p.weights[n].text
		if n.Type != html.ElementNode || size == 0 || size > maxTitle {
			return size > maxTitle
		}
		switch {
		case n.DataAtom == atom.H1:
			h1 = append(h1, n)
		case attr(n, "itemprop") == "headline", rolesOf(n)&roleTitle != 0 && !blockInside(n):
			marked = append(marked, n)
		case n.DataAtom == atom.H2, n.DataAtom == atom.H3, n.DataAtom == atom.H4:
			lower = append(lower, n)
		case sizes[size] && p.weights[n].link == 0 && !blockInside(n):
			alike = append(alike, n)
		default:
			return true
		}
		return false
	})
	return slices.Concat(h1, marked, lower, alike), h1
}

// blockInside reports whether there are block elements below n, so that it is more than one line.
func blockInside(n *html.Node) bool {
	inside := false
	walk(n, func(c *html.Node) bool {
		inside = inside || c != n && blockLevel[c.DataAtom]
		return !inside
	})
	return inside
}
