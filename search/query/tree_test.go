package query

import (
	"errors"
	"strings"
	"testing"
)

// nested is operators so many deep inside each other, none of which can melt into another.
func nested(depth int) string {
	s := "a"
	for i := range depth {
		if i%2 == 0 {
			s = "(" + s + " OR b)"
		} else {
			s = "(" + s + ` "c")`
		}
	}
	return s
}

func TestLimits(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		ok       bool
	}{
		{"bytes at the limit", strings.Repeat("a", MaxBytes), true},
		{"bytes over it", strings.Repeat("a", MaxBytes+1), false},
		{"leaves at the limit", strings.Repeat("-a ", MaxLeaves), true},
		{"leaves over it", strings.Repeat("-a ", MaxLeaves+1), false},
		{"depth at the limit", nested(MaxDepth), true},
		{"depth over it", nested(MaxDepth + 1), false},
		{"brackets around words are not depth", strings.Repeat("(", 500) + "a" + strings.Repeat(")", 500), true},
		{"a run of words is one leaf", strings.Repeat("a ", 500), true},
		{"many NOTs", strings.Repeat("NOT ", 250) + "a", true},
		{"many lone quotes", strings.Repeat("“", 341), true},
		{"very large", strings.Repeat(`("`, 50_000), false},
	} {
		if _, err := Parse(tt.in); (err == nil) != tt.ok || err != nil && !errors.Is(err, ErrTooBig) {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

func TestSpans(t *testing.T) {
	const in = `hội  đồng -"nhân dân" tiêu_đề:(tỉnh ủy) (ho* OR ngày:2020) cuối`
	n, err := Parse(in)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{in, "hội  đồng", `-"nhân dân"`, `"nhân dân"`, "tiêu_đề:(tỉnh ủy)", "ho* OR ngày:2020", "ho*", "ngày:2020", "cuối"}
	var got []string
	Walk(n, func(n Node) bool {
		got = append(got, in[n.Span().Start:n.Span().End])
		return true
	})
	// The value of a date is what its span points at in errors; the node takes in the name.
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestWalkStopsWhereTold(t *testing.T) {
	n, err := Parse("a (b OR c) -d")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	Walk(n, func(n Node) bool {
		seen++
		_, isOr := n.(*Or)
		return !isOr
	})
	if seen != 5 { // And, a, Or, Not, d
		t.Errorf("visited %d nodes, want 5", seen)
	}
	Walk(nil, func(Node) bool { t.Error("visited nil"); return true })
}

func TestCanonical(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"hội   đồng", "hội đồng"},
		{"a NOT b c", "a -(b c)"},
		{"a b AND c", "a b AND c"},
		{"a OR b c OR (d e)", "a OR b c OR d e"},
		{`a OR b "c"`, `a OR (b "c")`},
		{"(a OR b) c", "(a OR b) c"},
		{"tác_giả:(Văn Trọng) nơi:Huế", "author:(Văn Trọng) place:Huế"},
		{"“a b” tiêu_đề:«c»", `"a b" title:"c"`},
		{"14-1-2020 (a)", `14-1-2020 \(a\)`},
		{"ngày:14-1-2020..2021", "date:2020-01-14..2021-12-31"},
		{"NOT 20* NOT 5", "-(20*) -(5)"},
		{"S -400: mỗi ngày: 5*", `S \-400: mỗi ngày\: 5\*`},
	} {
		n, err := Parse(tt.in)
		if err != nil {
			t.Fatal(err)
		}
		if n.String() != tt.want {
			t.Errorf("canonical form of %q: %q, want %q", tt.in, n, tt.want)
		}
	}
}

// Of several lone brackets, the error shows the first: closing it is most likely what was meant.
func TestFirstLoneBracket(t *testing.T) {
	_, err := Parse("x (a (b OR c")
	var e *Error
	if !errors.As(err, &e) || e.Span != (Span{2, 3}) {
		t.Errorf("got %v", err)
	}
}
