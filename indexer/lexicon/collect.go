package lexicon

import (
	"context"
	"hash/fnv"
	"runtime"

	"golang.org/x/sync/errgroup"

	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
)

// maxTokens is how many words pairs and triples are counted over; of a larger archive, over a sample of its articles.
const maxTokens = 32 << 20

// thresholds say how often something must come to be kept: in a small archive, where nothing comes often, once.
type thresholds struct {
	word  uint64  // a word, in the archive
	gram  uint32  // a pair or triple of words, in the sample
	worth float64 // what a pair or triple must add, in nats over all its occurrences
}

func thresholdsFor(tokens uint64) thresholds {
	switch {
	case tokens < 1<<20:
		return thresholds{1, 1, 0}
	case tokens < 1<<23:
		return thresholds{2, 2, 2}
	}
	return thresholds{3, 2, 8}
}

// collect counts words, and pairs and triples over about so many words.
func collect(ctx context.Context, c *sidecar.Corpus, sample uint64) (*counts, error) {
	v, err := newVocabulary(ctx, c, func(tokens uint64) uint64 { return thresholdsFor(tokens).word })
	if err != nil {
		return nil, err
	}
	g := &gatherer{v: v, rate: ^uint64(0), parts: c.Split(max(1, min(runtime.GOMAXPROCS(0), maxCores)))}
	if v.tokens > sample {
		g.rate = uint64(float64(sample) / float64(v.tokens) * (1 << 63) * 2)
	}
	out := &counts{vocabulary: v, thresholds: thresholdsFor(v.tokens)}
	if err := g.gather(ctx, out); err != nil {
		return nil, err
	}
	return out, out.count(ctx, g)
}

// maxCores bounds the goroutines of a count, each of which has a table of the words.
const maxCores = 8

// gatherer collects, for each word, the two words that follow it wherever it stands. Memory: four bytes for each word of the
// sample, and half a megabyte a core.
type gatherer struct {
	v       *vocabulary
	rate    uint64            // articles with a hash below it are in the sample
	parts   []*sidecar.Corpus // one for each goroutine
	places  [][]uint32        // by part and word: how often it stands there, then where the next entry goes
	follows []uint32          // the next word <<16 | the one after it, for all places of the first word, then of the second, …
}

// gather fills in the contexts of out and the places.
func (g *gatherer) gather(ctx context.Context, out *counts) error {
	ids := len(g.v.terms) + 2
	g.places = make([][]uint32, len(g.parts))
	err := g.walk(ctx, func(part int) func(a, b, c uint16) {
		places := make([]uint32, ids)
		g.places[part] = places
		return func(a, _, _ uint16) { places[a]++ }
	})
	if err != nil {
		return err
	}
	out.contexts = make([]uint32, ids)
	next := uint32(0)
	for id := range ids {
		for _, places := range g.places {
			n := places[id]
			places[id] = next
			next += n
			out.contexts[id] += n
		}
	}
	g.follows = make([]uint32, next)
	return g.walk(ctx, func(part int) func(a, b, c uint16) {
		places := g.places[part]
		return func(a, b, c uint16) {
			g.follows[places[a]] = uint32(b)<<16 | uint32(c)
			places[a]++
		}
	})
}

// walk calls what visitor returns for a part with each word of the part's articles that is known, and the two behind it: unknown
// where there is none.
func (g *gatherer) walk(ctx context.Context, visitor func(part int) func(a, b, c uint16)) error {
	group, ctx := errgroup.WithContext(ctx)
	for i, part := range g.parts {
		group.Go(func() error {
			visit := visitor(i)
			return part.Each(ctx, func(d sidecar.Doc) error {
				if g.samples(d) {
					g.article(d, visit)
				}
				return nil
			})
		})
	}
	return group.Wait()
}

// samples chooses articles by a hash of their ids, so that the choice is the same wherever they lie.
func (g *gatherer) samples(d sidecar.Doc) bool {
	if g.rate == ^uint64(0) {
		return true
	}
	h := fnv.New64a()
	_, _ = h.Write(d.Segment.ID(d.Number))
	return h.Sum64()*0x9E3779B97F4A7C15 < g.rate
}

func (g *gatherer) article(d sidecar.Doc, visit func(a, b, c uint16)) {
	ids, begin := g.v.ids[d.Source], uint16(g.v.beginID())
	a, b := uint16(unknown), begin // the words before
	f := d.Forward()
	for {
		rank, ok := f.Next()
		c := uint16(unknown)
		if ok && rank != segment.Gap {
			c = ids[rank]
		}
		if a != unknown {
			visit(a, b, c)
		}
		if ok && rank != segment.Gap {
			a, b = b, c
			continue
		}
		if b != unknown && b != begin { // a part with words in it
			visit(b, unknown, unknown)
		}
		if !ok {
			return
		}
		a, b = unknown, begin
	}
}
