//go:build browser

package browser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestFromMarkToMark goes through the found places of an article: by links without a script, by links and keys with one.
func TestFromMarkToMark(t *testing.T) {
	for name, s := range map[string]screen{"with JavaScript": {}, "without": {noScript: true}, "phone": {width: 390}} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s)
			b.visit(seed + "?q=t%C3%ADn+nhi%E1%BB%87m")
			total := b.count("article mark")
			b.shows(".marks .at", "chỗ tìm thấy")
			step := b.follow
			if !s.noScript {
				step = b.click
			}
			step(".marks .next")
			b.shows(".marks .at", "chỗ 1 trên")
			if b.count(".marks .previous:not([hidden])") > 0 {
				t.Error("there is a place before the first")
			}
			for range total - 1 {
				step(".marks .next")
			}
			if got := b.where(); !strings.HasSuffix(got, fmt.Sprintf("#m%d", total)) || b.count(".marks .next:not([hidden])") > 0 {
				t.Errorf("at the last place: %s, %s", got, b.text(".marks .at"))
			}
			step(".marks .previous")
			if b.count("mark.here") != 1 || !ask[bool](b, "document.querySelector('mark.here').getBoundingClientRect().top > 0") {
				t.Error("the place is not shown")
			}
		})
	}
}

// TestTheKeysOfAnArticle moves with n and p, not while typing, and not once the keys are switched off.
func TestTheKeysOfAnArticle(t *testing.T) {
	b := open(t, screen{})
	b.visit(seed + "?q=dang+uy+khoi")
	b.press("nnnp")
	b.shows(".marks .at", "chỗ 2 trên")
	b.do("type into the form", typing("#q", " n"))
	b.shows(".marks .at", "chỗ 2 trên")
	// Single keys can get into the way of speech input, so there is a switch.
	b.follow(`.choices a[href*="keys=off"]`)
	b.press(kb.Tab + "n")
	b.shows(".marks .at", "45 chỗ")
}

// TestFromHitToHit reads the hits of a result one after the other, over the bounds of its pages, and back again.
func TestFromHitToHit(t *testing.T) {
	b := open(t, screen{noScript: true})
	b.visit("/?q=l%C5%A9&limit=3")
	want := ask[[]string](b, "[...document.querySelectorAll('.hit h2')].map(h => h.innerText)")
	b.follow(".pages .next")
	want = append(want, ask[[]string](b, "[...document.querySelectorAll('.hit h2')].map(h => h.innerText)")...)
	b.visit("/?q=l%C5%A9&limit=3")
	b.follow(".hit h2 a")
	for i, title := range want {
		if i > 0 {
			b.follow(".around [rel=next]")
		}
		b.shows("h1", strings.TrimSpace(title))
	}
	b.shows(".around", "bài 6 trên 14")
	for range want[1:] {
		b.follow(".around [rel=prev]")
	}
	b.shows("h1", want[0])
	if b.count(".around [rel=prev]") > 0 {
		t.Error("there is a hit before the first")
	}
	b.visit(b.href(".around .back"))
	b.shows(".hit h2", want[0])
}

// TestTheCardOfAnArticle reads what the page says to programs, though the content policy runs no inline script.
func TestTheCardOfAnArticle(t *testing.T) {
	b := open(t, screen{})
	b.visit(seed)
	card := ask[map[string]any](b, `JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent)`)
	for name, want := range map[string]any{
		"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2020-01-14T19:23:00+07:00", "url": seed, "inLanguage": "vi",
		"headline": b.text("h1"),
	} {
		if card[name] != want {
			t.Errorf("%s is %v, want %v", name, card[name], want)
		}
	}
	if got := ask[string](b, `document.querySelector('meta[name="citation_publication_date"]').content`); got != "2020/01/14" {
		t.Errorf("citation date %q", got)
	}
	b.visit(b.href(`.beside a[href^="/articles/"]`)) // the permalink
	b.shows("h1", "Các tổ chức Đảng")
}

// TestPaperHoldsTheArticle prints.
func TestPaperHoldsTheArticle(t *testing.T) {
	b := open(t, screen{})
	b.visit(seed + "?q=dang+uy+khoi&theme=dark")
	b.media("print")
	if ink := ask[string](b, "getComputedStyle(document.querySelector('.dateline')).color"); ink != "rgb(92, 86, 80)" {
		t.Errorf("dark colours are printed: %s", ink)
	}
	for _, gone := range []string{".masthead", ".foot", ".marks", ".around"} {
		if ask[bool](b, "document.querySelector('"+gone+"').offsetParent !== null") {
			t.Errorf("%s is printed", gone)
		}
	}
	if !ask[bool](b, "document.querySelector('article h1').offsetHeight > 0 && document.querySelector('.beside').offsetHeight > 0") {
		t.Error("the article or its source is not printed")
	}
}

// TestCitingAndReadingOn takes the reference of an article with it, copies it, and goes on to a version and to a similar article.
func TestCitingAndReadingOn(t *testing.T) {
	b := open(t, screen{})
	b.visit(seed)
	b.shows(".reference", "Văn Trọng (2020)", "Báo Thạch Giang", "/articles/archive/2020/01/")
	for _, file := range []struct{ selector, begins string }{{`.cite a[href$="cite=bibtex"]`, "@article{"}, {`.cite a[href$="cite=ris"]`, "TY  - NEWS"}} {
		if text := ask[string](b, "fetch(document.querySelector('"+file.selector+"').href).then(r => r.text())"); !strings.HasPrefix(text, file.begins) || !strings.Contains(text, "2020") {
			t.Errorf("%s: %s", file.selector, text)
		}
	}
	b.click(".cite details:first-of-type summary")
	b.shows(".cite pre", "@article{")
	b.follow(".related:has(#versions) a")
	b.shows("h1", "Các tổ chức Đảng")
	b.visit("/articles/archive/2020/10/lu-song-thach-len-nhanh.txt")
	b.follow(".related:has(#similar) a")
	if b.count("article h1") != 1 || strings.HasSuffix(b.where(), "lu-song-thach-len-nhanh.txt") {
		t.Errorf("a similar article is at %s", b.where())
	}
}
