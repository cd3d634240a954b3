package query

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// fragments are what queries are made of here: every operator, and what looks like one.
var fragments = []string{
	" ", " ", " ", " ", "(", ")", `"`, `"`, "“", "”", "„", "«", "»", "-", " -", "*", ":", `\`, ".", "..", "5", "20*",
	" AND ", " OR ", " NOT ", "AND", "OR", "NOT", "title:", "tiêu_đề:", "nơi:", "ngày:", "ngày: ", "date:", "author: ",
	"hội", "đồng", "ho*", "h*", "2020", "14-1-2020", "..2020", "S", "-400", "x", "ho\u0323\u0302i", "\u0323", "\u200b", "\u202e", "\x00", "\xff", "会", "😀",
}

func queries() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.IntRange(0, 9).Draw(t, "kind") == 0 {
			return rapid.String().Draw(t, "text")
		}
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(fragments), 0, 40).Draw(t, "fragments"), "")
	})
}

func TestParseProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkParse(t, queries().Draw(t, "query")) })
}

// fataler is what *rapid.T and *testing.T have in common.
type fataler interface {
	Fatalf(format string, args ...any)
}

// checkParse is what holds for every input.
func checkParse(t fataler, in string) {
	n, err := Parse(in)
	if err != nil {
		var e *Error
		if !errors.As(err, &e) || n != nil {
			t.Fatalf("Parse(%q) = %v, %v", in, n, err)
		}
		if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(in) || e.Message == "" || e.Kind == nil {
			t.Fatalf("Parse(%q): bad error %#v", in, e)
		}
		if caret := e.Caret(); !utf8.ValidString(caret) || strings.Count(caret, "\n") != 1 || !strings.HasSuffix(caret, "^") {
			t.Fatalf("Parse(%q): bad caret %q", in, caret)
		}
		return
	}
	checkTree(t, in, n)
	if n == nil {
		return
	}
	// The canonical form may be longer than what was typed, so it is read without the limit.
	canonical := n.String()
	again, err := parse(canonical)
	if err != nil {
		t.Fatalf("Parse(%q): canonical form %q: %v", in, canonical, err)
	}
	if sketch(again) != sketch(n) || again.String() != canonical {
		t.Fatalf("Parse(%q) = %s\ncanonical form %q = %s", in, sketch(n), canonical, sketch(again))
	}
}

// checkTree tells whether a tree is as node.go promises.
func checkTree(t fataler, in string, root Node) {
	Walk(root, func(n Node) bool {
		span := n.Span()
		if span.Start < 0 || span.End <= span.Start || span.End > len(in) {
			t.Fatalf("Parse(%q): %s at %v", in, sketch(n), span)
		}
		var children []Node
		switch n := n.(type) {
		case *And:
			children = n.Nodes
		case *Or:
			children = n.Nodes
		case *Not:
			children = []Node{n.Node}
			if _, ok := n.Node.(*Not); ok {
				t.Fatalf("Parse(%q): double negation", in)
			}
		case *Words:
			checkText(t, in, n.Text)
		case *Phrase:
			checkText(t, in, n.Text)
		case *Prefix:
			checkText(t, in, n.Text)
		}
		at := span.Start
		for _, child := range children {
			if c := child.Span(); c.Start < at || c.End > span.End {
				t.Fatalf("Parse(%q): %s at %v lies outside its place in %v", in, sketch(child), c, span)
			}
			at = child.Span().End
		}
		if _, isNot := n.(*Not); len(children) == 1 && !isNot {
			t.Fatalf("Parse(%q): a chain of one", in)
		}
		return true
	})
}

func checkText(t fataler, in, text string) {
	if !utf8.ValidString(text) || strings.TrimSpace(text) != text || strings.Contains(text, "  ") || strings.IndexFunc(text, isWordy) < 0 {
		t.Fatalf("Parse(%q): text %q", in, text)
	}
}

// Words without operators stay together, whatever stands between them.
func TestPlainTextIsOneNode(t *testing.T) {
	words := []string{"hội", "đồng", "Covid-19", "10:30", "ngày:", "1)", "(a", "-5", "-", "…", "và", "or", "5*", `32"`, "http://x.vn"}
	rapid.Check(t, func(t *rapid.T) {
		in := "a " + strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 30).Draw(t, "words"), " ") + " z"
		n, err := Parse(in)
		if err != nil {
			t.Fatalf("Parse(%q): %v", in, err)
		}
		if w, ok := n.(*Words); !ok || w.Text != in || w.At != (Span{0, len(in)}) {
			t.Fatalf("Parse(%q) = %s", in, sketch(n))
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "( hội)hội", "00(0 )", "hội đồng nhân dân", `"đúng cụm từ" -từ NOT a AND b OR (c d)`, "title:hội tiêu_đề:“a b” tác_giả:(x OR y)",
		"date:2019-12..2020-02 ngày:14-1-2020", "hoi* h* 5*", "(((", `"`, "*", "field:", "S -400", "a\xff\u200b\u202e\x00", `\(a\) \"`, nested(12),
		strings.Repeat("(", 600), strings.Repeat("NOT ", 300), strings.Repeat("“", 400), strings.Repeat("-a ", 70),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) { checkParse(t, in) })
}

func FuzzParseDates(f *testing.F) {
	for _, seed := range []string{"2020", "14-1-2020", "2019-12..2020-02", "..2020", "tháng 1 năm 2020", "2018-2020", "..", "9999-12-31", "0001"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		from, to, err := ParseDates(in)
		if err != nil {
			return
		}
		if !from.IsZero() && !to.IsZero() && !from.Before(to) {
			t.Fatalf("ParseDates(%q) = %v, %v", in, from, to)
		}
		f2, t2, err := ParseDates(formatDates(from, to))
		if err != nil || !f2.Equal(from) || !t2.Equal(to) {
			t.Fatalf("ParseDates(%q) = %s, which is %v, %v, %v", in, formatDates(from, to), f2, t2, err)
		}
	})
}
