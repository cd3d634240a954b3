package texts_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"timbao/search/rank"
	"timbao/search/texts"
)

// common is a text of a few words, so that phrases stand in it often, and over one another.
func common(r *rand.Rand) text {
	var out text
	for range r.IntN(5) {
		var p []string
		for range r.IntN(20) {
			p = append(p, spelling(r.IntN(3), r.IntN(3)))
		}
		out = append(out, p)
	}
	return out
}

// spelling is a term: variant 0 has no accents.
func spelling(n, variant int) string {
	if variant == 0 {
		return word(n)
	}
	return fmt.Sprintf("w%d\x00ẃ%d.%d", n, n, variant)
}

// naiveCount counts the places of keywords in a text: of those that overlap the first, and of those the longest.
func naiveCount(x text, keywords []texts.Keyword) int {
	n := 0
	for part, words := range x {
		for i := 0; i < len(words); {
			longest := 0
			for _, k := range keywords {
				if k.Title && part > 0 || i+len(k.Words) > len(words) {
					continue
				}
				fits := true
				for j, w := range k.Words {
					folded := words[i+j][:len("w0")]
					fits = fits && (w.Set && folded == w.Term || !w.Set && words[i+j] == w.Term)
				}
				if fits {
					longest = max(longest, len(k.Words))
				}
			}
			if longest > 0 {
				n++
			}
			i += max(longest, 1)
		}
	}
	return n
}

// TestCount compares the number of places with that of a walk through plain texts.
func TestCount(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 13))
		var segments [][]text
		var docs []rank.Bits
		for range 1 + r.IntN(2) {
			var list []text
			for range 1 + r.IntN(30) {
				list = append(list, common(r))
			}
			b := rank.NewBits(uint32(len(list)))
			for i := range list {
				if r.IntN(4) > 0 {
					b.Set(uint32(i))
				}
			}
			segments, docs = append(segments, list), append(docs, b)
		}
		a := archive(t, segments...)
		for range 10 {
			var keywords []texts.Keyword
			for range 1 + r.IntN(3) {
				k := texts.Keyword{Title: r.IntN(4) == 0}
				for range 2 + r.IntN(2) { // of one word the postings of this small index say nothing
					w := rank.Word{Term: spelling(r.IntN(3), r.IntN(3))}
					if r.IntN(2) == 0 {
						w = rank.Word{Term: w.Term[:len("w0")], Set: true}
					}
					k.Words = append(k.Words, w)
				}
				keywords = append(keywords, k)
			}
			want, most := 0, 0
			for s, b := range docs {
				b.Each(func(d uint32) bool {
					want += naiveCount(segments[s][d], keywords)
					most++
					return true
				})
			}
			got, err := a.Count(t.Context(), keywords, docs, 1000)
			if err != nil || got.Places != want || got.Documents != most || len(got.Uncertain) > 0 {
				t.Fatalf("seed %d, %v: %+v %v, want %d places in %d documents", seed, keywords, got, err, want, most)
			}
			if some, err := a.Count(t.Context(), keywords, docs, 2); err != nil || some.Documents != min(2, most) || some.Places > want {
				t.Fatalf("seed %d: two documents at most: %+v %v", seed, some, err)
			}
		}
	}
}

// TestCountOfOneWord takes what the postings have and the sequence has not for a reason to look closer.
func TestCountOfOneWord(t *testing.T) {
	t.Parallel()
	a := archive(t, []text{{{word(1), word(2)}}, {{word(1)}, {word(1)}}, {{word(2)}}})
	docs := []rank.Bits{rank.NewBits(3)}
	docs[0].SetAll(3)
	// The index of the tests counts each word once, the index of articles more in a title and a lead.
	got, err := a.Count(t.Context(), []texts.Keyword{{Words: []rank.Word{{Term: word(1)}}}}, docs, 10)
	if err != nil || got.Places != 0 || !slices.Equal(got.Uncertain, []rank.Doc{{Number: 0}, {Number: 1}}) {
		t.Errorf("%+v %v", got, err)
	}
}

func TestCountEndsWithItsContext(t *testing.T) {
	t.Parallel()
	a := archive(t, []text{{{word(1), word(2)}}})
	docs := []rank.Bits{{1}}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Count(ctx, []texts.Keyword{{Words: []rank.Word{{Term: word(1)}}}}, docs, 10); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
