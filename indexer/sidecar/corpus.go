package sidecar

import (
	"context"
	"fmt"

	"github.com/RoaringBitmap/roaring/v2"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

// Source is a segment and its deleted documents, nil for none.
type Source struct {
	Segment *segment.Segment
	Deleted *roaring.Bitmap
}

// Corpus is the live articles of a generation, or some of them.
type Corpus struct {
	Sources []Source
	pieces  []piece
}

// piece is the documents of a source from one number up to, not including, another.
type piece struct {
	source   int
	from, to uint32
}

// NewCorpus returns the live articles of segments.
func NewCorpus(sources []Source) *Corpus {
	c := &Corpus{Sources: sources}
	for i, s := range sources {
		c.pieces = append(c.pieces, piece{i, 0, s.Segment.Docs()})
	}
	return c
}

// Doc is one live article.
type Doc struct {
	Source  int              // index of its segment in Corpus.Sources
	Segment *segment.Segment // for its columns, and the terms of its ranks
	Number  uint32           // in the segment
}

// ID returns the article's id.
func (d Doc) ID() string { return string(d.Segment.ID(d.Number)) }

// Forward returns the article's words in reading order, as ranks of its segment: title, lead, paragraphs, captions, with
// segment.Gap between them.
func (d Doc) Forward() segment.Forward { return d.Segment.Forward(d.Number) }

// Article unpacks the stored article: some 10 µs for one of ordinary length. It returns schema's error if that can't be read.
func (d Doc) Article() (*article.Article, error) {
	stored, err := d.Segment.Stored(nil, d.Number)
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", d.ID(), err)
	}
	a, err := schema.DecodeArticle(string(stored))
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", d.ID(), err)
	}
	return a, nil
}

// Head unpacks what a list of hits shows of the article, title, section, people, place, time and file; the other fields are
// empty. It is many times faster than Article.
func (d Doc) Head() (*article.Article, error) {
	a, err := schema.DecodeHead(string(d.Segment.Head(d.Number)))
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", d.ID(), err)
	}
	return a, nil
}

// Each calls visit for every article, in the order of the segments, until it returns an error or ctx ends.
func (c *Corpus) Each(ctx context.Context, visit func(Doc) error) error {
	for _, p := range c.pieces {
		s := c.Sources[p.source]
		for n := p.from; n < p.to; n++ {
			if n%64 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			if s.Deleted != nil && s.Deleted.Contains(n) {
				continue
			}
			if err := visit(Doc{p.source, s.Segment, n}); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// Len returns the number of documents, deleted ones included.
func (c *Corpus) Len() int {
	n := 0
	for _, p := range c.pieces {
		n += int(p.to - p.from)
	}
	return n
}

// Split cuts a corpus into n parts of about the same number of documents, for as many goroutines. Parts may be empty.
func (c *Corpus) Split(n int) []*Corpus {
	parts := make([]*Corpus, n)
	rest := c.pieces
	total, done := c.Len(), 0
	for i := range parts {
		parts[i] = &Corpus{Sources: c.Sources}
		for want := total*(i+1)/n - done; want > 0 && len(rest) > 0; {
			p := rest[0]
			if take := p.from + uint32(want); take < p.to {
				p.to = take
				rest = append([]piece{{p.source, take, rest[0].to}}, rest[1:]...)
			} else {
				rest = rest[1:]
			}
			parts[i].pieces = append(parts[i].pieces, p)
			want -= int(p.to - p.from)
			done += int(p.to - p.from)
		}
	}
	return parts
}
