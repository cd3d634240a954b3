package snippet

import "slices"

// mark decides which occurrences are marked and returns those alone. Phrases are recorded as events on the way.
func (s *scan) mark(text string, tokens []token, occs []occurrence) []occurrence {
	for i, o := range occs {
		for _, p := range s.m.starts[o.atom] {
			s.markPhrase(&s.m.phrases[p], occs, i)
		}
	}
	for i := range occs {
		a := &s.m.atoms[occs[i].atom]
		occs[i].marked = occs[i].marked || a.alone && !a.common && !occs[i].weak
	}
	for i := 0; i < len(occs); {
		j, certain := i, false
		for ; j < len(occs) && (j == i || beside(text, tokens, occs[j-1], occs[j])); j++ {
			certain = certain || occs[j].marked
		}
		s.markCommon(occs[i:j], certain)
		i = j
	}
	return slices.DeleteFunc(occs, func(o occurrence) bool { return !o.marked })
}

// markPhrase marks the words of a phrase that begins with occurrence i, if all of it stands there.
func (s *scan) markPhrase(p *phrase, occs []occurrence, i int) {
	if !s.stands(p, occs, i, true) {
		return
	}
	for _, j := range s.run {
		occs[j].marked = true
	}
	s.addEvent(p.feature, occs[i], occs[s.run[len(s.run)-1]])
}

// stands says whether a phrase stands from occurrence i on, and leaves its occurrences in s.run. With wholes, tokens that are kept
// whole may stand for its other words.
func (s *scan) stands(p *phrase, occs []occurrence, i int, wholes bool) bool {
	s.run = append(s.run[:0], i)
	next := occs[i].position + occs[i].width
	for j := i + 1; len(s.run) < len(p.atoms); j++ {
		if j == len(occs) || occs[j].position > next {
			return false
		}
		if occs[j].position == next && occs[j].atom == p.atoms[len(s.run)] && (wholes || !occs[j].whole) {
			s.run = append(s.run, j)
			next += occs[j].width
		}
	}
	return true
}

// markCommon marks the common words and parts of numbers of a run of occurrences that stand side by side: all of them if the run is certain, that
// is holds a word that is marked anyhow, else those beside their neighbour in the query.
func (s *scan) markCommon(run []occurrence, certain bool) {
	for i := range run {
		if !s.m.atoms[run[i].atom].alone {
			continue
		}
		if certain {
			run[i].marked = true
			continue
		}
		for j := i + 1; j < len(run) && run[j].position <= run[i].position+run[i].width; j++ {
			if _, ok := s.m.pair(run[i], run[j]); ok {
				run[i].marked, run[j].marked = true, true
			}
		}
	}
}

// pair returns the feature of two neighbours in the text that are neighbours in the query.
func (m *Matcher) pair(a, b occurrence) (feature uint16, ok bool) {
	if b.position != a.position+a.width {
		return 0, false
	}
	for _, n := range m.atoms[a.atom].next {
		if n.atom == b.atom {
			return n.feature, true
		}
	}
	return 0, false
}

// beside reports whether two occurrences are in one token, or in two with nothing but space between.
func beside(text string, tokens []token, a, b occurrence) bool {
	switch b.token - a.token {
	case 0:
		return true
	case 1:
		for _, r := range text[tokens[a.token].end:tokens[b.token].start] {
			if !isBlank(r) {
				return false
			}
		}
		return true
	}
	return false
}

// appendSpans appends the marks of occurrences in text order: one for words that follow each other.
func appendSpans(dst []Span, text string, tokens []token, occs []occurrence) []Span {
	reach := int32(-1) // position after the last mark
	for i, o := range occs {
		if i > 0 {
			last := &dst[len(dst)-1]
			if int(o.start) < last.End || o.position <= reach && beside(text, tokens, occs[i-1], o) {
				last.End, reach = max(last.End, int(o.end)), max(reach, o.position+o.width)
				continue
			}
		}
		dst = append(dst, Span{int(o.start), int(o.end)})
		reach = o.position + o.width
	}
	return dst
}

// Marks returns the marks of a text in order. They do not overlap; words that follow each other share one.
func (m *Matcher) Marks(text string) []Span {
	if m.empty() {
		return nil
	}
	s := m.borrow()
	defer m.giveBack(s)
	p := s.read(Part{Text: text})
	return appendSpans(nil, text, p.tokens, p.occs)
}

// Title returns a whole text on one line with its marks.
func (m *Matcher) Title(title string, mk Markup) string {
	w := newWriter(mk, len(title)+len(title)/2)
	if m.empty() {
		w.text(title, 0, len(title), nil)
		return w.String()
	}
	s := m.borrow()
	defer m.giveBack(s)
	p := s.read(Part{Text: title})
	s.spans = appendSpans(s.spans[:0], title, p.tokens, p.occs)
	w.text(title, 0, len(title), s.spans)
	return w.String()
}
