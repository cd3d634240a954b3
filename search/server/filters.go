package server

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"timbao/search"
)

// facetOnPage is a facet that the page shows.
type facetOnPage struct {
	name   string // of the facet and of the parameter that selects; "not_" before it is the one that excludes
	folded bool   // shown with its name alone until it is opened
}

// facetsOnPage are the facets of the page in their order; months and days stand with their years. It is never changed.
var facetsOnPage = []facetOnPage{
	{search.FacetYear, false}, {search.FacetSection, false}, {search.FacetPlace, false}, {search.FacetAuthor, false},
	{search.FacetPhotographer, true}, {search.FacetFormat, true},
}

// excluding is the parameter that excludes values of a facet.
func excluding(facet string) string { return "not_" + facet }

// state is a search as the parameters that make it, which is how links to other searches are made: with one value more or less. The
// methods leave the state as it is and return another.
type state url.Values

// stateOf is a search from its first hit.
func stateOf(r search.Request) state { return state(values(firstPage(r))) }

// url is the address of the page of the search.
func (s state) url() string { return pageAddress(url.Values(s)) }

// request is the search again.
func (s state) request() search.Request {
	r, err := parseRequest(url.Values(s), false)
	if err != nil { // what values wrote can be read
		return search.Request{}
	}
	return r
}

// has says whether a parameter has a value.
func (s state) has(name, value string) bool {
	return slices.ContainsFunc(s[name], func(v string) bool { return sameValue(name, v, value) })
}

// with adds a value.
func (s state) with(name, value string) state {
	out := s.copied()
	out[name] = append(slices.Clone(s[name]), value)
	return out
}

// without takes a value away; with a year its months go too.
func (s state) without(name, value string) state {
	out := s.copied()
	out.drop(name, func(v string) bool { return sameValue(name, v, value) })
	if name == search.FacetYear {
		out.drop(search.FacetMonth, func(v string) bool { return strings.HasPrefix(canonicalTime(v), value) })
	}
	return out
}

// drop deletes the values of a parameter that fit.
func (s state) drop(name string, fits func(string) bool) {
	kept := slices.DeleteFunc(slices.Clone(s[name]), fits)
	if s[name] = kept; len(kept) == 0 {
		delete(s, name)
	}
}

// toggle adds a value, or takes it away if it is there. What is selected is not excluded, and the other way round.
func (s state) toggle(name, value string) state {
	if s.has(name, value) {
		return s.without(name, value)
	}
	opposite := excluding(name)
	if facet, ok := strings.CutPrefix(name, "not_"); ok {
		opposite = facet
	}
	return s.without(opposite, value).with(name, value)
}

// plain is the search with its words and order alone.
func (s state) plain() state {
	out := s.copied()
	for _, p := range parameters {
		if p.narrows && p.name != "q" {
			delete(out, p.name)
		}
	}
	return out
}

func (s state) copied() state {
	out := make(state, len(s)+1)
	for name, all := range s {
		out[name] = all
	}
	return out
}

// sameValue says whether two spellings mean the same value of a parameter: months and days can be written in several ways.
func sameValue(name, a, b string) bool {
	if a == b {
		return true
	}
	switch strings.TrimPrefix(name, "not_") {
	case search.FacetMonth, search.FacetDay:
		return canonicalTime(a) == canonicalTime(b)
	}
	return false
}

// canonicalTime writes a month or a day as the facets do, 2020-01 or 2020-01-14; what is neither stays as it is.
func canonicalTime(s string) string {
	for _, form := range [][2]string{{"2006-1", "2006-01"}, {"1-2006", "2006-01"}, {"1/2006", "2006-01"}, {"2006-1-2", time.DateOnly}, {"2-1-2006", time.DateOnly}, {"2/1/2006", time.DateOnly}} {
		if t, err := time.Parse(form[0], strings.TrimSpace(s)); err == nil {
			return t.Format(form[1])
		}
	}
	return s
}

// valueText is a value of a facet as people read it.
func (l language) valueText(facet, value string) string {
	if facet == search.FacetMonth || facet == search.FacetDay {
		return l.span(value)
	}
	return value
}

// chip is an active filter and the search without it.
type chip struct {
	Name, Text string
	Not        bool // it excludes
	Without    string

	rest state
}

// chipsOf draws the active filters of a page of hits.
func (l language) chipsOf(r search.Request) []chip { return l.chipsFor(r, state.url) }

// chipsFor draws the active filters of a page whose address for another search is given by to.
func (l language) chipsFor(r search.Request, to func(state) string) []chip {
	var out []chip
	s := stateOf(r)
	add := func(parameter, name, text string, not bool, rest state) {
		out = append(out, chip{Name: name, Text: text, Not: not, Without: to(rest), rest: rest})
	}
	for _, p := range []string{"from", "to"} {
		for _, v := range s[p] {
			add(p, l.text("filter."+p), v, false, s.without(p, v))
		}
	}
	for _, facet := range search.FacetNames() {
		name := l.text("facet." + facet)
		for _, v := range s[facet] {
			add(facet, name, l.valueText(facet, canonical(facet, v)), false, s.without(facet, v))
		}
		for _, v := range s[excluding(facet)] {
			add(facet, name, l.valueText(facet, canonical(facet, v)), true, s.without(excluding(facet), v))
		}
	}
	return out
}

// canonical is the facet's own spelling of a value.
func canonical(facet, value string) string {
	if facet == search.FacetMonth || facet == search.FacetDay {
		return canonicalTime(value)
	}
	return value
}
