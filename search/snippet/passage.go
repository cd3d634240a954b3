package snippet

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// event is something a passage can show: a term, a pair or a phrase, where it stands.
type event struct {
	start, end  int32 // bytes
	first, last int32 // tokens
	feature     uint16
}

// window is a stretch of a part that begins with an event.
type window struct {
	part, event int
	last        int32   // token
	score       float64 // what it shows; never more than it did in an earlier round
}

// passage is a window that was chosen, grown to where it can be cut.
type passage struct {
	part, first, last int // tokens first…last
}

const (
	leadFactor    = 1.05
	captionFactor = 0.7
	shownFactor   = 0.25 // of its weight: what a feature is worth that another passage shows
)

// addEvent records that a feature stands from one occurrence to another.
func (s *scan) addEvent(feature uint16, from, to occurrence) {
	s.events = append(s.events, event{from.start, to.end, from.token, to.token, feature})
}

// Snippets returns the n best passages of an article, each of about width characters, in the order of the article. If nothing
// matches it is the beginning of the lead alone, or of the first part if there is no lead. Zero stands for DefaultPassages
// and DefaultWidth.
func (m *Matcher) Snippets(parts []Part, n, width int, mk Markup) []string {
	if m == nil {
		m = NewMatcher(nil, nil)
	}
	if n <= 0 {
		n = DefaultPassages
	}
	if width <= 0 {
		width = DefaultWidth
	}
	s := m.borrow()
	defer m.giveBack(s)
	for _, p := range parts {
		s.findEvents(s.read(p))
	}
	s.choose(n, width)
	if len(s.chosen) == 0 {
		return s.opening(width, mk)
	}
	slices.SortFunc(s.chosen, func(a, b passage) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.first, b.first))
	})
	out := make([]string, len(s.chosen))
	for i, p := range s.chosen {
		out[i] = s.write(p, mk)
	}
	return out
}

// view is the part with its tokens.
func (p *partScan) view() view { return view{p.Text, p.tokens} }

// findEvents adds the terms and pairs of a part to the events of its phrases.
func (s *scan) findEvents(p *partScan) {
	if len(p.occs) == 0 {
		return
	}
	p.view().measure()
	base := len(s.events) - len(p.events)
	for i, o := range p.occs {
		s.addEvent(o.atom, o, o)
		for _, next := range p.occs[i+1:] {
			if next.position > o.position+o.width {
				break
			}
			if f, ok := s.m.pair(o, next); ok {
				s.addEvent(f, o, next)
			}
		}
	}
	p.events = s.events[base:len(s.events):len(s.events)]
	slices.SortFunc(p.events, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.last, b.last), cmp.Compare(a.feature, b.feature))
	})
}

// choose picks up to n passages, each the best beside those picked before.
func (s *scan) choose(n, width int) {
	for i := range s.parts {
		for j, e := range s.parts[i].events {
			if j == 0 || s.parts[i].events[j-1].first != e.first {
				w := window{part: i, event: j}
				s.rate(&w, width)
				s.windows = append(s.windows, w)
			}
		}
	}
	for len(s.chosen) < n {
		best := -1
		for i := range s.windows {
			w := &s.windows[i]
			if w.score <= 0 || best >= 0 && w.score <= s.windows[best].score {
				continue
			}
			if len(s.chosen) > 0 {
				s.rate(w, width)
			}
			if w.score > 0 && (best < 0 || w.score > s.windows[best].score) {
				best = i
			}
		}
		if best < 0 {
			return
		}
		s.take(&s.windows[best], width)
	}
}

// rate scores a window by the distinct features in it, as far as it does not reach into a chosen passage.
func (s *scan) rate(w *window, width int) {
	p := &s.parts[w.part]
	first := p.events[w.event].first
	lo, hi := s.room(w.part, int(first))
	w.score, w.last = 0, -1
	if lo > int(first) {
		return
	}
	s.count++
	sum := 0.0
	for _, e := range p.events[w.event:] {
		if int(p.tokens[e.first].charEnd-p.tokens[first].charStart) > width && e.first != first {
			break
		}
		if int(e.last) >= hi || e.first != first && p.view().length(int(first), int(e.last)) > width {
			continue
		}
		w.last = max(w.last, e.last)
		if s.counted[e.feature] == s.count {
			continue
		}
		s.counted[e.feature] = s.count
		weight := s.m.weights[e.feature]
		if s.shown[e.feature] {
			weight *= shownFactor
		}
		sum += weight
	}
	switch p.Kind {
	case Lead:
		sum *= leadFactor
	case Caption:
		sum *= captionFactor
	}
	w.score = sum
}

// room returns the tokens lo…hi-1 around a token that no chosen passage has; lo is beyond the token if one has it.
func (s *scan) room(part, at int) (lo, hi int) {
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

// take makes a passage of a window, unless it says what a chosen passage says. The window is used up either way.
func (s *scan) take(w *window, width int) {
	w.score = 0
	p := &s.parts[w.part]
	a, b := int(p.events[w.event].first), int(w.last)
	lo, hi := s.room(w.part, a)
	first, last := p.view().grow(a, b, lo, hi, width)
	c := passage{w.part, first, last}
	for _, other := range s.chosen {
		if s.repeats(c, other) {
			return
		}
	}
	s.chosen = append(s.chosen, c)
	for _, e := range p.events {
		if int(e.first) >= first && int(e.last) <= last {
			s.shown[e.feature] = true
		}
	}
}

// repeats reports whether more than half of the words of one passage are a run of words of the other, however spelled.
func (s *scan) repeats(a, b passage) bool {
	s.keys[0] = s.appendKeys(s.keys[0][:0], a)
	s.keys[1] = s.appendKeys(s.keys[1][:0], b)
	x, y := s.keys[0], s.keys[1]
	enough := min(len(x), len(y))/2 + 1
	for i := 0; i+enough <= len(x); i++ {
		for j := 0; j+enough <= len(y); j++ {
			n := 0
			for n < enough && x[i+n] == y[j+n] {
				n++
			}
			if n == enough {
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

// write renders a passage, with an ellipsis where a sentence was cut.
func (s *scan) write(c passage, mk Markup) string {
	p := &s.parts[c.part]
	v := p.view()
	start, end := v.bytes(c.first, c.last)
	from, _ := slices.BinarySearchFunc(p.occs, int32(c.first), func(o occurrence, t int32) int { return cmp.Compare(o.token, t) })
	to, _ := slices.BinarySearchFunc(p.occs, int32(c.last+1), func(o occurrence, t int32) int { return cmp.Compare(o.token, t) })
	s.spans = appendSpans(s.spans[:0], p.Text, p.tokens, p.occs[from:to])
	w := newWriter(mk, 2*(end-start))
	if !v.sentence(c.first) {
		w.WriteString(ellipsis)
	}
	cut := !v.sentence(c.last + 1)
	if cut {
		end = int(p.tokens[c.last].end) + len(strings.TrimRight(p.Text[p.tokens[c.last].end:end], ",;:"))
	}
	w.text(p.Text, start, end, s.spans)
	if cut {
		w.WriteString(ellipsis)
	}
	return w.String()
}

// opening is the beginning of the first part that has words, a lead if there is one, else body, else a caption.
func (s *scan) opening(width int, mk Markup) []string {
	for _, kind := range []Kind{Lead, Body, Caption} {
		for i := range s.parts {
			p := &s.parts[i]
			if p.Kind != kind || strings.TrimFunc(p.Text, unicode.IsSpace) == "" {
				continue
			}
			if len(p.tokens) == 0 {
				continue
			}
			p.view().measure()
			return []string{s.write(passage{i, 0, p.view().growRight(0, 0, len(p.tokens), width)}, mk)}
		}
	}
	return []string{}
}
