package vietnamese

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// seeds are texts with the oddities of real archives, for properties and fuzzing.
var seeds = []string{
	"Chiều 14-1, \u00d0ảng ủy Khối Các cơ quan tỉnh, Chủ tịch H\u00d0ND tỉnh (khóa XII) lần thứ XIII.",
	"Cập nhật lúc19:23, Thứ Ba, 14/01/2020 (GMT+7) số 35-CT/TW, 71-KH/TU, 12/2019/NĐ-CP./.",
	"hoà hòa uỷ ủy kĩ kỹ quí quý qúy thuỷ, tòan quốc, Hòang",
	"nha\u0300 nươ\u0301c t\u00ea\u0301 e\u0323\u0302 \u200bnh\u200bà\u00ad \ufeffx\u00a0y",
	"1.000.000 3,2 1.000ha 97,1% 7h30 7g30 07:30 H5N1 QL1A m² Covid-19 TP.HCM GD&ĐT H’Mông Wi-Fi",
	"ngày 14 tháng 1 năm 2020, tháng 1/2020, 27-29/7, 2016–2018, thắng 2-1, lần thứ V",
	"Gu\u00f0ni Müller España Привет 習近平 한국 İstanbul \u212a\u0130\u01c5 ⓐ ﬁ ß",
	"\xff\xc3 \xe1\xbb a\x00b \u0301\u0323",
}

func drawText(t *rapid.T) string {
	piece := rapid.OneOf(
		rapid.SampledFrom(seeds),
		rapid.String(),
		rapid.StringOf(rapid.RuneFrom([]rune("aăâeêioôơuưyđÐðƉhklmstqgnc \u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0308\u200b\u00ad-./,:&'’–0123XVI²"))),
		rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) }),
	)
	return strings.Join(rapid.SliceOfN(piece, 0, 4).Draw(t, "pieces"), "")
}

// drawWord draws an accented Vietnamese syllable from the tables of the language.
func drawWord(t *rapid.T) string {
	onset := rapid.SampledFrom(strings.Fields("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")).Draw(t, "onset")
	var all []string
	for r := range rhymes.tone {
		all = append(all, r)
	}
	slices.Sort(all)
	rhyme := []rune(rapid.SampledFrom(all).Draw(t, "rhyme"))
	tone := rapid.SampledFrom([]rune("\u0000"+toneMarks)).Draw(t, "tone")
	if tone == 0 {
		return onset + string(rhyme)
	}
	at := int(toneBearer(string(rhyme)))
	return norm.NFC.String(onset + string(rhyme[:at+1]) + string(tone) + string(rhyme[at+1:]))
}

func checkTokens(t interface{ Fatalf(string, ...any) }, text string) {
	tokens := Tokens(text)
	if want := composed(text); !slices.Equal(tokens, want) {
		t.Fatalf("Tokens(%q):\n got %s\nwant %s", text, show(text, tokens), show(text, want))
	}
	position, end := 0, 0
	for i, k := range tokens {
		switch {
		case k.Start < 0 || k.Start >= k.End || k.End > len(text):
			t.Fatalf("token %d of %q: offsets %d–%d", i, text, k.Start, k.End)
		case !utf8.ValidString(text[k.Start:k.End]):
			t.Fatalf("token %d of %q is cut inside a letter: %q", i, text, text[k.Start:k.End])
		case strings.Count(k.Term, "\x00") != 1 || k.Term[0] == 0 || !utf8.ValidString(k.Term):
			t.Fatalf("token %d of %q has the term %q", i, text, k.Term)
		case k.Whole && (k.End != end || k.Position > position):
			t.Fatalf("whole token %d of %q ends at %d, its parts at %d", i, text, k.End, end)
		case !k.Whole && (k.Start < end || k.Position != position):
			t.Fatalf("token %d of %q out of order: %+v after %d", i, text, k, end)
		}
		if !k.Whole {
			position, end = k.Position+1, k.End
		}
	}
}

func checkText(t interface{ Fatalf(string, ...any) }, text string) {
	checkTokens(t, text)
	if once := Fold(text); Fold(once) != once {
		t.Fatalf("Fold(%q) = %q, again %q", text, once, Fold(once))
	}
	if once := Normalize(text); Normalize(once) != once {
		t.Fatalf("Normalize(%q) = %q, again %q", text, once, Normalize(once))
	}
	end := 0
	for _, d := range Dates(text) {
		if d.Start < 0 || d.End > len(text) || d.Start >= d.End || d.End < end || !d.valid() || d.Month == 0 {
			t.Fatalf("date %+v in %q", d, text)
		}
		end = d.End
	}
	Expansions(text)
	AcronymsOf(strings.Fields(text))
	AppendTerm(nil, text)
	DateOf(text)
}

func TestAnyText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkText(t, drawText(t)) })
}

// TestOneTerm: composed and decomposed letters, capitals, either tone placement, invisible characters all give one
// term, and it folds as the word typed without accents.
func TestOneTerm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := drawWord(t)
		want := term(word)
		runes := []rune(word)
		cut := rapid.IntRange(0, len(runes)).Draw(t, "cut")
		for _, form := range []string{
			norm.NFD.String(word), windows1258(word), strings.ToUpper(word), strings.ToUpper(norm.NFD.String(word)), Normalize(word),
			string(runes[:cut]) + "\u200b" + string(runes[cut:]), strings.Replace(word, "đ", "\u00f0", 1), otherTone(word),
		} {
			if got := term(form); got != want {
				t.Fatalf("%q has the term %q, %q has %q", word, want, form, got)
			}
		}
		folded, accented := Split(want)
		if plainFolded, _ := Split(term(unaccented(word))); plainFolded != folded {
			t.Fatalf("%q folds to %q, typed without accents to %q", word, folded, plainFolded)
		}
		if again := term(accented); again != want {
			t.Fatalf("the accented form of %q has the term %q", want, again)
		}
		if !IsSyllable(folded) {
			t.Fatalf("%q folds to %q, which is no syllable", word, folded)
		}
		if Fold(word) != folded {
			t.Fatalf("Fold(%q) = %q, its term has %q", word, Fold(word), folded)
		}
	})
}

// otherTone moves the tone of open oa, oe, uy to where the newer style has it.
func otherTone(word string) string {
	for _, rhyme := range []string{"oa", "oe", "uy"} {
		for _, tone := range toneMarks {
			old := norm.NFC.String(rhyme[:1] + string(tone) + rhyme[1:])
			if before, ok := strings.CutSuffix(word, old); ok {
				return before + norm.NFC.String(rhyme+string(tone))
			}
		}
	}
	return word
}

// TestTermsArePure: a term depends on nothing but its bytes.
func TestTermsArePure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := drawText(t)
		prefix := rapid.SliceOfN(rapid.Byte(), 0, 9).Draw(t, "prefix")
		got := AppendTerm(slices.Clone(prefix), raw)
		if string(got) != string(prefix)+term(strings.Clone(raw)) {
			t.Fatalf("AppendTerm(%q, %q) = %q", prefix, raw, got)
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkText(t, text) })
}

func FuzzWhole(f *testing.F) {
	for _, s := range strings.Fields(strings.Join(seeds, " ")) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		for kind := Syllable; kind <= Code; kind++ {
			got, ok := AppendWhole([]byte("x"), raw, kind)
			if got[0] != 'x' || ok != (len(got) > 1) {
				t.Fatalf("AppendWhole(%q, %v) = %q, %v", raw, kind, got, ok)
			}
		}
	})
}
