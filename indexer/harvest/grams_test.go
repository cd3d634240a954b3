package harvest

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/article"
)

var someTexts = rapid.SliceOfN(rapid.Map(rapid.SliceOfN(rapid.SampledFrom(strings.Fields("a b c d hội đồng nhân dân, tỉnh. họp")), 0, 14),
	func(w []string) string { return strings.Join(w, " ") }), 1, 12)

// naiveGrams counts the articles of a sample that have each run of words.
func naiveGrams(s *sample) map[string]uint32 {
	counts, last := map[string]uint32{}, map[string]uint32{}
	s.eachArticle(func(doc uint32, from, to int) {
		for i := from; i < to; i++ {
			key := ""
			for j := i; j < min(i+maxGram, to) && s.tokens[j] != gap; j++ {
				key += fmt.Sprint(s.tokens[j].term(), " ")
				if j > i && last[key] != doc {
					last[key] = doc
					counts[key]++
				}
			}
		}
	})
	return counts
}

// The grams are the runs of words that enough articles have, each with their number.
func TestGramsAreAllRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := &sample{lexicon: newLexicon()}
		for _, text := range someTexts.Draw(t, "texts") {
			s.read(&article.Article{Body: []string{text}})
		}
		least := uint32(rapid.IntRange(1, 4).Draw(t, "least"))
		g, err := countGrams(context.Background(), s, s.termDocs(), least)
		if err != nil {
			t.Fatal(err)
		}
		want := naiveGrams(s)
		common := 0
		for _, n := range want {
			if n >= least {
				common++
			}
		}
		if len(g.size)-1 != common {
			t.Fatalf("%d grams, want %d", len(g.size)-1, common)
		}
		for n := uint32(1); n < uint32(len(g.size)); n++ {
			words := g.words(n)
			key := ""
			for _, w := range words {
				key += fmt.Sprint(w, " ")
			}
			if g.docs[n] != want[key] || g.find(words) != n || len(words) != int(g.size[n]) {
				t.Fatalf("gram %d of %v is in %d articles, found as %d; want %d", n, words, g.docs[n], g.find(words), want[key])
			}
		}
	})
}

func TestCountGramsCancelled(t *testing.T) {
	s := &sample{lexicon: newLexicon()}
	s.read(&article.Article{Title: "a b c"})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := countGrams(ctx, s, s.termDocs(), 1); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// The tally counts, over all segments and live articles, those that have each gram, and those that have it in the title.
func TestTallyIsCount(t *testing.T) {
	t.Parallel()
	for seed := range 15 {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		bodies, titles := someTexts.Example(2*seed), someTexts.Example(2*seed+1)
		x := tallied{s: &sample{lexicon: newLexicon()}, dead: map[string]bool{}}
		for i, body := range bodies {
			a := &article.Article{ID: fmt.Sprint(i), Title: titles[i%len(titles)], Body: []string{body}}
			if len(x.segments) == 0 || r.IntN(5) == 0 {
				x.segments = append(x.segments, nil)
			}
			x.segments[len(x.segments)-1] = append(x.segments[len(x.segments)-1], a)
			x.dead[a.ID] = r.IntN(6) == 0
			x.s.read(a)
		}
		var err error
		if x.g, err = countGrams(t.Context(), x.s, x.s.termDocs(), 1); err != nil {
			t.Fatal(err)
		}
		x.check(t)
	}
}

// tallied is a corpus and the grams of all its articles.
type tallied struct {
	s        *sample
	g        *grams
	segments [][]*article.Article
	dead     map[string]bool
}

func (x *tallied) check(t *testing.T) {
	c := corpusOf(t, x.dead, x.segments...)
	var numbers [][]uint32
	for _, source := range c.Sources {
		numbers = append(numbers, numbersIn(source.Segment, x.s.terms))
	}
	single := make([]bool, len(x.s.terms))
	for i := range single {
		single[i] = i%2 == 0
	}
	tally := newTally(x.g, numbers, single)
	if err := tally.all(t.Context(), c, false); err != nil {
		t.Fatal(err)
	}
	for n := uint32(1); n < uint32(len(x.g.size)); n++ {
		docs, titles := x.count(x.g.words(n))
		if h := tally.of(x.g, n); h.docs != docs || h.titles != titles {
			t.Fatalf("%q: %d articles, %d titles, want %d and %d", x.s.spell(x.g.words(n)), h.docs, h.titles, docs, titles)
		}
	}
	for n := range single {
		docs, titles := x.count([]uint32{uint32(n)})
		if h := tally.singles[n]; single[n] && (h.docs != docs || h.titles != titles) || !single[n] && h.docs != 0 {
			t.Fatalf("%q: %d articles, %d titles, want %d and %d", x.s.terms[n], h.docs, h.titles, docs, titles)
		}
	}
}

// count counts the live articles, and their titles, that have some words in a row.
func (x *tallied) count(words []uint32) (docs, titles uint32) {
	for _, a := range slices.Concat(x.segments...) {
		if x.dead[a.ID] {
			continue
		}
		inTitle := has(x.s, a.Title, words)
		if inTitle || has(x.s, a.Body[0], words) {
			docs++
		}
		if inTitle {
			titles++
		}
	}
	return docs, titles
}

// has says whether the words of a text, in which punctuation counts for nothing, hold some in a row.
func has(s *sample, text string, words []uint32) bool {
	var all []uint32
	l := *s.lexicon
	for _, tok := range l.append(nil, text, 1000) {
		if tok != gap {
			all = append(all, tok.term())
		}
	}
	for i := range all {
		if i+len(words) <= len(all) && fmt.Sprint(all[i:i+len(words)]) == fmt.Sprint(words) {
			return true
		}
	}
	return false
}
