package search

import (
	"context"

	"timbao/indexer/vietnamese"
	"timbao/search/query"
	"timbao/search/rank"
	"timbao/search/snippet"
	"timbao/search/texts"
)

// keyword is words of a query to find every place of.
type keyword struct {
	node  query.Node // *query.Phrase or *query.Prefix
	field query.Field
	terms []snippet.Term
	words []rank.Word // nil for the beginning of a word
}

// asPhrases is a tree in which words of the article's text are phrases.
func asPhrases(n query.Node) query.Node {
	all := func(nodes []query.Node) []query.Node {
		out := make([]query.Node, len(nodes))
		for i := range nodes {
			out[i] = asPhrases(nodes[i])
		}
		return out
	}
	switch n := n.(type) {
	case *query.Words:
		if ofText(n.Field) {
			return &query.Phrase{Field: n.Field, Text: n.Text, At: n.At}
		}
	case *query.Not:
		return &query.Not{Node: asPhrases(n.Node), At: n.At}
	case *query.And:
		return &query.And{Nodes: all(n.Nodes), At: n.At}
	case *query.Or:
		return &query.Or{Nodes: all(n.Nodes), At: n.At}
	}
	return n
}

// ofText says whether a field is a part of the article's text.
func ofText(f query.Field) bool {
	return f == query.FieldText || f == query.FieldTitle || f == query.FieldCaption
}

// keywords are the phrases and beginnings of words that the tree wants somewhere in the text.
func (r *reader) keywords(tree query.Node, accented bool) []keyword {
	var out []keyword
	query.Walk(tree, func(n query.Node) bool {
		switch n := n.(type) {
		case *query.Not:
			return false
		case *query.Phrase:
			if k := r.phraseKeyword(n, accented); ofText(n.Field) && len(k.terms) > 0 {
				out = append(out, k)
			}
		case *query.Prefix:
			if ofText(n.Field) {
				term := string(vietnamese.AppendTerm(nil, n.Text))
				folded, exact := vietnamese.Split(term)
				out = append(out, keyword{node: n, field: n.Field, terms: []snippet.Term{{Term: term, Prefix: true, AnyAccent: folded == exact}}})
			}
		}
		return true
	})
	return out
}

func (r *reader) phraseKeyword(n *query.Phrase, accented bool) keyword {
	k := keyword{node: n, field: n.Field}
	sub := &compiler{x: r.rank, accented: accented}
	words, _ := sub.analyse(fields[n.Field], n.Text)
	for _, w := range words {
		k.terms = append(k.terms, snippet.Term{Term: w.token.Term, AnyAccent: w.set})
		k.words = append(k.words, rank.Word{Term: w.term, Set: w.set})
	}
	return k
}

// holding finds the documents that match the tree and have one of its keywords.
func (r *reader) holding(ctx context.Context, tree query.Node, keywords []keyword, accented bool) ([]rank.Bits, error) {
	m := &matcher{r: r, c: &compiler{x: r.rank, accented: accented}}
	var held []rank.Bits
	for _, k := range keywords {
		b, err := m.match(ctx, k.node, true)
		if err != nil {
			return nil, err
		}
		if held == nil {
			held = b
			continue
		}
		for i := range held {
			held[i].Or(b[i])
		}
	}
	if len(keywords) == 1 && keywords[0].node == tree {
		return held, nil
	}
	b, err := m.match(ctx, tree, true)
	return both(held, b), err
}

// countable are the keywords as package texts counts them; ok is false if it can't.
func countable(keywords []keyword) (out []texts.Keyword, ok bool) {
	words := 0
	for _, k := range keywords {
		if words += len(k.words); k.words == nil || k.field == query.FieldCaption || words > rank.MaxPositions {
			return nil, false
		}
		out = append(out, texts.Keyword{Words: k.words, Title: k.field == query.FieldTitle})
	}
	return out, true
}

// finders are the matchers of keywords by the field that they are looked for in.
type finders struct{ title, caption, text *snippet.Matcher }

func newFinders(keywords []keyword) finders {
	in := func(field query.Field) *snippet.Matcher {
		var phrases [][]snippet.Term
		for _, k := range keywords {
			if k.field == query.FieldText || k.field == field {
				phrases = append(phrases, k.terms)
			}
		}
		return snippet.NewMatcher(nil, phrases)
	}
	return finders{in(query.FieldTitle), in(query.FieldCaption), in(query.FieldText)}
}
