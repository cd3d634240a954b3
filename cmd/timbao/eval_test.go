package main

import (
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"timbao/search/eval"
	"timbao/search/query"
)

// TestPlainQueryHasNoOperators puts together pieces that mean something in the query language, and some that don't.
func TestPlainQueryHasNoOperators(t *testing.T) {
	pieces := []string{
		"lúa", "nếp", "AND", "OR", "NOT", "-", "+", "date:2020-99", "ngày:14-1", "title:", "tiêu_đề:", "(", ")", "*", "lú*", `"`, "“", "”", "«",
		`\`, " ", "\t", "\n", "..", "2020", "!", "\u200b", "\ufe0f", "\u034f", "\u00ad", "\xff", "\x00",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		node, err := query.Parse(plainQuery(text))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if node == nil {
			return
		}
		words, ok := node.(*query.Words)
		if !ok || words.Field != query.FieldText {
			t.Fatalf("%q became %#v", text, node)
		}
		if got, want := onlyLetters(words.Text), onlyLetters(text); got != want {
			t.Fatalf("%q lost words: %q", text, words.Text)
		}
	})
}

func onlyLetters(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s))
}

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
