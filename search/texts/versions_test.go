package texts_test

import (
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"timbao/search/rank"
)

// edits are what becomes of an article on its way into another issue, and whether it is a version then.
var edits = []struct {
	name string
	edit func(r *rand.Rand, x text) text
	want bool
}{
	{"unchanged", func(_ *rand.Rand, x text) text { return x }, true},
	{"a twentieth of the words changed", func(r *rand.Rand, x text) text { return x.changed(r, 0.05) }, true},
	{"another title", func(r *rand.Rand, x text) text { return append(prose(r, 12), x[1:].clone()...) }, true},
	{"another title and lead", func(r *rand.Rand, x text) text { return append(prose(r, 12, 40), x[2:].clone()...) }, true},
	{"cut after the half", func(_ *rand.Rand, x text) text { return x[:len(x)/2] }, true},
	{"the lead and two paragraphs", func(_ *rand.Rand, x text) text { return x[:4] }, true},
	{"a paragraph added behind", func(r *rand.Rand, x text) text { return append(x.clone(), prose(r, 80)...) }, true},
	{"a paragraph added in front", func(r *rand.Rand, x text) text { return append(prose(r, 80), x.clone()...) }, true},
	{"paragraphs joined", func(_ *rand.Rand, x text) text { return text{x[0], slices.Concat(x[1:]...)} }, true},
	{"a fifth of the words changed", func(r *rand.Rand, x text) text { return x.changed(r, 0.2) }, false},
	{"half of it in another story", func(r *rand.Rand, x text) text { return append(x[:len(x)/2].clone(), prose(r, 12, 40, 60, 60, 60)...) }, false},
	{"one paragraph alone", func(_ *rand.Rand, x text) text { return x[3:4] }, false},
	{"one of many in a digest", func(r *rand.Rand, x text) text {
		return append(x.clone(), prose(r, slices.Repeat([]int{60}, 40)...)...)
	}, false},
	{"another story", func(r *rand.Rand, _ text) text { return prose(r, 12, 40, 60, 60, 60, 60, 60) }, false},
}

// TestEdits edits an article and wants the copy grouped with it, or not, whether it is in its segment or in another, which ranks
// terms differently.
func TestEdits(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 5))
	var originals, copies []text
	for range 20 {
		for _, e := range edits {
			x := prose(r, 12, 40, 60, 60, 60, 60, 60)
			originals, copies = append(originals, x), append(copies, e.edit(r, x))
		}
	}
	for name, a := range map[string][][]text{"one segment": {append(slices.Clone(originals), copies...)}, "two segments": {originals, copies}} {
		archive := archive(t, a...)
		for i := range originals {
			x, y := rank.Doc{Number: uint32(i)}, rank.Doc{Number: uint32(i + len(originals))}
			if len(a) == 2 {
				y = rank.Doc{Segment: 1, Number: uint32(i)}
			}
			e := edits[i%len(edits)]
			for _, p := range [][2]rank.Doc{{x, y}, {y, x}} {
				if got := archive.VersionsAmong(p[0], p[1:]); (len(got) == 1) != e.want {
					t.Errorf("%s, %s: %v among %v", name, e.name, got, p)
				}
			}
			if versions(originals[i], copies[i]) != e.want {
				t.Errorf("%s: the oracle says otherwise", e.name)
			}
			if got := archive.Group([]rank.Doc{x, y}, 1); got[0] != 0 || (got[1] == 0) != e.want {
				t.Errorf("%s, %s: groups %v", name, e.name, got)
			}
			if got := archive.Group([]rank.Doc{y, x}, 1); (got[1] == 0) != e.want {
				t.Errorf("%s, %s, the copy first: groups %v", name, e.name, got)
			}
		}
	}
}

// TestShortTexts wants no version of a text that has too few words to tell, be it the same letter by letter.
func TestShortTexts(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(6, 6))
	short, long := prose(r, 41), prose(r, 45)
	a := archive(t, []text{short, short, long, long, {}, {}, {nil, nil}})
	docs := []rank.Doc{{Number: 0}, {Number: 1}, {Number: 2}, {Number: 3}, {Number: 4}, {Number: 5}, {Number: 6}}
	want := []int{0, 1, 2, 2, 4, 5, 6}
	if got := a.Group(docs, 10); !slices.Equal(got, want) {
		t.Errorf("groups %v, want %v", got, want)
	}
	for i, d := range docs {
		if got := a.VersionsAmong(d, append(docs[:i:i], docs[i+1:]...)); len(got) != map[int]int{2: 1, 3: 1}[i] {
			t.Errorf("versions of %d: %v", i, got)
		}
	}
}

// groups is Group's rule on plain texts: the first leader within the window whose version a text is.
func groups(list []text, window int) []int {
	leaders := make([]int, len(list))
	for i := range list {
		leaders[i] = i
		for j := max(i-window, 0); j < i; j++ {
			if leaders[j] == j && versions(list[j], list[i]) {
				leaders[i] = j
				break
			}
		}
	}
	return leaders
}

// TestGroup compares groups with those of plain sets, in random lists of originals and copies of copies, for several windows. What
// follows a document must make no difference to it.
func TestGroup(t *testing.T) {
	t.Parallel()
	for seed := range uint64(25) {
		r := rand.New(rand.NewPCG(seed, 7))
		var list []text
		for range 40 {
			x := prose(r, 5, 10+r.IntN(30), r.IntN(100))
			if len(list) > 0 && r.IntN(3) > 0 {
				x = list[r.IntN(len(list))]
			}
			list = append(list, x.changed(r, r.Float64()*0.12))
		}
		cut := r.IntN(len(list) + 1)
		a := archive(t, list[:cut], list[cut:])
		var docs []rank.Doc
		for i := range list {
			if i < cut {
				docs = append(docs, rank.Doc{Number: uint32(i)})
			} else {
				docs = append(docs, rank.Doc{Segment: 1, Number: uint32(i - cut)})
			}
		}
		for _, window := range []int{0, 1, 7, 100} {
			want := groups(list, window)
			if got := a.Group(docs, window); !slices.Equal(got, want) {
				t.Fatalf("seed %d, window %d: %v\nwant %v", seed, window, got, want)
			}
			if got := a.Group(docs[:17], window); !slices.Equal(got, want[:17]) {
				t.Fatalf("seed %d, window %d, the first 17: %v\nwant %v", seed, window, got, want[:17])
			}
		}
	}
}

// TestManyTerms compares texts of a segment with more terms than forward sequences have codes for.
func TestManyTerms(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 8))
	var all text
	for i := range 700 {
		var p []string
		for j := range 100 {
			p = append(p, word(5000+100*i+j))
		}
		all = append(all, p)
	}
	rare, other := all[690:], all[680:690]
	list := []text{all, rare, rare.changed(r, 0.05), other}
	a := archive(t, list)
	docs := []rank.Doc{{Number: 1}, {Number: 3}, {Number: 2}}
	if got := a.Group(docs, 5); !slices.Equal(got, []int{0, 1, 0}) {
		t.Errorf("groups %v", got)
	}
}

// TestLongTexts groups texts that are compared by samples, because they are as long as books, and tells them from their chapters.
func TestLongTexts(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(10, 10))
	parts := slices.Repeat([]int{300}, 120)
	book := prose(r, parts...)
	list := []text{book, book.changed(r, 0.05), prose(r, parts...), book[:60], book[:12], book[:3]}
	a := archive(t, list)
	docs := []rank.Doc{{Number: 0}, {Number: 1}, {Number: 2}, {Number: 3}, {Number: 4}, {Number: 5}}
	if got, want := a.Group(docs, 10), []int{0, 0, 2, 0, 4, 4}; !slices.Equal(got, want) {
		t.Errorf("groups %v, want %v", got, want)
	}
	if got := a.VersionsAmong(docs[0], docs[1:]); !slices.Equal(got, []rank.Doc{{Number: 1}, {Number: 3}}) {
		t.Errorf("versions %v", got)
	}
	if got := a.VersionsAmong(docs[5], docs[:5]); !slices.Equal(got, []rank.Doc{{Number: 4}}) {
		t.Errorf("versions of three chapters %v", got)
	}
}

// TestGroupFromManyGoroutines groups at the same time, while the hashes of the terms are looked up.
func TestGroupFromManyGoroutines(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 9))
	var list []text
	var docs []rank.Doc
	for i := range 30 {
		x := prose(r, 12, 60)
		if i%3 == 2 {
			x = list[i-1].changed(r, 0.05)
		}
		list, docs = append(list, x), append(docs, rank.Doc{Number: uint32(i)})
	}
	a, want := archive(t, list), groups(list, 10)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 5 {
				if got := a.Group(docs, 10); !slices.Equal(got, want) {
					t.Errorf("groups %v, want %v", got, want)
				}
			}
		})
	}
	wg.Wait()
}
