package search_test

import (
	"cmp"
	"errors"
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

// lines are all occurrences that a request asks for, page by page of so many.
func lines(t testing.TB, x *search.Index, req search.ConcordanceRequest) (out []search.Occurrence, first *search.Concordance) {
	t.Helper()
	for {
		res, err := x.Concordance(t.Context(), req)
		if err != nil {
			t.Fatalf("%+v: %v", req, err)
		}
		out = append(out, res.Lines...)
		if first == nil {
			first = res
		}
		if res.Total != first.Total || res.Articles != first.Articles || res.TotalRelation != first.TotalRelation {
			t.Errorf("%+v: a later page has %d in %d, the first %d in %d", req, res.Total, res.Articles, first.Total, first.Articles)
		}
		if req.Cursor = res.Next; req.Cursor == "" {
			return out, first
		}
		if len(res.Lines) != cmp.Or(req.Limit, search.DefaultLines) {
			t.Fatalf("%+v: a page of %d has another behind it", req, len(res.Lines))
		}
	}
}

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

// TestConcordanceIsEveryPlace draws words from the archive, with their accents or without, and compares all occurrences with a walk through
// all articles; then the pages, the stream and the other order with one another.
func TestConcordanceIsEveryPlace(t *testing.T) {
	t.Parallel()
	x, articles := openArchive(t), archiveArticles()
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.SampledFrom(texts(rapid.SampledFrom(articles).Draw(rt, "article"))).Draw(rt, "text")
		var tokens []vietnamese.Token
		for _, tok := range vietnamese.Tokens(text) {
			if !tok.Whole {
				tokens = append(tokens, tok)
			}
		}
		if len(tokens) == 0 {
			return
		}
		n := rapid.IntRange(1, min(3, len(tokens))).Draw(rt, "words")
		from := rapid.IntRange(0, len(tokens)-n).Draw(rt, "from")
		accents := rapid.Bool().Draw(rt, "accents")
		var words []string
		var phrase []wordTest
		for _, tok := range tokens[from : from+n] {
			folded, accented := vietnamese.Split(tok.Term)
			switch {
			case tok.Kind >= vietnamese.Number:
				words, phrase = append(words, folded), append(phrase, exactly(tok.Term))
			case accents && folded == accented:
				return // which accents a plain word among others means depends on the archive
			case accents:
				words, phrase = append(words, text[tok.Start:tok.End]), append(phrase, exactly(tok.Term))
			default:
				words, phrase = append(words, folded), append(phrase, anyAccents(folded))
			}
		}
		req := search.ConcordanceRequest{Request: search.Request{Query: `"` + strings.Join(words, " ") + `"`, Limit: search.MaxLimit}}
		got, page := lines(t, x, req)
		want := naivePlaces(articles, phrase)
		if !slices.Equal(places(got), want) {
			rt.Fatalf("%s:\n%v\nwant\n%v", req.Query, places(got), want)
		}
		checkTotals(rt, page, got)
		checkQuotes(rt, articles, got, search.DefaultWidth)
		if len(got) < 60 {
			checkForms(t, rt, x, req, got)
		}
	})
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

// letters are articles that write the same words in many ways.
func letters() []record {
	return []record{
		{ID: "a", Title: "Lũ lụt", Lead: "LŨ LỤT, lũ  lụt; lu lut.", Body: "Trận lũ (lụt) lớn. Lũ và lụt.", Captions: []string{"Sau lũ lụt"}, Date: "2020-10-18"},
		{ID: "b", Title: "Ðảng bộ", Body: "Ðảng bộ, Đảng bộ, Đảng bộ.", Date: "2020-10-19", Section: "Chính trị"},
		{ID: "c", Title: "Hoà bình", Body: "hòa bình hoà bình Hòa-bình hoa bình", Date: "2020-10-17"},
		{ID: "d", Title: "Dịch Covid-19", Body: "Covid-19, Covid 19, COVID19. TP.HCM và TPHCM. Khóa XII, khóa 12. 12 giờ."},
		{ID: "e", Title: "ha ha ha ha ha", Body: "ha ha\n\nha", Date: "2020-10-17"},
	}
}

// TestSpellings wants every way of writing the words, quoted as it is printed.
func TestSpellings(t *testing.T) {
	t.Parallel()
	x := indexOf(t, letters()...)
	for query, want := range map[string][]string{
		`lũ lụt`:                    {"Lũ lụt", "LŨ LỤT", "lũ  lụt", "lũ (lụt", "lũ lụt"},
		`"lũ lụt"`:                  {"Lũ lụt", "LŨ LỤT", "lũ  lụt", "lũ (lụt", "lũ lụt"},
		`lu lut`:                    {"Lũ lụt", "LŨ LỤT", "lũ  lụt", "lu lut", "lũ (lụt", "lũ lụt"},
		`title:"lũ lụt"`:            {"Lũ lụt"},
		`caption:lụt`:               {"lụt"},
		`title:lũ OR lớn`:           {"Lũ", "lớn"},
		`đảng bộ`:                   {"Ðảng bộ", "Ðảng bộ", "Đảng bộ", "Đảng bộ"},
		`hòa bình`:                  {"Hoà bình", "hòa bình", "hoà bình", "Hòa-bình"},
		`covid 19`:                  {"Covid-19", "Covid-19", "Covid 19", "COVID19"},
		`covid19`:                   {"Covid-19", "Covid-19", "Covid 19", "COVID19"},
		`covid19 OR covid`:          {"Covid-19", "Covid-19", "Covid 19", "COVID19"},
		`tphcm`:                     {"TP.HCM", "TPHCM"},
		`khóa 12`:                   {"khóa 12"},
		`12`:                        {"XII", "12", "12"},
		`cov*`:                      {"Covid-19", "Covid-19", "Covid", "COVID19"},
		`ha ha`:                     {"ha ha", "ha ha", "ha ha"},
		`ha OR "ha ha ha"`:          {"ha ha ha", "ha", "ha", "ha", "ha", "ha"},
		`lũ OR "lũ lụt"`:            {"Lũ lụt", "LŨ LỤT", "lũ  lụt", "lũ (lụt", "Lũ", "lũ lụt"},
		`lụt -covid`:                {"lụt", "LỤT", "lụt", "lụt", "lụt", "lụt"},
		`bộ section:"chính trị"`:    {"bộ", "bộ", "bộ", "bộ"},
		`bộ OR section:"chính trị"`: {"bộ", "bộ", "bộ", "bộ"},
		`lớn "ha ha"`:               nil,
		`không đâu có`:              nil,
	} {
		got, page := lines(t, x, search.ConcordanceRequest{Request: search.Request{Query: query, Limit: 2}})
		var matches []string
		for _, l := range got {
			matches = append(matches, l.Match)
		}
		if !slices.Equal(matches, want) || page.Total != len(want) || page.TotalRelation != search.TotalExact {
			t.Errorf("%s: %q, total %s %d; want %q", query, matches, page.TotalRelation, page.Total, want)
		}
	}
}

// TestConcordanceFilters narrows by what narrows a search.
func TestConcordanceFilters(t *testing.T) {
	t.Parallel()
	x := indexOf(t, letters()...)
	for want, req := range map[string]search.Request{
		"b": {Sections: []string{"Chính trị"}}, "e c": {To: "2020-10-17"}, "a b": {From: "2020-10-18"}, "a": {Days: []string{"2020-10-18"}},
		"e c a d": {NotSections: []string{"Chính trị"}}, "": {Years: []int{1999}}, "c e a b d": {},
	} {
		req.Query, req.Limit = "bình OR đảng OR lớn OR giờ OR ha", 100
		got, _ := lines(t, x, search.ConcordanceRequest{Request: req})
		ids := map[string]bool{}
		for _, l := range got {
			ids[l.ID] = true
		}
		for _, id := range strings.Fields(want) {
			if !ids[id] {
				t.Errorf("%+v: nothing of %s", req, id)
			}
			delete(ids, id)
		}
		if len(ids) > 0 {
			t.Errorf("%+v: also of %v", req, ids)
		}
	}
}

// TestConcordanceRefuses names what is wrong with a request.
func TestConcordanceRefuses(t *testing.T) {
	t.Parallel()
	x := indexOf(t, letters()...)
	first, err := x.Concordance(t.Context(), search.ConcordanceRequest{Request: search.Request{Query: "ha", Limit: 1}})
	if err != nil {
		t.Fatal(err)
	}
	searched := find(t, x, search.Request{Query: "bình OR ha", Limit: 1}).Next
	request := func(change func(*search.ConcordanceRequest)) search.ConcordanceRequest {
		r := search.ConcordanceRequest{Request: search.Request{Query: "ha"}}
		change(&r)
		return r
	}
	for i, c := range []struct {
		name   string
		change func(*search.ConcordanceRequest)
	}{
		{"q", func(r *search.ConcordanceRequest) { r.Query = "" }}, {"q", func(r *search.ConcordanceRequest) { r.Query = "-ha" }},
		{"q", func(r *search.ConcordanceRequest) { r.Query = "author:văn" }}, {"q", func(r *search.ConcordanceRequest) { r.Query = "!?" }},
		{"q", func(r *search.ConcordanceRequest) { r.Query = "date:2020" }},
		{"width", func(r *search.ConcordanceRequest) { r.Width = -1 }}, {"width", func(r *search.ConcordanceRequest) { r.Width = search.MaxWidth + 1 }},
		{"limit", func(r *search.ConcordanceRequest) { r.Limit = search.MaxLimit + 1 }}, {"offset", func(r *search.ConcordanceRequest) { r.Offset = 1 }},
		{"sort", func(r *search.ConcordanceRequest) { r.Sort = search.SortRelevance }}, {"from", func(r *search.ConcordanceRequest) { r.From = "x" }},
		{"cursor", func(r *search.ConcordanceRequest) { r.Cursor = "x" }}, {"cursor", func(r *search.ConcordanceRequest) { r.Cursor = searched }},
		{"cursor", func(r *search.ConcordanceRequest) { r.Cursor, r.Query = first.Next, "bình" }},
		{"cursor", func(r *search.ConcordanceRequest) { r.Cursor, r.Sort = first.Next, search.SortNewest }},
	} {
		req := request(c.change)
		if _, err := x.Concordance(t.Context(), req); paramName(err) != c.name {
			t.Errorf("%d %s: %v", i, c.name, err)
		}
		if c.name == "limit" {
			req.Limit = -1
		}
		err := x.EachOccurrence(t.Context(), req, func(search.Occurrence) error { t.Errorf("%s: visited", c.name); return nil })
		if paramName(err) != c.name {
			t.Errorf("%d %s, as a stream: %v", i, c.name, err)
		}
	}
	stop := errors.New("stop")
	if err := x.EachOccurrence(t.Context(), request(func(*search.ConcordanceRequest) {}), func(search.Occurrence) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("the visitor's error is %v", err)
	}
}

// TestTotalsOfSeveralPhrases wants the total, which is counted in another way than the lines are found, to agree with them where phrases
// share words and overlap.
func TestTotalsOfSeveralPhrases(t *testing.T) {
	t.Parallel()
	x, articles := openArchive(t), archiveArticles()
	rapid.Check(t, func(rt *rapid.T) {
		tokens := strings.Fields(rapid.SampledFrom(texts(rapid.SampledFrom(articles).Draw(rt, "article"))).Draw(rt, "text"))
		if len(tokens) == 0 {
			return
		}
		var parts []string
		for range rapid.IntRange(2, 4).Draw(rt, "phrases") {
			from := rapid.IntRange(0, len(tokens)-1).Draw(rt, "from")
			words := tokens[from:min(from+rapid.IntRange(1, 3).Draw(rt, "words"), len(tokens))]
			if rapid.Bool().Draw(rt, "unaccented") {
				words = strings.Fields(vietnamese.Fold(strings.Join(words, " ")))
			}
			phrase := strings.ReplaceAll(strings.Join(words, " "), `"`, "")
			if len(vietnamese.Tokens(phrase)) > 0 {
				parts = append(parts, rapid.SampledFrom([]string{"", "", "title:"}).Draw(rt, "field")+`"`+phrase+`"`)
			}
		}
		if len(parts) == 0 {
			return
		}
		req := search.ConcordanceRequest{Request: search.Request{Query: strings.Join(parts, " OR "), Limit: search.MaxLimit}}
		all, page := lines(t, x, req)
		checkTotals(rt, page, all)
	})
}
