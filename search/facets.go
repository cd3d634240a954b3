package search

import (
	"context"
	"slices"
	"sort"
	"strings"
	"time"

	"timbao/search/query"
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
		n.byDay = c.count(n.hits)
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
		byDay = func(c *calendar) []int { return c.count(docs) }
	}
	return c.facet(dim.unit, byDay(c), chosen.selection, size), nil
}

// facet makes a facet of counts by day. A document has one day, so that what excludes some days changes nothing for others.
func (c *calendar) facet(u Unit, byDay []int, s selection, size int) []Facet {
	out := []Facet{}
	buckets := c.buckets(byDay, u, 0, c.days)
	slices.Reverse(buckets)
	listed := 0
	for _, b := range buckets {
		f := s.mark(Facet{Value: b.Start, Count: b.Count})
		if f.Count > 0 && listed < size {
			listed++
		} else if !f.Selected && !f.Excluded {
			continue
		}
		out = append(out, f)
	}
	out = s.missing(out)
	slices.SortStableFunc(out, func(a, b Facet) int { return strings.Compare(b.Value, a.Value) })
	return out
}

// mark says whether a value is selected or excluded.
func (s selection) mark(f Facet) Facet {
	f.Selected, f.Excluded = slices.Contains(s.wanted, f.Value), slices.Contains(s.unwanted, f.Value)
	return f
}

// missing adds the selected and excluded values that are not among the values of a facet, with a count of 0. A blank is no
// value that one could see.
func (s selection) missing(of []Facet) []Facet {
	for _, v := range slices.Concat(s.wanted, s.unwanted) {
		if strings.TrimSpace(v) != "" && !slices.ContainsFunc(of, func(f Facet) bool { return f.Value == v }) {
			of = append(of, s.mark(Facet{Value: v}))
		}
	}
	return of
}

// nameFacet counts the values of a keyword column.
func (r *reader) nameFacet(dim *dimension, chosen *restricted, docs []rank.Bits, size int) []Facet {
	names := r.names(dim.column)
	out := chosen.hit
	counts := make([]int, len(names.values))
	if chosen.open && out != nil {
		kept, left := clone(docs), clone(docs)
		for i := range docs {
			kept[i].AndNot(out[i])
			left[i].And(out[i])
		}
		r.countNames(dim.column, kept, counts)
		// Only of the excluded values themselves: what an article has beside one of them goes out with it.
		apart := make([]int, len(counts))
		r.countNames(dim.column, left, apart)
		for _, v := range chosen.unwanted {
			if n, ok := sort.Find(len(names.values), func(i int) int { return strings.Compare(v, names.values[i]) }); ok {
				counts[n] = apart[n]
			}
		}
	} else {
		r.countNames(dim.column, docs, counts)
	}
	return chosen.complete(names.values, counts, largest(counts, size))
}

// complete writes the values of some ordinals, and the selected and excluded ones, from the commonest.
func (s selection) complete(values []string, counts []int, ordinals []int) []Facet {
	out := make([]Facet, 0, len(ordinals))
	for _, n := range ordinals {
		out = append(out, s.mark(Facet{Value: values[n], Count: counts[n]}))
	}
	if s.empty() {
		return out
	}
	for _, v := range slices.Concat(s.wanted, s.unwanted) {
		n, ok := sort.Find(len(values), func(i int) int { return strings.Compare(v, values[i]) })
		if ok && !slices.Contains(ordinals, n) {
			ordinals = append(ordinals, n)
			out = append(out, s.mark(Facet{Value: v, Count: counts[n]}))
		}
	}
	out = s.missing(out)
	slices.SortStableFunc(out, func(a, b Facet) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	return out
}

// countNames counts the values of a keyword column among documents, by the ordinals of r.names.
func (r *reader) countNames(column int, docs []rank.Bits, counts []int) {
	names := r.names(column)
	for i, set := range docs {
		s := &r.rank.Segments[i]
		if names.global == nil { // one segment
			s.CountKeywords(column, set, counts)
			continue
		}
		local := make([]int, s.KeywordCount(column))
		s.CountKeywords(column, set, local)
		for n, count := range local {
			counts[names.global[i][n]] += count
		}
	}
}

// names are the values of a keyword column over all segments, in byte order.
type names struct {
	values []string
	global [][]uint32 // place in values by segment and ordinal there; nil where there is one segment, whose ordinals they are
}

// names makes the list of a column's values when it is first asked for.
func (r *reader) names(column int) *names {
	r.namesOnce[column].Do(func() {
		n := &r.namesOf[column]
		if len(r.rank.Segments) == 1 {
			n.values = r.rank.Segments[0].KeywordValues(column)
			return
		}
		var lists [][]string
		for i := range r.rank.Segments {
			lists = append(lists, r.rank.Segments[i].KeywordValues(column))
			n.values = append(n.values, lists[i]...)
		}
		slices.Sort(n.values)
		n.values = slices.Compact(n.values)
		for _, list := range lists {
			global := make([]uint32, len(list))
			for i, v := range list {
				at, _ := slices.BinarySearch(n.values, v)
				global[i] = uint32(at)
			}
			n.global = append(n.global, global)
		}
	})
	return &r.namesOf[column]
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

// timeline counts the hits by time.
func (r *reader) timeline(c *checked, n *counted) (*Timeline, error) {
	cal, err := r.calendar()
	if err != nil {
		return nil, err
	}
	byDay := n.days(cal)
	first, end := c.period(cal, byDay)
	t := &Timeline{Unit: c.Timeline, Undated: byDay[cal.days]}
	if t.Unit == UnitAuto {
		t.Unit = cal.unitFor(first, end)
	}
	t.Buckets = cal.buckets(byDay, t.Unit, first, end)
	return t, nil
}

// period is the days that a timeline spans: those that the request asks for as far as the archive goes, or else from the
// first hit to the last.
func (c *checked) period(cal *calendar, byDay []int) (first, end int) {
	first, end = 0, cal.days
	for first < end && byDay[first] == 0 {
		first++
	}
	for end > first && byDay[end-1] == 0 {
		end--
	}
	asked, until, some := cal.days, 0, false
	widen := func(from, to time.Time) {
		a, b := cal.span(from, to)
		asked, until, some = min(asked, a), max(until, b), true
	}
	if !c.from.IsZero() || !c.to.IsZero() {
		widen(c.from, c.to)
	}
	for i := range dimensions {
		if u := dimensions[i].unit; u != "" && len(c.selections[i].wanted) > 0 {
			for _, v := range c.selections[i].wanted {
				if at, err := time.ParseInLocation(layouts[u], v, query.Zone()); err == nil {
					widen(at, u.next(at))
				}
			}
		}
	}
	if first < end && some {
		return min(first, asked), max(end, until)
	}
	return first, end
}

// unitFor is the smallest unit that gives few enough buckets.
func (c *calendar) unitFor(first, end int) Unit {
	const days, months = 62, 36
	switch {
	case end-first <= days:
		return UnitDay
	case end <= first:
		return UnitYear
	}
	a, b := midnight(c.first+int64(first)), midnight(c.first+int64(end-1))
	if 12*(b.Year()-a.Year())+int(b.Month()-a.Month()) < months {
		return UnitMonth
	}
	return UnitYear
}
