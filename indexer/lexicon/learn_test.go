package lexicon

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	"pgregory.net/rapid"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
	"timbao/indexer/vietnamese"
)

// tb is what testing.T and rapid.T have in common.
type tb interface {
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// segmentOf makes a segment of articles, each given as its paragraphs.
func segmentOf(t tb, dir string, first int, articles [][]string) *segment.Segment {
	b, err := segment.NewBuilder(schema.Layout(), nil)
	if err != nil {
		t.Fatal(err)
	}
	w := schema.NewWriter(b)
	for i, body := range articles {
		w.Add(&article.Article{ID: fmt.Sprint("bai-", first+i), Title: body[0], Lead: "", Body: body[1:]})
	}
	file := filepath.Join(dir, fmt.Sprintf("%d-%d.zap", first, len(articles)))
	if err := b.Write(file); err != nil {
		t.Fatal(err)
	}
	s, err := segment.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func corpusOf(t testing.TB, articles [][]string) *sidecar.Corpus {
	s := segmentOf(t, t.TempDir(), 0, articles)
	t.Cleanup(func() { s.Close() })
	return sidecar.NewCorpus([]sidecar.Source{{Segment: s}})
}

func modelOf(t testing.TB, articles ...[]string) *Model {
	var b bytes.Buffer
	if err := Builder().Write(t.Context(), corpusOf(t, articles), &b); err != nil {
		t.Fatal(err)
	}
	m, err := Parse(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

var somewords = []string{"hội", "đồng", "hồi", "đông", "nhân", "dân", "nhẫn", "lũ", "lu", "2020", "14-1", "GDP", "Kỹ"}

func genArticles(most int) *rapid.Generator[[][]string] {
	part := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(somewords), 1, 8), func(w []string) string { return strings.Join(w, " ") })
	return rapid.SliceOfN(rapid.SliceOfN(part, 1, 3), 1, most)
}

// naive counts pairs and triples of terms, numbers as #, by the definition.
func naive(articles [][]string) (words, pairs, triples map[string]int) {
	words, pairs, triples = map[string]int{}, map[string]int{}, map[string]int{}
	for _, a := range articles {
		for _, part := range a {
			line := []string{"^"}
			for _, tok := range vietnamese.Tokens(part) {
				switch {
				case tok.Whole:
				case tok.Kind >= vietnamese.Number:
					line = append(line, "#")
				default:
					words[tok.Term]++
					line = append(line, tok.Term)
				}
			}
			for i := range line {
				if i >= 1 {
					pairs[strings.Join(line[i-1:i+1], "|")]++
				}
				if i >= 2 {
					triples[strings.Join(line[i-2:i+1], "|")]++
				}
			}
		}
	}
	return words, pairs, triples
}

func (n *counts) name(id uint16) string {
	switch int(id) {
	case n.numberID():
		return "#"
	case n.beginID():
		return "^"
	}
	return n.terms[id]
}

// TestCountsMatchDefinition counts some of a dozen random segments with random deletions, and wants what a naive count of the live
// articles gives.
func TestCountsMatchDefinition(t *testing.T) {
	t.Parallel()
	var texts [][][]string
	var segments []*segment.Segment
	for i := range 12 {
		texts = append(texts, genArticles(8).Example(i))
		segments = append(segments, segmentOf(t, t.TempDir(), 100*i, texts[i]))
		defer segments[i].Close()
	}
	rapid.Check(t, func(t *rapid.T) {
		var sources []sidecar.Source
		var live [][]string
		for _, k := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(segments)-1), 0, 3, rapid.ID[int]).Draw(t, "segments") {
			deleted := roaring.New()
			for i, a := range texts[k] {
				if rapid.IntRange(0, 3).Draw(t, "deleted") == 0 {
					deleted.Add(uint32(i))
				} else {
					live = append(live, a)
				}
			}
			sources = append(sources, sidecar.Source{Segment: segments[k], Deleted: deleted})
		}
		n, err := collect(context.Background(), sidecar.NewCorpus(sources), maxTokens)
		if err != nil {
			t.Fatal(err)
		}
		words, pairs, triples := naive(live)
		gotWords, gotPairs, gotTriples := map[string]int{}, map[string]int{}, map[string]int{}
		for id, term := range n.terms {
			gotWords[term] = int(n.times[id])
		}
		for a := range n.contexts {
			for i := n.rows[a]; i < n.rows[a+1]; i++ {
				pair := n.name(uint16(a)) + "|" + n.name(n.second[i])
				gotPairs[pair] = int(n.pairs[i])
				for j := n.children[i]; j < n.children[i+1]; j++ {
					gotTriples[pair+"|"+n.name(n.third[j])] = int(n.triples[j])
				}
			}
		}
		if !maps.Equal(words, gotWords) || !maps.Equal(pairs, gotPairs) || !maps.Equal(triples, gotTriples) {
			t.Fatalf("words %v\nwant  %v\npairs %v\nwant  %v\ntriples %v\nwant    %v", gotWords, words, gotPairs, pairs, gotTriples, triples)
		}
	})
}

// The same articles in other orders and segments give the same bytes.
func TestModelDependsOnArticlesAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for seed := range 5 {
		articles := genArticles(10).Example(seed)
		build := func(order []int, cut int) []byte {
			var sources []sidecar.Source
			for k, part := range [][]int{order[:cut], order[cut:]} {
				b, err := segment.NewBuilder(schema.Layout(), nil)
				if err != nil {
					t.Fatal(err)
				}
				w := schema.NewWriter(b)
				for _, i := range part {
					w.Add(&article.Article{ID: fmt.Sprint("bai-", i), Title: articles[i][0], Body: articles[i][1:]})
				}
				if len(part) == 0 {
					continue
				}
				file := filepath.Join(dir, fmt.Sprintf("order-%d.zap", k))
				if err := b.Write(file); err != nil {
					t.Fatal(err)
				}
				s, err := segment.OpenFile(file)
				if err != nil {
					t.Fatal(err)
				}
				defer s.Close()
				sources = append(sources, sidecar.Source{Segment: s})
			}
			var out bytes.Buffer
			if err := Builder().Write(context.Background(), sidecar.NewCorpus(sources), &out); err != nil {
				t.Fatal(err)
			}
			return out.Bytes()
		}
		order := make([]int, len(articles))
		for i := range order {
			order[i] = i
		}
		want := build(order, 0)
		shuffled := rapid.Permutation(order).Example(seed)
		if got := build(shuffled, len(order)*seed/5); !bytes.Equal(got, want) {
			t.Fatalf("articles in the order %v give another model", shuffled)
		}
	}
}

// A sample has about the share of words asked for, and is one of whole articles.
func TestSample(t *testing.T) {
	t.Parallel()
	var articles [][]string
	for range 2000 {
		articles = append(articles, []string{"hội đồng nhân dân"})
	}
	c := corpusOf(t, articles)
	n, err := collect(t.Context(), c, 2000)
	if err != nil {
		t.Fatal(err)
	}
	first := n.contexts[n.beginID()]
	if first < 400 || first > 600 || n.tokens != 8000 || n.times[0] != 2000 {
		t.Errorf("of 2000 articles with %d words, %d are in a sample of 2000 words; the first word comes %d times", n.tokens, first, n.times[0])
	}
	for id, k := range n.contexts {
		if k != 0 && k != first {
			t.Errorf("%q is in the sample %d times, a beginning %d", n.name(uint16(id)), k, first)
		}
	}
}

func TestCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := Builder().Write(ctx, corpusOf(t, [][]string{{"hội đồng nhân dân"}}), &bytes.Buffer{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled build gives %v", err)
	}
}

// An archive without an article has a model that knows nothing.
func TestEmpty(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := Builder().Write(t.Context(), sidecar.NewCorpus(nil), &b); err != nil {
		t.Fatal(err)
	}
	m, err := Parse(b.Bytes())
	if err != nil || m.Words() != 0 || m.Tokens() != 0 {
		t.Fatalf("%+v, %v", m, err)
	}
	if choices, _ := m.Best([][]Choice{{{Word: None}}, {{Word: m.Number()}}}); !slices.Equal(choices, []int{0, 0}) {
		t.Errorf("it chooses %v", choices)
	}
	if m.Find([]byte("hoi\x00hội")) != None || m.Alone(None) >= 0 {
		t.Error("it knows a word")
	}
}

func TestSorter(t *testing.T) {
	t.Parallel()
	var s sorter
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.Uint32(), 0, 40).Draw(t, "numbers")
		times := rapid.SampledFrom([]int{1, 50}).Draw(t, "times")
		var long []uint32
		for i := range times {
			for _, v := range list {
				long = append(long, v*uint32(2*i+1))
			}
		}
		want := slices.Clone(long)
		slices.Sort(want)
		s.sort(long)
		if !slices.Equal(long, want) {
			t.Fatalf("%d numbers are not sorted", len(long))
		}
	})
}

// Pruning keeps what tells words apart: a pair that is much commoner than its words are by chance.
func TestPrune(t *testing.T) {
	t.Parallel()
	var articles [][]string
	for i := range 60 {
		articles = append(articles, []string{"hội đồng nhân dân", fmt.Sprintf("lũ %s rồi %s", somewords[i%7], somewords[i/7%7])})
	}
	n, err := collect(t.Context(), corpusOf(t, articles), maxTokens)
	if err != nil {
		t.Fatal(err)
	}
	before := len(n.pairs) + len(n.triples)
	n.worth = 8
	smooth(n).prune()
	if after := len(n.pairs) + len(n.triples); after >= before || after == 0 {
		t.Errorf("of %d pairs and triples %d are left", before, after)
	}
	m := &Model{*smooth(n).raw()}
	m.words, m.numberID = uint32(len(n.terms)), uint32(len(n.terms))
	id := func(term string) Word { return m.Find([]byte(term)) }
	if f := m.follow(id("hoi\x00hội"), id("dong\x00đồng")); f.pair < 0 {
		t.Error("hội đồng was pruned")
	}
	for a := range n.contexts {
		for i := n.rows[a] + 1; i < n.rows[a+1]; i++ {
			if n.second[i] <= n.second[i-1] {
				t.Fatal("a row is out of order")
			}
		}
	}
	if n.rows[len(n.contexts)] != uint32(len(n.pairs)) || n.children[len(n.pairs)] != uint32(len(n.triples)) {
		t.Error("the rows do not end at the end")
	}
}
