package harvest

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
	"timbao/indexer/suggestion"
)

// corpusOf makes a segment of each list of articles; those whose id is in dead are deleted.
func corpusOf(t testing.TB, dead map[string]bool, segments ...[]*article.Article) *sidecar.Corpus {
	t.Helper()
	var sources []sidecar.Source
	for _, articles := range segments {
		b, err := segment.NewBuilder(schema.Layout(), nil)
		if err != nil {
			t.Fatal(err)
		}
		w, deleted := schema.NewWriter(b), roaring.New()
		for i, a := range articles {
			w.Add(a)
			if dead[a.ID] {
				deleted.Add(uint32(i))
			}
		}
		path := filepath.Join(t.TempDir(), "segment")
		if err := b.Write(path); err != nil {
			t.Fatal(err)
		}
		s, err := segment.OpenFile(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		sources = append(sources, sidecar.Source{Segment: s, Deleted: deleted})
	}
	return sidecar.NewCorpus(sources)
}

// written is the table of a corpus.
func written(t testing.TB, c *sidecar.Corpus) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(context.Background(), c, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// entries gives the kind and count of each entry of a corpus by its text.
func entries(t testing.TB, c *sidecar.Corpus) map[string]string {
	t.Helper()
	table, err := suggestion.Read(written(t, c))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for e := range uint32(table.Len()) {
		out[table.Text(e)] = fmt.Sprintf("%s %d", table.Kind(e), table.Count(e))
	}
	return out
}

// texts makes an article of each text, with no title.
func texts(all ...string) []*article.Article {
	var out []*article.Article
	for i, text := range all {
		out = append(out, &article.Article{ID: fmt.Sprintf("t%03d", i), Title: "Tin", Lead: "Sapo.", Body: []string{text}})
	}
	return out
}
