package snippet

import (
	"cmp"
	"slices"
	"strings"
)

// event is something a passage can show: a term, a pair or a phrase, where it stands.
type event struct {
	start, end  int32 // bytes
	first, last int32 // tokens
	feature     uint16
}

// passage is a window that was chosen, grown to where it can be cut.
type passage struct {
	part, first, last int  // tokens first…last
	hidden            bool // it repeats another and is not shown
}

// maxWidth keeps the arithmetic of a senseless width within 32 bits; no text is so wide.
const maxWidth = 1 << 24

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
	width = min(width, maxWidth)
	s := m.borrow()
	defer m.giveBack(s)
	for _, p := range parts {
		s.findEvents(s.read(p), width)
	}
	s.hideTitles()
	if !s.choose(n) {
		return s.opening(width, mk)
	}
	slices.SortFunc(s.chosen, func(a, b passage) int {
		return cmp.Or(cmp.Compare(a.part, b.part), cmp.Compare(a.first, b.first))
	})
	out := make([]string, 0, min(n, len(s.chosen)))
	for _, p := range s.chosen {
		if !p.hidden {
			out = append(out, s.write(p, mk))
		}
	}
	return out
}

// view is the part with its tokens.
func (p *partScan) view() view { return view{p.Text, p.tokens} }

// findEvents adds the terms and pairs of a part to the events of its phrases.
func (s *scan) findEvents(p *partScan, width int) {
	if len(p.occs) == 0 {
		return
	}
	p.room = p.view().room(width)
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
			if p.Kind != kind || len(p.tokens) == 0 {
				continue
			}
			v := p.view()
			return []string{s.write(passage{part: i, last: v.growRight(0, 0, len(p.tokens), v.room(width))}, mk)}
		}
	}
	return []string{}
}
