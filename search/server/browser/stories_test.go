//go:build browser

package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestAReaderFindsAnArticle types a query on the start page with nothing but a keyboard, reads the first hit, and goes back.
func TestAReaderFindsAnArticle(t *testing.T) {
	for name, s := range map[string]screen{"desk": {}, "phone": {width: 390}, "without JavaScript": {noScript: true}} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s)
			b.visit("/")
			b.until("document.activeElement.id === 'q'")
			b.press("dang uy khoi")
			b.settle("send the form", pressing(kb.Enter))
			b.shows("h1", "dang uy khoi")
			if n := b.count(".hit mark"); n == 0 {
				t.Error("no found word is marked")
			}
			b.follow(".hit h2 a")
			b.shows("h1", "Các tổ chức Đảng thuộc Đảng bộ Khối")
			b.follow("a.back")
			if got := b.where(); got != "/?q=dang uy khoi" {
				t.Errorf("back at %s", got)
			}
		})
	}
}

// TestTheFirstKeySkipsToTheContent presses Tab once.
func TestTheFirstKeySkipsToTheContent(t *testing.T) {
	b := open(t, screen{})
	b.visit("/?q=l%C5%A9")
	b.press(kb.Tab)
	b.shows(":focus", "nội dung")
	b.press(kb.Enter)
	b.until("location.hash === '#main'")
	b.press(kb.Tab)
	if ask[bool](b, "document.querySelector('header').contains(document.activeElement)") {
		t.Errorf("after the skip link, Tab goes to %q in the header", b.text(":focus"))
	}
}
