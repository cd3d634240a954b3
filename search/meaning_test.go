package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"timbao/search"
)

// padded adds articles about nothing that is asked for, so that words in the others are rare.
func padded(records ...record) []record {
	for i := range 30 {
		records = append(records, record{ID: "pad" + string(rune('a'+i)), Title: "Mùa xuân trên đồng", Body: "Cây lúa xanh tốt quanh năm."})
	}
	return records
}

// TestExactAccentsComeFirst wants a word with accents before others of the same letters, and all of them for one without.
func TestExactAccentsComeFirst(t *testing.T) {
	t.Parallel()
	x := indexOf(t, padded(
		record{ID: "hội", Title: "Một hội", Body: "Làng vào hội."},
		record{ID: "hối", Title: "Một hối hối hối", Body: "Làng giục hối hối hối."},
		record{ID: "hỏi", Title: "Một hỏi", Body: "Làng hỏi."},
		record{ID: "hoi", Title: "Một hoi", Body: "Làng hoi."},
	)...)
	for _, id := range []string{"hội", "hối", "hỏi"} {
		if got := ids(t, x, search.Request{Query: id}); len(got) == 0 || got[0] != id {
			t.Errorf("%s: %v", id, got)
		}
	}
	all := []string{"hoi", "hỏi", "hối", "hội"}
	if got := ids(t, x, search.Request{Query: "hoi"}); !sameSet(got, all) {
		t.Errorf("hoi: %v", got)
	}
	if got := ids(t, x, search.Request{Query: "HOI"}); !sameSet(got, all) {
		t.Errorf("HOI: %v", got)
	}
	res := find(t, x, search.Request{Query: "hội"})
	for _, h := range res.Hits[1:] {
		if h.Score > res.Hits[0].Score/2 {
			t.Errorf("%s scores %v beside %v", h.ID, h.Score, res.Hits[0].Score)
		}
	}
}

func sameSet(a, b []string) bool { return slices.Equal(sorted(a), sorted(b)) }

// TestMixedTyping reads a query syllable by syllable: those with accents exactly, the others with any.
func TestMixedTyping(t *testing.T) {
	t.Parallel()
	x := indexOf(t, padded(
		record{ID: "right", Title: "Hợp tác xã nông nghiệp", Body: "Hợp tác xã nông nghiệp họp."},
		record{ID: "other", Title: "Hớp tắc xá nóng nghiếp", Body: "Hớp tắc xá nóng nghiếp."},
	)...)
	for _, q := range []string{"hợp tac xa nong nghiep", "hop tác xa nông nghiep", "hợp tác xã nong nghiệp", `"hop tác xa nông nghiep"`} {
		if got := ids(t, x, search.Request{Query: q}); len(got) == 0 || got[0] != "right" {
			t.Errorf("%s: %v", q, got)
		}
	}
	if got := ids(t, x, search.Request{Query: "hop tac xa nong nghiep"}); !sameSet(got, []string{"right", "other"}) {
		t.Errorf("without accents: %v", got)
	}
}

// spelled are groups of spellings that mean the same.
var spelled = [][]string{
	{"hòa bình", "hoà bình", norm.NFD.String("hòa bình"), norm.NFD.String("hoà bình"), "HÒA BÌNH", "ho\u00e0\u200b bình", "hoa\u0300 bi\u0300nh"},
	{"đảng bộ", "Ðảng bộ", "ÐẢNG BỘ", "Đảng bộ", norm.NFD.String("Đảng bộ"), "đa\u0309ng bô\u0323"},
	{"kỹ thuật", "kĩ thuật", "Kĩ Thuật", norm.NFD.String("kỹ thuật")},
	{"thủy lợi", "thuỷ lợi", "THỦY LỢI"},
	{"35-CT/TW", "35-ct/tw"},
	{"Covid-19", "COVID-19", "covid-19"},
}

// TestSpellingsOfOneWordMeet types and prints the same words in the ways that newspapers do.
func TestSpellingsOfOneWordMeet(t *testing.T) {
	t.Parallel()
	var records []record
	for g, group := range spelled {
		for i, s := range group {
			records = append(records, record{ID: fmt.Sprintf("%d%d", g, i), Title: "Tin ngắn", Body: "Bản tin nói về " + s + " hôm qua."})
		}
	}
	x := indexOf(t, padded(records...)...)
	for g, group := range spelled {
		for _, q := range group {
			res := find(t, x, search.Request{Query: q, Limit: 100})
			if res.Total != len(group) {
				t.Errorf("%q: %d of %d spellings found", q, res.Total, len(group))
			}
			for _, h := range res.Hits {
				if int(h.ID[0]-'0') != g {
					t.Errorf("%q: found %s", q, h.ID)
				} else if want := group[h.ID[1]-'0']; !slices.Equal(marks(h), []string{want}) {
					t.Errorf("%q: marked %q in what has %q", q, marks(h), want)
				}
			}
		}
	}
}

// TestAcronymsBothWays finds the words by the letters and the letters by the words, below what was typed.
func TestAcronymsBothWays(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ short, long, folded string }{
		{"HĐND", "Hội đồng nhân dân", "hoi dong nhan dan"},
		{"UBND", "Ủy ban nhân dân", "uy ban nhan dan"},
		{"BHXH", "bảo hiểm xã hội", "bao hiem xa hoi"},
	} {
		x := indexOf(t, padded(
			record{ID: "short", Title: "Họp phiên thường kỳ", Body: "Sáng nay " + c.short + " tỉnh ra nghị quyết mới về thuế."},
			record{ID: "long", Title: "Họp phiên thường kỳ", Body: "Sáng nay " + c.long + " tỉnh ra nghị quyết mới."},
		)...)
		for query, first := range map[string]string{
			c.short: "short", strings.ToLower(c.short): "short", strings.ReplaceAll(c.short, "Đ", "Ð"): "short",
			c.long: "long", strings.ToLower(c.long): "long", c.folded: "long",
		} {
			res := find(t, x, search.Request{Query: query})
			if len(res.Hits) != 2 || res.Hits[0].ID != first {
				t.Errorf("%s: %+v", query, res.Hits)
				continue
			}
			if !slices.Contains(marks(res.Hits[0]), byID(first, c.short, c.long)) || !slices.Contains(marks(res.Hits[1]), byID(res.Hits[1].ID, c.short, c.long)) {
				t.Errorf("%s: marked %q and %q", query, marks(res.Hits[0]), marks(res.Hits[1]))
			}
		}
	}
}

func byID(id, short, long string) string {
	if id == "short" {
		return short
	}
	return long
}

// TestFields looks in one field at a time, by its names in both languages.
func TestFields(t *testing.T) {
	t.Parallel()
	x := indexOf(t, padded(
		record{ID: "title", Title: "Sầu riêng được giá"},
		record{ID: "lead", Title: "Bản tin", Lead: "Sầu riêng được giá."},
		record{ID: "body", Title: "Bản tin", Body: "Sầu riêng được giá."},
		record{ID: "caption", Title: "Bản tin", Body: "Ảnh đẹp.", Captions: []string{"Sầu riêng chín trong vườn."}},
		record{ID: "author", Title: "Bản tin", Body: "Không có gì.", Author: "Trần Sầu Riêng"},
		record{ID: "section", Title: "Bản tin", Body: "Không có gì.", Section: "Sầu riêng và trái cây"},
		record{ID: "place", Title: "Bản tin", Body: "Không có gì.", Place: "Sầu Riêng"},
	)...)
	for query, want := range map[string][]string{
		"sầu riêng": {"title", "lead", "body", "caption"},
		"title:":    {"title"}, "tiêu_đề:": {"title"}, "tieu_de:": {"title"}, "TITLE:": {"title"},
		"author:": {"author"}, "tác_giả:": {"author"},
		"section:": {"section"}, "chuyên_mục:": {"section"},
		"place:": {"place"}, "nơi:": {"place"},
		"caption:": {"caption"}, "chú_thích:": {"caption"},
	} {
		queries := []string{query}
		if strings.HasSuffix(query, ":") {
			queries = []string{query + "sầu", query + "sau", query + `"sầu riêng"`, query + `"sau rieng"`, query + "(sầu riêng)", query + "sầ*"}
		}
		for _, q := range queries {
			if got := ids(t, x, search.Request{Query: q}); !sameSet(got, want) {
				t.Errorf("%s: %v, want %v", q, got, want)
			}
		}
	}
	if got := ids(t, x, search.Request{Query: `author:"riêng sầu"`}); len(got) != 0 {
		t.Errorf("a phrase the wrong way round: %v", got)
	}
}

// TestDateRanges compares dates in the query with the same bounds as parameters, and both with the dates of the articles.
func TestDateRanges(t *testing.T) {
	t.Parallel()
	x := indexOf(t,
		record{ID: "2018-12-31", Title: "Một", Date: "2018-12-31T23:59:59+07:00"},
		record{ID: "2019-01-01", Title: "Hai", Date: "2019-01-01T00:00:00+07:00"},
		record{ID: "2019-12-31", Title: "Ba", Date: "2019-12-31T23:30:00+07:00"},
		record{ID: "2020-01-14", Title: "Bốn", Date: "2020-01-14T19:23:00+07:00"},
		record{ID: "2020-02-29", Title: "Năm", Date: "2020-02-29"},
		record{ID: "undated", Title: "Sáu"},
	)
	for _, c := range []struct {
		query, from, to string
		want            []string
	}{
		{"date:2019", "2019", "2019", []string{"2019-01-01", "2019-12-31"}},
		{"ngày:2019", "01-01-2019", "31-12-2019", []string{"2019-01-01", "2019-12-31"}},
		{"date:14-1-2020", "14-1-2020", "2020-01-14", []string{"2020-01-14"}},
		{"date:2019-12..2020-01", "2019-12", "2020-01", []string{"2019-12-31", "2020-01-14"}},
		{"date:..2018", "", "2018", []string{"2018-12-31"}},
		{"date:2020-02..", "2020-02", "", []string{"2020-02-29"}},
		{"date:2021", "2021", "2021", nil},
	} {
		if got := ids(t, x, search.Request{Query: c.query}); !sameSet(got, c.want) {
			t.Errorf("%s: %v, want %v", c.query, got, c.want)
		}
		if got := ids(t, x, search.Request{From: c.from, To: c.to}); !sameSet(got, c.want) {
			t.Errorf("from %q to %q: %v, want %v", c.from, c.to, got, c.want)
		}
	}
	if got := ids(t, x, search.Request{Query: "-date:2019"}); !sameSet(got, []string{"2018-12-31", "2020-01-14", "2020-02-29", "undated"}) {
		t.Errorf("not in 2019: %v", got)
	}
}

// TestEnoughWords wants all of two or three words, those with most of more first, and where no article has them, those that have fewer.
func TestEnoughWords(t *testing.T) {
	t.Parallel()
	x := indexOf(t, padded(
		record{ID: "all", Title: "Bưởi cam chanh quýt sầu riêng"},
		record{ID: "three", Title: "Bưởi cam chanh"},
		record{ID: "one", Title: "Quýt"},
	)...)
	for query, want := range map[string][]string{
		"bưởi cam chanh": {"all", "three"},
		"cam quýt":       {"all"},
		"cam AND quýt":   {"all"},
		"cam AND vải":    nil,
	} {
		if got := ids(t, x, search.Request{Query: query}); !sameSet(got, want) {
			t.Errorf("%s: %v, want %v", query, got, want)
		}
	}
	if got := ids(t, x, search.Request{Query: "bưởi cam chanh quýt lúa xanh"}); len(got) < 2 || !slices.Equal(got[:2], []string{"all", "three"}) || len(got) > 3 {
		t.Errorf("six words, one of them everywhere: %v", got)
	}
	for query, first := range map[string]string{"quýt vải thiều": "one", "cam quýt vải thiều nhãn": "all"} {
		if got := ids(t, x, search.Request{Query: query}); len(got) == 0 || got[0] != first {
			t.Errorf("%s, of which no article has every word: %v", query, got)
		}
	}
}
