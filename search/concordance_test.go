package search_test

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"testing"

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
