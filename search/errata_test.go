package search_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"timbao/search"
)

func TestWithErrata(t *testing.T) {
	x := indexOf(t,
		record{ID: "dike", Title: "Xã Bình Lộc đắp đê", Lead: "Sáng 14-1, xã họp dân.", Body: "Đê dài 3 km.", Date: "2020-01-14"},
		record{ID: "dike-old", Title: "Xã Bình Lộc: Đắp đê!", Lead: "Mùa khô, xã đắp đê.", Body: "Đê dài 1 km.", Date: "2015-02-01"},
		record{ID: "dike-new", Title: "Xã Bình Lộc đắp đê", Lead: "Lại đắp đê.", Body: "Đê dài 5 km.", Date: "2021-01-14"},
		record{ID: "rice", Title: "Giá lúa tăng mạnh", Lead: "Mỗi cân 6.500 đồng.", Body: "Nông dân vui.", Date: "2019-05-02"},
		record{ID: "sorry-1", Title: "Đính chính", Lead: "Trong bài “Xã Bình Lộc đắp đê” đăng ngày 15-1, xin sửa: đê dài 2 km.", Body: "Xin lỗi bạn đọc.", Date: "2020-01-16"},
		record{ID: "sorry-2", Title: "Nói lại cho rõ", Lead: "Bài \"XÃ BÌNH LỘC ĐẮP ĐÊ\" còn một lỗi nữa.", Body: "Xin lỗi bạn đọc.", Date: "2020-01-20"},
		record{ID: "sorry-3", Title: "Đính chính", Lead: "Trong tin \"Giá lúa tăng mạnh\" ngày 9-9-2009 có lỗi.", Body: "Xin lỗi.", Date: "2019-09-10"},
		record{ID: "sorry-4", Title: "Đính chính", Lead: "Trong bài “Một bài không có ở đây” có lỗi.", Body: "Xin lỗi.", Date: "2020-01-20"},
		record{ID: "talk", Title: "Người dân nói gì", Lead: "Đọc bài “Xã Bình Lộc đắp đê”, nhiều người góp ý.", Body: "Hết.", Date: "2020-01-18"},
	)
	for id, want := range map[string]string{
		"dike":     `; by [sorry-1 sorry-2]`,
		"dike-old": `; by []`,
		"dike-new": `; by []`,
		"rice":     `; by []`,
		"sorry-1":  `dike "Xã Bình Lộc đắp đê" of 2020-01-14; by []`,
		"sorry-2":  `dike "Xã Bình Lộc đắp đê" of 2020-01-14; by []`,
		"sorry-3":  ` "Giá lúa tăng mạnh" of 2009-09-09; by []`, // of another day than the only one of that name
		"sorry-4":  ` "Một bài không có ở đây"; by []`,
		"talk":     `; by []`,
	} {
		a, err := x.Get(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		linked, err := search.WithErrata(context.Background(), x, a)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if c := linked.Corrects; c != nil {
			got = c.ID + " " + c.String()
			if a.Corrects.ID != "" {
				t.Errorf("%s: the article itself was changed", id)
			}
		}
		var by []string
		for _, e := range linked.CorrectedBy {
			by = append(by, e.ID)
		}
		if got = fmt.Sprintf("%s; by %v", got, by); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
}

// A headline that is long, or holds what the query language gives a meaning, is looked for all the same.
func TestWithErrata_OddHeadlines(t *testing.T) {
	long := ""
	for i := range 60 {
		long += fmt.Sprintf("chữ%d ", i)
	}
	odd := `Ông nói: "được" AND -không* title:x (`
	x := indexOf(t,
		record{ID: "a", Title: long, Body: "x", Date: "2020-01-01"}, record{ID: "b", Title: odd, Body: "x", Date: "2020-01-01"},
		record{ID: "c", Title: "Đính chính: " + odd, Body: "Có lỗi.", Date: "2020-01-02"}, record{ID: "d", Title: "?!", Body: "x"},
		record{ID: "e", Title: "", Body: "x"})
	for id, want := range map[string][]string{"a": nil, "b": {"c"}, "c": nil, "d": nil, "e": nil} {
		a, err := x.Get(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		linked, err := search.WithErrata(context.Background(), x, a)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		var got []string
		for _, e := range linked.CorrectedBy {
			got = append(got, e.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}
