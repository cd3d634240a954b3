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
// where AppendWhole (or RomanAfter) gives one. It is Scanner, Parts, AppendTerm and AppendWhole put together.
func Tokens(text string) []Token {
	var (
		s     Scanner
		out   []Token
		parts []Part
		buf   []byte
		prev  string
	)
	position := 0
	for s.Reset(text); s.Next(); {
		raw, first := s.Raw(), position
		parts = append(parts[:0], Part{End: len(raw), Kind: s.Kind()})
		if s.Kind() >= Number {
			parts = Parts(parts[:0], raw)
		}
		before := prev
		for _, p := range parts {
			buf = AppendTerm(buf[:0], raw[p.Start:p.End])
			prev = string(buf)
			out = append(out, Token{
				Term: prev, Start: s.Start() + p.Start, End: s.Start() + p.End, Position: position,
				Kind: KindOf(raw[p.Start:p.End], p.Kind),
			})
			position++
		}
		whole, ok := AppendWhole(buf[:0], raw, s.Kind())
		if !ok {
			whole, ok = AppendLoneRoman(buf[:0], raw, before)
		}
		if ok {
			out = append(out, Token{Term: string(whole), Start: s.Start(), End: s.End(), Position: first, Kind: s.Kind(), Whole: true})
		}
	}
	return out
}
