package lexicon

import (
	"bytes"
	"cmp"
	"container/heap"
	"context"
	"iter"
	"slices"

	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
)

// The vocabulary's bounds.
const (
	maxWords = 65000 // the commonest are kept; ids have 16 bits
	maxTerm  = 64    // bytes of a term; longer ones are no words
)

// vocabulary is the words that the model knows, in byte order of their terms, and how each source numbers them.
type vocabulary struct {
	terms  []string
	times  []uint32
	tokens uint64     // words and numbers in the articles
	ids    [][]uint16 // by source and rank
}

// gathered is a term and how often it stands in the archive.
type gathered struct {
	term  string
	count uint64
}

// newVocabulary chooses the words that come least times or more.
func newVocabulary(ctx context.Context, c *sidecar.Corpus, least func(tokens uint64) uint64) (*vocabulary, error) {
	lost, err := deletedWords(ctx, c)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{}
	for i, s := range c.Sources {
		s.Segment.Prefix(schema.FieldText, nil, func(t segment.TermInfo) bool {
			if t.Ranked {
				v.tokens += t.Occurs - lost.of(i, t.Rank)
			}
			return true
		})
	}
	floor := least(v.tokens)
	var top commonest
	for g := range mergeTerms(c, lost) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if g.count >= floor && len(g.term) <= maxTerm && !isNumber(g.term) {
			top.offer(g)
		}
	}
	slices.SortFunc(top, func(a, b gathered) int { return cmp.Compare(a.term, b.term) })
	for _, g := range top {
		v.terms = append(v.terms, g.term)
		v.times = append(v.times, uint32(min(g.count, 1<<32-1)))
	}
	for _, s := range c.Sources {
		v.ids = append(v.ids, v.number(s.Segment))
	}
	return v, nil
}

func isNumber(term string) bool { return term != "" && term[0] >= '0' && term[0] <= '9' }

// lostWords says how often each word stands in deleted articles, by source and rank.
type lostWords []map[uint32]uint64

func (l lostWords) of(source int, rank uint32) uint64 { return l[source][rank] }

// deletedWords counts the words of deleted articles, which the dictionaries still count.
func deletedWords(ctx context.Context, c *sidecar.Corpus) (lostWords, error) {
	lost := make(lostWords, len(c.Sources))
	for i, s := range c.Sources {
		if s.Deleted == nil || s.Deleted.IsEmpty() {
			continue
		}
		lost[i] = map[uint32]uint64{}
		for it := s.Deleted.Iterator(); it.HasNext(); {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			f := s.Segment.Forward(it.Next())
			for rank, ok := f.Next(); ok; rank, ok = f.Next() {
				if rank != segment.Gap {
					lost[i][rank]++
				}
			}
		}
	}
	return lost, nil
}

// mergeTerms walks the terms of all sources in byte order, each once, with its count in live articles.
func mergeTerms(c *sidecar.Corpus, lost lostWords) iter.Seq[gathered] {
	return func(yield func(gathered) bool) {
		heads := make([]head, 0, len(c.Sources))
		for i, s := range c.Sources {
			next, stop := iter.Pull(func(yield func(gathered) bool) {
				s.Segment.Prefix(schema.FieldText, nil, func(t segment.TermInfo) bool {
					return !t.Ranked || yield(gathered{string(t.Term), t.Occurs - lost.of(i, t.Rank)})
				})
			})
			defer stop()
			if g, ok := next(); ok {
				heads = append(heads, head{g, next})
			}
		}
		for len(heads) > 0 {
			g := gathered{term: slices.MinFunc(heads, func(a, b head) int { return cmp.Compare(a.term, b.term) }).term}
			for i := 0; i < len(heads); {
				h := &heads[i]
				if h.term != g.term {
					i++
					continue
				}
				g.count += h.count
				var ok bool
				if h.gathered, ok = h.next(); !ok {
					heads = slices.Delete(heads, i, i+1)
				}
			}
			if !yield(g) {
				return
			}
		}
	}
}

// head is the next term of a source.
type head struct {
	gathered
	next func() (gathered, bool)
}

// commonest is a heap of the commonest terms, the rarest on top; among equals the first in byte order is kept.
type commonest []gathered

func (c commonest) Len() int { return len(c) }
func (c commonest) Less(i, j int) bool {
	return c[i].count < c[j].count || c[i].count == c[j].count && c[i].term > c[j].term
}
func (c commonest) Swap(i, j int) { c[i], c[j] = c[j], c[i] }

// Push implements heap.Interface.
func (c *commonest) Push(x any) { *c = append(*c, x.(gathered)) } //nolint:forcetypeassert // container/heap

// Pop implements heap.Interface.
func (c *commonest) Pop() any {
	last := (*c)[len(*c)-1]
	*c = (*c)[:len(*c)-1]
	return last
}

func (c *commonest) offer(g gathered) {
	heap.Push(c, g)
	if len(*c) > maxWords {
		heap.Pop(c)
	}
}

// number gives the id of each rank of a segment.
func (v *vocabulary) number(s *segment.Segment) []uint16 {
	ids := make([]uint16, s.Ranked())
	at := 0
	s.Prefix(schema.FieldText, nil, func(t segment.TermInfo) bool {
		if !t.Ranked {
			return true
		}
		for at < len(v.terms) && bytes.Compare([]byte(v.terms[at]), t.Term) < 0 {
			at++
		}
		switch {
		case at < len(v.terms) && v.terms[at] == string(t.Term):
			ids[t.Rank] = uint16(at)
		case isNumber(string(t.Term)):
			ids[t.Rank] = uint16(v.numberID())
		default:
			ids[t.Rank] = unknown
		}
		return true
	})
	return ids
}

// numberID stands for every number; beginID for the beginning of a part of an article.
func (v *vocabulary) numberID() int { return len(v.terms) }
func (v *vocabulary) beginID() int  { return len(v.terms) + 1 }

// unknown is the id of a word outside the vocabulary.
const unknown = 1<<16 - 1
