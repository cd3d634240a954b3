package charset

import (
	"errors"
	"testing"
)

func TestDecodeUnicode(t *testing.T) {
	for _, c := range []struct{ name, data, want, encoding string }{
		{"empty", "", "", UTF8},
		{"UTF-8", "Đường về\r\n", "Đường về\r\n", UTF8},
		{"a mark", "\xEF\xBB\xBFĐường", "Đường", UTF8},
		{"decomposed stays", "e\u0302\u0301", "e\u0302\u0301", UTF8},
		{"little end first", "\xFF\xFE\x10\x01\xB0\x01", "Đư", UTF16LE},
		{"big end first", "\xFE\xFF\x01\x10\x01\xB0\xD8\x3D\xDE\x00", "Đư😀", UTF16BE},
		{"damaged", "Đường \xFF về", "Đường \uFFFD về", UTF8},
	} {
		got, err := Decode([]byte(c.data), Hint{})
		if err != nil || got.String != c.want || got.Encoding != c.encoding {
			t.Errorf("%s: %+v, %v; want %q in %s", c.name, got, err, c.want, c.encoding)
		}
	}
	for _, data := range []string{"\x00\x00\x00\x00\x00\x00", "\xFF\xFE\x00\xD8\x00\xD8\x00\xD8\x00\xD8"} {
		if got, err := Decode([]byte(data), Hint{}); !errors.Is(err, ErrNotText) {
			t.Errorf("%q: %+v, %v", data, got, err)
		}
	}
}

func TestFont(t *testing.T) {
	for _, c := range []struct{ font, run, want string }{
		{".VnTime", "TiÕng ViÖt", "Tiếng Việt"},
		{".VnTimeH", "tØnh ®oµn", "TỈNH ĐOÀN"},
		{"'VNI-Times'", "Tieáng Vieät, Ñöôøng, ñöôïc, kyõ, lyù, kyø", "Tiếng Việt, Đường, được, kỹ, lý, kỳ"},
		{"VPS Times", "ti‰ng ViŒt", "tiếng Việt"},
		{".VnTime", "Tiếng Việt", "Tiếng Việt"},
		{".VnTime", "ë Hµ Néi", "ở Hà Nội"}, // a run may begin anywhere
		{".VnTime", "và là", "và là"},
		{".VnArialH", "ViÖt Nam, UBND", "VIỆT NAM, UBND"},
		{"VNI-Helve", "ViỆt", "ViỆt"},
		{".VnTime", "\uF056\uF069\uF0D6\uF074", "Việt"},
		{"VNI-Times", "OÂng AÉ AÈ aé aè", "Ông Ắ Ằ ắ ằ"},
	} {
		l, ok := Font(c.font)
		if got := l.Decode(c.run); !ok || got != c.want {
			t.Errorf("%s: %q, want %q", c.font, got, c.want)
		}
	}
	for _, name := range []string{"", "Times New Roman", "Vnesse", "Vivaldi"} {
		if l, ok := Font(name); ok {
			t.Errorf("%s: %+v", name, l)
		}
	}
}

func TestGiven(t *testing.T) {
	for _, c := range []struct{ given, data, want string }{
		{TCVN3, "Vi\xD6t", "Việt"},
		{VNI, "Vie\xE4t", "Việt"},
		{Windows1252, "Vi\xD6t", "ViÖt"},
		{UTF8, "Vi\xD6t", "Vi\uFFFDt"},
		{UTF16BE, "\x1E\xC7", "ệ"},
		{VIQR, "Vie^.t", "Việt"},
		{UTF8Twice, "Viá»\u0087t", "Việt"},
	} {
		got, err := Decode([]byte(c.data), Hint{Given: c.given})
		if err != nil || got.String != c.want || got.Encoding != c.given {
			t.Errorf("%s: %+v, %v; want %q", c.given, got, err, c.want)
		}
	}
	for _, given := range []string{"EBCDIC", UTF8, TCVN3} {
		if got, err := Decode([]byte("\xFF\xFF\xFF\xFF\xFF\xFF"), Hint{Given: given}); !errors.Is(err, ErrNotText) {
			t.Errorf("%s: %+v, %v", given, got, err)
		}
	}
	for _, name := range Names() {
		if _, err := Decode([]byte("Nam"), Hint{Given: name}); err != nil && name != UTF16LE && name != UTF16BE {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// What is declared is verified: it decides where the bytes leave a choice, and only there.
func TestDeclared(t *testing.T) {
	const russian = "\xC2\xE8\xE7\xE8\xF2 \xEF\xF0\xE5\xE4\xF1\xE5\xE4\xE0\xF2\xE5\xEB\xFF"
	for _, c := range []struct{ declared, data, want, encoding string }{
		{"utf-8", "H\xE9i ngh\xDE tri\xD3n khai", "Hội nghị triển khai", TCVN3},
		{"windows-1251", russian, "Визит председателя", "windows-1251"},
		{"windows-1251", "H\xE9i ngh\xDE tri\xD3n khai", "Hội nghị triển khai", TCVN3},
		{"viscii", "\xF0\xEDnh ch\xEDnh", "đính chính", VISCII},
		{"x-viet-vni", "\xF1\xEDnh ch\xEDnh", "đính chính", VNI},
		{"x-viet-vps", "\xF1\xEDnh ch\xEDnh", "Đính chính", VPS},
	} {
		got, err := Decode([]byte(c.data), Hint{Declared: c.declared})
		if c.encoding != "" && (err != nil || got.String != c.want || got.Encoding != c.encoding) {
			t.Errorf("%s: %+v, %v; want %q in %s", c.declared, got, err, c.want, c.encoding)
		}
	}
	if got, err := Decode([]byte(russian), Hint{}); !errors.Is(err, ErrNotText) {
		t.Errorf("nothing declared: %+v, %v", got, err)
	}
}

// No text that is not Vietnamese is harmed.
func TestForeignStays(t *testing.T) {
	for _, text := range []string{
		"", "A", "plain text, nothing else", "L'été dernier, où étaient allés les élèves ? À Huế, déjà.", "été", "à la carte", "là où né",
		"Schöne Grüße aus München: Straße, Äpfel, Öl, Übung", "¿Dónde está el niño? ¡Señor!", "Guðni Thorlacius Jóhannesson, forseti Íslands",
		"„Głośno” żółć", "Владивосток", "日本語のテキスト", "한국어", "ไทย", "😀😀", "x = a^b + (i+1)*2; if (u+v) { o'.'; }", "dd if=/dev/zero of=add.bin; odd, add, ladder",
		"e.g. a.m., i.e., we're, they've, o'clock, you'd? Go. No? Yes.", "SELECT a.id, e.name FROM a JOIN e ON a.i = e.i WHERE o.u+1 > 2;",
		"© 2020 — “quoted” … 5 € ½ ×", "PRIVÉ… «CAFÉ»", "naïve café, résumé; Ångström, smørrebrød", "Thu do Ha Noi khong dau, toi di hoc.",
		"mã: 0xD6 µm ±5 °C ¼ ¶", "Đ", "Hà Nội", "Bà Nà", "cà phê", "Nguyễn Ái Quốc", "Đắk Lắk, Krông Pắk", "a\u0323 \u0301x",
		"https://bao.example/a?b=o'c&e=u+i.html", "Ã", "Ä", "áº", "«Quá» lắm", "xá»", "naÃ¯ve", "int main(void) { return e^u; } // o.k.",
	} {
		got, err := Decode([]byte(text), Hint{})
		if err != nil || got.String != text {
			t.Errorf("%q became %q in %s, %v", text, got.String, got.Encoding, err)
		}
	}
}
