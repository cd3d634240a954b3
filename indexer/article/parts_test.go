package article

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/indexer/document"
	"timbao/indexer/profile"
)

// cutUnder cuts a text, or blocks if there are any, by a rule and returns "line title" of each part.
func cutUnder(t *testing.T, rule, text string, b []document.Block) []string {
	t.Helper()
	p, err := profile.Parse("p", []byte("[[source]]\nfiles='**'\nsplit="+rule), Allowed())
	if err != nil {
		t.Fatal(err)
	}
	f := format{name: "text", parse: parseText}
	if b != nil {
		f = format{name: "x", document: func(Record) (*document.Document, error) {
			return &document.Document{Fields: document.Fields{Title: "Số báo 7", Published: "2020-01-14"}, Blocks: b}, nil
		}}
	}
	r := Record{ID: "a.txt", Rules: p.For(profile.File{Path: "a.txt"}), Data: []byte(text), Source: Source{Format: f.name, Path: "a.txt"}}
	var got []string
	err = f.cut(r, func(r Record) error {
		a, err := f.read(r)
		if err != nil {
			return err
		}
		if want := fmt.Sprintf("a.txt#%d", a.Source.Line); a.ID != want && a.Source.Line > 0 {
			t.Errorf("id %s, want %s", a.ID, want)
		}
		if b != nil && a.Published.IsZero() {
			t.Errorf("%s has lost the date of the whole", a.Title)
		}
		got = append(got, fmt.Sprintf("%d %s", a.Source.Line, a.Title))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestCut(t *testing.T) {
	const stars = "Một\n14/1/2020\nNội dung một.\n ***\r\nHai\n15/1/2020\nNội dung hai.\n***\n\n***\nBa\nNội dung ba.\nHết."
	const numbered = "Báo Hòa Lâm số 7\nTIN SỐ 1: Một\nNội dung một.\nTIN SỐ 2: Hai\nNội dung hai."
	h := blocks("Lời tòa soạn", "## Một", "Nội dung một.", "### Mục", "Chi tiết.", "## Hai", "Nội dung hai.", "| *** | x", "***", "Ba")
	for _, c := range []struct {
		rule, text string
		blocks     []document.Block
		want       []string
	}{
		{"{line='***'}", stars, nil, []string{"1 Một", "5 Hai", "11 Ba"}},
		{"{pattern='^TIN SỐ \\d+'}", numbered, nil, []string{"1 Báo Hòa Lâm số 7", "2 TIN SỐ 1: Một", "4 TIN SỐ 2: Hai"}},
		{"{line='---'}", stars, nil, []string{"0 Một"}},
		{"{heading=1}", stars, nil, []string{"0 Một"}},
		{"{heading=1}", "", h, []string{"1 Lời tòa soạn", "2 Một", "6 Hai"}},
		{"{heading=2}", "", h, []string{"1 Lời tòa soạn", "2 Một", "4 Mục", "6 Hai"}},
		{"{line='***'}", "", h, []string{"1 Một", "10 Ba"}},
		{"{pattern='^Hai$'}", "", h, []string{"1 Một", "6 Hai"}},
		{"{pattern='^Bốn$'}", "", h, []string{"0 Số báo 7"}},
	} {
		if got := cutUnder(t, c.rule, c.text, c.blocks); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.rule, got, c.want)
		}
	}
}

// The parts of a text are all of it but the lines between them, in order, wherever it is cut.
func TestCut_LosesNothing(t *testing.T) {
	p, err := profile.Parse("p", []byte("[[source]]\nfiles='**'\nsplit={line='*'}"), Allowed())
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b ", "*", " *", "", "**", "ơ"})).Draw(t, "lines")
		var want []string
		for _, l := range lines {
			if l = strings.TrimSpace(l); l != "*" && l != "" {
				want = append(want, l)
			}
		}
		r := Record{Rules: p.For(profile.File{Path: "x"}), Data: []byte(strings.Join(lines, "\n"))}
		var got []string
		err := cutText(r, r.Rules.Split, func(part Record) error {
			for l := range strings.SplitSeq(string(part.Data), "\n") {
				if l = strings.TrimSpace(l); l != "" && (part.Source.Line > 0 || l != "*") {
					got = append(got, l)
				}
			}
			if part.Source.Line > 0 && strings.TrimSpace(lines[part.Source.Line-1]) == "*" {
				t.Errorf("a part begins at a line between two")
			}
			return nil
		})
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("%v: %q, want %q", err, got, want)
		}
	})
}

// What cannot be cut is handed on whole, and an error of whoever takes the parts comes back.
func TestCut_Errors(t *testing.T) {
	p, err := profile.Parse("p", []byte("[[source]]\nfiles='**'\nsplit={line='*'}"), Allowed())
	if err != nil {
		t.Fatal(err)
	}
	rules := p.For(profile.File{Path: "x"})
	f := format{name: "text", parse: parseText}
	n := 0
	if err := f.cut(Record{Rules: rules, Data: []byte("\x00\x01\x02\x00\x03\x00\x00")}, func(r Record) error { n++; return nil }); err != nil || n != 1 {
		t.Errorf("a binary file: %v, %d records", err, n)
	}
	stop := errors.New("stop")
	if err := f.cut(Record{Rules: rules, Data: []byte("a\n*\nb")}, func(Record) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("%v", err)
	}
	broken := format{name: "x", document: func(Record) (*document.Document, error) { return nil, stop }}
	n = 0
	if err := broken.cut(Record{Rules: rules}, func(Record) error { n++; return nil }); err != nil || n != 1 {
		t.Errorf("a broken document: %v, %d records", err, n)
	}
}
