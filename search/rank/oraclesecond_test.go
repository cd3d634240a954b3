package rank_test

import (
	"math"
	"math/bits"

	"timbao/search/rank"
)

// halfWay is where a bonus for standing early is halved, as the documentation of rank.Reading states it.
const halfWay = 150.0

// layout gives each word of a document its place, and tells which weight it has there. Parts lie so far apart that nothing is near
// across their ends.
func (o *oracle) layout(d *doc) (at []int, terms []string, weights []int) {
	place := 0
	for part, list := range d.parts {
		for _, t := range list {
			place++
			at, terms = append(at, place), append(terms, t)
			weights = append(weights, []int{int(o.p.Title), int(o.p.Lead), 1}[min(part, 2)])
		}
		place += o.p.Window + 2
	}
	return at, terms, weights
}

// wordUnits is the word of each position: its first full unit of the text.
func wordUnits(q *rank.Query) map[int]*rank.Unit {
	words := map[int]*rank.Unit{}
	for i := range q.Units {
		u := &q.Units[i]
		if p := bits.TrailingZeros64(u.Positions); u.Field == 0 && bits.OnesCount64(u.Positions) == 1 && u.Weight >= 1 && words[p] == nil {
			words[p] = u
		}
	}
	return words
}

// isPart says whether a unit that is in the corpus covers a position and others.
func (o *oracle) isPart(q *rank.Query, position int) bool {
	found := false
	for i := range q.Units {
		if u := &q.Units[i]; u.Positions>>position&1 != 0 && bits.OnesCount64(u.Positions) > 1 {
			o.each(func(_ rank.Doc, d *doc) { found = found || d.freq(u) > 0 })
		}
	}
	return found
}

// worth is what a word is worth in the second stage, and its idf.
func (o *oracle) worth(r *rank.Reading, u *rank.Unit, part bool) (worth, idf float64) {
	n := 0
	o.each(func(_ rank.Doc, d *doc) {
		if d.freq(u) > 0 {
			n++
		}
	})
	idf = o.idf(n)
	if r.Floor == 0 || n == 0 || part {
		return idf, idf
	}
	return max(idf, math.Log(r.Floor+float64(o.live)/float64(n))), idf
}

// second is what the second stage adds to the score of a document.
func (o *oracle) second(q *rank.Query, d *doc, freq func(a, b string) int) float64 {
	r := &o.p.Plain
	if q.Question {
		r = &o.p.Question
	}
	at, terms, weights := o.layout(d)
	worths := map[int]float64{}
	stands := map[int][]int{} // indexes into at, by position of the query
	sum := 0.0
	for p, u := range wordUnits(q) {
		worth, idf := o.worth(r, u, o.isPart(q, p))
		worths[p] = worth
		f := 0
		for i, t := range terms {
			if matches(t, u.Term, u.Set) {
				stands[p] = append(stands[p], i)
				f += weights[i]
			}
		}
		if f > 0 {
			sum += (worth - idf) * o.saturated(f, d)
			if q.Telling>>p&1 != 0 {
				sum += worth * r.Telling
			}
			sum += worth * r.Early / (1 + float64(at[stands[p][0]])/halfWay)
		}
	}
	return sum + o.pairs(q, r, d, freq, stands, at, weights) + o.together(q, r, d, freq, worths, stands, at)
}

func (o *oracle) saturated(f int, d *doc) float64 {
	return (o.p.K1 + 1) * float64(f) / (float64(f) + o.norm(d))
}

// pairs is the share of the pairs. Each occurrence of either word is compared with the latest one of the other before it.
func (o *oracle) pairs(q *rank.Query, r *rank.Reading, d *doc, freq func(a, b string) int, stands map[int][]int, at, weights []int) float64 {
	type count struct{ beside, near, first int }
	counts := map[int]count{}
	for _, p := range q.Pairs {
		c := count{}
		for _, y := range stands[p.First+1] {
			switch gap := at[y] - latest(stands[p.First], at, at[y]-1); {
			case gap == 1:
				if c.beside += weights[y]; c.first == 0 {
					c.first = at[y]
				}
			case gap <= o.p.Window:
				c.near += weights[y]
			}
		}
		for _, x := range stands[p.First] {
			if gap := at[x] - latest(stands[p.First+1], at, at[x]); gap > 0 && gap <= o.p.Window {
				c.near += weights[x]
			}
		}
		counts[p.First] = c
	}
	sum := 0.0
	for _, p := range q.Pairs {
		c, scale := counts[p.First], o.p.Lambda*o.idf(freq(p.A, p.B))
		if r.Run != 0 && c.beside > 0 && counts[p.First-1].beside > 0 {
			scale *= r.Run
		}
		if c.beside > 0 {
			sum += scale * (o.saturated(c.beside, d) + r.Here + r.EarlyPair/(1+float64(c.first)/halfWay))
		}
		if c.near > 0 {
			sum += scale * r.Near * o.saturated(c.near+c.beside, d)
		}
	}
	return sum
}

// latest is the last place of a word that is no later than a limit, or one far before everything.
func latest(list, at []int, limit int) int {
	best := -1 << 20
	for _, i := range list {
		if at[i] <= limit {
			best = at[i]
		}
	}
	return best
}
