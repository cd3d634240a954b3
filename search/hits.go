package search

import (
	"fmt"
	"slices"
	"strings"

	"timbao/search/rank"
	"timbao/search/snippet"
)

// hits reads the articles of a page and marks what was found in them.
func (p *plan) hits(page []shown) ([]Hit, error) {
	m := p.marker()
	out := make([]Hit, 0, len(page))
	for _, s := range page {
		_, h, err := p.hit(m, s.Hit, s.place, m != nil)
		if err != nil {
			return nil, err
		}
		if h.Versions, err = p.r.versionsOf(s.versions); err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// marker finds what to mark in hits; nil where nothing is to be marked.
func (p *plan) marker() *snippet.Matcher {
	if p.c.Markup == MarkupNone {
		return nil
	}
	return snippet.NewMatcher(p.words.terms, p.words.phrases)
}

// hit reads the article of a hit, at a place of the result from 0, or its head only.
func (p *plan) hit(m *snippet.Matcher, f rank.Hit, place int, whole bool) (*Article, Hit, error) {
	read := p.r.head
	if whole {
		read = p.r.article
	}
	a, err := read(f.Doc)
	if err != nil {
		return nil, Hit{}, err
	}
	h := hitOf(a, f.Value())
	if m != nil {
		h.Highlight = highlight(m, a, p.c)
	}
	if p.c.Explain {
		h.Explain = p.explain(f, place)
	}
	return a, h, nil
}

// explain says what a hit, at a place of the result from 0, has its score from. Hits in the order of dates have none.
func (p *plan) explain(h rank.Hit, place int) *Explain {
	if p.byScore() {
		return p.explainScore(h, place)
	}
	return &Explain{Text: "in the order of dates: not scored"}
}

// groups name the kinds of parts of a score, in the order in which they are shown.
var groups = []struct {
	kind rank.PartKind
	text string
}{
	{rank.PartWord, "words of the query"},
	{rank.PartForm, "other forms of them"},
	{rank.PartPair, "words together"},
}

func (p *plan) explainScore(h rank.Hit, place int) *Explain {
	x := p.r.rank.Explain(&p.words.q, h, p.r.rank.Rescored(&p.words.q, place))
	out := &Explain{Value: h.Value(), Text: fmt.Sprintf("score of an article %.2f times as long as the average (K %.2f)", x.Length, x.K)}
	sum := 0.0
	for _, g := range groups {
		group := Explain{Text: g.text}
		for _, part := range x.Parts {
			if part.Kind == g.kind {
				group.Parts = append(group.Parts, Explain{Value: part.Value, Text: part.Text})
				group.Value += part.Value
			}
		}
		if len(group.Parts) > 0 {
			out.Parts = append(out.Parts, group)
			sum += group.Value
		}
	}
	if len(x.Missing) > 0 {
		out.Parts = append(out.Parts, Explain{Text: "not in it: " + strings.Join(x.Missing, ", ")})
	}
	if y := p.recency(); y != nil {
		out.Parts = append(out.Parts, y.explain(h, sum))
	}
	return out
}

func hitOf(a *Article, score float64) Hit {
	h := Hit{ID: a.ID, Score: score, Title: a.Title, Section: a.Section, Place: a.Place, Path: a.Source.Location()}
	if !a.Published.IsZero() {
		at := a.Published
		h.Published = &at
	}
	var names []string
	for _, list := range [][]string{a.Authors, a.Photographers} {
		for _, name := range list {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	h.Author = strings.Join(names, ", ")
	return h
}

func highlight(m *snippet.Matcher, a *Article, c *checked) *Highlight {
	markup := snippetMarkup(c.Markup)
	parts := make([]snippet.Part, 0, 2+len(a.Body)+len(a.Captions))
	parts = append(parts, snippet.Part{Text: a.Title, Kind: snippet.Title}, snippet.Part{Text: a.Lead, Kind: snippet.Lead})
	for _, t := range a.Body {
		parts = append(parts, snippet.Part{Text: t, Kind: snippet.Body})
	}
	for _, t := range a.Captions {
		parts = append(parts, snippet.Part{Text: t, Kind: snippet.Caption})
	}
	return &Highlight{Title: m.Title(a.Title, markup), Snippets: m.Snippets(parts, c.Snippets, 0, markup)}
}

// snippetMarkup is what package snippet calls a markup.
func snippetMarkup(m Markup) snippet.Markup {
	switch m {
	case MarkupANSI:
		return snippet.ANSI
	case MarkupPlain, MarkupNone:
		return snippet.Plain
	default:
		return snippet.HTML
	}
}
