package search

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode"

	"timbao/indexer/article"
	"timbao/indexer/vietnamese"
	"timbao/search/query"
)

// Erratum is a link between an article and one that corrects it.
type Erratum = article.Erratum

// Library is where articles are searched and fetched: an Index, or what stands before one.
type Library interface {
	Search(ctx context.Context, r Request) (*Response, error)
	Get(ctx context.Context, id string) (*Article, error)
}

// Bounds of looking for links: articles with the words of a headline that are looked at, words of it that are looked for, and days that
// the day a correction names may be off (the paper prints today what the page showed yesterday).
const (
	maxErrata      = 40
	maxErratumLine = 40
	erratumSlack   = 2
)

// WithErrata is an article with the links between it and corrections: Corrects gets the id of the article that it corrects, if the
// library has it, and CorrectedBy lists those that correct it, oldest first. Headlines are compared by their words, whatever the
// capitals and punctuation; the day that a correction names decides between articles of one headline, and then the last before the
// correction counts. It makes one or two searches; a is not changed.
func WithErrata(ctx context.Context, lib Library, a *Article) (*Article, error) {
	linked := *a
	if a.Corrects != nil {
		link, err := corrected(ctx, lib, a)
		if err != nil {
			return nil, err
		}
		linked.Corrects = &link
	}
	candidates, err := headlined(ctx, lib, a.Title, "")
	if err != nil {
		return nil, err
	}
	for _, h := range candidates {
		if h.ID == a.ID {
			continue
		}
		c, err := lib.Get(ctx, h.ID)
		if errors.Is(err, ErrNotFound) { // the index has moved on
			continue
		}
		if err != nil {
			return nil, err
		}
		if c.Corrects == nil || !sameWords(c.Corrects.Title, a.Title) {
			continue
		}
		link, err := corrected(ctx, lib, c)
		if err != nil {
			return nil, err
		}
		if link.ID == a.ID {
			linked.CorrectedBy = append(linked.CorrectedBy, Erratum{Title: c.Title, Day: dayOf(c.Published), ID: c.ID})
		}
	}
	slices.SortStableFunc(linked.CorrectedBy, func(x, y Erratum) int { return strings.Compare(x.Day, y.Day) })
	return &linked, nil
}

// headlined finds the articles with the words of a headline side by side: in their own headlines for field "title:", anywhere for "".
func headlined(ctx context.Context, lib Library, title, field string) ([]Hit, error) {
	words := strings.Fields(wordsOnly(title))
	if len(words) == 0 {
		return nil, nil
	}
	phrase := strings.Join(words[:min(len(words), maxErratumLine)], " ")
	res, err := lib.Search(ctx, Request{Query: field + `"` + phrase + `"`, Limit: maxErrata, Markup: MarkupNone, Versions: VersionsAll})
	if bad := (*query.Error)(nil); errors.As(err, &bad) { // a headline that is too long to look for
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return res.Hits, nil
}

// corrected is the link from a correction to what it corrects, with its id if that was found.
func corrected(ctx context.Context, lib Library, c *Article) (Erratum, error) {
	link := *c.Corrects
	hits, err := headlined(ctx, lib, link.Title, "title:")
	if err != nil {
		return link, err
	}
	var best *Hit
	for i := range hits {
		h := &hits[i]
		if h.ID == c.ID || !sameWords(h.Title, link.Title) || after(h, c) || link.Day != "" && !near(h, link.Day) {
			continue
		}
		if best == nil || closer(h, best, link.Day) {
			best = h
		}
	}
	if best != nil {
		link = Erratum{Title: best.Title, Day: link.Day, ID: best.ID}
		if best.Published != nil {
			link.Day = dayOf(*best.Published)
		}
	}
	return link, nil
}

// after reports whether a hit was published after a correction, by the days.
func after(h *Hit, c *Article) bool {
	return h.Published != nil && !c.Published.IsZero() && dayOf(*h.Published) > dayOf(c.Published)
}

// near reports whether a hit was published about a day; one without a date may have been.
func near(h *Hit, day string) bool {
	return h.Published == nil || daysBetween(*h.Published, day) <= erratumSlack
}

// closer reports whether a is nearer to the named day than b, or, where none is named, later.
func closer(a, b *Hit, day string) bool {
	if a.Published == nil || b.Published == nil {
		return a.Published != nil
	}
	if x, y := daysBetween(*a.Published, day), daysBetween(*b.Published, day); day != "" && x != y {
		return x < y
	}
	return a.Published.After(*b.Published)
}

// daysBetween counts the days between a time and a day "2020-01-14".
func daysBetween(t time.Time, day string) int {
	d, err := time.ParseInLocation(time.DateOnly, day, article.Zone())
	if err != nil {
		return erratumSlack + 1
	}
	n := int(t.In(article.Zone()).Sub(d).Hours()) / 24
	if t.Before(d) {
		return 1 - n
	}
	return n
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(article.Zone()).Format(time.DateOnly)
}

// sameWords reports whether two headlines have the same words, without accents and capitals.
func sameWords(a, b string) bool {
	return vietnamese.Fold(wordsOnly(a)) == vietnamese.Fold(wordsOnly(b))
}

// wordsOnly is a text's letters and digits, with single blanks for all else.
func wordsOnly(s string) string {
	keep := func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return r
		}
		return ' '
	}
	return strings.Join(strings.Fields(strings.Map(keep, s)), " ")
}
