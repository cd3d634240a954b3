package article

import (
	"reflect"
	"testing"
	"time"

	"timbao/indexer/document"
	"timbao/indexer/profile"
)

// under reads a record under the rules of a profile of one source.
func under(t *testing.T, rules string, r Record) *Article {
	t.Helper()
	p, err := profile.Parse("timbao.toml", []byte("[[source]]\nfiles = '**'\n"+rules), Allowed())
	if err != nil {
		t.Fatal(err)
	}
	r.Rules = p.For(profile.File{Path: "x"})
	a, err := r.Article()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestRules(t *testing.T) {
	const page = "Thời sự\nXã Bình Lộc đắp đê\n14.1 lúc 7 rưỡi\nIn trang này\nSáng nay, xã họp.\nTrong ảnh: Con đê cũ.\nĐê dài 2 km.\nNgười viết: VT, Tòa soạn\nChụp: Văn B"
	at := time.Date(2020, 1, 14, 0, 0, 0, 0, zone)
	for _, c := range []struct {
		name, rules, text, path string
		want                    Article
	}{
		{"labels, lines, names", `
drop = ['^In trang']
not_authors = "tòa soạn"
[source.labels]
author = "Người viết"
photographer = "Chụp"
caption = "Trong ảnh"
[source.authors]
vt = "Văn Trọng"
[source.lines]
published = ['^(\d+\.\d+) lúc']
[source.sections]
"thời sự" = "Xã hội"`, "Chuyên mục: " + page, "2020/x.txt", Article{Title: "Xã Bình Lộc đắp đê", Lead: "14.1 lúc 7 rưỡi", Body: []string{"Sáng nay, xã họp.", "Đê dài 2 km."},
			Captions: []string{"Con đê cũ."}, Authors: []string{"Văn Trọng"}, Photographers: []string{"Văn B"}, Byline: "Người viết: VT, Tòa soạn; Chụp: Văn B",
			Section: "Xã hội", Guessed: []string{"title", "lead"}}},
		{"section and place of every article", "section='Xã hội'\nplace='Hòa Lâm'", "Đắp đê\n14/1/2020\nBình Phú - Sáng nay, xã họp.\nĐê dài 2 km.", "x.txt",
			Article{Title: "Đắp đê", Lead: "Bình Phú - Sáng nay, xã họp.", Body: []string{"Đê dài 2 km."}, Published: at, Section: "Xã hội", Place: "Hòa Lâm"}},
		{"section by folder", "[source.sections]\n'xh'='Xã hội'", "Đắp đê\n14/1/2020\nMột.\nHai.", "bao/XH/x.txt",
			Article{Title: "Đắp đê", Lead: "Một.", Body: []string{"Hai."}, Published: at, Section: "Xã hội"}},
		{"forms of dates, month first, on their own line", "dates='MM.DD.YYYY HH:mm'\nzone='+08:00'", "Đắp đê\n01.14.2020 01:00\nMột.\nHai.", "x.txt",
			Article{Title: "Đắp đê", Lead: "Một.", Body: []string{"Hai."}, Published: at}},
		{"zone of other clocks", "zone='UTC'", "Đắp đê\n13/1/2020 17:00\nMột.\nHai.", "x.txt",
			Article{Title: "Đắp đê", Lead: "Một.", Body: []string{"Hai."}, Published: at}},
		{"dates of paths are no guesses", "path_dates='so*_DDMMYY'", "Đắp đê\nMột.\nHai.", "1999/so7_140120/x.txt",
			Article{Title: "Đắp đê", Lead: "Một.", Body: []string{"Hai."}, Published: at, Guessed: []string{"title", "lead"}}},
		{"a date on the page goes before the path's", "path_dates='so*_DDMMYY'", "Đắp đê\n14/1/2020\nMột.\nHai.", "so7_150120.txt",
			Article{Title: "Đắp đê", Lead: "Một.", Body: []string{"Hai."}, Published: at}},
		{"words of corrections", "corrections='Xin thưa lại'", "Xin thưa lại\n14/1/2020\nTrong bài “Xã Bình Lộc đắp đê” có lỗi.", "x.txt",
			Article{Title: "Xin thưa lại", Body: []string{"Trong bài “Xã Bình Lộc đắp đê” có lỗi."}, Published: at, Corrects: &Erratum{Title: "Xã Bình Lộc đắp đê"}}},
	} {
		got := under(t, c.rules, Record{Data: []byte(c.text), Source: Source{Format: "text", Path: c.path}})
		got.Source = Source{}
		if !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, asJSON(got), asJSON(&c.want))
		}
	}
}

func TestRules_JSON(t *testing.T) {
	got := under(t, "dates='DD-MM-YYYY'\nzone='UTC'\n[source.authors]\nVT='Văn Trọng'\n[source.sections]\ntt='Thể thao'",
		Record{ID: "x", Data: []byte(`{"title":"T","date":"14-01-2020","author":"VT","section":"TT"}`), Source: Source{Format: "jsonl"}})
	want := Article{ID: "x", Title: "T", Published: time.Date(2020, 1, 14, 7, 0, 0, 0, zone), Authors: []string{"Văn Trọng"}, Byline: "VT", Section: "Thể thao"}
	got.Source = Source{}
	if !reflect.DeepEqual(*got, want) {
		t.Errorf("\n got %s\nwant %s", asJSON(got), asJSON(&want))
	}
}

// What is read under other rules is read anew: its hash differs. Without rules it is the hash of the bytes.
func TestHashUnder(t *testing.T) {
	rules := func(text string) *profile.Rules {
		p, err := profile.Parse("p", []byte("[[source]]\nfiles='**'\n"+text), Allowed())
		if err != nil {
			t.Fatal(err)
		}
		return p.For(profile.File{Path: "x"})
	}
	data := []byte("x")
	a, b := hashUnder(rules("place='A'"), data), hashUnder(rules("place='B'"), data)
	if hashUnder(nil, data) != Hash(data) || a == b || a == Hash(data) || len(a) != len(b) || a != hashUnder(rules("place='A'"), data) {
		t.Error(a, b)
	}
}

func TestFromDocument_Rules(t *testing.T) {
	p, err := profile.Parse("p", []byte("[[source]]\nfiles='**'\ndrop='^Chia sẻ'\n[source.labels]\nsection='Trang'"), Allowed())
	if err != nil {
		t.Fatal(err)
	}
	d := document.Document{Fields: document.Fields{Title: "Đắp đê", Section: "tin"}, Blocks: blocks("Chia sẻ bài này", "Trang: Xã hội", "Một.", "Hai.")}
	got, err := fromDocument(Record{ID: "x", Rules: p.For(profile.File{Path: "x"})}, &d)
	if want := (Article{ID: "x", Title: "Đắp đê", Lead: "Một.", Body: []string{"Hai."}, Section: "Xã hội"}); err != nil || !reflect.DeepEqual(*got, want) {
		t.Errorf("%v\n got %s\nwant %s", err, asJSON(got), asJSON(&want))
	}
}
