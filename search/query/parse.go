package query

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// What a query may hold.
const (
	MaxBytes  = 1024 // bytes of input
	MaxLeaves = 64   // leaves of the tree; a run of bare words is one
	MaxDepth  = 10   // And, Or and Not inside each other
)

// Parse reads a query. A query without words, such as "" or "(((", gives a nil Node, which matches every article. Every error is an *Error.
func Parse(text string) (Node, error) {
	if len(text) > MaxBytes {
		cut := MaxBytes
		for cut > MaxBytes-utf8.UTFMax && !utf8.RuneStart(text[cut]) {
			cut--
		}
		return nil, &Error{
			Query: text, Span: Span{cut, len(text)}, Kind: ErrTooBig,
			Message: fmt.Sprintf("the query is longer than %d bytes", MaxBytes),
			Hint:    "a few words of the article find it as well",
		}
	}
	return parse(text)
}

// parse is Parse without the limit on bytes.
func parse(text string) (Node, error) {
	p := newParser(text)
	if err := p.checkBrackets(); err != nil {
		return nil, err
	}
	n, err := p.or(FieldText)
	if err != nil {
		return nil, err
	}
	if err := p.checkSize(n, 0, new(int)); err != nil {
		return nil, err
	}
	return n, nil
}

// parser reads tokens by recursive descent: or → and → run → unit. Its depth is bounded by MaxBytes. Where there is nothing to look
// for, its methods return a nil Node.
type parser struct {
	query  string
	in     *input
	tokens []token
	after  []int  // per token: the token behind it, or behind the bracket that closes it
	bare   []bool // per token: it is text, or opens brackets with nothing but text inside
	at     int
}

func newParser(query string) *parser {
	p := &parser{query: query, in: read(query)}
	p.tokens = lex(p.in)
	p.after, p.bare = make([]int, len(p.tokens)), make([]bool, len(p.tokens))
	active := make([]int, len(p.tokens)) // tokens up to here that are more than text and brackets
	var open []int
	count := 0
	for i, t := range p.tokens {
		p.after[i] = i + 1
		switch t.kind {
		case tokenText:
			p.bare[i] = true
		case tokenOpen:
			open = append(open, i)
		case tokenClose:
			j := open[len(open)-1]
			open = open[:len(open)-1]
			p.after[j], p.bare[j] = i+1, active[j] == count
		default:
			count++
		}
		active[i] = count
	}
	return p
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) fail(span Span, kind error, message, hint string) error {
	return &Error{Query: p.query, Span: span, Message: message, Hint: hint, Kind: kind}
}

func (p *parser) spanOf(t token) Span { return p.in.span(t.start, t.end) }

// or reads operands of OR up to a closing bracket or the end.
func (p *parser) or(field Field) (Node, error) {
	nodes, err := p.chain(tokenOr, "OR", func() (Node, error) { return p.and(field) })
	if err != nil || len(nodes) == 1 {
		return nodes[0], err
	}
	nodes = flatten(tokenOr, nodes)
	return &Or{Nodes: nodes, At: cover(nodes)}, nil
}

func (p *parser) and(field Field) (Node, error) {
	nodes, err := p.chain(tokenAnd, "AND", func() (Node, error) { return p.run(field) })
	if err != nil || len(nodes) == 1 {
		return nodes[0], err
	}
	nodes = flatten(tokenAnd, nodes)
	return &And{Nodes: nodes, At: cover(nodes)}, nil
}

// chain reads operands with an operator between them. It always returns at least one; a lone one may be nil.
func (p *parser) chain(operator kind, name string, operand func() (Node, error)) ([]Node, error) {
	first, err := operand()
	nodes := []Node{first}
	for err == nil && p.peek().kind == operator {
		t := p.peek()
		p.at++
		var next Node
		if next, err = operand(); err != nil {
			break
		}
		if nodes[len(nodes)-1] == nil || next == nil {
			err = p.fail(p.spanOf(t), ErrSyntax, name+" needs words before and after it",
				fmt.Sprintf(`to search the word itself, write "%s" in quotes or in lower case`, name))
			break
		}
		nodes = append(nodes, next)
	}
	if err != nil {
		return []Node{nil}, err
	}
	return nodes, nil
}

// flatten replaces the nodes that are chains of the same operator by their children.
func flatten(operator kind, nodes []Node) []Node {
	var flat []Node
	for _, n := range nodes {
		switch n := n.(type) {
		case *And:
			if operator == tokenAnd {
				flat = append(flat, n.Nodes...)
				continue
			}
		case *Or:
			if operator == tokenOr {
				flat = append(flat, n.Nodes...)
				continue
			}
		}
		flat = append(flat, n)
	}
	return flat
}

func cover(nodes []Node) Span {
	return Span{nodes[0].Span().Start, nodes[len(nodes)-1].Span().End}
}

// run reads what stands side by side.
func (p *parser) run(field Field) (Node, error) {
	var nodes []Node
	for !p.atEnd() {
		n, err := p.next(field)
		if err != nil {
			return nil, err
		}
		if n != nil {
			nodes = append(nodes, n)
		}
	}
	nodes = flatten(tokenAnd, nodes)
	switch len(nodes) {
	case 0:
		return nil, nil
	case 1:
		return nodes[0], nil
	default:
		return &And{Nodes: nodes, At: cover(nodes)}, nil
	}
}

// atEnd tells whether nothing more stands side by side with what was read.
func (p *parser) atEnd() bool {
	switch p.peek().kind {
	case tokenEnd, tokenClose, tokenAnd, tokenOr:
		return true
	default:
		return false
	}
}

// next reads as much bare text as stands here, or one other unit.
func (p *parser) next(field Field) (Node, error) {
	if !p.bare[p.at] {
		return p.unit(field)
	}
	from := p.at
	for p.bare[p.at] {
		p.at = p.after[p.at]
	}
	return p.words(field, from, p.at)
}

// words makes one leaf of the bare tokens from up to to. Brackets around all that has words are left away, and so is what stands between
// blanks and has none, at both ends.
func (p *parser) words(field Field, from, to int) (Node, error) {
	wordy := 0
	group := -1
	for i := from; i < to; i = p.after[i] {
		t, end := p.tokens[i], p.tokens[p.after[i]-1].end
		if field == fieldDate || p.in.wordy(t.start, end) {
			wordy++
			if t.kind == tokenOpen {
				group = i
			}
		}
	}
	switch {
	case wordy == 0:
		return nil, nil
	case wordy == 1 && group >= 0:
		return p.words(field, group+1, p.after[group]-1)
	}
	start, end := p.tokens[from].start, p.tokens[to-1].end
	if field == fieldDate {
		return p.dates(start, end)
	}
	start, end = p.in.trim(start, end)
	return &Words{Field: field, Text: p.in.text(start, end), At: p.in.span(start, end)}, nil
}

func (p *parser) dates(from, to int) (Node, error) {
	span := p.in.span(from, to)
	first, last, err := ParseDates(p.in.text(from, to))
	if problem := (*Error)(nil); errors.As(err, &problem) {
		return nil, p.fail(span, ErrDate, problem.Message, problem.Hint)
	}
	return &Dates{From: first, To: last, At: span}, nil
}
