package server

import (
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"timbao/search"
	"timbao/search/query"
)

// element is one tag of a page with its attributes.
type element struct {
	name  string
	attrs map[string]string
}

// elements reads a page, and complains about tags that are not closed in order, ids that occur twice, and links to ids that are not there.
func elements(t *testing.T, page string) []element {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(page, "<!doctype html>")))
	d.Strict, d.Entity = false, xml.HTMLEntity
	void := map[string]bool{"meta": true, "link": true, "input": true, "br": true}
	var all []element
	var open []string
	ids := map[string]int{}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
		switch e := token.(type) {
		case xml.StartElement:
			el := element{e.Name.Local, map[string]string{}}
			for _, a := range e.Attr {
				name := a.Name.Local
				if a.Name.Space != "" {
					name = a.Name.Space + ":" + name
				}
				el.attrs[name] = a.Value
			}
			all = append(all, el)
			if id := el.attrs["id"]; id != "" {
				ids[id]++
			}
			if !void[el.name] {
				open = append(open, el.name)
			}
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != e.Name.Local {
				t.Fatalf("</%s> closes %v in\n%s", e.Name.Local, open, page)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%v are never closed", open)
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("id %s occurs %d times", id, n)
		}
	}
	for _, e := range all {
		for _, a := range []string{"for", "aria-labelledby"} {
			if to := e.attrs[a]; to != "" && ids[to] == 0 {
				t.Errorf("%s=%q points nowhere", a, to)
			}
		}
		if to, ok := strings.CutPrefix(e.attrs["href"], "#"); ok && ids[to] == 0 {
			t.Errorf("href=#%s points nowhere", to)
		}
	}
	return all
}

// pageOf fetches a page and reads it.
func pageOf(t *testing.T, s *Server, target string, status int) (string, []element) {
	t.Helper()
	w := call(t, s, "GET", target, "")
	if w.Code != status || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Fatalf("%s: %d %s\n%s", target, w.Code, w.Header().Get("Content-Type"), w.Body)
	}
	return w.Body.String(), elements(t, w.Body.String())
}

// everyPage is an address of each kind of page with its status.
func everyPage() map[string]int {
	return map[string]int{
		"/": 200, "/?q=": 200, "/?q=l%C5%A9": 200, "/?q=l%C5%A9&year=2019&section=X%C3%A3+h%E1%BB%99i&from=2001&to=2030": 200, "/?q=zzz&place=x": 200, "/?q=(": 400,
		"/?q=x&from=never&year=2019": 400, "/?limit=-1": 400, "/?q=&cursor=after-10": 200, "/?q=&cursor=bad": 400, "/?q=%zz": 400,
		"/articles/archive/2019/10/lu-quet.txt": 200, "/articles/archive/2019/10/lu-quet.txt?q=l%C5%A9&year=2019": 200, "/articles/none": 404, "/articles/": 404, "/about": 200, "/trends": 200, "/kwic": 200, "/kwic?q=l%C5%A9&sort=date:desc&width=30&not_place=x": 200, "/kwic?q=l%C5%A9&width=x": 400, "/trends?term=l%C5%A9&term=&by=year&section=X%C3%A3+h%E1%BB%99i": 200, "/trends?term=l%C5%A9&by=week": 400,
	}
}

func TestEveryPageIsSoundAndWorksWithoutScript(t *testing.T) {
	s := start(t, newFake(3), Options{})
	for target, status := range everyPage() {
		body, all := pageOf(t, s, target, status)
		count, searches := map[string]int{}, 0
		labels := map[string]bool{}
		for _, e := range all {
			count[e.name]++
			labels[e.attrs["for"]] = true
			if e.attrs["role"] == "search" {
				searches++
			}
			if e.name == "script" && e.attrs["type"] == "application/ld+json" {
				count["script"]-- // data, which nobody runs
			} else if e.name == "script" && !strings.HasPrefix(e.attrs["src"], "/assets/") {
				t.Errorf("%s: <script %v>", target, e.attrs)
			}
			for name, value := range e.attrs {
				if name == "style" || strings.HasPrefix(name, "on") || strings.HasPrefix(value, "javascript:") {
					t.Errorf("%s: <%s %s=%q> is inline", target, e.name, name, value)
				}
				if (name == "href" || name == "src" || name == "action") && (strings.Contains(value, "//") || value == "") {
					t.Errorf("%s: <%s %s=%q> leaves the site or is empty", target, e.name, name, value)
				}
			}
		}
		for _, e := range all {
			if (e.name == "input" && e.attrs["type"] != "hidden" || e.name == "select") && !labels[e.attrs["id"]] {
				t.Errorf("%s: input %q has no label", target, e.attrs["name"])
			}
		}
		if count["style"] != 0 || count["h1"] != 1 || count["main"] != 1 || count["header"]-count["article"] != 1 || searches != 1 {
			t.Errorf("%s: elements %v", target, count)
		}
		if !strings.Contains(body, `<html lang="vi"`) || !strings.Contains(body, `class="skip" href="#main"`) {
			t.Errorf("%s lacks language or skip link", target)
		}
	}
}

func TestEveryLinkOfThePageWorks(t *testing.T) {
	f := newFake(3)
	odd := &search.Article{ID: `https://bao.example/a?b=1#2 50%"<x>`, Title: "Lạ", Section: `A&B "C"`}
	odd.Body = []string{"lạ"}
	f.articles = append(f.articles, odd)
	s := start(t, f, Options{})
	seen := map[string]bool{}
	for target, status := range everyPage() {
		_, all := pageOf(t, s, target, status)
		for _, e := range all {
			href, _, _ := strings.Cut(e.attrs["href"], "#")
			if href == "" || seen[href] {
				continue
			}
			seen[href] = true
			if w := call(t, s, "GET", href, ""); w.Code != 200 && !strings.Contains(target, "(") && status == 200 {
				t.Errorf("%s links to %s: %d", target, href, w.Code)
			}
		}
	}
	if len(seen) < 50 {
		t.Errorf("only %d links", len(seen))
	}
}

// contains complains about what a page lacks.
func contains(t *testing.T, page string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q:\n%s", want, page)
		}
	}
}

func TestTheStartPage(t *testing.T) {
	body, _ := pageOf(t, start(t, newFake(200), Options{Title: "Báo <Bình Sơn>"}), "/", 200)
	contains(t, body, "Báo &lt;Bình Sơn&gt;", "<strong>1.600 bài báo</strong>", "/?year=2019", "Cách tìm", `name="q"`, " autofocus")
	body, _ = pageOf(t, start(t, &fake{}, Options{}), "/", 200)
	contains(t, body, "Kho chưa có bài nào")
}

func TestAPageOfHits(t *testing.T) {
	s := start(t, newFake(2), Options{})
	body, _ := pageOf(t, s, "/?q=l%C5%A9+qu%C3%A9t&sort=date:desc&year=2019", 200)
	contains(t, body,
		"<title>lũ quét – Kho báo</title>", `<strong>2 bài</strong> cho <q lang="vi">lũ quét</q>`, "3,4 ms", "Bài 1–2",
		`<a href="/articles/archive/2019/10/lu-quet.txt?hit=1&amp;q=l%C5%A9&#43;qu%C3%A9t&amp;sort=date%3Adesc&amp;year=2019"><mark>Lũ</mark> <mark>quét</mark> cuốn`,
		`<time datetime="2019-10-09T07:40:00&#43;07:00">09/10/2019 07:40</time>`, "<span>Xã hội</span>", "<span>Lò Thị Mây</span>", "<span>Nậm Tiên</span>",
		`<p class="path">archive/2019/10/lu-quet.txt</p>`, `value="lũ quét"`, `<a href="/?q=l%C5%A9&#43;qu%C3%A9t&amp;sort=date%3Adesc&amp;year=2019" aria-current="true">Mới nhất</a>`,
		`<input type="hidden" name="year" value="2019">`, `<span class="hidden">Bỏ lọc </span><span class="of">Năm:</span> <span lang="vi">2019</span>`,
	)
	body, _ = pageOf(t, s, "/?q=tai+n%E1%BA%A1n", 200)
	contains(t, body, "&lt;nặng&gt;", ">03/07/2017</time>")
}

func TestFacetsToggle(t *testing.T) {
	s := start(t, newFake(2), Options{})
	_, all := pageOf(t, s, "/?q=&year=2019&year=2020&place=N%E1%BA%ADm+Ti%C3%AAn&offset=1&limit=5", 200)
	links := map[string]bool{}
	for _, e := range all {
		links[e.attrs["href"]] = e.attrs["aria-current"] == "true"
	}
	for want, active := range map[string]bool{
		"/?limit=5&place=N%E1%BA%ADm+Ti%C3%AAn&year=2020":                                       true,  // 2019 taken away
		"/?limit=5&year=2019&year=2020":                                                         true,  // the place taken away
		"/?limit=5&place=N%E1%BA%ADm+Ti%C3%AAn&section=X%C3%A3+h%E1%BB%99i&year=2019&year=2020": false, // the section added
		"/?limit=5": false, // all taken away
	} {
		if got, ok := links[want]; !ok || got != active {
			t.Errorf("link %s: there %v, active %v, want %v", want, ok, got, active)
		}
	}
}

func TestPaging(t *testing.T) {
	s := start(t, newFake(150), Options{}) // 1,200 articles
	next := regexp.MustCompile(`<a rel="next" class="next" href="([^"]+)"`)
	target, pages, cursors, seen := "/?q=&limit=100", 0, 0, map[string]bool{}
	for target != "" {
		body, all := pageOf(t, s, target, 200)
		pages++
		for _, e := range all {
			if strings.HasPrefix(e.attrs["href"], "/articles/") {
				u, err := url.Parse(e.attrs["href"])
				if err != nil || seen[u.Path] {
					t.Errorf("%s is shown twice (%v)", u, err)
				}
				seen[u.Path] = true
			}
		}
		if strings.Contains(target, "cursor=") {
			cursors++
			contains(t, body, "Về trang đầu")
		} else if pages > 1 {
			contains(t, body, `rel="prev"`)
		}
		target = ""
		if m := next.FindStringSubmatch(body); m != nil {
			target = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if pages != 12 || cursors != 1 || len(seen) != 1200 {
		t.Errorf("%d pages, %d by cursor, %d articles", pages, cursors, len(seen))
	}
}

func TestTheBackLinkKeepsTheSearch(t *testing.T) {
	s := start(t, newFake(1), Options{})
	body, all := pageOf(t, s, "/articles/archive/2019/10/lu-quet.txt?q=l%C5%A9&year=2019&facet_size=100", 200)
	contains(t, body, `<h1><mark id="m1">Lũ</mark> quét cuốn trôi ba căn nhà ở xã Nậm Tiên</h1>`, "Tin, ảnh: Lò Thị Mây", "Quang cảnh buổi làm việc.", "archive/2019/10/lu-quet.txt", "chuyên mục", `value="lũ"`)
	back := ""
	for i, e := range all {
		if e.attrs["class"] == "back" {
			back = all[i].attrs["href"]
		}
	}
	if back != "/?facet_size=100&q=l%C5%A9&year=2019" {
		t.Errorf("back to %q", back)
	}
	if body, _ := pageOf(t, s, "/articles/archive/2019/10/lu-quet.txt?limit=-1", 200); strings.Contains(body, "limit") {
		t.Error("a bad parameter is carried along")
	}
}

func TestWhatThePageDoesNotOfferDoesNotSpread(t *testing.T) {
	f := newFake(2)
	body, _ := pageOf(t, start(t, f, Options{}), "/?q=l%C5%A9&highlight=none&explain=true&facet=year&snippets=9&utm_source=x", 200)
	contains(t, body, "<mark>Lũ</mark>", `id="facet-place"`)
	for _, unwanted := range []string{"highlight=", "explain=", "facet=", "snippets=", "utm_source"} {
		if strings.Contains(body, unwanted) {
			t.Errorf("the page carries %s along", unwanted)
		}
	}
}

func TestNothingFoundHelps(t *testing.T) {
	s := start(t, newFake(1), Options{})
	body, _ := pageOf(t, s, "/?q=zzz&year=2019", 200)
	contains(t, body, `Không tìm thấy bài nào cho <q lang="vi">zzz</q>`, `href="/?q=zzz"`, "Bớt từ", "Gõ không dấu")
	for query, want := range map[string][]string{
		"q=l%C5%A9&year=2021":                       {`<a href="/?q=l%C5%A9">Bỏ lọc Năm: 2021</a> <span class="count">1 bài</span>`},
		"q=l%C5%A9&not_section=X%C3%A3+h%E1%BB%99i": {`<a href="/?q=l%C5%A9">Thôi loại bỏ Chuyên mục: Xã hội</a> <span class="count">1 bài</span>`},
		"q=l%C5%A9&year=2021&place=x":               {`<a href="/?q=l%C5%A9">Bỏ hết bộ lọc</a> <span class="count">1 bài</span>`},
		"q=%22qu%C3%A9t%22+%22l%C5%A9%22":           {`<a href="/?q=qu%C3%A9t&#43;l%C5%A9">Tìm không cần đúng cụm từ</a> <span class="count">1 bài</span>`},
	} {
		body, _ := pageOf(t, s, "/?"+query, 200)
		contains(t, body, want...)
		if strings.Contains(body, "0 bài") {
			t.Errorf("%s: what finds nothing either is offered", query)
		}
	}
}

func TestMonthsStandWithTheirYear(t *testing.T) {
	s := start(t, newFake(2), Options{})
	body, all := pageOf(t, s, "/?q=&year=2019&month=9-2019", 200)
	contains(t, body, "tháng 10/2019", "<span lang=\"vi\">tháng 9/2019</span>")
	links := map[string]bool{}
	for _, e := range all {
		links[e.attrs["href"]] = true
	}
	for _, want := range []string{
		"/?q=", // the year taken away, and its month with it
		"/?month=9-2019&month=2019-10&year=2019",
		"/?year=2019", // the month taken away
		"/?month=9-2019&not_month=2019-10&year=2019",
	} {
		if !links[want] {
			t.Errorf("there is no link %s", want)
		}
	}
	if body, _ := pageOf(t, s, "/?q=", 200); strings.Contains(body, "tháng 10/2019") {
		t.Error("months are shown though no year is selected")
	}
}

func TestExcluding(t *testing.T) {
	s := start(t, newFake(2), Options{})
	_, all := pageOf(t, s, "/?q=&section=Kinh+t%E1%BA%BF&not_place=Thanh+L%C3%A2m", 200)
	links := map[[2]string]bool{}
	for _, e := range all {
		links[[2]string{e.attrs["href"], e.attrs["title"] + e.attrs["class"]}] = true
	}
	for _, want := range [][2]string{
		{"/?not_author=Thu+Ho%C3%A0i&not_place=Thanh+L%C3%A2m&section=Kinh+t%E1%BA%BF", "Loại bỏ Tác giả: Thu Hoàiexclude"},
		{"/?section=Kinh+t%E1%BA%BF", "chip not"},
		{"/?section=Kinh+t%E1%BA%BF", "pick"}, // the excluded value among the others
		{"/?not_place=Thanh+L%C3%A2m", "chip"},
		{"/?not_place=Thanh+L%C3%A2m&section=Kinh+t%E1%BA%BF&section=X%C3%A3+h%E1%BB%99i", "pick"}, // one more section
	} {
		if !links[want] {
			t.Errorf("there is no link %q", want)
		}
	}
	// What is excluded can be selected, and is then no longer excluded.
	if got := stateOf(search.Request{NotSections: []string{"A"}}).toggle("section", "A").url(); got != "/?section=A" {
		t.Error(got)
	}
	if got := stateOf(search.Request{Sections: []string{"A", "B"}, Cursor: "x"}).toggle("not_section", "A").url(); got != "/?not_section=A&section=B" {
		t.Error(got)
	}
}

func TestTheWholeResultAsAFile(t *testing.T) {
	body, _ := pageOf(t, start(t, newFake(2), Options{}), "/?q=l%C5%A9&year=2019&offset=1&limit=1&lang=en", 200)
	contains(t, body, `href="/api/v1/export?format=csv&amp;q=l%C5%A9&amp;year=2019"`, `href="/api/v1/export?format=bibtex&amp;`, `<a href="/feed.atom?q=l%C5%A9&amp;year=2019">`,
		`<link rel="alternate" type="application/atom+xml" href="/feed.atom?q=l%C5%A9&amp;year=2019"`, `<link rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"`)
}

func TestVersionsUnfold(t *testing.T) {
	f := newFake(2)
	f.versions = []search.Version{{ID: "archive/2019/10/lu-quet-1.txt", Title: "Lũ quét (bản sau)", Section: "Xã hội"}}
	s := start(t, f, Options{})
	body, _ := pageOf(t, s, "/?q=l%C5%A9", 200)
	contains(t, body, "<summary>1 bản khác</summary>", `<a href="/articles/archive/2019/10/lu-quet-1.txt?q=l%C5%A9">Lũ quét (bản sau)</a>`, `href="/?q=l%C5%A9&amp;versions=all"`, "Hiện riêng từng bản")
	body, _ = pageOf(t, s, "/?q=l%C5%A9&versions=all", 200)
	contains(t, body, `<a href="/?q=l%C5%A9">Gộp các bản`)
}

func TestErrorPagesSayWhatAndWhere(t *testing.T) {
	s := start(t, newFake(1), Options{})
	body, _ := pageOf(t, s, "/?q=h%E1%BB%99i+(nh%C3%A2n&year=2019", 400)
	contains(t, body, "Câu tìm viết chưa đúng", "ký tự thứ 5", "hội (nhân\n    ^", "this bracket is not closed; add )", `value="hội (nhân"`, `<span class="of">Năm:</span>`)
	body, _ = pageOf(t, s, "/?q=x&from=%3Cb%3E", 400)
	contains(t, body, "Điều kiện tìm chưa đúng", "Từ ngày", "<code>&lt;b&gt;</code>", "phải là ngày", `type="hidden" name="from" value="&lt;b&gt;"`)
	body, _ = pageOf(t, s, "/articles/none", 404)
	contains(t, body, "Không có trang này")
	if w := call(t, s, "GET", "/none", "", "Accept", "text/html,*/*"); w.Code != 404 || !strings.Contains(w.Body.String(), "Không có trang này") {
		t.Errorf("a browser gets %d %s", w.Code, w.Body)
	}
	if w := call(t, s, http.MethodPost, "/", ""); w.Code != 405 || w.Header().Get("Allow") != "GET, HEAD" || !strings.Contains(w.Body.String(), "<!doctype html>") {
		t.Errorf("POST /: %d %v", w.Code, w.Header())
	}
}

func TestHostileTextStaysText(t *testing.T) {
	const evil = `"><script>alert(1)</script>`
	f := newFake(1)
	f.articles = []*search.Article{{
		ID: evil, Title: evil, Lead: evil, Body: []string{evil}, Captions: []string{evil}, Authors: []string{evil}, Section: evil, Place: evil,
		Byline: evil, URL: "javascript:alert(1)", Guessed: []string{evil}, Photographers: []string{evil},
	}}
	f.articles[0].Source.Path = evil
	s := start(t, f, Options{Title: evil})
	for _, target := range []string{"/", "/?q=" + url.QueryEscape(evil), "/?q=&section=" + url.QueryEscape(evil), "/articles/" + escapeID(evil) + "?q=" + url.QueryEscape(evil)} {
		body, all := pageOf(t, s, target, 200)
		if strings.Contains(body, "<script>") || strings.Contains(body, "alert(1)<") {
			t.Errorf("%s holds a script", target)
		}
		for _, e := range all {
			if e.name == "script" && e.attrs["src"] == "" && e.attrs["type"] != "application/ld+json" || strings.Contains(e.attrs["href"], "javascript") {
				t.Errorf("%s: <%s %v>", target, e.name, e.attrs)
			}
		}
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	s := start(t, newFake(1), Options{})
	body, _ := pageOf(t, s, "/", 200)
	for name, want := range map[string]string{"style.css": "text/css; charset=utf-8", "dark.css": "text/css; charset=utf-8", "icon.svg": "image/svg+xml", "article.js": "text/javascript; charset=utf-8"} {
		a := s.page.assets[name]
		if name != "article.js" {
			contains(t, body, a.url)
		}
		w := call(t, s, "GET", a.url, "")
		if w.Code != 200 || w.Header().Get("Content-Type") != want || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d %v", name, w.Code, w.Header())
		}
	}
	if strings.Contains(s.page.assets["style.css"].data, "url(") {
		t.Error("the style sheet loads something")
	}
}

func TestEscapedIDs(t *testing.T) {
	for id, want := range map[string]string{
		"archive/2020/x.txt": "archive/2020/x.txt", "a b.jsonl#12": "a%20b.jsonl%2312", "https://x/y": "https:%2F%2Fx%2Fy", "a/../b": "a%2F..%2Fb", "lũ?.txt": "l%C5%A9%3F.txt",
	} {
		if got := escapeID(id); got != want {
			t.Errorf("escapeID(%q) = %q, want %q", id, got, want)
		}
	}
}

func TestTheExamplesOfTheStartPageAreQueries(t *testing.T) {
	for _, e := range examples() {
		if _, err := query.Parse(e.Text); err != nil {
			t.Errorf("%s: %v", e.Text, err)
		}
	}
}
