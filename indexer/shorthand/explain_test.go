package shorthand

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"timbao/indexer/vietnamese"
)

func TestExplained(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{"Chi cục Quản lý thị trường (QLTT) tỉnh", "qltt=quản lý thị trường"},
		{"kỳ họp Hội đồng nhân dân (HÐND) tỉnh", "hđnd=hội đồng nhân dân"},
		{"HĐND (Hội đồng nhân dân) tỉnh", "hđnd=hội đồng nhân dân"},
		{"HĐND (Hội đồng nhân dân, do dân bầu)", "hđnd=hội đồng nhân dân"},
		{"Sở Giáo dục và Đào tạo (GD&ĐT), Sở Khoa học và Công nghệ (KHCN)", "gdđt=giáo dục và đào tạo khcn=khoa học và công nghệ"},
		{"Bộ Giáo dục và Đào tạo (GD-ĐT)", "gdđt=giáo dục và đào tạo"},
		{"Thành phố Hồ Chí Minh (TP.HCM)", "tphcm=thành phố hồ chí minh"},
		{"Ban chỉ huy quân sự (sau đây gọi tắt là BCHQS) huyện", "bchqs=ban chỉ huy quân sự"},
		{"Quỹ bảo vệ môi trường (viết tắt: QBVMT)", "qbvmt=quỹ bảo vệ môi trường"},
		{"Quỹ bảo vệ môi trường ( “QBVMT” )", "qbvmt=quỹ bảo vệ môi trường"},
		{norm.NFD.String("Hội đồng nhân dân (HĐND)"), "hđnd=hội đồng nhân dân"},
		{"Đường dây nóng (DDN)", "ddn=đường dây nóng"}, // d for đ
		{"dân dã nhà (ĐDN)", ""},           // not đ for d
		{"Quản lý, thị trường (QLTT)", ""}, // something between
		{"quản lý thị trường. (QLTT)", ""},
		{"quản lý thị trường (qltt)", ""}, // no capitals
		{"lần thứ mười ba (XIII)", ""},
		{"Thị trấn (TT)", ""}, // too short
		{"Cục Hàng không (Cục HK)", ""},
		{"ông Huỳnh Cách Mạng, TP.HCM Huỳnh Cách Mạng", ""}, // no brackets
		{"HCM (Huỳnh Cách Mạng là phó giám đốc)", ""},       // more than the expansion
		{"quản lý thị trường (QLTT", ""},
		{"(QLTT) quản lý thị trường", ""},
		{"()(( ) (A) (", ""},
		{"\xff\xfe (QLTT\xff)", ""},
		{"World Health Organization (WHO)", "who=world health organization"},
	} {
		var got []string
		for _, f := range explained(nil, c.text) {
			got = append(got, f.short+"="+f.expansion)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\ngives %q, want %q", c.text, s, c.want)
		}
	}
}

// TestWhatIsExplainedAgrees writes explanations of random words, among other text, and wants exactly those found.
func TestWhatIsExplainedAgrees(t *testing.T) {
	t.Parallel()
	syllables := []string{"quản", "lý", "thị", "trường", "đất", "đai", "dân", "hội", "Đồng", "bảo", "hiểm", "xã", "nông", "thôn", "mới"}
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(syllables), minLetters, maxLetters).Draw(t, "words")
		short := ""
		for _, w := range words {
			short += strings.ToUpper(string([]rune(w)[:1]))
		}
		expansion := strings.Join(words, " ")
		if strings.Trim(short, "IVXL") == "" {
			return
		}
		lead := rapid.SampledFrom([]string{"", "Theo lời kể, ", "Tin cũ (2019). "}).Draw(t, "lead")
		text := lead + expansion + " (" + short + ") họp."
		if rapid.Bool().Draw(t, "reverse") {
			text = lead + short + " (" + expansion + ") họp."
		}
		f := explained(nil, text)
		if len(f) != 1 || f[0].short != strings.ToLower(short) || f[0].expansion != strings.ToLower(expansion) {
			t.Fatalf("%s: %v", text, f)
		}
	})
}

// FuzzExplained reads any text: what comes out agrees letter by letter, and is in the text.
func FuzzExplained(f *testing.F) {
	for _, seed := range []string{"Quản lý thị trường (QLTT)", "HÐND (Hội đồng nhân dân)", "A (B) (CCC ddd", "(((", "Giáo dục và Đào tạo (GD&ĐT)", "\u200bQ L (Q\u0301LT)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, found := range explained(nil, text) {
			s, ok := shortOf(strings.ToUpper(found.short))
			if !ok || !strings.Contains(text, "(") {
				t.Fatalf("%q gives %v", text, found)
			}
			words := wordsOf(found.expansion)
			if n, ok := match(s.letters, words); !ok || n != len(words) {
				t.Fatalf("%q gives %v", text, found)
			}
		}
	})
}

func TestTable(t *testing.T) {
	t.Parallel()
	list := []Meaning{
		{"hđnd", "hội đồng nhân dân", 9, 10}, {"qlđđ", "quản lý đất đai", 3, 3}, {"qldd", "quy luật di dời", 5, 5},
		{"sởx", "sở xây", 4, 10}, {"sởx", "sở xa", 6, 10},
	}
	var b strings.Builder
	if err := write(&b, list); err != nil {
		t.Fatal(err)
	}
	table, err := Read([]byte(b.String()))
	if err != nil || table.Len() != len(list) {
		t.Fatalf("%d meanings: %v", table.Len(), err)
	}
	term := func(s string) string { return string(vietnamese.AppendTerm(nil, s)) }
	for short, want := range map[string][]Meaning{
		"HĐND": list[:1], "HÐND": list[:1], "hdnd": list[:1], "QLĐĐ": list[1:2], "QLDD": list[2:3], "SỞX": {list[4], list[3]}, "SOX": {list[4], list[3]}, "abc": nil,
	} {
		if got := table.Meanings(term(short)); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", short, got, want)
		}
	}
	for syllables, want := range map[string][]Meaning{"hội đồng nhân dân": list[:1], "hoi dong nhan dan": list[:1], "hội đồng": nil, "": nil} {
		if got := table.Shorts(syllables); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", syllables, got, want)
		}
	}
	for i, want := range []bool{false, false, false, true, true} {
		if list[i].Ambiguous() != want {
			t.Errorf("%v: ambiguous is %v", list[i], !want)
		}
	}
	var none *Table
	if none.Meanings(term("hđnd")) != nil || none.Shorts("hội đồng nhân dân") != nil || none.Len() != 0 {
		t.Error("no table knows something")
	}
	if list[0].Term() != term("HĐND") {
		t.Errorf("%q", list[0].Term())
	}
}

// FuzzRead reads any payload without a panic, and writes again what it could read.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"", "a\tb\t1\t2\n", "a\tb\tx\t2\n", "a\tb", "\n", "hđnd\thội đồng nhân dân\t3\t3\nhdnd\thoi dong nhan dan\t3\t3\n"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, payload []byte) {
		table, err := Read(payload)
		if err == nil && table.Len() > strings.Count(string(payload), "\n")+1 {
			t.Errorf("%q has %d meanings", payload, table.Len())
		}
	})
}

func TestMeaningsKeepWhatIsSureEnough(t *testing.T) {
	t.Parallel()
	f := findings{
		{"abc", "anh ba ca"}: 2, {"bcd", "bà con dân"}: 3, {"cde", "cô dạy em"}: 40, {"cde", "cầu dây em"}: 4, {"cde", "cha dặn em"}: 10,
	}
	got := fmt.Sprint(f.meanings())
	if want := "[{bcd bà con dân 3 3} {cde cô dạy em 40 54}]"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	f[finding{"cde", "cha dặn em"}] = 11
	if got := fmt.Sprint(f.meanings()); got != "[{bcd bà con dân 3 3} {cde cha dặn em 11 55} {cde cô dạy em 40 55}]" {
		t.Errorf("%s", got)
	}
}
