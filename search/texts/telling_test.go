package texts_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"timbao/search/rank"
)

// TestTelling wants what is frequent in an article and rare elsewhere: not what every article has, nor what no other has.
func TestTelling(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(12, 12))
	common := func(n int) []string { return slices.Repeat([]string{word(1), word(2), word(3)}, n) }
	about := []string{word(1001), word(1002), word(1), word(1001), word(1002)}
	var list []text
	for i := range 40 {
		x := text{common(2), prose(r, 30)[0], common(5)}
		if i < 4 {
			x = append(x, about, []string{word(2000 + i), word(2000 + i)})
		}
		list = append(list, x)
	}
	a := archive(t, list)
	q := a.Telling(rank.Doc{Number: 0}).Query(6, 4)
	var terms []string
	for _, u := range q.Units {
		terms = append(terms, u.Term)
		if u.Term == word(2000) {
			t.Error("it names a word that no other article has")
		}
		if u.Weight < 1 || u.Field != 0 || u.Label == "" {
			t.Errorf("unit %+v", u)
		}
	}
	if !slices.Contains(terms, word(1001)) || !slices.Contains(terms, word(1002)) || slices.Contains(terms, word(1)) && len(q.Pairs) == 0 {
		t.Errorf("it tells %q", terms)
	}
	if !slices.ContainsFunc(q.Pairs, func(p rank.Pair) bool { return p.A == word(1001) && p.B == word(1002) }) {
		t.Errorf("pairs %+v", q.Pairs)
	}
	for _, p := range q.Pairs {
		if q.Units[p.First].Term != p.A || q.Units[p.First+1].Term != p.B {
			t.Errorf("pair %+v at %q, %q", p, q.Units[p.First].Term, q.Units[p.First+1].Term)
		}
	}
	for n, most := range map[int]int{0: 0, 3: 3, 1000: rank.MaxPositions} {
		q := a.Telling(rank.Doc{Number: 1}).Query(n, 0)
		if len(q.Units) > most || n <= 3 && len(q.Units) != most {
			t.Errorf("%d words gave %d units", n, len(q.Units))
		}
	}
	full := a.Telling(rank.Doc{Number: 2}).Query(1000, 1000)
	if len(full.Units) > rank.MaxPositions || len(full.Pairs) == 0 {
		t.Errorf("%d units, %d pairs", len(full.Units), len(full.Pairs))
	}
	for i, u := range full.Units {
		if u.Positions != 1<<i {
			t.Errorf("unit %d covers %b", i, u.Positions)
		}
	}
}

// TestNothingToTell wants an empty query for what has nothing in common with anything.
func TestNothingToTell(t *testing.T) {
	t.Parallel()
	a := archive(t, []text{{{word(1), word(2)}}, {{word(3)}}, {}})
	for i := range uint32(3) {
		if q := a.Telling(rank.Doc{Number: i}).Query(10, 10); len(q.Units) > 0 {
			t.Errorf("%d: %+v", i, q.Units)
		}
	}
}
