package vietnamese

// AppendWhole appends the term under which a raw token is kept whole beside its parts.
func AppendWhole(dst []byte, raw string, kind Kind) ([]byte, bool) {
	if n, ok := Roman(raw); ok && len(raw) > 1 && kind == Word {
		return appendNumberTerm(dst, n), true
	}
	return dst, false
}
