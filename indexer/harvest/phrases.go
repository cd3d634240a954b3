package harvest

import (
	"math"

	"timbao/indexer/vietnamese"
)

// What makes a phrase.
const (
	leastCohesion = 0.25 // of the normalised pointwise mutual information of its parts, wherever it is cut
	leastFree     = 0.2  // share of its occurrences that are not part of a longer phrase and don't overlap one
	mostExtended  = 0.75 // share of its articles above which a longer gram is meant
	leastLift     = -5.0 // bits by which it may be rarer in titles than the rest of the text is
)

// phrase is a gram that may be offered.
type phrase struct {
	gram      uint32
	uses      uint32 // occurrences in the sample
	free      uint32 // of them, not inside or across another phrase
	cutLeft   uint32 // occurrences that begin within a name, with capitals on both sides, or within a code
	cutRight  uint32
	addressed uint32 // occurrences that begin with a form of address and a name
	pattern   patterns
}

// phraser finds phrases.
type phraser struct {
	*miner
	cues    cues
	byGram  []uint32 // gram → index in phrases + 1
	phrases []phrase

	seen    []seen // of the stretch that is looked at
	longest []int  // where the longest phrase that begins at each of its words ends
}

// choose picks the grams that could be phrases by themselves. expected is how many titles would have one that an article of the sample
// has, if titles were like the rest of the text.
func (m *phraser) choose(titles *tally, expected float64) {
	lifts := make([]float64, len(m.g.size))
	for n := uint32(1); n < uint32(len(lifts)); n++ {
		lifts[n] = math.Log2((float64(titles.of(m.g, n).titles) + 1) / (float64(m.g.docs[n])*expected + 1))
	}
	most := m.extensions()
	m.byGram = make([]uint32, len(m.g.size))
	for n := uint32(1); n < uint32(len(m.g.size)); n++ {
		words := m.g.words(n)
		first, last := words[0], words[len(words)-1]
		switch {
		case m.isWeak(first), m.isWeak(last), m.s.kinds[first] == vietnamese.Number:
		case float64(most[n]) > mostExtended*float64(m.g.docs[n]), m.cohesion(words) < leastCohesion:
		case lifts[n] < leastLift, lifts[m.g.pair(words[len(words)-2], last)] < leastLift: // what ends with "cho biết" is no better than that
		default:
			m.phrases = append(m.phrases, phrase{gram: n})
			m.byGram[n] = uint32(len(m.phrases))
		}
	}
}

// isWeak says whether no phrase begins or ends with a word.
func (m *phraser) isWeak(term uint32) bool { return m.cues.function[term] || m.cues.numeral[term] }

// extensions gives, for each gram, the number of articles that the commonest gram has which is one word longer.
func (m *phraser) extensions() []uint32 {
	most := make([]uint32, len(m.g.size))
	for n := uint32(1); n < uint32(len(m.g.size)); n++ {
		if m.g.size[n] < 3 {
			continue
		}
		words := m.g.words(n)
		for _, shorter := range []uint32{m.g.prior[n], m.g.find(words[1:])} {
			most[shorter] = max(most[shorter], m.g.docs[n])
		}
	}
	return most
}

// cohesion is the least normalised mutual information of the two parts of a run, wherever it is cut.
func (m *phraser) cohesion(words []uint32) float64 {
	total := float64(len(m.s.tokens))
	whole := m.docsOf(words)
	least := 1.0
	for cut := 1; cut < len(words); cut++ {
		pmi := math.Log2(whole * total / (m.docsOf(words[:cut]) * m.docsOf(words[cut:])))
		least = min(least, pmi/-math.Log2(whole/total))
	}
	return least
}

// observe looks at every occurrence of the phrases in the sample.
func (m *phraser) observe() {
	from := 0
	for i, t := range m.s.tokens {
		if t == gap {
			m.stretch(from, i)
			from = i + 1
		}
	}
}

// seen is an occurrence of a phrase.
type seen struct {
	phrase     uint32 // index
	begin, end int
}

// stretch looks at the words between two gaps.
func (m *phraser) stretch(from, to int) {
	m.seen, m.longest = m.seen[:0], m.longest[:0]
	for i := from; i < to; i++ {
		m.longest = append(m.longest, m.at(i, to))
	}
	at, reach := from, from // reach is where the phrases that begin further left end
	for _, o := range m.seen {
		for ; at < o.begin; at++ {
			reach = max(reach, m.longest[at-from])
		}
		free := reach <= o.begin
		for j := o.begin; j < o.end; j++ {
			free = free && m.longest[j-from] <= o.end
		}
		p := &m.phrases[o.phrase]
		if p.uses++; free {
			p.free++
		}
		m.letters(p, o.begin, o.end, from, to)
	}
}

// at notes the phrases that begin at a word, the shortest first, and returns where the longest ends.
func (m *phraser) at(i, to int) (end int) {
	end = i
	n := m.g.pairs[i]
	for j := i + 2; n != 0; j++ {
		if p := m.byGram[n]; p != 0 {
			m.seen = append(m.seen, seen{p - 1, i, j})
			end = j
		}
		if j >= to {
			break
		}
		n = m.g.longer(n, m.s.tokens[j].term())
	}
	return end
}

// letters notes how an occurrence of a phrase is written.
func (m *phraser) letters(p *phrase, i, end, from, to int) {
	first, t := m.s.tokens[i], m.s.tokens
	p.pattern.add(t[i:end])
	if i > from && (first.joined() || first.is(upper) && t[i-1].is(upper) && !t[i-1].is(opening)) {
		p.cutLeft++
	}
	if end < to && (t[end].joined() || t[end].is(upper) && t[end-1].is(upper) && !t[end-1].is(opening)) {
		p.cutRight++
	}
	if m.addresses(i, end) {
		p.addressed++
	}
}

// addresses says whether a form of address and a name begin at a word: ông Trump, đồng chí Võ Trọng Hiền.
func (m *phraser) addresses(i, end int) bool {
	t := m.s.tokens
	if m.cues.one[t[i].term()] == cuePerson {
		return t[i+1].is(upper) && (!t[i].is(upper) || t[i].is(opening))
	}
	return end-i > 2 && m.cues.two[[2]uint32{t[i].term(), t[i+1].term()}] == cuePerson && t[i+2].is(upper)
}

// whole says whether a phrase stands for itself often enough.
func (p *phrase) whole() bool {
	return float64(p.free) >= leastFree*float64(p.uses) && 2*p.cutLeft <= p.uses && 2*p.cutRight <= p.uses && 2*p.addressed <= p.uses
}

// isCount says whether a phrase counts or dates something: it has a number and neither a capital at its beginning nor letters of a
// code. Nghị định 116 and Covid-19 are phrases, ngày 16/2 is none.
func (m *phraser) isCount(p *phrase) bool {
	numbers := false
	for _, w := range m.g.words(p.gram) {
		switch m.s.kinds[w] {
		case vietnamese.Number:
			numbers = true
		case vietnamese.Word:
			return false
		}
	}
	return numbers && !p.pattern.best().token(0).is(upper)
}
