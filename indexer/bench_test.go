package indexer_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"timbao/indexer"
)

// corpusEnv names a file (.jsonl, .jsonl.gz) or folder of articles to measure with; the sample archive is used otherwise.
const corpusEnv = "TIMBAO_CORPUS"

// BenchmarkRun measures a first run: one operation reads the whole corpus and publishes an index of it. MB/s are of the
// articles' text; index/text is the size of the index as a share of the text's.
func BenchmarkRun(b *testing.B) {
	root := os.Getenv(corpusEnv)
	if root == "" {
		root = filepath.FromSlash("../testdata/archive")
	}
	var rep indexer.Report
	articles := 0
	dir := filepath.Join(b.TempDir(), "idx")
	for b.Loop() {
		var err error
		rep, err = indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{root}})
		if err != nil {
			b.Fatal(err)
		}
		articles += rep.Articles
		b.StopTimer()
		if err := os.RemoveAll(dir); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
	if rep.Articles == 0 {
		b.Fatalf("no articles in %s", root)
	}
	b.SetBytes(rep.TextBytes)
	b.ReportMetric(float64(rep.IndexBytes)/float64(rep.TextBytes), "index/text")
	b.ReportMetric(float64(articles)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkUnchanged measures a run that finds nothing new.
func BenchmarkUnchanged(b *testing.B) {
	root := os.Getenv(corpusEnv)
	if root == "" {
		root = filepath.FromSlash("../testdata/archive")
	}
	o := indexer.Options{Dir: filepath.Join(b.TempDir(), "idx"), Paths: []string{root}}
	first, err := indexer.Run(context.Background(), o)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(first.TextBytes)
	for b.Loop() {
		rep, err := indexer.Run(context.Background(), o)
		if err != nil {
			b.Fatal(err)
		}
		if rep.Generation != first.Generation {
			b.Fatalf("generation %d was published", rep.Generation)
		}
	}
}
