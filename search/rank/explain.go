package rank

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"timbao/indexer/segment"
)

// PartKind says what a part of a score is for.
type PartKind int

// The kinds of parts.
const (
	PartWord PartKind = iota // a word as it was typed
	PartForm                 // something that stands for words: other accents, an acronym, a date, a token as a whole
	PartPair                 // two words side by side or near each other
)

// Part is a part of a hit's score, in words and as a number.
type Part struct {
	Kind  PartKind
	Text  string
	Value float64
}

// Explanation says what a hit has its score from, before any decay.
type Explanation struct {
	Parts   []Part   // their values sum to the score
	Missing []string // words of the query that the document does not have in any form
	Length  float64  // of the document, in parts of the average
	K       float64  // what that makes of BM25's K
}

// Explain says what a hit of the query has its score from. With rescored, as the best hits of a query with pairs are, the
// pairs are among the parts.
func (x *Index) Explain(q *Query, h Hit, rescored bool) Explanation {
	s := &x.Segments[h.Segment]
	norm := s.norms[h.Number]
	e := Explanation{K: float64(norm), Length: float64(s.Length(h.Number)) / x.average}
	places := s.places(h.Number, q.Units)
	var has uint64
	for i := range q.Units {
		u := &q.Units[i]
		var c segment.Cursor
		c.Open(u.lists[h.Segment])
		if c.Seek(h.Number) != h.Number {
			continue
		}
		has |= u.Positions
		e.Parts = append(e.Parts, x.explainUnit(u, places[i], c.Freq(), norm))
	}
	e.Missing = q.missing(has)
	if rescored {
		e.Parts = append(e.Parts, x.explainSecond(q, s, h.Number)...)
	} else {
		e.Parts = append(e.Parts, x.explainListed(q, h)...)
	}
	return e
}

func (x *Index) explainUnit(u *Unit, p place, freq uint32, norm float32) Part {
	f := float32(freq)
	part := Part{Value: float64(uint32(u.scale*f/(f+norm))) / Scale}
	if u.Form {
		part.Kind = PartForm
	}
	text := u.Label
	if list := p.listForms(); u.Set && list != "" && list != u.Term {
		text += " as " + list
	}
	if where := p.String(); where != "" && p.counts(x.Params) == freq {
		text += ": " + where
	}
	weight := ""
	if u.Weight != 1 {
		weight = fmt.Sprintf("%g × ", u.Weight)
	}
	part.Text = fmt.Sprintf("%s; counts %d; in %d of %d articles (idf %.2f); %s%.2f × %.1f × %d/(%d + %.2f)",
		text, freq, u.docFreq, x.Docs, u.idf, weight, u.idf, x.Params.K1+1, freq, freq, norm)
	return part
}

// missing names the words whose positions are not in a mask.
func (q *Query) missing(has uint64) []string {
	var out []string
	seen := has
	for i := range q.Units {
		if u := &q.Units[i]; !u.Form && u.Positions&^seen != 0 {
			out = append(out, u.Label)
			seen |= u.Positions
		}
	}
	return out
}

// explainSecond says what the second stage adds.
func (x *Index) explainSecond(q *Query, s *Segment, doc uint32) []Part {
	words := q.words()
	t := newTally(x, q)
	t.count(s.locate(words), s.ForwardCodes(doc))
	norm := s.norms[doc]
	parts := t.explainWords(words, norm)
	for i := range t.freqs {
		parts = append(parts, t.explainPair(i, norm)...)
	}
	return append(parts, t.explainTogether()...)
}

// explainTogether says what words and pairs score for standing together.
func (t *tally) explainTogether() (parts []Part) {
	r := t.reading
	what := "words"
	if r.PassagePair > 0 {
		what = fmt.Sprintf("words and pairs (%g × idf)", r.PassagePair)
	}
	add := func(value uint64, text string, args ...any) {
		if value > 0 {
			parts = append(parts, Part{PartPair, fmt.Sprintf(text, args...), float64(value) / Scale})
		}
	}
	passage, paragraph, opening := t.together()
	p, o := t.paragraph, t.open
	add(passage, "best passage of %d words; %s worth %.2f; %g × %.2f", passageWords, what, t.passage(), r.Passage, t.passage())
	add(paragraph, "best paragraph, of %d words; %s worth %.2f; %g × %.2f/(1 + %d/%d)", p.words, what, p.worth, r.Paragraph, p.worth, p.words, halfLong)
	add(opening, "%d of the words that it opens with; %g × %d/%d", o.found, r.Opening, o.found, o.of())
	return parts
}

func (t *tally) explainWords(words []Word, norm float32) (parts []Part) {
	for i, word := range words {
		w := &t.words[i]
		common, soon := t.word(i, norm)
		if common > 0 {
			parts = append(parts, Part{PartWord, fmt.Sprintf("%s is worth %.2f more than its idf; counts %d; %.2f × %.1f × %d/(%d + %.2f)",
				word.label(), w.worth-w.idf, w.freq, w.worth-w.idf, t.p.K1+1, w.freq, w.freq, norm), float64(common) / Scale})
		}
		if soon > 0 {
			bonus := fmt.Sprintf("%g × %.2f", t.reading.Early, early(w.first))
			if w.telling > 0 {
				bonus = fmt.Sprintf("(%g for a name or number + %s)", w.telling, bonus)
			}
			parts = append(parts, Part{PartWord, fmt.Sprintf("%s first at word %d; worth %.2f; %.2f × %s",
				word.label(), w.first, w.worth, w.worth, bonus), float64(soon) / Scale})
		}
	}
	return parts
}

func (t *tally) explainPair(i int, norm float32) (parts []Part) {
	p, f := t.q.Pairs[i], &t.freqs[i]
	beside, near := t.pair(i, norm)
	lambda := fmt.Sprintf("%g × ", t.p.Lambda)
	if run := t.run(i); run != 1 {
		lambda += fmt.Sprintf("%g (in a row) × ", run)
	}
	add := func(value uint64, how, sum string, n uint32) {
		if value > 0 {
			parts = append(parts, Part{PartPair, fmt.Sprintf("%s %s %s; counts %d; pair idf %.2f; %s",
				Word{Term: p.A}.label(), Word{Term: p.B}.label(), how, n, p.idf, sum), float64(value) / Scale})
		}
	}
	frequency := func(n uint32) string { return fmt.Sprintf("%.1f × %d/(%d + %.2f)", t.p.K1+1, n, n, norm) }
	sum := fmt.Sprintf("%s%.2f × %s", lambda, p.idf, frequency(f.beside))
	if bonus := t.reading.Here + t.reading.EarlyPair*early(f.first); bonus > 0 {
		sum = fmt.Sprintf("%s%.2f × (%s + %.2f, first at word %d)", lambda, p.idf, frequency(f.beside), bonus, f.first)
	}
	add(beside, "side by side", sum, f.beside)
	add(near, fmt.Sprintf("within %d words", t.p.Window), fmt.Sprintf("%s%g × %.2f × %s", lambda, t.reading.Near, p.idf, frequency(f.near+f.beside)), f.near+f.beside)
	return parts
}

// explainListed says what the pairs give a hit in the first stage.
func (x *Index) explainListed(q *Query, h Hit) (parts []Part) {
	e := newEvaluator(&stage{x: x, q: q})
	e.open(h.Segment)
	var mask uint64
	for i := range e.cursors {
		if e.cursors[i].Seek(h.Number) == h.Number {
			mask |= e.cursors[i].unit.Positions
		}
	}
	e.openPairs(h.Number &^ (segment.PageDocs - 1))
	for i := range e.pairs {
		p := &e.pairs[i]
		if _, ok := slices.BinarySearch(p.docs.Below(nil, h.Number+1), h.Number); !ok || mask&p.words != p.words {
			continue
		}
		parts = append(parts, Part{
			Kind:  PartPair,
			Text:  fmt.Sprintf("%s %s seem to stand side by side; pair idf %.2f", Word{Term: q.Pairs[i].A}.label(), Word{Term: q.Pairs[i].B}.label(), q.Pairs[i].idf),
			Value: float64(e.x.listed(p.scale, e.seg.norms[h.Number])) / Scale,
		})
	}
	return parts
}

// Rescored says whether a query's hit at a place of the result, from 0, had its pairs counted.
func (x *Index) Rescored(q *Query, place int) bool { return place < x.depth(q) }

// place is where the terms of a unit stand in a document.
type place struct {
	parts [3]int         // occurrences in the title, in the lead, and behind them
	forms map[string]int // occurrences of each accented form
}

// String says where, "" if it is not known: only words of the text have places.
func (p place) String() string {
	var out []string
	for i, name := range [...]string{"title", "lead", "text"} {
		if p.parts[i] > 0 {
			out = append(out, fmt.Sprintf("%s %d×", name, p.parts[i]))
		}
	}
	return strings.Join(out, ", ")
}

// counts is the weighted frequency that the places make. A term that is kept beside the words (8 for VIII) has more.
func (p place) counts(c Params) uint32 {
	return c.Title*uint32(p.parts[0]) + c.Lead*uint32(p.parts[1]) + uint32(p.parts[2])
}

// maxForms is how many accented forms of a word are named.
const maxForms = 4

func (p place) listForms() string {
	forms := slices.SortedFunc(maps.Keys(p.forms), func(a, b string) int {
		if c := cmp.Compare(p.forms[b], p.forms[a]); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	list := strings.Join(forms[:min(maxForms, len(forms))], ", ")
	if len(forms) > maxForms {
		list += " …"
	}
	return list
}

// places finds where the terms of each unit stand in a document.
func (s *Segment) places(doc uint32, units []Unit) []place {
	out := make([]place, len(units))
	byRank := map[uint32][]int{} // units by the rank of a term
	for i := range units {
		u := &units[i]
		out[i].forms = map[string]int{}
		note := func(info segment.TermInfo) bool {
			if info.Ranked {
				byRank[info.Rank] = append(byRank[info.Rank], i)
			}
			return true
		}
		switch {
		case u.Field != 0:
		case u.Set:
			s.Prefix(0, []byte(u.Term+"\x00"), note)
		default:
			if info, ok := s.Lookup(0, []byte(u.Term)); ok {
				note(info)
			}
		}
	}
	part := 0
	forward := s.Forward(doc)
	for rank, ok := forward.Next(); ok; rank, ok = forward.Next() {
		if rank == segment.Gap {
			part++
			continue
		}
		for _, i := range byRank[rank] {
			out[i].parts[min(part, 2)]++
			out[i].forms[Word{Term: string(s.TermOf(rank))}.label()]++
		}
	}
	return out
}
