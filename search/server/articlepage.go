package server

import (
	"context"
	"errors"
	"html/template"
	"net/url"
	"strings"
	"time"

	"timbao/search"
)

// articleView is the page of an article.
type articleView struct {
	layout
	Article        *search.Article
	Heading, Lead  template.HTML
	Body, Captions []template.HTML
	When           *time.Time
	Section, Place link
	Authors        []link
	Photos         string
	Around         around
	Marks          marksView
	Permalink      string
	Link           string // address of the original, if it is one that a browser can open
	Guessed        string
	Cite           citeView
	Versions       []related
	Similar        []related
	Card           newsArticle
	Citation       []pair // for programs that collect references
}

// articlePage is the page of one article. Its parameters are the search that it was opened from; what is wrong in them does not
// keep anyone from reading.
func (s *Server) articlePage(a *asking) {
	ctx, id := a.r.Context(), a.r.PathValue("id")
	if err := a.read(); err != nil {
		a.found = search.Request{Query: a.found.Query}
	}
	// Whether the article exists at all must be known before saying that it has not changed.
	reading, err := s.reading(ctx, id, a.found)
	if err != nil {
		s.failPage(a, s.problem(ctx, err))
		return
	}
	if s.citeFile(a, reading.Article) {
		return
	}
	hit, mark := whole(a.given, hitParameter), whole(a.given, markParameter)
	a.here = placeURL(id, a.found, hit, mark)
	s.tagged(a, []any{"article page", id, a.found, hit, mark}, func() (string, any, error) {
		v := s.articleOf(a, reading, hit, mark)
		v.Around = s.around(ctx, id, a.found, hit)
		others := s.relatedTo(ctx, id)
		v.Versions, v.Similar = others.versions, others.similar
		return "article", v, nil
	})
}

// reading reads an article with the marks of a query; without marks if the query is at fault.
func (s *Server) reading(ctx context.Context, id string, r search.Request) (*search.Reading, error) {
	got, err := s.archive.Read(ctx, id, search.Request{Query: r.Query})
	if err == nil || errors.Is(err, search.ErrNotFound) || r.Query == "" {
		return got, err
	}
	return s.archive.Read(ctx, id, search.Request{})
}

// Read fetches an article with its marks when it is this request's turn.
func (g *gate) Read(ctx context.Context, id string, r search.Request) (*search.Reading, error) {
	return pass(ctx, g, func(ctx context.Context) (*search.Reading, error) { return g.Searcher.Read(ctx, id, r) })
}

// articleOf draws an article.
func (s *Server) articleOf(a *asking, reading *search.Reading, hit, mark int) articleView {
	of := reading.Article
	n := numbered{at: mark}
	v := articleView{
		layout: s.layoutOf(a.visitor, of.Title, a.found), Article: of,
		Heading: n.text(reading.Title), Lead: n.text(reading.Lead), Body: n.texts(reading.Body), Captions: n.texts(reading.Captions),
		Photos: strings.Join(of.Photographers, ", "), Permalink: articleURL(of.ID), Guessed: a.guessed(of.Guessed),
		Cite: s.citeOf(a, of), Card: s.cardOf(of), Citation: s.citationOf(of),
	}
	v.Marks = marksOf(of.ID, a.found, hit, n)
	v.Scripts = append(v.Scripts, "article.js")
	v.Description = of.Lead
	if of.Section != "" {
		v.Section = link{URL: pageURL(search.Request{Sections: []string{of.Section}}), Text: of.Section}
	}
	if of.Place != "" {
		v.Place = link{URL: pageURL(search.Request{Places: []string{of.Place}}), Text: of.Place}
	}
	for _, name := range of.Authors {
		v.Authors = append(v.Authors, link{URL: pageURL(search.Request{Authors: []string{name}}), Text: name})
	}
	if !of.Published.IsZero() {
		v.When = &of.Published
	}
	v.Link = webAddress(of.URL)
	return v
}

// webAddress is an address if a browser can open it as a page; else "".
func webAddress(address string) string {
	if u, err := url.Parse(address); err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return address
}

// guessed names the fields that were not printed in so many words.
func (l language) guessed(fields []string) string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f
		if key := "field." + f; l.texts[key] != nil {
			out[i] = l.text(key)
		}
	}
	return strings.Join(out, ", ")
}
