package epub

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

const opf = `<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="d"><dc:title>Cuối tuần</dc:title><dc:creator>Nhiều tác giả</dc:creator><dc:date>2020-01-18</dc:date></metadata>
<manifest><item id="a" href="b%C3%A0i/mot.xhtml" media-type="application/xhtml+xml"/><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="p" href="a.jpg" media-type="image/jpeg"/><item id="b" href="../hai.html" media-type="text/html"/></manifest><spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/><itemref idref="p"/><itemref idref="b"/><itemref idref="x"/></spine></package>`

func TestParsePackage(t *testing.T) {
	at, err := PackagePath([]byte(`<container xmlns="c"><rootfiles><rootfile full-path="OEBPS/./content.opf"/></rootfiles></container>`))
	if err != nil || at != "OEBPS/content.opf" {
		t.Fatalf("%q, %v", at, err)
	}
	b, err := ParsePackage(at, []byte(opf))
	want := Book{Chapters: map[string]int{"hai.html": 2, "OEBPS/bài/mot.xhtml": 3}, Date: "2020-01-18", Authors: []string{"Nhiều tác giả"}}
	if err != nil || !reflect.DeepEqual(b, want) {
		t.Errorf("%+v, %v", b, err)
	}
}

func TestMalformed(t *testing.T) {
	for _, s := range []string{"", "<", "<container/>", "không phải XML"} {
		if _, err := PackagePath([]byte(s)); !errors.Is(err, ErrMalformed) {
			t.Errorf("container %q: %v", s, err)
		}
		if _, err := ParsePackage("x", []byte(s)); !errors.Is(err, ErrMalformed) {
			t.Errorf("package %q: %v", s, err)
		}
		if _, err := Read([]byte(s)); !errors.Is(err, ErrMalformed) {
			t.Errorf("record %q: %v", s, err)
		}
	}
}

func TestIsChapter(t *testing.T) {
	text := strings.Repeat("Sáng nay trời mưa. ", 8)
	for markup, want := range map[string]bool{
		"<body><p>" + text + "</p></body>":                                     true,
		"<head><title>" + text + "</title></head><body><img/></body>":          false,
		`<body><section epub:type="titlepage"><h1>` + text + `</h1></section>`: false,
		"": false,
	} {
		if got := IsChapter([]byte(markup)); got != want {
			t.Errorf("%s: %t", markup, got)
		}
	}
}

func TestRead(t *testing.T) {
	b := Book{Date: "2020-01-18", Authors: []string{"A"}}
	d, err := Read(b.Record([]byte("<html><body><h1>T</h1><p>Một</p></body></html>")))
	if err != nil || len(d.Blocks) != 2 || d.Weak.Published != "2020-01-18" || !reflect.DeepEqual(d.Weak.Authors, []string{"A"}) {
		t.Errorf("%+v, %v", d, err)
	}
	if _, err := Read(b.Record([]byte("<body><img/></body>"))); !errors.Is(err, ErrNoText) {
		t.Errorf("no text: %v", err)
	}
}

func FuzzBook(f *testing.F) {
	f.Add([]byte(opf))
	f.Add([]byte("{}\n<p>x"))
	f.Fuzz(func(_ *testing.T, data []byte) {
		_, _ = PackagePath(data)
		_, _ = ParsePackage("a/b.opf", data)
		_, _ = Read(data)
		IsChapter(data)
	})
}
