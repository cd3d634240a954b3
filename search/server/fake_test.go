package server

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"timbao/search"
	"timbao/search/query"
)

// fake is an archive in memory with the manners of the real one: it refuses bad dates, bad cursors and malformed queries with the
// errors that the search package promises, and finds articles that hold every word of the query.
type fake struct {
	articles    []*search.Article
	generation  atomic.Uint64
	searches    atomic.Int64
	refreshes   atomic.Int64
	broken      atomic.Pointer[error] // what every call fails with
	statsFails  atomic.Bool
	before      func(context.Context) error // runs first in every Search and Get
	last        atomic.Pointer[search.Request]
	lastTrends  atomic.Pointer[search.TrendsRequest]
	lastSimilar atomic.Pointer[search.SimilarRequest]
	lastKWIC    atomic.Pointer[search.ConcordanceRequest]
	versions    []search.Version // of every hit, while versions are grouped
}

// newFake makes an archive of the sample articles, copied n times with other ids and dates.
func newFake(n int) *fake {
	f := &fake{}
	f.generation.Store(17)
	for i := range n {
		for _, a := range sampleArticles() {
			if i > 0 {
				a.ID = strings.TrimSuffix(a.ID, ".txt") + fmt.Sprintf("-%d.txt", i)
				a.Published = a.Published.AddDate(0, -i, 0)
			}
			f.articles = append(f.articles, a)
		}
	}
	slices.SortStableFunc(f.articles, func(a, b *search.Article) int { return b.Published.Compare(a.Published) })
	return f
}

// fail makes every call fail; nil makes them work again.
func (f *fake) fail(err error) {
	if err == nil {
		f.broken.Store(nil)
		return
	}
	f.broken.Store(&err)
}

func (f *fake) start(ctx context.Context) error {
	if f.before != nil {
		if err := f.before(ctx); err != nil {
			return err
		}
	}
	if err := f.broken.Load(); err != nil {
		return *err
	}
	return ctx.Err()
}

// Search finds articles that hold every word.
func (f *fake) Search(ctx context.Context, r search.Request) (*search.Response, error) {
	f.searches.Add(1)
	f.last.Store(&r)
	if err := f.start(ctx); err != nil {
		return nil, err
	}
	if at := strings.Index(r.Query, "("); at >= 0 && !strings.Contains(r.Query, ")") {
		return nil, fmt.Errorf("search: %w", &query.Error{Query: r.Query, Span: query.Span{Start: at, End: at + 1}, Message: "this bracket is not closed", Hint: "add )"})
	}
	for name, value := range map[string]string{"from": r.From, "to": r.To} {
		if value != "" && !goodDate(value) {
			return nil, fmt.Errorf("search: %w", &search.ParamError{Name: name, Value: value, Reason: "must be a date such as 2020, 2020-01, 2020-01-14 or 14-1-2020"})
		}
	}
	start := r.Offset
	if r.Cursor != "" {
		n, err := strconv.Atoi(strings.TrimPrefix(r.Cursor, "after-"))
		if err != nil {
			return nil, &search.ParamError{Name: "cursor", Value: r.Cursor, Reason: "is not a cursor of this archive"}
		}
		start = n
	}
	return f.answer(r, start), nil
}

func (f *fake) answer(r search.Request, start int) *search.Response {
	size := r.Limit
	if size == 0 {
		size = search.DefaultLimit
	}
	terms := strings.Fields(strings.ToLower(strings.Trim(r.Query, `"`)))
	out := &search.Response{Query: r.Query, TotalRelation: search.TotalExact, TookMS: 3.4, Facets: map[string][]search.Facet{}}
	counts, open := map[string]map[string]int{}, map[string]search.Request{}
	for _, name := range r.Facets {
		unselected := stateOf(r).copied()
		delete(unselected, name)
		counts[name], open[name] = map[string]int{}, unselected.request()
	}
	for _, a := range f.articles {
		for _, name := range r.Facets {
			if !matches(a, open[name], terms) {
				continue
			}
			for _, v := range facetValues(a, name) {
				counts[name][v]++
			}
		}
		if !matches(a, r, terms) {
			continue
		}
		if out.Total >= start && len(out.Hits) < size {
			out.Hits = append(out.Hits, hitFor(a, r, terms))
			if r.Versions != search.VersionsAll {
				out.Hits[len(out.Hits)-1].Versions = f.versions
			}
		}
		out.Total++
	}
	for name, values := range counts {
		out.Facets[name] = topFacets(values, r.FacetSize)
	}
	given := url.Values{}
	for _, p := range parameters {
		given[p.name] = p.write(&r)
	}
	for name, all := range out.Facets {
		for i := range all {
			all[i].Selected = slices.ContainsFunc(given[name], func(v string) bool { return canonical(name, v) == all[i].Value })
		}
		for _, v := range given["not_"+name] {
			out.Facets[name] = append(out.Facets[name], search.Facet{Value: v, Count: 1, Excluded: true})
		}
	}
	if start+len(out.Hits) < out.Total {
		out.Next = fmt.Sprintf("after-%d", start+len(out.Hits))
	}
	return out
}

func hitFor(a *search.Article, r search.Request, terms []string) search.Hit {
	h := search.Hit{ID: a.ID, Score: 12.5, Title: a.Title, Section: a.Section, Author: strings.Join(a.Authors, ", "), Place: a.Place, Path: a.Source.Path}
	if !a.Published.IsZero() {
		h.Published = &a.Published
	}
	if r.Markup != search.MarkupNone {
		h.Highlight = &search.Highlight{Title: marked(a.Title, terms, r.Markup), Snippets: []string{marked(a.Lead, terms, r.Markup), marked(a.Body[0], terms, r.Markup)}}
	}
	if r.Explain {
		h.Explain = &search.Explain{Value: 12.5, Text: "words", Parts: []search.Explain{{Value: 12.5, Text: "first word"}}}
	}
	return h
}

func marked(text string, terms []string, markup search.Markup) string {
	if markup == search.MarkupPlain {
		return text
	}
	text = html.EscapeString(text)
	for _, t := range terms {
		lower := strings.ToLower(text)
		if at := strings.Index(lower, t); at >= 0 && len(lower) == len(text) {
			text = text[:at] + "<mark>" + text[at:at+len(t)] + "</mark>" + text[at+len(t):]
		}
	}
	return text
}

func matches(a *search.Article, r search.Request, terms []string) bool {
	if len(terms) > 0 {
		text := strings.ToLower(a.Title + " " + a.Lead + " " + strings.Join(a.Body, " "))
		for _, t := range terms {
			if !strings.Contains(text, t) {
				return false
			}
		}
	}
	if !r.Narrowed() {
		return true
	}
	given := values(r)
	for _, name := range search.FacetNames() {
		has := func(wanted []string) bool {
			return slices.ContainsFunc(facetValues(a, name), func(v string) bool {
				return slices.ContainsFunc(wanted, func(w string) bool { return canonical(name, w) == v })
			})
		}
		if len(given[name]) > 0 && !has(given[name]) || has(given["not_"+name]) {
			return false
		}
	}
	return true
}

func facetValues(a *search.Article, name string) []string {
	switch name {
	case search.FacetYear:
		return []string{strconv.Itoa(a.Published.Year())}
	case search.FacetSection:
		return []string{a.Section}
	case search.FacetAuthor:
		return a.Authors
	case search.FacetPlace:
		return []string{a.Place}
	case search.FacetPhotographer:
		return a.Photographers
	case search.FacetMonth:
		return []string{a.Published.Format("2006-01")}
	case search.FacetDay:
		return []string{a.Published.Format(time.DateOnly)}
	default:
		return []string{"text"}
	}
}

func topFacets(counts map[string]int, size int) []search.Facet {
	var out []search.Facet
	for v, n := range counts {
		out = append(out, search.Facet{Value: v, Count: n})
	}
	slices.SortFunc(out, func(a, b search.Facet) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	if size == 0 {
		size = 10
	}
	return out[:min(size, len(out))]
}

func goodDate(s string) bool {
	for _, layout := range []string{"2006", "2006-01", "2006-01-02", "2-1-2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// Get finds an article by its id.
func (f *fake) Get(ctx context.Context, id string) (*search.Article, error) {
	if err := f.start(ctx); err != nil {
		return nil, err
	}
	for _, a := range f.articles {
		if a.ID == id {
			return a, nil
		}
	}
	return nil, fmt.Errorf("article %q: %w", id, search.ErrNotFound)
}

// Each visits what Search finds.
func (f *fake) Each(ctx context.Context, r search.Request, visit func(*search.Article, search.Hit) error) error {
	if r.Limit == 0 {
		r.Limit = search.MaxExport
	}
	found, err := f.Search(ctx, r)
	if err != nil {
		return err
	}
	for _, h := range found.Hits {
		a, err := f.Get(ctx, h.ID)
		if err != nil {
			return err
		}
		if err := visit(a, h); err != nil {
			return err
		}
	}
	return nil
}

// Stats counts the articles.
func (f *fake) Stats(context.Context) (search.Stats, error) {
	if err := f.broken.Load(); err != nil {
		return search.Stats{}, *err
	}
	if f.statsFails.Load() {
		return search.Stats{}, errors.New("stats fail")
	}
	years, sections := map[string]int{}, map[string]int{}
	st := search.Stats{Articles: len(f.articles), Generation: f.generation.Load(), Published: time.Unix(1_700_000_000, 0).UTC(), Format: "1/1"}
	for _, a := range f.articles {
		years[strconv.Itoa(a.Published.Year())]++
		sections[a.Section]++
	}
	if len(f.articles) > 0 {
		st.First, st.Last = &f.articles[len(f.articles)-1].Published, &f.articles[0].Published
		st.Years, st.Sections = topFacets(years, 1000), topFacets(sections, 1000)
		slices.SortFunc(st.Years, func(a, b search.Facet) int { return strings.Compare(a.Value, b.Value) })
	}
	return st, nil
}

// Refresh counts its calls.
func (f *fake) Refresh(context.Context) error {
	f.refreshes.Add(1)
	if err := f.broken.Load(); err != nil {
		return *err
	}
	return nil
}
