package shorthand

import (
	"context"
	"io"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"timbao/indexer/article"
	"timbao/indexer/sidecar"
)

// Builder returns what writes the table at the end of a run: one walk over the words of the archive, and a look at the articles that
// may explain something. Its memory is a few bytes for each different word, and what it finds.
func Builder() sidecar.Builder { return sidecar.Builder{Kind: Kind, Write: build} }

func build(ctx context.Context, c *sidecar.Corpus, w io.Writer) error {
	list, err := Learn(ctx, c)
	if err != nil {
		return err
	}
	return write(w, list)
}

// Learn finds the acronyms that a corpus explains, in byte order. It returns ctx's error when ctx ends, and schema's for an article
// that can't be read.
func Learn(ctx context.Context, c *sidecar.Corpus) ([]Meaning, error) {
	vocabularies := make([]vocabulary, len(c.Sources))
	for i, s := range c.Sources {
		vocabularies[i] = newVocabulary(s.Segment)
	}
	parts := c.Split(runtime.GOMAXPROCS(0))
	found := make([]findings, len(parts))
	group, ctx := errgroup.WithContext(ctx)
	for i, part := range parts {
		found[i] = findings{}
		group.Go(func() error {
			var w walk
			return part.Each(ctx, func(d sidecar.Doc) error {
				if !w.mayExplain(d, vocabularies[d.Source]) {
					return nil
				}
				a, err := d.Article()
				if err == nil {
					found[i].read(a)
				}
				return err
			})
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	all := findings{}
	for _, f := range found {
		for k, n := range f {
			all[k] += n
		}
	}
	return all.meanings(), nil
}

// findings counts the articles that give each.
type findings map[finding]int

// read counts what an article explains, each finding once.
func (f findings) read(a *article.Article) {
	var seen []finding
	for _, texts := range [][]string{{a.Title, a.Lead}, a.Body, a.Captions} {
		for _, text := range texts {
			seen = explained(seen, text)
		}
	}
	for i, k := range seen {
		if !slices.Contains(seen[:i], k) {
			f[k]++
		}
	}
}

// meanings keeps what is given often enough.
func (f findings) meanings() []Meaning {
	of := map[string]int{}
	for k, n := range f {
		of[k.short] += n
	}
	var out []Meaning
	for k, n := range f {
		if n >= MinWritten && float64(n) >= MinShare*float64(of[k.short]) {
			out = append(out, Meaning{Short: k.short, Expansion: k.expansion, Written: n, Of: of[k.short]})
		}
	}
	slices.SortFunc(out, func(a, b Meaning) int {
		if c := strings.Compare(a.Short, b.Short); c != 0 {
			return c
		}
		return strings.Compare(a.Expansion, b.Expansion)
	})
	return out
}
