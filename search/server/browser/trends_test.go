//go:build browser

package browser

import (
	"strings"
	"testing"
)

// TestATimeline narrows a search by the bars of its timeline: a year, then a month of it.
func TestATimeline(t *testing.T) {
	for name, s := range map[string]screen{"desk": {noScript: true}, "phone": {width: 390}} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s)
			b.visit("/?q=l%C5%A9")
			b.follow(`.when .plot a[aria-label^="2020:"]`)
			b.shows(".total", "3 bài")
			b.shows(".chips", "Năm: 2020")
			b.visit("/?q=&year=2020")
			b.shows(".when figcaption", "tháng")
			b.follow(`.when .plot a[aria-label^="tháng 10/2020:"]`)
			b.shows(".total", "3 bài")
			b.shows(".chips", "Tháng: tháng 10/2020")
		})
	}
}

// TestComparingTermsOverTime compares two terms, in articles and for 1,000 articles, and goes from a figure to its articles.
func TestComparingTermsOverTime(t *testing.T) {
	b := open(t, screen{})
	b.visit("/")
	b.follow(`.menu a[href="/trends"]`)
	b.do("fill in the terms", typing(".compare li:nth-child(1) input", "lũ"), typing(".compare li:nth-child(2) input", "bão"))
	b.follow(".compare button")
	b.shows(".legend", "lũ", "bão")
	if n := b.count(".plot polyline"); n < 2 {
		t.Errorf("%d lines", n)
	}
	b.follow(".scale a:not([aria-current])")
	b.shows("figcaption", "số bài trên 1.000 bài")
	b.follow(".scale a:not([aria-current])")
	b.click(".figures summary")
	row := ask[string](b, "[...document.querySelectorAll('.figures tbody tr')].find(r => r.querySelector('th').innerText === '2020').querySelector('td a').getAttribute('href')")
	table := ask[string](b, "fetch(document.querySelector('.files a').href).then(r => r.text())")
	if !strings.Contains(table, "2020,") || !strings.Contains(table, "bão") {
		t.Errorf("table for spreadsheets:\n%s", table)
	}
	b.visit(row)
	b.shows(".total", "bài cho lũ")
	b.shows(".chips", "Năm: 2020")
}
