package search_test

import (
	"fmt"
	"strings"
	"testing"

	"timbao/search"
)

// TestWhatAsks says which texts are read as questions: those that end in a question mark and have a word that asks. A headline that
// only doubts what it states is none.
func TestWhatAsks(t *testing.T) {
	t.Parallel()
	x := indexOf(t, padded(record{ID: "a", Title: "Quy định về học phí của trường", Body: "Học phí mỗi học kỳ do trường thông báo hay niêm yết."})...)
	for query, want := range map[string]bool{
		"Học phí của trường là gì?":                      true,
		"Trường thông báo học phí như thế nào?":          true,
		"hoc phi cua truong la bao nhieu?":               true,
		"Học phí có do trường thông báo không?":          true,
		"Mỗi học kỳ trường thu học phí mấy lần?":         true,
		"Học phí do trường thông báo hay niêm yết?":      true,
		"\u201cHọc phí\u201d của trường do ai quy định?": true,
		"Học phí của trường sắp thay đổi?":               false,
		"Học phí của trường là gì":                       false,
		"Trường thông báo học phí":                       false,
	} {
		res := find(t, x, search.Request{Query: query, Explain: true})
		if len(res.Hits) == 0 || res.Hits[0].ID != "a" {
			t.Fatalf("%s: %v", query, res.Hits)
		}
		if got := strings.Contains(fmt.Sprintf("%+v", *res.Hits[0].Explain), "best paragraph"); got != want {
			t.Errorf("%s: read as a question: %v", query, got)
		}
	}
}

// TestWordAlone wants the article about a thing for the question what it is, of which one word is left.
func TestWordAlone(t *testing.T) {
	t.Parallel()
	x := indexOf(t, padded(
		record{ID: "about", Title: "Giá xăng", Body: "Xăng là nhiên liệu."},
		record{ID: "grammar", Title: "Câu hỏi là gì", Body: "Hỏi là gì, đáp là gì."},
	)...)
	for _, query := range []string{"Xăng là gì?", "xang la gi?"} {
		if got := ids(t, x, search.Request{Query: query}); len(got) == 0 || got[0] != "about" {
			t.Errorf("%s: %v", query, got)
		}
	}
}
