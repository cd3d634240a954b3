package document_test

import (
	"testing"

	"timbao/indexer/document"
)

func TestBlock_Line(t *testing.T) {
	for _, c := range []struct {
		name string
		b    document.Block
		want string
	}{
		{"a paragraph is its text", document.Block{Text: " Sáng 14-1,\nmưa "}, " Sáng 14-1,\nmưa "},
		{"cells", document.Block{Kind: document.Row, Cells: []string{"Xã", "Số  hộ\n(2019)", "Ghi chú"}}, "Xã | Số hộ (2019) | Ghi chú"},
		{"an empty cell keeps its place", document.Block{Kind: document.Row, Cells: []string{"", "12", "", "x"}}, " | 12 |  | x"},
		{"empty cells at the end are no text", document.Block{Kind: document.Row, Cells: []string{"a", " ", ""}}, "a"},
		{"no cell says anything", document.Block{Kind: document.Row, Cells: []string{"", ""}}, ""},
		{"a row whose cells are not known", document.Block{Kind: document.Row, Text: "a\tb"}, "a\tb"},
	} {
		if got := c.b.Line(); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDocument_Add(t *testing.T) {
	var d document.Document
	d.Add(document.Heading, "Nông dân được mùa")
	d.Add(document.Paragraph, " \n\t")
	d.Add(document.Caption, "Gặt lúa")
	d.Found("title", "og:title")
	if len(d.Blocks) != 2 || d.Blocks[1].Kind != document.Caption || d.Origin["title"] != "og:title" {
		t.Errorf("%+v", d)
	}
}
