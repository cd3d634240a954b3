package article

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// checkArticle fails unless a keeps what the package promises of every article, whatever it was read from.
func checkArticle(t *testing.T, a *Article) {
	t.Helper()
	if a.Title == "" && a.Lead == "" && len(a.Body) == 0 && len(a.Captions) == 0 {
		t.Error("an article without any text")
	}
	for _, list := range [][]string{a.Body, a.Captions, a.Authors, a.Photographers} {
		for _, s := range list {
			if s == "" || strings.ContainsAny(s, "\n\x00") {
				t.Errorf("list item %q", s)
			}
		}
	}
	for _, s := range append([]string{a.Title, a.Lead, a.Byline, a.Section, a.Place, a.URL}, a.Body...) {
		if s != trim(s) || !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
			t.Errorf("field %q", s)
		}
	}
	for i, c := range a.Captions {
		if slices.Contains(a.Captions[:i], c) {
			t.Errorf("caption twice: %q", c)
		}
	}
	if !a.Published.IsZero() && (a.Published.Year() < minYear-1 || a.Published.Year() > maxYear+1) {
		t.Errorf("published %s", a.Published)
	}
	if _, err := json.Marshal(a); err != nil {
		t.Error(err)
	}
}

func FuzzText(f *testing.F) {
	f.Add(readSeed(f))
	for _, s := range []string{
		"", "\n", "T", "\xFF\xFE", bom, "T\n14/01/2020", "14/01/2020", "T\n14/01/2020\nL\nC\nC\nB./. A", "T\nL\nTin, ảnh: A - B\n,\n.",
		"A > B > C\nT\nX | 14/01/2020\nNguồn: https://x.example\n", "T\r\nL\rB/.\x1A", "\n\nTin:\nTheo\nTheo A\n(\n)\n()\n", "A - B - C (D) - E",
		"Chuyên mục: A\nChuyên mục: B", "T\n14/01/2020\n/.", "T\n14/01/2020\n./.", "a\n./. T.H", "T\x00\x00\x00\x00", "1-1-1:1:1+1",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Record{ID: "x", Data: data, Source: Source{Path: "2020/01/x", Format: "text"}}.Article()
		if err != nil {
			if !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrNotText) {
				t.Errorf("unexpected error: %v", err)
			}
			return
		}
		checkArticle(t, a)
	})
}

func FuzzJSONL(f *testing.F) {
	sample, err := os.ReadFile(filepath.FromSlash("../../testdata/archive/agency.jsonl"))
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(sample)) {
		f.Add(line)
	}
	for _, s := range []string{
		"", "{}", "{", `{"title":"\ud83d\ude00\u0000"}`, `{"body":["a\nb",1,null,["x"]],"captions":"c"}`, `{"id":1e3,"title":true}`, `null`,
		`{"title":"T","date":"14/01/2020","author":["A - B","Tin: C"],"byline":"Ảnh: D"}`, `{"title":"a","title":null}`, "{\"title\":\"\xFF\"}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if utf8.ValidString(line) {
			checkDecoders(t, line)
		}
		a, err := Record{ID: "x#1", Data: []byte(line), Source: Source{Path: "x.jsonl", Line: 1, Format: "jsonl"}}.Article()
		if err != nil {
			if !errors.Is(err, ErrEmpty) && !errors.Is(err, ErrMalformed) {
				t.Errorf("unexpected error: %v", err)
			}
			return
		}
		checkArticle(t, a)
	})
}
