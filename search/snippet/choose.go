package snippet

import (
	"cmp"
	"slices"
)

// window is a stretch of a part that is worth showing.
type window struct {
	part        int
	first, last int // tokens
	score       int64
}

// shownShare divides the weight of a feature that a chosen passage shows already.
const shownShare = 4

// maxRepeats is how many repeated passages are passed over for an article that says the same a hundred times.
const maxRepeats = 30

// factor is what a passage is worth in this kind of part, in percent.
func (k Kind) factor() int64 {
	switch k {
	case Lead:
		return 105
	case Caption:
		return 70
	}
	return 100
}

// hideTitles makes titles hidden passages.
func (s *scan) hideTitles() {
	for i := range s.parts {
		if p := &s.parts[i]; p.Kind == Title && len(p.tokens) > 0 {
			s.chosen = append(s.chosen, passage{part: i, last: len(p.tokens) - 1, hidden: true})
		}
	}
}

// choose picks up to n passages, each the best beside those picked before, and reports whether there is any.
func (s *scan) choose(n int) (found bool) {
	copy(s.worth, s.m.weights)
	for repeats := 0; n > 0 && repeats <= maxRepeats; {
		var best window
		for i := range s.parts {
			if len(s.parts[i].events) > 0 && s.parts[i].Kind != Title {
				s.bestOf(i, &best)
			}
		}
		if best.score == 0 {
			break
		}
		if !s.take(best) {
			repeats++
			continue
		}
		n--
		found = true
	}
	return found
}

// bestOf puts the best window of a part into best, if it is better. Windows keep out of what was chosen before.
func (s *scan) bestOf(part int, best *window) {
	p := &s.parts[part]
	for at := 0; at < len(p.tokens); {
		lo, hi := s.free(part, at)
		if lo <= at {
			s.slide(part, at, hi, best)
			lo = hi
		}
		at = lo
	}
}

// free returns the tokens lo…hi-1 around a token that no chosen passage has; lo is beyond the token if one has it.
func (s *scan) free(part, at int) (lo, hi int) {
	hi = len(s.parts[part].tokens)
	for _, c := range s.chosen {
		switch {
		case c.part != part:
		case c.first > at:
			hi = min(hi, c.first)
		default:
			lo = max(lo, c.last+1)
		}
	}
	return lo, hi
}

// slide moves a window over the events in tokens lo…hi-1. Events come into it at its right and go at its left, so the work
// is the same however many there are in it.
func (s *scan) slide(part, lo, hi int, best *window) {
	p := &s.parts[part]
	at, _ := slices.BinarySearchFunc(p.events, int32(lo), func(e event, token int32) int { return cmp.Compare(e.first, token) })
	events := p.events[at:]
	sum := int64(0)
	bestFirst, bestEnd := 0, 0
	for i, j := 0, 0; i < len(events) && int(events[i].first) < hi; i++ {
		limit := events[i].start + int32(p.room)
		for ; j < len(events) && int(events[j].first) < hi && (j == i || events[j].end <= limit); j++ {
			if f := events[j].feature; int(events[j].last) < hi {
				if s.inside[f]++; s.inside[f] == 1 {
					sum += s.worth[f]
				}
			}
		}
		if score := sum * p.Kind.factor(); score > best.score {
			*best = window{part: part, score: score}
			bestFirst, bestEnd = i, j
		}
		if f := events[i].feature; int(events[i].last) < hi {
			if s.inside[f]--; s.inside[f] == 0 {
				sum -= s.worth[f]
			}
		}
	}
	if bestEnd == 0 {
		return
	}
	best.first, best.last = s.tighten(events[bestFirst:bestEnd], hi)
}

// tighten returns the tokens of the events that a window needs to show all its features: what only repeats them at its edges
// would take the room of what stands around the others.
func (s *scan) tighten(events []event, hi int) (first, last int) {
	needed := func(e event) bool {
		if int(e.last) >= hi || s.inside[e.feature] > 0 {
			return false
		}
		s.inside[e.feature] = 1
		return true
	}
	end := 0
	for i, e := range events {
		if needed(e) {
			end = i + 1
		}
	}
	for _, e := range events {
		s.inside[e.feature] = 0
	}
	for i := end - 1; i >= 0; i-- {
		if needed(events[i]) {
			first, last = int(events[i].first), max(last, int(events[i].last))
		}
	}
	for _, e := range events {
		s.inside[e.feature] = 0
	}
	return first, last
}

// take makes a passage of a window and reports whether it is shown: not if it says what a shown passage says.
func (s *scan) take(w window) bool {
	p := &s.parts[w.part]
	lo, hi := s.free(w.part, w.first)
	c := passage{part: w.part}
	c.first, c.last = p.view().grow(w.first, w.last, lo, hi, p.room)
	c.hidden = s.repeats(c)
	s.chosen = append(s.chosen, c)
	if c.hidden {
		return false
	}
	for _, e := range p.events {
		if int(e.first) >= c.first && int(e.last) <= c.last {
			s.worth[e.feature] = s.m.weights[e.feature] / shownShare
		}
	}
	return true
}

// repeats reports whether a passage shares a run of words, however spelled, with a shown one or a title: two thirds of the
// shorter of two passages, or three quarters of a passage that repeats the title. A lead may well begin with the title's words.
func (s *scan) repeats(c passage) bool {
	s.keys[0] = s.appendKeys(s.keys[0][:0], c)
	for _, other := range s.chosen {
		title := s.parts[other.part].Kind == Title
		if other.hidden && !title {
			continue
		}
		s.keys[1] = s.appendKeys(s.keys[1][:0], other)
		enough := min(len(s.keys[0]), len(s.keys[1]))*2/3 + 1
		if title {
			enough = len(s.keys[0])*3/4 + 1
		}
		if shareRun(s.keys[0], s.keys[1], enough) {
			return true
		}
	}
	return false
}

// shareRun reports whether two sequences share a run of n keys.
func shareRun(x, y []uint64, n int) bool {
	for i := 0; i+n <= len(x); i++ {
		for j := 0; j+n <= len(y); j++ {
			k := 0
			for k < n && x[i+k] == y[j+k] {
				k++
			}
			if k == n {
				return true
			}
		}
	}
	return false
}

// appendKeys appends the keys of the words of a passage.
func (s *scan) appendKeys(dst []uint64, c passage) []uint64 {
	p := &s.parts[c.part]
	for _, t := range p.tokens[c.first : c.last+1] {
		raw := p.Text[t.start:t.end]
		key, _, ok := s.m.sieve.alphabet.key(raw)
		if !ok {
			key = 1
			for i := 0; i < len(raw); i++ {
				key = key*31 + uint64(raw[i])
			}
		}
		dst = append(dst, key)
	}
	return dst
}
