package article

import (
	"slices"
	"testing"

	"timbao/indexer/document"
)

// Whatever is read, every field with a value has a reason, and what is a guess says so.
func TestInspect_EveryFieldHasAReason(t *testing.T) {
	records := []Record{
		{ID: "a", Data: readSeed(t), Source: Source{Format: "text", Path: "2020/01/a.txt"}},
		{ID: "b", Data: []byte("Một dòng.\nHai dòng.\nNguyễn Văn An"), Source: Source{Format: "text", Path: "2020/01/b.txt"}},
		{ID: "c", Data: []byte("Thời sự | 14/01/2020"), Source: Source{Format: "text", Path: "c.txt"}},
		{ID: "d", Data: []byte(`{"id":"7","title":"T","lead":"Hòa Lâm - Sáng 14-1, họp.","body":["a","Văn A (ghi)"],"date":"1/14/2020","url":"http://a.example"}`),
			Source: Source{Format: "jsonl", Line: 1}},
		{ID: "e", Data: []byte(`{"body":"một hai ba","authors":["Văn A"],"photographers":["Văn B"],"section":"S","place":"P","captions":["c"]}`), Source: Source{Format: "jsonl"}},
		{ID: "f", Data: []byte("Đính chính\n14/01/2020\nTrong bài “Xã Bình Lộc đắp đê” có lỗi./. Văn A"), Source: Source{Format: "text"}},
	}
	for _, r := range records {
		a, findings, err := r.Inspect()
		if err != nil {
			t.Fatal(err)
		}
		checkFindings(t, a, findings)
	}
}

func TestInspect_Documents(t *testing.T) {
	weak := document.Fields{Title: "Đắp đê", Published: "2020-01-14", Authors: []string{"Văn Trọng"}, Section: "S", URL: "u"}
	full := document.Fields{ID: "7", Title: "Đắp đê", Lead: "Một.", Published: "2020-01-14", Authors: []string{"Văn A"}, Section: "S", Place: "P", URL: "u", Captions: []string{"c"}}
	for _, d := range []document.Document{{Fields: full, Blocks: blocks("Hai.", "Ba.")}, {Weak: weak, Blocks: blocks("Đắp đê", "Một.", "Hai.")}} {
		r := Record{trace: &trace{how: map[string]finding{}}}
		r.traceFormat()
		a, err := fromDocument(r, &d)
		if err != nil {
			t.Fatal(err)
		}
		checkFindings(t, a, r.trace.findings(a))
	}
}

func checkFindings(t *testing.T, a *Article, findings []Finding) {
	t.Helper()
	for _, f := range a.fields() {
		if joinValues(f.values) == "" || f.name == "id" {
			continue
		}
		i := slices.IndexFunc(findings, func(x Finding) bool { return x.Field == f.name })
		if i < 0 {
			t.Errorf("%s: nothing about %s", asJSON(a), f.name)
			continue
		}
		got := findings[i]
		if got.Origin == "" || got.Why == "" || got.Confidence <= 0 || got.Confidence > 1 || got.Value != joinValues(f.values) {
			t.Errorf("%s: %+v", asJSON(a), got)
		}
		name := f.name
		if sameEvidence[name] != "" {
			name = sameEvidence[name]
		}
		if guessed := slices.Contains(a.Guessed, name); guessed != (got.Origin == OriginGuess || got.Origin == OriginPath && name == "published") {
			t.Errorf("%s: guessed %v, but %+v", asJSON(a), guessed, got)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range [][2]string{{"a\n b", "a b"}, {"", ""}, {"Xã Bình Lộc", "Xã Bình Lộc"}, {"Xã Bình Lộc đắp đê", "Xã Bình Lộc… (18 characters)"}} {
		if got := Shorten(c[0], 12); got != c[1] {
			t.Errorf("%q: %q, want %q", c[0], got, c[1])
		}
	}
}
