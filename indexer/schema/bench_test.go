package schema_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

// corpusEnv names a file (.jsonl, .jsonl.gz) or folder of articles to measure with; the sample archive is used otherwise.
const corpusEnv = "TIMBAO_CORPUS"

// benchBytes is how much text is read of a corpus.
const benchBytes = 32 << 20

var errEnough = errors.New("enough")

// corpus reads articles, and how much text they have.
func corpus(b *testing.B) (all []*article.Article, size int64) {
	b.Helper()
	root := os.Getenv(corpusEnv)
	if root == "" {
		root = filepath.FromSlash("../../testdata/archive")
	}
	err := article.Find(context.Background(), []string{root}, func(f article.File) error {
		return article.Records(context.Background(), f, func(r article.Record) error {
			if a, err := r.Article(); err == nil {
				all = append(all, a)
				size += int64(textBytes(a))
			}
			if size > benchBytes {
				return errEnough
			}
			return nil
		}, func(article.Skip) {})
	}, func(article.Skip) {})
	if err != nil && !errors.Is(err, errEnough) {
		b.Fatal(err)
	}
	if len(all) == 0 {
		b.Fatalf("no articles in %s", root)
	}
	return all, size
}

func textBytes(a *article.Article) int {
	n := len(a.Title) + len(a.Lead)
	for _, l := range [][]string{a.Body, a.Captions} {
		for _, p := range l {
			n += len(p)
		}
	}
	return n
}

// BenchmarkAnalyse measures what happens to an article between reading and writing: analysis, counting, compression of
// the stored article. One operation is one article; MB/s are of its text, on one core.
func BenchmarkAnalyse(b *testing.B) {
	all, size := corpus(b)
	b.SetBytes(size / int64(len(all)))
	b.ReportAllocs()
	var builder *segment.Builder
	var w *schema.Writer
	i := 0
	for b.Loop() {
		if builder == nil || builder.Size() > 64<<20 {
			b.StopTimer()
			var err error
			if builder, err = segment.NewBuilder(schema.Layout(), nil); err != nil {
				b.Fatal(err)
			}
			w = schema.NewWriter(builder)
			b.StartTimer()
		}
		w.Add(all[i%len(all)]) // its id comes again; a builder that is never written does not mind
		i++
	}
}

// BenchmarkStoredArticle measures reading a stored article, which every hit needs.
func BenchmarkStoredArticle(b *testing.B) {
	all, _ := corpus(b)
	all = all[:min(len(all), 100)]
	var raws []string
	size := 0
	for _, a := range all {
		raw := stored(nil, a)
		raws = append(raws, string(raw))
		size += len(raw)
	}
	b.SetBytes(int64(size / len(all)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := schema.DecodeArticle(raws[i%len(raws)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
