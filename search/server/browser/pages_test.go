//go:build browser

package browser

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// seed is the article that has everything: a caption, a byline, marks in many paragraphs.
const (
	seedID = "archive/2020/01/000_d249a57545fbbced.txt"
	seed   = "/articles/" + seedID
)

// shownPage is a page to audit and to picture.
type shownPage struct {
	name, path string
	status     int // that is not 200
}

// everyPage is each kind of page in each of its states.
func everyPage() []shownPage {
	return []shownPage{
		{name: "home", path: "/"},
		{name: "results", path: "/?q=l%C5%A9+s%C3%B4ng"},
		{name: "filtered", path: "/?q=&section=Th%E1%BB%9Di+s%E1%BB%B1&section=Kinh+t%E1%BA%BF&year=2020&year=2019&not_place=Ba+Nghi&from=2015"},
		{name: "versions", path: "/?q=t%E1%BB%95ng+k%E1%BA%BFt+%C4%91%E1%BA%A3ng+b%E1%BB%99"},
		{name: "nothing", path: "/?q=l%C5%A9&year=2020&section=Y+t%E1%BA%BF&not_place=H%C3%B2a+L%C3%A2m"},
		{name: "wrong-query", path: "/?q=%28l%C5%A9+OR", status: 400},
		{name: "article", path: seed + "?q=dang+uy+khoi"},
		{name: "article-plain", path: "/articles/archive/2020/10/lu-song-thach-len-nhanh.txt"},
		{name: "about", path: "/about"},
		{name: "trends", path: "/trends?term=l%C5%A9&term=b%C3%A3o&term=h%E1%BA%A1n&by=year"},
		{name: "trends-start", path: "/trends"},
		{name: "kwic", path: "/kwic?q=s%C3%B4ng+th%E1%BA%A1ch"},
		{name: "kwic-start", path: "/kwic"},
		{name: "meant", path: "/?q=hoi+dong+nhan+dan"},
		{name: "missing", path: "/articles/none", status: 404},
		{name: "api", path: "/api/?lang=en"},
	}
}

// see opens a page.
func (b *tab) see(p shownPage) {
	b.t.Helper()
	if p.status != 0 {
		b.expect("Failed to load resource")
	}
	b.visit(p.path)
}

// TestPictures writes a picture of every page into the folder TIMBAO_SHOTS. Without the folder it still looks whether a page is wider
// than the screen, which on a phone means that it has to be pushed sideways to be read.
func TestPictures(t *testing.T) {
	folder := os.Getenv("TIMBAO_SHOTS")
	for _, s := range everyScreen() {
		b := open(t, s)
		for _, p := range everyPage() {
			b.see(p)
			if wide := ask[int](b, "document.documentElement.scrollWidth"); int64(wide) > s.width {
				t.Errorf("%s on %s is %d px wide", p.name, s, wide)
			}
			if folder == "" {
				continue
			}
			picture, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, p.name+"-"+s.String()+".png"), picture, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestNarrowestScreen looks whether pages fit into 320 px, which is also what a desk's screen has at a zoom of 400 % (WCAG 1.4.10).
func TestNarrowestScreen(t *testing.T) {
	b := open(t, screen{width: 320})
	for _, p := range everyPage() {
		b.see(p)
		if wide := ask[int](b, "document.documentElement.scrollWidth"); wide > 320 {
			t.Errorf("%s is %d px wide", p.name, wide)
		}
	}
}
