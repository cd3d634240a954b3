package web

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
)

// entries reads a feed and writes each entry as "title; date; authors; section; blocks".
func entries(feed string) (list []string, err error) {
	err = Entries(strings.NewReader(feed), func(e Entry) error {
		d, err := ReadEntry(e.Data)
		if err != nil {
			list = append(list, err.Error())
			return nil
		}
		list = append(list, fmt.Sprintf("%d %s; %s; %v%v; %s; %s", e.Number, d.Title, d.Published, d.Authors, d.Weak.Authors, d.Section, brief(d.Blocks)))
		return nil
	}, func(number int, err error) { list = append(list, fmt.Sprintf("%d %v", number, err)) })
	return list, err
}

func TestEntries(t *testing.T) {
	rss := func(items string) string {
		return `<?xml version="1.0" encoding="UTF-8"?><rss xmlns:dc="d" xmlns:wp="w"><channel><title>Báo</title>` + items + `</channel></rss>`
	}
	for _, c := range []struct {
		name, feed string
		want       []string
	}{
		{"RSS", rss(`<item><title>Đắp đê &amp;amp; kè</title><pubDate>Tue, 14 Jan 2020 19:23:00 +0700</pubDate><dc:creator>Văn Trọng</dc:creator><category>Xã hội</category><description>&lt;p&gt;Một&lt;/p&gt;&lt;p&gt;Hai&lt;/p&gt;</description></item><item><title>Hai</title></item>`),
			[]string{"1 Đắp đê & kè; 2020-01-14T19:23:00+07:00; [Văn Trọng][]; Xã hội; P:Một/P:Hai", "2 Hai; ; [][]; ; "}},
		{"an address with a name", rss(`<item><title>T</title><author>a@b.example (Văn Trọng)</author></item>`), []string{"1 T; ; [Văn Trọng][]; ; "}},
		{"Atom with XHTML inside", `<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;T&lt;/b&gt;</title><updated>2020-01-15T00:00:00Z</updated><published>2020-01-14T12:23:00Z</published><author><name>Văn Trọng</name></author><category term="xa-hoi" label="Xã hội"/><content type="xhtml"><div xmlns="x"><p>Một</p><p>Hai</p></div></content></entry></feed>`,
			[]string{"1 T; 2020-01-14T12:23:00Z; [Văn Trọng][]; Xã hội; P:Một/P:Hai"}},
		{"RDF", `<rdf:RDF xmlns:rdf="r"><channel/><item rdf:about="x"><title>T</title><dc:date>2020-01-14</dc:date><description>Một</description></item></rdf:RDF>`, []string{"1 T; 2020-01-14; [][]; ; P:Một"}},
		{"WordPress: only posts that are out", rss(`<wp:author><wp:author_login>vt</wp:author_login><wp:author_display_name>Văn Trọng</wp:author_display_name></wp:author>` +
			`<item><title>Trang</title><wp:post_type>page</wp:post_type><wp:status>publish</wp:status></item><item><title>Nháp</title><wp:post_type>post</wp:post_type><wp:status>draft</wp:status></item>` +
			`<item><title>Bài</title><dc:creator>vt</dc:creator><wp:post_type>post</wp:post_type><wp:status>publish</wp:status><wp:post_date_gmt>2020-01-14 12:23:00</wp:post_date_gmt><content:encoded><![CDATA[Một` + "\n\nHai\nba\n\n[gallery ids=\"1\"]" + `]]></content:encoded></item>`),
			[]string{"3 Bài; 2020-01-14T12:23:00Z; [Văn Trọng][]; ; P:Một/P:Hai\nba"}},
		{"control characters, bad bytes, HTML's entities", rss("<item><title>M\x0bột\xff&nbsp;&ldquo;h&rdquo;</title></item>"), []string{"1 Một\uFFFD\u00a0“h”; ; [][]; ; "}},
		{"windows-1258", "<?xml version='1.0' encoding='windows-1258'?><rss><channel><item><title>H\xe0 N\xf4\xf2i</title></item></channel></rss>", []string{"1 Hà Nội; ; [][]; ; "}},
		{"nothing in it", rss(`<item></item>`), []string{"no article in the page: an entry without title and text"}},
	} {
		got, err := entries(c.feed)
		if err != nil || !reflect.DeepEqual(normal(got), normal(c.want)) {
			t.Errorf("%s: %q, %v, want %q", c.name, got, err, c.want)
		}
	}
}

// normal makes ò, which windows-1258 writes as letter and mark, one spelling.
func normal(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = strings.ReplaceAll(s, "ô\u0323", "ộ")
	}
	return out
}

func TestEntries_Malformed(t *testing.T) {
	for name, feed := range map[string]string{
		"empty": "", "text": "Không phải XML", "other XML": "<alto/>", "cut in an entry": "<rss><channel><item><title>T", "cut behind one": "<rss><channel><item/>",
		"unknown encoding": `<?xml version="1.0" encoding="x-klingon"?><rss/>`,
	} {
		if _, err := entries(feed); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// endless repeats a piece of text.
type endless struct {
	piece string
	left  int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n+len(e.piece) <= len(p) && e.left > 0 {
		n += copy(p[n:], e.piece)
		e.left -= len(e.piece)
	}
	return n, nil
}

func TestEntries_Huge(t *testing.T) {
	const open = "<rss><channel><item><title>T</title></item><item><description>"
	feed := io.MultiReader(strings.NewReader(open), &endless{"<p>Một hai ba bốn</p> ", MaxEntry + 1000}, strings.NewReader("</description></item><item><title>U</title></item></channel></rss>"))
	var got []int
	var skipped []error
	err := Entries(feed, func(e Entry) error { got = append(got, e.Number); return nil }, func(_ int, err error) { skipped = append(skipped, err) })
	if err != nil || !reflect.DeepEqual(got, []int{1, 3}) || len(skipped) != 1 || !errors.Is(skipped[0], ErrTooLarge) {
		t.Errorf("%v, skipped %v, %v", got, skipped, err)
	}
	feed = io.MultiReader(strings.NewReader(open), &endless{"Một hai ba bốn. ", 3 * MaxEntry})
	if err := Entries(feed, func(Entry) error { return nil }, func(int, error) {}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("one endless text: %v", err)
	}
}

func FuzzEntries(f *testing.F) {
	for _, s := range []string{"<rss><item><title>a</title></item></rss>", "<feed><entry><content type='xhtml'><p>a</p></content></entry></feed>",
		"<rss><wp:author><wp:author_login>a</wp:author_login></wp:author><item><dc:creator>a</dc:creator>[caption]x[/caption]</item></rss>", "<rss><item><a><b></a></b></item>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, feed string) {
		if len(feed) < 1<<16 {
			_, _ = entries(feed)
		}
	})
}
