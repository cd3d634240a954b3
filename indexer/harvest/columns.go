package harvest

import (
	"context"
	"maps"
	"math"
	"slices"

	"timbao/indexer/schema"
	"timbao/indexer/sidecar"
	"timbao/indexer/suggestion"
)

// columns are the fields of articles whose values are offered, and what their entries score more than phrases that as many
// articles have: an archive has few of them, and they lead to lists that somebody has put together.
var columns = []struct {
	column int
	kind   suggestion.Kind
	bonus  float64
}{
	{schema.KeywordSection, suggestion.Section, 2},
	{schema.KeywordAuthor, suggestion.Author, 1},
	{schema.KeywordPlace, suggestion.Place, 1},
}

// addColumns adds the values of the columns.
func addColumns(ctx context.Context, c *sidecar.Corpus, b *suggestion.Builder) error {
	for _, col := range columns {
		counts, err := countValues(ctx, c, col.column)
		if err != nil {
			return err
		}
		for _, value := range slices.Sorted(maps.Keys(counts)) {
			b.Add(suggestion.Entry{Kind: col.kind, Text: value, Words: b.Words(value), Count: counts[value],
				Score: col.bonus + frequency(counts[value])})
		}
	}
	return nil
}

// frequency is how likely something is that so many articles have, in bits.
func frequency(articles int) float64 { return math.Log2(1 + float64(articles)) }

// countValues counts the articles that have each value of a keyword column.
func countValues(ctx context.Context, c *sidecar.Corpus, column int) (map[string]int, error) {
	ordinals := make([][]int, len(c.Sources))
	values := make([][]string, len(c.Sources))
	for i, s := range c.Sources {
		values[i] = s.Segment.KeywordValues(column)
		ordinals[i] = make([]int, len(values[i]))
	}
	var has []uint32
	err := c.Each(ctx, func(d sidecar.Doc) error {
		has = d.Segment.AppendKeywords(has[:0], column, d.Number)
		for _, n := range has {
			ordinals[d.Source][n]++
		}
		return nil
	})
	counts := map[string]int{}
	for i := range values {
		for n, count := range ordinals[i] {
			if count > 0 {
				counts[values[i][n]] += count
			}
		}
	}
	return counts, err
}
