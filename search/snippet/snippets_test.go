package snippet

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// The best two passages of the seed article for the searches that must find it.
func TestSeedArticle(t *testing.T) {
	cases := []struct {
		query string
		title int // marks in the title
		want  []string
	}{
		{"Đảng ủy Khối", 3, []string{
			"Chiều 14-1, <mark>Ðảng ủy Khối</mark> Các cơ quan tỉnh tổ chức tổng kết công tác xây dựng <mark>Ðảng</mark> năm 2019, triển khai nhiệm vụ năm 2020.",
			"Năm 2019, Ban Chấp hành, Ban Thường vụ, Thường trực <mark>Ðảng ủy Khối</mark> Các cơ quan tỉnh luôn đoàn kết, thống nhất, bám sát sự chỉ đạo của Tỉnh <mark>ủy</mark> và tình hình…",
		}},
		{"dang uy khoi", 3, []string{
			"Chiều 14-1, <mark>Ðảng ủy Khối</mark> Các cơ quan tỉnh tổ chức tổng kết công tác xây dựng <mark>Ðảng</mark> năm 2019, triển khai nhiệm vụ năm 2020.",
			"Năm 2019, Ban Chấp hành, Ban Thường vụ, Thường trực <mark>Ðảng ủy Khối</mark> Các cơ quan tỉnh luôn đoàn kết, thống nhất, bám sát sự chỉ đạo của Tỉnh <mark>ủy</mark> và tình hình…",
		}},
		{"HĐND", 0, []string{
			"Các đồng chí: Trần Văn Chung, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch <mark>HÐND</mark> tỉnh; Nguyễn Văn Va, Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Tổ chức Tỉnh ủy tới dự.",
			"…phục vụ kịp thời, hiệu quả công tác lãnh đạo, chỉ đạo của Tỉnh ủy, <mark>HÐND</mark>, UBND tỉnh và chương trình, kế hoạch phát triển kinh tế - xã hội năm 2019.",
		}},
		{"14-1", 0, []string{
			"Chiều <mark>14-1</mark>, Ðảng ủy Khối Các cơ quan tỉnh tổ chức tổng kết công tác xây dựng Ðảng năm 2019, triển khai nhiệm vụ năm 2020.",
		}},
		{"35-CT/TW", 0, []string{
			"…triệt để Chỉ thị số <mark>35-CT/TW</mark> của Bộ Chính trị, Kế hoạch số 71-KH/TU của Ban Thường vụ Tỉnh ủy về Ðại hội Ðảng bộ các cấp tiến tới Ðại hội đại biểu toàn quốc lần thứ XIII của Ðảng.",
		}},
		{"đại hội lần thứ 13", 0, []string{
			"Năm 2020, Ðảng ủy Khối Các cơ quan tỉnh tập trung lãnh đạo thực hiện thắng lợi toàn diện Nghị quyết <mark>Ðại hội</mark> Ðảng bộ các cấp nhiệm kỳ 2015-2020…",
			"…Kế hoạch số 71-KH/TU của Ban Thường vụ Tỉnh ủy về <mark>Ðại hội</mark> Ðảng bộ các cấp tiến tới <mark>Ðại hội đại</mark> biểu toàn quốc <mark>lần thứ XIII</mark> của Ðảng.",
		}},
		{"kết nạp đảng viên mới", 2, []string{
			"…97,1% <mark>đảng viên</mark> hoàn thành tốt nhiệm vụ trở lên; 97% tổ chức hội, đoàn thể ở cơ sở đạt vững mạnh; <mark>kết nạp</mark> 224 <mark>đảng viên mới</mark>.",
			"…hàng quý tổ chức sinh hoạt chuyên đề; 97% trở lên <mark>đảng viên</mark> hoàn thành tốt nhiệm vụ; tổ chức hội, đoàn thể thuộc Khối đạt vững mạnh; <mark>kết nạp</mark> 200 <mark>đảng viên mới</mark>.",
		}},
		{"phát biểu tại hội nghị", 0, []string{
			"<mark>Phát biểu</mark> chỉ đạo <mark>hội nghị</mark>, đồng chí Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HÐND tỉnh đánh giá cao những kết quả mà Ðảng ủy Khối Các cơ quan tỉnh đạt được…",
			"Đồng chí Trần Văn Chung, Phó Bí thư Thường trực Tỉnh ủy, Chủ tịch HĐND tỉnh <mark>phát biểu tại hội nghị</mark>.",
		}},
	}
	for _, c := range cases {
		t.Run(c.query, func(t *testing.T) {
			m := NewMatcher(words(c.query), nil)
			equal(t, strings.Count(m.Title(seedTitle, HTML), "<mark>"), c.title)
			equal(t, m.Snippets(seedParts, 2, 160, HTML), c.want)
		})
	}
}

func TestSnippets(t *testing.T) {
	lead := Part{Kind: Lead, Text: "Sáng nay, xã Tân Lập khánh thành cầu mới. Cầu dài 120 mét."}
	body := Part{Text: "Cầu mới thay cầu phao đã cũ. Người dân hai bờ sông Lô vui mừng. Chủ tịch xã cảm ơn các nhà tài trợ."}
	caption := Part{Kind: Caption, Text: "Người dân hai bờ sông Lô vui mừng."}
	cases := []struct {
		name  string
		query string
		parts []Part
		n     int
		width int
		want  []string
	}{
		{"in text order, the best first chosen", "cầu tài trợ", []Part{lead, body}, 2, 40, []string{
			"Sáng nay, xã Tân Lập khánh thành [cầu] mới.", "Chủ tịch xã cảm ơn các nhà [tài trợ].",
		}},
		{"whole sentences that fit", "sông Lô", []Part{lead, body}, 1, 70, []string{
			"Người dân hai bờ [sông Lô] vui mừng. Chủ tịch xã cảm ơn các nhà tài trợ.",
		}},
		{"cut at syllables", "bờ sông", []Part{body}, 1, 12, []string{"…[bờ sông] Lô…"}},
		{"a caption printed in the body", "sông Lô", []Part{body, caption}, 3, 40, []string{"Người dân hai bờ [sông Lô] vui mừng."}},
		{"a caption before the body", "sông Lô", []Part{caption, body}, 3, 40, []string{"Người dân hai bờ [sông Lô] vui mừng."}},
		{"two captions alike", "sông Lô", []Part{caption, caption}, 3, 40, []string{"Người dân hai bờ [sông Lô] vui mừng."}},
		{"alike but for their spelling", "sông Lô", []Part{caption, {Kind: Caption, Text: "NGƯỜI DÂN hai bờ  so\u0302ng Lô vui mừng"}}, 3, 40,
			[]string{"Người dân hai bờ [sông Lô] vui mừng."}},
		{"a lead repeated in the body", "Tân Lập", []Part{lead, {Text: lead.Text + " " + body.Text}}, 3, 60, []string{
			"Sáng nay, xã [Tân Lập] khánh thành cầu mới. Cầu dài 120 mét.",
		}},
		{"a caption that is the title", "sông Lô", []Part{{Kind: Title, Text: "Người dân hai bờ sông Lô vui mừng"}, lead, caption}, 2, 40, []string{
			"Sáng nay, xã Tân Lập khánh thành cầu mới.",
		}},
		{"a lead that begins as the title", "sông Lô", []Part{{Kind: Title, Text: "Hai bờ sông Lô"}, {Kind: Lead, Text: "Hai bờ sông Lô vui vì có cầu."}}, 1, 40,
			[]string{"Hai bờ [sông Lô] vui vì có cầu."}},
		{"a lead that begins as the title, before a body that does not", "sông Lô", []Part{{Kind: Title, Text: "Hai bờ sông Lô"},
			{Kind: Lead, Text: "Hai bờ sông Lô vui vì có cầu."}, {Text: "Nước sông nào cạn."}}, 1, 40, []string{"Hai bờ [sông Lô] vui vì có cầu."}},
		{"body before caption", "cầu", []Part{{Kind: Caption, Text: "Cầu cũ."}, {Text: "Nay cầu mới."}}, 1, 40, []string{"Nay [cầu] mới."}},
		{"lead before body", "cầu", []Part{{Text: "Cầu cũ."}, {Kind: Lead, Text: "Nay cầu mới."}}, 1, 40, []string{"Nay [cầu] mới."}},
		{"a line of dashes", "hội", []Part{{Text: strings.Repeat("-", 500) + "(hội)" + strings.Repeat("-", 500) + " xã"}}, 1, 20, []string{"[hội]…"}},
		{"only what matches", "sông", []Part{lead, body}, 5, 40, []string{"Người dân hai bờ [sông] Lô vui mừng."}},
		{"nothing matches", "lịch sử", []Part{caption, body, lead}, 3, 40, []string{"Sáng nay, xã Tân Lập khánh thành cầu mới."}},
		{"nothing matches, no lead", "lịch sử", []Part{caption, body}, 3, 30, []string{"Cầu mới thay cầu phao đã cũ."}},
		{"nothing matches, captions alone", "lịch sử", []Part{{Text: " \n"}, caption}, 3, 12, []string{"Người dân…"}},
		{"nothing to show", "lịch sử", []Part{{}, {Text: "…"}}, 3, 40, nil},
		{"no parts", "lịch sử", nil, 3, 40, nil},
		{"abbreviations end no sentence", "Hồ", []Part{{Text: "Đến TP. Hồ Chí Minh. Gặp PGS. Hồ A. Bình ở nhà."}}, 2, 26, []string{"Đến TP. [Hồ] Chí Minh.", "Gặp PGS. [Hồ] A. Bình ở nhà."}},
		{"no cut in a code or an entity", "hội", []Part{{Text: "xx 35-CT/TW&amp;&lt;hội&gt;35-CT/TW&amp;x yy"}}, 1, 5, []string{"…35-CT/TW&amp;&lt;[hội]&gt;35-CT/TW&amp;x…"}},
		{"no space to cut at", "hội", []Part{{Text: strings.Repeat("xa,", 40) + "hội" + strings.Repeat(",xa", 40)}}, 1, 5, []string{"…[hội]…"}},
		{"pairs before scattered words", "nhân dân", []Part{{Text: "Dân A và B nhân ba lên. Lời của nhân dân nơi đó."}}, 1, 24, []string{"Lời của [nhân dân] nơi đó."}},
		{"a phrase wider than the width", "người dân hai bờ sông Lô vui mừng", []Part{body}, 1, 10, []string{"…[dân hai bờ]…"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := NewMatcher(words(c.query), nil).Snippets(c.parts, c.n, c.width, HTML)
			if got == nil {
				t.Error("nil instead of no passages")
			}
			for i := range got {
				got[i] = strings.NewReplacer("<mark>", "[", "</mark>", "]", "&amp;", "&").Replace(got[i])
			}
			equal(t, got, c.want)
		})
	}
}

func TestSnippetsByWeight(t *testing.T) {
	parts := []Part{{Text: "Họp xã bàn về đường. Rồi Zarathustra đến."}}
	equal(t, NewMatcher(weighted("xã Zarathustra", 1, 3), nil).Snippets(parts, 1, 22, Plain), []string{"Rồi Zarathustra đến."})
	equal(t, NewMatcher(weighted("xã Zarathustra", 3, 1), nil).Snippets(parts, 1, 22, Plain), []string{"Họp xã bàn về đường."})
	// A term that a passage shows already is worth less in the next.
	parts = []Part{{Text: "Xã A to hơn. Xã B bé hơn. Nhà C cao hơn."}}
	equal(t, NewMatcher(weighted("xã nhà", 3, 1), nil).Snippets(parts, 2, 12, Plain), []string{"Xã A to hơn.", "Nhà C cao hơn."})
}

func TestSnippetsOfPhrases(t *testing.T) {
	m := NewMatcher(nil, [][]Term{words("nhân dân tỉnh")})
	parts := []Part{{Text: "Dân tỉnh và nhân dân. Nhân dân tỉnh họp."}}
	equal(t, m.Snippets(parts, 2, 20, HTML), []string{"<mark>Nhân dân tỉnh</mark> họp."})
	parts[0].Text = "Người dân tỉnh và nhân dân huyện."
	equal(t, m.Snippets(parts, 2, 20, HTML), []string{"Người dân tỉnh và…"})
}

func TestZeroMeansDefault(t *testing.T) {
	m := NewMatcher(words("đảng"), nil)
	equal(t, m.Snippets(seedParts, 0, 0, HTML), m.Snippets(seedParts, DefaultPassages, DefaultWidth, HTML))
}

func TestSenselessNumbers(t *testing.T) {
	m := NewMatcher(words("đảng"), nil)
	got := m.Snippets(seedParts, 1e9, 1e9, Plain)
	equal(t, got, []string{seedParts[0].Text, seedParts[1].Text, seedParts[2].Text, seedParts[3].Text})
	equal(t, m.Snippets(seedParts, -1, -1, Plain), m.Snippets(seedParts, 0, 0, Plain))
}

// One matcher serves many goroutines; what one reads does not show in what another gets.
func TestConcurrentUse(t *testing.T) {
	m := NewMatcher(words("đảng ủy khối hội"), nil)
	want := make([][]string, len(seedParts))
	for i, p := range seedParts {
		want[i] = m.Snippets([]Part{p}, 2, 100, HTML)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for k := range 40 {
				i := (g + k) % len(seedParts)
				if got := m.Snippets(seedParts[i:i+1], 2, 100, HTML); !slices.Equal(got, want[i]) {
					t.Errorf("part %d: got %q, want %q", i, got, want[i])
				}
			}
		})
	}
	wg.Wait()
}
