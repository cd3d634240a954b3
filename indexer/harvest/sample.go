package harvest

import (
	"context"
	"hash/crc32"
	"slices"
	"strings"

	"timbao/indexer/article"
	"timbao/indexer/sidecar"
)

// How much of an archive is read for its names and phrases: the beginnings of a share of its articles. What an article is about
// stands in its title, its lead and the paragraphs after it.
const (
	sampleShare  = 8       // one article in so many, and
	sampleLeast  = 16_000  // at least so many
	sampleTokens = 3 << 20 // words in all; they and what is counted of them take some 120 MB
	articleWords = 128     // words of one article
)

// sample is the articles that are read, in an order that depends on their ids alone.
type sample struct {
	*lexicon
	tokens []token
	begins []int // of each article in tokens
	titles int   // words of titles
}

// pick is an article that may be read.
type pick struct {
	hash uint32
	id   string
	doc  sidecar.Doc
}

// readSample reads the sample of a corpus.
func readSample(ctx context.Context, c *sidecar.Corpus) (*sample, error) {
	docs := 0
	if err := c.Each(ctx, func(sidecar.Doc) error { docs++; return nil }); err != nil {
		return nil, err
	}
	want := min(max(docs/sampleShare, sampleLeast), sampleTokens/articleWords, docs)
	limit := uint64(1<<32) * uint64(want) / uint64(max(docs, 1))
	var picks []pick
	err := c.Each(ctx, func(d sidecar.Doc) error {
		if h := crc32.ChecksumIEEE(d.Segment.ID(d.Number)); uint64(h) < limit {
			picks = append(picks, pick{h, d.ID(), d})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.SortFunc(picks, func(a, b pick) int {
		if a.hash != b.hash {
			return int(int64(a.hash) - int64(b.hash))
		}
		return strings.Compare(a.id, b.id)
	})
	s := &sample{lexicon: newLexicon()}
	for i, p := range picks {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		a, err := p.doc.Article()
		if err != nil {
			return nil, err
		}
		s.read(a)
	}
	return s, nil
}

// docs is the number of articles read.
func (s *sample) docs() int { return len(s.begins) }

// read appends the beginning of an article.
func (s *sample) read(a *article.Article) {
	begin := len(s.tokens)
	s.begins = append(s.begins, begin)
	s.text(a.Title, begin)
	s.titles += len(s.tokens) - begin
	s.text(a.Lead, begin)
	for _, p := range a.Body {
		s.text(p, begin)
	}
	for _, c := range a.Captions {
		s.text(c, begin)
	}
}

// text appends a part of an article, unless there is enough of the article.
func (s *sample) text(text string, begin int) {
	if room := articleWords - (len(s.tokens) - begin); room > 0 {
		s.tokens = s.append(s.tokens, text, room)
	}
}

// titleShare is the share of the sample's words that stand in titles.
func (s *sample) titleShare() float64 { return float64(s.titles) / float64(max(len(s.tokens), 1)) }

// eachArticle visits the articles: their numbers, from 1, and where the words of each begin and end.
func (s *sample) eachArticle(visit func(doc uint32, from, to int)) {
	for d, begin := range s.begins {
		end := len(s.tokens)
		if d+1 < len(s.begins) {
			end = s.begins[d+1]
		}
		visit(uint32(d+1), begin, end)
	}
}
