package search

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/search/rank"
)

// having finds the documents that have one of the values in a keyword column.
func (r *reader) having(column int, values []string) []rank.Bits {
	wanted := map[string]bool{}
	for _, v := range values {
		wanted[schema.Keyword(v)] = true
	}
	out := make([]rank.Bits, len(r.rank.Segments))
	for i := range out {
		s := &r.rank.Segments[i]
		out[i] = rank.NewBits(s.Docs())
		ordinals := map[uint32]bool{}
		for n, v := range s.KeywordValues(column) {
			if wanted[v] {
				ordinals[uint32(n)] = true
			}
		}
		if len(ordinals) == 0 {
			continue
		}
		var has []uint32
		for d := range s.Docs() {
			has = s.AppendKeywords(has[:0], column, d)
			if slices.ContainsFunc(has, func(n uint32) bool { return ordinals[n] }) {
				out[i].Set(d)
			}
		}
		if s.Live != nil {
			out[i].And(s.Live)
		}
	}
	return out
}

// inYears finds the documents published in one of the years.
func (r *reader) inYears(years []int) []rank.Bits {
	m := &matcher{r: r}
	var out []rank.Bits
	for _, y := range years {
		from := time.Date(y, 1, 1, 0, 0, 0, 0, article.Zone())
		b := m.dates(from, from.AddDate(1, 0, 0))
		if out == nil {
			out = b
			continue
		}
		for i := range out {
			out[i].Or(b[i])
		}
	}
	return out
}

// facetColumns gives the keyword column of each facet but the year.
var facetColumns = map[string]int{FacetSection: schema.KeywordSection, FacetAuthor: schema.KeywordAuthor, FacetPlace: schema.KeywordPlace}

// facets counts the values of the named facets among the matches: years newest first, others commonest first.
func (r *reader) facets(matches []rank.Bits, names []string, size int) map[string][]Facet {
	out := map[string][]Facet{}
	for _, name := range names {
		counts := map[string]int{}
		for i, b := range matches {
			if name == FacetYear {
				r.countYears(i, b, counts)
			} else {
				r.countKeywords(i, b, facetColumns[name], counts)
			}
		}
		out[name] = largest(counts, size, name == FacetYear)
	}
	return out
}

func (r *reader) countYears(segment int, b rank.Bits, counts map[string]int) {
	var years yearTable
	byYear := map[int]int{}
	b.Each(func(d uint32) bool {
		if at := r.dateOf(segment, d); at != schema.Undated {
			byYear[years.of(at)]++
		}
		return true
	})
	for y, n := range byYear {
		counts[strconv.Itoa(y)] += n
	}
}

// yearTable tells the year of a time without calendar arithmetic for each.
type yearTable struct {
	year     int
	from, to int64
}

func (t *yearTable) of(at int64) int {
	if at < t.from || at >= t.to {
		t.year = time.Unix(at, 0).In(article.Zone()).Year()
		t.from = time.Date(t.year, 1, 1, 0, 0, 0, 0, article.Zone()).Unix()
		t.to = time.Date(t.year+1, 1, 1, 0, 0, 0, 0, article.Zone()).Unix()
	}
	return t.year
}

func (r *reader) countKeywords(segment int, b rank.Bits, column int, counts map[string]int) {
	s := &r.rank.Segments[segment]
	values := s.KeywordValues(column)
	byOrdinal := make([]int, len(values))
	var has []uint32
	b.Each(func(d uint32) bool {
		has = s.AppendKeywords(has[:0], column, d)
		for _, n := range has {
			byOrdinal[n]++
		}
		return true
	})
	for n, count := range byOrdinal {
		if count > 0 {
			counts[values[n]] += count
		}
	}
}

// largest lists the values by count, or newest first for years, and equal ones in byte order.
func largest(counts map[string]int, size int, years bool) []Facet {
	out := make([]Facet, 0, len(counts))
	for v, n := range counts {
		out = append(out, Facet{v, n})
	}
	slices.SortFunc(out, func(a, b Facet) int {
		switch {
		case years:
			return strings.Compare(b.Value, a.Value)
		case a.Count != b.Count:
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	return out[:min(size, len(out))]
}
