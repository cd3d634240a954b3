package server

import (
	"strings"
	"testing"

	"timbao/search"
)

func TestThePageOfWordsInContext(t *testing.T) {
	f := newFake(3)
	s := start(t, f, Options{})
	body, all := pageOf(t, s, "/kwic?q=c%E1%BB%ADa&sort=date:desc&width=30&not_year=1999&exact_total=true&utm=1", 200)
	if got := f.lastKWIC.Load(); got.Query != "cửa" || got.Sort != search.SortNewest || got.Width != 30 || got.Exact || len(got.NotYears) != 1 {
		t.Errorf("asked for %+v", got)
	}
	contains(t, body, "<title>cửa – Từ trong ngữ cảnh – Kho báo</title>", `name="q" type="text" value="cửa"`, `<mark>cửa</mark>`, `<input type="hidden" name="width" value="30">`,
		`href="/articles/archive/2023/11/cua-khau.txt?q=%22c%E1%BB%ADa%22"`, "/api/v1/kwic.csv?not_year=1999&amp;q=c%E1%BB%ADa&amp;sort=date%3Adesc&amp;width=30")
	links := map[string]bool{}
	for _, e := range all {
		links[e.attrs["href"]] = true
	}
	for _, want := range []string{
		"/kwic?not_year=1999&q=c%E1%BB%ADa&sort=date%3Adesc", // the usual width
		"/kwic?not_year=1999&q=c%E1%BB%ADa&width=30",         // the oldest first
		"/kwic?q=c%E1%BB%ADa&sort=date%3Adesc&width=30",      // without the filter
		"/kwic?not_year=1999&q=c%E1%BB%ADa&sort=date%3Adesc&width=30&lang=en",
	} {
		if !links[want] {
			t.Errorf("there is no link %s", want)
		}
	}
	if strings.Contains(body, "exact_total") || strings.Contains(body, "utm") {
		t.Error("the page carries along what it does not offer")
	}
	body, _ = pageOf(t, s, "/kwic?q=xyzxyz&lang=en", 200)
	contains(t, body, "No such words were found")
	body, _ = pageOf(t, s, "/?q=l%C5%A9&year=2019&sort=date:desc&offset=1", 200)
	contains(t, body, `<a href="/kwic?q=l%C5%A9&amp;year=2019">Ngữ cảnh</a>`)
}

func TestLinesAreOneLineEach(t *testing.T) {
	if got := onOneLine("một\nhai\tba\u2028bốn\x00năm\u00a0sáu"); got != "một hai ba bốn năm sáu" {
		t.Errorf("%q", got)
	}
	for q, want := range map[string]string{"lũ lụt": `"lũ lụt"`, `"lũ lụt"`: `"lũ lụt"`, "lũ OR bão": "lũ OR bão", "title:lũ": "title:lũ", " lũ ": `"lũ"`} {
		if got := quoted(q); got != want {
			t.Errorf("%s is marked by %s", q, got)
		}
	}
}
