package snippet

import (
	"cmp"
	"slices"
	"unicode/utf8"
)

// Occurrences appends the places where the phrases of the matcher stand in a text, in order, to dst. They are found as the index finds
// phrases: words side by side in whatever spelling, and whatever stands between two of them; a number or code that is kept
// whole is met by a phrase of one word alone. Of places that overlap, the one that begins first counts, and of those the longest.
// Terms outside of phrases are passed over.
func (m *Matcher) Occurrences(dst []Span, text string) []Span {
	if m.empty() {
		return dst
	}
	s := m.borrow()
	defer m.giveBack(s)
	s.findTerms(text)
	slices.SortFunc(s.occs, byStart)
	s.spans = s.spans[:0]
	for i, o := range s.occs {
		for _, n := range m.starts[o.atom] {
			p := &m.phrases[n]
			if (!o.whole || len(p.atoms) == 1) && s.stands(p, s.occs, i, false) {
				s.spans = append(s.spans, Span{int(o.start), int(s.occs[s.run[len(s.run)-1]].end)})
			}
		}
	}
	slices.SortFunc(s.spans, func(a, b Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	end := 0
	for _, p := range s.spans {
		if p.Start >= end {
			dst = append(dst, p)
			end = p.End
		}
	}
	return dst
}

// Context is the stretch around a place in a text with at most width characters before it and as many behind it, cut in white
// space. Where there is none to cut in, that side is left out. Combining marks are not counted.
func Context(text string, at Span, width int) Span {
	out := at
	for i, n := at.Start, 0; i > 0 && n < width; n++ {
		for i--; i > 0 && !begins(text[i]); i-- {
			continue
		}
		if spaceBefore(text, i) && !spaceAt(text, i) {
			out.Start = i
		}
	}
	for i, n := at.End, 0; i < len(text) && n < width; n++ {
		for i++; i < len(text) && !begins(text[i]); i++ {
			continue
		}
		if spaceAt(text, i) && !spaceBefore(text, i) {
			out.End = i
		}
	}
	return out
}

// spaceBefore says whether white space, or the text's beginning, stands before byte i.
func spaceBefore(text string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return i == 0 || isSpace(r)
}

// spaceAt says whether white space, or the text's end, stands at byte i.
func spaceAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return i == len(text) || isSpace(r)
}
