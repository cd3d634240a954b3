package server

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"timbao/search"
)

// layout is what every page shows.
type layout struct {
	visitor
	Site        string
	Title       string // of the document, without the name of the site
	Description string // of the document, for programs that list pages; "" for none
	Form        form
	Menu        []link
	Home        bool     // the page has a search form of its own
	Scripts     []string // files of scripts
}

// form is the search form with what it holds.
type form struct {
	Query  string
	Hidden []pair // what goes along with a new query
}

// pair is a parameter.
type pair struct{ Name, Value string }

// link is a link with its text.
type link struct {
	URL, Text string
	Count     int
	Active    bool
}

// layoutOf is the frame of a page that belongs to a search.
func (s *Server) layoutOf(v visitor, title string, r search.Request) layout {
	return layout{visitor: v, Site: s.page.site, Title: title, Form: formOf(r), Scripts: []string{"suggest.js"}, Menu: menu(v, r)}
}

// menu links to the main pages, for the words and filters of a search; the one that is open is marked.
func menu(v visitor, r search.Request) []link {
	out := []link{
		{URL: "/", Text: v.text("frame.search")},
		{URL: kwicFor(r), Text: v.text("frame.kwic")},
		{URL: trendsOf(r), Text: v.text("frame.trends")},
		{URL: "/about", Text: v.text("frame.about")},
	}
	path, _, _ := strings.Cut(v.here, "?")
	for i := range out {
		of, _, _ := strings.Cut(out[i].URL, "?")
		out[i].Active = of == path
	}
	return out
}

// formOf fills the form from a search. Filters and order go along with a new query.
func formOf(r search.Request) form {
	kept := firstPage(r)
	kept.Query = ""
	return form{Query: r.Query, Hidden: hidden(kept)}
}

// hidden are the parameters of a search in the order of the alphabet.
func hidden(r search.Request) []pair {
	return pairs(values(r))
}

// pairs are parameters in the order of the alphabet.
func pairs(all url.Values) []pair {
	var out []pair
	for _, name := range slices.Sorted(maps.Keys(all)) {
		for _, value := range all[name] {
			out = append(out, pair{name, value})
		}
	}
	return out
}

// Lang is the code of the language of the page.
func (l layout) Lang() string { return l.code }

// Theme is the colours that the visitor chose: auto, light or dark.
func (l layout) Theme() string { return l.chosen["theme"] }

// Keys is on unless the visitor wants no shortcut keys.
func (l layout) Keys() string { return l.chosen["keys"] }

// choice is a switch of the page: what there is to choose from.
type choice struct {
	Name   string
	Values []link
}

// Choices are the switches of the page, each a list of links.
func (l layout) Choices() []choice {
	var out []choice
	for _, c := range visitorChoices {
		one := choice{Name: l.text("frame." + c.name)}
		for _, value := range c.values {
			one.Values = append(one.Values, link{URL: l.choose(c.name, value), Text: l.text("frame." + c.name + "." + value), Active: l.chosen[c.name] == value})
		}
		out = append(out, one)
	}
	return out
}

// OtherLang is the address of the page in the other language, and that language's code.
func (l layout) OtherLang() link {
	other := inEnglish
	if l.code == inEnglish {
		other = inVietnamese
	}
	return link{URL: l.choose("lang", other), Text: other}
}

// Light and Dark are the addresses of the page in these colours.
func (l layout) Light() string { return l.choose("theme", "light") }

// Dark is the address of the page in dark colours.
func (l layout) Dark() string { return l.choose("theme", "dark") }
