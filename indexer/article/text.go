package article

// parseText makes an article of a page of text laid out as newspapers' exports are. Any text becomes an article: what the page
// does not say stays empty or is guessed.
func parseText(r Record) (*Article, error) {
	text, err := r.text()
	if err != nil {
		return nil, err
	}
	a := &Article{ID: r.ID, Source: r.Source}
	var room [128]line // most articles fit: no allocation
	p := page{a: a, rules: r.Rules, trace: r.trace, lines: appendLines(room[:0], text.String)}
	if len(p.lines) == 0 {
		return nil, ErrEmpty
	}
	first := p.lines[0].text
	p.heedRules()
	p.read()
	p.heedSaid()
	if a.empty() { // nothing but a date or a byline
		a.Title = first
		a.guess("title")
		r.trace.note("title", byFirstLine, "")
	}
	a.encoded(text)
	r.trace.encoding(r.Rules, text)
	r.finish(a)
	return a, nil
}

// empty reports whether a holds no text at all.
func (a *Article) empty() bool {
	return a.Title == "" && a.Lead == "" && len(a.Body) == 0 && len(a.Captions) == 0
}
