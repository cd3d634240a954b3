package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"timbao/search"
)

const (
	feedLimit   = 30 // entries of a feed unless more are asked for
	feedType    = "application/atom+xml"
	searchType  = "application/opensearchdescription+xml"
	atomSpace   = "http://www.w3.org/2005/Atom"
	searchSpace = "http://a9.com/-/spec/opensearch/1.1/"
)

// feedQuery is what a feed is asked with.
type feedQuery struct{ search.Request }

// feedParameters are those of search that decide which articles are hits. It is never changed.
var feedParameters = append(
	lookUp(func(q *feedQuery) *search.Request { return &q.Request }, ordering...),
	param[feedQuery]{name: "limit", field: func(q *feedQuery) any { return &q.Limit }, min: 1, max: maxHTTPLimit, doc: fmt.Sprintf("Entries. %d if not given.", feedLimit)},
)

// The elements of an Atom feed (RFC 4287), with the total of OpenSearch.
type (
	atomFeed struct {
		XMLName   xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
		Lang      string      `xml:"xml:lang,attr"`
		OS        string      `xml:"xmlns:opensearch,attr"`
		ID        string      `xml:"id"`
		Title     string      `xml:"title"`
		Subtitle  string      `xml:"subtitle,omitempty"`
		Updated   string      `xml:"updated"`
		Author    atomPerson  `xml:"author"`
		Generator string      `xml:"generator"`
		Links     []atomLink  `xml:"link"`
		Total     int         `xml:"opensearch:totalResults"`
		Entries   []atomEntry `xml:"entry"`
	}
	atomPerson struct {
		Name string `xml:"name"`
	}
	atomLink struct {
		Rel  string `xml:"rel,attr"`
		Type string `xml:"type,attr"`
		Href string `xml:"href,attr"`
	}
	atomEntry struct {
		ID        string      `xml:"id"`
		Title     string      `xml:"title"`
		Updated   string      `xml:"updated"`
		Published string      `xml:"published,omitempty"`
		Author    *atomPerson `xml:"author"`
		Links     []atomLink  `xml:"link"`
		Category  *atomTerm   `xml:"category"`
		Summary   atomText    `xml:"summary"`
	}
	atomTerm struct {
		Term string `xml:"term,attr"`
	}
	atomText struct {
		Type string `xml:"type,attr"`
		Text string `xml:",chardata"`
	}
)

// feed answers with the newest hits of a search as an Atom feed, which is how a reader hears of new ones.
func (s *Server) feed(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.fail(w, r, badAddress(err))
		return
	}
	q, bad := parseAs(feedParameters, given, false)
	entryOf(ctx).query = q.Query
	if len(bad) > 0 {
		s.fail(w, r, bad)
		return
	}
	q.Sort, q.Markup, q.Exact = search.SortNewest, search.MarkupHTML, true
	if q.Limit == 0 {
		q.Limit = feedLimit
	}
	base := s.base(r)
	tag := s.tag(ctx, []any{"feed", q.Request, base.String()})
	if unchanged(r, tag) {
		s.sameAsBefore(w, tag)
		return
	}
	found, err := s.archive.Search(ctx, q.Request)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	if tag != "" {
		w.Header().Set("Etag", tag)
	}
	s.writeXML(w, r, feedType, s.feedOf(base, q.Request, found))
}

// feedOf draws the feed of an answer.
func (s *Server) feedOf(base *url.URL, q search.Request, found *search.Response) atomFeed {
	at := base.String()
	f := atomFeed{
		Lang: "vi", OS: searchSpace, ID: uuidOf("feed", lookUpURL("/feed.atom", q)), Author: atomPerson{s.page.site}, Generator: "timbao", Total: found.Total,
		Title: strings.Join(slices.DeleteFunc([]string{strings.Join(strings.Fields(q.Query), " "), s.page.site}, func(t string) bool { return t == "" }), " – "),
		Links: []atomLink{
			{"self", feedType, at + feedURL(q)},
			{"alternate", "text/html", at + pageURL(withoutPlace(q))},
			{"search", searchType, at + "/opensearch.xml"},
		},
		Subtitle: filtersText(q), Updated: time.Unix(0, 0).UTC().Format(time.RFC3339),
	}
	for i := range found.Hits {
		e := entryFor(at, &found.Hits[i])
		if i == 0 {
			f.Updated = e.Updated
		}
		f.Entries = append(f.Entries, e)
	}
	return f
}

// entryFor draws a hit. Its id follows from the id of the article alone. An article without a date has 1970: Atom wants one, and one
// that changes would make readers show the article again and again.
func entryFor(at string, h *search.Hit) atomEntry {
	e := atomEntry{ID: uuidOf("article", h.ID), Title: h.Title, Links: []atomLink{{"alternate", "text/html", at + "/articles/" + escapeID(h.ID)}}}
	if e.Title == "" {
		e.Title = h.ID
	}
	e.Updated = time.Unix(0, 0).UTC().Format(time.RFC3339)
	if h.Published != nil && !h.Published.IsZero() {
		e.Updated = h.Published.Format(time.RFC3339)
		e.Published = e.Updated
	}
	if h.Author != "" {
		e.Author = &atomPerson{h.Author}
	}
	if h.Section != "" {
		e.Category = &atomTerm{h.Section}
	}
	e.Summary.Type = "html"
	if h.Highlight != nil {
		for _, snippet := range h.Highlight.Snippets {
			e.Summary.Text += "<p>" + snippet + "</p>"
		}
	}
	return e
}

// feedURL is the address of the feed of a search.
func feedURL(r search.Request) string {
	r.Sort, r.Recent, r.HalfLife = "", false, 0
	return lookUpURL("/feed.atom", r)
}

// withoutPlace is the search from its first hit, with the usual number of hits.
func withoutPlace(r search.Request) search.Request {
	r = firstPage(r)
	r.Limit, r.Exact = 0, false
	return r
}

// filtersText lists what narrows a search beside its words.
func filtersText(q search.Request) string {
	q.Query = ""
	var parts []string
	all := values(q)
	for _, p := range parameters {
		if p.narrows && len(all[p.name]) > 0 {
			parts = append(parts, p.name+": "+strings.Join(all[p.name], ", "))
		}
	}
	return strings.Join(parts, "; ")
}

// uuidOf is a lasting name for something, as a UUID of version 8 (RFC 9562).
func uuidOf(kind, name string) string {
	sum := sha256.Sum256([]byte("timbao " + kind + "\n" + name))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	h := hex.EncodeToString(sum[:16])
	return "urn:uuid:" + h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// writeXML answers with an XML document. It is made whole first, so that a failure is not half a document.
func (s *Server) writeXML(w http.ResponseWriter, r *http.Request, contentType string, v any) {
	var buf bytes.Buffer
	buf.WriteString(xml.Header)
	if err := xml.NewEncoder(&buf).Encode(v); err != nil {
		s.fail(w, r, fmt.Errorf("write XML: %w", err))
		return
	}
	w.Header().Set("Content-Type", contentType+"; charset=utf-8")
	w.Header().Set("Cache-Control", revalidate)
	// A client that went away cannot be told about it.
	_, _ = w.Write(buf.Bytes())
}
