//go:build browser

package browser

import "testing"

// TestTheAPIFromThePage goes from the foot of a page to the description of the API, tries an example of it, and finds what the page finds.
func TestTheAPIFromThePage(t *testing.T) {
	b := open(t, screen{})
	b.visit("/?q=l%C5%A9")
	b.follow(`.foot .made a`)
	b.shows("main", "/api/v1/search", "/api/v1/kwic", "urn:problem-type:timbao:bad-query")
	for _, address := range ask[[]string](b, "[...document.querySelectorAll('.try a')].map(a => a.href)") {
		if status := ask[int](b, "fetch("+quote(address)+").then(r => r.status)"); status != 200 {
			t.Errorf("the example %s answers %d", address, status)
		}
	}
	for page, api := range map[string]string{"/?q=l%C5%A9&year=2020&not_section=Kinh+t%E1%BA%BF": "/api/v1/search?exact_total=true&q=l%C5%A9&year=2020&not_section=Kinh+t%E1%BA%BF", "/?q=": "/api/v1/search?exact_total=true"} {
		total := ask[int](b, "fetch("+quote(api)+").then(r => r.json()).then(a => a.total)")
		titles := ask[[]string](b, "fetch("+quote(api)+").then(r => r.json()).then(a => a.hits.map(h => h.title))")
		b.visit(page)
		if shown := ask[int](b, "parseInt(document.querySelector('.total strong').innerText.replace('.', ''))"); shown != total {
			t.Errorf("%s shows %d articles, the API %d", page, shown, total)
		}
		if got := b.titles(); len(got) == 0 || len(got) != len(titles) || got[0] != titles[0] {
			t.Errorf("%s shows %q, the API %q", page, got, titles)
		}
	}
}

// quote writes a text as JavaScript does.
func quote(s string) string { return `"` + s + `"` }
