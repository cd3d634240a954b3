package search_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"timbao/indexer/vietnamese"
	"timbao/search"
)

func isNotFound(err error) bool { return errors.Is(err, search.ErrNotFound) }

// known holds the terms of texts that were analysed before.
var known sync.Map

// terms are the terms of a text without the codes that are kept whole beside their parts.
func terms(text string) []string {
	if list, ok := known.Load(text); ok {
		return list.([]string)
	}
	var out []string
	for _, t := range vietnamese.Tokens(text) {
		if !t.Whole {
			out = append(out, t.Term)
		}
	}
	known.Store(text, out)
	return out
}

// holds says whether a text has the words side by side; a folded word stands for all its accents.
func holds(text string, words ...string) bool {
	all := terms(text)
	for i := 0; i+len(words) <= len(all); i++ {
		fits := true
		for j, w := range words {
			folded, accented := vietnamese.Split(all[i+j])
			fits = fits && (w == accented || w == folded)
		}
		if fits {
			return true
		}
	}
	return false
}

func anyHolds(list []string, words ...string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return holds(s, words...) })
}

// vocabulary gives the accented syllables that at least n articles of the archive have, in a random order.
func vocabulary(n int, seed uint64) []string {
	count := map[string]int{}
	for _, a := range archiveArticles() {
		seen := map[string]bool{}
		for _, text := range texts(a) {
			for _, t := range terms(text) {
				folded, accented := vietnamese.Split(t)
				if folded != accented && vietnamese.IsSyllable(folded) && !seen[accented] {
					seen[accented] = true
					count[accented]++
				}
			}
		}
	}
	var out []string
	for w, c := range count {
		if c >= n {
			out = append(out, w)
		}
	}
	slices.Sort(out)
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// spellings are ways to type a word that mean the same.
func spellings(w string) []string {
	r := []rune(w)
	r[0] = unicode.ToUpper(r[0])
	return []string{w, string(r), norm.NFD.String(w), strings.ReplaceAll(w, "đ", "Ð")}
}

func equalIDs(t *testing.T, x *search.Index, query string, want []string) {
	t.Helper()
	if got := sorted(ids(t, x, search.Request{Query: query})); !slices.Equal(got, want) {
		t.Errorf("%s: %d hits %v\nwant %d %v", query, len(got), got, len(want), want)
	}
}

// TestWordsFindWhatHasThem compares searches for single words, typed with and without accents, with a walk over the archive.
func TestWordsFindWhatHasThem(t *testing.T) {
	t.Parallel()
	x, all := openArchive(t), archiveArticles()
	for _, w := range vocabulary(8, 1)[:40] {
		exact := naive(all, func(a *search.Article) bool { return anyHolds(texts(a), w) })
		for _, spelling := range spellings(w) {
			equalIDs(t, x, spelling, exact)
		}
		folded := vietnamese.Fold(w)
		equalIDs(t, x, folded, naive(all, func(a *search.Article) bool { return anyHolds(texts(a), folded) }))
	}
}

// TestOperators compares AND, OR, NOT, minus and brackets with set arithmetic over the archive.
func TestOperators(t *testing.T) {
	t.Parallel()
	x, all := openArchive(t), archiveArticles()
	words := vocabulary(12, 2)
	for i := 0; i+2 < 36; i += 3 {
		a, b, c := words[i], words[i+1], words[i+2]
		in := func(w string, art *search.Article) bool { return anyHolds(texts(art), w) }
		for query, fits := range map[string]func(*search.Article) bool{
			a + " AND " + b:                  func(art *search.Article) bool { return in(a, art) && in(b, art) },
			a + " OR " + b:                   func(art *search.Article) bool { return in(a, art) || in(b, art) },
			a + " -" + b:                     func(art *search.Article) bool { return in(a, art) && !in(b, art) },
			"-" + a:                          func(art *search.Article) bool { return !in(a, art) },
			"NOT " + a + " AND " + b:         func(art *search.Article) bool { return !in(a, art) && in(b, art) },
			a + " -(" + b + " OR " + c + ")": func(art *search.Article) bool { return in(a, art) && !in(b, art) && !in(c, art) },
			"(" + a + " OR " + b + ") AND (" + b + " OR " + c + ")": func(art *search.Article) bool {
				return in(b, art) || in(a, art) && in(c, art)
			},
			a + " AND " + b + " OR " + c: func(art *search.Article) bool { return in(a, art) && in(b, art) || in(c, art) },
		} {
			equalIDs(t, x, query, naive(all, fits))
		}
	}
}

// TestPhrases compares phrases taken from the archive with a walk over it, typed with accents, without, and mixed.
func TestPhrases(t *testing.T) {
	t.Parallel()
	x, all := openArchive(t), archiveArticles()
	r := rand.New(rand.NewPCG(3, 3))
	for range 40 {
		words := somePhrase(r, all, 2+r.IntN(3))
		for _, mode := range []int{0, 1} {
			list := slices.Clone(words)
			for i := range list {
				if mode == 1 {
					list[i] = vietnamese.Fold(list[i])
				}
			}
			equalIDs(t, x, `"`+strings.Join(list, " ")+`"`, naive(all, func(a *search.Article) bool { return anyHolds(texts(a), list...) }))
			equalIDs(t, x, `title:"`+strings.Join(list, " ")+`"`, naive(all, func(a *search.Article) bool { return holds(a.Title, list...) }))
			equalIDs(t, x, `caption:"`+strings.Join(list, " ")+`"`, naive(all, func(a *search.Article) bool { return anyHolds(a.Captions, list...) }))
		}
	}
}

// somePhrase takes n syllables, all with accents, that stand side by side somewhere, half of the time in a title or caption.
func somePhrase(r *rand.Rand, all []*search.Article, n int) []string {
	for {
		a := all[r.IntN(len(all))]
		list := texts(a)
		if r.IntN(2) == 0 {
			list = append([]string{a.Title}, a.Captions...)
		}
		words := terms(list[r.IntN(len(list))])
		if len(words) < n {
			continue
		}
		at := r.IntN(len(words) - n + 1)
		var out []string
		for _, t := range words[at : at+n] {
			if folded, accented := vietnamese.Split(t); folded != accented && vietnamese.IsSyllable(folded) {
				out = append(out, accented)
			}
		}
		if len(out) == n {
			return out
		}
	}
}

// TestPrefixes compares words that begin so with a walk over the archive.
func TestPrefixes(t *testing.T) {
	t.Parallel()
	x, all := openArchive(t), archiveArticles()
	begins := func(a *search.Article, prefix string) bool {
		for _, text := range texts(a) {
			for _, term := range terms(text) {
				folded, accented := vietnamese.Split(term)
				if strings.HasPrefix(folded, prefix) || vietnamese.Fold(prefix) != prefix && strings.HasPrefix(accented, prefix) {
					return true
				}
			}
		}
		return false
	}
	for _, p := range []string{"kh", "hoi", "ngh", "trư", "đả", "xx", "thuy", "ph"} {
		equalIDs(t, x, p+"*", naive(all, func(a *search.Article) bool { return begins(a, p) }))
		equalIDs(t, x, strings.ToUpper(p)+"*", naive(all, func(a *search.Article) bool { return begins(a, p) }))
	}
}
