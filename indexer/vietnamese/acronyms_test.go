package vietnamese

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func expansions(list []Acronym) string {
	var out []string
	for _, a := range list {
		mark := ""
		if a.Ambiguous {
			mark = "?"
		}
		out = append(out, a.Short+"="+a.Expansion+mark)
	}
	return strings.Join(out, "|")
}

func TestExpansions(t *testing.T) {
	tests := []struct{ short, want string }{
		{"HĐND", "HĐND=hội đồng nhân dân"},
		{"hđnd", "HĐND=hội đồng nhân dân"},
		{"hdnd", "HĐND=hội đồng nhân dân"},
		{"H\u00d0ND", "HĐND=hội đồng nhân dân"},
		{"TP.HCM", "TPHCM=thành phố hồ chí minh|TPHCM=tp hồ chí minh|TPHCM=tp hcm"},
		{"TPHCM", "TPHCM=thành phố hồ chí minh|TPHCM=tp hồ chí minh|TPHCM=tp hcm"},
		{"GD-ĐT", "GDĐT=giáo dục và đào tạo|GDĐT=giáo dục đào tạo"},
		{"LHQ", "LHQ=liên hợp quốc|LHQ=liên hiệp quốc"},
		{"CP", "CP=cổ phần?|CP=cổ phiếu?"},
		{"NHNN", "NHNN=ngân hàng nhà nước|NHNN=ngân hàng nước ngoài?"},
		{"TW", "TW=trung ương"},
		{"XYZXYZ", ""},
		{"", ""},
		{"hội", ""},
	}
	for _, tt := range tests {
		if got := expansions(Expansions(tt.short)); got != tt.want {
			t.Errorf("Expansions(%q) = %s, want %s", tt.short, got, tt.want)
		}
	}
}

func TestAcronymsOf(t *testing.T) {
	tests := []struct{ syllables, want string }{
		{"hội đồng nhân dân", "HĐND"},
		{"hoi dong nhan dan", "HĐND"},
		{"Hội Đồng Nhân Dân", "HĐND"},
		{"uỷ ban nhân dân", "UBND"},
		{"nghệ sỹ ưu tú", "NSƯT"},
		{"nghe sy uu tu", "NSƯT"},
		{"tp hcm", "TPHCM"},
		{"hội đồng", ""},
		{"", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, a := range AcronymsOf(strings.Fields(tt.syllables)) {
			got = append(got, a.Short)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("AcronymsOf(%q) = %v, want %s", tt.syllables, got, tt.want)
		}
	}
}

// TestFoldedAcronyms: what could be two acronyms when typed without marks is none.
func TestFoldedAcronyms(t *testing.T) {
	table := newAcronymTable("ANDT\tan nhàn dân tộc\t1\t1\t1\tno\nANĐT\tan ninh điều tra\t1\t1\t1\tno\nHĐ\thợp đồng\t1\t1\t1\tno\n")
	if len(table.byFolded["andt"]) != 0 || len(table.byFolded["hd"]) != 1 || len(table.byShort["andt"]) != 1 {
		t.Errorf("folded: %v, as typed: %v", table.byFolded, table.byShort)
	}
}

// TestAcronymTable reads every row of the embedded file.
func TestAcronymTable(t *testing.T) {
	table := Acronyms()
	rows := 0
	for line := range strings.Lines(acronymsFile) {
		if line[0] != '#' {
			rows++
		}
	}
	if len(table) != rows || rows < 400 {
		t.Fatalf("%d acronyms read of %d rows", len(table), rows)
	}
	if !slices.IsSortedFunc(table, func(a, b Acronym) int { return strings.Compare(a.Short, b.Short) }) {
		t.Error("the table is not sorted by acronym")
	}
	for i, a := range table {
		if a.Uses+a.Written+a.Together == 0 || len(strings.Fields(a.Expansion)) < 2 || Normalize(a.Short) != a.Short {
			t.Errorf("odd row: %+v", a)
		}
		half := strings.HasPrefix(a.Expansion, "tp ")
		if i > 0 && !half && table[i-1].Short == a.Short && table[i-1].Written+table[i-1].Together < a.Written+a.Together {
			t.Errorf("%s: %q before the commoner %q", a.Short, table[i-1].Expansion, a.Expansion)
		}
		if !slices.Contains(Expansions(a.Short), a) || !slices.Contains(AcronymsOf(strings.Fields(a.Expansion)), a) {
			t.Errorf("%s = %q is not found from both sides", a.Short, a.Expansion)
		}
	}
	table[0].Short = "changed"
	if Acronyms()[0].Short == "changed" {
		t.Error("a caller can change the table")
	}
}

func TestExpansionMatcher(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Thường trực Hội đồng nhân dân tỉnh", "5 HĐND/4"},
		{"Hội đồng Hội đồng nhân dân", "5 HĐND/4"},
		{"hội đồng, nhân dân", "3 HĐND/4"},
		{"uỷ ban nhân dân", "3 UBND/4"},
		{"hoi dong nhan dan", ""}, // the articles are accented; AcronymsOf reads what queries leave out
		{"hội đồng x nhân dân", ""},
		{"TP. HCM", "1 TPHCM/2"},
		{"TP Hồ Chí Minh", "3 TPHCM/4"},
		{"an toàn giao thông", "3 ATGT/4|3 GT/2"},
		{"viện kiểm sát nhân dân", "2 VKS/3|4 VKSND/5|4 KSND/4"},
	}
	m := NewExpansionMatcher()
	for _, tt := range tests {
		var got []string
		m.Reset()
		for i, k := range Tokens(tt.text) {
			for _, e := range m.Next(k.Term) {
				got = append(got, fmt.Sprintf("%d %s/%d", i, e.Short, e.Syllables))
			}
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%q: %s, want %s", tt.text, strings.Join(got, "|"), tt.want)
		}
	}
}

// TestMatcherFindsAll compares the automaton with a search for every expansion in turn.
func TestMatcherFindsAll(t *testing.T) {
	var syllables []string
	table := map[string][]string{}
	for _, a := range Acronyms() {
		var terms []string
		for _, s := range strings.Fields(a.Expansion) {
			terms = append(terms, term(s))
		}
		table[a.Short+" "+a.Expansion] = terms
		syllables = append(syllables, terms...)
	}
	m := NewExpansionMatcher()
	for i, s := range syllables {
		var got, want []string
		for _, e := range m.Next(s) {
			got = append(got, e.Short+" "+e.Expansion)
		}
		for name, terms := range table {
			if len(terms) <= i+1 && slices.Equal(terms, syllables[i+1-len(terms):i+1]) {
				want = append(want, name)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("after %q: %v, want %v", syllables[max(0, i-5):i+1], got, want)
		}
	}
}
