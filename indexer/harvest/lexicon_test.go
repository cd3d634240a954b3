package harvest

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/vietnamese"
)

// shown spells tokens: | for a gap, ^ before what may have its capital from a sentence, glue that is no blank in brackets.
func shown(l *lexicon, tokens []token) string {
	var b strings.Builder
	for i, t := range tokens {
		if t == gap {
			b.WriteString("|")
			continue
		}
		if i > 0 && tokens[i-1] != gap {
			if t.joined() {
				b.WriteString("[" + t.glue() + "]")
			} else {
				b.WriteString(" ")
			}
		}
		if t.is(opening) {
			b.WriteString("^")
		}
		_, word := vietnamese.Split(l.terms[t.term()])
		switch {
		case t.is(capitals):
			word = strings.ToUpper(word)
		case t.is(upper):
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		b.WriteString(word)
	}
	return b.String()
}

func TestLexicon(t *testing.T) {
	for text, want := range map[string]string{
		"Chiều 14-1, Ban Thường vụ họp.":            "^Chiều 14[-]1|Ban Thường vụ họp|",
		"Kinh tế - xã hội. Hà Nội":                  "^Kinh tế[ - ]xã hội|^Hà Nội|",
		"ở TP. HCM, TP.HCM (Q. 1)":                  "^ở TP[. ]HCM|TP[.]HCM|Q[. ]1|",
		"“Lũ” về: Sông dâng; nước\u00a0to":          "^Lũ|^về|^Sông dâng|^nước to|",
		"Covid-19 H5N1 7h30 35-CT/TW GD&ĐT":         "^Covid[-]19 H[]5[]N[]1 7[]h[]30 35[-]CT[/]TW GD[&]ĐT|",
		"dài  hai\tblank  và\u200b.":                "^dài hai blank và|",
		"Hòa Lâm - Chiều 14-1, ở Bà Rịa - Vũng Tàu": "^Hòa Lâm|^Chiều 14[-]1|ở Bà Rịa[ - ]Vũng Tàu|",
		"":                "|",
		"HOÀ HỢP Hoà hợp": "^HÒA HỢP Hòa hợp|",
	} {
		l := newLexicon()
		got := shown(l, l.append(nil, text, 100))
		if got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

func TestLexiconStopsWhenFull(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := newLexicon()
		room := rapid.IntRange(1, 5).Draw(t, "room")
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"lũ", "Hà", "7h30", "1.000", ", x", ". Y"}), 0, 9).Draw(t, "text"), " ")
		words := 0
		for _, tok := range l.append(nil, text, room) {
			if tok != gap {
				words++
			}
		}
		if words > room+4 { // the parts of one code may go beyond
			t.Fatalf("%d words of %q, room for %d", words, text, room)
		}
	})
}

// A term is written as it is most often: hoà where an archive prefers that, iPhone with its capital inside.
func TestSpellings(t *testing.T) {
	l := newLexicon()
	tokens := l.append(nil, "ở Hoà Bình hoà hòa iPhone Iphone iPhone H\u00d0ND GDP", 100)
	var words []uint32
	for _, tok := range tokens {
		if tok != gap {
			words = append(words, tok.term())
		}
	}
	if got := l.write(words[1:3], patternOf(tokens[1:3]), l.spellings()); got != "Hoà Bình" {
		t.Errorf("got %s", got)
	}
	if got := l.write(words[5:6], patternOf(tokens[5:6]), l.spellings()); got != "iPhone" {
		t.Errorf("got %s", got)
	}
	if got := l.write(words[8:], patternOf(tokens[8:10]), l.spellings()); got != "HĐND GDP" {
		t.Errorf("got %s", got)
	}
}
