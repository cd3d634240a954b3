package indexer

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

const (
	sampleArticles = 32                                          // articles that a dictionary is made from
	sampleBytes    = 2 * segment.DictionarySize / sampleArticles // of each, at most
	outgrown       = 4                                           // times as many articles as a dictionary was chosen for make it worth choosing again
	smallArchive   = 256                                         // articles below which that is not looked at
)

// chooseDictionary takes the dictionary that the index compresses its articles with. A new index gets one from a sample of the files,
// and an archive that has outgrown its own gets one from a sample of its articles; larger segments take it up when they are merged.
func (r *run) chooseDictionary(ctx context.Context) error {
	live := len(r.known.byID)
	switch {
	case r.DryRun:
		return nil
	case live == 0:
		sample, err := r.sampleFiles(ctx)
		if err != nil {
			return err
		}
		r.pool.dictionary = train(sample)
		r.ledger.Dictionary = max(len(sample), len(r.files))
		return nil
	case live >= outgrown*max(r.ledger.Dictionary, smallArchive):
		d, err := r.known.train(ctx)
		if err != nil {
			return err
		}
		r.pool.dictionary, r.ledger.Dictionary = d, live
		return nil
	}
	r.pool.dictionary = slices.Clone(r.known.segs[0].StoredDictionary())
	return nil
}

// errSampled ends the reading of a file.
var errSampled = errors.New("enough of a sample")

// sampleFiles reads the beginnings of files that are spread over the archive.
func (r *run) sampleFiles(ctx context.Context) (sample batch, err error) {
	n := min(len(r.files), sampleArticles)
	for i := range n {
		f := r.files[i*len(r.files)/n]
		begun := len(sample)
		err := article.Records(ctx, f, func(rec article.Record) error {
			sample = append(sample, rec)
			if len(sample)-begun >= sampleArticles/n {
				return errSampled
			}
			return nil
		}, func(article.Skip) {}) // which is said when the file is read
		if err != nil && !errors.Is(err, errSampled) {
			return nil, err
		}
	}
	return sample, nil
}

// train makes a dictionary for stored articles from a sample of them.
func train(sample batch) []byte {
	var d []byte
	for _, r := range sample {
		a, err := r.Article()
		if err != nil {
			continue
		}
		d = appendSample(d, a)
	}
	return d[:min(len(d), segment.DictionarySize)]
}

// appendSample appends the beginning of an article as it is stored.
func appendSample(d []byte, a *article.Article) []byte {
	begun := len(d)
	d = schema.AppendRest(d, a)
	return d[:min(len(d), begun+sampleBytes)]
}

// train makes a dictionary from articles that are spread over the index.
func (k *known) train(ctx context.Context) ([]byte, error) {
	total := 0
	for _, s := range k.segs {
		total += int(s.Docs())
	}
	step := max(total/sampleArticles, 1)
	var d []byte
	var buf []byte
	for n := 0; n < total && len(d) < segment.DictionarySize; n += step {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		seg, doc := 0, n
		for doc >= int(k.segs[seg].Docs()) {
			doc -= int(k.segs[seg].Docs())
			seg++
		}
		var err error
		if buf, err = k.segs[seg].Stored(buf[:0], uint32(doc)); err != nil {
			return nil, fmt.Errorf("%w: choose the compression's dictionary: %w", ErrDamaged, err)
		}
		a, err := schema.DecodeArticle(string(buf))
		if err != nil {
			return nil, fmt.Errorf("%w: choose the compression's dictionary: %w", ErrDamaged, err)
		}
		d = appendSample(d, a)
	}
	return d[:min(len(d), segment.DictionarySize)], nil
}
