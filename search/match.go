package search

import (
	"context"
	"strings"

	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/vietnamese"
	"timbao/search/query"
	"timbao/search/rank"
	"timbao/search/snippet"
)

// matcher finds the documents that match a tree, by segment.
type matcher struct {
	r *reader
	c *compiler
}

// match finds the documents of a node. Below a negation nothing is scored or marked.
func (m *matcher) match(ctx context.Context, n query.Node, negative bool) ([]rank.Bits, error) {
	switch n := n.(type) {
	case *query.Words:
		return m.words(ctx, n, negative)
	case *query.Phrase:
		return m.phrase(ctx, n, negative)
	case *query.Prefix:
		return m.prefix(n, negative), nil
	case *query.Dates:
		b, err := m.r.between(n.From, n.To)
		return m.r.living(b), err
	case *query.Not:
		out, err := m.match(ctx, n.Node, true)
		if err != nil {
			return nil, err
		}
		all := m.everything()
		for i := range all {
			all[i].AndNot(out[i])
		}
		return all, nil
	case *query.And:
		return m.combine(ctx, n.Nodes, negative, rank.Bits.And)
	case *query.Or:
		return m.combine(ctx, n.Nodes, negative, rank.Bits.Or)
	}
	return m.everything(), nil
}

func (m *matcher) combine(ctx context.Context, nodes []query.Node, negative bool, join func(rank.Bits, rank.Bits)) ([]rank.Bits, error) {
	var out []rank.Bits
	for i, n := range nodes {
		b, err := m.match(ctx, n, negative)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			out = b
			continue
		}
		for s := range out {
			join(out[s], b[s])
		}
	}
	return out, nil
}

// everything is all live documents.
func (m *matcher) everything() []rank.Bits {
	out := make([]rank.Bits, len(m.r.rank.Segments))
	for i := range out {
		s := &m.r.rank.Segments[i]
		out[i] = rank.NewBits(s.Docs())
		if s.Live != nil {
			copy(out[i], s.Live)
		} else {
			out[i].SetAll(s.Docs())
		}
	}
	return out
}

// words finds the documents that have enough of the words of an operand; below a negation, all of them.
func (m *matcher) words(ctx context.Context, n *query.Words, negative bool) ([]rank.Bits, error) {
	sub := &compiler{x: m.r.rank, own: m.c.own, accented: m.c.accented}
	sub.words(n.Field, n.Text)
	if sub.next == 0 { // punctuation alone
		return m.everything(), nil
	}
	sub.q.Pairs, sub.q.Free = nil, positions(0, sub.next)
	sub.q.Need = 1
	if !negative {
		m.c.words(n.Field, n.Text)
		sub.q.Need = needs(m.r.rank.Params, sub.next)[0]
	}
	sub.q.Prepare(m.r.rank)
	return m.r.rank.Matches(ctx, &sub.q)
}

// positions is the mask of the positions from one up to, not including, another.
func positions(from, to int) uint64 {
	if to-from >= rank.MaxPositions {
		return ^uint64(0)
	}
	return (uint64(1)<<(to-from) - 1) << from
}

// needs are the shares of the words' weight to ask for, one after the other until there are hits. All of up to Few words
// are wanted, and the more words there are the smaller the share, down to Need: long queries are headlines and questions,
// of which an article says only the most telling part.
func needs(p rank.Params, words int) []float64 {
	share := max(p.Need, min(1, 1-neededLess*float64(words-p.Few)))
	steps := []float64{share}
	for share > p.Need {
		share = max(share*0.6, p.Need)
		steps = append(steps, share)
	}
	return append(steps, p.Need/2, 0)
}

// neededLess is by how much the share falls with each word more.
const neededLess = 0.25

// phrase finds the documents in which words stand side by side.
func (m *matcher) phrase(ctx context.Context, n *query.Phrase, negative bool) ([]rank.Bits, error) {
	field := fields[n.Field]
	sub := &compiler{x: m.r.rank, own: m.c.own, accented: m.c.accented}
	words, _ := sub.analyse(field, n.Text)
	if len(words) == 0 {
		return m.everything(), nil
	}
	var look []rank.Word
	var marks []snippet.Term
	for _, w := range words {
		look = append(look, rank.Word{Term: w.term, Set: w.set})
		marks = append(marks, snippet.Term{Term: w.token.Term, AnyAccent: w.set, Weight: m.r.rank.IDF(w.docs)})
	}
	if !negative {
		terms := m.c.terms
		m.c.words(n.Field, n.Text)
		m.c.terms = terms // words of a phrase are marked where they are the phrase
		if field == schema.FieldText || field == schema.FieldTitle || field == schema.FieldCaption {
			m.c.phrases = append(m.c.phrases, marks)
		}
	}
	switch field {
	case schema.FieldText:
		return m.r.rank.Phrase(ctx, look, rank.AnyPart)
	case schema.FieldTitle:
		return m.r.rank.Phrase(ctx, look, rank.TitlePart)
	}
	return m.stored(ctx, field, words)
}

// stored finds the documents that have words side by side in a field whose order is not indexed, by reading those that
// have them all.
func (m *matcher) stored(ctx context.Context, field int, words []word) ([]rank.Bits, error) {
	out := m.everything()
	for i := range out {
		s := &m.r.rank.Segments[i]
		for _, w := range words {
			out[i].And(s.DocsOf(rank.Unit{Field: field, Term: w.term, Set: w.set}))
		}
		var err error
		out[i].Each(func(d uint32) bool {
			if err = ctx.Err(); err != nil {
				return false
			}
			a, e := m.r.article(rank.Doc{Segment: i, Number: d})
			if e != nil {
				err = e
				return false
			}
			if !slicesHavePhrase(fieldTexts(a, field), words) {
				out[i].Clear(d)
			}
			return true
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// fieldTexts are the texts of a field whose order is not indexed.
func fieldTexts(a *Article, field int) []string {
	switch field {
	case schema.FieldCaption:
		return a.Captions
	case schema.FieldAuthor:
		return append(append([]string(nil), a.Authors...), a.Photographers...)
	case schema.FieldSection:
		return []string{a.Section}
	case schema.FieldPlace:
		return []string{a.Place}
	}
	return nil
}

func slicesHavePhrase(texts []string, words []word) bool {
	for _, text := range texts {
		run := uint64(0)
		for _, t := range vietnamese.Tokens(text) {
			if t.Whole {
				continue
			}
			folded, _ := vietnamese.Split(t.Term)
			mask := uint64(0)
			for i, w := range words {
				if w.set && w.term == folded || !w.set && w.term == t.Term {
					mask |= 1 << i
				}
			}
			run = (run<<1 | 1) & mask
			if run>>(len(words)-1)&1 != 0 {
				return true
			}
		}
	}
	return false
}

// prefix finds the documents with a word that begins so.
func (m *matcher) prefix(n *query.Prefix, negative bool) []rank.Bits {
	field := fields[n.Field]
	term := string(vietnamese.AppendTerm(nil, n.Text))
	folded, accented := vietnamese.Split(term)
	exact := folded != accented
	if !negative {
		m.c.terms = append(m.c.terms, snippet.Term{}, snippet.Term{Term: term, Prefix: true, AnyAccent: !exact, Weight: 1})
	}
	out := make([]rank.Bits, len(m.r.rank.Segments))
	for i := range out {
		s := &m.r.rank.Segments[i]
		out[i] = rank.NewBits(s.Docs())
		s.Prefix(field, []byte(folded), func(info segment.TermInfo) bool {
			if _, a := vietnamese.Split(string(info.Term)); !exact || strings.HasPrefix(a, accented) {
				out[i].AddList(info.List)
			}
			return true
		})
		if s.Live != nil {
			out[i].And(s.Live)
		}
	}
	return out
}
