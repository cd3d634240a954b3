package server

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"unicode/utf8"

	"timbao/search"
)

// suggestType is the media type of suggestions for browsers (OpenSearch Suggestions 1.1).
const suggestType = "application/x-suggestions+json"

// The elements of an OpenSearch 1.1 description, by which a browser adds the archive to its search engines.
type (
	searchEngine struct {
		XMLName     xml.Name    `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string      `xml:"ShortName"`
		Description string      `xml:"Description"`
		Encoding    string      `xml:"InputEncoding"`
		Language    string      `xml:"Language"`
		Image       engineImage `xml:"Image"`
		URLs        []engineURL `xml:"Url"`
	}
	engineImage struct {
		Type   string `xml:"type,attr"`
		Width  int    `xml:"width,attr"`
		Height int    `xml:"height,attr"`
		URL    string `xml:",chardata"`
	}
	engineURL struct {
		Type     string `xml:"type,attr"`
		Rel      string `xml:"rel,attr"`
		Template string `xml:"template,attr"`
	}
)

// describeSearch answers with the description.
func (s *Server) describeSearch(w http.ResponseWriter, r *http.Request) {
	at := s.base(r).String()
	s.writeXML(w, r, searchType, searchEngine{
		ShortName: cutTo(s.page.site, 16), Description: cutTo(s.page.site+": tìm trong kho báo", 1024), Encoding: "UTF-8", Language: "vi",
		Image: engineImage{"image/svg+xml", 64, 64, at + s.page.assets["icon.svg"].url},
		URLs: []engineURL{
			{"text/html", "results", at + "/?q={searchTerms}"},
			{feedType, "results", at + "/feed.atom?q={searchTerms}"},
			{suggestType, "suggestions", at + "/opensearch-suggest?q={searchTerms}"},
			{searchType, "self", at + "/opensearch.xml"},
		},
	})
}

// suggestForBrowser answers with what a browser offers in its own search box: what was typed, and the suggestions for it.
func (s *Server) suggestForBrowser(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.fail(w, r, badAddress(err))
		return
	}
	q, bad := parseAs(browserSuggestParameters, given, false)
	entryOf(ctx).query = q.Prefix
	if len(bad) > 0 {
		s.fail(w, r, bad)
		return
	}
	tag := s.tag(ctx, []any{"opensearch-suggest", q})
	if unchanged(r, tag) {
		s.sameAsBefore(w, tag)
		return
	}
	found, err := s.archive.Suggest(ctx, q)
	if err != nil {
		s.fail(w, r, err)
		return
	}
	texts := []string{}
	for _, f := range found {
		texts = append(texts, f.Text)
	}
	h := w.Header()
	h.Set("Content-Type", suggestType)
	h.Set("Cache-Control", revalidate)
	if tag != "" {
		h.Set("Etag", tag)
	}
	// A client that went away cannot be told about it.
	_ = json.NewEncoder(w).Encode([]any{q.Prefix, texts})
}

// browserSuggestParameters are what a browser asks for suggestions with. It is never changed.
var browserSuggestParameters = []param[search.SuggestRequest]{suggestParameters[0]}

// cutTo keeps the first n letters of a text.
func cutTo(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
