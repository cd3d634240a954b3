//go:build browser

package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestSuggestions types half a name without accents and takes what is offered, with the keys alone.
func TestSuggestions(t *testing.T) {
	for name, s := range map[string]screen{"desk": {}, "phone": {width: 390}} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s)
			b.visit("/")
			b.until("document.activeElement.id === 'q' && document.activeElement.getAttribute('role') === 'combobox'")
			b.press("song tha")
			b.until("document.querySelectorAll('#suggestions [role=option]').length > 0")
			if got := ask[string](b, "document.querySelector('#q').getAttribute('aria-expanded')"); got != "true" {
				t.Error("aria-expanded is", got)
			}
			b.press(kb.ArrowDown + kb.ArrowDown + kb.ArrowUp)
			const chosen = "document.getElementById(document.querySelector('#q').getAttribute('aria-activedescendant'))"
			if got := ask[bool](b, chosen+" === document.querySelector('#suggestions li') && "+chosen+".getAttribute('aria-selected') === 'true'"); !got {
				t.Error("the first suggestion is not the chosen one")
			}
			for _, f := range b.audit() {
				t.Errorf("%s: %s\n%s", f.ID, f.Help, f.nodes())
			}
			b.press(kb.Escape)
			if !ask[bool](b, "document.querySelector('#suggestions').hidden && document.querySelector('#q').value === 'song tha'") {
				t.Error("Escape does not close the list, or takes what was typed")
			}
			b.press(kb.ArrowDown)
			b.until("!document.querySelector('#suggestions').hidden")
			b.press(kb.ArrowDown)
			b.settle("take the suggestion", pressing(kb.Enter))
			if got := b.text("h1"); !strings.Contains(got, "ông Thạch") {
				t.Errorf("at %s: %s", b.where(), got)
			}
		})
	}
}

// TestASuggestedTitleOpensItsArticle clicks on a title in the list.
func TestASuggestedTitleOpensItsArticle(t *testing.T) {
	b := open(t, screen{})
	b.visit("/?q=")
	b.do("type", typing("#q", "đua thuyền truyền"))
	b.until("[...document.querySelectorAll('#suggestions li')].some(li => li.querySelector('.kind').innerText === 'bài')")
	b.settle("click on it", chromedp.Click(chromedp.CSS("#suggestions li:has(.kind)"), chromedp.NodeVisible))
	if b.count("article h1") != 1 {
		t.Errorf("at %s", b.where())
	}
}
