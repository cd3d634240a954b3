package server

import (
	"cmp"

	"timbao/search"
)

// newsArticle describes an article to programs in the words of schema.org/NewsArticle, as JSON-LD. A block of data is no script: the
// content policy of the page does not run it and does not have to allow it.
type newsArticle struct {
	Context     string  `json:"@context"`
	Type        string  `json:"@type"`
	Headline    string  `json:"headline,omitempty"`
	Description string  `json:"description,omitempty"`
	Published   string  `json:"datePublished,omitempty"`
	Section     string  `json:"articleSection,omitempty"`
	Authors     []thing `json:"author,omitempty"`
	Others      []thing `json:"contributor,omitempty"`
	Place       *thing  `json:"contentLocation,omitempty"`
	Publisher   thing   `json:"publisher"`
	Language    string  `json:"inLanguage"`
	ID          string  `json:"identifier"`
	URL         string  `json:"url"`
	Original    string  `json:"sameAs,omitempty"`
}

// thing is a person, a place or an organization.
type thing struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// cardOf describes an article.
func (s *Server) cardOf(a *search.Article) newsArticle {
	card := newsArticle{
		Context: "https://schema.org", Type: "NewsArticle", Headline: a.Title, Description: a.Lead, Section: a.Section,
		Publisher: thing{"NewsMediaOrganization", s.newspaper()}, Language: inVietnamese, ID: a.ID, URL: articleURL(a.ID), Original: webAddress(a.URL),
	}
	if !a.Published.IsZero() {
		card.Published = iso(&a.Published)
	}
	if a.Place != "" {
		card.Place = &thing{"Place", a.Place}
	}
	for _, name := range a.Authors {
		card.Authors = append(card.Authors, thing{"Person", name})
	}
	for _, name := range a.Photographers {
		card.Others = append(card.Others, thing{"Person", name})
	}
	return card
}

// newspaper is the name of the newspaper, or of the site where nobody said it.
func (s *Server) newspaper() string { return cmp.Or(s.o.Newspaper, s.page.site) }

// citationOf describes an article in the names that reference managers look for in a page.
func (s *Server) citationOf(a *search.Article) []pair {
	out := []pair{{"citation_title", a.Title}, {"citation_journal_title", s.newspaper()}, {"citation_language", inVietnamese}}
	for _, name := range a.Authors {
		out = append(out, pair{"citation_author", name})
	}
	if !a.Published.IsZero() {
		out = append(out, pair{"citation_publication_date", a.Published.In(newsTime()).Format("2006/01/02")})
	}
	return out
}
