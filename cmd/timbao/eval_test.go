package main

import (
	"strings"
	"testing"

	"timbao/search/eval"
)

func TestEvaluationTables(t *testing.T) {
	topics := []eval.Topic{{ID: "1", Query: "lúa", Relevant: []string{"a"}}, {ID: "2", Query: "ngô", Relevant: []string{"b"}}, {ID: "3"}}
	before := eval.Run{"1": {{ID: "a", Score: 1}}}
	now := eval.Run{"1": {{ID: "a", Score: 1}}, "2": {{ID: "b", Score: 2}}}
	e := evaluation{Report: eval.Evaluate(topics, now)}
	want := "topics  nDCG@10  MRR@10  P@1     R@10    R@100\n2       1.0000   1.0000  1.0000  1.0000  1.0000\n1 topic without relevant articles left out\n"
	if got := e.render(paint{}, "nDCG@10"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, m := range eval.Measures() {
		e.Comparisons = append(e.Comparisons, eval.Compare(topics, before, now, m))
	}
	got := e.render(paint{}, "nDCG@10")
	for _, line := range []string{
		"nDCG@10  0.5000  1.0000  +0.5000  1       0      1",
		"+1.0000  0.0000  1.0000  2      ngô",
	} {
		if !strings.Contains(got, line) {
			t.Errorf("no %q in\n%s", line, got)
		}
	}
}
