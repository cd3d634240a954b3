package web

import (
	"encoding/json"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Bounds of what is looked at in a page's JSON-LD.
const (
	maxScripts = 32
	maxDepth   = 12
	maxNodes   = 5000
)

// readJSONLD reads the article, the site's name and the breadcrumb out of a page's JSON-LD.
func readJSONLD(doc *goquery.Document, s *stated) {
	w := ldWalker{}
	doc.Find("script").EachWithBreak(func(_ int, e *goquery.Selection) bool {
		kind, _ := e.Attr("type")
		if !strings.Contains(strings.ToLower(kind), "ld+json") {
			return true
		}
		w.scripts++
		var v any
		if json.Unmarshal([]byte(tidyJSON(e.Text())), &v) == nil {
			w.visit(v, 0)
		}
		return w.scripts < maxScripts
	})
	if w.article != nil {
		s.article(w.article)
	}
	if w.crumbs != "" {
		add(&s.section, w.crumbs, "JSON-LD BreadcrumbList")
	}
	s.site = append(s.site, w.sites...)
}

// tidyJSON takes off what systems wrap around JSON-LD and blanks out control characters, which they leave in strings.
func tidyJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, wrap := range [...]string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, wrap))
	}
	for _, wrap := range [...]string{"//-->", "-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, wrap))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

// ldWalker finds the nodes that matter in JSON-LD of any shape: one object, a list, an @graph, an article inside a WebPage.
type ldWalker struct {
	scripts, nodes int
	article        map[string]any
	score          int
	crumbs         string
	sites          []string
}

func (w *ldWalker) visit(v any, depth int) {
	if w.nodes++; w.nodes > maxNodes || depth > maxDepth {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			w.visit(e, depth+1)
		}
	case map[string]any:
		w.node(v)
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"} {
			if sub, ok := v[key]; ok {
				w.visit(sub, depth+1)
			}
		}
	}
}

func (w *ldWalker) node(v map[string]any) {
	for _, kind := range ldStrings(v["@type"]) {
		switch {
		case isArticleType(kind):
			score := 1
			for _, key := range [...]string{"headline", "datePublished", "articleBody", "author"} {
				if v[key] != nil {
					score++
				}
			}
			if score > w.score {
				w.article, w.score = v, score
			}
		case kind == "BreadcrumbList":
			if path := ldCrumbs(v["itemListElement"]); path != "" {
				w.crumbs = path
			}
		case kind == "WebSite" || kind == "Organization" || kind == "NewsMediaOrganization":
			w.sites = append(w.sites, ldNames(v)...)
		}
	}
}

// isArticleType reports whether a schema.org type is an article of any kind.
func isArticleType(kind string) bool {
	kind = kind[strings.LastIndexAny(kind, ":/")+1:]
	switch kind {
	case "BlogPosting", "LiveBlogPosting", "Report", "Review", "CreativeWork":
		return true
	}
	return strings.HasSuffix(kind, "Article")
}

// article takes the fields of the node that describes the article.
func (s *stated) article(v map[string]any) {
	for _, key := range [...]string{"headline", "name", "alternativeHeadline"} {
		if title := ldString(v[key]); title != "" {
			add(&s.titles, title, "JSON-LD "+key)
			break
		}
	}
	for _, key := range [...]string{"datePublished", "dateCreated", "uploadDate"} {
		add(&s.dates, ldString(v[key]), "JSON-LD "+key)
	}
	s.modified = found{plainText(ldString(v["dateModified"])), "JSON-LD dateModified"}
	for _, name := range append(ldNames(v["author"]), ldNames(v["creator"])...) {
		add(&s.authors, name, "JSON-LD author")
	}
	if sections := ldStrings(v["articleSection"]); len(sections) > 0 {
		add(&s.section, sections[0], "JSON-LD articleSection")
	}
	add(&s.leads, ldString(v["description"]), "JSON-LD description")
	for _, key := range [...]string{"url", "mainEntityOfPage", "@id"} {
		for _, u := range ldAddresses(v[key]) {
			if strings.HasPrefix(u, "http") {
				add(&s.url, u, "JSON-LD "+key)
			}
		}
	}
	s.site = append(s.site, ldNames(v["publisher"])...)
	s.body = ldString(v["articleBody"])
}

// ldString is a value that is a string, or the first of a list of them.
func ldString(v any) string {
	if list := ldStrings(v); len(list) > 0 {
		return list[0]
	}
	return ""
}

func ldStrings(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any: // {"@value": "…", "@language": "vi"}
		return ldStrings(v["@value"])
	case []any:
		var out []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				out = append(out, s)
			}
		}
		return out
	}
	return nil
}

// ldNames are the names of a person or an organisation, or of a list of them.
func ldNames(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		if name := ldString(v["name"]); name != "" {
			return []string{name}
		}
	case []any:
		var out []string
		for _, e := range v {
			if _, nested := e.([]any); !nested && len(out) < 20 {
				out = append(out, ldNames(e)...)
			}
		}
		return out
	}
	return nil
}

func ldAddresses(v any) []string {
	if m, ok := v.(map[string]any); ok {
		return append(ldStrings(m["@id"]), ldStrings(m["url"])...)
	}
	return ldStrings(v)
}

// ldCrumbs is the path that a BreadcrumbList spells.
func ldCrumbs(v any) string {
	list, _ := v.([]any)
	var path []string
	for _, e := range list {
		m, _ := e.(map[string]any)
		name := ldString(m["name"])
		if item, ok := m["item"].(map[string]any); ok && name == "" {
			name = ldString(item["name"])
		}
		if name = plainText(name); name != "" && len(path) < maxDepth {
			path = append(path, name)
		}
	}
	return strings.Join(path, crumbGap)
}

// crumbGap stands between the parts of a breadcrumb.
const crumbGap = " > "
