package lexicon

import (
	"context"
	"io"
	"math"
	"slices"

	"timbao/indexer/sidecar"
)

// Builder returns what writes the model at the end of a run. Its memory is bounded whatever the size of the archive: 130 MB for
// the places of the words of the sample, and at most 12 bytes for each pair and 8 for each triple that comes often enough. Its time
// is that of two walks over the words of the sample, and a sort.
func Builder() sidecar.Builder { return sidecar.Builder{Kind: Kind, Write: write} }

func write(ctx context.Context, c *sidecar.Corpus, w io.Writer) error {
	n, err := collect(ctx, c, maxTokens)
	if err != nil {
		return err
	}
	if n.worth > 0 {
		smooth(n).prune()
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return smooth(n).raw().write(w)
}

// smoothed is counts made into probabilities by absolute discounting: something is taken off each count, and what that frees goes
// to the words that were not seen behind a context, in the proportions of the shorter context.
type smoothed struct {
	*counts
	off   float64   // what is taken off
	alone []float64 // P(w), by word
	rest  []float64 // by word: what is free behind it
	under []float64 // by pair: what is free behind it
}

func smooth(n *counts) *smoothed {
	s := &smoothed{counts: n, off: 1, alone: make([]float64, len(n.contexts)), rest: make([]float64, len(n.contexts)),
		under: make([]float64, len(n.pairs))}
	if n.gram == 1 {
		s.off = 0.7
	}
	sum := uint64(0)
	for id, k := range n.times {
		s.alone[id] = float64(k)
		sum += uint64(k)
	}
	s.alone[n.numberID()] = float64(n.tokens - min(sum, n.tokens))
	for id := range s.alone {
		s.alone[id] = max(s.alone[id], 1) / float64(max(n.tokens, 1))
		s.rest[id] = s.free(n.pairs[n.rows[id]:n.rows[id+1]], n.contexts[id])
	}
	for i := range n.pairs {
		s.under[i] = s.free(n.triples[n.children[i]:n.children[i+1]], n.pairs[i])
	}
	return s
}

// free is the share of a context's successors that nothing was kept for. A little is always free.
func (s *smoothed) free(kept []uint32, context uint32) float64 {
	if context == 0 {
		return 1
	}
	sum := 0.0
	for _, k := range kept {
		sum += float64(k) - s.off
	}
	return max(1-sum/float64(context), 1e-3)
}

// follow is P(b | a).
func (s *smoothed) follow(a, b uint16) float64 {
	lo, hi := s.rows[a], s.rows[a+1]
	if i, ok := slices.BinarySearch(s.second[lo:hi], b); ok {
		return s.pair(a, int(lo)+i)
	}
	return s.rest[a] * s.alone[b]
}

// pair is P(b | a) of a pair that was kept.
func (s *smoothed) pair(a uint16, i int) float64 {
	return (float64(s.pairs[i])-s.off)/float64(s.contexts[a]) + s.rest[a]*s.alone[s.second[i]]
}

// triple is P(c | a, b) of a triple j of pair i that was kept, and P(c | b).
func (s *smoothed) triple(i, j int) (p, shorter float64) {
	shorter = s.follow(s.second[i], s.third[j])
	return (float64(s.triples[j])-s.off)/float64(s.pairs[i]) + s.under[i]*shorter, shorter
}

// prune drops triples that say hardly more than their pairs do, and pairs without triples that say hardly more than their words.
// What something says is the gain in probability, in nats, over all its occurrences.
func (s *smoothed) prune() {
	n := s.counts
	drop := make([]bool, len(n.triples))
	for i := range n.pairs {
		for j := int(n.children[i]); j < int(n.children[i+1]); j++ {
			p, shorter := s.triple(i, j)
			drop[j] = float64(n.triples[j])*math.Log(p/shorter) < n.worth
		}
	}
	pairs, triples := 0, 0
	for id := range s.rest {
		from, to := int(n.rows[id]), int(n.rows[id+1])
		n.rows[id] = uint32(pairs)
		for i := from; i < to; i++ {
			first, last := int(n.children[i]), int(n.children[i+1])
			begun := triples
			for j := first; j < last; j++ {
				if !drop[j] {
					n.third[triples], n.triples[triples] = n.third[j], n.triples[j]
					triples++
				}
			}
			if triples == begun && float64(n.pairs[i])*math.Log(s.pair(uint16(id), i)/s.alone[n.second[i]]) < n.worth {
				continue
			}
			n.second[pairs], n.pairs[pairs], n.children[pairs] = n.second[i], n.pairs[i], uint32(begun)
			pairs++
		}
	}
	n.rows[len(s.rest)] = uint32(pairs)
	n.children[pairs] = uint32(triples)
	n.second, n.pairs, n.children, n.third, n.triples = n.second[:pairs], n.pairs[:pairs], n.children[:pairs+1], n.third[:triples], n.triples[:triples]
}

// raw lays the model out for its file.
func (s *smoothed) raw() *raw {
	m := &raw{tokens: s.tokens, counts: s.times, rows: s.rows, second: s.second, children: s.children, third: s.third, offsets: []uint32{0},
		likely: make([]uint8, len(s.pairs)), below: make([]uint8, len(s.pairs)), likely3: make([]uint8, len(s.triples))}
	for _, t := range s.terms {
		m.text = append(m.text, t...)
		m.offsets = append(m.offsets, uint32(len(m.text)))
	}
	for id := range s.alone {
		m.alone = append(m.alone, float32(math.Log(s.alone[id])))
		m.rest = append(m.rest, float32(math.Log(s.rest[id])))
		for i := int(s.rows[id]); i < int(s.rows[id+1]); i++ {
			m.likely[i], m.below[i] = quantise(math.Log(s.pair(uint16(id), i))), quantise(math.Log(s.under[i]))
			for j := int(s.children[i]); j < int(s.children[i+1]); j++ {
				p, _ := s.triple(i, j)
				m.likely3[j] = quantise(math.Log(p))
			}
		}
	}
	return m
}
