package vietnamese

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestHalfTyped(t *testing.T) {
	for _, c := range []struct {
		typed, word string
		want        Agreement
	}{
		{"h", "hội", Agree}, {"ho", "hội", Lacking}, {"hô", "hội", Lacking}, {"hộ", "hội", Agree}, {"hôi", "hội", Lacking}, {"hoi", "hội", Lacking},
		{"hội", "hội", Agree}, {"họi", "hội", Lacking}, {"hồ", "hội", Differ}, {"hơ", "hội", Differ}, {"hoi", "hoi", Agree},
		{"d", "đồng", Lacking}, {"đ", "đồng", Agree}, {"đ", "dồng", Differ}, {"đô", "đồng", Lacking}, {"đông", "đồng", Lacking}, {"đồn", "đông", Differ},
		{"hoà", "hòa", Agree}, {"hòa", "hòa", Agree}, {"hoà", "hoàn", Agree}, {"hòa", "hoàn", Agree}, {"thuỷ", "thủy", Agree},
		{"ki", "kinh", Agree}, {"kĩ", "kỹ", Agree}, {"kì", "kỳ", Agree}, {"qui", "quy", Agree}, {"\u00d0a", "đảng", Lacking}, {"\u00d0ả", "đảng", Agree},
		{"gdp", "gdp", Agree}, {"zü", "zürich", Agree}, {"zu", "zürich", Lacking}, {"zö", "zürich", Differ}, {"việ", "vie", Differ},
	} {
		h := ReadHalfTyped(c.typed)
		if got := h.Agrees(c.word); got != c.want {
			t.Errorf("%q with %q: %d, want %d", c.typed, c.word, got, c.want)
		}
	}
}

func TestHalfTypedFolded(t *testing.T) {
	for typed, want := range map[string]string{
		"ki": "ki ky", "Kĩ": "ki ky", "ky": "ky", "Hoà": "hoa", "\u00d0": "d", "qu": "qu", "quí": "qui quy", "vi": "vi", "ÚC": "uc", "nh\u200ba\u0300": "nha", "2": "2",
	} {
		h := ReadHalfTyped(typed)
		if got := strings.Join(h.Folded(), " "); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestHalfTypedCovers(t *testing.T) {
	for _, c := range []struct{ typed, raw, want string }{
		{"ho", "Hội", "Hộ"}, {"hội", "Hội", "Hội"}, {"ho", "Ho\u0302\u0323i", "Ho\u0302\u0323"}, {"h", "h\u200bo", "h\u200b"}, {"d", "\u00d0ảng", "\u00d0"},
		{"hoàng", "Hoa", "Hoa"}, {"ki", "kỹ", "kỹ"},
	} {
		h := ReadHalfTyped(c.typed)
		if got := c.raw[:h.Covers(c.raw)]; got != c.want {
			t.Errorf("%q of %q: %q, want %q", c.typed, c.raw, got, c.want)
		}
	}
}

// While a syllable is typed letter by letter, each beginning agrees with it, and none of its beginnings without marks differs from it.
func TestHalfTypedOnTheWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := drawWord(t)
		folded, accented := Split(string(AppendTerm(nil, word)))
		letters := []rune(accented)
		n := rapid.IntRange(1, len(letters)).Draw(t, "letters")
		typed := ReadHalfTyped(string(letters[:n]))
		if got := typed.Agrees(accented); got != Agree {
			t.Fatalf("%q with %q: %d", string(letters[:n]), accented, got)
		}
		bare := ReadHalfTyped(folded[:n])
		if got := bare.Agrees(accented); got == Differ || bare.Marked() {
			t.Fatalf("%q with %q: %d", folded[:n], accented, got)
		}
		for _, h := range []HalfTyped{typed, bare} {
			if !slices.ContainsFunc(h.Folded(), func(f string) bool { return strings.HasPrefix(folded, f) }) {
				t.Fatalf("%q does not begin with any of %q", folded, h.Folded())
			}
		}
	})
}
