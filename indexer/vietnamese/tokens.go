package vietnamese

// Token is one occurrence of a term in a text.
type Token struct {
	Term       string // two-level: folded, zero byte, accented if different ("hoi\x00hội", "gdp\x00")
	Start, End int    // byte offsets of the original slice, as it stands (NFD, Ð, capitals)
	Position   int    // from 0; each part of a code takes one; a Whole has the position of its first part
	Kind       Kind
	Whole      bool // kept whole beside its parts (or a Roman numeral's number): no position and no length of its own
}

// Tokens analyses one text: the parts of every token with their positions, and after them the token kept whole
// where AppendWhole or AppendLoneRoman gives one. It is Scanner, Parts, AppendTerm and those two put together, as an
// indexer puts them together for itself.
func Tokens(text string) []Token {
	a := analysis{out: make([]Token, 0, len(text)/5+1), terms: make(map[string]simple)}
	for a.Reset(text); a.Next(); {
		raw, first, before := a.Raw(), a.position, a.last
		a.parts = append(a.parts[:0], Part{End: len(raw), Kind: a.Kind()})
		if a.Kind() >= Number {
			a.parts = Parts(a.parts[:0], raw)
		}
		for _, p := range a.parts {
			a.addPart(raw[p.Start:p.End], a.Start()+p.Start, p.Kind)
		}
		whole, ok := AppendWhole(a.buf[:0], raw, a.Kind())
		if !ok {
			whole, ok = AppendLoneRoman(a.buf[:0], raw, before)
		}
		if ok {
			a.out = append(a.out, Token{
				Term: string(whole), Start: a.Start(), End: a.End(), Position: first, Kind: a.Kind(), Whole: true,
			})
		}
	}
	return a.out
}

// analysis is the state of Tokens.
type analysis struct {
	Scanner
	out      []Token
	terms    map[string]simple // the simple tokens seen, since every second one in a text has been seen before
	parts    []Part
	buf      []byte
	position int
	last     string // the term of the latest simple token
}

// simple is what AppendTerm and KindOf say of one raw simple token.
type simple struct {
	term string
	kind Kind
}

func (a *analysis) addPart(raw string, start int, kind Kind) {
	t, seen := a.terms[raw]
	if !seen {
		a.buf = AppendTerm(a.buf[:0], raw)
		t = simple{term: string(a.buf), kind: kindOfTerm(a.buf, kind)}
		a.terms[raw] = t
	}
	a.out = append(a.out, Token{Term: t.term, Start: start, End: start + len(raw), Position: a.position, Kind: t.kind})
	a.last = t.term
	a.position++
}
