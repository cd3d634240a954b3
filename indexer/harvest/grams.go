package harvest

import (
	"context"
	"slices"
)

// maxGram is the number of words of the longest phrase.
const maxGram = 9

// grams are the runs of two and more words that enough articles of the sample have, as a trie: each is one that is a word shorter,
// and a word. Number 0 is none.
type grams struct {
	trie  pairMap  // (gram or term of the first word, next word) → gram
	prior []uint32 // by gram: the one without its last word; of two words, the term of the first
	last  []uint32 // term of the last word
	size  []uint8  // words
	docs  []uint32 // articles of the sample that have it
	pairs []uint32 // at each word of the sample, the gram of two words that begins there
}

// countGrams finds the runs of words that at least so many articles have.
func countGrams(ctx context.Context, s *sample, docs []uint32, least uint32) (*grams, error) {
	g := newGrams()
	common := make([]bool, len(docs)) // by term
	for i, n := range docs {
		common[i] = n >= least
	}
	// now holds, at each word of the sample, the gram of the current size that begins there, and while that is counted its slot, plus 1.
	now := make([]uint32, len(s.tokens))
	live := len(now) // words at which there may be a gram
	for size, more := 2, true; more && size <= maxGram; size++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		counts := newPairMap(live)
		s.eachArticle(func(doc uint32, from, to int) {
			for i := from; i < to; i++ {
				if key, ok := g.key(s, common, now, i, size); ok {
					now[i] = counts.count(key, doc) + 1
				} else {
					now[i] = 0
				}
			}
		})
		more = g.keep(counts, size, least)
		live = 0
		for i, slot := range now {
			if slot != 0 {
				now[i] = counts.slots[slot-1].last
			}
			if now[i] != 0 {
				live++
			}
		}
		if size == 2 {
			g.pairs = slices.Clone(now)
		}
	}
	return g, nil
}

// key is the key of the gram of a size that begins at word i, if it may be common. The gram of one word less that begins there is
// overwritten only afterwards, that of the word behind not yet.
func (g *grams) key(s *sample, common []bool, now []uint32, i, size int) (uint64, bool) {
	if i+size > len(s.tokens) {
		return 0, false
	}
	first, last := s.tokens[i], s.tokens[i+size-1]
	if last == gap || first == gap {
		return 0, false
	}
	if size == 2 {
		return pairKey(0, first.term(), last.term()), common[first.term()] && common[last.term()]
	}
	return pairKey(1, now[i], last.term()), now[i] != 0 && now[i+1] != 0
}

// keep numbers the counted runs that are common enough, and leaves their numbers in the slots, 0 in the others. It says whether
// there are any.
func (g *grams) keep(counts *pairMap, size int, least uint32) bool {
	begun := len(g.size)
	for i := range counts.slots {
		e := &counts.slots[i]
		if e.last = 0; e.key != 0 && e.docs >= least {
			e.last = g.append(uint32(e.key>>32&(1<<31-1)), uint32(e.key)-1, size, e.docs)
			g.trie.set(e.key, e.last)
		}
	}
	return len(g.size) > begun
}

// words gives the terms of a gram.
func (g *grams) words(n uint32) []uint32 {
	out := make([]uint32, g.size[n])
	for i := len(out) - 1; i > 0; i-- {
		out[i] = g.last[n]
		n = g.prior[n]
	}
	out[0] = n
	return out
}

// find gives the gram of two or more words, 0 if there is none.
func (g *grams) find(words []uint32) uint32 {
	n := g.pair(words[0], words[1])
	for _, w := range words[2:] {
		if n == 0 {
			break
		}
		n = g.longer(n, w)
	}
	return n
}

// longer gives the gram that goes on with a word.
func (g *grams) longer(n, next uint32) uint32 { return g.trie.get(pairKey(1, n, next)) }

// pair gives the gram of two words.
func (g *grams) pair(a, b uint32) uint32 { return g.trie.get(pairKey(0, a, b)) }

// keyOf is the key of a gram.
func (g *grams) keyOf(n uint32) uint64 {
	return pairKey(uint64(min(g.size[n]-2, 1)), g.prior[n], g.last[n])
}

// pairKey is the key of two words (level 0) or of a gram and a word (level 1). It is never 0.
func pairKey(level uint64, a, b uint32) uint64 { return level<<63 | uint64(a)<<32 | uint64(b+1) }

// termDocs counts the articles of the sample that have each term.
func (s *sample) termDocs() []uint32 {
	last, docs := make([]uint32, len(s.terms)), make([]uint32, len(s.terms))
	s.eachArticle(func(doc uint32, from, to int) {
		for _, t := range s.tokens[from:to] {
			if t != gap && last[t.term()] != doc {
				last[t.term()] = doc
				docs[t.term()]++
			}
		}
	})
	return docs
}

// newGrams returns an empty trie.
func newGrams() *grams {
	return &grams{prior: []uint32{0}, last: []uint32{0}, size: []uint8{0}, docs: []uint32{0}}
}

// insert adds a run of two or more words, and those that it begins with, and returns its gram.
func (g *grams) insert(words []uint32) uint32 {
	n := words[0]
	for i, w := range words[1:] {
		key := pairKey(uint64(min(i, 1)), n, w)
		next := g.trie.get(key)
		if next == 0 {
			next = g.append(n, w, i+2, 0)
			g.trie.set(key, next)
		}
		n = next
	}
	return n
}

// append numbers a new gram.
func (g *grams) append(prior, last uint32, size int, docs uint32) uint32 {
	g.prior, g.last = append(g.prior, prior), append(g.last, last)
	g.size, g.docs = append(g.size, uint8(size)), append(g.docs, docs)
	return uint32(len(g.size) - 1)
}
