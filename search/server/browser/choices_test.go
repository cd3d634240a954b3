//go:build browser

package browser

import "testing"

// TestEnglishAndBack switches the language, which then holds for every page.
func TestEnglishAndBack(t *testing.T) {
	b := open(t, screen{noScript: true})
	b.visit("/?q=l%C5%A9")
	b.shows(".total", "14 bài cho")
	b.follow(".masthead .lang")
	b.shows(".total", "14 articles for")
	b.follow(".hit h2 a")
	b.shows(".around", "Back to the results", "article 1 of 14")
	if got := ask[string](b, "document.documentElement.lang + ' ' + document.querySelector('article').lang"); got != "en vi" {
		t.Errorf("languages of the page and the article: %s", got)
	}
	b.follow(".masthead .lang")
	b.shows(".around", "Về kết quả tìm")
	b.visit("/")
	b.shows("h1", "79 bài báo")
}

// TestTheBrowsersLanguage opens the page with browsers that ask for one language or another.
func TestTheBrowsersLanguage(t *testing.T) {
	for language, want := range map[string]string{"en-GB,en;q=0.9": "79 articles", "vi,en;q=0.5": "79 bài báo", "fr": "79 bài báo", "en;q=0.4,vi;q=0.6": "79 bài báo"} {
		b := open(t, screen{language: language})
		b.visit("/")
		b.shows("h1", want)
	}
}

// TestDarkAndLight switches the colours against those of the system, without a script.
func TestDarkAndLight(t *testing.T) {
	const ground = "getComputedStyle(document.body).backgroundColor"
	for _, s := range []screen{{noScript: true}, {noScript: true, dark: true}} {
		b := open(t, s)
		b.visit("/")
		before := ask[string](b, ground)
		b.follow(map[bool]string{false: ".masthead .in-light", true: ".masthead .in-dark"}[s.dark])
		after := ask[string](b, ground)
		b.visit("/?q=l%C5%A9")
		if kept := ask[string](b, ground); before == after || kept != after {
			t.Errorf("%s: from %s to %s, on the next page %s", s, before, after, kept)
		}
		b.follow(`.choices a[href*="theme=auto"]`)
		if again := ask[string](b, ground); again != before {
			t.Errorf("%s: as the system is %s, was %s", s, again, before)
		}
	}
}
