package rank_test

import "timbao/search/rank"

// The constants of passages, paragraphs and openings, as the documentation of rank.Reading states them.
const (
	passageWords = 30
	halfLong     = 150.0
	openingWords = 12
	shortOpening = 6
)

// sight is a word or a pair of the query at a place of a document.
type sight struct {
	at    int
	what  int // position, or −1 − position for the pair that begins with it
	worth float64
}

// together is what words and pairs that stand together add.
func (o *oracle) together(q *rank.Query, r *rank.Reading, d *doc, freq func(a, b string) int, worths map[int]float64, stands map[int][]int, at []int) float64 {
	var seen []sight
	for p, list := range stands {
		for _, i := range list {
			seen = append(seen, sight{at[i], p, worths[p]})
		}
	}
	for _, p := range q.Pairs {
		for _, y := range stands[p.First+1] {
			if at[y]-latest(stands[p.First], at, at[y]-1) == 1 {
				seen = append(seen, sight{at[y], -1 - p.First, r.PassagePair * o.idf(freq(p.A, p.B))})
			}
		}
	}
	sum := 0.0
	for _, begin := range at {
		sum = max(sum, r.Passage*between(seen, begin, begin+passageWords))
	}
	return sum + r.Paragraph*o.paragraph(d, seen) + r.Opening*o.opening(d, seen)
}

// between is the worth of the different things at the places from one up to, not including, another.
func between(seen []sight, from, to int) float64 {
	have := map[int]float64{}
	for _, s := range seen {
		if s.at >= from && s.at < to {
			have[s.what] = s.worth
		}
	}
	sum := 0.0
	for _, worth := range have {
		sum += worth
	}
	return sum
}

// paragraph is the value of the best part.
func (o *oracle) paragraph(d *doc, seen []sight) float64 {
	best, place := 0.0, 1
	for _, list := range d.parts {
		best = max(best, between(seen, place, place+len(list))/(1+float64(len(list))/halfLong))
		place += len(list) + o.p.Window + 2
	}
	return best
}

// opening is the share that the words of the query have of the beginning of the first part that is not empty.
func (o *oracle) opening(d *doc, seen []sight) float64 {
	place := 1
	for _, list := range d.parts {
		if len(list) > 0 {
			places := map[int]bool{}
			for _, s := range seen {
				if s.at >= place && s.at < place+min(len(list), openingWords) {
					places[s.at] = true
				}
			}
			return float64(len(places)) / float64(max(min(len(list), openingWords), shortOpening))
		}
		place += o.p.Window + 2
	}
	return 0
}
