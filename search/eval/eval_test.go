package eval

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// ranked makes results of ids, best first.
func ranked(ids ...string) []Result {
	results := make([]Result, len(ids))
	for i, id := range ids {
		results[i] = Result{ID: id, Score: float64(len(ids) - i)}
	}
	return results
}

// at makes n results with the relevant "r1", "r2", … at the ranks given, from 1.
func at(n int, ranks ...int) []Result {
	results := make([]Result, n)
	for i := range results {
		results[i] = Result{ID: fmt.Sprintf("x%d", i), Score: float64(n - i)}
	}
	for i, rank := range ranks {
		results[rank-1].ID = fmt.Sprintf("r%d", i+1)
	}
	return results
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

func TestJudge(t *testing.T) {
	for _, tt := range []struct {
		name     string
		relevant []string
		results  []Result
		want     Metrics
	}{
		{"nothing found", []string{"r1"}, nil, Metrics{}},
		{"nothing to find", nil, ranked("a"), Metrics{}},
		{"first", []string{"r1"}, at(5, 1), Metrics{1, 1, 1, 1, 1}},
		// 1/log2(3)
		{"second", []string{"r1"}, at(5, 2), Metrics{0.6309297536, 0.5, 0, 1, 1}},
		// 1/log2(11)
		{"tenth", []string{"r1"}, at(10, 10), Metrics{0.2890648263, 0.1, 0, 1, 1}},
		{"eleventh", []string{"r1"}, at(11, 11), Metrics{0, 0, 0, 0, 1}},
		{"hundredth", []string{"r1"}, at(100, 100), Metrics{0, 0, 0, 0, 1}},
		{"hundred and first", []string{"r1"}, at(101, 101), Metrics{}},
		// (1 + 1/log2(4)) / (1 + 1/log2(3) + 1/log2(4)) = 1.5/2.1309297536
		{"two of three", []string{"r1", "r2", "r3"}, at(20, 1, 3), Metrics{0.7039180890, 1, 1, 2. / 3, 2. / 3}},
		// 1/log2(4) / (1 + 1/log2(3)) = 0.5/1.6309297536
		{"one in ten, one later", []string{"r1", "r2"}, at(60, 3, 50), Metrics{0.3065735964, 1. / 3, 0, 0.5, 1}},
		{"an article twice gains once", []string{"r", "s"}, ranked("r", "r", "s"), Metrics{1.5 / 1.6309297536, 1, 1, 1, 1}},
		{"a relevant id named twice", []string{"r", "r"}, ranked("r"), Metrics{1, 1, 1, 1, 1}},
	} {
		got := Judge(tt.relevant, tt.results)
		for _, m := range Measures() {
			if !near(m.Of(got), m.Of(tt.want)) {
				t.Errorf("%s: %s = %.10f, want %.10f", tt.name, m.Name, m.Of(got), m.Of(tt.want))
			}
		}
	}
}

// Eleven relevant articles: the ideal ranking has only ten ranks, so all ten relevant is perfect, though one is missing.
func TestIdealEndsAtTen(t *testing.T) {
	relevant := make([]string, 11)
	for i := range relevant {
		relevant[i] = fmt.Sprintf("r%d", i+1)
	}
	got := Judge(relevant, at(10, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
	if !near(got.NDCG10, 1) || !near(got.R10, 10./11) {
		t.Errorf("got %+v", got)
	}
}

func TestEvaluate(t *testing.T) {
	topics := []Topic{
		{ID: "1", Query: "một", Relevant: []string{"a"}},
		{ID: "2", Query: "hai", Relevant: []string{"b"}},
		{ID: "3", Query: "ba", Relevant: []string{"c"}},
		{ID: "4", Query: "bốn"},
	}
	report := Evaluate(topics, Run{"1": ranked("a"), "2": ranked("x", "b"), "4": ranked("a"), "no topic": ranked("a")})
	if report.Unjudged != 1 || len(report.Topics) != 3 || report.Topics[1].Query != "hai" {
		t.Fatalf("got %+v", report)
	}
	want := Metrics{NDCG10: 1.6309297536 / 3, MRR10: 0.5, P1: 1. / 3, R10: 2. / 3, R100: 2. / 3}
	for _, m := range Measures() {
		if !near(m.Of(report.Mean), m.Of(want)) {
			t.Errorf("mean %s = %v, want %v", m.Name, m.Of(report.Mean), m.Of(want))
		}
	}
	if empty := Evaluate(nil, nil); empty.Mean != (Metrics{}) {
		t.Errorf("no topics: %+v", empty)
	}
}

// Moving a relevant article up never lowers a metric, and all of them stay between 0 and 1.
func TestJudgeProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 120).Draw(t, "results")
		ranks := rapid.SliceOfNDistinct(rapid.IntRange(1, n), 1, min(n, 12), rapid.ID[int]).Draw(t, "ranks")
		results := at(n, ranks...)
		var relevant []string
		for i := range len(ranks) + rapid.IntRange(0, 3).Draw(t, "missing") {
			relevant = append(relevant, fmt.Sprintf("r%d", i+1))
		}
		before := Judge(relevant, results)
		if i := ranks[0] - 1; i > 0 {
			results[i], results[i-1] = results[i-1], results[i]
		}
		after := Judge(relevant, results)
		for _, m := range Measures() {
			b, a := m.Of(before), m.Of(after)
			if a < b-1e-12 || b < 0 || b > 1+1e-12 {
				t.Fatalf("%s: %v, and %v with %q one rank up", m.Name, b, a, relevant[0])
			}
		}
	})
}
