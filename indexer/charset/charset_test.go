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
