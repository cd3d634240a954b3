package search_test

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"timbao/indexer/vietnamese"
	"timbao/search"
)

// where is the place of an occurrence, and what stands there.
type where struct {
	id        string
	field     search.Field
	paragraph int
	offset    int
	match     string
}

func places(lines []search.Occurrence) []where {
	var out []where
	for _, l := range lines {
		out = append(out, where{l.ID, l.Field, l.Paragraph, l.Offset, l.Match})
	}
	return out
}

// wordTest says whether a token may be a word of the query: as it stands, or in any accents.
type wordTest func(vietnamese.Token) bool

func exactly(term string) wordTest { return func(t vietnamese.Token) bool { return t.Term == term } }

func anyAccents(folded string) wordTest {
	return func(t vietnamese.Token) bool { f, _ := vietnamese.Split(t.Term); return f == folded }
}

// naivePlaces looks through every paragraph of the articles, oldest first.
func naivePlaces(articles []*search.Article, phrase []wordTest) []where {
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(a, b *search.Article) int {
		if a.Published.IsZero() != b.Published.IsZero() {
			if a.Published.IsZero() {
				return 1
			}
			return -1
		}
		return cmp.Or(a.Published.Compare(b.Published), strings.Compare(a.ID, b.ID))
	})
	var out []where
	for _, a := range articles {
		for field, paragraphs := range map[search.Field][]string{search.FieldTitle: {a.Title}, search.FieldLead: {a.Lead}, search.FieldBody: a.Body, search.FieldCaption: a.Captions} {
			for i, text := range paragraphs {
				for _, s := range naiveSpans(text, phrase) {
					out = append(out, where{a.ID, field, i + 1, s[0], text[s[0]:s[1]]})
				}
			}
		}
	}
	order := []search.Field{search.FieldTitle, search.FieldLead, search.FieldBody, search.FieldCaption}
	at := map[string]int{}
	for i, a := range articles {
		at[a.ID] = i
	}
	slices.SortFunc(out, func(a, b where) int {
		return cmp.Or(at[a.id]-at[b.id], slices.Index(order, a.field)-slices.Index(order, b.field), a.paragraph-b.paragraph, a.offset-b.offset)
	})
	return out
}

// naiveSpans are the places of a phrase in a text that do not overlap. What is kept whole counts for a phrase of one word.
func naiveSpans(text string, phrase []wordTest) (out [][2]int) {
	var parts, all []vietnamese.Token
	for _, t := range vietnamese.Tokens(text) {
		all = append(all, t)
		if !t.Whole {
			parts = append(parts, t)
		}
	}
	if len(phrase) == 1 {
		parts = all
		slices.SortStableFunc(parts, func(a, b vietnamese.Token) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
	}
	end := 0
	for i := 0; i+len(phrase) <= len(parts); i++ {
		fits := parts[i].Start >= end
		for j, p := range phrase {
			fits = fits && p(parts[i+j])
		}
		if fits {
			end = parts[i+len(phrase)-1].End
			out = append(out, [2]int{parts[i].Start, end})
		}
	}
	return out
}

// checkTotals wants the totals to be what was found.
func checkTotals(t *rapid.T, page *search.Concordance, all []search.Occurrence) {
	ids := map[string]bool{}
	for _, l := range all {
		ids[l.ID] = true
	}
	if page.TotalRelation != search.TotalExact || page.Total != len(all) || page.Articles != len(ids) {
		t.Fatalf("%s: %s %d in %d articles, found %d in %d", page.Query, page.TotalRelation, page.Total, page.Articles, len(all), len(ids))
	}
}

// checkQuotes wants each line to be a piece of the stored text, cut between words, no wider than asked for and no narrower than it must be.
func checkQuotes(t *rapid.T, articles []*search.Article, all []search.Occurrence, width int) {
	for _, l := range all {
		a := articles[slices.IndexFunc(articles, func(a *search.Article) bool { return a.ID == l.ID })]
		text := map[search.Field][]string{search.FieldTitle: {a.Title}, search.FieldLead: {a.Lead}, search.FieldBody: a.Body, search.FieldCaption: a.Captions}[l.Field][l.Paragraph-1]
		before, after := text[:l.Offset-len(l.Left)], text[l.Offset+len(l.Match)+len(l.Right):]
		if before+l.Left+l.Match+l.Right+after != text {
			t.Fatalf("%+v is no piece of %q", l, text)
		}
		if characters(l.Left) > width || characters(l.Right) > width {
			t.Fatalf("%+v is wider than %d", l, width)
		}
		if l.Left != "" && before != strings.TrimRightFunc(before, unicode.IsSpace)+" " && before != "" || strings.HasPrefix(l.Left, " ") {
			t.Fatalf("%+v begins within a word, after %q", l, before)
		}
		if l.Right != "" && after != " "+strings.TrimLeftFunc(after, unicode.IsSpace) && after != "" || strings.HasSuffix(l.Right, " ") {
			t.Fatalf("%+v ends within a word, before %q", l, after)
		}
		if words := strings.FieldsFunc(before, cuttable); len(words) > 0 && characters(words[len(words)-1])+1+characters(l.Left) < width {
			t.Fatalf("%+v has room for %q before it", l, words[len(words)-1])
		}
		if words := strings.FieldsFunc(after, cuttable); len(words) > 0 && characters(words[0])+1+characters(l.Right) < width {
			t.Fatalf("%+v has room for %q behind it", l, words[0])
		}
	}
}

// cuttable says whether a text may be cut at a character: at white space but for the kind that is there to keep words together.
func cuttable(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' }

// characters counts the letters and signs of a text, its combining marks not.
func characters(s string) int {
	n := 0
	for _, r := range s {
		if !unicode.Is(unicode.Mn, r) {
			n++
		}
	}
	return n
}

// checkForms wants the same lines in small pages, from the stream, and turned round by date from the newest on.
func checkForms(t *testing.T, rt *rapid.T, x *search.Index, req search.ConcordanceRequest, want []search.Occurrence) {
	req.Limit = rapid.IntRange(1, 7).Draw(rt, "limit")
	req.Limit = max(req.Limit, len(want)/20)
	if got, _ := lines(t, x, req); !slices.Equal(places(got), places(want)) {
		rt.Fatalf("%s by %d: %v\nwant %v", req.Query, req.Limit, places(got), places(want))
	}
	cut := min(req.Limit, len(want))
	first, err := x.Concordance(t.Context(), req)
	if err != nil {
		rt.Fatal(err)
	}
	for _, from := range []struct {
		cursor string
		limit  int
		want   []search.Occurrence
	}{{"", 0, want}, {"", req.Limit, want[:cut]}, {first.Next, 0, want[cut:]}} {
		if from.cursor == "" && from.limit == 0 && len(from.want) < len(want) {
			continue // there is no second page
		}
		var got []search.Occurrence
		err := x.EachOccurrence(t.Context(), search.ConcordanceRequest{Request: search.Request{Query: req.Query, Cursor: from.cursor, Limit: from.limit}}, func(o search.Occurrence) error {
			got = append(got, o)
			return nil
		})
		if err != nil || !slices.Equal(places(got), places(from.want)) {
			rt.Fatalf("%s as a stream: %v\nwant %v (%v)", req.Query, places(got), places(from.want), err)
		}
	}
	req.Limit, req.Sort = search.MaxLimit, search.SortNewest
	newest, _ := lines(t, x, req)
	if !slices.IsSortedFunc(newest, func(a, b search.Occurrence) int {
		switch {
		case a.Published == nil && b.Published == nil:
			return 0
		case a.Published == nil || b.Published == nil:
			return map[bool]int{true: 1, false: -1}[a.Published == nil]
		}
		return b.Published.Compare(*a.Published)
	}) {
		rt.Fatalf("%s, newest first: %v", req.Query, places(newest))
	}
	less := func(a, b search.Occurrence) int {
		return strings.Compare(fmt.Sprint(places([]search.Occurrence{a})), fmt.Sprint(places([]search.Occurrence{b})))
	}
	if a, b := slices.SortedFunc(slices.Values(newest), less), slices.SortedFunc(slices.Values(want), less); !reflect.DeepEqual(places(a), places(b)) {
		rt.Fatalf("%s, newest first, has others: %v\nwant %v", req.Query, places(a), places(b))
	}
}
