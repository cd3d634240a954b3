package schema_test

import (
	"path/filepath"
	"testing"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/vietnamese"
)

// write analyses articles and opens the segment that they make.
func write(t *testing.T, articles ...*article.Article) *segment.Segment {
	t.Helper()
	b, err := segment.NewBuilder(schema.Layout(), nil)
	if err != nil {
		t.Fatal(err)
	}
	w := schema.NewWriter(b)
	for _, a := range articles {
		w.Add(a)
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
	return s
}

// freqs gives the terms of a field with their frequency, for each document.
func freqs(s *segment.Segment, field int) []map[string]int {
	out := make([]map[string]int, s.Docs())
	for i := range out {
		out[i] = map[string]int{}
	}
	s.Prefix(field, nil, func(info segment.TermInfo) bool {
		term := string(info.Term)
		docs, f := info.List.All(nil, nil)
		for i, d := range docs {
			out[d][term] = int(f[i])
		}
		return true
	})
	return out
}

// forward spells the forward sequence of a document, "" for a break.
func forward(s *segment.Segment, doc uint32) []string {
	var out []string
	for f := s.Forward(doc); ; {
		rank, ok := f.Next()
		if !ok {
			return out
		}
		if rank == segment.Gap {
			out = append(out, "")
		} else {
			out = append(out, string(s.TermOf(rank)))
		}
	}
}

// term is the two-level term of one word.
func term(word string) string { return string(vietnamese.AppendTerm(nil, word)) }

// values spells a document's values in a keyword column.
func values(s *segment.Segment, column int, doc uint32) []string {
	all := s.KeywordValues(column)
	var out []string
	for _, o := range s.AppendKeywords(nil, column, doc) {
		out = append(out, all[o])
	}
	return out
}
