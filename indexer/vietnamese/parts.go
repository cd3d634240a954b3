package vietnamese

// Part is a simple part of a raw token: a run of letters (Word) or of digits (Number), by its offsets in the token.
type Part struct {
	Start, End int
	Kind       Kind
}

// Parts appends the simple parts of a raw Code or Number to dst: 71-KH/TU has the parts 71, KH and TU, H5N1 has four.
// A simple token has one part, itself.
func Parts(dst []Part, raw string) []Part {
	for i := 0; ; {
		start, c := nextStart(raw, i)
		if start == len(raw) {
			return dst
		}
		p := Part{Start: start, Kind: Word}
		if c == digit {
			p.Kind = Number
		}
		i = segmentEnd(raw, start, c)
		p.End = i
		dst = append(dst, p)
	}
}
