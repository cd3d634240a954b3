package rank

import "math/bits"

// sighting is a word or a pair of the query at a place of a document; a pair is where its second word is.
type sighting struct {
	at   int32
	what uint8 // position, or MaxPositions + index of the pair
}

// paragraph is what a part of a document has of the query.
type paragraph struct {
	has, pairs uint64  // positions and pairs, a bit each
	words      int32   // that it is long
	worth      float64 // of all that it has
	value      float64 // that, less the longer it is
}

// within says whether a paragraph has nothing that another, no longer one lacks.
func (p *paragraph) within(other *paragraph) bool {
	return p.has&^other.has == 0 && p.pairs&^other.pairs == 0 && p.words >= other.words
}

// opening is the title of a document, or the first paragraph if it has none.
type opening struct {
	words int32 // that it is long, 0 until it is read
	found int32 // of the first openingWords
}

// of is how many words an opening is taken to have, at least.
func (o opening) of() int32 { return max(min(o.words, openingWords), shortOpening) }

// share is how much of an opening is words of the query.
func (o opening) share() float64 { return float64(o.found) / float64(o.of()) }

// worths are the values of what can be sighted.
func (t *tally) worths() {
	for i := range t.words {
		t.worth[i] = t.words[i].worth
	}
	for i, pair := range t.q.Pairs {
		t.worth[MaxPositions+i] = t.reading.PassagePair * pair.idf
	}
}

// endPart closes a part of the document, so many words long.
func (t *tally) endPart(words int32) {
	if t.open.words == 0 {
		t.open.words = words
	}
	p := &t.part
	if p.words = words; t.reading.Paragraph > 0 && !p.within(&t.paragraph) {
		for m := p.has; m != 0; m &= m - 1 {
			p.worth += t.worth[bits.TrailingZeros64(m)]
		}
		for m := p.pairs; m != 0; m &= m - 1 {
			p.worth += t.worth[MaxPositions+bits.TrailingZeros64(m)]
		}
		if p.value = p.worth / (1 + float64(words)/halfLong); p.value > t.paragraph.value {
			t.paragraph = *p
		}
	}
	t.part = paragraph{}
}

// passage is the greatest worth that some stretch of passageWords words has.
func (t *tally) passage() float64 {
	var count [2 * MaxPositions]uint16
	best, sum := 0.0, 0.0
	seen := t.seen
	from := seen
	for _, s := range seen {
		for ; s.at-from[0].at >= passageWords; from = from[1:] {
			p := from[0].what % (2 * MaxPositions)
			if count[p]--; count[p] == 0 {
				sum -= t.worth[p]
			}
		}
		p := s.what % (2 * MaxPositions)
		if count[p]++; count[p] == 1 {
			if sum += t.worth[p]; sum > best {
				best = sum
			}
		}
	}
	return best
}

// together is what the best passage, the best paragraph and the opening score.
func (t *tally) together() (passage, paragraph, opening uint64) {
	r := t.reading
	if r.Passage > 0 {
		passage = uint64(r.Passage * t.passage() * Scale)
	}
	return passage, uint64(r.Paragraph * t.paragraph.value * Scale), uint64(r.Opening * t.open.share() * Scale)
}
