package bench

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/indexer/vietnamese"
	"timbao/search"
	"timbao/search/query"
)

// Kind is a kind of query.
type Kind string

// The kinds. Other is only for queries that the user brings.
const (
	Word     Kind = "word"
	TwoWords Kind = "two"
	Headline Kind = "headline"
	Phrase   Kind = "phrase"
	Other    Kind = "other"
)

// Kinds lists the kinds that can be drawn, in the order of reports.
func Kinds() []Kind { return []Kind{Word, TwoWords, Headline, Phrase} }

// Typing is how a query is typed.
type Typing string

// The two typings.
const (
	Accented   Typing = "accented"
	Unaccented Typing = "unaccented"
)

// Batch is queries of one kind and typing.
type Batch struct {
	Kind    Kind     `json:"kind"`
	Typing  Typing   `json:"typing"`
	Queries []string `json:"queries"` // in the query language
}

// The number of syllables of a headline.
const minHeadline, maxHeadline = 8, 20

// Draw takes the text of a query of a kind from an article, "" if the article has none such. The text is no query yet: see
// Typed.
func Draw(k Kind, a *search.Article, random *rand.Rand) string {
	switch k {
	case Word:
		return drawRun(headline(a), 1, random)
	case TwoWords:
		return drawRun(headline(a), 2, random)
	case Headline:
		return strings.Join(headline(a), " ")
	case Phrase:
		return drawRun(strings.Fields(strings.Join(a.Body, "\n")), 3+random.IntN(2), random)
	}
	return ""
}

// Typed writes the text of a query of a kind in the query language.
func Typed(k Kind, text string) string {
	if k == Phrase {
		return query.Quote(text)
	}
	return query.Plain(text)
}

// headline is the title if it is of usual length, of articles without a title the beginning of the text.
func headline(a *search.Article) []string {
	words := strings.Fields(a.Title)
	if len(words) == 0 {
		words = strings.Fields(a.Lead + " " + strings.Join(a.Body, " "))
		words = words[:min(len(words), maxHeadline)]
	}
	if len(words) < minHeadline || len(words) > maxHeadline {
		return nil
	}
	return words
}

// drawRun draws n neighbouring words with no punctuation between them.
func drawRun(words []string, n int, random *rand.Rand) string {
	var starts []int
	run := 0
	for i, w := range words {
		run++
		if !isWord(w) {
			run = 0
		}
		if run >= n {
			starts = append(starts, i+1-n)
		}
	}
	if len(starts) == 0 {
		return ""
	}
	at := starts[random.IntN(len(starts))]
	return strings.Join(words[at:at+n], " ")
}

// isWord tells words of letters; a single one is rarely searched for.
func isWord(s string) bool {
	return utf8.RuneCountInString(s) > 1 && strings.IndexFunc(s, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M) }) < 0
}

// oversample is how many articles are drawn for a query: not every article gives one of every kind.
const oversample = 4

// draw makes up to n different queries of each kind from an index, with and without accents.
func draw(ctx context.Context, x *search.Index, kinds []Kind, n int, seed uint64) ([]Batch, error) {
	articles, err := x.Sample(ctx, min(oversample*n, search.MaxSample), seed)
	if err != nil {
		return nil, fmt.Errorf("drawing queries: %w", err)
	}
	var out []Batch
	for i, k := range Kinds() {
		if !slices.Contains(kinds, k) {
			continue
		}
		// A source of its own for each kind, so that leaving one out changes nothing in the others.
		if b := drawKind(k, articles, n, rand.New(rand.NewPCG(seed, uint64(i)))); len(b.Queries) > 0 {
			out = append(out, b, b.folded())
		}
	}
	if len(out) == 0 {
		return nil, ErrNoArticles
	}
	return out, nil
}

func drawKind(k Kind, articles []*search.Article, n int, random *rand.Rand) Batch {
	b := Batch{Kind: k, Typing: Accented}
	for _, a := range articles {
		text := Draw(k, a, random)
		if q := Typed(k, text); text != "" && len(b.Queries) < n && !slices.Contains(b.Queries, q) {
			b.Queries = append(b.Queries, q)
		}
	}
	return b
}

// folded is the same queries typed without accents.
func (b Batch) folded() Batch {
	f := Batch{Kind: b.Kind, Typing: Unaccented}
	for _, q := range b.Queries {
		f.Queries = append(f.Queries, vietnamese.Fold(q))
	}
	return f
}
