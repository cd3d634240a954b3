package snippet

import (
	"html"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"timbao/indexer/vietnamese"
)

// pieces are what texts and queries are made of, so that they meet often: spellings of the same words, codes, dirt.
var pieces = []string{
	"hội", "Hội", "ho\u0323\u0302i", "hô\u0323i", "hoi", "đồng", "Ðồng", "đô\u0300ng", "dong", "kỹ", "kĩ", "ky", "hoà", "hòa", "quý", "quí", "y", "ý",
	"35-CT/TW", "35", "CT", "97,1", "1.000.000", "14-1-2020", "14/01/2020", "XIII", "khóa X", "13", "10", "HĐND", "HÐND", "Covid-19", "Guðni",
	" ", " ", " ", " ", " ", "  ", "\n", ". ", ", ", "; ", "! ", "…", "./.", "\u00a0", "\u200b", "\t", " - ", "“", "(", ")",
	"<b>", "&amp;", "&", "'", "\"", "<mark>", "</mark>", "\x1b[31m", "\x1b]0;x\x07", "\x1b", "\u009b", "\u202e", "\xff", "\xe1\xbb", "\u0301", "\x00",
	"người", "dân", "thể", "nghiêng", "Friedrichshafener", "Москва", "会議", "🙂", "ø", "Łódź", "²", "İ", "ſ", "ﬁ",
}

var genText = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
})

var genTerms = rapid.Custom(func(t *rapid.T) []Term {
	var out []Term
	for _, tok := range vietnamese.Tokens(strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 8).Draw(t, "query"), " ")) {
		term := Term{Term: tok.Term, AnyAccent: rapid.Bool().Draw(t, "any"), Prefix: rapid.IntRange(0, 5).Draw(t, "prefix") == 0}
		if term.Prefix {
			folded, accented := vietnamese.Split(tok.Term)
			cut := rapid.IntRange(0, min(utf8.RuneCountInString(folded), utf8.RuneCountInString(accented))).Draw(t, "cut")
			term.Term = string([]rune(folded)[:cut]) + "\x00" + string([]rune(accented)[:cut])
		}
		out = append(out, term)
	}
	return out
})

// slowMatches reports whether a term matches a token of the analysis, as its comment says.
func slowMatches(term Term, token string) bool {
	if term.Term == "" || term.Term == "\x00" {
		return false
	}
	folded, accented := vietnamese.Split(token)
	wantFolded, wantAccented := vietnamese.Split(term.Term)
	switch {
	case term.Prefix && term.AnyAccent:
		return strings.HasPrefix(folded, wantFolded)
	case term.Prefix:
		return strings.HasPrefix(accented, wantAccented)
	case term.AnyAccent:
		return folded == wantFolded
	}
	return token == term.Term
}

// Every token that matches by the plain reading of the analysis is found, and no other: the sieve, the memo and the reading of
// codes and numerals lose nothing.
func TestFindsWhatTheAnalysisSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		terms := genTerms.Draw(t, "terms")
		m := NewMatcher(terms, nil)
		s := m.borrow()
		for range 2 { // the second time the memo knows the tokens
			text := genText.Draw(t, "text")
			var want, got []Span
			for _, tok := range vietnamese.Tokens(text) {
				if slices.ContainsFunc(terms, func(term Term) bool { return slowMatches(term, tok.Term) }) {
					want = append(want, Span{tok.Start, tok.End})
				}
			}
			s.occs = s.occs[:0]
			s.findTerms(text)
			for _, o := range s.occs {
				got = append(got, Span{int(o.start), int(o.end)})
			}
			order := func(a, b Span) int { return (a.Start-b.Start)*1000 + a.End - b.End }
			slices.SortFunc(want, order)
			slices.SortFunc(got, order)
			if want, got = slices.Compact(want), slices.Compact(got); !slices.Equal(want, got) {
				t.Fatalf("text %q, terms %+v: found %v, want %v", text, terms, got, want)
			}
		}
	})
}

// check panics nowhere and holds for every input: what snippets promise whatever the text.
func check(t interface{ Fatalf(string, ...any) }, m *Matcher, texts []string, n, width int) {
	var parts []Part
	for i, text := range texts {
		parts = append(parts, Part{text, Kind(i % 4)})
		checkMarks(t, m, text)
		checkMarkup(t, m.Title(text, HTML), m.Title(text, ANSI), m.Title(text, Plain), text)
		if got, want := squeeze(m.Title(text, Plain)), squeeze(cleaned(text)); got != want {
			t.Fatalf("title %q, want %q", got, want)
		}
	}
	pages, screens, plains := m.Snippets(parts, n, width, HTML), m.Snippets(parts, n, width, ANSI), m.Snippets(parts, n, width, Plain)
	if len(pages) != len(plains) || len(screens) != len(plains) {
		t.Fatalf("%d, %d and %d passages", len(pages), len(screens), len(plains))
	}
	escapes := strings.Contains(strings.Join(texts, ""), "\x1b") // a cut may fall in one, so that it is none any more
	for i, plain := range plains {
		checkMarkup(t, pages[i], screens[i], plain, strings.Join(texts, "\n"))
		inner := squeeze(strings.TrimSuffix(strings.TrimPrefix(plain, ellipsis), ellipsis))
		if !escapes && !slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(squeeze(cleaned(s)), inner) }) {
			t.Fatalf("passage %q is not in %q", plain, texts)
		}
	}
}

func checkMarks(t interface{ Fatalf(string, ...any) }, m *Matcher, text string) {
	last := 0
	for _, s := range m.Marks(text) {
		if s.Start < last || s.End <= s.Start || s.End > len(text) {
			t.Fatalf("marks %v of %q", m.Marks(text), text)
		}
		last = s.End
	}
}

// checkMarkup reports marks that do not balance, characters that reach a page or a terminal, and markups that disagree.
func checkMarkup(t interface{ Fatalf(string, ...any) }, page, screen, plain, text string) {
	inner := strings.NewReplacer("<mark>", "", "</mark>", "").Replace(page)
	if strings.ContainsAny(inner, "<>\"'") || html.UnescapeString(inner) != plain {
		t.Fatalf("page %q for %q of %q", page, plain, text)
	}
	rest := page
	for rest != "" {
		before, after, found := strings.Cut(rest, "<mark>")
		marked, tail, closed := strings.Cut(after, "</mark>")
		if strings.Contains(before, "mark>") || found && (!closed || marked == "" || strings.Contains(marked, "<mark>")) {
			t.Fatalf("marks in %q", page)
		}
		rest = tail
	}
	if strings.NewReplacer(ansiOn, "", ansiOff, "").Replace(screen) != plain {
		t.Fatalf("screen %q for %q", screen, plain)
	}
	if !utf8.ValidString(plain) || strings.ContainsFunc(plain, func(r rune) bool { return r < ' ' || r == 0x7f || unsafeRune(r) }) {
		t.Fatalf("unsafe %q", plain)
	}
}

// cleaned removes from a text what every markup removes, by a way of its own: a character at a time.
func cleaned(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		if text[i] == 0x1b {
			i += escapeSize(text[i:])
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		i += size
		switch {
		case isSpace(r):
			b.WriteByte(' ')
		case r < ' ', r == 0x7f, unsafeRune(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// squeeze makes any run of spaces one, and none at the ends.
func squeeze(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var phrases [][]Term
		if rapid.Bool().Draw(t, "with phrase") {
			phrases = [][]Term{genTerms.Draw(t, "phrase")}
		}
		m := NewMatcher(genTerms.Draw(t, "terms"), phrases)
		texts := rapid.SliceOfN(genText, 0, 4).Draw(t, "texts")
		check(t, m, texts, rapid.IntRange(0, 4).Draw(t, "n"), rapid.IntRange(0, 60).Draw(t, "width"))
	})
}

// Different passages never show the same stretch of the text: with numbered words, each number is shown once.
func TestPassagesDoNotOverlap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var text strings.Builder
		for i := range rapid.IntRange(1, 150).Draw(t, "length") {
			word := rapid.SampledFrom([]string{"hội", "đồng", "xã", "ấp", "a"}).Draw(t, "word")
			text.WriteString(word + rapid.SampledFrom([]string{"", ",", ".", ";"}).Draw(t, "mark") + " n" + strings.Repeat("x", i%7) + string(rune('A'+i/26)) + string(rune('a'+i%26)) + " ")
		}
		got := NewMatcher(words("hội đồng xã"), nil).Snippets([]Part{{Text: text.String()}}, 5, rapid.IntRange(5, 80).Draw(t, "width"), Plain)
		seen := map[string]bool{}
		for _, passage := range got {
			for _, w := range strings.FieldsFunc(passage, func(r rune) bool { return strings.ContainsRune(" ,.;…", r) }) {
				if strings.HasPrefix(w, "n") && seen[w] {
					t.Fatalf("%q twice in %q", w, got)
				}
				seen[w] = true
			}
		}
	})
}

func FuzzSnippets(f *testing.F) {
	for _, p := range seedParts {
		f.Add("Đảng ủy Khối 35-CT/TW", p.Text, "hội đồng", 2, 160)
	}
	f.Add("hội", strings.Join(pieces, ""), "\x1b[31mhội\x1b[0m <script>", 3, 20)
	f.Add("<mark>", "<mark>mark</mark>", "\xffmark", 1, 1)
	f.Add("ho\u0323\u0302i", "h\u200bội\u0301\u0301", "97,1 XIII khóa X", 5, 7)
	f.Fuzz(func(t *testing.T, query, a, b string, n, width int) {
		terms := words(query)
		check(t, NewMatcher(terms, [][]Term{terms}), []string{a, b, a}, n, width)
	})
}
