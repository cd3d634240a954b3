package article

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestDates reads every line of the dates file, as it stands, decomposed and with Eth for Đ.
func TestDates(t *testing.T) {
	data, err := os.ReadFile("testdata/dates.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\n")
		if strings.HasPrefix(line, "#") {
			continue
		}
		printed, want, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		for _, form := range []string{printed, norm.NFD.String(printed), strings.ReplaceAll(printed, "Đ", "Ð"), strings.ToUpper(printed)} {
			st, ok := parseStamp(appendFold(nil, form))
			got := "-"
			if ok {
				got = st.when.Format(time.RFC3339)
			}
			if got != want {
				t.Errorf("%q is %s, want %s", form, got, want)
			}
		}
	}
}

func TestSwappedDateIsMarked(t *testing.T) {
	for in, want := range map[string]bool{"01/14/2020": true, "14/01/2020": false, "01/12/2020": false} {
		if st, ok := parseStamp([]byte(in)); !ok || st.swapped != want {
			t.Errorf("%s: swapped %v (%v), want %v", in, st.swapped, ok, want)
		}
	}
}

// TestAnyDateIsRead prints random times the ways newspapers do and reads them back.
func TestAnyDateIsRead(t *testing.T) {
	layouts := []string{
		"15:04, 02/01/2006", "02-01-2006 15:04", "2.1.2006 15:04", "2006-01-02 15:04", "15h04 ngày 2/1/2006", "02/01/2006 - 15:04 (GMT+7)",
		"2006-01-02T15:04:05Z07:00",
	}
	rapid.Check(t, func(t *rapid.T) {
		min := rapid.Int64Range(time.Date(1865, 1, 1, 0, 0, 0, 0, zone).Unix()/60, time.Date(2100, 1, 1, 0, 0, 0, 0, zone).Unix()/60).Draw(t, "minute")
		want := time.Unix(min*60, 0).In(zone)
		printed := want.Format(rapid.SampledFrom(layouts).Draw(t, "layout"))
		got, swapped := readTime(printed, zone)
		if !got.Equal(want) || swapped {
			t.Fatalf("%q is %s, want %s", printed, got, want)
		}
		if _, offset := got.Zone(); offset != 7*3600 {
			t.Fatalf("%q: zone offset %d", printed, offset)
		}
	})
}

func TestPathDate(t *testing.T) {
	for path, want := range map[string]string{
		"archive/2020/01/x.txt":             "2020-01-01",
		"archive/2020/01/14/x.txt":          "2020-01-14",
		"archive/tin-14-01-2020.txt":        "2020-01-14",
		"archive/tin_14.1.2020_a.txt":       "2020-01-14",
		"archive/bai14012020.doc":           "2020-01-14",
		"archive/bai-20200114-2.doc":        "2020-01-14",
		"archive/so123-2020-01-14/7.txt":    "2020-01-14",
		"Năm 2020/Tháng 01/Ngày 14/x.txt":   "2020-01-14",
		"2020/thang-1/ngay-14/x.txt":        "2020-01-14",
		"2020/T01/x.txt":                    "2020-01-01",
		"archive/140120204.txt":             "",
		"archive/14-01-20-2020.txt":         "",
		"archive/32-01-2020.txt":            "",
		"archive/ma so 1401 2020.txt":       "",
		"archive/2020/1/4/x.txt":            "2020-01-04",
		"/backup/2019/12/archive/2003/04/x": "2003-04-01",
		"2020/01/000_d249a57545fbbced.txt":  "2020-01-01",
		"a/2020-01-14-hop-hdnd.txt":         "2020-01-14",
		"a/2020_01_14.txt":                  "2020-01-14",
		"a/20200114.txt":                    "2020-01-14",
		"a/2020-01/x.txt":                   "2020-01-01",
		"a/2020/01/31/x.txt":                "2020-01-31",
		"a/2020/02/31/x.txt":                "2020-02-01",
		"archive/2020/x.txt":                "",
		"archive/2020/13/x.txt":             "",
		"archive/2020/bao-so-6/x.txt":       "",
		"a/20201301.txt":                    "",
		"a/000123.txt":                      "",
		"12/2020.txt":                       "",
		"":                                  "",
		"/":                                 "",
	} {
		got := ""
		if when, ok := pathDate(path); ok {
			got = when.Format(time.DateOnly)
		}
		if got != want {
			t.Errorf("pathDate(%q) = %q, want %q", path, got, want)
		}
	}
}

func ExampleRecord_Article() {
	r := Record{ID: "bao/1.txt", Source: Source{Path: "bao/1.txt", Format: "text"}, Data: []byte(
		"Khánh thành cầu Nhuệ Khê\nCập nhật lúc07:30, Thứ Hai, 02/09/2019 (GMT+7)\n\n" +
			"Hòa Lâm - Sáng 2-9, cầu Nhuệ Khê được thông xe.\n\nCầu dài 214 m./.\n\nTin, ảnh: Văn An\n")}
	a, err := r.Article()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Title, "|", a.Published.Format(time.RFC3339), "|", a.Place, "|", a.Authors, "|", a.Body)
	// Output: Khánh thành cầu Nhuệ Khê | 2019-09-02T07:30:00+07:00 | Hòa Lâm | [Văn An] | [Cầu dài 214 m.]
}
