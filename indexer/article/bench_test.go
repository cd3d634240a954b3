package article

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// corpusEnv names a file or folder of articles to measure with; the sample archive is used otherwise.
const corpusEnv = "TIMBAO_BENCH_CORPUS"

// benchRecords reads up to limit bytes of records of one format.
func benchRecords(b *testing.B, format string, limit int) (recs []Record) {
	b.Helper()
	root := os.Getenv(corpusEnv)
	if root == "" {
		root = filepath.FromSlash("../../testdata/archive")
	}
	total := 0
	ctx, enough := context.WithCancel(context.Background())
	defer enough()
	err := Find(ctx, []string{root}, func(f File) error {
		return Records(ctx, f, func(r Record) error {
			if r.Source.Format == format {
				recs = append(recs, r)
				total += len(r.Data)
			}
			if total > limit {
				enough()
			}
			return nil
		}, func(Skip) {})
	}, func(Skip) {})
	if err != nil && ctx.Err() == nil {
		b.Fatal(err)
	}
	return recs
}

func benchArticles(b *testing.B, recs []Record) {
	if len(recs) == 0 {
		b.Fatalf("no records of this format; does %s hold any?", corpusEnv)
	}
	var total int64
	for _, r := range recs {
		total += int64(len(r.Data))
	}
	b.SetBytes(total / int64(len(recs)))
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := recs[i].Article(); err != nil {
			b.Fatal(err)
		}
		if i++; i == len(recs) {
			i = 0
		}
	}
}

// BenchmarkText measures one core making articles of pages of text.
func BenchmarkText(b *testing.B) {
	recs := benchRecords(b, "text", 8<<20)
	if len(recs) == 0 { // a corpus of JSONL: lay its articles out as pages
		for _, r := range benchRecords(b, "jsonl", 8<<20) {
			a, err := r.Article()
			if err != nil {
				continue
			}
			var page bytes.Buffer
			page.WriteString(a.Title + "\nCập nhật lúc19:23, Thứ Ba, 14/01/2020 (GMT+7)\n\n" + a.Lead + "\n\n")
			for _, c := range a.Captions {
				page.WriteString(c + "\n" + c + "\n\n")
			}
			for _, p := range a.Body {
				page.WriteString(p + "\n\n")
			}
			page.WriteString("Tin, ảnh: Văn Trọng\n")
			recs = append(recs, Record{Data: page.Bytes(), Source: Source{Format: "text"}})
		}
	}
	benchArticles(b, recs)
}

// BenchmarkJSONL measures one core making articles of JSONL records.
func BenchmarkJSONL(b *testing.B) {
	benchArticles(b, benchRecords(b, "jsonl", 8<<20))
}

// BenchmarkDecoders measures the decoder of flat records beside the general one it falls back to.
func BenchmarkDecoders(b *testing.B) {
	recs := benchRecords(b, "jsonl", 8<<20)
	for _, d := range []struct {
		name   string
		decode func([]byte) bool
	}{
		{"flat", func(data []byte) bool { _, ok := scanObject(string(data)); return ok }},
		{"general", func(data []byte) bool { _, err := decodeObject(data); return err == nil }},
	} {
		b.Run(d.name, func(b *testing.B) {
			var total int64
			for _, r := range recs {
				total += int64(len(r.Data))
			}
			b.SetBytes(total)
			b.ReportAllocs()
			for b.Loop() {
				for _, r := range recs {
					if !d.decode(r.Data) {
						b.Fatal("not decoded")
					}
				}
			}
		})
	}
}

// BenchmarkRecords measures the sequential part: finding, opening, cutting and hashing.
func BenchmarkRecords(b *testing.B) {
	root := os.Getenv(corpusEnv)
	if root == "" {
		root = filepath.FromSlash("../../testdata/archive")
	}
	b.ReportAllocs()
	for b.Loop() {
		var total int64
		err := Find(context.Background(), []string{root}, func(f File) error {
			return Records(context.Background(), f, func(r Record) error { total += r.Source.Size; return nil }, func(Skip) {})
		}, func(Skip) {})
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(total)
	}
}
