package suggestion_test

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/suggestion"
	"timbao/indexer/vietnamese"
)

// item is an entry of a test, by its text alone.
type item struct {
	kind  suggestion.Kind
	text  string
	score float64
	count int
}

// build writes a table of items and reads it.
func build(t interface{ Fatal(...any) }, items []item) *suggestion.Table {
	table, err := suggestion.Read(write(t, items))
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func write(t interface{ Fatal(...any) }, items []item) []byte {
	b := suggestion.NewBuilder()
	for _, i := range items {
		b.Add(suggestion.Entry{Kind: i.kind, Text: i.text, Words: b.Words(i.text), Score: i.score, Count: i.count})
	}
	var out bytes.Buffer
	if err := b.Write(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// found looks a prefix up and gives all matches.
func found(table *suggestion.Table, prefix string, only ...suggestion.Kind) []suggestion.Match {
	p := suggestion.ReadPrefix(prefix)
	f := table.Find(&p, only...)
	var out []suggestion.Match
	for m, ok := f.Next(); ok; m, ok = f.Next() {
		out = append(out, m)
	}
	return out
}

// vocabulary has words that differ in their accents alone, words that begin with others, function words, numbers and other scripts.
var vocabulary = strings.Fields("hội hồi hối hoi họ hoa hòa đồng đông dong nhân nhận nhan dân đan dần tỉnh tinh của và an ăn ông kĩ kinh kì quy 19 2020 covid Zürich zu España")

func drawItems(t *rapid.T) []item {
	text := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 5), func(w []string) string { return strings.Join(w, " ") })
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) item {
		return item{suggestion.Kind(rapid.IntRange(0, 5).Draw(t, "kind")), text.Draw(t, "text"),
			float64(rapid.IntRange(0, 8).Draw(t, "score")), rapid.IntRange(0, 9).Draw(t, "count")}
	}), 0, 200).Draw(t, "items")
}

// drawPrefix draws what somebody types on the way to some words: each with its accents or without, the last one cut.
func drawPrefix(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 3).Draw(t, "typed")
	for i, w := range words {
		if rapid.Bool().Draw(t, "bare") {
			words[i] = vietnamese.Fold(w)
		}
	}
	last := []rune(words[len(words)-1])
	words[len(words)-1] = string(last[:rapid.IntRange(1, len(last)).Draw(t, "letters")])
	return strings.Join(words, " ") + rapid.SampledFrom([]string{"", "", " ", "-"}).Draw(t, "behind")
}

// expected is what a scan of all entries says of one.
type expected struct {
	entry  uint32
	rank   float64
	others bool
}

// scan finds the matches by looking at every word of every entry.
func scan(table *suggestion.Table, prefix string, only []suggestion.Kind) []expected {
	p := suggestion.ReadPrefix(prefix)
	var out []expected
	for e := range uint32(table.Len()) {
		if len(only) > 0 && !slices.Contains(only, table.Kind(e)) {
			continue
		}
		terms := table.Terms(e)
		best, any := expected{entry: e}, false
		for word := range terms {
			_, accented := vietnamese.Split(terms[word])
			fits, others := fit(prefix, p, terms[word:])
			if !fits || word > 0 && vietnamese.IsFunctionWord(accented) {
				continue
			}
			now := expected{e, table.Score(e), others}
			if word > 0 {
				now.rank -= suggestion.PenaltyLater
			}
			if p.Lacks(terms[word:]) {
				now.rank -= suggestion.PenaltyLacking
			}
			if !any || compare(now, best) < 0 {
				best, any = now, true
			}
		}
		if any {
			out = append(out, best)
		}
	}
	slices.SortFunc(out, compare)
	return out
}

// fit says whether terms begin with a prefix by its folded text, and how.
func fit(prefix string, p suggestion.Prefix, terms []string) (ok, others bool) {
	ok, others = p.Matches(terms)
	if begins := foldedBegins(prefix, terms); ok != begins {
		panic(fmt.Sprintf("%q matches %q: %t, by its folded text %t", prefix, terms, ok, begins))
	}
	return ok, others
}

// foldedBegins compares folded texts, as strings.
func foldedBegins(prefix string, terms []string) bool {
	var have []string
	for _, term := range terms {
		folded, _ := vietnamese.Split(term)
		have = append(have, folded)
	}
	text := strings.Join(have, " ") + " "
	typed := strings.Fields(strings.NewReplacer("-", " - ", ".", " . ").Replace(prefix))
	if len(typed) == 0 {
		return false
	}
	last := typed[len(typed)-1]
	whole := strings.HasSuffix(prefix, " ") || last == "-"
	if last == "-" {
		typed = typed[:len(typed)-1]
	}
	head := ""
	for i, w := range typed {
		if i < len(typed)-1 || whole {
			head += vietnamese.Fold(w) + " "
		}
	}
	if whole {
		return strings.HasPrefix(text, head)
	}
	half := vietnamese.ReadHalfTyped(typed[len(typed)-1])
	return slices.ContainsFunc(half.Folded(), func(f string) bool { return strings.HasPrefix(text, head+f) })
}

func compare(a, b expected) int {
	if a.others != b.others {
		if b.others {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.rank, a.rank), cmp.Compare(a.entry, b.entry))
}

// Every match is one, the matches are all there are, and they come in the order that a scan of everything gives.
func TestFindIsScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := build(t, drawItems(t))
		for range 10 {
			prefix := drawPrefix(t)
			var only []suggestion.Kind
			for k := range suggestion.Title + 1 {
				if rapid.IntRange(0, 3).Draw(t, "only") == 0 {
					only = append(only, k)
				}
			}
			check(t, table, prefix, only)
		}
	})
}

func check(t interface{ Fatalf(string, ...any) }, table *suggestion.Table, prefix string, only []suggestion.Kind) {
	got, want := found(table, prefix, only...), scan(table, prefix, only)
	if len(got) != len(want) {
		t.Fatalf("%q: %d matches, a scan finds %d", prefix, len(got), len(want))
	}
	p := suggestion.ReadPrefix(prefix)
	for i, m := range got {
		if m.Entry != want[i].entry || m.Others != want[i].others {
			t.Fatalf("%q: match %d is %q, a scan finds %q", prefix, i, table.Terms(m.Entry), table.Terms(want[i].entry))
		}
		if ok, others := p.Matches(table.Terms(m.Entry)[m.Word:]); !ok || others != m.Others {
			t.Fatalf("%q: %q does not match from word %d", prefix, table.Terms(m.Entry), m.Word)
		}
	}
}

// The same in a table so large that its lists have minima of minima.
func TestFindInLargeTable(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	var items []item
	for range 2500 {
		var words []string
		for range 1 + r.IntN(6) {
			words = append(words, vocabulary[r.IntN(len(vocabulary))])
		}
		items = append(items, item{4 + suggestion.Kind(r.IntN(2)), strings.Join(words, " "), r.Float64() * 20, 1})
	}
	table := build(t, items)
	for _, prefix := range []string{"h", "hoi", "hội", "hoi d", "hội đ", "hội đồng n", "đ", "đồ", "k", "ki", "2", "an ninh", "của", "Hoi Dong ", "z", "ơ"} {
		check(t, table, prefix, nil)
	}
}
