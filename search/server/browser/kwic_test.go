//go:build browser

package browser

import (
	"slices"
	"strings"
	"testing"
)

// TestWordsInContext looks at every place of a phrase, in the order of dates, with more text around, and takes it away as a table.
func TestWordsInContext(t *testing.T) {
	for name, s := range map[string]screen{"desk": {}, "phone": {width: 390, noScript: true}} {
		t.Run(name, func(t *testing.T) {
			b := open(t, s)
			b.visit("/?q=s%C3%B4ng+Th%E1%BA%A1ch")
			b.follow(`.menu a[href^="/kwic"]`)
			b.shows(".total", "chỗ trong")
			dates := ask[[]string](b, "[...document.querySelectorAll('.sources time')].map(t => t.dateTime)")
			if len(dates) < 3 || !slices.IsSorted(dates) {
				t.Errorf("dates %v", dates)
			}
			for _, m := range ask[[]string](b, "[...document.querySelectorAll('.lines mark')].map(m => m.innerText)") {
				if !strings.EqualFold(m, "sông Thạch") {
					t.Errorf("%q is shown", m)
				}
			}
			if s.width == 0 { // the words stand one below the other
				if places := ask[[]float64](b, "[...new Set([...document.querySelectorAll('.lines mark')].slice(0, 20).map(m => Math.round(m.getBoundingClientRect().left + m.offsetWidth / 2)))]"); slices.Max(places)-slices.Min(places) > 40 {
					t.Errorf("the words stand at %v", places)
				}
				table := ask[string](b, "fetch(document.querySelector('.files a').href).then(r => r.text())")
				if n := strings.Count(table, "\r\n") - 1; n < len(dates) || !strings.Contains(table, "sông Thạch") {
					t.Errorf("a table of %d lines", n)
				}
			}
			before := len(b.text(".lines li"))
			b.follow(`.sorts a[href*="width=150"]`)
			if after := len(b.text(".lines li")); after <= before {
				t.Errorf("%d letters with much text around, %d with some", after, before)
			}
			b.follow(".sources h2 a")
			if b.count("article mark") == 0 {
				t.Error("the article has no marks")
			}
		})
	}
}
