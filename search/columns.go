package search

import (
	"math/bits"
	"slices"
	"sort"
	"strings"

	"timbao/search/rank"
)

// column holds the values of a keyword column over all segments in a form that is quick to count: a number for each
// document, and a list of the few that have more than one value. It takes 4 bytes an article and 8 a further value.
type column struct {
	values []string   // in byte order
	first  [][]uint32 // place in values by segment and document; len(values) for none
	more   [][]further
}

// further is a value that a document has beside its first.
type further struct{ doc, value uint32 }

// column makes the column when it is first asked for.
func (r *reader) column(n int) *column {
	r.columnsOnce[n].Do(func() { r.columns[n] = r.newColumn(n) })
	return r.columns[n]
}

func (r *reader) newColumn(number int) *column {
	c := &column{}
	var lists [][]string
	for i := range r.rank.Segments {
		lists = append(lists, r.rank.Segments[i].KeywordValues(number))
		c.values = append(c.values, lists[i]...)
	}
	slices.Sort(c.values)
	c.values = slices.Compact(c.values)
	for i, list := range lists {
		places := make([]uint32, len(list))
		for n, v := range list {
			at, _ := c.find(v)
			places[n] = uint32(at)
		}
		s := &r.rank.Segments[i]
		first := make([]uint32, s.Docs())
		var more []further
		var has []uint32
		for d := range first {
			first[d] = uint32(len(c.values))
			has = s.AppendKeywords(has[:0], number, uint32(d))
			for n, ordinal := range has {
				if n == 0 {
					first[d] = places[ordinal]
				} else {
					more = append(more, further{uint32(d), places[ordinal]})
				}
			}
		}
		c.first, c.more = append(c.first, first), append(c.more, more)
	}
	return c
}

// find finds the place of a value.
func (c *column) find(v string) (int, bool) {
	return sort.Find(len(c.values), func(i int) int { return strings.Compare(v, c.values[i]) })
}

// count counts the documents of a set by value.
func (c *column) count(docs []rank.Bits) []int {
	counts := tally(docs, c.first, len(c.values))
	for i, set := range docs {
		for _, f := range c.more[i] {
			if set.Has(f.doc) {
				counts[f.value]++
			}
		}
	}
	return counts[:len(c.values)]
}

// having finds the documents, deleted ones included, that have one of the values.
func (c *column) having(values []string) []rank.Bits {
	pass := make([]uint8, len(c.values)+1)
	for _, v := range values {
		if n, ok := c.find(v); ok {
			pass[n] = 1
		}
	}
	out := pick(c.first, pass)
	for i := range out {
		for _, f := range c.more[i] {
			if pass[f.value] != 0 {
				out[i].Set(f.doc)
			}
		}
	}
	return out
}

// tally counts the documents of a set by a number from 0 to most that each has.
func tally(docs []rank.Bits, of [][]uint32, most int) []int {
	counts := make([]int, most+1)
	for i, set := range docs {
		for w, word := range set {
			if word == 0 {
				continue
			}
			for numbers := of[i][w<<6:]; word != 0; word &= word - 1 {
				counts[numbers[bits.TrailingZeros64(word)]]++
			}
		}
	}
	return counts
}

// pick finds the documents whose number passes: is 1, and not 0, in pass.
func pick(of [][]uint32, pass []uint8) []rank.Bits {
	out := make([]rank.Bits, len(of))
	for i, numbers := range of {
		out[i] = rank.NewBits(uint32(len(numbers)))
		for w := range out[i] {
			word := uint64(0)
			for b, n := range numbers[w<<6 : min(w<<6+64, len(numbers))] {
				word |= uint64(pass[n]) << b
			}
			out[i][w] = word
		}
	}
	return out
}
