package snippet

import (
	"cmp"
	"slices"

	"timbao/indexer/vietnamese"
)

// dateAtom is an atom that matches the mentions of a date.
type dateAtom struct {
	date vietnamese.DateMention
	atom [1]uint16
}

// means says whether a mention in a text is of the date: of that day or month, or of a day in that month. What a text leaves
// open, the year, is taken for the one meant. A month of any year is not meant by its days, which are too many.
func (d *dateAtom) means(m vietnamese.DateMention) bool {
	switch {
	case m.Month != d.date.Month, m.Year != 0 && d.date.Year != 0 && m.Year != d.date.Year:
		return false
	case d.date.Day != 0:
		return m.Day == d.date.Day
	}
	return m.Day == 0 || d.date.Year != 0
}

// track feeds a raw token to the search for dates, and adds the mentions that are complete with it.
func (s *scan) track(base int, start, end int, kind vietnamese.Kind, position int32) {
	s.positions = append(s.positions, position)
	s.mentions = s.dates.Next(s.mentions[:0], start, end, kind)
	s.addMentions(base, position)
}

// addMentions adds an occurrence for each token of the mentions of a date that is asked for: side by side, they share a
// mark. next is a position behind them all.
func (s *scan) addMentions(base int, next int32) {
	tokens := s.tokens[base:]
	for _, m := range s.mentions {
		for i := range s.m.dates {
			if !s.m.dates[i].means(m) {
				continue
			}
			first, _ := slices.BinarySearchFunc(tokens, int32(m.Start), func(t token, start int32) int { return cmp.Compare(t.start, start) })
			for k := first; k < len(tokens) && int(tokens[k].end) <= m.End; k++ {
				o := occurrence{start: tokens[k].start, end: tokens[k].end, token: int32(k), position: s.positions[k], width: 1}
				if k+1 < len(s.positions) {
					o.width = s.positions[k+1] - o.position
				} else if next > o.position {
					o.width = next - o.position
				}
				s.add(s.m.dates[i].atom[:], o)
			}
		}
	}
}
