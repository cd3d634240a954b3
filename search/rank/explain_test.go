package rank_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"timbao/search/rank"
)

// TestExplanationsSum adds up the parts of every hit of random queries over random corpora: exactly the score, in each stage. What
// is said to be missing, and what to be where, is compared with the documents.
func TestExplanationsSum(t *testing.T) {
	t.Parallel()
	hits, missing, placed := 0, 0, 0
	for seed := range uint64(3) {
		r := rand.New(rand.NewPCG(seed, 21))
		c := randomCorpus(t, r, 150, 60)
		for n := range 60 {
			depth := []int{0, 10, 1 << 20}[n%3]
			x := c.index(params(depth, false))
			q := randomQuery(r, 1+n%7)
			q.Question = n%2 == 1
			name(&q)
			q.Prepare(x)
			res, err := x.Search(t.Context(), &q, rank.Options{Size: 40, Key: c.key})
			if err != nil {
				t.Fatal(err)
			}
			for i, h := range res.Hits {
				hits++
				e := x.Explain(&q, h, x.Rescored(&q, i))
				checkExplanation(t, c, &q, h, e)
				missing += len(e.Missing)
				for _, p := range e.Parts {
					placed += strings.Count(p.Text, "title ") + strings.Count(p.Text, "lead ")
				}
				if t.Failed() {
					t.Fatalf("seed %d, hit %d: %+v\n%s", seed, i, e, describe(&q))
				}
			}
		}
	}
	if hits < 1000 || missing < 100 || placed < 1000 {
		t.Errorf("%d hits with %d words missing and %d places: too few to test anything", hits, missing, placed)
	}
}

// name labels the units, and marks those that are no words as typed.
func name(q *rank.Query) {
	for i := range q.Units {
		u := &q.Units[i]
		u.Label, u.Form = fmt.Sprintf("unit %d", i), u.Weight != 1 || u.Positions&(u.Positions-1) != 0
	}
}

func checkExplanation(t *testing.T, c *corpus, q *rank.Query, h rank.Hit, e rank.Explanation) {
	t.Helper()
	sum := 0.0
	for _, p := range e.Parts {
		sum += p.Value
		if p.Value < 0 || p.Value == 0 && p.Kind == rank.PartPair {
			t.Errorf("%q gives %v", p.Text, p.Value)
		}
	}
	if sum != h.Value() { // binary fractions: no rounding
		t.Errorf("the parts sum to %v, the score is %v", sum, h.Value())
	}
	d := c.at(h.Doc)
	var has uint64
	for i := range q.Units {
		if d.freq(&q.Units[i]) > 0 {
			has |= q.Units[i].Positions
		}
	}
	var want []string
	for i := range q.Units {
		u := &q.Units[i]
		at := slices.IndexFunc(e.Parts, func(p rank.Part) bool {
			return strings.HasPrefix(p.Text, u.Label+":") || strings.HasPrefix(p.Text, u.Label+" as ") || strings.HasPrefix(p.Text, u.Label+";")
		})
		if f := d.freq(u); (f > 0) != (at >= 0) {
			t.Errorf("%s: weighted frequency %d, part %d", u.Label, f, at)
		} else if f > 0 {
			checkPlaces(t, d, u, e.Parts[at])
		}
		if !u.Form && u.Positions&has == 0 && !slices.Contains(want, u.Label) {
			want = append(want, u.Label)
			has |= u.Positions
		}
	}
	if !slices.Equal(e.Missing, want) {
		t.Errorf("missing %q, want %q", e.Missing, want)
	}
}

// checkPlaces counts the words of a unit in each part of the document.
func checkPlaces(t *testing.T, d *doc, u *rank.Unit, p rank.Part) {
	t.Helper()
	if !strings.Contains(p.Text, fmt.Sprintf("; counts %d;", d.freq(u))) {
		t.Errorf("%q: the weighted frequency is %d", p.Text, d.freq(u))
	}
	var parts [3]int
	if u.Field == 0 {
		for i, words := range d.parts {
			for _, w := range words {
				if matches(w, u.Term, u.Set) {
					parts[min(i, 2)]++
				}
			}
		}
	}
	for i, part := range []string{"title", "lead", "text"} {
		if said := strings.Contains(p.Text, part+" "); said != (parts[i] > 0) || said && !strings.Contains(p.Text, fmt.Sprintf("%s %d×", part, parts[i])) {
			t.Errorf("%q: it is %d times in the %s", p.Text, parts[i], part)
		}
	}
}
