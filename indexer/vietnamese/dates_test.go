package vietnamese

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func showDates(text string, dates []DateMention) string {
	var out []string
	for _, d := range dates {
		out = append(out, fmt.Sprintf("%s=%d-%d-%d", text[d.Start:d.End], d.Year, d.Month, d.Day))
	}
	return strings.Join(out, "|")
}

func TestDates(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"Chiều 14-1, Ðảng ủy", "14-1=0-1-14"},
		{"Thứ Ba, 14/01/2020 (GMT+7)", "14/01/2020=2020-1-14"},
		{"sinh 14.1.2005", "14.1.2005=2005-1-14"},
		{"ngày 2020-01-14", "2020-01-14=2020-1-14"},
		{"tháng 1/2020 và tháng 2-2020", "tháng 1/2020=2020-1-0|tháng 2-2020=2020-2-0"},
		{"từ tháng 1/2019 đến 3/2020", "tháng 1/2019=2019-1-0|3/2020=2020-3-0"},
		{"tháng 1 năm 2020.", "tháng 1 năm 2020=2020-1-0"},
		{"tháng 1, bà con", "tháng 1=0-1-0"},
		{"hết tháng 12", "tháng 12=0-12-0"},
		{"ngày 14 tháng 1", "14 tháng 1=0-1-14"},
		{"ngày 14 tháng 1 năm 2020", "14 tháng 1 năm 2020=2020-1-14"},
		{"ngày 14 tháng 1/2020", "14 tháng 1/2020=2020-1-14"},
		{"ngay 14 thang 1 nam 2020", "14 thang 1 nam 2020=2020-1-14"},
		{"NGÀY 14 THÁNG 1", "14 THÁNG 1=0-1-14"},
		{"nga\u0300y 2-9", "2-9=0-9-2"},
		{"ngày 14-1 năm 2020", "14-1 năm 2020=2020-1-14"},
		{"hôm nay (2-9), cả nước", "2-9=0-9-2"},
		{"ngày 2-9 và 3-9", "2-9=0-9-2|3-9=0-9-3"},
		{"từ ngày 1/7 đến 5/7", "1/7=0-7-1|5/7=0-7-5"},
		{"ngày 27-29/7", "27-29/7=0-7-27|27-29/7=0-7-29"},
		{"từ 15-7 sẽ", "15-7=0-7-15"}, // falling: no range
		{"thắng 2-1", ""},
		{"gió cấp 6-7, giật cấp 8-9", ""},
		{"hơn 2/3 đại biểu", ""},
		{"từ 3-5 triệu đồng", ""},
		{"nhiệm kỳ 2015-2020", ""},
		{"ngày 2-9 thắng 3-1", "2-9=0-9-2"},
		{"ngày 2-9 đội nhà gặp may 3-1", "2-9=0-9-2"},
		{"số 24/2 đường 3", ""},
		{"ngày 31-4", ""},
		{"ngày 29-2", "29-2=0-2-29"},
		{"ngày 29-2-2019", ""},
		{"ngày 29 tháng 2 năm 2019", "29 tháng 2=0-2-29"},
		{"trong 6 tháng 3 lần", ""},
		{"ngày 14, tháng sau", ""},
		{"12/2019/NĐ-CP", ""},
		{"năm 2020", ""},
		{"quý 1/2020", ""},
		{"tháng 13", ""},
		{"14-1", "14-1=0-1-14"},
	}
	for _, tt := range tests {
		if got := showDates(tt.text, Dates(tt.text)); got != tt.want {
			t.Errorf("Dates(%q) = %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestDateOf(t *testing.T) {
	tests := []struct {
		raw              string
		year, month, day int
	}{
		{"14-1", 0, 1, 14},
		{"14/01", 0, 1, 14},
		{"14/01/2020", 2020, 1, 14},
		{"14.1.2005", 2005, 1, 14},
		{"14–1–2020", 2020, 1, 14},
		{"2020-01-14", 2020, 1, 14},
		{"1/2020", 2020, 1, 0},
		{"1-2020", 2020, 1, 0},
		{"14.1", 0, 0, 0},
		{"1/14", 0, 0, 0},
		{"14-1/2020", 0, 0, 0},
		{"30/2/2020", 0, 0, 0},
		{"14/1/20", 0, 0, 0},
		{"14/1/0020", 0, 0, 0},
		{"2020", 0, 0, 0},
		{"", 0, 0, 0},
		{"-", 0, 0, 0},
		{"14-", 0, 0, 0},
		{"71-KH/TU", 0, 0, 0},
	}
	for _, tt := range tests {
		d, ok := DateOf(tt.raw)
		if ok != (tt.month != 0) || ok && (d != DateMention{0, len(tt.raw), tt.year, tt.month, tt.day}) {
			t.Errorf("DateOf(%q) = %+v, %v", tt.raw, d, ok)
		}
	}
}

func TestResolve(t *testing.T) {
	at := func(s string) time.Time {
		p, err := time.Parse("2006-01-02 15:04 -0700", s+" 19:23 +0700")
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	tests := []struct {
		month, day int
		published  string
		year       int
	}{
		{1, 14, "2020-01-14", 2020},
		{12, 20, "2020-01-14", 2019},
		{1, 15, "2020-01-14", 2020}, // tomorrow
		{3, 1, "2020-01-14", 2020},  // soon
		{8, 1, "2020-01-14", 2019},  // nearer behind
		{7, 1, "2020-01-14", 2019},  // nearer ahead by days, but news looks back
		{1, 2, "2019-12-31", 2020},
		{2, 29, "2019-03-01", 2020},
		{2, 29, "2018-03-01", 2016},
		{2, 29, "1900-03-01", 1896},
		{1, 0, "2020-01-14", 2020},
		{12, 0, "2020-01-14", 2019},
		{2, 0, "2020-01-14", 2020},
	}
	for _, tt := range tests {
		d := DateMention{Start: 3, End: 7, Month: tt.month, Day: tt.day}
		got := d.Resolve(at(tt.published))
		d.Year = tt.year
		if got != d {
			t.Errorf("%d-%d published %s: %+v, want year %d", tt.day, tt.month, tt.published, got, tt.year)
		}
	}
	for _, d := range []DateMention{{Year: 2005, Month: 1, Day: 14}, {}} {
		if got := d.Resolve(at("2020-01-14")); got != d {
			t.Errorf("%+v became %+v", d, got)
		}
	}
	if d := (DateMention{Month: 1, Day: 2}); d.Resolve(time.Time{}) != d {
		t.Errorf("resolved by an unknown time: %+v", d.Resolve(time.Time{}))
	}
}

func TestDateTerms(t *testing.T) {
	tests := []struct {
		d    DateMention
		want []string
	}{
		{DateMention{Year: 2020, Month: 1, Day: 14}, []string{"\x01d2020-01-14", "\x01m2020-01", "\x01-01-14"}},
		{DateMention{Year: 2020, Month: 11}, []string{"\x01m2020-11", "\x01-11"}},
		{DateMention{Month: 1, Day: 14}, []string{"\x01-01-14"}},
		{DateMention{Month: 1}, []string{"\x01-01"}},
		{DateMention{Year: 2020}, nil},
		{DateMention{}, nil},
	}
	for _, tt := range tests {
		if got := DateTerms(tt.d); !slices.Equal(got, tt.want) {
			t.Errorf("DateTerms(%+v) = %q, want %q", tt.d, got, tt.want)
		}
	}
}
