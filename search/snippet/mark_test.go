package snippet

import (
	"strings"
	"testing"
)

func TestMarks(t *testing.T) {
	cases := []struct {
		name  string
		terms []Term
		text  string
		want  string
	}{
		{"accented word is exact", words("hội"), "Hội hỏi hồi HỘI hoi", "[Hội] hỏi hồi [HỘI] hoi"},
		{"unaccented word meets all", words("hoi"), "Hội hỏi hồi hoi hôn", "[Hội hỏi hồi hoi] hôn"},
		{"words beside each other share a mark", words("hội đồng nhân dân"), "họp Hội đồng  nhân\u00a0dân tỉnh", "họp [Hội đồng  nhân\u00a0dân] tỉnh"},
		{"punctuation parts marks", words("hội đồng"), "hội, đồng", "[hội], [đồng]"},
		{"a new line parts marks", words("hội đồng"), "hội\nđồng", "[hội]\n[đồng]"},
		{"eth for đ", words("Đảng"), "Ðảng ủy, ðảng, Ɖảng", "[Ðảng] ủy, [ðảng], [Ɖảng]"},
		{"eth in the query", words("Ðảng"), "Đảng", "[Đảng]"},
		{"decomposed", words("Đảng ủy"), "Đa\u0309ng u\u0309y.", "[Đa\u0309ng u\u0309y]."},
		{"half decomposed", words("tiếng Việt"), "tiê\u0301ng Viê\u0323t", "[tiê\u0301ng Viê\u0323t]"},
		{"tone placement", words("hòa thủy"), "hoà và thuỷ", "[hoà] và [thuỷ]"},
		{"i and y", words("kỹ"), "kĩ KỸ ky", "[kĩ KỸ] ky"},
		{"invisible inside a word", words("hội"), "h\u200bội", "[h\u200bội]"},
		{"whole code", whole("35-CT/TW"), "Chỉ thị số 35-CT/TW của; 36-CT/TW", "Chỉ thị số [35-CT/TW] của; 36-CT/TW"},
		{"parts of a code", words("CT TW"), "số 35-CT/TW", "số 35-[CT/TW]"},
		{"one part of a code", words("35"), "số 35-CT/TW", "số [35]-CT/TW"},
		{"parts that do not follow each other", words("35 TW"), "số 35-CT/TW", "số [35]-CT/[TW]"},
		{"parts and whole", words("35-CT/TW"), "số 35-CT/TW", "số [35-CT/TW]"},
		{"code and its neighbour", words("số 35-CT/TW"), "số 35-CT/TW", "[số 35-CT/TW]"},
		{"part of a number", words("1"), "97,1% và 1 phần", "97,1% và [1] phần"},
		{"all parts of a number", words("97,1"), "97,1% hay 97 phần", "[97,1]% hay [97] phần"},
		{"spelling of a date", whole("14-1-2020"), "ngày 14/01/2020", "ngày [14/01/2020]"},
		{"roman numeral", words("13"), "lần thứ XIII", "lần thứ [XIII]"},
		{"roman numeral after a counting word", words("10"), "khóa X, vitamin X", "khóa [X], vitamin X"},
		{"acronym", words("HĐND"), "HÐND, hđnd, HDND", "[HÐND], [hđnd], HDND"},
		{"unaccented prefix", []Term{{Term: "ngh\x00", AnyAccent: true, Prefix: true}}, "nghề nghiệp, Nghĩa, ngà", "[nghề nghiệp], [Nghĩa], ngà"},
		{"accented prefix", []Term{{Term: "ho\x00hộ", Prefix: true}}, "hội hồi hộ HỘP", "[hội] hồi [hộ HỘP]"},
		{"foreign word", words("Guðni"), "ông Guðni", "ông [Guðni]"},
		{"long foreign word", words("Friedrichshafener"), "Friedrichshafener Friedrichshafen", "[Friedrichshafener] Friedrichshafen"},
		{"a run longer than a token", []Term{{Term: "o\x00", AnyAccent: true, Prefix: true}}, strings.Repeat("ộ", 100), "[" + strings.Repeat("ộ", 100) + "]"},
		{"other scripts", words("Москва"), "Москва, москва", "[Москва], [москва]"},
		{"bytes that are not UTF-8", words("hội"), "\xffhội\xfe hội\xc3", "\xff[hội]\xfe [hội]\xc3"},
		{"no terms", nil, "hội", "hội"},
		{"empty text", words("hội"), "", ""},
		{"separators alone", []Term{{}, {Term: "\x00"}}, "hội", "hội"},
		{"folded level without a zero byte", []Term{{Term: "hoi", AnyAccent: true}}, "Hội", "[Hội]"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			equal(t, marked(NewMatcher(c.terms, nil), c.text), c.want)
		})
	}
}

func TestMarksOfPhrases(t *testing.T) {
	phrase := func(queries ...string) (out [][]Term) {
		for _, q := range queries {
			out = append(out, words(q))
		}
		return out
	}
	cases := []struct {
		name    string
		terms   []Term
		phrases [][]Term
		text    string
		want    string
	}{
		{"only where it stands", nil, phrase("Trần Văn Chung"), "Nguyễn Văn Va, Trần Văn Chung, Trần Chung", "Nguyễn Văn Va, [Trần Văn Chung], Trần Chung"},
		{"across punctuation, as the index has it", nil, phrase("ủy khối"), "Đảng ủy, Khối", "Đảng [ủy], [Khối]"},
		{"unaccented", nil, phrase("tran van chung"), "Trần Văn Chung", "[Trần Văn Chung]"},
		{"overlapping itself", nil, phrase("xa xa"), "xa xa xa", "[xa xa xa]"},
		{"with the parts of a code", nil, phrase("số 35 CT TW của"), "số 35-CT/TW của", "[số 35-CT/TW của]"},
		{"with a code kept whole", nil, [][]Term{append(append(words("số"), whole("35-CT/TW")...), words("của")...)}, "số 35-CT/TW của, 35-CT/TW", "[số 35-CT/TW của], 35-CT/TW"},
		{"beside terms", words("Khối"), phrase("Đảng ủy"), "Đảng ủy Khối; ủy Khối", "[Đảng ủy Khối]; ủy [Khối]"},
		{"two phrases", nil, phrase("nhân dân", "hội đồng"), "hội đồng nhân dân, nhân hội", "[hội đồng nhân dân], nhân hội"},
		{"of one word", nil, phrase("dân"), "nhân dân", "nhân [dân]"},
		{"empty", nil, [][]Term{nil, {{}}}, "nhân dân", "nhân dân"},
		{"unfinished at the end", nil, phrase("nhân dân tỉnh"), "nhân dân", "nhân dân"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			equal(t, marked(NewMatcher(c.terms, c.phrases), c.text), c.want)
		})
	}
}

func TestCommonWords(t *testing.T) {
	m := NewMatcher(weighted("sức mạnh của dân và Đảng", 4, 4, 0.1, 3, 0.1, 3), nil)
	cases := []struct{ name, text, want string }{
		{"alone", "nhà của ông và bà", "nhà của ông và bà"},
		{"beside a rarer word", "tiền của dân", "tiền [của dân]"},
		{"in a run that has a rarer word", "của và Đảng", "[của và Đảng]"},
		{"parted by punctuation", "của, dân", "của, [dân]"},
		{"beside another common word", "của và", "của và"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { equal(t, marked(m, c.text), c.want) })
	}
	t.Run("neighbours in the query", func(t *testing.T) {
		m := NewMatcher(weighted("của dân Zarathustra", 0.1, 0.2, 9), nil)
		equal(t, marked(m, "của dân, dân của, dân"), "[của dân], dân của, dân")
		m = NewMatcher(weighted("của|dân Zarathustra", 0.1, 0.2, 9), nil)
		equal(t, marked(m, "của dân"), "của dân")
	})
	t.Run("a query of common words alone", func(t *testing.T) {
		equal(t, marked(NewMatcher(weighted("của", 0.1), nil), "của ông"), "[của] ông")
	})
	t.Run("in a phrase", func(t *testing.T) {
		m := NewMatcher(words("Zarathustra"), [][]Term{weighted("của ông", 0.01, 0.01)})
		equal(t, marked(m, "của ông, của"), "[của ông], của")
	})
}
