package search_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"timbao/search"
	"timbao/search/query"
)

// TestBadParameters wants each field that is out of range named.
func TestBadParameters(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	many := slices.Repeat([]string{"x"}, 101)
	for _, c := range []struct {
		name string
		req  search.Request
	}{
		{"limit", search.Request{Limit: -1}}, {"limit", search.Request{Limit: search.MaxLimit + 1}}, {"limit", search.Request{Limit: 1e9}},
		{"offset", search.Request{Offset: -1}}, {"offset", search.Request{Offset: search.MaxOffset + 1}},
		{"cursor", search.Request{Cursor: "x"}}, {"cursor", search.Request{Cursor: strings.Repeat("A", 1e5)}},
		{"sort", search.Request{Sort: "date"}}, {"sort", search.Request{Sort: "RELEVANCE"}},
		{"from", search.Request{From: "yesterday"}}, {"from", search.Request{From: "2020-13"}}, {"from", search.Request{From: "31-2-2020"}},
		{"from", search.Request{From: "2019..2020"}}, {"from", search.Request{From: ".."}}, {"from", search.Request{From: " "}},
		{"to", search.Request{To: "2020-02-30"}}, {"to", search.Request{To: "\xff"}}, {"to", search.Request{From: "2020", To: "2019"}},
		{"section", search.Request{Sections: many}}, {"author", search.Request{Authors: many}}, {"place", search.Request{Places: many}},
		{"year", search.Request{Years: make([]int, 101)}}, {"not_year", search.Request{NotYears: make([]int, 101)}}, {"not_file_type", search.Request{NotFormats: many}},
		{"month", search.Request{Months: []string{"2020"}}}, {"month", search.Request{Months: []string{"2020-01", "2020-13"}}}, {"month", search.Request{Months: []string{"2020-01..2020-01"}}},
		{"month", search.Request{Months: []string{"14-1-2020"}}}, {"month", search.Request{Months: []string{""}}}, {"not_month", search.Request{NotMonths: []string{"x"}}},
		{"day", search.Request{Days: []string{"2020-01"}}}, {"day", search.Request{Days: []string{"30-2-2020"}}}, {"not_day", search.Request{NotDays: []string{"\xff"}}},
		{"timeline", search.Request{Timeline: "week"}}, {"timeline", search.Request{Timeline: "YEAR"}},
		{"facet", search.Request{Facets: []string{"year", "colour"}}}, {"facet", search.Request{Facets: []string{""}}},
		{"facet_size", search.Request{FacetSize: -1}}, {"facet_size", search.Request{FacetSize: 1001}},
		{"highlight", search.Request{Markup: "bold"}},
		{"snippets", search.Request{Snippets: -1}}, {"snippets", search.Request{Snippets: 11}},
	} {
		if res, err := x.Search(t.Context(), c.req); res != nil || paramName(err) != c.name {
			t.Errorf("%s: %v, %v", c.name, res, err)
		}
	}
	for _, req := range []search.Request{
		{Limit: search.MaxLimit, Offset: search.MaxOffset, FacetSize: 1000, Snippets: 10, Facets: []string{"year", "year"}},
		{From: "2020-02-29", To: "29-2-2020"}, {Sections: many[:100], Years: make([]int, 100)}, {Query: "tỉnh", Offset: 9999},
	} {
		if res := find(t, x, req); res.Hits == nil || req.Offset > 0 && (len(res.Hits) > 0 || res.Total == 0 || res.Next != "") {
			t.Errorf("%+v: %+v", req, res)
		}
	}
}

// TestMalformedQueries wants an error that knows its place.
func TestMalformedQueries(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	for q, kind := range map[string]error{
		"lũ AND": query.ErrSyntax, "(lũ OR": query.ErrSyntax, "OR": query.ErrSyntax, "date:": query.ErrSyntax, "a*": query.ErrSyntax, "NOT": query.ErrSyntax,
		"date:31-2-2020": query.ErrDate, "date:2020..2019": query.ErrDate,
		strings.Repeat("a ", 1000): query.ErrTooBig, strings.Repeat("x", 100_000): query.ErrTooBig,
		strings.Repeat("-(a OR ", 20) + "b" + strings.Repeat(")", 20): query.ErrTooBig,
	} {
		res, err := x.Search(t.Context(), search.Request{Query: q})
		var e *query.Error
		if res != nil || !errors.As(err, &e) || !errors.Is(err, kind) || e.Query != q || e.Span.End > len(q) {
			t.Errorf("%.40s: %v, %v", q, res, err)
		}
	}
}

// hostile are queries that nobody means well with.
var hostile = []string{
	`"`, `""`, `"""`, "(((", ")))", "()", "*", "**", "-", "--", "- -", ":", "::", "title:", `title:"`, "title:*", "field:x", "-(", "\\", "\\\\\\", "..", "date:..",
	"AND", "a AND AND b", "NOT NOT x", "-\"", "?", "là gì?", "ai?", "..?", "\x00", "a\x00b", "\x01d", "\xff\xfe", "đ\xffa", "\xe1\xba", "\u200b", "\u200b\u200c\u200d\ufeff", "\u202eđảng\u202c", "\u202e",
	"שלום", "مرحبا", "日本語", "🙂", "🙂🙂 đảng", "e\u0301\u0301\u0301\u0301", "\u0301", "Ð", "ð", "İ", "ſ", "ǅ", "ﬀ", "%00", "<script>", "' OR 1=1 --", "a:b:c:d", "/.*/", "lũ~2", "lũ^5", "+lũ", "!lũ",
	"99999999999999999999", "1e309", "-1", "0/0/0", "31/2", "32-13-2020", "0000-00-00", "date:0000", "date:9999", "date:-5", "NaN", strings.Repeat("-", 900), strings.Repeat("(", 1000), strings.Repeat("\"", 1001),
	strings.Repeat("đ", 500), strings.Repeat("a-", 500), strings.Repeat("1/", 500), strings.Repeat("a\"b ", 250), strings.Repeat("hội ", 64), strings.Repeat("hội ", 65), strings.Repeat("tỉnh ", 130),
	strings.Repeat("a b c d ", 40), `"` + strings.Repeat("tỉnh ", 100) + `"`, strings.Repeat("x", 100_000), strings.Repeat("\u0301", 50_000), strings.Repeat("dang uy khoi hdnd tp hcm ", 30), strings.Repeat("đảng OR ", 63) + "x",
	strings.Repeat("đảng ủy khối dang uy khoi hội đồng nhân dân hoi dong nhan dan ", 16), "caption:\"" + strings.Repeat("đồng chí ", 60) + "\"", "author:\"" + strings.Repeat("a ", 70) + "\"", strings.Repeat("-đảng ", 63),
}

// TestHostileQueries wants an answer or an error that says what is wrong with the query, and nothing else.
func TestHostileQueries(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	begun := time.Now()
	for _, q := range hostile {
		for _, req := range []search.Request{{Query: q}, {Query: q, Sort: search.SortOldest, Facets: []string{"year", "author"}, Markup: search.MarkupANSI, Exact: true}} {
			checkHostile(t, x, req)
		}
	}
	if took := time.Since(begun); took > 20*time.Second {
		t.Errorf("they took %v", took)
	}
}

func checkHostile(t *testing.T, x *search.Index, req search.Request) {
	t.Helper()
	res, err := x.Search(context.Background(), req)
	var e *query.Error
	switch {
	case err == nil && res.Query == req.Query && len(res.Hits) <= res.Total:
	case errors.As(err, &e):
	default:
		t.Errorf("%.60q: %+v, %v", req.Query, res, err)
	}
}

// FuzzSearch looks for a query that is neither answered nor refused as a query.
func FuzzSearch(f *testing.F) {
	for _, q := range hostile {
		if len(q) < 2000 {
			f.Add(q)
		}
	}
	x := openArchive(f)
	f.Fuzz(func(t *testing.T, q string) { checkHostile(t, x, search.Request{Query: q, Limit: 3}) })
}

// TestTextThatIsNoOperatorIsSearched finds words whatever stands around them.
func TestTextThatIsNoOperatorIsSearched(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	for _, q := range []string{`"Trần Văn Chung`, "(Trần Văn Chung", "Trần Văn Chung:", "Trần - Văn - Chung", "Trần, Văn; Chung!", "[Trần] {Văn} <Chung>", "http: Trần Văn Chung", "\u200bTrần\u200b Văn Chung", "“Trần Văn Chung”", "Trần Văn Chung ^~+"} {
		res, err := x.Search(t.Context(), search.Request{Query: q})
		if err != nil || len(res.Hits) == 0 || res.Hits[0].ID != seedID {
			t.Errorf("%s: %+v %v", q, res, err)
		}
	}
}

// TestEndedContext wants the context's error from everything that takes one.
func TestEndedContext(t *testing.T) {
	t.Parallel()
	x := openArchive(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, q := range []string{"tỉnh", "dang uy khoi", `"đồng chí"`, "a OR tỉnh", "-tỉnh", `caption:"đồng chí"`} {
		if res, err := x.Search(ctx, search.Request{Query: q}); res != nil || !errors.Is(err, context.Canceled) {
			t.Errorf("%q: %v %v", q, res, err)
		}
	}
	if a, err := x.Get(ctx, seedID); a != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("get: %v %v", a, err)
	}
	if _, err := x.Stats(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("stats: %v", err)
	}
}

// TestMarkups compares the ways to mark matches.
func TestMarkups(t *testing.T) {
	t.Parallel()
	x := indexOf(t, record{ID: "1", Title: "Lũ & <bão> \"lớn\"", Body: "Nước lũ dâng <cao>."})
	for markup, want := range map[search.Markup]string{
		"":                 "<mark>Lũ</mark> &amp; &lt;bão&gt; &#34;lớn&#34; | Nước <mark>lũ</mark> dâng &lt;cao&gt;.",
		search.MarkupHTML:  "<mark>Lũ</mark> &amp; &lt;bão&gt; &#34;lớn&#34; | Nước <mark>lũ</mark> dâng &lt;cao&gt;.",
		search.MarkupPlain: "Lũ & <bão> \"lớn\" | Nước lũ dâng <cao>.",
	} {
		h := find(t, x, search.Request{Query: "lũ", Markup: markup}).Hits[0]
		if got := h.Highlight.Title + " | " + strings.Join(h.Highlight.Snippets, " | "); got != want || h.Title != "Lũ & <bão> \"lớn\"" {
			t.Errorf("%q: %s", markup, got)
		}
	}
	ansi := find(t, x, search.Request{Query: "lũ", Markup: search.MarkupANSI}).Hits[0].Highlight.Title
	if !strings.HasPrefix(ansi, "\x1b[") || !strings.Contains(ansi, "Lũ\x1b[") || strings.Contains(ansi, "mark") {
		t.Errorf("ansi: %q", ansi)
	}
	if h := find(t, x, search.Request{Query: "lũ", Markup: search.MarkupNone}).Hits[0]; h.Highlight != nil {
		t.Errorf("none: %+v", h.Highlight)
	}
}
