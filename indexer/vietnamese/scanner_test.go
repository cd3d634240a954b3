package vietnamese

import (
	"slices"
	"strings"
	"testing"
)

func scan(text string) []string {
	var s Scanner
	var out []string
	for s.Reset(text); s.Next(); {
		out = append(out, s.Kind().String()[:1]+" "+s.Raw())
	}
	return out
}

// TestScanner lists raw tokens with the first letter of their kind: word, number, code.
func TestScanner(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{" ,. ./. ", ""},
		{"Hội đồng", "w Hội|w đồng"},
		{"cuối khối./.", "w cuối|w khối"},
		{"Bà Rịa - Vũng Tàu", "w Bà|w Rịa|w Vũng|w Tàu"},
		{"Bà Rịa-Vũng Tàu", "w Bà|c Rịa-Vũng|w Tàu"},
		{"GT-VT, GD&ĐT", "c GT-VT|c GD&ĐT"},
		{"71-KH/TU.", "c 71-KH/TU"},
		{"12/2019/NĐ-CP", "c 12/2019/NĐ-CP"},
		{"1.234/QĐ-UBND", "c 1.234/QĐ-UBND"},
		{"Covid-19 H5N1 QL1A F0 14m", "c Covid-19|c H5N1|c QL1A|c F0|c 14m"},
		{"2020, 1.000.000 3,2 1.000,5 14.1", "n 2020|n 1.000.000|n 3,2|n 1.000,5|n 14.1"},
		{"14-1 14/01/2020 14.1.2005", "c 14-1|c 14/01/2020|c 14.1.2005"},
		{"3,2-3,5 tỷ", "n 3,2|n 3,5|w tỷ"},
		{"1.000ha 97,1% 5.000đ", "n 1.000|w ha|n 97,1|n 5.000|w đ"},
		{"10.000/kg", "n 10.000|w kg"},
		{"7h30 7g30 7:30 19h", "c 7h30|c 7g30|c 7:30|c 19h"},
		{"lúc19:23 ngày14-1 2019của", "w lúc|c 19:23|w ngày|c 14-1|n 2019|w của"},
		{"ĐT741 m² km2", "c ĐT741|c m²|c km2"},
		{"TP.HCM TP. HCM Đ. Huệ", "c TP.HCM|w TP|w HCM|w Đ|w Huệ"},
		{"hội nghị.Theo đó", "w hội|c nghị.Theo|w đó"},
		{"1.Theo 2.Bà", "n 1|w Theo|n 2|w Bà"},
		{"H'Mông H’Mông 'Mông'", "c H'Mông|c H’Mông|w Mông"},
		{"2016–2018, a – b", "c 2016–2018|w a|w b"},
		{"nhà\u00a0nước", "w nhà|w nước"},
		{"nh\u200bà \u200bnước\u200b x", "w nh\u200bà|w nước|w x"},
		{"nha\u0300 \u0300x", "w nha\u0300|w x"},
		{"a\xffb \xc3", "w a|w b"},
		{"a_b@c+d", "w a|w b|w c|w d"},
		{"50 000 × 3", "n 50|n 000|n 3"},
	}
	for _, tt := range tests {
		if got := strings.Join(scan(tt.text), "|"); got != tt.want {
			t.Errorf("scanning %q: %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestScannerCutsEndlessTokens(t *testing.T) {
	for _, unit := range []string{"a", "ế", "7", "a-", "1.", "a\u0301", "e\u0323\u0302", "x\u200b", "\u0301"} {
		text := "x" + strings.Repeat(unit, 10_000)
		var s Scanner
		covered := 0
		for s.Reset(text); s.Next(); {
			if n := len(s.Raw()); n == 0 || n > MaxToken {
				t.Fatalf("%q repeated: token of %d bytes at %d", unit, n, s.Start())
			}
			covered += len(s.Raw())
		}
		if unit != "\u0301" && covered < len(text)*9/10 {
			t.Errorf("%q repeated: tokens cover %d of %d bytes", unit, covered, len(text))
		}
	}
}

func TestScannerResetBytes(t *testing.T) {
	var s Scanner
	s.ResetBytes([]byte("Hội đồng"))
	if !s.Next() || s.Raw() != "Hội" || s.Start() != 0 || s.End() != len("Hội") {
		t.Errorf("first token %q at %d–%d", s.Raw(), s.Start(), s.End())
	}
	s.ResetBytes(nil)
	if s.Next() {
		t.Errorf("a token %q in no text", s.Raw())
	}
}

// TestNoAllocations keeps the indexer's path free of garbage.
func TestNoAllocations(t *testing.T) {
	var (
		s     Scanner
		d     DateTracker
		m     = NewExpansionMatcher()
		buf   = make([]byte, 0, 512)
		parts = make([]Part, 0, 64)
		dates = make([]DateMention, 0, 64)
	)
	allocs := testing.AllocsPerRun(20, func() {
		s.Reset(sample)
		d.Reset(sample)
		dates = dates[:0]
		for s.Next() {
			parts = Parts(parts[:0], s.Raw())
			for _, p := range parts {
				buf = AppendTerm(buf[:0], s.Raw()[p.Start:p.End])
			}
			m.NextID(0)
			dates = d.Next(dates, s.Start(), s.End(), s.Kind())
			buf, _ = AppendWhole(buf[:0], s.Raw(), s.Kind())
		}
		dates = d.Flush(dates)
	})
	if allocs > 0 {
		t.Errorf("%v allocations for %d bytes of text, want none", allocs, len(sample))
	}
}

func TestParts(t *testing.T) {
	tests := []struct{ raw, want string }{
		{"71-KH/TU", "71 KH TU"},
		{"H5N1", "H 5 N 1"},
		{"QL1A", "QL 1 A"},
		{"1.000.000", "1 000 000"},
		{"Covid-19", "Covid 19"},
		{"7h30", "7 h 30"},
		{"Hội", "Hội"},
		{"m²", "m ²"},
		{"", ""},
		{"-/-", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, p := range Parts(nil, tt.raw) {
			got = append(got, tt.raw[p.Start:p.End])
			if isNumber := p.Kind == Number; isNumber != (runeClass([]rune(tt.raw[p.Start:])[0]) == digit) {
				t.Errorf("part %q of %q is a %v", tt.raw[p.Start:p.End], tt.raw, p.Kind)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("Parts(%q) = %q, want %q", tt.raw, got, tt.want)
		}
	}
	if got := Parts(make([]Part, 3), "a1"); len(got) != 5 || !slices.Equal(got[3:], []Part{{0, 1, Word}, {1, 2, Number}}) {
		t.Errorf("Parts does not append: %v", got)
	}
}
