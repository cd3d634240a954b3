package suggestion

import (
	"sort"

	"timbao/indexer/vietnamese"
)

// What a match loses, in bits, see the order in the package's description.
const (
	PenaltyLater   = 2.0
	PenaltyLacking = 3.0
)

// span is neighbouring suffixes of a list that all go with what was typed to the same degree.
type span struct {
	from, to int
	fit      fit
}

// bounds is the numbers of the terms that a typed word may be.
type bounds struct{ from, to uint32 }

// finder looks one prefix up in one table.
type finder struct {
	t      *Table
	p      *Prefix
	words  []bounds // of each whole word
	half   []bounds
	agrees map[uint32]fit // of terms with a half-typed word that has marks
}

func newFinder(t *Table, p *Prefix) *finder {
	f := &finder{t: t, p: p, agrees: map[uint32]fit{}}
	for _, w := range p.words {
		f.words = append(f.words, bounds{t.from(w.folded + "\x00"), t.from(w.folded + "\x01")})
	}
	if p.half != nil {
		for _, folded := range p.half.Folded() {
			f.half = append(f.half, bounds{t.from(folded), t.from(folded + "\xff")})
		}
	}
	return f
}

// spans finds the suffixes of a list that begin with what was typed.
func (f *finder) spans(l *list) []span {
	now := []span{{0, l.n, fits}}
	for depth := range f.words {
		var next []span
		for _, s := range now {
			next = f.cutWhole(next, l, s, depth)
		}
		now = next
	}
	if f.p.half == nil {
		return now
	}
	var out []span
	for _, s := range now {
		for _, b := range f.half {
			out = f.cutHalf(out, l, s, b)
		}
	}
	return out
}

// at is the number of the term at a depth of a suffix, plus 1; 0 where the entry has ended.
func (f *finder) at(l *list, suffix, depth int) uint32 {
	e, i := l.entryOf(suffix), l.wordOf(suffix)+depth
	if i >= f.t.length(e) {
		return 0
	}
	return f.t.wordOf(e, i) + 1
}

// seek finds the first suffix of a span whose term at a depth has a number of n or more.
func (f *finder) seek(l *list, s span, depth int, n uint32) int {
	return s.from + sort.Search(s.to-s.from, func(i int) bool { return f.at(l, s.from+i, depth) > n })
}

// within narrows a span to terms within bounds.
func (f *finder) within(l *list, s span, depth int, b bounds) span {
	s.from = f.seek(l, s, depth, b.from)
	s.to = f.seek(l, s, depth, b.to)
	return s
}

// cutWhole cuts a span by the terms that a whole word may be.
func (f *finder) cutWhole(out []span, l *list, s span, depth int) []span {
	s = f.within(l, s, depth, f.words[depth])
	for s.from < s.to {
		term := f.at(l, s.from, depth) - 1
		end := f.end(l, s, depth, term)
		fit := f.p.fitWhole(f.p.words[depth], string(f.t.termBytes(term)))
		out = append(out, span{s.from, end, max(s.fit, fit)})
		s.from = end
	}
	return out
}

// end finds where the suffixes with the first term of a span end, which is often soon.
func (f *finder) end(l *list, s span, depth int, term uint32) int {
	step, from := 1, s.from
	for from+step < s.to && f.at(l, from+step, depth) == term+1 {
		from += step
		step *= 2
	}
	return f.seek(l, span{from, min(from+step, s.to), s.fit}, depth, term+1)
}

// cutHalf cuts a span by the terms that a half-typed word may become.
func (f *finder) cutHalf(out []span, l *list, s span, b bounds) []span {
	depth := len(f.words)
	s = f.within(l, s, depth, b)
	if !f.p.half.Marked() {
		if s.from < s.to {
			out = append(out, s)
		}
		return out
	}
	for s.from < s.to {
		term := f.at(l, s.from, depth) - 1
		end := f.end(l, s, depth, term)
		worst := max(s.fit, f.fitHalf(term))
		if n := len(out); n > 0 && out[n-1].to == s.from && out[n-1].fit == worst {
			out[n-1].to = end
		} else {
			out = append(out, span{s.from, end, worst})
		}
		s.from = end
	}
	return out
}

func (f *finder) fitHalf(term uint32) fit {
	fit, ok := f.agrees[term]
	if !ok {
		_, accented := vietnamese.Split(string(f.t.termBytes(term)))
		fit = agreement(f.p.half.Agrees(accented))
		f.agrees[term] = fit
	}
	return fit
}
