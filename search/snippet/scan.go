package snippet

import (
	"bytes"
	"cmp"
	"slices"

	"timbao/indexer/vietnamese"
)

// scan is what one reading of the parts of an article found. It is reused, so that most readings allocate nothing.
type scan struct {
	m       *Matcher
	scanner vietnamese.Scanner
	term    []byte
	memo    memo
	pieces  []vietnamese.Part
	tokens  []token
	occs    []occurrence
	events  []event
	parts   []partScan
	chosen  []passage
	spans   []Span
	keys    [2][]uint64
	run     []int   // occurrences of the phrase being looked for
	inside  []int32 // by feature: events in the window
	worth   []int64 // by feature: what the next passage gains by showing it

	// Used where a date is asked for:
	dates     vietnamese.DateTracker
	mentions  []vietnamese.DateMention
	positions []int32 // by token of the part
}

// token is a raw token; a code is one, with its parts.
type token struct{ start, end int32 }

// occurrence is a token, or a part of one, that a term matches.
type occurrence struct {
	start, end int32
	token      int32 // index among the tokens of its text
	position   int32 // syllable position, as the index counts
	width      int32 // positions covered: those of the parts of a code kept whole
	atom       uint16
	weak       bool // part of a number with several, as the 1 in 97,1: marked only beside other marks, as common words are
	whole      bool // a number, code or Roman numeral matched as a whole
	marked     bool
}

// partScan is a part of the article with what was found there.
type partScan struct {
	Part
	tokens []token
	occs   []occurrence // marked ones, in text order
	events []event
	room   int // bytes of a passage
}

const manyTokens = 1 << 16

func newScan(m *Matcher) *scan {
	return &scan{m: m, inside: make([]int32, len(m.weights)), worth: make([]int64, len(m.weights))}
}

// borrow returns an empty scan.
func (m *Matcher) borrow() *scan {
	s := m.pool.Get().(*scan)
	s.tokens, s.occs, s.events = s.tokens[:0], s.occs[:0], s.events[:0]
	s.chosen = s.chosen[:0]
	return s
}

// giveBack keeps the buffers of s for the next article, but neither its text nor what a giant one made them grow to.
func (m *Matcher) giveBack(s *scan) {
	if cap(s.tokens) > manyTokens || cap(s.occs) > manyTokens {
		return
	}
	clear(s.parts)
	s.parts = s.parts[:0]
	s.scanner.Reset("")
	s.dates.Reset("")
	m.pool.Put(s)
}

// read finds the tokens of a text and the occurrences that are marked.
func (s *scan) read(p Part) *partScan {
	firstToken, firstOcc, firstEvent := len(s.tokens), len(s.occs), len(s.events)
	s.findTerms(p.Text)
	// Full slice expressions: a later part may move the buffers, but never writes into this one's.
	tokens := s.tokens[firstToken:len(s.tokens):len(s.tokens)]
	occs := s.occs[firstOcc:]
	if len(occs) > 0 {
		slices.SortFunc(occs, byStart)
		occs = s.mark(p.Text, tokens, occs)
		s.occs = s.occs[:firstOcc+len(occs)]
	}
	s.parts = append(s.parts, partScan{
		Part: p, tokens: tokens, occs: occs[:len(occs):len(occs)], events: s.events[firstEvent:len(s.events):len(s.events)],
	})
	return &s.parts[len(s.parts)-1]
}

// findTerms appends the tokens of text and every occurrence of a term, whether it will be marked or not.
func (s *scan) findTerms(text string) {
	base := len(s.tokens)
	s.tokens = slices.Grow(s.tokens, len(text)/5) // a syllable takes six bytes with its space
	position := int32(0)
	dated := len(s.m.dates) > 0
	if dated {
		s.dates.Reset(text)
		s.positions = s.positions[:0]
	}
	for s.scanner.Reset(text); s.scanner.Next(); {
		start, end := s.scanner.Start(), s.scanner.End()
		s.tokens = append(s.tokens, token{int32(start), int32(end)})
		raw, kind := text[start:end], s.scanner.Kind()
		if dated {
			s.track(base, start, end, kind, position)
		}
		if kind < vietnamese.Number && s.m.sieve.rejects[raw[0]] && !s.m.roman(raw) {
			position++ // most tokens
			continue
		}
		o := occurrence{start: int32(start), end: int32(end), token: int32(len(s.tokens) - 1 - base), position: position, width: 1}
		position += s.findToken(text, raw, kind, o)
	}
	if dated {
		s.mentions = s.dates.Flush(s.mentions[:0])
		s.addMentions(base, position)
	}
}

// findToken matches a token and returns how many positions it takes.
func (s *scan) findToken(text, raw string, kind vietnamese.Kind, o occurrence) int32 {
	if kind >= vietnamese.Number {
		o.width = s.findParts(raw, kind, o)
		s.findWhole(text, raw, kind, o)
		return o.width
	}
	if key, ok := s.m.sieve.passes(raw); ok {
		s.find(raw, key, o)
	}
	if s.m.roman(raw) {
		s.findWhole(text, raw, kind, o)
	}
	return 1
}

// roman reports whether a token may be a Roman numeral that a term could match.
func (m *Matcher) roman(raw string) bool {
	return m.numbers && (raw[0] == 'I' || raw[0] == 'V' || raw[0] == 'X')
}

// find matches a token that passed the sieve.
func (s *scan) find(raw string, key uint64, o occurrence) {
	slot := s.memo.slot(raw, key)
	if slot.holds(raw) {
		s.add(slot.atoms[:slot.count], o)
		return
	}
	before := len(s.occs)
	s.match(vietnamese.AppendTerm(s.term[:0], raw), o)
	slot.keep(raw, s.occs[before:])
}

// findParts matches the parts of a number or code and returns how many there are.
func (s *scan) findParts(raw string, kind vietnamese.Kind, whole occurrence) int32 {
	s.pieces = vietnamese.Parts(s.pieces[:0], raw)
	whole.weak = kind == vietnamese.Number && len(s.pieces) > 1
	for i, p := range s.pieces {
		part := raw[p.Start:p.End]
		if key, ok := s.m.sieve.passes(part); ok {
			o := whole
			o.start, o.end = whole.start+int32(p.Start), whole.start+int32(p.End)
			o.position += int32(i)
			s.find(part, key, o)
		}
	}
	return int32(len(s.pieces))
}

// findWhole matches the term under which a number, a code or a Roman numeral is kept whole.
func (s *scan) findWhole(text, raw string, kind vietnamese.Kind, o occurrence) {
	term, ok := vietnamese.AppendWhole(s.term[:0], raw, kind)
	if !ok && o.token > 0 {
		before := s.tokens[len(s.tokens)-2]
		term, ok = s.loneRoman(raw, text[before.start:before.end])
	}
	if ok {
		o.whole = true
		s.match(term, o)
	}
}

// loneRoman is the number of an I, V or X that follows a counting word.
func (s *scan) loneRoman(raw, before string) ([]byte, bool) {
	if len(raw) != 1 {
		return nil, false
	}
	s.pieces = vietnamese.Parts(s.pieces[:0], before)
	if len(s.pieces) == 0 {
		return nil, false
	}
	last := s.pieces[len(s.pieces)-1]
	prev := string(vietnamese.AppendTerm(s.term[:0], before[last.Start:last.End]))
	return vietnamese.AppendLoneRoman(s.term[:0], raw, prev)
}

// match adds an occurrence for each atom that matches a two-level term; it keeps the term's buffer for the next.
func (s *scan) match(term []byte, o occurrence) {
	s.term = term
	s.add(s.m.exact[string(term)], o)
	folded, accented, _ := bytes.Cut(term, []byte{0})
	if len(accented) == 0 {
		accented = folded
	}
	s.add(s.m.folded[string(folded)], o)
	for i, p := range s.m.prefixes {
		level := accented
		if p.anyAccent {
			level = folded
		}
		if len(level) >= len(p.text) && string(level[:len(p.text)]) == p.text {
			s.add(s.m.prefixes[i].atom[:], o)
		}
	}
}

func (s *scan) add(atoms []uint16, o occurrence) {
	for _, a := range atoms {
		o.atom = a
		s.occs = append(s.occs, o)
	}
}

// byStart orders occurrences as they stand in the text, a whole code before its parts.
func byStart(a, b occurrence) int {
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(b.end, a.end), cmp.Compare(a.atom, b.atom))
}
