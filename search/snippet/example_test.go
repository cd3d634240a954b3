package snippet_test

import (
	"fmt"

	"timbao/search/snippet"
)

func ExampleMatcher_Snippets() {
	m := snippet.NewMatcher([]snippet.Term{
		{Term: "khanh\x00khánh", Weight: 4.1},
		{Term: "thanh\x00thành", Weight: 2.2},
		{Term: "cau\x00", AnyAccent: true, Weight: 3.5},
	}, nil)
	parts := []snippet.Part{
		{Kind: snippet.Lead, Text: "Sáng nay, xã Tân Lập khánh thành cầu mới. Cầu dài 120 mét, rộng 8 mét."},
		{Text: "Trước đây người dân qua sông bằng đò."},
	}
	for _, s := range m.Snippets(parts, 2, 50, snippet.HTML) {
		fmt.Println(s)
	}
	// Output:
	// Sáng nay, xã Tân Lập <mark>khánh thành cầu</mark> mới.
	// <mark>Cầu</mark> dài 120 mét, rộng 8 mét.
}
