package web

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"timbao/indexer/charset"
	"timbao/indexer/document"
)

const text = "Sáng 14-1, xã Bình Lộc họp bàn việc đắp lại con đê đã vỡ sau mùa lũ năm ngoái, có đông đủ bà con các thôn ven sông dự họp."

// page wraps what is in the head, and above and below the text, into a page with the headline and two paragraphs.
func pageOf(head, above, below string) string {
	return "<!DOCTYPE html><html><head><meta charset=utf-8>" + head + "</head><body><h1>Đắp đê ở xã Bình Lộc</h1>" + above +
		"<div class=article-body><p>" + text + "</p><p>Đê dài hai cây số.</p></div>" + below + "</body></html>"
}

func read(t *testing.T, page string) document.Document {
	t.Helper()
	d, err := Read([]byte(page), Options{})
	if err != nil {
		t.Fatalf("%v in %s", err, page)
	}
	return d
}

func TestRead_Published(t *testing.T) {
	ld := func(s string) string { return `<script type="application/ld+json">` + s + `</script>` }
	for _, c := range []struct{ name, head, above, want string }{
		{"JSON-LD", ld(`{"@type":"NewsArticle","datePublished":"2020-01-14T19:23:00+07:00"}`), "", "2020-01-14T19:23:00+07:00"},
		{"a type that is a list, in a graph", ld(`{"@graph":[{"@type":"WebPage"},{"@type":["Article","NewsArticle"],"datePublished":"2020-01-14"}]}`), "", "2020-01-14"},
		{"a list at the top", ld(`[{"@type":"Organization","name":"X"},{"@type":"ReportageNewsArticle","datePublished":"2020-01-14"}]`), "", "2020-01-14"},
		{"an address for a type", ld(`{"@type":"http://schema.org/NewsArticle","datePublished":"2020-01-14"}`), "", "2020-01-14"},
		{"inside the page's node", ld(`{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","datePublished":"2020-01-14"}}`), "", "2020-01-14"},
		{"line breaks in strings, CDATA", ld("//<![CDATA[\n{\"@type\":\"NewsArticle\",\"description\":\"a\nb\tc\",\"datePublished\":\"2020-01-14\"}\n//]]>"), "", "2020-01-14"},
		{"damaged JSON-LD is passed over", ld(`{"@type":"NewsArticle","datePublished":"2019-01-`) + `<meta property="article:published_time" content="2020-01-14">`, "", "2020-01-14"},
		{"zeros are no date", ld(`{"@type":"NewsArticle","datePublished":"0001-01-01T00:00:00"}`) + `<meta name="pubdate" content="2020-01-14">`, "", "2020-01-14"},
		{"OpenGraph", `<meta property="article:published_time" content="2020-01-14T19:23:00+0700">`, "", "2020-01-14T19:23:00+0700"},
		{"itemprop on meta", `<meta itemprop="datePublished" content="2020-01-14 19:23">`, "", "2020-01-14 19:23"},
		{"itemprop printed", "", `<span itemprop="datePublished">14/01/2020 19:23</span>`, "14/01/2020 19:23"},
		{"Dublin Core", `<meta name="DC.date.issued" content="2020-01-14">`, "", "2020-01-14"},
		{"citation", `<meta name="citation_publication_date" content="2020/01/14">`, "", "2020/01/14"},
		{"time element", "", `<time datetime="2020-01-14T12:23:00Z">14/01</time>`, "2020-01-14T12:23:00Z"},
		{"time element without attribute", "", `<time>14/01/2020</time>`, "14/01/2020"},
		{"a class name", "", `<div class="ngay-dang">Thứ Ba, ngày 14 tháng 1 năm 2020</div>`, "Thứ Ba, ngày 14 tháng 1 năm 2020"},
		{"words around it", "", `<span class="post-date">Được đăng bởi admin2 vào 14/01/2020 - 19:23</span>`, "14/01/2020 - 19:23"},
		{"time before it", "", `<span class="post-date">Cập nhật: 19h23, Thứ Ba, 14-01-2020</span>`, "19h23, Thứ Ba, 14-01-2020"},
		{"only changed", ld(`{"@type":"NewsArticle","dateModified":"2020-01-14"}`), "", ""},
		{"of a related article's card", "", `<div class="related-news"><time datetime="2020-01-14">14/1</time></div>`, ""},
	} {
		if d := read(t, pageOf(c.head, c.above, "")); d.Published != c.want {
			t.Errorf("%s: %q, want %q (%v)", c.name, d.Published, c.want, d.Origin)
		}
	}
}

func TestRead_Title(t *testing.T) {
	const plain = "<html><body><p>" + text + "</p></body></html>"
	for _, c := range []struct{ name, page, title, weak string }{
		{"the page's headline, confirmed", pageOf("<title>Đắp đê ở xã Bình Lộc - Báo Thạch Giang điện tử</title>", "", ""), "Đắp đê ở xã Bình Lộc", "Đắp đê ở xã Bình Lộc"},
		{"cut short in og:title", pageOf(`<meta property="og:title" content="Đắp đê ở xã Bình">`, "", ""), "Đắp đê ở xã Bình Lộc", ""},
		{"og:title with site", strings.Replace(plain, "<body>", `<head><meta property="og:site_name" content="Thạch Giang"><meta property="og:title" content="Đắp đê | Thạch Giang"></head><body>`, 1), "Đắp đê", ""},
		{"escaped twice", strings.Replace(plain, "<body>", `<head><meta property="og:title" content="Lúa &amp;amp; cá: &amp;quot;đổi đời&amp;quot;"></head><body>`, 1), `Lúa & cá: "đổi đời"`, ""},
		{"a headline with dashes stays", pageOf(`<meta property="og:title" content="Bà Rịa - Vũng Tàu đón khách"><title>Bà Rịa - Vũng Tàu đón khách</title>`, "", ""), "Bà Rịa - Vũng Tàu đón khách", "Bà Rịa - Vũng Tàu đón khách"},
		{"curly quotes, in bold", "<html><head><title>Báo Thạch Giang - “Vàng trắng” rớt giá, dân lo</title></head><body><p><b>“Vàng trắng” rớt giá, dân lo</b></p><p>" + text + "</p></body></html>", "“Vàng trắng” rớt giá, dân lo", "“Vàng trắng” rớt giá, dân lo"},
		{"only <title>", strings.Replace(plain, "<body>", "<head><title>Đắp đê - thachgiang.vn</title></head><body>", 1), "", "Đắp đê"},
		{"the site's name is no headline", `<html><head><title>Đắp đê trước mùa mưa lũ</title></head><body><h1>Báo Thạch Giang</h1><p><b>Đắp đê trước mùa mưa lũ</b></p><p>` + text + "</p></body></html>", "Đắp đê trước mùa mưa lũ", "Đắp đê trước mùa mưa lũ"},
	} {
		if d := read(t, c.page); d.Title != c.title || d.Weak.Title != c.weak {
			t.Errorf("%s: %q and weakly %q, want %q and %q", c.name, d.Title, d.Weak.Title, c.title, c.weak)
		}
	}
}

func TestRead_Persons(t *testing.T) {
	for _, c := range []struct {
		name, head, above string
		want, weak        []string
	}{
		{"JSON-LD, a list", `<script type="application/ld+json">{"@type":"NewsArticle","author":[{"@type":"Person","name":"Văn Trọng"},{"@type":"Person","name":"Lê Khánh"}]}</script>`, "", []string{"Văn Trọng", "Lê Khánh"}, nil},
		{"JSON-LD, a string", `<script type="application/ld+json">{"@type":"NewsArticle","author":"Văn Trọng"}</script>`, "", []string{"Văn Trọng"}, nil},
		{"the site is no author", `<meta property="og:site_name" content="Thạch Giang"><script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Thạch Giang"}}</script>`, "", nil, nil},
		{"a page of Facebook is no author", `<meta property="article:author" content="https://facebook.com/x">`, "", nil, nil},
		{"meta author is weak", `<meta name="author" content="Văn Trọng">`, "", nil, []string{"Văn Trọng"}},
		{"a class name", "", `<p class="author">Tin, ảnh: Văn Trọng</p>`, []string{"Tin, ảnh: Văn Trọng"}, nil},
		{"rel", "", `<a rel="author" href="/a">Văn Trọng</a>`, []string{"Văn Trọng"}, nil},
	} {
		if d := read(t, pageOf(c.head, c.above, "")); !reflect.DeepEqual(d.Authors, c.want) || !reflect.DeepEqual(d.Weak.Authors, c.weak) {
			t.Errorf("%s: %q and weakly %q, want %q and %q", c.name, d.Authors, d.Weak.Authors, c.want, c.weak)
		}
	}
}

// brief writes blocks as one string: the kind's first letter and the text.
func brief(blocks []document.Block) string {
	var out []string
	for _, b := range blocks {
		out = append(out, "PHCRI"[b.Kind:b.Kind+1]+":"+b.Line())
	}
	return strings.Join(out, "/")
}

func TestFragment(t *testing.T) {
	for _, c := range []struct{ name, markup, want string }{
		{"plain text", "Một dòng", "P:Một dòng"},
		{"paragraphs and blanks", "<p> Một\n hai </p> <p>\u00a0</p><p>Ba</p>", "P:Một hai/P:Ba"},
		{"breaks", "Một<br>hai<br><br>Ba<br/>\u00a0<br/>Bốn", "P:Một\nhai/P:Ba/P:Bốn"},
		{"a heading and a list", "<h2>Tít xen</h2><ul><li>Một<li><p>Hai</p></ul>", "H:Tít xen/I:Một/I:Hai"},
		{"a table of data", "<table><tr><th>Xã</th><th>Hộ</th></tr><tr><td>A</td><td>12<br>hộ</td></tr></table>", "R:Xã | Hộ/R:A | 12 hộ"},
		{"a table that lays out", "<table><tr><td>Một</td></tr><tr><td>Hai</td></tr></table>", "P:Một/P:Hai"},
		{"figcaption", "<figure><img src=a><figcaption>Gặt lúa.<br><i>Ảnh: A</i></figcaption></figure><p>Hết</p>", "C:Gặt lúa. Ảnh: A/P:Hết"},
		{"WordPress' caption box", `<div class="wp-caption"><img src=a><p class="wp-caption-text">Gặt lúa</p></div>`, "C:Gặt lúa"},
		{"a table around a picture", "<table><tr><td><img src=a></td></tr><tr><td>Gặt lúa</td></tr></table>", "C:Gặt lúa"},
		{"centred below a picture", `<p align=center><img src=a></p><p align=center>Gặt lúa</p><p align=center>* * *</p><p>Hết</p>`, "C:Gặt lúa/P:Hết"},
		{"a paragraph below a picture is none", `<p><img src=a></p><p>Gặt lúa</p>`, "P:Gặt lúa"},
		{"a table with a title in a figure", "<figure><table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table><figcaption>Giá</figcaption></figure>", "R:a | 1/R:b | 2/C:Giá"},
		{"what is hidden", `<p>Một</p><p style="display: none">Hai</p><p hidden>Ba</p><script>x</script><style>y</style>`, "P:Một"},
		{"links stay in a fragment", `<p><a href=x>Một bài khác</a></p>`, "P:Một bài khác"},
		{"preformatted verse", "<pre>Câu một\nCâu hai</pre>", "P:Câu một\nCâu hai"},
		{"a legacy font", `<p><font face=".VnTime">C¸nh ®ång</font> xanh</p>`, "P:Cánh đồng xanh"},
		{"a style's font", `<p style="font-family:VNI-Times, serif">Ñaûng boä</p>`, "P:Đảng bộ"},
	} {
		if got := brief(Fragment(c.markup)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRead_Boilerplate(t *testing.T) {
	const want = "P:" + text + "/P:Đê dài hai cây số."
	for name, below := range map[string]string{
		"comments":        `<div id=comments><h3>Bình luận</h3><p>` + text + `</p></div>`,
		"their heading":   `<h3>Ý kiến bạn đọc (12)</h3><p>` + text + `</p>`,
		"related":         `<div class="box-TinLienQuan"><p>` + text + `</p></div>`,
		"links with days": `<ul><li><a href=1>Lũ lớn trên sông Thạch</a> (14/01/2020)</li></ul>`,
		"tags":            `<div class="article-tags"><a href=1>lũ</a> <a href=2>đê</a></div>`,
		"a counter":       `<p>Lượt xem: 1.204</p>`,
		"pages":           `<div class="pagination"><a href=1>1</a> <a href=2>2</a></div>`,
	} {
		inside := strings.Replace(pageOf("", "", ""), "</p></div>", "</p>"+below+"</div>", 1)
		for where, page := range map[string]string{"below": pageOf("", "", below), "inside": inside} {
			if d := read(t, page); brief(d.Blocks) != want {
				t.Errorf("%s %s the text: %q", name, where, brief(d.Blocks))
			}
		}
	}
}

func TestRead_URLAndEncoding(t *testing.T) {
	page := "<!-- saved from url=(0029)https://bao.example/dap-de.html -->\r\n<html><body><p>" + text + "</p></body></html>"
	d, err := Read([]byte(page), Options{URL: "https://else.example/"})
	if err != nil || d.URL != "https://bao.example/dap-de.html" || d.Encoding != charset.UTF8 {
		t.Errorf("%q %q %v", d.URL, d.Encoding, err)
	}
	d, err = Read([]byte("<p>"+text+"</p>"), Options{URL: "https://else.example/"})
	if err != nil || d.URL != "https://else.example/" {
		t.Errorf("%q %v", d.URL, err)
	}
}

func TestRead_Refused(t *testing.T) {
	for name, page := range map[string]string{
		"a page of links": "<html><body><ul><li><a href=1>Lũ lớn trên sông Thạch</a><li><a href=2>Chợ phiên đầu năm</a></ul></body></html>",
		"a frameset":      "<html><frameset cols=20,80><frame src=a><frame src=b></frameset></html>",
		"scripts alone":   "<html><body><div id=app></div><script>boot()</script></body></html>",
		"nothing":         "",
	} {
		if _, err := Read([]byte(page), Options{}); !errors.Is(err, ErrNoText) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(make([]byte, MaxPage+1), Options{}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a page too large: %v", err)
	}
}

func TestRead_TextOfJSONLD(t *testing.T) {
	page := `<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"Đắp đê","articleBody":"` + text + `\n` + text + `"}</script></head><body><p>Đang tải…</p></body></html>`
	if d := read(t, page); brief(d.Blocks) != "P:"+text+"/P:"+text || d.Title != "Đắp đê" {
		t.Errorf("%+v", d)
	}
}

func TestRead_NestedDeep(t *testing.T) {
	page := strings.Repeat("<div>", 100_000) + "<p>" + text + "</p><script>x</script>Hết"
	if d := read(t, page); brief(d.Blocks) != "P:"+text+"/P:Hết" {
		t.Errorf("%q", brief(d.Blocks))
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "<", pageOf("<title>a - b</title>", "<time>14/01/2020</time>", "<ul><li><a href=1>x</a></ul>"),
		"<table><tr><td><table><tr><td>a<td>b<tr><td>c<td>d", "<font face=.VnTime>\xb5\xb8", "<br><br>a<br>\u00a0<br>b", "<a><b><i><p><a></b>x",
		`<script type="application/ld+json">{"@type":["NewsArticle"],"author":[[["x"]]],"articleSection":{"@value":1}}</script>x`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data, Options{})
		if err != nil {
			return
		}
		for _, b := range append(d.Blocks, Fragment(string(data))...) {
			if b.Line() == "" || b.Kind > document.Item {
				t.Errorf("block %+v", b)
			}
		}
	})
}
