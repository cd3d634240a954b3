package server

import (
	"cmp"
	"slices"
	"strings"

	"timbao/search"
)

// pageFacetFirst is how many values of a facet are in sight; the others, up to pageFacetSize, are folded behind them, and pageFacetMore
// are fetched when asked for.
const (
	pageFacetFirst = 8
	pageFacetSize  = 40
	pageFacetMore  = 500
)

// facetView is a facet on the page.
type facetView struct {
	Name   string
	ID     string
	Folded bool
	First  []facetValue
	Rest   []facetValue
	More   string // address that shows more values; "" if these are all
}

// facetValue is a value of a facet: a click on it selects it or undoes that, another one excludes it.
type facetValue struct {
	Facet    string // name of the facet, for those who hear the link alone
	Text     string
	Count    int
	Selected bool
	Excluded bool
	URL      string       // of the search with the value selected; without it if it was selected or excluded
	Exclude  string       // of the search without the articles that have it; "" if it is selected or excluded
	Months   []facetValue // of a year that is selected
}

// facetsOf draws the facets. One that does not tell the hits apart is left out.
func (l language) facetsOf(r search.Request, counted map[string][]search.Facet) []facetView {
	var out []facetView
	s := stateOf(r)
	for _, f := range facetsOnPage {
		all := l.facetValues(s, f.name, counted[f.name])
		if f.name == search.FacetYear {
			l.addMonths(s, all, counted[search.FacetMonth])
			slices.SortStableFunc(all, func(a, b facetValue) int { return cmp.Compare(b.Text, a.Text) })
		}
		active := slices.ContainsFunc(all, func(v facetValue) bool { return v.Selected || v.Excluded })
		if len(all) == 0 || f.folded && len(all) == 1 && !active {
			continue
		}
		v := facetView{Name: l.text("facet." + f.name), ID: "facet-" + f.name, Folded: f.folded && !active && r.FacetSize == 0}
		v.First, v.Rest = split(all, r.FacetSize > 0)
		if len(counted[f.name]) >= pageFacetSize && r.FacetSize == 0 {
			more := firstPage(r)
			more.FacetSize = pageFacetMore
			v.More = pageURL(more) + "#" + v.ID
		}
		out = append(out, v)
	}
	return out
}

// split parts the values that are in sight from the others. Few others, or active ones, are in sight too.
func split(all []facetValue, whole bool) (first, rest []facetValue) {
	if whole || len(all) <= pageFacetFirst+2 {
		return all, nil
	}
	for i, v := range all {
		if i < pageFacetFirst || v.Selected || v.Excluded {
			first = append(first, v)
		} else {
			rest = append(rest, v)
		}
	}
	return first, rest
}

// facetValues draws the values of a facet. One without a name stands for the articles that have none: there is nothing to click on.
func (l language) facetValues(s state, facet string, counted []search.Facet) []facetValue {
	var out []facetValue
	for _, c := range counted {
		if strings.TrimSpace(c.Value) == "" {
			continue
		}
		v := facetValue{Facet: l.text("facet." + facet), Text: l.valueText(facet, c.Value), Count: c.Count, Selected: c.Selected, Excluded: c.Excluded}
		switch {
		case c.Excluded:
			v.URL = s.without(excluding(facet), c.Value).url()
		case c.Selected:
			v.URL = s.without(facet, c.Value).url()
		default:
			v.URL, v.Exclude = s.toggle(facet, c.Value).url(), s.toggle(excluding(facet), c.Value).url()
		}
		out = append(out, v)
	}
	return out
}

// addMonths puts the months below their years, from January on.
func (l language) addMonths(s state, years []facetValue, counted []search.Facet) {
	counted = slices.Clone(counted)
	slices.SortFunc(counted, func(a, b search.Facet) int { return cmp.Compare(a.Value, b.Value) })
	for i := range years {
		ofYear := slices.DeleteFunc(slices.Clone(counted), func(c search.Facet) bool { return !strings.HasPrefix(c.Value, years[i].Text+"-") })
		if years[i].Selected || slices.ContainsFunc(ofYear, func(c search.Facet) bool { return c.Selected || c.Excluded }) {
			years[i].Months = l.facetValues(s, search.FacetMonth, ofYear)
		}
	}
}

// facetRequest asks for the facets of the page.
func facetRequest(r search.Request) search.Request {
	r.Facets = nil
	for _, f := range facetsOnPage {
		r.Facets = append(r.Facets, f.name)
	}
	if len(r.Years)+len(r.Months)+len(r.NotMonths) > 0 {
		r.Facets = append(r.Facets, search.FacetMonth)
	}
	if r.FacetSize == 0 {
		r.FacetSize = pageFacetSize
	}
	return r
}
