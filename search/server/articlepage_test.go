package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"timbao/search"
	"timbao/search/query"
)

// linkOf is the address of the first link with an attribute; "" if there is none.
func linkOf(all []element, name, value string) string {
	for _, e := range all {
		if e.name == "a" && e.attrs[name] == value {
			return e.attrs["href"]
		}
	}
	return ""
}

// TestHitsFollowEachOther goes through all hits of a search by the links between their pages, forwards and backwards, past the place from
// which only cursors go on.
func TestHitsFollowEachOther(t *testing.T) {
	s := start(t, newFake(150), Options{}) // 1,200 articles
	const first = "/?q=&limit=100&offset=900"
	_, all := pageOf(t, s, first, 200)
	at := linkOf(all, "href", all[indexOfHit(all)].attrs["href"])
	var seen []string
	for at != "" && len(seen) < 400 {
		u, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}
		seen = append(seen, u.Path)
		_, all = pageOf(t, s, at, 200)
		at = linkOf(all, "rel", "next")
	}
	if len(seen) != 300 {
		t.Fatalf("%d articles from the 901st of 1,200", len(seen))
	}
	body, all := pageOf(t, s, "/articles"+strings.TrimPrefix(seen[0], "/articles")+"?limit=100&offset=900&hit=1", 200)
	contains(t, body, "bài 901 trên 1.200")
	back := linkOf(all, "rel", "prev")
	if u, err := url.Parse(back); err != nil || u.Query().Get("offset") != "800" || u.Query().Get("hit") != "100" {
		t.Errorf("before the first of its page: %s (%v)", back, err)
	}
}

// indexOfHit is the first link to an article.
func indexOfHit(all []element) int {
	for i, e := range all {
		if strings.HasPrefix(e.attrs["href"], "/articles/") {
			return i
		}
	}
	return 0
}

// TestAHitThatMovedHasNoNeighbours opens an article at a place where it is not.
func TestAHitThatMovedHasNoNeighbours(t *testing.T) {
	s := start(t, newFake(2), Options{})
	for _, place := range []string{"3", "99", "0", "-1", "x", "9999999999999999999999"} {
		_, all := pageOf(t, s, "/articles/archive/2019/10/lu-quet.txt?q=l%C5%A9+qu%C3%A9t&hit="+place, 200)
		if next := linkOf(all, "rel", "next"); next != "" {
			t.Errorf("hit %s: next is %s", place, next)
		}
		if back := linkOf(all, "class", "back"); back != "/?q=l%C5%A9+qu%C3%A9t" {
			t.Errorf("hit %s: back to %q", place, back)
		}
	}
}

func TestMarksAreNumbered(t *testing.T) {
	s := start(t, newFake(1), Options{})
	const article = "/articles/archive/2019/10/lu-quet.txt?q=l%C5%A9"
	body, all := pageOf(t, s, article, 200)
	total := strings.Count(body, "<mark id=")
	if total < 3 || strings.Contains(body, `class="here"`) || linkOf(all, "class", "next") != markAddress(article, 1) {
		t.Errorf("%d marks, next %s", total, linkOf(all, "class", "next"))
	}
	body, all = pageOf(t, s, strings.Split(markAddress(article, 2), "#")[0], 200)
	contains(t, body, `<mark id="m2" class="here">`, "chỗ 2 trên")
	if got := [2]string{linkOf(all, "class", "previous"), linkOf(all, "class", "next")}; got != [2]string{markAddress(article, 1), markAddress(article, 3)} {
		t.Errorf("around place 2: %v", got)
	}
	if body, _ = pageOf(t, s, article+"&mark=999", 200); strings.Contains(body, `class="here"`) {
		t.Error("place 999 is there")
	}
	if body, _ = pageOf(t, s, "/articles/archive/2019/10/lu-quet.txt?q=(l%C5%A9", 200); strings.Contains(body, "<mark") {
		t.Error("a malformed query marks something")
	}
}

// markAddress is the address of a found place.
func markAddress(article string, mark int) string {
	path, query, _ := strings.Cut(article, "?")
	return path + "?mark=" + strconv.Itoa(mark) + "&" + query + "#m" + strconv.Itoa(mark)
}

func TestTheCardIsData(t *testing.T) {
	f := newFake(1)
	const evil = `</script><script>alert(1)</script>`
	f.articles = append(f.articles, &search.Article{ID: "evil", Title: evil, Lead: evil, Authors: []string{evil}, Place: evil, URL: "javascript:alert(1)"})
	body, _ := pageOf(t, start(t, f, Options{Title: "Báo " + evil}), "/articles/evil", 200)
	_, block, _ := strings.Cut(body, `<script type="application/ld+json">`)
	block, _, _ = strings.Cut(block, "</script>")
	var card map[string]any
	if err := json.Unmarshal([]byte(block), &card); err != nil || card["headline"] != evil || card["@type"] != "NewsArticle" || card["sameAs"] != nil {
		t.Errorf("%v: %s", err, block)
	}
	if strings.Contains(body, "<script>") {
		t.Error("text became a script")
	}
}

// Read finds an article by its id and marks the words of a query in it.
func (f *fake) Read(ctx context.Context, id string, r search.Request) (*search.Reading, error) {
	if strings.Contains(r.Query, "(") {
		return nil, fmt.Errorf("search: %w", &query.Error{Query: r.Query, Message: "this bracket is not closed"})
	}
	a, err := f.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	terms := strings.Fields(strings.ToLower(r.Query))
	all := func(texts []string) []string {
		out := make([]string, len(texts))
		for i, text := range texts {
			out[i] = marked(text, terms, search.MarkupHTML)
		}
		return out
	}
	one := all([]string{a.Title, a.Lead})
	return &search.Reading{Article: a, Title: one[0], Lead: one[1], Body: all(a.Body), Captions: all(a.Captions)}, nil
}

func TestTheReferenceToAnArticle(t *testing.T) {
	s := start(t, newFake(1), Options{Newspaper: "Báo Bình Sơn"})
	const article = "/articles/archive/2019/10/lu-quet.txt"
	body, _ := pageOf(t, s, article+"?q=l%C5%A9", 200)
	contains(t, body, "Lò Thị Mây (2019), “Lũ quét cuốn trôi", "Báo Bình Sơn", "@article{", "TY  - NEWS", `href="`+article+`?cite=bibtex"`, `href="`+article+`?cite=ris"`)
	for form, want := range map[string][3]string{
		"bibtex": {"application/x-bibtex", ".bib", "@article{"},
		"ris":    {"application/x-research-info-systems", ".ris", "TY  - NEWS\r\n"},
	} {
		w := call(t, s, "GET", article+"?cite="+form, "")
		h := w.Header()
		if w.Code != 200 || !strings.HasPrefix(h.Get("Content-Type"), want[0]) || !strings.Contains(h.Get("Content-Disposition"), want[1]) || !strings.HasPrefix(w.Body.String(), want[2]) {
			t.Errorf("%s: %d %v\n%s", form, w.Code, h, w.Body)
		}
	}
	if w := call(t, s, "GET", "/articles/none?cite=ris", ""); w.Code != 404 {
		t.Errorf("no article: %d", w.Code)
	}
	if body, _ := pageOf(t, s, article+"?cite=%3Cx%3E", 200); strings.Contains(body, "cite=%3C") {
		t.Error("a form that there is not is carried along")
	}
}

func TestRelatedArticles(t *testing.T) {
	f := newFake(3)
	s := start(t, f, Options{})
	body, _ := pageOf(t, s, "/articles/archive/2019/10/lu-quet.txt", 200)
	contains(t, body, "Bản khác của bài này", "Bài tương tự", `<a href="/articles/archive/2019/10/lu-quet-1.txt">`)
}
