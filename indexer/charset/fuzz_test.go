package charset

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkText fails unless t keeps what Decode promises of every text.
func checkText(t *testing.T, got Text, data []byte) {
	t.Helper()
	if !utf8.ValidString(got.String) || strings.IndexByte(got.String, 0) >= 0 {
		t.Errorf("%s: the text is not clean: %q", got.Encoding, clip(got.String))
	}
	if got.Encoding == "" || got.Confidence <= 0 || got.Confidence > 1 || got.Repaired < 0 {
		t.Errorf("%s, confidence %g, %d repaired", got.Encoding, got.Confidence, got.Repaired)
	}
	if len(got.String) > 6*len(data) {
		t.Errorf("%d bytes became %d", len(data), len(got.String))
	}
}

func FuzzDecode(f *testing.F) {
	for _, e := range encoders() {
		data, _ := e.encode("Hội nghị Ban Chấp hành Đảng bộ tỉnh khóa XII\nỞ ĐƯỜNG NÀY “quý” – ổn định./.")
		f.Add(data, "", false)
	}
	for _, declared := range []string{"utf-8", "windows-1258", "x-viet-vni", "gbk", "utf-16", "replacement", "x-user-defined", "iso-2022-jp", "nonsense"} {
		f.Add([]byte("<p class=\"\xE9\">Vi\xD6t &nbsp; Nam \x81\x90"), declared, true)
	}
	f.Add([]byte("\xFF\xFE\x00\xD8"), "", false)
	f.Add([]byte("Vie^.t Nam dda~ la`m gi` dd\\. a.. we're"), "viqr", false)
	f.Fuzz(func(t *testing.T, data []byte, declared string, markup bool) {
		got, err := Decode(data, Hint{Declared: declared, Markup: markup})
		if err != nil {
			if !errors.Is(err, ErrNotText) {
				t.Errorf("unexpected error: %v", err)
			}
			return
		}
		checkText(t, got, data)
	})
}

// TestDamaged decodes a thousand truncated and damaged files in every encoding.
func TestDamaged(t *testing.T) {
	const text = "Xã Đồng Vược khánh thành cầu treo\nSáng 16-3, UBND HUYỆN THỤY AN “tổ chức” lễ – ở thôn Ổ Gà./."
	rnd := rand.New(rand.NewPCG(1, 2))
	inputs := 0
	for _, e := range encoders() {
		whole, _ := e.encode(text)
		for n := range 50 {
			data := bytes.Clone(whole[:len(whole)-n])
			for range n % 7 {
				data[rnd.IntN(len(data))] = byte(rnd.Uint32())
			}
			inputs++
			for _, hint := range []Hint{{}, {Declared: "viscii", Markup: true}, {Given: e.want[0]}} {
				if got, err := Decode(data, hint); err == nil {
					checkText(t, got, data)
				} else if !errors.Is(err, ErrNotText) {
					t.Errorf("%s, %d: %v", e.name, n, err)
				}
			}
		}
	}
	if inputs < 1000 {
		t.Errorf("%d inputs", inputs)
	}
}

func FuzzFont(f *testing.F) {
	for _, c := range [][2]string{{".VnTimeH", "tØnh ®oµn"}, {"VNI-Times", "Tieáng Vieät"}, {"VPS Times", "ti‰ng"}, {"VI Arial", "Vi®t"}, {".VnArial", "\uF0D6\uF0FF\uFFFD"}} {
		f.Add(c[0], c[1])
	}
	f.Fuzz(func(t *testing.T, font, run string) {
		l, ok := Font(font)
		if !ok && l != (Legacy{}) {
			t.Errorf("%q: %+v", font, l)
		}
		if got := l.Decode(run); utf8.ValidString(run) && !utf8.ValidString(got) {
			t.Errorf("%q in %q: %q", run, font, got)
		}
		hidden, _, _ := Hidden(run)
		if got := hidden.Decode(run); utf8.ValidString(run) && !utf8.ValidString(got) {
			t.Errorf("%q: %q", run, got)
		}
	})
}
