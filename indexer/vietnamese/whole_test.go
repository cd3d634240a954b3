package vietnamese

import "testing"

// whole scans a text of one raw token and gives the term it is kept whole under, "" for none.
func whole(t *testing.T, raw string) string {
	t.Helper()
	var s Scanner
	if s.Reset(raw); !s.Next() || s.Raw() != raw {
		t.Fatalf("%q is not one raw token: %q", raw, scan(raw))
	}
	got, ok := AppendWhole([]byte("-"), raw, s.Kind())
	if got[0] != '-' || ok != (len(got) > 1) {
		t.Fatalf("AppendWhole(%q) = %q, %v: does not append", raw, got, ok)
	}
	return string(got[1:])
}

func TestAppendWhole(t *testing.T) {
	tests := []struct{ raw, want string }{
		{"71-KH/TU", "71-kh/tu\x00"},
		{"35-CT/TW", "35-ct/tw\x00"},
		{"12/2019/NĐ-CP", "12/2019/nd-cp\x0012/2019/nđ-cp"},
		{"12/2019/N\u00d0-CP", "12/2019/nd-cp\x0012/2019/nđ-cp"},
		{"41/2017/QH14", "41/2017/qh14\x00"},
		{"H5N1", "h5n1\x00"},
		{"QL1A", "ql1a\x00"},
		{"QL-1A", "ql1a\x00"},
		{"Covid-19", "covid19\x00"},
		{"COVID19", "covid19\x00"},
		{"Covid–19", "covid19\x00"},
		{"U-23", "u23\x00"},
		{"m²", "m2\x00"},
		{"14m", "14m\x00"},
		{"Q.1", "q1\x00"},
		{"1.000.000", "1000000\x00"},
		{"1,000,000", "1000000\x00"},
		{"1.000,5", "1000,5\x00"},
		{"3,2", "3,2\x00"},
		{"4.0", "4.0\x00"},
		{"2020", ""},
		{"14-1", "14-1\x00"},
		{"14/01", "14-1\x00"},
		{"14–1", "14-1\x00"},
		{"14/01/2020", "14-1-2020\x00"},
		{"14.1.2020", "14-1-2020\x00"},
		{"2020-01-14", "14-1-2020\x00"},
		{"1/2020", "1-2020\x00"},
		{"2015-2020", "2015-2020\x00"},
		{"35/40", "35/40\x00"},
		{"7h30", "7h30\x00"},
		{"7g30", "7h30\x00"},
		{"07:30", "7h30\x00"},
		{"19H", "19h\x00"},
		{"7h00", "7h\x00"},
		{"16:9", "16:9\x00"},
		{"500g", "500g\x00"},
		{"0912.345.678", "0912345678\x00"},
		{"192.168.1.1", "192.168.1.1\x00"},
		{"TP.HCM", "tphcm\x00"},
		{"tp.hcm", "tphcm\x00"},
		{"GT-VT", "gtvt\x00"},
		{"GD&ĐT", "gddt\x00gdđt"},
		{"gd-đt", "gddt\x00gdđt"},
		{"T.Ư", "tu\x00tư"},
		{"Wi-Fi", ""}, // two capitals: could be two names
		{"e-mail", "email\x00"},
		{"Jong-un", "jongun\x00"},
		{"In-đô-nê-xi-a", "indonexia\x00inđônêxia"},
		{"H'Mông", "hmong\x00hmông"},
		{"H’Mông", "hmong\x00hmông"},
		{"Rịa-Vũng", ""},
		{"tế-xã", ""},
		{"nghị.Theo", ""},
		{"HIV/AIDS", ""},
		{"đồng/m2", ""},
		{"vnexpress.net", ""},
		{"www.baobinhphuoc.com.vn/tin-tuc/2020/01/abc-123", ""}, // longer than maxWhole
		{"XII", "12\x00"},
		{"XIII", "13\x00"},
		{"X", ""},
		{"xii", ""},
		{"Hội", ""},
		{"HĐND", ""},
	}
	for _, tt := range tests {
		if got := whole(t, tt.raw); got != tt.want {
			t.Errorf("AppendWhole(%q) = %q, want %q", tt.raw, got, tt.want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	tests := []struct {
		raw  string
		want numeral
		ok   bool
	}{
		{"2020", numeral{}, true},
		{"0912345678", numeral{}, true},
		{"1.000", numeral{group: '.'}, true},
		{"12.345.678", numeral{group: '.'}, true},
		{"1,234,567", numeral{group: ','}, true},
		{"1,000", numeral{decimal: ','}, true},
		{"3,25", numeral{decimal: ','}, true},
		{"14.15", numeral{decimal: '.'}, true},
		{"0.125", numeral{decimal: '.'}, true},
		{"1234.567", numeral{decimal: '.'}, true},
		{"1.000,5", numeral{group: '.', decimal: ','}, true},
		{"1,000.25", numeral{group: ',', decimal: '.'}, true},
		{"1.00.000", numeral{}, false},
		{"1.000.00", numeral{}, false},
		{"1.000,5,5", numeral{}, false},
		{"1234.567.890", numeral{}, false},
		{"14.1.2005", numeral{}, false},
		{"1.", numeral{}, false},
		{".5", numeral{}, false},
		{"1..5", numeral{}, false},
		{"", numeral{}, false},
		{"12a", numeral{}, false},
	}
	for _, tt := range tests {
		if got, ok := parseNumber(tt.raw); ok != tt.ok || ok && got != tt.want {
			t.Errorf("parseNumber(%q) = %q %q, %v, want %q %q, %v", tt.raw, got.group, got.decimal, ok, tt.want.group, tt.want.decimal, tt.ok)
		}
	}
}

// TestWholeMeetsSimple: a code without its punctuation is the term of the same thing written as one word.
func TestWholeMeetsSimple(t *testing.T) {
	for code, word := range map[string]string{
		"TP.HCM": "TPHCM", "GT-VT": "gtvt", "GD&ĐT": "GDĐT", "H'Mông": "HMông", "e-mail": "email", "1.000.000": "1000000", "T.Ư": "TƯ",
		"PGS.TS": "PGSTS", "0912.345.678": "0912345678",
	} {
		if got := whole(t, code); got != term(word) {
			t.Errorf("%s is kept as %q, %s has the term %q", code, got, word, term(word))
		}
	}
}

func TestRoman(t *testing.T) {
	for n := 1; n < 40; n++ {
		if got, ok := Roman(romanOf(n)); !ok || got != n {
			t.Errorf("Roman(%q) = %d, %v, want %d", romanOf(n), got, ok, n)
		}
	}
	for _, raw := range []string{"", "IIII", "VX", "IVI", "IIX", "XXXX", "xii", "Xii", "L", "C", "MM", "CD", "XL", "VV", "IXI", "XIIIIII", "Hội"} {
		if n, ok := Roman(raw); ok {
			t.Errorf("Roman(%q) = %d, want none", raw, n)
		}
	}
}

func TestAppendLoneRoman(t *testing.T) {
	tests := []struct{ raw, prev, want string }{
		{"X", "thứ", "10\x00"},
		{"V", "khoá", "5\x00"},
		{"I", "Quý", "1\x00"},
		{"I", "quý", "1\x00"},
		{"X", "khoa", "10\x00"},
		{"X", "ông", ""},
		{"X", "", ""},
		{"C", "thứ", ""},
		{"XI", "thứ", ""}, // AppendWhole has it
	}
	for _, tt := range tests {
		got, ok := AppendLoneRoman(nil, tt.raw, term(tt.prev))
		if string(got) != tt.want || ok != (tt.want != "") {
			t.Errorf("AppendLoneRoman(%q after %q) = %q, %v, want %q", tt.raw, tt.prev, got, ok, tt.want)
		}
	}
}
