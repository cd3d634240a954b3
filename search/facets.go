package search

import (
	"cmp"
	"context"
	"slices"
	"sort"
	"strings"

	"timbao/search/rank"
)

// counted are the sets of documents that facets count.
type counted struct {
	filters *filters
	hits    []rank.Bits // what all filters leave
	loose   []rank.Bits // what the open filters would be applied to; hits if there are none
	byDay   []int       // of hits; nil until it is needed
}

// days counts the hits by day, once.
func (n *counted) days(c *calendar) []int {
	if n.byDay == nil {
		n.byDay = tally(n.hits, c.of, c.days)
	}
	return n.byDay
}

// counted finds the documents that facets and the timeline count, after p.run has found the hits.
func (p *plan) counted(ctx context.Context, found rank.Result) (*counted, error) {
	n := &counted{filters: p.filters, hits: found.Matches, loose: found.Matches}
	if !p.filters.opened() {
		return n, nil
	}
	q := p.words.q
	q.Allowed = p.filters.base
	steps := p.steps
	if found.Total > 0 {
		steps = []float64{q.Need} // what else there is, is to be found in the same way as the hits
	}
	loose, err := p.find(ctx, &q, steps, rank.Options{Collect: true})
	n.loose = loose.Matches
	return n, err
}

// facets counts the values of the facets that the request asks for.
func (r *reader) facets(c *checked, n *counted) (map[string][]Facet, error) {
	out := map[string][]Facet{}
	for i := range dimensions {
		dim := &dimensions[i]
		if !slices.Contains(c.Facets, dim.name) {
			continue
		}
		var err error
		if out[dim.name], err = r.facet(i, n, c.FacetSize); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// facet counts the values of one facet: times from the newest, names from the commonest.
func (r *reader) facet(i int, n *counted, size int) ([]Facet, error) {
	dim, chosen := &dimensions[i], &n.filters.dims[i]
	docs := n.hits
	if chosen.open {
		docs = n.filters.but(n.loose, i)
	}
	if dim.unit == "" {
		return r.nameFacet(dim, chosen, docs, size), nil
	}
	c, err := r.calendar()
	if err != nil {
		return nil, err
	}
	byDay := n.days
	if chosen.open {
		byDay = func(c *calendar) []int { return tally(docs, c.of, c.days) }
	}
	return c.facet(dim.unit, byDay(c), chosen.selection, size), nil
}

// facet makes a facet of counts by day. A document has one day, so that what excludes some days changes nothing for others.
func (c *calendar) facet(u Unit, byDay []int, s selection, size int) []Facet {
	out := make([]Facet, 0, min(size, c.days))
	for day := c.days - 1; day >= 0 && len(out) < size; day-- {
		if byDay[day] == 0 {
			continue
		}
		at := u.floor(midnight(c.first + int64(day)))
		from, to := c.span(at, u.next(at))
		out = append(out, s.mark(Facet{Value: at.Format(layouts[u]), Count: sum(byDay[from:to])}))
		day = from
	}
	return s.complete(out, func(v string) int {
		span, ok := u.during(v)
		if !ok {
			return 0
		}
		from, to := c.span(span[0], span[1])
		return sum(byDay[from:to])
	}, func(a, b Facet) int { return strings.Compare(b.Value, a.Value) })
}

// mark says whether a value is selected or excluded.
func (s selection) mark(f Facet) Facet {
	f.Selected, f.Excluded = slices.Contains(s.wanted, f.Value), slices.Contains(s.unwanted, f.Value)
	return f
}

// complete adds the selected and excluded values that are not among the values of a facet, in its order. A blank is no value
// that one could see.
func (s selection) complete(of []Facet, count func(string) int, order func(a, b Facet) int) []Facet {
	if s.empty() {
		return of
	}
	for _, v := range slices.Concat(s.wanted, s.unwanted) {
		if v != "" && !slices.ContainsFunc(of, func(f Facet) bool { return f.Value == v }) {
			of = append(of, s.mark(Facet{Value: v, Count: count(v)}))
		}
	}
	slices.SortStableFunc(of, order)
	return of
}

// nameFacet counts the values of a keyword column.
func (r *reader) nameFacet(dim *dimension, chosen *restricted, docs []rank.Bits, size int) []Facet {
	names := r.column(dim.column)
	counts := names.count(without(docs, chosen.hit))
	if chosen.hit != nil {
		// What an article has beside an excluded value goes out with it, so that only the excluded values are counted everywhere.
		all := names.count(docs)
		for _, v := range chosen.unwanted {
			if n, ok := names.find(v); ok {
				counts[n] = all[n]
			}
		}
	}
	out := []Facet{}
	for _, n := range largest(counts, size) {
		out = append(out, chosen.mark(Facet{Value: names.values[n], Count: counts[n]}))
	}
	return chosen.complete(out, func(v string) int {
		if n, ok := names.find(v); ok {
			return counts[n]
		}
		return 0
	}, func(a, b Facet) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Value, b.Value)) })
}

// without is a set without the documents of another, nil for none. It is the set itself then.
func without(set, out []rank.Bits) []rank.Bits {
	if out == nil {
		return set
	}
	set = clone(set)
	for i := range set {
		set[i].AndNot(out[i])
	}
	return set
}

// largest gives the places of the largest counts above 0, equal ones in their order.
func largest(counts []int, size int) []int {
	var out []int
	for n, count := range counts {
		if count == 0 || len(out) == size && count <= counts[out[size-1]] {
			continue
		}
		at := sort.Search(len(out), func(i int) bool { return counts[out[i]] < count })
		if len(out) < size {
			out = append(out, 0)
		}
		copy(out[at+1:], out[at:])
		out[at] = n
	}
	return out
}
