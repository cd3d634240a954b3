package vietnamese

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// show writes tokens as position, original, term, with * after the ones kept whole.
func show(text string, tokens []Token) string {
	var out []string
	for _, k := range tokens {
		mark := ""
		if k.Whole {
			mark = "*"
		}
		folded, accented := Split(k.Term)
		out = append(out, fmt.Sprintf("%d%s %s %s/%s", k.Position, mark, text[k.Start:k.End], folded, accented))
	}
	return strings.Join(out, "|")
}

func TestTokens(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"Ðảng uỷ", "0 Ðảng dang/đảng|1 uỷ uy/ủy"},
		{"số 71-KH/TU của", "0 số so/số|1 71 71/71|2 KH kh/kh|3 TU tu/tu|1* 71-KH/TU 71-kh/tu/71-kh/tu|4 của cua/của"},
		{"Bà Rịa-Vũng Tàu", "0 Bà ba/bà|1 Rịa ria/rịa|2 Vũng vung/vũng|3 Tàu tau/tàu"},
		{"khóa XII", "0 khóa khoa/khóa|1 XII xii/xii|1* XII 12/12"},
		{"lần thứ V của", "0 lần lan/lần|1 thứ thu/thứ|2 V v/v|2* V 5/5|3 của cua/của"},
		{"ông V", "0 ông ong/ông|1 V v/v"},
		{"1.000 ha", "0 1 1/1|1 000 000/000|0* 1.000 1000/1000|2 ha ha/ha"},
	}
	for _, tt := range tests {
		if got := show(tt.text, Tokens(tt.text)); got != tt.want {
			t.Errorf("Tokens(%q):\n got %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

func TestTokenKinds(t *testing.T) {
	want := map[string]Kind{"Hội": Syllable, "HĐND": Word, "GDP": Word, "2020": Number, "ban": Syllable, "Trump": Word}
	for raw, kind := range want {
		if got := Tokens(raw)[0].Kind; got != kind {
			t.Errorf("%q is a %v, want a %v", raw, got, kind)
		}
	}
	if k := Tokens("H5N1"); k[len(k)-1].Kind != Code || k[0].Kind != Word || k[1].Kind != Number {
		t.Errorf("kinds of H5N1: %v", k)
	}
}

// composed is the analysis as an indexer does it, from the exported pieces.
func composed(text string) []Token {
	var (
		s        Scanner
		out      []Token
		prev     string
		position int
	)
	for s.Reset(text); s.Next(); {
		raw, first, before := s.Raw(), position, prev
		for _, p := range Parts(nil, raw) {
			prev = term(raw[p.Start:p.End])
			out = append(out, Token{
				Term: prev, Start: s.Start() + p.Start, End: s.Start() + p.End, Position: position, Kind: KindOf(raw[p.Start:p.End], p.Kind),
			})
			position++
		}
		w, ok := AppendWhole(nil, raw, s.Kind())
		if !ok {
			w, ok = AppendLoneRoman(nil, raw, before)
		}
		if ok {
			out = append(out, Token{Term: string(w), Start: s.Start(), End: s.End(), Position: first, Kind: s.Kind(), Whole: true})
		}
	}
	return out
}

// TestTokensIsComposed: queries, which call Tokens, and the indexer, which composes, can't disagree.
func TestTokensIsComposed(t *testing.T) {
	for _, text := range append([]string{sample}, seeds...) {
		if got, want := Tokens(text), composed(text); !slices.Equal(got, want) {
			t.Errorf("Tokens(%q):\n got %s\nwant %s", text, show(text, got), show(text, want))
		}
	}
}
