package article

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A page that an OCR program wrote is an article of its own, on its page.
func TestALTO_page(t *testing.T) {
	list, skipped := articlesOf(t, sample(t, "trang-0007.xml"))
	if len(list) != 1 || skipped != nil {
		t.Fatalf("%d articles, skipped %q", len(list), skipped)
	}
	a := list[0]
	if a.Title != "Khai giảng muộn ở A Xoong" || a.Source.Page != 7 || a.Source.Format != "alto" || a.ID != "formats/trang-0007.xml" {
		t.Errorf("title %q, source %+v, id %q", a.Title, a.Source, a.ID)
	}
	if text := a.Lead + strings.Join(a.Body, "\n"); !strings.Contains(text, "Cô giáo Hồ Thị Pả Nưa cho biết 64 học sinh đã đến lớp đủ.") {
		t.Errorf("text %q", text)
	}
}

// A METS makes articles of the blocks of its pages, with page and region; the pages are not read a second time.
func TestMETS_issue(t *testing.T) {
	list, skipped := articlesOf(t, sample(t, "so-412/so-412-mets.xml"))
	if len(list) != 2 || skipped != nil {
		t.Fatalf("%d articles, skipped %q", len(list), skipped)
	}
	a, b := list[0], list[1]
	if a.Title != "Khai giảng muộn ở A Xoong" || a.Source.Page != 1 || a.Source.Box != "pct:7.6,7.4,80.1,18.2" || a.Published.Format("2006-01-02") != "2010-09-13" {
		t.Errorf("%+v", a)
	}
	if b.Title != "Cảng Cửa Tràm đón tàu 5.000 tấn" || b.Source.Page != 2 || b.ID != "formats/so-412/so-412-mets.xml#2" || !strings.HasPrefix(b.Source.Box, "pct:") {
		t.Errorf("%+v", b)
	}
	if a.Source.Hash == b.Source.Hash || a.Source.Place() == b.Source.Place() {
		t.Errorf("records are not told apart: %+v, %+v", a.Source, b.Source)
	}
	if list, skipped := articlesOf(t, sample(t, "so-412/ALTO/so-bao-0001.xml")); list != nil || skipped != nil {
		t.Errorf("a page of the issue is read by itself: %q, %q", titles(list), skipped)
	}
}

// A METS reaches no file outside of its folder, and says which page is missing.
func TestMETS_hostile(t *testing.T) {
	f := sample(t, "so-412/so-412-mets.xml")
	data, err := os.ReadFile(f.Path)
	if err != nil {
		t.Fatal(err)
	}
	outside := write(t, "alto.xml", []byte("<alto/>"))
	bad := strings.ReplaceAll(string(data), "file://./ALTO/so-bao-0001.xml", "../"+filepath.Base(filepath.Dir(outside.Path))+"/alto.xml")
	_, skipped := articlesOf(t, write(t, "x-mets.xml", []byte(bad)))
	if len(skipped) != 2 || !strings.Contains(skipped[0], "page ") || !strings.Contains(skipped[1], "ALTO/so-bao-0002.xml: it is no longer there") {
		t.Errorf("skipped %q", skipped)
	}
}
