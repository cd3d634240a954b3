package snippet

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/vietnamese"
)

// slowOccurrences looks for phrases at every token: of those that begin first the longest, and on behind it.
func slowOccurrences(phrases [][]Term, text string) []Span {
	var parts, all []vietnamese.Token
	for _, t := range vietnamese.Tokens(text) {
		all = append(all, t)
		if !t.Whole {
			parts = append(parts, t)
		}
	}
	var found []Span
	for _, terms := range phrases {
		terms = slices.DeleteFunc(slices.Clone(terms), func(t Term) bool { return t.Term == "" || t.Term == "\x00" })
		tokens := parts
		if len(terms) == 1 {
			tokens = all
		}
		for i := 0; len(terms) > 0 && i+len(terms) <= len(tokens); i++ {
			fits := true
			for j, term := range terms {
				fits = fits && slowMatches(term, tokens[i+j].Term)
			}
			if fits {
				found = append(found, Span{tokens[i].Start, tokens[i+len(terms)-1].End})
			}
		}
	}
	slices.SortFunc(found, func(a, b Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End
	})
	var out []Span
	for _, s := range found {
		if len(out) == 0 || s.Start >= out[len(out)-1].End {
			out = append(out, s)
		}
	}
	return out
}

func TestOccurrencesAreThoseOfTheAnalysis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		phrases := rapid.SliceOfN(genTerms, 1, 3).Draw(t, "phrases")
		for i := range phrases {
			phrases[i] = phrases[i][:min(len(phrases[i]), rapid.IntRange(1, 3).Draw(t, "words"))]
		}
		text := genText.Draw(t, "text")
		m := NewMatcher([]Term{{Term: "dân\x00", AnyAccent: true}}, phrases)
		want := slowOccurrences(phrases, text)
		for range 2 { // the second reading finds remembered tokens
			if got := m.Occurrences(nil, text); !slices.Equal(got, want) {
				t.Fatalf("%v in %q: %v, want %v", phrases, text, got, want)
			}
		}
	})
}

func TestOccurrencesAppend(t *testing.T) {
	m := NewMatcher(nil, [][]Term{words("hội")})
	if got := m.Occurrences([]Span{{1, 2}}, "hội"); !slices.Equal(got, []Span{{1, 2}, {0, 5}}) {
		t.Errorf("%v", got)
	}
	if got := (*Matcher)(nil).Occurrences(nil, "hội"); got != nil {
		t.Errorf("of nothing: %v", got)
	}
}

func TestContext(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text  string // the place stands in brackets
		width int
		want  string // so does the context
	}{
		{"một hai [ba] bốn năm", 100, "{một hai ba bốn năm}"},
		{"một hai [ba] bốn năm", 4, "một {hai ba bốn} năm"},
		{"một hai [ba] bốn năm", 7, "một {hai ba bốn} năm"},
		{"một hai [ba] bốn năm", 8, "{một hai ba bốn năm}"},
		{"một hai [ba] bốn năm", 3, "một hai {ba} bốn năm"},
		{"một hai [ba] bốn năm", 0, "một hai {ba} bốn năm"},
		{"[ba]", 10, "{ba}"},
		{"một, “[ba]”, bốn", 9, "{một, “ba”, bốn}"},
		{"một, “[ba]”, bốn", 4, "một, {“ba”,} bốn"},
		{"lo\u0323\u0302t tha\u0309m [ba] bô\u0301n", 9, "{lo\u0323\u0302t tha\u0309m ba bô\u0301n}"},
		{"mộthaiba[bốn]nămsáu", 3, "mộthaiba{bốn}nămsáu"},
		{"một hai[ba]bốn năm", 4, "một {haibabốn} năm"},
		{"một\u00a0hai [ba] bốn\u00a0năm", 5, "một\u00a0hai {ba} bốn\u00a0năm"},
		{"  một  [ba]  bốn  ", 50, "  {một  ba  bốn}  "},
		{"một\n\thai [ba] bốn\nnăm", 4, "một\n\t{hai ba bốn}\nnăm"},
	} {
		at := Span{strings.Index(c.text, "["), strings.Index(c.text, "]") - 1}
		text := strings.NewReplacer("[", "", "]", "").Replace(c.text)
		got := Context(text, at, c.width)
		if shown := text[:got.Start] + "{" + text[got.Start:got.End] + "}" + text[got.End:]; shown != c.want {
			t.Errorf("%q, %d: %q, want %q", c.text, c.width, shown, c.want)
		}
	}
}

func TestContextIsCutInWhiteSpace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := genText.Draw(t, "text")
		spans := slowOccurrences([][]Term{{{Term: "h\x00", AnyAccent: true, Prefix: true}}}, text)
		if len(spans) == 0 {
			return
		}
		at := rapid.SampledFrom(spans).Draw(t, "place")
		width := rapid.IntRange(0, 40).Draw(t, "width")
		got := Context(text, at, width)
		if got.Start < 0 || got.Start > at.Start || got.End < at.End || got.End > len(text) {
			t.Fatalf("%v around %v of %q", got, at, text)
		}
		if got.Start < at.Start && got.Start > 0 && !spaceBefore(text, got.Start) || got.End > at.End && got.End < len(text) && !spaceAt(text, got.End) {
			t.Fatalf("%q is cut within a word of %q", text[got.Start:got.End], text)
		}
		for _, side := range []string{text[got.Start:at.Start], text[at.End:got.End]} {
			characters := 0
			for i := range len(side) {
				if begins(side[i]) {
					characters++
				}
			}
			if characters > width {
				t.Fatalf("%q is wider than %d", side, width)
			}
		}
	})
}
