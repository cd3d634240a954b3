//go:build browser

package browser

import (
	"slices"
	"strings"
	"testing"
)

// titles are the titles of the hits in sight.
func (b *tab) titles() []string {
	b.t.Helper()
	return ask[[]string](b, "[...document.querySelectorAll('.hit h2')].map(h => h.innerText)")
}

// facetLink is the address behind a value of a facet; class pick selects it, class exclude excludes it.
func (b *tab) facetLink(facet, value, class string) string {
	b.t.Helper()
	return ask[string](b, `[...document.querySelectorAll("#facet-`+facet+`")].map(h => [...h.closest("section").querySelectorAll("li")].find(
		li => li.querySelector(".value").textContent === "`+value+`")).map(li => li.querySelector(":scope > a.`+class+`").getAttribute("href"))[0]`)
}

// TestNarrowingByFacets narrows a search step by step with links alone: a year, one of its months, a section beside another, a section
// that is excluded; then takes the filters back by their chips.
func TestNarrowingByFacets(t *testing.T) {
	for name, s := range map[string]screen{"desk": {noScript: true}, "phone": {width: 390, noScript: true}} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s)
			b.visit("/?q=")
			b.shows(".total", "79 bài")
			if s.width == 390 {
				b.click(".tofilters a")
				b.until("location.hash === '#filters' && document.querySelector('.filters').offsetHeight > 0")
			}
			b.visit(b.facetLink("year", "2020", "pick"))
			b.shows(".total", "7 bài")
			b.visit(b.facetLink("year", "tháng 10/2020", "pick"))
			b.shows(".total", "3 bài")
			b.visit("/?q=")
			b.visit(b.facetLink("section", "Kinh tế", "pick"))
			b.shows(".total", "4 bài")
			b.visit(b.facetLink("section", "Y tế", "pick"))
			b.shows(".total", "6 bài")
			b.visit(b.facetLink("year", "2020", "exclude"))
			b.shows(".total", "5 bài")
			if got := b.count(".chip"); got != 3 {
				t.Errorf("%d chips", got)
			}
			b.shows(".chip.not", "không phải", "2020")
			b.follow(".chip.not")
			b.shows(".total", "6 bài")
			b.follow(".clear")
			b.shows(".total", "79 bài")
		})
	}
}

// TestAPeriod asks for articles of a period by the form, and then puts the newest first.
func TestAPeriod(t *testing.T) {
	b := open(t, screen{})
	b.visit("/?q=l%C5%A9")
	b.do("fill in the period", typing("#from", "1-1-2020"), typing("#to", "2020"))
	b.follow(".period button")
	b.shows(".total", "3 bài cho lũ")
	b.follow(".sorts a:nth-of-type(3)")
	if got := ask[[]string](b, "[...document.querySelectorAll('.hit time')].map(t => t.dateTime)"); !slices.IsSortedFunc(got, func(a, b string) int { return strings.Compare(b, a) }) {
		t.Errorf("newest first: %v", got)
	}
	b.shows(".chips", "Từ ngày: 1-1-2020", "Đến ngày: 2020")
}

// TestNothingFoundHelps searches for what is not there and goes on by what the page offers.
func TestNothingFoundHelps(t *testing.T) {
	b := open(t, screen{noScript: true})
	b.visit("/?q=l%C5%A9&section=Y+t%E1%BA%BF&year=2020")
	b.shows(".total", "Không tìm thấy bài nào cho lũ")
	b.shows(".help", "Bỏ lọc Chuyên mục: Y tế 3 bài", "Bỏ hết bộ lọc 14 bài")
	b.follow(".alternatives a")
	b.shows(".total", "3 bài cho lũ")
	b.visit("/?q=%22th%E1%BA%A1ch+s%C3%B4ng%22")
	b.shows(".help", "Tìm không cần đúng cụm từ 15 bài")
}

// TestVersionsOfAStory unfolds the versions of a flood's report, reads one of them, and has each shown as a hit.
func TestVersionsOfAStory(t *testing.T) {
	b := open(t, screen{noScript: true})
	b.visit("/?q=t%E1%BB%95ng+k%E1%BA%BFt+x%C3%A2y+d%E1%BB%B1ng+%C4%90%E1%BA%A3ng")
	b.shows(".versions summary", "2 bản khác")
	grouped := len(b.titles())
	b.click(".versions summary")
	b.follow(".versions a")
	b.shows("article h1", "Các tổ chức Đảng")
	b.visit("/?q=t%E1%BB%95ng+k%E1%BA%BFt+x%C3%A2y+d%E1%BB%B1ng+%C4%90%E1%BA%A3ng")
	b.follow(".parted a")
	if got := len(b.titles()); got <= grouped {
		t.Errorf("%d hits with the versions apart, %d grouped", got, grouped)
	}
}

// TestTakingAResultAway downloads a result as a table and finds its feed.
func TestTakingAResultAway(t *testing.T) {
	b := open(t, screen{})
	b.visit("/?q=l%C5%A9&year=2020")
	table := ask[string](b, "fetch(document.querySelector('.files a').href).then(r => r.text())")
	if lines := strings.Split(strings.TrimSpace(table), "\r\n"); len(lines) != 4 || !strings.Contains(lines[0], "title") {
		t.Errorf("a header and %d lines, want 3:\n%s", len(lines)-1, table)
	}
	feed := ask[string](b, "fetch(document.querySelector('link[type=\"application/atom+xml\"]').href).then(r => r.text())")
	if strings.Count(feed, "<entry>") != 3 {
		t.Errorf("feed: %s", feed)
	}
	engine := ask[string](b, "fetch(document.querySelector('link[rel=search]').href).then(r => r.text())")
	if !strings.Contains(engine, "OpenSearchDescription") {
		t.Errorf("search engine: %s", engine)
	}
}

// TestHostileText searches for markup, which must stay text wherever it is shown.
func TestHostileText(t *testing.T) {
	const evil = `"><img src=x onerror=document.title=1><script>document.title=2</script>`
	b := open(t, screen{})
	b.visit("/")
	b.do("type", typing("#q", evil))
	b.follow(".search button")
	b.shows(".total", evil)
	if got := ask[string](b, "document.querySelector('#q').value + document.querySelectorAll('main img, main script').length"); got != evil+"0" {
		t.Errorf("the form holds %s", got)
	}
	b.visit("/?q=&section=%3Cb%3Ex&not_author=%22%27%3E%3Ci%3E")
	b.shows(".chips", "Chuyên mục: <b>x", `"'><i>`)
	b.expect("400")
	b.visit("/?q=&from=%3Cs%3E")
	b.shows(".issues", "<s>")
}

// TestDidYouMean types without accents, in raw Telex keys and with a slip: the answer is to what was typed, and what was meant is one
// click away, with the filters kept.
func TestDidYouMean(t *testing.T) {
	for typed, meant := range map[string]string{"hoi dong nhan dan": "hội đồng nhân dân", "hooij ddoongf": "hội đồng"} {
		b := open(t, screen{noScript: true})
		b.visit("/?year=2021&q=" + strings.ReplaceAll(typed, " ", "+"))
		b.shows(".total", typed)
		b.shows(".meant", "Có phải bạn muốn tìm: "+meant)
		b.follow(".meant a")
		b.shows(".total", meant)
		b.shows(".chips", "Năm: 2021")
		if b.count(".meant") > 0 {
			t.Errorf("what was meant is asked about: %s", b.text(".meant"))
		}
	}
}
