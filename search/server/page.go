package server

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"timbao/search"
)

// addPage adds the pages for people.
func (s *Server) addPage() {
	s.mux.HandleFunc("GET /{$}", s.searchPage)
	s.mux.HandleFunc("GET /articles/{id...}", s.articlePage)
	s.mux.HandleFunc("GET /assets/", s.serveAsset)
}

// homeView is the start page.
type homeView struct {
	layout
	search.Stats
	YearLinks, SectionLinks []link
	Examples                []example
}

// example shows a way to search.
type example struct {
	link
	words
}

// searchPage is the start page, or a page of hits.
func (s *Server) searchPage(w http.ResponseWriter, r *http.Request) {
	if r.URL.RawQuery == "" {
		s.homePage(w, r)
		return
	}
	ctx := r.Context()
	given, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		s.failPage(w, r, search.Request{}, s.problem(ctx, badAddress(err)))
		return
	}
	asked, err := parseRequest(given, false)
	asked = visitorRequest(asked)
	entryOf(ctx).query = asked.Query
	if err != nil {
		s.failPage(w, r, asked, s.problem(ctx, err))
		return
	}
	tag := s.tag(ctx, []any{"page", asked})
	if unchanged(r, tag) {
		s.sameAsBefore(w, tag)
		return
	}
	found, err := s.archive.Search(ctx, pageRequest(asked))
	if err != nil {
		s.failPage(w, r, asked, s.problem(ctx, err))
		return
	}
	v := resultsOf(asked, found)
	v.Site = s.page.site
	s.draw(w, r, "results", http.StatusOK, tag, v)
}

// homePage is the start page: the form, what the archive holds and how to search it.
func (s *Server) homePage(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	tag := s.tag(ctx, "home")
	if unchanged(r, tag) {
		s.sameAsBefore(w, tag)
		return
	}
	st, err := s.archive.Stats(ctx)
	if err != nil {
		s.failPage(w, r, search.Request{}, s.problem(ctx, err))
		return
	}
	v := homeView{layout: layout{Site: s.page.site, Form: formOf(search.Request{}), Focus: true}, Stats: st, Examples: examples()}
	for _, f := range filters {
		switch f.name {
		case search.FacetYear:
			v.YearLinks = facetLinks(f, st.Years)
		case search.FacetSection:
			v.SectionLinks = facetLinks(f, st.Sections)
		}
	}
	s.draw(w, r, "home", http.StatusOK, tag, v)
}

// facetLinks links to the articles of each value.
func facetLinks(f filter, of []search.Facet) []link {
	var out []link
	for _, value := range slices.DeleteFunc(slices.Clone(of), nameless) {
		out = append(out, link{URL: pageURL(f.toggle(search.Request{}, value.Value)), Text: value.Value, Count: value.Count})
	}
	return out
}

// examples are the ways to search that the start page shows.
func examples() []example {
	var out []example
	for _, e := range []struct {
		query string
		words
	}{
		{"hội đồng nhân dân", words{"có dấu: đúng dấu được xếp trước", "with accents: exact words come first"}},
		{"hoi dong nhan dan", words{"không dấu cũng tìm được", "accents may be left out"}},
		{`"hội đồng nhân dân"`, words{"trong ngoặc kép: đúng cụm từ", "in quotes: the exact phrase"}},
		{"lũ -hạn", words{"dấu trừ: không có từ này", "minus: without this word"}},
		{"lũ OR hạn", words{"OR: có một trong hai", "either of the two"}},
		{"tiêu_đề:lũ", words{"chỉ tìm trong tiêu đề (tác_giả:, nơi:, chuyên_mục:)", "in the title only (author:, place:, section:)"}},
		{"date:2019-12..2020-02", words{"trong khoảng thời gian", "within a period"}},
		{"khuyến*", words{"dấu sao: từ bắt đầu như thế", "star: words that begin so"}},
	} {
		out = append(out, example{link{URL: pageURL(search.Request{Query: e.query}), Text: e.query}, e.words})
	}
	return out
}

// articlePage is the page of one article. Its parameters are the search that it was opened from; what is wrong in them does not
// keep anyone from reading.
func (s *Server) articlePage(w http.ResponseWriter, r *http.Request) {
	ctx, id := r.Context(), r.PathValue("id")
	from, _ := parseRequest(r.URL.Query(), false)
	from = visitorRequest(from)
	entryOf(ctx).query = from.Query
	tag := s.tag(ctx, []any{"article page", id, from})
	a, err := s.archive.Get(ctx, id)
	if err != nil {
		s.failPage(w, r, from, s.problem(ctx, err))
		return
	}
	if unchanged(r, tag) {
		s.sameAsBefore(w, tag)
		return
	}
	v := articleOf(a, from)
	v.Site = s.page.site
	s.draw(w, r, "article", http.StatusOK, tag, v)
}

// problemView is the page of a problem.
type problemView struct {
	layout
	Problem         *Problem
	Heading, Advice words
	Issues          []issueView
	Chips           []chip
	Clear           string // address without filters; "" with none
}

// issueView is a bad parameter on the page.
type issueView struct {
	Name, Reason words
	Value        string
}

// failPage draws a problem, with the search still in the form.
func (s *Server) failPage(w http.ResponseWriter, r *http.Request, asked search.Request, p *Problem) {
	heading, advice := explain(p)
	v := problemView{
		layout:  layout{Site: s.page.site, Title: heading.Vi, Form: formOf(asked)},
		Problem: p, Heading: heading, Advice: advice, Chips: chipsOf(asked),
	}
	if filtered(asked) {
		v.Clear = pageURL(withoutFilters(asked))
	}
	for _, e := range p.Errors {
		v.Issues = append(v.Issues, issueOf(e))
	}
	for name, value := range p.GetHeaders() {
		w.Header()[name] = value
	}
	s.draw(w, r, "problem", p.Status, "", v)
}

// sameAsBefore tells a client to show what it has.
func (s *Server) sameAsBefore(w http.ResponseWriter, tag string) {
	w.Header().Set("Etag", tag)
	w.Header().Set("Cache-Control", revalidate)
	w.WriteHeader(http.StatusNotModified)
}

// draw writes a page. It is drawn whole first, so that a fault in a template is a 500 and not half a page.
func (s *Server) draw(w http.ResponseWriter, r *http.Request, name string, status int, tag string, v any) {
	var buf bytes.Buffer
	if err := s.page.templates[name].Execute(&buf, v); err != nil {
		writeProblem(w, s.problem(r.Context(), fmt.Errorf("draw the page %s: %w", name, err)))
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", revalidate)
	}
	if tag != "" {
		h.Set("Etag", tag)
	}
	w.WriteHeader(status)
	// A client that went away cannot be told about it.
	_, _ = w.Write(buf.Bytes())
}
