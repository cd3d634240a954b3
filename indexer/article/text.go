package article

import (
	"time"

	"timbao/indexer/charset"
)

// parseText makes an article of a page of text laid out as newspapers' exports are. Any text becomes an article: what the page
// does not say stays empty or is guessed.
func parseText(r Record) (*Article, error) {
	text, err := decodeText(r.Data, charset.Hint{})
	if err != nil {
		return nil, err
	}
	a := &Article{ID: r.ID, Source: r.Source}
	var room [128]line // most articles fit: no allocation
	p := page{a: a, lines: appendLines(room[:0], text.String)}
	if len(p.lines) == 0 {
		return nil, ErrEmpty
	}
	first := p.lines[0].text
	p.read()
	if a.empty() { // nothing but a date or a byline
		a.Title = first
		a.guess("title")
	}
	a.encoded(text)
	a.complete()
	return a, nil
}

// empty reports whether a holds no text at all.
func (a *Article) empty() bool {
	return a.Title == "" && a.Lead == "" && len(a.Body) == 0 && len(a.Captions) == 0
}

// complete fills from the text and the path what the record did not say itself.
func (a *Article) complete() {
	if a.Published.IsZero() {
		if t, ok := pathDate(a.Source.Location()); ok {
			a.Published = t
			a.guess("published")
		}
	}
	if a.Place != "" {
		return
	}
	first := a.Lead
	if first == "" && len(a.Body) > 0 {
		first = a.Body[0]
	}
	place, sure := dateline(first)
	if a.Place = place; place != "" && !sure {
		a.guess("place")
	}
}

// inZone is t in the newspaper's zone; the zero time stays zero.
func inZone(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}
