package article

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

var update = flag.Bool("update", false, "write the golden files anew")

const seedPath = "../../testdata/archive/2020/01/000_d249a57545fbbced.txt"

// readText reads a page of text that must be good.
func readText(t *testing.T, text string) *Article {
	t.Helper()
	a, err := Record{ID: "x", Data: []byte(text), Source: Source{Format: "text"}}.Article()
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return a
}

func readSeed(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.FromSlash(seedPath))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestSeedGolden(t *testing.T) {
	var got []byte
	f := File{Path: filepath.FromSlash(seedPath), Rel: "archive/2020/01/000_d249a57545fbbced.txt"}
	err := Records(context.Background(), f, func(r Record) error {
		a, err := r.Article()
		if err != nil {
			return err
		}
		a.Source.Path = "" // differs per machine
		buf := new(bytes.Buffer)
		enc := json.NewEncoder(buf)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(a)
		got = append(got, buf.Bytes()...)
		return err
	}, func(s Skip) { t.Errorf("skipped: %+v", s) })
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/seed.golden.json"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestSeedInEveryDress reads the seed as other systems would have written it: the fields are the same, in that dress.
func TestSeedInEveryDress(t *testing.T) {
	seed := string(readSeed(t))
	plain := readText(t, seed)
	for name, dress := range map[string]func(string) string{
		"NFD":             norm.NFD.String,
		"Eth":             func(s string) string { return strings.ReplaceAll(s, "Đ", "Ð") },
		"CRLF":            func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"CR":              func(s string) string { return strings.ReplaceAll(s, "\n", "\r") },
		"BOM":             func(s string) string { return bom + s },
		"indented":        func(s string) string { return "\t " + strings.ReplaceAll(s, "\n", "\u00A0 \n\u200B\u3000") + "\x1A" },
		"no blank lines":  func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n") },
		"blank lines":     func(s string) string { return strings.ReplaceAll(s, "\n", "\n\n") },
		"space after lúc": func(s string) string { return strings.Replace(s, "lúc19", "lúc 19", 1) },
	} {
		got := readText(t, dress(seed))
		undo := func(s string) string { return strings.ReplaceAll(norm.NFC.String(s), "Ð", "Đ") }
		for field, pair := range map[string][2]string{
			"title":         {got.Title, plain.Title},
			"lead":          {got.Lead, plain.Lead},
			"body":          {strings.Join(got.Body, "\n"), strings.Join(plain.Body, "\n")},
			"captions":      {strings.Join(got.Captions, "\n"), strings.Join(plain.Captions, "\n")},
			"published":     {got.Published.String(), plain.Published.String()},
			"authors":       {strings.Join(got.Authors, "|"), "Văn Trọng"},
			"photographers": {strings.Join(got.Photographers, "|"), "Văn Trọng"},
			"guessed":       {strings.Join(got.Guessed, "|"), ""},
		} {
			if undo(pair[0]) != undo(pair[1]) {
				t.Errorf("%s: %s is %q, want %q", name, field, pair[0], pair[1])
			}
		}
	}
}

func TestPages(t *testing.T) {
	day := func(y, m, d, h, min int) time.Time { return time.Date(y, time.Month(m), d, h, min, 0, 0, zone) }
	for _, c := range []struct {
		name, text string
		want       Article
	}{
		{"a bare line", "Chỉ một dòng", Article{Title: "Chỉ một dòng", Guessed: []string{"title"}}},
		{"title and text", "Tiêu đề\n\nĐoạn một dài hơn.\n", Article{Title: "Tiêu đề", Body: []string{"Đoạn một dài hơn."}, Guessed: []string{"title"}}},
		{"bare text", "Tiêu đề\nMở đầu.\nThân bài.\nHết bài.", Article{
			Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Thân bài.", "Hết bài."}, Guessed: []string{"title", "lead"}}},
		{"section label, several captions, two bylines", `Giá lúa lên cao
Cập nhật lúc06:15, Chủ Nhật, 18/05/2008 (GMT+7)
Chuyên mục: Nông nghiệp

Chưa bao giờ lúa được giá.

Chú thích một.
Chú thích một.
Chú thích hai.
Chú thích hai

Thân bài./.

Bài: Quốc Toàn
Ảnh: Bá Lộc
,
.
`, Article{Title: "Giá lúa lên cao", Lead: "Chưa bao giờ lúa được giá.", Body: []string{"Thân bài."}, Captions: []string{"Chú thích một.", "Chú thích hai."},
			Published: day(2008, 5, 18, 6, 15), Authors: []string{"Quốc Toàn"}, Photographers: []string{"Bá Lộc"},
			Byline: "Bài: Quốc Toàn; Ảnh: Bá Lộc", Section: "Nông nghiệp"}},
		{"breadcrumb, address, date with section", `Trang chủ > Kinh tế > Nông thôn mới
Đại Lợi về đích
Thời sự | 21/08/2013 17:10
https://bao.example/dai-loi
Mở đầu.
Thân bài đạt 90%/.
`, Article{Title: "Đại Lợi về đích", Lead: "Mở đầu.", Body: []string{"Thân bài đạt 90%"}, Published: day(2013, 8, 21, 17, 10),
			Section: "Nông thôn mới", URL: "https://bao.example/dai-loi"}},
		{"unlabelled section above the title", "THỂ THAO\nHải Triều vô địch bóng chuyền các xã\n23/12/2008\nMở đầu.\nThân bài.",
			Article{Title: "Hải Triều vô địch bóng chuyền các xã", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2008, 12, 23, 0, 0),
				Section: "THỂ THAO", Guessed: []string{"section"}}},
		{"title in two lines, date of place", "Khai mạc trọng thể Đại hội\nđại biểu Đảng bộ tỉnh\nHòa Lâm, ngày 14 tháng 10 năm 2015\n\nMở đầu.\n\nThân bài.",
			Article{Title: "Khai mạc trọng thể Đại hội đại biểu Đảng bộ tỉnh", Lead: "Mở đầu.", Body: []string{"Thân bài."},
				Published: day(2015, 10, 14, 0, 0), Place: "Hòa Lâm"}},
		{"date first", "14/01/2020 19:23\nTiêu đề\nMở đầu.\nThân bài.",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 19, 23)}},
		{"a title that is a date", "Ngày 30 tháng 4 năm 1975\n30/04/2015\nMở đầu.\nThân bài.",
			Article{Title: "Ngày 30 tháng 4 năm 1975", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2015, 4, 30, 0, 0)}},
		{"text above the date", "Tiêu đề\nMở đầu của bài viết này.\n14/01/2020\nChuyên mục: Y tế\nThân bài.",
			Article{Title: "Tiêu đề", Lead: "Mở đầu của bài viết này.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0), Section: "Y tế"}},
		{"date and name at the end", "Tiêu đề\nMở đầu.\nThân bài.\nPhan Duy\nNgày đăng: 14/01/2020",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0), Authors: []string{"Phan Duy"},
				Byline: "Phan Duy", Guessed: []string{"byline"}}},
		{"two writers on two lines", "Tiêu đề\n14/01/2020\nMở đầu.\nThân bài./.\nBài: Hải Yến\nBài: Lê Khánh",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0),
				Authors: []string{"Hải Yến", "Lê Khánh"}, Byline: "Bài: Hải Yến; Bài: Lê Khánh"}},
		{"the end mark behind the source", "Tiêu đề\n14/01/2020\nMở đầu.\nThân bài.\nTheo TTXVN./.",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0),
				Authors: []string{"TTXVN"}, Byline: "Theo TTXVN."}},
		{"byline in the last paragraph", "Tiêu đề\n14/01/2020\nMở đầu.\nThân bài./. Văn Trọng",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0), Authors: []string{"Văn Trọng"},
				Byline: "Văn Trọng", Guessed: []string{"byline"}}},
		{"notes below the byline", "Tiêu đề\n14/01/2020\nMở đầu.\nThân bài./.\nTin: Văn Trọng\nĐã có 215 lượt đọc bài này.",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Thân bài.", "Đã có 215 lượt đọc bài này."}, Published: day(2020, 1, 14, 0, 0),
				Authors: []string{"Văn Trọng"}, Byline: "Tin: Văn Trọng"}},
		{"an office signs", "Thông báo\n14/01/2020\nMở đầu.\nThân bài./.\nPhòng CSGT - Công an tỉnh",
			Article{Title: "Thông báo", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0),
				Authors: []string{"Phòng CSGT - Công an tỉnh"}, Byline: "Phòng CSGT - Công an tỉnh", Guessed: []string{"byline"}}},
		{"a refrain stays, a caption does not", "Tiêu đề\n14/01/2020\nMở đầu.\n\nẢnh chợ.\n\nẢnh chợ.\n\nMột.\n\nĐiệp khúc.\n\nĐiệp khúc.\n\nHai.",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Captions: []string{"Ảnh chợ."}, Body: []string{"Một.", "Điệp khúc.", "Điệp khúc.", "Hai."},
				Published: day(2020, 1, 14, 0, 0)}},
		{"a caption that repeats the lead", "Tiêu đề\n14/01/2020\n\nMở đầu.\n\nMở đầu.\nMở đầu.\n\nThân bài.",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Captions: []string{"Mở đầu."}, Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0)}},
		{"junk only between", "Tiêu đề\n14/01/2020\n,\nMở đầu.\n***\n.\nThân bài!/.\n- - -",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Body: []string{"Thân bài!"}, Published: day(2020, 1, 14, 0, 0)}},
		{"hard-wrapped paragraphs", "Tiêu đề\n14/01/2020\n\nMở đầu.\n\n" +
			"Chưa bao giờ hạt lúa được giá như năm nay, nhưng người trồng\nlúa ở các xã vùng trũng lại ít nụ cười hơn mình tưởng, vì phân\nbón, thuốc trừ sâu và công gặt đều lên theo từng ngày.\n\n" +
			"Dòng một\nDòng hai\nDòng ba",
			Article{Title: "Tiêu đề", Lead: "Mở đầu.", Published: day(2020, 1, 14, 0, 0), Body: []string{
				"Chưa bao giờ hạt lúa được giá như năm nay, nhưng người trồng lúa ở các xã vùng trũng lại ít nụ cười hơn mình tưởng, vì phân bón, thuốc trừ sâu và công gặt đều lên theo từng ngày.",
				"Dòng một", "Dòng hai", "Dòng ba"}}},
		{"a title that looks like a byline", "Tin buồn: Ðồng chí Lê Quang Ðiều từ trần\n14/01/2020\nMở đầu.\nThân bài.",
			Article{Title: "Tin buồn: Ðồng chí Lê Quang Ðiều từ trần", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0)}},
		{"a price is no breadcrumb", "Giá vàng > 60 triệu\n14/01/2020\nMở đầu.\nThân bài.",
			Article{Title: "Giá vàng > 60 triệu", Lead: "Mở đầu.", Body: []string{"Thân bài."}, Published: day(2020, 1, 14, 0, 0)}},
		{"a few bad bytes", "Tiêu đề\n14/01/2020\nMở \xFFđầu.\nThân\x00 bài.",
			Article{Title: "Tiêu đề", Lead: "Mở \uFFFDđầu.", Body: []string{"Thân\uFFFD bài."}, Published: day(2020, 1, 14, 0, 0), Guessed: []string{"encoding"}}},
	} {
		c.want.ID, c.want.Source = "x", Source{Format: "text", Encoding: "UTF-8"}
		if got := readText(t, c.text); !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, asJSON(got), asJSON(&c.want))
		}
	}
}

func asJSON(a *Article) string {
	out, err := json.Marshal(a)
	if err != nil {
		return err.Error()
	}
	return string(out)
}

func TestLongFirstParagraphBecomesTitleAndStays(t *testing.T) {
	para := strings.Repeat("Người làng hoa thức dậy lúc hai giờ sáng. ", 20)
	a := readText(t, para)
	if !strings.HasPrefix(para, a.Title) || len(a.Title) > cutTitle || !strings.HasSuffix(a.Title, "sáng.") {
		t.Errorf("title %q", a.Title)
	}
	if !reflect.DeepEqual(a.Body, []string{trim(para)}) || !slices.Contains(a.Guessed, "title") {
		t.Errorf("body %q, guessed %q", a.Body, a.Guessed)
	}
}

func TestPublishedIsGuessedFromPath(t *testing.T) {
	r := Record{Data: []byte("Tiêu đề\nThân bài."), Source: Source{Format: "text", Path: "/disk/2003/04/17/x.txt"}}
	a, err := r.Article()
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Published.Format(time.RFC3339); got != "2003-04-17T00:00:00+07:00" || !slices.Contains(a.Guessed, "published") {
		t.Errorf("published %s, guessed %q", got, a.Guessed)
	}
}

func TestManyCaptionsOnceEach(t *testing.T) {
	var b strings.Builder
	b.WriteString("Tiêu đề\n14/01/2020\nMở đầu.\n\n")
	for i := range 40 {
		caption := "Ảnh chợ phiên số " + string(rune('A'+i%20)) + ".\n"
		b.WriteString(caption + caption + "\n")
	}
	b.WriteString("Thân bài.\n")
	if a := readText(t, b.String()); len(a.Captions) != 20 {
		t.Errorf("%d captions: %q", len(a.Captions), a.Captions)
	}
}

// A caption that is printed once is known by its credit, whose photographer is noted.
func TestCreditedCaptions(t *testing.T) {
	const page = "Đắp đê ven sông\n14/1/2020\nSáng nay, xã họp dân.\n%s\nĐê dài 2 km.\nDân góp hai tỷ đồng."
	for _, c := range []struct {
		line    string
		caption bool
		takers  []string
	}{
		{"Bà con gặt lúa sớm. Ảnh: Văn B", true, []string{"Văn B"}},
		{"Bà con gặt lúa sớm (Ảnh: Văn B - Mai C).", true, []string{"Văn B", "Mai C"}},
		{"Bà con gặt lúa sớm - Ảnh: TTXVN", true, []string{"TTXVN"}},
		{"Bà con gặt lúa sớm. Ảnh: Internet", true, nil},
		{"Bà con gặt lúa sớm. Ảnh và clip: Văn B.", true, []string{"Văn B"}},
		{"Ảnh: Văn B", false, nil},
		{"Ông kể. Ảnh: đẹp lắm, ai cũng khen", false, nil},
		{"Chủ tịch xã nói: Làm ngay. Bài: Văn B", false, nil},
		{"Bà con nói rằng: Gặt lúa sớm", false, nil},
	} {
		a := readText(t, fmt.Sprintf(page, c.line))
		if got := slices.Contains(a.Captions, c.line); got != c.caption || !slices.Equal(a.Photographers, c.takers) {
			t.Errorf("%q: captions %q, photographers %q", c.line, a.Captions, a.Photographers)
		}
	}
}

func TestTitlesOfOddHeaders(t *testing.T) {
	for page, want := range map[string]string{
		"Chuyên mục: Xã hội\nTiêu đề: Xã đắp đê\n14/1/2020\nMột.\nHai.":                                        "Xã đắp đê",
		"Tít: Xã đắp đê\nMột.\nHai.":                                                                           "Xã đắp đê",
		"Xã hội | 14/1/2020\nXã đắp đê\nMột.\nHai.":                                                            "Xã đắp đê",
		"Xã Bình Lộc bắt đầu đắp lại con đê đã bị vỡ trong mùa\nlũ năm ngoái\n\nSáng nay.\n\nHai.":             "Xã Bình Lộc bắt đầu đắp lại con đê đã bị vỡ trong mùa lũ năm ngoái",
		"Xã Bình Lộc bắt đầu đắp lại con đê đã bị vỡ trong mùa\nlũ năm ngoái. Đê dài 2 km.\n\nSáng nay.\nHai.": "Xã Bình Lộc bắt đầu đắp lại con đê đã bị vỡ trong mùa",
		"Ru con\nà ơi con ngủ\n\nMột.\nHai.":                                                                   "Ru con à ơi con ngủ",
	} {
		if a := readText(t, page); a.Title != want {
			t.Errorf("%q: %q, want %q", page, a.Title, want)
		}
	}
}

// On a hard-wrapped page, paragraphs of two lines are joined too; on others they are not, and verse never is.
func TestUnwrap_WholePage(t *testing.T) {
	const wrapped = "Đê mới\n\nSáng nay xã Bình Lộc họp bàn việc đắp lại con đê đã\nbị vỡ trong mùa lũ năm ngoái, có mặt đông đủ bà con\ncủa các thôn ven sông.\n\n"
	const two = "Đê dài hai cây số chạy dọc theo bờ bắc của con sông.\nMặt đê rộng ba mét."
	if a := readText(t, wrapped+two+"\n\nÀ ơi\ncon ngủ\n"); !slices.Equal(a.Body, []string{strings.ReplaceAll(two, "\n", " "), "À ơi", "con ngủ"}) {
		t.Errorf("%q", a.Body)
	}
	if a := readText(t, "Đê mới\n\nMột.\n\n"+two+"\n"); !slices.Equal(a.Body, strings.Split(two, "\n")) {
		t.Errorf("%q", a.Body)
	}
}
