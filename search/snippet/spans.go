package snippet

// Mark writes a text with marks at spans, which are sorted and do not overlap. Control characters and marks of direction are left
// out, blanks made single.
func Mark(text string, spans []Span, mk Markup) string {
	w := newWriter(mk, len(text)+len(text)/4)
	w.text(text, 0, len(text), spans)
	return w.String()
}
