package search

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"timbao/indexer/schema"
	"timbao/search/query"
	"timbao/search/rank"
)

// dimension is a property of articles that requests are filtered by and facets count.
type dimension struct {
	name     string // of the facet and of the parameter; the exclusion's is "not_" before it
	unit     Unit   // of time; "" for names
	column   int    // keyword column of names
	wanted   func(*Request) []string
	unwanted func(*Request) []string
}

// dimensions is all there are, in the order in which people look at them. It is never changed.
var dimensions = []dimension{
	{FacetYear, UnitYear, 0, func(r *Request) []string { return yearTexts(r.Years) }, func(r *Request) []string { return yearTexts(r.NotYears) }},
	{FacetMonth, UnitMonth, 0, func(r *Request) []string { return r.Months }, func(r *Request) []string { return r.NotMonths }},
	{FacetDay, UnitDay, 0, func(r *Request) []string { return r.Days }, func(r *Request) []string { return r.NotDays }},
	{FacetSection, "", schema.KeywordSection, func(r *Request) []string { return r.Sections }, func(r *Request) []string { return r.NotSections }},
	{FacetPlace, "", schema.KeywordPlace, func(r *Request) []string { return r.Places }, func(r *Request) []string { return r.NotPlaces }},
	{FacetAuthor, "", schema.KeywordAuthor, func(r *Request) []string { return r.Authors }, func(r *Request) []string { return r.NotAuthors }},
	{FacetPhotographer, "", schema.KeywordPhotographer, func(r *Request) []string { return r.Photographers }, func(r *Request) []string { return r.NotPhotographers }},
	{FacetFormat, "", schema.KeywordFormat, func(r *Request) []string { return r.Formats }, func(r *Request) []string { return r.NotFormats }},
}

// FacetNames returns the names of all facets, in the order in which people look at them.
func FacetNames() []string {
	var out []string
	for i := range dimensions {
		out = append(out, dimensions[i].name)
	}
	return out
}

// Narrowed says whether the request has any filter beside its query: a period, values to keep or values to leave out.
func (r Request) Narrowed() bool {
	return r.From != "" || r.To != "" || slices.ContainsFunc(dimensions, func(dim dimension) bool {
		return len(dim.wanted(&r))+len(dim.unwanted(&r)) > 0
	})
}

// yearTexts writes years as the year facet does.
func yearTexts(years []int) []string {
	var out []string
	for _, y := range years {
		out = append(out, fmt.Sprintf("%04d", y))
	}
	return out
}

// selection is what a request wants and does not want of a dimension, in the spelling of its values.
type selection struct{ wanted, unwanted []string }

func (s selection) empty() bool { return len(s.wanted)+len(s.unwanted) == 0 }

// selections reads the filters of a request, one for each dimension.
func (r Request) selections() ([]selection, error) {
	out := make([]selection, len(dimensions))
	for i := range dimensions {
		dim := &dimensions[i]
		for _, side := range []struct {
			name string
			from []string
			to   *[]string
		}{{dim.name, dim.wanted(&r), &out[i].wanted}, {"not_" + dim.name, dim.unwanted(&r), &out[i].unwanted}} {
			if n := len(side.from); n > maxFilters {
				return nil, &ParamError{side.name, strconv.Itoa(n), fmt.Sprintf("at most %d values", maxFilters)}
			}
			for _, v := range side.from {
				canonical, ok := dim.canonical(v)
				if !ok {
					return nil, &ParamError{side.name, v, map[Unit]string{UnitMonth: "must be a month such as 2020-01 or 1-2020",
						UnitDay: "must be a day such as 2020-01-14 or 14-1-2020"}[dim.unit]}
				}
				*side.to = append(*side.to, canonical)
			}
		}
	}
	return out, nil
}

// canonical is the spelling of a value in the facet; false if it can't be one.
func (dim *dimension) canonical(v string) (string, bool) {
	switch dim.unit {
	case "":
		return schema.Keyword(v), true
	case UnitYear: // a number that is no year has no articles
		return v, true
	}
	from, to, err := query.ParseDates(v)
	if err != nil || strings.Contains(v, "..") || !to.Equal(dim.unit.next(from)) {
		return "", false
	}
	return from.Format(layouts[dim.unit]), true
}

// restricted is what the filters of one dimension leave.
type restricted struct {
	selection
	open bool        // a facet of the dimension is asked for: what passes without its filters must be known too
	pass []rank.Bits // has a wanted value, if there are any, and no unwanted one
	hit  []rank.Bits // has an unwanted value; nil for none
}

// restrict finds what the filters of a dimension leave; deleted documents may be among them.
func (r *reader) restrict(dim *dimension, s selection) (restricted, error) {
	out := restricted{selection: s}
	having := func(values []string) ([]rank.Bits, error) { return r.column(dim.column).having(values), nil }
	if dim.unit != "" {
		having = func(values []string) ([]rank.Bits, error) { return r.during(dim.unit, values) }
	}
	var err error
	if len(s.wanted) > 0 {
		if out.pass, err = having(s.wanted); err != nil {
			return out, err
		}
	}
	if len(s.unwanted) > 0 {
		if out.hit, err = having(s.unwanted); err != nil {
			return out, err
		}
		if out.pass == nil {
			out.pass = r.allDocs()
		}
		for i := range out.pass {
			out.pass[i].AndNot(out.hit[i])
		}
	}
	return out, nil
}

// allDocs is every document, deleted ones too.
func (r *reader) allDocs() []rank.Bits {
	out := make([]rank.Bits, len(r.rank.Segments))
	for i := range out {
		n := r.rank.Segments[i].Docs()
		out[i] = rank.NewBits(n)
		out[i].SetAll(n)
	}
	return out
}

// during finds the documents published in one of the years, months or days.
func (r *reader) during(u Unit, values []string) ([]rank.Bits, error) {
	c, err := r.calendar()
	if err != nil {
		return nil, err
	}
	var spans [][2]time.Time
	for _, v := range values {
		if s, ok := u.during(v); ok { // or it is a year that there is not
			spans = append(spans, s)
		}
	}
	return pick(c.of, c.mask(spans...)), nil
}

// between finds the documents published at from or later and before to, both midnights; a zero time is an open end.
func (r *reader) between(from, to time.Time) ([]rank.Bits, error) {
	c, err := r.calendar()
	if err != nil {
		return nil, err
	}
	return pick(c.of, c.mask([2]time.Time{from, to})), nil
}

// filters are the filters of a request, applied.
type filters struct {
	dims []restricted // one for each dimension
	base []rank.Bits  // what the query's conditions and all filters but the open ones leave; nil for everything
	all  []rank.Bits  // what all filters leave; nil for everything
}

// filter applies the filters of a request to what the conditions in its query leave; nil is everything.
func (r *reader) filter(c *checked, allowed []rank.Bits) (*filters, error) {
	f := &filters{dims: make([]restricted, len(dimensions))}
	if !c.from.IsZero() || !c.to.IsZero() {
		b, err := r.between(c.from, c.to)
		if err != nil {
			return nil, err
		}
		allowed = both(allowed, b)
	}
	for i := range dimensions {
		dim := &dimensions[i]
		if c.selections[i].empty() {
			continue
		}
		var err error
		if f.dims[i], err = r.restrict(dim, c.selections[i]); err != nil {
			return nil, err
		}
		if f.dims[i].open = slices.Contains(c.Facets, dim.name); !f.dims[i].open {
			allowed = both(allowed, f.dims[i].pass)
		}
	}
	f.base = r.living(allowed)
	f.all = r.living(f.but(f.base, -1))
	return f, nil
}

// living takes the deleted documents out of a set; nil is everything.
func (r *reader) living(set []rank.Bits) []rank.Bits {
	for i := range set {
		if live := r.rank.Segments[i].Live; live != nil {
			set[i].And(live)
		}
	}
	return set
}

// but is what the open filters, except those of one dimension, leave of a set. It is the set itself if there are none.
func (f *filters) but(set []rank.Bits, dim int) []rank.Bits {
	copied := false
	for i := range f.dims {
		d := &f.dims[i]
		if !d.open || i == dim {
			continue
		}
		if !copied {
			set, copied = clone(set), true
		}
		set = both(set, clone(d.pass))
	}
	return set
}

// opened says whether any filter is open.
func (f *filters) opened() bool {
	return slices.ContainsFunc(f.dims, func(d restricted) bool { return d.open })
}

// clone copies a set; nil is everything.
func clone(set []rank.Bits) []rank.Bits {
	if set == nil {
		return nil
	}
	out := make([]rank.Bits, len(set))
	for i := range set {
		out[i] = slices.Clone(set[i])
	}
	return out
}
