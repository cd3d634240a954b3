package account

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"timbao/indexer/article"
)

func TestMonths(t *testing.T) {
	month := func(y, m int) int { return 12*y + m - 1 }
	var v Coverage
	v.months([]seen{{month: month(2019, 11)}, {month: month(2020, 2)}, {month: month(2020, 2)}, {month: noMonth}, {month: month(2020, 4)}})
	if v.First != "2019-11" || v.Last != "2020-04" || v.Undated != 1 || len(v.Months) != 6 || v.Months[3] != (Month{"2020-02", 2}) {
		t.Errorf("%+v", v)
	}
	if len(v.Gaps) != 2 || v.Gaps[0] != (Gap{"2019-12", "2020-01", 2}) || v.Gaps[1] != (Gap{"2020-03", "2020-03", 1}) {
		t.Errorf("gaps %+v", v.Gaps)
	}
	years := v.Calendar()
	if len(years) != 2 || !years[0].Months[9].Outside || years[0].Months[10].Articles != 1 || years[1].Total != 3 || years[1].Months[1].Level != 2 ||
		years[1].Months[2].Outside || years[1].Months[2].Level != 0 || !years[1].Months[4].Outside {
		t.Errorf("calendar %+v", years)
	}
	v = Coverage{}
	v.months([]seen{{month: noMonth}})
	if v.First != "" || v.Undated != 1 || len(v.Calendar()) != 0 {
		t.Errorf("undated alone: %+v", v)
	}
}

func TestCountCountsFilesOnce(t *testing.T) {
	all := []seen{{file: 1, format: "jsonl"}, {file: 1, format: "jsonl"}, {file: 2, format: "text"}, {file: 3, format: "jsonl"}}
	got := count(all, func(s *seen) string { return s.format })
	if len(got) != 2 || got[0] != (Count{"jsonl", 3, 2}) || got[1] != (Count{"text", 1, 1}) {
		t.Errorf("%+v", got)
	}
}

// One text is one text in any Unicode form and with any line breaks.
func TestTextsThatAreTheSame(t *testing.T) {
	var l look
	text := func(a article.Article) string { return string(l.text(&a)) }
	first := text(article.Article{Title: "Lũ rút", Lead: "Nước xuống chậm.", Body: []string{"Ở Hòa Lâm.", "Hết."}})
	for _, same := range []article.Article{
		{Title: "Lũ rút", Body: []string{"Nước xuống  chậm.\nỞ Hòa Lâm.", "Hết."}},
		{Title: "Lu\u0303 ru\u0301t", Lead: "Nước xuống chậm. ", Body: []string{"Ở Hòa Lâm. Hết."}},
	} {
		if got := text(same); got != first {
			t.Errorf("%q is not %q", got, first)
		}
	}
	if got := text(article.Article{Title: "Lu rút", Lead: "Nước xuống chậm.", Body: []string{"Ở Hòa Lâm.", "Hết."}}); got == first {
		t.Error("other letters are the same text")
	}
}

func TestGroupReasons(t *testing.T) {
	u := GroupReasons([]article.Skip{{Path: "a", Reason: "no text in it: the file is empty"}, {Path: "b", Reason: "not UTF-8 text: 3 bytes"},
		{Path: "c", Line: 4, Reason: "not UTF-8 text: 7 bytes"}})
	if u.Inputs != 3 || len(u.Reasons) != 2 || u.Reasons[0].Reason != "not UTF-8 text" || u.Reasons[0].Inputs != 2 || len(u.Reasons[0].Examples) != 2 {
		t.Errorf("%+v", u)
	}
}

// The page is well-formed, runs no script, loads nothing, and hostile names are only text in it.
func TestPage(t *testing.T) {
	const hostile = `<script>alert(1)</script>"&`
	v := Coverage{Articles: 3, Files: 2, Formats: []Count{{hostile, 3, 2}}, Encodings: []Count{{"", 3, 2}},
		Duplicates: Duplicates{Texts: 1, Articles: 2, Groups: [][]Copy{{{ID: "a", Title: hostile, Path: "a"}, {ID: "b", Path: hostile}}}},
		Unread:     GroupReasons([]article.Skip{{Path: hostile, Inside: hostile, Line: 2, Reason: hostile}})}
	v.months([]seen{{month: 12 * 2020}, {month: 12*2020 + 5}, {month: noMonth}})
	for _, run := range [][]Figure{nil, {{"Mới", "new", "3"}}} {
		var out bytes.Buffer
		if err := (Page{Archive: hostile, Made: time.Unix(0, 0), Run: run, Skipped: v.Unread, Coverage: v}).Write(&out); err != nil {
			t.Fatal(err)
		}
		page := out.String()
		for _, no := range []string{"<script", "http://", "https://", "src=", "@import"} {
			if strings.Contains(page, no) {
				t.Errorf("the page has %s", no)
			}
		}
		for _, want := range []string{`<html lang="vi">`, "<td class=\"gap\">0</td>", "2020-02 – 2020-05", "&lt;script&gt;"} {
			if !strings.Contains(page, want) {
				t.Errorf("the page lacks %s", want)
			}
		}
		d := xml.NewDecoder(strings.NewReader(page))
		d.Strict, d.Entity = true, xml.HTMLEntity
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("the page is not well-formed: %v", err)
			}
		}
	}
}
