package rank_test

import (
	"math"
	"math/bits"

	"timbao/search/rank"
)

// oracle is the scoring formula in plain words, over the documents themselves. It knows nothing of postings, blocks, windows or
// integers, so it agrees with the engine up to rounding.
type oracle struct {
	c       *corpus
	p       rank.Params
	average float64
	live    int
}

func newOracle(c *corpus, p rank.Params) *oracle {
	o := &oracle{c: c, p: p, live: c.live()}
	sum, n := 0, 0
	for _, s := range c.docs {
		for i := range s {
			sum += s[i].length()
			n++
		}
	}
	o.average = max(float64(sum)/float64(max(n, 1)), 1)
	return o
}

func (o *oracle) idf(n int) float64 {
	return math.Log(1 + (max(float64(o.live-n), 0)+0.5)/(float64(n)+0.5))
}

func (o *oracle) norm(d *doc) float64 {
	return o.p.K1 * (1 - o.p.B + o.p.B*float64(d.length())/o.average)
}

// verdict is what the oracle says of a document.
type verdict struct {
	hit   bool
	maybe bool    // so close to the limit of Query.Need that rounding decides
	score float64 // of the units
}

// judge scores all documents of the corpus.
func (o *oracle) judge(q *rank.Query) map[rank.Doc]verdict {
	freqs := make([]map[rank.Doc]int, len(q.Units))
	idfs := make([]float64, len(q.Units))
	var weights [rank.MaxPositions]float64
	for i := range q.Units {
		u := &q.Units[i]
		freqs[i] = map[rank.Doc]int{}
		o.each(func(at rank.Doc, d *doc) {
			if f := d.freq(u); f > 0 {
				freqs[i][at] = f
			}
		})
		idfs[i] = o.idf(len(freqs[i]))
		if bits.OnesCount64(u.Positions) == 1 && u.Positions&q.Free != 0 {
			p := bits.TrailingZeros64(u.Positions)
			weights[p] = max(weights[p], idfs[i])
		}
	}
	out := map[rank.Doc]verdict{}
	o.each(func(at rank.Doc, d *doc) {
		var mask uint64
		v := verdict{}
		found := false
		for i := range q.Units {
			if f := float64(freqs[i][at]); f > 0 {
				found = true
				mask |= q.Units[i].Positions
				v.score += q.Units[i].Weight * idfs[i] * (o.p.K1 + 1) * f / (f + o.norm(d))
			}
		}
		v.hit, v.maybe = enough(&weights, mask, q.Need)
		v.hit = v.hit && found && !d.deleted && (q.Allowed == nil || q.Allowed[at.Segment].Has(at.Number))
		out[at] = v
	})
	return out
}

// enough says whether the positions of a mask weigh the needed share of all.
func enough(weights *[rank.MaxPositions]float64, mask uint64, need float64) (yes, maybe bool) {
	total, covered := 0.0, 0.0
	for p, w := range weights {
		total += w
		if mask>>p&1 != 0 {
			covered += w
		}
	}
	missing := need*total - covered
	if need == 1 {
		return missing < 1e-9*total, false
	}
	return missing <= 0, math.Abs(missing) < 1e-4*total && need > 0
}

func (o *oracle) each(visit func(rank.Doc, *doc)) {
	for s := range o.c.docs {
		for i := range o.c.docs[s] {
			visit(rank.Doc{Segment: s, Number: uint32(i)}, &o.c.docs[s][i])
		}
	}
}

// phrase finds the live documents in which words stand side by side in one part.
func (o *oracle) phrase(words []rank.Word, part int) map[rank.Doc]bool {
	out := map[rank.Doc]bool{}
	o.each(func(at rank.Doc, d *doc) {
		for n, terms := range d.parts {
			if d.deleted || part != rank.AnyPart && n != part {
				continue
			}
			for i := 0; i+len(words) <= len(terms); i++ {
				all := true
				for j, w := range words {
					all = all && matches(terms[i+j], w.Term, w.Set)
				}
				if all {
					out[at] = true
				}
			}
		}
	})
	return out
}
