//go:build browser

package browser

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// stop is an element that the Tab key comes to.
type stop struct {
	Name    string // what it is, for the report
	Ring    bool   // it shows that it has the focus
	Inside  bool   // it is in the window
	Covered bool   // something else lies over it
	Back    bool   // it stands before the one before in the page
	End     bool   // the focus has left the page
}

// watch looks at the element that has the focus. A ring may be drawn around the form that the element is in.
const watch = `(() => {
	const e = document.activeElement;
	if (!e || e === document.body) return {End: true};
	const ringed = (x) => { const s = x && getComputedStyle(x); return s && s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2; };
	const column = e.querySelector?.(".column");
	const box = e.getBoundingClientRect();
	const x = box.left + Math.min(box.width / 2, 12), y = box.top + box.height / 2;
	const over = document.elementFromPoint(x, y);
	const before = window.stopBefore;
	window.stopBefore = e;
	return {
		Name: e.tagName.toLowerCase() + " " + (e.getAttribute("href") ?? e.name ?? "") + " " + (e.innerText ?? "").slice(0, 40),
		Ring: ringed(e) || ringed(e.closest("form")) || Boolean(column) && parseFloat(getComputedStyle(column).strokeWidth) >= 2,
		Inside: y > 0 && y < innerHeight && x >= 0 && x < innerWidth,
		Covered: !over || !(e.contains(over) || over.contains(e)),
		Back: Boolean(before) && Boolean(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING),
	};
})()`

// TestTabReachesEverything goes through every page with the Tab key alone: the focus is always to be seen, nothing lies over it, it goes
// the way the page is written, and it comes to every link, field and button that is shown.
func TestTabReachesEverything(t *testing.T) {
	for name, s := range map[string]screen{"desk": {}, "phone": {width: 390}, "dark": {dark: true}} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s)
			for _, path := range []string{"/", "/?q=l%C5%A9+s%C3%B4ng&year=2020", seed + "?q=%C4%91%E1%BA%A3ng+%E1%BB%A7y", "/trends?term=l%C5%A9", "/kwic?q=l%C5%A9", "/about"} {
				b.visit(path)
				ask[bool](b, "document.querySelector('.skip').focus(); true") // the first of all
				wanted := ask[int](b, `[...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, [tabindex='0']")].filter(e => e.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})).length`)
				got := 1
				for ; got < 400; got++ {
					b.press(kb.Tab)
					at := ask[stop](b, watch)
					if at.End {
						break
					}
					if !at.Ring || !at.Inside || at.Covered || at.Back {
						t.Errorf("%s: %+v", path, at)
					}
				}
				// A chart's links are there twice, as bars and in the table, which is folded.
				if got < wanted {
					t.Errorf("%s: Tab comes to %d of %d elements", path, got, wanted)
				}
			}
		})
	}
}

// TestFiltersByKeyboard narrows a search with Tab and Enter alone.
func TestFiltersByKeyboard(t *testing.T) {
	b := open(t, screen{})
	b.visit("/?q=l%C5%A9")
	for range 200 {
		b.press(kb.Tab)
		if ask[bool](b, "document.activeElement.matches('#facet-section ~ ul a.pick')") {
			break
		}
	}
	want := b.text(":focus .value")
	b.settle("press Enter", pressing(kb.Enter))
	b.shows(".chips", want)
	for range 50 {
		b.press(kb.Tab)
		if ask[bool](b, "document.activeElement.matches('.chip')") {
			break
		}
	}
	b.settle("press Enter", pressing(kb.Enter))
	b.shows(".total", "14 bài")
}
