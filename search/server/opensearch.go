package server

import (
	"encoding/xml"
	"net/http"
	"unicode/utf8"
)

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
			{searchType, "self", at + "/opensearch.xml"},
		},
	})
}

// cutTo keeps the first n letters of a text.
func cutTo(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}
