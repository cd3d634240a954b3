package lexicon

import (
	"context"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// counts is what was counted in the archive. Pairs lie in rows, one for each first word, and triples in rows for each pair.
type counts struct {
	*vocabulary
	thresholds
	contexts []uint32 // by word: how often it stands in the sample
	rows     []uint32 // by word: its first pair
	second   []uint16 // by pair: its second word, in order within a row
	pairs    []uint32 // by pair: how often it comes
	children []uint32 // by pair: its first triple
	third    []uint16 // by triple: its third word, in order within a row
	triples  []uint32 // by triple: how often it comes
}

// count counts the pairs and triples that were gathered, on every core: each sorts what follows the words of a range.
func (n *counts) count(ctx context.Context, g *gatherer) error {
	ranges := n.ranges(4 * runtime.GOMAXPROCS(0))
	parts := make([]counts, len(ranges))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, r := range ranges {
		group.Go(func() error {
			parts[i].thresholds = n.thresholds
			var s sorter
			at := r.place
			for id := r.from; id < r.to; id++ {
				if err := ctx.Err(); err != nil {
					return err
				}
				parts[i].rows = append(parts[i].rows, uint32(len(parts[i].second)))
				follows := g.follows[at : at+int(n.contexts[id])]
				at += len(follows)
				s.sort(follows)
				parts[i].row(follows)
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	g.follows = nil
	for i := range parts {
		n.join(&parts[i])
	}
	n.rows = append(n.rows, uint32(len(n.second)))
	n.children = append(n.children, uint32(len(n.third)))
	return nil
}

// idRange is the words from one up to, not including, another, and where the first one's places begin.
type idRange struct{ from, to, place int }

// ranges cuts the words into about n ranges with about as many places.
func (n *counts) ranges(parts int) []idRange {
	total := 0
	for _, k := range n.contexts {
		total += int(k)
	}
	var out []idRange
	r := idRange{}
	place := 0
	for id, k := range n.contexts {
		place += int(k)
		if id+1 == len(n.contexts) || place-r.place > total/parts {
			r.to = id + 1
			out = append(out, r)
			r = idRange{from: id + 1, place: place}
		}
	}
	return out
}

// row adds the pairs and triples of a word, given in order what follows it.
func (n *counts) row(follows []uint32) {
	for len(follows) > 0 {
		second := follows[0] >> 16
		end := 1
		for end < len(follows) && follows[end]>>16 == second {
			end++
		}
		if second != unknown && end >= int(n.gram) {
			n.second, n.pairs = append(n.second, uint16(second)), append(n.pairs, uint32(end))
			n.children = append(n.children, uint32(len(n.third)))
			n.below(follows[:end])
		}
		follows = follows[end:]
	}
}

// below adds the triples of a pair.
func (n *counts) below(follows []uint32) {
	for len(follows) > 0 {
		end := 1
		for end < len(follows) && follows[end] == follows[0] {
			end++
		}
		if third := uint16(follows[0]); third != unknown && end >= int(n.gram) {
			n.third, n.triples = append(n.third, third), append(n.triples, uint32(end))
		}
		follows = follows[end:]
	}
}

// join appends the counts of the words behind.
func (n *counts) join(part *counts) {
	for i := range part.rows {
		part.rows[i] += uint32(len(n.second))
	}
	for i := range part.children {
		part.children[i] += uint32(len(n.third))
	}
	n.rows, n.second, n.pairs = append(n.rows, part.rows...), append(n.second, part.second...), append(n.pairs, part.pairs...)
	n.children, n.third, n.triples = append(n.children, part.children...), append(n.third, part.third...), append(n.triples, part.triples...)
	*part = counts{}
}

// sorter sorts numbers. It keeps its memory for the next time.
type sorter struct{ spare []uint32 }

// radixFrom is the length from which sorting by digits is faster.
const radixFrom = 1 << 10

func (s *sorter) sort(list []uint32) {
	if len(list) < radixFrom {
		slices.Sort(list)
		return
	}
	if len(s.spare) < len(list) {
		s.spare = make([]uint32, len(list))
	}
	from, to := list, s.spare[:len(list)]
	for shift := 0; shift < 32; shift += 8 {
		var ends [257]uint32
		for _, v := range from {
			ends[v>>shift&0xFF+1]++
		}
		for i := 1; i < 256; i++ {
			ends[i] += ends[i-1]
		}
		for _, v := range from {
			e := &ends[v>>shift&0xFF]
			to[*e] = v
			*e++
		}
		from, to = to, from
	}
}
