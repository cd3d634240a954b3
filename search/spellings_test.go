package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"timbao/search"
)

// writings are things that newspapers and people write in several ways. Each of asked must find all of printed, and mark it there.
var writings = []struct {
	name    string
	printed []string
	asked   []string
	not     []string // printed too, and to be found below the others if at all
}{
	{
		"a day of this year",
		[]string{"14/1", "14-1", "14/01", "14-01", "14–1", "14 tháng 1", "14/1/2020", "14-01-2020", "14.1.2020", "14 tháng 1 năm 2020", "14-1 năm 2020", "2020-01-14"},
		[]string{"14/1/2020", "14-1-2020", "14/01/2020", "14.1.2020", "2020-01-14", "ngày 14/01/2020", "ngày 14-1-2020", "ngày 14 tháng 1 năm 2020", "ngay 14 thang 1 nam 2020", "Ngày 14 tháng 01-2020"},
		[]string{"14/1/2019", "14-2", "24/1/2020", "4/1/2020"},
	},
	{
		"a day of any year",
		[]string{"14/1", "14-1", "14/01", "14 tháng 1", "14/1/2019", "14-01-2020", "14 tháng 1 năm 2018", "2020-01-14"},
		[]string{"ngày 14/1", "ngày 14-1", "ngày 14/01", "ngày 14 tháng 1", "ngay 14 thang 1"},
		[]string{"14-2", "1-4", "4-1"},
	},
	{
		"a month",
		[]string{"tháng 1/2020", "tháng 1-2020", "tháng 01/2020", "tháng 1 năm 2020", "thang 1/2020"},
		[]string{"tháng 1/2020", "tháng 1-2020", "tháng 01-2020", "tháng 1 năm 2020", "thang 1 nam 2020"},
		[]string{"tháng 2/2020", "tháng 3/2019"},
	},
	{
		"a day in a month", []string{"14-1", "31/1/2020", "tháng 1/2020"}, []string{"tháng 1/2020", "tháng 1 năm 2020"},
		[]string{"1-2"},
	},
	{
		"a time of day",
		[]string{"7h30", "7g30", "7:30", "07h30", "7 giờ 30", "7 giờ 30 phút"},
		[]string{"7h30", "7:30", "7g30", "07h30", "7 giờ 30", "7H30"},
		[]string{"7h45", "8 giờ 30", "17h30"},
	},
	{"an hour", []string{"19h", "19 giờ"}, []string{"19h", "19 giờ", "19 gio"}, []string{"9h", "19 g"}},
	{"minutes", []string{"7h30", "7:30", "7 giờ 30 phút"}, []string{"7 giờ 30 phút"}, nil},
	{
		"a term of office",
		[]string{"khóa XII", "khoá XII", "khóa 12", "Khóa XII"},
		[]string{"khóa XII", "khoá 12", "khóa 12", "khóa xii", "khoa XII", "khoa xii"},
		[]string{"khóa XIII", "khóa X", "khóa 2"},
	},
	{"a congress", []string{"lần thứ XIII", "lần thứ 13"}, []string{"lần thứ XIII", "lần thứ 13", "lần thứ xiii", "lan thu 13"}, []string{"lần thứ XII"}},
	{"a numeral of one letter", []string{"quý I", "quý 1"}, []string{"quý I", "quý 1", "quý i"}, []string{"quý II"}},
	{
		"a decree",
		[]string{"12/2019/NĐ-CP", "12/2019/NÐ-CP", "12/2019/nđ-cp", "Nghị định 12/2019/NĐ-CP"},
		[]string{"12/2019/NĐ-CP", "12/2019/NÐ-CP", "12/2019/nđ-cp", "12/2019/ND-CP", "12/2019/nd-cp", "12/2019 NĐ-CP", "12/2019"},
		[]string{"13/2019/NĐ-CP", "12/2018/NĐ-CP"},
	},
	{"a party document", []string{"35-CT/TW", "35 CT/TW", "35-ct/tw"}, []string{"35-CT/TW", "35-ct/tw", "35 CT/TW", "35 ct tw"}, []string{"36-CT/TW", "35-NQ/TW"}},
	{"a plan", []string{"71-KH/TU"}, []string{"71-KH/TU", "71-kh/tu", "71 KH/TU", "KH/TU"}, []string{"71-KH/HU"}},
	{"a law", []string{"41/2017/QH14"}, []string{"41/2017/QH14", "41/2017/qh14", "41/2017"}, []string{"41/2016/QH14"}},
	{
		"a large number",
		[]string{"1.000.000", "1,000,000", "1000000"}, []string{"1.000.000", "1,000,000", "1000000", "1 triệu", "1 trieu"},
		[]string{"1.000", "1.000.001"},
	},
	{"a number of two parts", []string{"1.200.000"}, []string{"1.200.000", "1200000", "1,2 triệu", "1.2 triệu"}, []string{"12.000.000", "1.200"}},
	{"a decimal", []string{"3,2"}, []string{"3,2"}, []string{"32"}},
	{"a road", []string{"QL1A", "QL 1A", "QL-1A", "quốc lộ 1A"}, []string{"QL1A", "QL 1A", "ql1a", "quốc lộ 1A", "quoc lo 1A"}, []string{"QL2B"}},
	{"a virus", []string{"H5N1"}, []string{"H5N1", "h5n1"}, []string{"H7N9"}},
	{"a team", []string{"U23", "U-23", "U 23"}, []string{"U23", "U-23", "u23", "U 23"}, []string{"U22"}},
	{"a length", []string{"14m", "14 m"}, []string{"14m", "14 m"}, []string{"41m"}},
	{"an illness", []string{"Covid-19", "COVID-19", "Covid 19", "COVID19"}, []string{"Covid-19", "covid 19", "covid19", "COVID–19"}, []string{"Covid-20"}},
	{"years", []string{"2019-2020", "2019 - 2020", "2019–2020"}, []string{"2019-2020", "2019 - 2020"}, []string{"2018-2019"}},
}

const commonNumbers = "Có 14 hộ ở 1 thôn, 7 ngày sau là 30 hộ. Sang năm 2020, thêm 12 hộ. Hơn 19 giờ, mất 000 đồng, 3 tháng, 2 ngày 1 đêm, 35 xã, 01 người, 2019."

// TestWritings prints each of a group in an article of its own, asks for it in each spelling that people use, and wants all found and
// marked as they were printed, before anything else.
func TestWritings(t *testing.T) {
	t.Parallel()
	for _, w := range writings {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			var records []record
			add := func(kind string, texts []string) {
				for i, s := range texts {
					records = append(records, record{ID: fmt.Sprint(kind, i), Title: "Tin vắn", Body: "Bản tin nói về ngày " + s + ", ở một vài xã vùng cao.", Date: "2020-01-20"})
				}
			}
			add("printed", w.printed)
			add("not", w.not)
			for i := range 60 { // in a real archive numbers are common words
				records = append(records, record{ID: fmt.Sprint("common", i), Title: "Tin vắn", Body: commonNumbers})
			}
			x := indexOf(t, padded(records...)...)
			for _, q := range w.asked {
				checkWriting(t, find(t, x, search.Request{Query: q, Limit: 100}), w.printed)
			}
		})
	}
}

func checkWriting(t *testing.T, res *search.Response, printed []string) {
	t.Helper()
	last := -1 // place of the last of the printed ones
	for i, s := range printed {
		at := slices.IndexFunc(res.Hits, func(h search.Hit) bool { return h.ID == fmt.Sprint("printed", i) })
		if at < 0 {
			t.Errorf("%s does not find %s", res.Query, s)
			continue
		}
		last = max(last, at)
		m := marks(res.Hits[at])
		outside := func(mark string) bool { return !strings.Contains("ngày "+s, mark) }
		if len(m) == 0 || slices.ContainsFunc(m, outside) || !slices.ContainsFunc(m, func(mark string) bool { return strings.ContainsAny(mark, "0123456789XVI") || strings.Contains(s, mark) }) {
			t.Errorf("%s finds %s and marks %q", res.Query, s, m)
		}
	}
	for i, h := range res.Hits {
		if strings.HasPrefix(h.ID, "not") && i < last {
			t.Errorf("%s finds %s before others: %q", res.Query, h.ID, marks(h))
		}
	}
}
