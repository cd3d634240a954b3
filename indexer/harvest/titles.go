package harvest

import (
	"context"
	"math"

	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
	"timbao/indexer/suggestion"
)

// What a title scores, in bits: less than a phrase that one title has, and recentBonus more when it is new, half of that after each
// half-life.
const (
	titleScore  = 0.5
	recentBonus = 1.0
	halfLife    = 3 * 365.25 * 24 * 60 * 60 // seconds
)

// mark tells versions of an article apart.
func mark(s *segment.Segment, doc uint32) int64 {
	return s.Number(schema.NumberHashHigh, doc) ^ s.Number(schema.NumberHashLow, doc)
}

// Seen says whether the title of a document was considered when a table was built.
func Seen(t *suggestion.Table, s *segment.Segment, doc uint32) bool {
	return t.Seen(s.ID(doc), mark(s, doc))
}

// Titles adds the titles of the articles that wanted says yes to, nil for all, to a table in the making.
func Titles(ctx context.Context, c *sidecar.Corpus, b *suggestion.Builder, wanted func(sidecar.Doc) bool) error {
	newest := int64(schema.Undated)
	err := c.Each(ctx, func(d sidecar.Doc) error {
		newest = max(newest, d.Segment.Number(schema.NumberPublished, d.Number))
		return nil
	})
	if err != nil {
		return err
	}
	t := titles{b: b, newest: newest, words: make([]vocabulary, len(c.Sources))}
	return c.Each(ctx, func(d sidecar.Doc) error {
		if wanted == nil || wanted(d) {
			t.add(d)
		}
		return nil
	})
}

// titles adds titles to a table.
type titles struct {
	b      *suggestion.Builder
	newest int64
	words  []vocabulary // by segment
	buf    []uint32
}

// vocabulary maps the ranks of a segment to the numbers of a builder, plus 1.
type vocabulary []uint32

func (v *vocabulary) number(b *suggestion.Builder, s *segment.Segment, rank uint32) uint32 {
	if *v == nil {
		*v = make(vocabulary, s.Ranked())
	}
	if (*v)[rank] == 0 {
		(*v)[rank] = b.Term(s.TermOf(rank)) + 1
	}
	return (*v)[rank] - 1
}

// add adds the title of one article: the words up to the first gap of its forward sequence.
func (t *titles) add(d sidecar.Doc) {
	t.b.See(d.Segment.ID(d.Number), mark(d.Segment, d.Number))
	t.buf = t.buf[:0]
	f := d.Forward()
	for rank, ok := f.Next(); ok && rank != segment.Gap; rank, ok = f.Next() {
		t.buf = append(t.buf, t.words[d.Source].number(t.b, d.Segment, rank))
	}
	score, at := titleScore, d.Segment.Number(schema.NumberPublished, d.Number)
	if at != schema.Undated {
		score += recentBonus * math.Exp2(-float64(t.newest-at)/halfLife)
	}
	t.b.Add(suggestion.Entry{Kind: suggestion.Title, Text: d.ID(), Words: t.buf, Score: score, Count: 1, Order: at})
}
