package query

import "fmt"

// unit reads the smallest thing an operator applies to: a piece, phrase, prefix, group, exclusion or field.
func (p *parser) unit(field Field) (Node, error) {
	if at := p.at; p.bare[at] {
		p.at = p.after[at]
		return p.words(field, at, p.at)
	}
	t := p.peek()
	p.at++
	switch t.kind {
	case tokenOpen:
		n, err := p.or(field)
		// Brackets are tokens only in pairs, so the one that closes this group stands here.
		p.at++
		return n, err
	case tokenPhrase:
		return p.phrase(t, field)
	case tokenPrefix:
		return p.prefix(t, field)
	case tokenMinus:
		return p.minus(t, field)
	case tokenNot:
		return p.not(t, field)
	default:
		return p.field(t)
	}
}

func (p *parser) phrase(t token, field Field) (Node, error) {
	if field == fieldDate {
		return p.dates(t.from, t.to)
	}
	return &Phrase{Field: field, Text: p.in.text(t.from, t.to), At: p.spanOf(t)}, nil
}

func (p *parser) prefix(t token, field Field) (Node, error) {
	span := p.spanOf(t)
	if field == fieldDate {
		return nil, p.fail(span, ErrDate, "this is not a date", dateHint)
	}
	letters := 0
	for _, c := range p.in.chars[t.from:t.to] {
		if isWordy(c.r) {
			letters++
		}
	}
	if letters < 2 {
		return nil, p.fail(span, ErrSyntax, "too few letters before the star", "a prefix has at least two, as in ho*")
	}
	return &Prefix{Field: field, Text: p.in.text(t.from, t.to), At: span}, nil
}

// minus excludes one unit. The lexer sees to it that there is something to exclude.
func (p *parser) minus(t token, field Field) (Node, error) {
	n, err := p.unit(field)
	if err != nil {
		return nil, err
	}
	return p.negate(n, t), nil
}

// not excludes one unit too, but a run of bare words as a whole: a Vietnamese word is often several of them.
func (p *parser) not(t token, field Field) (Node, error) {
	var n Node
	var err error
	if !p.atEnd() {
		n, err = p.next(field)
	}
	if err == nil && n == nil {
		err = p.fail(p.spanOf(t), ErrSyntax, "NOT needs words after it", `to search the word itself, write "NOT" in quotes or in lower case`)
	}
	if err != nil {
		return nil, err
	}
	return p.negate(n, t), nil
}

// negate makes a Not of the operator and what was read since. Two of them are none.
func (p *parser) negate(n Node, operator token) Node {
	if double, ok := n.(*Not); ok {
		return double.Node
	}
	return &Not{Node: n, At: p.in.span(operator.start, p.tokens[p.at-1].end)}
}

// field reads the value of a field name.
func (p *parser) field(t token) (Node, error) {
	var n Node
	var err error
	switch p.peek().kind {
	case tokenText, tokenPhrase, tokenPrefix, tokenOpen:
		n, err = p.unit(t.field)
	}
	if err != nil {
		return nil, err
	}
	span := p.in.span(t.start, p.tokens[p.at-1].end)
	switch n := n.(type) {
	case nil:
		name := p.in.text(t.start, t.end)
		return nil, p.fail(span, ErrSyntax, name+" has nothing to look for after it", fieldHint(t.field, name))
	case *Words:
		n.At = span
	case *Phrase:
		n.At = span
	case *Prefix:
		n.At = span
	case *Dates:
		n.At = span
	}
	return n, nil
}

func fieldHint(field Field, name string) string {
	if field == fieldDate {
		return dateHint
	}
	return fmt.Sprintf(`write %[1]sword or %[1]s"some words"`, name)
}

// checkBrackets refuses a bracket without a partner where it leaves open what an operator beside it applies to. Other lone brackets are text.
func (p *parser) checkBrackets() error {
	depth, operators := 0, 0
	lone := -1 // an opening bracket before
	for _, t := range p.tokens {
		switch t.kind {
		case tokenOpen:
			depth++
		case tokenClose:
			depth--
		case tokenAnd, tokenOr, tokenNot:
			if depth == 0 {
				operators++
				if lone >= 0 {
					return p.loneBracket(lone, "this bracket is never closed")
				}
			}
		}
		if t.kind == tokenOpen || t.kind == tokenClose || t.kind == tokenPhrase || t.kind == tokenEnd {
			continue
		}
		for i := t.start; i < t.end; i++ {
			if p.in.is(i, '(') && lone < 0 {
				lone = i
			}
			if p.in.is(i, ')') && operators > 0 && depth == 0 {
				return p.loneBracket(i, "this bracket was never opened")
			}
		}
	}
	return nil
}

func (p *parser) loneBracket(i int, message string) error {
	return p.fail(p.in.span(i, i+1), ErrSyntax, message, `add the other one, or write \( or \) for the character itself`)
}

// checkSize refuses trees that are too deep or have too many leaves.
func (p *parser) checkSize(n Node, depth int, leaves *int) error {
	var children []Node
	switch n := n.(type) {
	case nil:
		return nil
	case *And:
		children = n.Nodes
	case *Or:
		children = n.Nodes
	case *Not:
		children = []Node{n.Node}
	default:
		if *leaves++; *leaves > MaxLeaves {
			return p.fail(n.Span(), ErrTooBig, fmt.Sprintf("the query has more than %d parts", MaxLeaves), "plain words side by side count as one part")
		}
		return nil
	}
	if depth++; depth > MaxDepth {
		return p.fail(n.Span(), ErrTooBig, fmt.Sprintf("operators stand more than %d deep inside each other", MaxDepth), "use fewer brackets")
	}
	for _, child := range children {
		if err := p.checkSize(child, depth, leaves); err != nil {
			return err
		}
	}
	return nil
}
