package server

import (
	"strings"
	"testing"

	"timbao/search"
)

func TestThePageOfTrends(t *testing.T) {
	f := newFake(3)
	s := start(t, f, Options{})
	body, all := pageOf(t, s, "/trends?term=l%C5%A9&term=&term=+&term=h%E1%BA%A1n&by=year&section=X%C3%A3+h%E1%BB%99i&utm=1", 200)
	if got := f.lastTrends.Load(); strings.Join(got.Terms, ",") != "lũ,hạn" || got.By != search.UnitYear || strings.Join(got.Request.Sections, ",") != "Xã hội" {
		t.Errorf("asked for %+v", got)
	}
	contains(t, body, `<title>lũ, hạn – Xu hướng – Kho báo</title>`, `name="term" type="text" value="lũ"`, `name="term" type="text" value=""`, `<option value="year" selected>`,
		`<input type="hidden" name="section" value="Xã hội">`, `<svg class="plot"`, "/api/v1/trends.csv?by=year&amp;section=X%C3%A3&#43;h%E1%BB%99i&amp;term=l%C5%A9&amp;term=h%E1%BA%A1n")
	links := map[string]bool{}
	for _, e := range all {
		links[e.attrs["href"]] = true
	}
	for _, want := range []string{
		"/trends?by=year&scale=per1000&section=X%C3%A3+h%E1%BB%99i&term=l%C5%A9&term=h%E1%BA%A1n", // the other scale
		"/trends?by=year&term=l%C5%A9&term=h%E1%BA%A1n",                                           // without the filter
		"/trends?by=year&section=X%C3%A3+h%E1%BB%99i&term=l%C5%A9&term=h%E1%BA%A1n&lang=en",
	} {
		if !links[want] {
			t.Errorf("there is no link %s", want)
		}
	}
	body, _ = pageOf(t, s, "/trends?lang=en", 200)
	contains(t, body, "Try to compare", `href="/trends?term=l%C5%A9&#43;l%E1%BB%A5t&amp;term=h%E1%BA%A1n&#43;h%C3%A1n"`, `<a href="/trends" aria-current="page">`)
	if strings.Contains(body, "<svg class=\"plot\"") {
		t.Error("a chart of nothing")
	}
	body, _ = pageOf(t, s, "/?q=l%C5%A9&year=2019&sort=date:desc", 200)
	contains(t, body, `<a href="/trends?term=l%C5%A9&amp;year=2019">Xu hướng</a>`)
}

func TestBadTrendsGiveAPage(t *testing.T) {
	s := start(t, newFake(1), Options{})
	for _, target := range []string{"/trends?term=a&by=week", "/trends?term=a&year=x", "/trends?" + strings.Repeat("term=a&", 11)} {
		if body, _ := pageOf(t, s, target, 400); !strings.Contains(body, "Điều kiện tìm chưa đúng") {
			t.Errorf("%s: %s", target, body)
		}
	}
}
