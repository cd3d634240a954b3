package article

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"timbao/indexer/document"
)

// blocks makes paragraphs of lines; "# x" is the title's heading, "## x" a heading below, "! x" a caption, "| a | b" a row.
func blocks(lines ...string) []document.Block {
	var d document.Document
	for _, l := range lines {
		kind, text, _ := strings.Cut(l, " ")
		switch kind {
		case "#", "##", "###":
			d.Blocks = append(d.Blocks, document.Block{Kind: document.Heading, Level: len(kind) - 1, Text: text})
		case "!":
			d.Add(document.Caption, text)
		case "|":
			d.Blocks = append(d.Blocks, document.Block{Kind: document.Row, Cells: strings.Split(text, " | ")})
		default:
			d.Add(document.Paragraph, l)
		}
	}
	return d.Blocks
}

func TestFromDocument(t *testing.T) {
	at := time.Date(2020, 1, 14, 19, 23, 0, 0, zone)
	const lead = "Sáng 14-1, xã Bình Lộc họp bàn việc đắp lại con đê sau mùa lũ."
	for _, c := range []struct {
		name string
		doc  document.Document
		want Article
	}{
		{"all is stated", document.Document{
			Fields: document.Fields{ID: "7", Title: " Đắp\nđê ", Lead: lead, Published: "2020-01-14T19:23:00+07:00", Authors: []string{"Văn A", "Ảnh: Văn B"},
				Section: "Trang chủ > Thời sự > Xã hội", Place: "Hòa Lâm", URL: "https://bao.example/7", Captions: []string{"Đê cũ.", "Đê cũ."}},
			Blocks: blocks("# Đắp đê", lead, "Đê dài 2 km.", "! Đê mới."),
		}, Article{ID: "7", Title: "Đắp đê", Lead: lead, Body: []string{"Đê dài 2 km."}, Captions: []string{"Đê cũ.", "Đê mới."}, Published: at,
			Authors: []string{"Văn A"}, Photographers: []string{"Văn B"}, Byline: "Văn A", Section: "Xã hội", Place: "Hòa Lâm", URL: "https://bao.example/7"}},
		{"the layout says what is not stated", document.Document{
			Blocks: blocks("# Đắp đê", "Thời sự | 14/01/2020 19:23", lead, "Đê dài 2 km./.", "Tin, ảnh: Văn Trọng"),
		}, Article{ID: "x", Title: "Đắp đê", Lead: lead, Body: []string{"Đê dài 2 km."}, Published: at, Authors: []string{"Văn Trọng"},
			Photographers: []string{"Văn Trọng"}, Byline: "Tin, ảnh: Văn Trọng", Section: "Thời sự", Guessed: []string{"section"}}},
		{"no heading: as a page of text", document.Document{
			Blocks: blocks("Đắp đê", "Cập nhật lúc 19:23, 14/01/2020", lead, "Đê dài 2 km."),
		}, Article{ID: "x", Title: "Đắp đê", Lead: lead, Body: []string{"Đê dài 2 km."}, Published: at}},
		{"a section above the heading, headings in the text", document.Document{
			Blocks: blocks("Đời sống", "# Xã Bình Lộc đắp đê", lead, "## Kinh phí", "Hai tỷ đồng."),
		}, Article{ID: "x", Title: "Xã Bình Lộc đắp đê", Lead: lead, Body: []string{"Kinh phí", "Hai tỷ đồng."}, Section: "Đời sống", Guessed: []string{"section"}}},
		{"rows stay rows, even twice the same", document.Document{
			Fields: document.Fields{Title: "Giá lúa"},
			Blocks: blocks(lead, "| Xã | Giá", "| Bình Lộc | 6.500", "| Bình Lộc | 6.500", "Hết bảng."),
		}, Article{ID: "x", Title: "Giá lúa", Lead: lead, Body: []string{"Xã | Giá", "Bình Lộc | 6.500", "Bình Lộc | 6.500", "Hết bảng."}}},
		{"a stated lead that was cut short, and one that is nowhere in the text", document.Document{
			Fields: document.Fields{Title: "Đắp đê", Lead: "Sáng 14-1, xã Bình Lộc họp bàn việc…"},
			Blocks: blocks("Đọc nhanh", lead, "Đê dài 2 km."),
		}, Article{ID: "x", Title: "Đắp đê", Lead: lead, Body: []string{"Đọc nhanh", "Đê dài 2 km."}}},
		{"a lead that is nowhere in the text", document.Document{
			Fields: document.Fields{Title: "Đắp đê", Lead: "Chuyện con đê."}, Blocks: blocks(lead),
		}, Article{ID: "x", Title: "Đắp đê", Lead: "Chuyện con đê.", Body: []string{lead}}},
		{"weak fields choose and fill", document.Document{
			Weak: document.Fields{Title: "Xã Bình Lộc đắp đê - Báo Hòa Lâm", Lead: "Sáng 14-1, xã Bình Lộc họp bàn", Published: "2020-01-14T12:23:00Z",
				Authors: []string{"admin", "Windows User", "Văn Trọng"}, Section: "Xã hội"},
			Blocks: blocks("Xã Bình Lộc đắp đê", "Đọc nhanh", lead, "Đê dài 2 km."),
		}, Article{ID: "x", Title: "Xã Bình Lộc đắp đê", Lead: lead, Body: []string{"Đọc nhanh", "Đê dài 2 km."}, Published: at, Authors: []string{"Văn Trọng"},
			Section: "Xã hội", Guessed: []string{"section", "published", "byline"}}},
		{"weak fields say nothing against the text", document.Document{
			Weak:   document.Fields{Title: "Microsoft Word - Document1", Published: "2021-05-05", Authors: []string{"Nguyễn Văn Máy"}},
			Blocks: blocks("# Đắp đê", "14/01/2020 19:23", lead, "Đê dài 2 km.", "Tin: Văn Trọng"),
		}, Article{ID: "x", Title: "Đắp đê", Lead: lead, Body: []string{"Đê dài 2 km."}, Published: at, Authors: []string{"Văn Trọng"}, Byline: "Tin: Văn Trọng"}},
		{"lines broken within a block are joined, blocks are not", document.Document{
			Fields: document.Fields{Title: "Đắp đê"},
			Blocks: blocks("Sáng nay xã Bình Lộc họp bàn việc đắp lại\ncon đê đã bị vỡ trong mùa lũ năm ngoái, có\nmặt đông đủ bà con của các thôn ven sông.",
				"Đê dài hai cây số chạy dọc theo bờ bắc của", "con sông và được đắp bằng đất sét lấy ở bãi", "bồi phía dưới cầu, mặt đê rộng ba mét rưỡi"),
		}, Article{ID: "x", Title: "Đắp đê", Lead: "Sáng nay xã Bình Lộc họp bàn việc đắp lại con đê đã bị vỡ trong mùa lũ năm ngoái, có mặt đông đủ bà con của các thôn ven sông.",
			Body: []string{"Đê dài hai cây số chạy dọc theo bờ bắc của", "con sông và được đắp bằng đất sét lấy ở bãi", "bồi phía dưới cầu, mặt đê rộng ba mét rưỡi"}}},
		{"letters that could not be decoded", document.Document{Fields: document.Fields{Title: "T"}, Repaired: 2},
			Article{ID: "x", Title: "T", Guessed: []string{"encoding"}}},
		{"nothing but a date", document.Document{Blocks: blocks("14/01/2020")},
			Article{ID: "x", Title: "14/01/2020", Published: at.Add(-19*time.Hour - 23*time.Minute), Guessed: []string{"title"}}},
	} {
		got, err := fromDocument(Record{ID: "x"}, &c.doc)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, asJSON(got), asJSON(&c.want))
		}
	}
}

func TestFromDocument_Refused(t *testing.T) {
	if _, err := fromDocument(Record{}, &document.Document{Blocks: blocks("…", " ")}); !errors.Is(err, ErrEmpty) {
		t.Errorf("no text: %v", err)
	}
	d := document.Document{Blocks: []document.Block{{Text: strings.Repeat("a\n", maxLines+2)}}}
	if _, err := fromDocument(Record{}, &d); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too many lines: %v", err)
	}
}

// Text whose legacy encoding no reader could know of is decoded, block by block.
func TestDocumentHidden(t *testing.T) {
	d := &document.Document{Fields: document.Fields{Title: "Hội nghị triển khai nhiệm vụ", Authors: []string{"NguyÔn V¨n S¸ng"}}}
	d.Add(document.Paragraph, "S¸ng 14-1, ®ång chÝ BÝ th\u00ad TØnh ñy ph¸t biÓu t¹i héi nghÞ.")
	d.Add(document.Paragraph, "C¸c ®¹i biÓu th¶o luËn s«i næi vÒ nh÷ng viÖc cÇn lµm ngay trong n¨m míi, nhÊt lµ thñy lîi vµ giao th«ng n«ng th«n.")
	a, err := fromDocument(Record{ID: "x"}, d)
	if err != nil || a.Title != "Hội nghị triển khai nhiệm vụ" || a.Source.Encoding != "TCVN3 in Unicode" || a.Authors[0] != "Nguyễn Văn Sáng" ||
		a.Lead != "Sáng 14-1, đồng chí Bí thư Tỉnh ủy phát biểu tại hội nghị." {
		t.Errorf("%+v, %v", a, err)
	}
}
