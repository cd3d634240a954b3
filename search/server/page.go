package server

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"

	"timbao/search"
)

// addPage adds the pages for people.
func (s *Server) addPage() {
	s.mux.HandleFunc("GET /{$}", s.asked(s.searchPage))
	s.mux.HandleFunc("GET /articles/{id...}", s.asked(s.articlePage))
	s.mux.HandleFunc("GET /kwic", s.asked(s.kwicPage))
	s.mux.HandleFunc("GET /trends", s.asked(s.trendsPage))
	s.mux.HandleFunc("GET /about", s.asked(s.aboutPage))
	s.mux.HandleFunc("GET /assets/", s.serveAsset)
	s.mux.HandleFunc("GET /api/{$}", s.asked(s.docsPage))
	s.mux.Handle("GET /api", http.RedirectHandler("/api/", http.StatusMovedPermanently))
}

// asking is a visitor's request for a page.
type asking struct {
	visitor
	w     http.ResponseWriter
	r     *http.Request
	given url.Values     // parameters of the address, without the visitor's choices
	found search.Request // the search that the parameters make
}

// asked reads what all pages have in their address: the choices of a visitor and a search. A search with a mistake gives the page of a
// problem, but on the page of an article, where no mistake keeps anyone from reading.
func (s *Server) asked(answer func(*asking)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		a := &asking{visitor: s.visitor(w, r), w: w, r: r}
		given, err := url.ParseQuery(r.URL.RawQuery)
		if err != nil {
			s.failPage(a, s.problem(r.Context(), badAddress(err)))
			return
		}
		for _, c := range visitorChoices {
			given.Del(c.name)
		}
		a.given = given
		answer(a)
	}
}

// read reads the search in the address.
func (a *asking) read() error {
	r, err := parseRequest(a.given, false)
	a.found = visitorRequest(r)
	entryOf(a.r.Context()).query = a.found.Query
	return err
}

// searchPage is the start page, or a page of hits.
func (s *Server) searchPage(a *asking) {
	if len(a.given) == 0 {
		s.homePage(a)
		return
	}
	ctx := a.r.Context()
	if err := a.read(); err != nil {
		s.failPage(a, s.problem(ctx, err))
		return
	}
	a.here = pageURL(a.found)
	s.tagged(a, []any{"page", a.found}, func() (string, any, error) {
		found, err := s.archive.Search(ctx, pageRequest(a.found))
		if err != nil {
			return "", nil, err
		}
		return "results", s.resultsOf(a, found), nil
	})
}

// tagged answers with what draw makes, or tells a visitor who has it already that nothing has changed.
func (s *Server) tagged(a *asking, what any, view func() (template string, view any, err error)) {
	ctx := a.r.Context()
	tag := s.tag(ctx, []any{a.key(), what})
	if unchanged(a.r, tag) {
		s.sameAsBefore(a.w, tag)
		return
	}
	name, v, err := view()
	if err != nil {
		s.failPage(a, s.problem(ctx, err))
		return
	}
	s.draw(a, name, http.StatusOK, tag, v)
}

// sameAsBefore tells a client to show what it has.
func (s *Server) sameAsBefore(w http.ResponseWriter, tag string) {
	w.Header().Set("Etag", tag)
	w.Header().Set("Cache-Control", revalidate)
	w.WriteHeader(http.StatusNotModified)
}

// problemView is the page of a problem.
type problemView struct {
	layout
	Problem         *Problem
	Heading, Advice string
	Detail, Hint    string
	Issues          []issueView
	Chips           []chip
	Clear           string // address without filters; "" with none
}

// failPage draws a problem, with the search still in the form.
func (s *Server) failPage(a *asking, p *Problem) {
	v := problemView{Problem: p, Chips: a.chipsOf(a.found)}
	v.Heading, v.Advice = a.explain(p)
	v.layout = s.layoutOf(a.visitor, v.Heading, a.found)
	if p.is(kindBadQuery) {
		v.Detail, v.Hint = a.translate("says.", p.Detail), a.translate("says.", p.Hint)
	}
	if a.found.Narrowed() {
		v.Clear = stateOf(a.found).plain().url()
	}
	for _, e := range p.Errors {
		v.Issues = append(v.Issues, a.issue(e))
	}
	for name, value := range p.GetHeaders() {
		a.w.Header()[name] = value
	}
	s.draw(a, "problem", p.Status, "", v)
}

// draw writes a page. It is drawn whole first, so that a fault in a template is a 500 and not half a page.
func (s *Server) draw(a *asking, name string, status int, tag string, v any) {
	var buf bytes.Buffer
	var err error
	s.archive.inTurn(a.r.Context(), func() { err = s.page.templates[a.code][name].Execute(&buf, v) })
	if err != nil {
		writeProblem(a.w, s.problem(a.r.Context(), fmt.Errorf("draw the page %s: %w", name, err)))
		return
	}
	h := a.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", a.code)
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", revalidate)
	}
	if tag != "" {
		h.Set("Etag", tag)
	}
	a.w.WriteHeader(status)
	// A client that went away cannot be told about it.
	_, _ = a.w.Write(buf.Bytes())
}
