package server

import (
	"html"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var meantLink = regexp.MustCompile(`<p class="meant">Có phải bạn muốn tìm: <a href="([^"]+)" lang="vi">(.*)</a></p>`)

// TestDidYouMean wants a page to answer what was typed and to link to what may have been meant, with the same filters.
func TestDidYouMean(t *testing.T) {
	s, err := New(realIndex(t, filepath.Join(t.TempDir(), "idx"), filepath.Join("..", "..", "testdata", "archive")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	page := call(t, s, "GET", "/?q="+url.QueryEscape(`"dang uy"`)+"&year=2020", "").Body.String()
	found := meantLink.FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the page asks nothing:\n%s", page)
	}
	address, err := url.Parse(html.UnescapeString(found[1]))
	if err != nil || address.Query().Get("q") != `"đảng ủy"` || address.Query().Get("year") != "2020" || address.Query().Has("did_you_mean") {
		t.Errorf("the link goes to %s", found[1])
	}
	if found[2] != `&#34;<em>đảng</em> <em>ủy</em>&#34;` {
		t.Errorf("the link reads %s", found[2])
	}
	if !strings.Contains(page, `<q lang="vi">&#34;dang uy&#34;</q>`) {
		t.Error("the page does not say what was typed")
	}
	right := call(t, s, "GET", "/?q="+url.QueryEscape("đảng ủy")+"&did_you_mean=true", "").Body.String()
	if meantLink.MatchString(right) || strings.Contains(right, "did_you_mean") {
		t.Error("a query that is right is asked about, or the parameter spreads through the links")
	}
	answer := call(t, s, "GET", "/api/v1/search?q=dang+uy&did_you_mean=true", "").Body.String()
	if !strings.Contains(answer, `"did_you_mean":{"query":"đảng ủy","kind":"accents","html":"`) {
		t.Errorf("the API answers %s", answer)
	}
}
