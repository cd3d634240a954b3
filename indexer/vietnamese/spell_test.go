package vietnamese

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func term(raw string) string { return string(AppendTerm(nil, raw)) }

// TestVariants holds the rules of tone placement and i/y against the spellings that were counted.
func TestVariants(t *testing.T) {
	file, err := os.ReadFile("testdata/variants.tsv")
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for line := range strings.Lines(string(file)) {
		col := strings.Split(strings.TrimSpace(line), "\t")
		if line[0] == '#' {
			continue
		}
		if len(col) != 3 {
			t.Fatalf("line %q has %d columns, want 3", line, len(col))
		}
		if col[0] == "same" {
			same++
		}
		for _, form := range []func(string) string{keep, norm.NFD.String, strings.ToUpper, windows1258} {
			a, b := form(col[1]), form(col[2])
			if got := term(a) == term(b); got != (col[0] == "same") {
				t.Errorf("%s and %s: terms %q and %q, want them %s", a, b, term(a), term(b), col[0])
			}
			if got := Normalize(a) == Normalize(b); got != (col[0] == "same") {
				t.Errorf("%s and %s: normalized %q and %q, want them %s", a, b, Normalize(a), Normalize(b), col[0])
			}
		}
		fa, fb := Fold(col[1]), Fold(col[2])
		if col[0] == "same" && (fa != fb || fa != Fold(unaccented(col[1])) || fa != Fold(unaccented(col[2]))) {
			t.Errorf("%s and %s fold to %s and %s, without accents to %s and %s; want one",
				col[1], col[2], fa, fb, Fold(unaccented(col[1])), Fold(unaccented(col[2])))
		}
	}
	if same < 120 {
		t.Errorf("%d pairs of one word, want at least 120", same)
	}
}

func keep(s string) string { return s }

// windows1258 writes letters with their shape composed and the tone after them, as the old code page does.
func windows1258(s string) string {
	var b strings.Builder
	for _, r := range s {
		g, ok := letters.lookup(r)
		if !ok || g.tone == 0 {
			b.WriteRune(r)
			continue
		}
		tone := []rune(toneMarks)[g.tone-1]
		g.tone = 0
		b.WriteRune(letters.casedRune(g))
		b.WriteRune(tone)
	}
	return b.String()
}

// unaccented is what someone types who types no accents: the marks go, the spelling stays.
func unaccented(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'đ':
			return 'd'
		case r == 'Đ':
			return 'D'
		case r >= 0x300 && r < 0x370:
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

func TestAppendTerm(t *testing.T) {
	tests := []struct{ raw, want string }{
		{"Hội", "hoi\x00hội"},
		{"HỘI", "hoi\x00hội"},
		{"gdp", "gdp\x00"},
		{"GDP", "gdp\x00"},
		{"2020", "2020\x00"},
		{"Đảng", "dang\x00đảng"},
		{"\u00d0ảng", "dang\x00đảng"}, // eth, as old systems print it
		{"\u0189ảng", "dang\x00đảng"},
		{"\u00f0ảng", "dang\x00đảng"},
		{"H\u00d0ND", "hdnd\x00hđnd"},
		{"HĐND", "hdnd\x00hđnd"},
		{"Gu\u00f0ni", "gudni\x00gu\u00f0ni"}, // Icelandic keeps its eth
		{"Fri\u00f0leifsd\u00f3ttir", "fridleifsdottir\x00fri\u00f0leifsd\u00f3ttir"},
		{"hoà", "hoa\x00hòa"},
		{"hòa", "hoa\x00hòa"},
		{"hoàn", "hoan\x00hoàn"},
		{"hòan", "hoan\x00hoàn"}, // a typing slip, not a word of its own
		{"qúy", "quy\x00quý"},
		{"quý", "quy\x00quý"},
		{"qui", "quy\x00"},
		{"gìa", "gia\x00già"},
		{"giếng", "gieng\x00giếng"},
		{"khuỷu", "khuyu\x00khuỷu"},
		{"huỳnh", "huynh\x00huỳnh"},
		{"thuở", "thuo\x00thuở"},
		{"Kĩ", "ky\x00kỹ"},
		{"ki", "ky\x00"},
		{"li", "ly\x00"},
		{"vi", "vi\x00"},
		{"vy", "vy\x00"},
		{"thi", "thi\x00"},
		{"khi", "khi\x00"},
		{"Hawaii", "hawaii\x00"},
		{"kinh", "kinh\x00"},
		{"kï", "ky\x00kï"}, // no Vietnamese letter, and folded as any other ki
		{"é", "e\x00é"},
		{"São", "sao\x00são"},
		{"Müller", "muller\x00müller"},
		{"España", "espana\x00españa"},
		{"Ørsted", "orsted\x00ørsted"},
		{"Привёт", "привет\x00привёт"},
		{"習近平", "習近平\x00"},
		{"nh\u200bà", "nha\x00nhà"},
		{"nh\u00adà\ufeff", "nha\x00nhà"},
		{"e\u0323\u0302", "e\x00ệ"}, // dot below before circumflex, as NFD has it
		{"\u00ea\u0323", "e\x00ệ"},
		{"²", "2\x00"},
		{"", "\x00"},
	}
	for _, tt := range tests {
		if got := term(tt.raw); got != tt.want {
			t.Errorf("AppendTerm(%q) = %q, want %q", tt.raw, got, tt.want)
		}
	}
	if got := string(AppendTerm([]byte("x"), "Hội")); got != "xhoi\x00hội" {
		t.Errorf("AppendTerm does not append: %q", got)
	}
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct{ term, folded, accented string }{
		{"hoi\x00hội", "hoi", "hội"}, {"gdp\x00", "gdp", "gdp"}, {"gdp", "gdp", "gdp"}, {"", "", ""},
	} {
		if f, a := Split(tt.term); f != tt.folded || a != tt.accented {
			t.Errorf("Split(%q) = %q, %q, want %q, %q", tt.term, f, a, tt.folded, tt.accented)
		}
	}
}

func TestNormalizeAndFold(t *testing.T) {
	tests := []struct{ text, normal, folded string }{
		{"Chiều 14-1, Ðảng uỷ Khối", "Chiều 14-1, Đảng ủy Khối", "chieu 14-1, dang uy khoi"},
		{"KĨ THUẬT ở xã Hoà Bình", "KỸ THUẬT ở xã Hòa Bình", "ky thuat o xa hoa binh"},
		{"ki thuat", "ky thuat", "ky thuat"},
		{"nha\u0300 nươ\u0301c", "nhà nước", "nha nuoc"},
		{"nh\u200bà\u00ad nước\ufeff", "nhà nước", "nha nuoc"},
		{"Guðni ở ÐỒNG NAI", "Guðni ở ĐỒNG NAI", "gudni o dong nai"},
		{"1.000 m² – “Covid-19”", "1.000 m² – “Covid-19”", "1.000 m2 – “covid-19”"},
		{"vi/vy", "vi/vy", "vi/vy"},
		{"", "", ""},
	}
	for _, tt := range tests {
		if got := Normalize(tt.text); got != tt.normal {
			t.Errorf("Normalize(%q) = %q, want %q", tt.text, got, tt.normal)
		}
		if got := Fold(tt.text); got != tt.folded {
			t.Errorf("Fold(%q) = %q, want %q", tt.text, got, tt.folded)
		}
	}
}

func TestHasAccent(t *testing.T) {
	for raw, want := range map[string]bool{
		"hội": true, "hoi": false, "ĐND": true, "\u00d0ND": true, "o\u0323": true, "m²": false, "": false, "Müller": false, "nh\u200ba": false,
	} {
		if got := HasAccent(raw); got != want {
			t.Errorf("HasAccent(%q) = %v, want %v", raw, got, want)
		}
	}
}

func TestIsSyllable(t *testing.T) {
	for word, want := range map[string]bool{
		"hoi": true, "nghieng": true, "quyet": true, "gieng": true, "gi": true, "gin": true, "y": true, "khuyu": true, "oanh": true,
		"trump": false, "gdp": false, "covid": false, "q": false, "": false, "ng": false, "boing": false, "xyz": false, "qu": false, "hội": false,
	} {
		if got := IsSyllable(word); got != want {
			t.Errorf("IsSyllable(%q) = %v, want %v", word, got, want)
		}
	}
}
