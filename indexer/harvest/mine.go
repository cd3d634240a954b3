package harvest

import (
	"context"
	"math"

	"timbao/indexer/sidecar"
	"timbao/indexer/suggestion"
)

// What a name or phrase scores, in bits.
const (
	bodyShare   = 0.01 // of a title that an article counts which has it in the text alone
	commonShare = 0.05 // share of the articles above which it says little about any, where there are many more than
	fewArticles = 2000
	nameBonus   = 1.5 // of names of people and places over other phrases
)

// Below sampleDocs/leastDivisor, and within the bounds, is how many articles of the sample must have a phrase.
const (
	leastDivisor = 2500
	leastDocs    = 3
	mostDocs     = 10
)

// find is a name or phrase that was found.
type find struct {
	words []uint32
	kind  suggestion.Kind
	text  string
	gram  uint32 // in the trie of all that was found; 0 for a single word
}

// addText adds the names and phrases of the text.
func addText(ctx context.Context, c *sidecar.Corpus, b *suggestion.Builder) error {
	s, err := readSample(ctx, c)
	if err != nil || s.docs() == 0 {
		return err
	}
	m := &miner{s: s, docs: s.termDocs()}
	for _, source := range c.Sources {
		m.numbers = append(m.numbers, numbersIn(source.Segment, s.terms))
	}
	least := min(max(s.docs()/leastDivisor, leastDocs), mostDocs)
	if m.g, err = countGrams(ctx, s, m.docs, uint32(least)); err != nil {
		return err
	}
	finds := m.findNames()
	phrases, err := m.findPhrases(ctx, c)
	if err != nil {
		return err
	}
	return m.addFinds(ctx, c, b, append(finds, phrases...))
}

// miner finds names and phrases in a sample.
type miner struct {
	s    *sample
	docs []uint32 // by term: articles of the sample
	g    *grams

	numbers [][]uint32 // by segment of the corpus and rank
}

// addFinds counts what was found in all articles and adds it.
func (m *miner) addFinds(ctx context.Context, c *sidecar.Corpus, b *suggestion.Builder, all []find) error {
	g, single := newGrams(), make([]bool, len(m.s.terms))
	taken := map[string]bool{}
	var finds []find
	for _, f := range all {
		if key := m.s.spell(f.words); taken[key] {
			continue
		} else if taken[key] = true; len(f.words) == 1 {
			single[f.words[0]] = true
		} else {
			f.gram = g.insert(f.words)
		}
		finds = append(finds, f)
	}
	t := newTally(g, m.numbers, single)
	if err := t.all(ctx, c, false); err != nil {
		return err
	}
	var words []uint32
	for _, f := range finds {
		h := &t.singles[f.words[0]]
		if f.gram != 0 {
			h = t.of(g, f.gram)
		}
		if h.docs == 0 {
			continue // what stood between its words in the sample keeps them apart in forward sequences
		}
		words = words[:0]
		for _, w := range f.words {
			words = append(words, b.Term([]byte(m.s.terms[w])))
		}
		b.Add(suggestion.Entry{Kind: f.kind, Text: f.text, Words: words, Count: int(h.docs), Score: score(h, f.kind, int(t.doc))})
	}
	return nil
}

// score says how likely it is that somebody looks for what so many articles have. What titles speak of is what people ask for.
func score(h *hit, kind suggestion.Kind, articles int) float64 {
	out := math.Log2(1 + float64(h.titles) + bodyShare*float64(h.docs))
	out -= max(0, math.Log2(float64(h.docs)/float64(articles+fewArticles)/commonShare))
	if kind == suggestion.Person || kind == suggestion.Place {
		out += nameBonus
	}
	return out
}

// findNames finds the names of the sample.
func (m *miner) findNames() []find {
	n := newNamer(m.s)
	n.observe()
	spellings := m.s.spellings()
	var out []find
	for _, x := range n.sorted() {
		if kind, ok := n.kind(x, m.docsOf(x.words)); ok {
			out = append(out, find{words: x.words, kind: kind, text: m.s.write(x.words, x.pattern.best(), spellings)})
		}
	}
	return out
}

// docsOf is the number of articles of the sample with a run of words, 0 where there are too few.
func (m *miner) docsOf(words []uint32) float64 {
	if len(words) == 1 {
		return float64(m.docs[words[0]])
	}
	return float64(m.g.docs[m.g.find(words)])
}

// findPhrases finds the phrases of the sample.
func (m *miner) findPhrases(ctx context.Context, c *sidecar.Corpus) ([]find, error) {
	t := newTally(m.g, m.numbers, make([]bool, len(m.docs)))
	if err := t.all(ctx, c, true); err != nil {
		return nil, err
	}
	p := &phraser{miner: m, cues: newCues(m.s.lexicon)}
	p.choose(t, m.s.titleShare()*float64(t.doc)/float64(m.s.docs()))
	p.observe()
	spellings := m.s.spellings()
	var out []find
	for i := range p.phrases {
		if x := &p.phrases[i]; x.whole() && !p.isCount(x) {
			words := m.g.words(x.gram)
			out = append(out, find{words: words, kind: suggestion.Phrase, text: m.s.write(words, x.pattern.best(), spellings)})
		}
	}
	return out, nil
}
