package web

import (
	"html"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html/atom"
)

// stated is what the markup of a page says about its article.
type stated struct {
	titles   []found // best first
	dates    []found
	modified found
	authors  []found
	weakBy   found // who a <meta name=author> names
	section  []found
	leads    []found
	url      []found
	site     []string // names of the site
	body     string   // JSON-LD's copy of the text
}

// found is a value and where it was found.
type found struct{ value, origin string }

// maxField bounds a stated field, in bytes: more is no title, name or description.
const maxField = 4000

func add(list *[]found, value, origin string) {
	if value = plainText(value); value != "" && len(value) <= maxField {
		*list = append(*list, found{value, origin})
	}
}

// plainText is a value of an attribute or of JSON-LD in one line: some systems escape it twice, or leave tags in it.
func plainText(s string) string {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if strings.IndexByte(s, '<') >= 0 && strings.IndexByte(s, '>') >= 0 {
		if doc, err := goquery.NewDocumentFromReader(strings.NewReader(s)); err == nil {
			s = doc.Text()
		}
	}
	return oneLine(s)
}

// The names of <meta> elements, in lower case, with what they hold.
var (
	metaTitles  = []string{"og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "title"}
	metaDates   = []string{"article:published_time", "og:article:published_time", "article:published", "datepublished", "publishdate", "publish-date", "publish_date", "published_time", "pubdate", "published-date", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "citation_publication_date", "citation_date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "article.published", "article_date_original", "original-publish-date", "og:published_time", "date", "date.created", "created"}
	metaUpdates = []string{"article:modified_time", "og:updated_time", "lastmod", "last-modified", "dcterms.modified", "dc.date.modified", "updated"}
	metaAuthors = []string{"citation_author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author", "article:author", "article:author_name", "byl"}
	metaSection = []string{"article:section", "parsely-section", "sailthru.section", "dc.subject.section", "section"}
	metaLeads   = []string{"og:description", "description", "twitter:description", "dc.description", "dcterms.description", "sapo"}
)

// readStated collects what the head, JSON-LD and microdata say.
func readStated(doc *goquery.Document) *stated {
	s := &stated{}
	readJSONLD(doc, s)
	metas := metaValues(doc)
	take := func(list *[]found, names []string) {
		for _, name := range names {
			for _, v := range metas[name] {
				add(list, v, "meta "+name)
			}
		}
	}
	take(&s.titles, metaTitles)
	take(&s.dates, metaDates[:3])
	s.microdata(doc)
	take(&s.dates, metaDates[3:])
	var updates, authors []found
	take(&updates, metaUpdates)
	if s.modified.value == "" && len(updates) > 0 {
		s.modified = updates[0]
	}
	if len(s.authors) == 0 {
		take(&s.authors, metaAuthors)
	}
	take(&authors, []string{"author"})
	if len(authors) > 0 {
		s.weakBy = authors[0]
	}
	take(&s.section, metaSection)
	take(&s.leads, metaLeads)
	s.address(doc, metas)
	for _, v := range append(metas["og:site_name"], metas["application-name"]...) {
		s.site = append(s.site, plainText(v))
	}
	return s
}

// metaValues are the contents of all <meta> elements by name, property, itemprop or http-equiv, in lower case.
func metaValues(doc *goquery.Document) map[string][]string {
	m := map[string][]string{}
	doc.Find("meta[content]").Each(func(_ int, e *goquery.Selection) {
		n := e.Nodes[0]
		for _, key := range [...]string{"property", "name", "itemprop", "http-equiv"} {
			name := strings.ToLower(strings.TrimSpace(attr(n, key)))
			if name != "" && len(m[name]) < 50 {
				m[name] = append(m[name], attr(n, "content"))
				break
			}
		}
	})
	return m
}

// microdata reads itemprop attributes. Those inside a comment or a list of other articles are told by the nesting of itemscope: the
// properties of the first scope that has a headline or a text are the article's; pages without scopes count as one.
func (s *stated) microdata(doc *goquery.Document) {
	scope := doc.Selection
	doc.Find("[itemscope]").EachWithBreak(func(_ int, e *goquery.Selection) bool {
		kind, _ := e.Attr("itemtype")
		if isArticleType(kind[strings.LastIndexByte(kind, '/')+1:]) {
			scope = e
			return false
		}
		return true
	})
	prop := func(name string) *goquery.Selection { return scope.Find("[itemprop~=" + name + "]") }
	prop("headline").EachWithBreak(func(_ int, e *goquery.Selection) bool {
		add(&s.titles, propValue(e), "itemprop headline")
		return false
	})
	prop("datePublished").EachWithBreak(func(_ int, e *goquery.Selection) bool {
		add(&s.dates, propValue(e), "itemprop datePublished")
		return false
	})
	if s.modified.value == "" {
		s.modified = found{plainText(propValue(prop("dateModified").First())), "itemprop dateModified"}
	}
	prop("articleSection").EachWithBreak(func(_ int, e *goquery.Selection) bool {
		add(&s.section, propValue(e), "itemprop articleSection")
		return false
	})
	if len(s.authors) > 0 {
		return
	}
	prop("author").EachWithBreak(func(i int, e *goquery.Selection) bool {
		if name := e.Find("[itemprop~=name]").First(); name.Length() > 0 {
			e = name
		}
		add(&s.authors, propValue(e), "itemprop author")
		return i < 10
	})
}

// propValue is what a microdata property says: an attribute meant for programs, else its text.
func propValue(e *goquery.Selection) string {
	if e.Length() == 0 {
		return ""
	}
	n := e.Nodes[0]
	for _, key := range [...]string{"content", "datetime", "title"} {
		if key == "title" && n.DataAtom != atom.Abbr {
			continue
		}
		if v := strings.TrimSpace(attr(n, key)); v != "" {
			return v
		}
	}
	if n.DataAtom == atom.Meta || n.DataAtom == atom.Link {
		return ""
	}
	return textOf(n)
}

// address finds the page's address on the web.
func (s *stated) address(doc *goquery.Document, metas map[string][]string) {
	web := func(v, origin string) {
		if strings.HasPrefix(v, "http://") || strings.HasPrefix(v, "https://") {
			add(&s.url, v, origin)
		}
	}
	if v, ok := doc.Find("link[rel~=canonical]").First().Attr("href"); ok {
		web(v, "link canonical")
	}
	for _, v := range metas["og:url"] {
		web(v, "meta og:url")
	}
	for n := doc.Nodes[0].FirstChild; n != nil; n = n.NextSibling {
		web(savedFrom(n.Data), "the note of the browser that saved it")
	}
	if root := doc.Find("html"); root.Length() > 0 {
		for n := root.Nodes[0].FirstChild; n != nil; n = n.NextSibling {
			web(savedFrom(n.Data), "the note of the browser that saved it")
		}
	}
}

// savedFrom reads the comment in which browsers note the address: "saved from url=(0023)https://…" and SingleFile's "url: https://…".
func savedFrom(comment string) string {
	if !strings.Contains(comment, "saved from url=") && !strings.Contains(comment, "saved with SingleFile") {
		return ""
	}
	i := strings.Index(comment, "http")
	if i < 0 {
		return ""
	}
	address, _, _ := strings.Cut(strings.TrimSpace(comment[i:]), "\n")
	return strings.Fields(address)[0]
}
