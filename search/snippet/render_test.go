package snippet

import "testing"

func TestTitleInEachMarkup(t *testing.T) {
	m := NewMatcher(words("hội đồng"), nil)
	cases := []struct{ name, title, html, ansi, plain string }{
		{"mark", "Họp Hội đồng", "Họp <mark>Hội đồng</mark>", "Họp \x1b[1;33mHội đồng\x1b[22;39m", "Họp Hội đồng"},
		{"tags", `<script>hội</script> & "x" 'y'`,
			"&lt;script&gt;<mark>hội</mark>&lt;/script&gt; &amp; &#34;x&#34; &#39;y&#39;",
			"<script>\x1b[1;33mhội\x1b[22;39m</script> & \"x\" 'y'", `<script>hội</script> & "x" 'y'`},
		{"entity in the text", "&lt;hội&gt;", "&amp;lt;<mark>hội</mark>&amp;gt;", "&lt;\x1b[1;33mhội\x1b[22;39m&gt;", "&lt;hội&gt;"},
		{"white space", " a\r\n\tb  hội\u2028c\u0085d ", "a b <mark>hội</mark> c d ", "a b \x1b[1;33mhội\x1b[22;39m c d ", "a b hội c d "},
		{"controls", "a\x00b\x07c\x7fd\u0090e\u202ef\u2066g\ufeffh", "abcdefgh", "abcdefgh", "abcdefgh"},
		{"colour", "a\x1b[31mred\x1b[0m hội", "ared <mark>hội</mark>", "ared \x1b[1;33mhội\x1b[22;39m", "ared hội"},
		{"window title", "a\x1b]0;hội\x07b\x1b]8;;x\x1b\\c", "abc", "abc", "abc"},
		{"unfinished escape", "a\x1b]0;hội", "a]0;<mark>hội</mark>", "a]0;\x1b[1;33mhội\x1b[22;39m", "a]0;hội"},
		{"unfinished colour", "a\x1b[31", "a[31", "a[31", "a[31"},
		{"escape at the end", "a\x1b", "a", "a", "a"},
		{"bytes that are not UTF-8", "\x9bhội\xc3(", "\uFFFD<mark>hội</mark>\uFFFD(", "\uFFFD\x1b[1;33mhội\x1b[22;39m\uFFFD(", "\uFFFDhội\uFFFD("},
		{"decomposed", "ho\u0323\u0302i", "<mark>ho\u0323\u0302i</mark>", "\x1b[1;33mho\u0323\u0302i\x1b[22;39m", "ho\u0323\u0302i"},
		{"empty", "", "", "", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			equal(t, m.Title(c.title, HTML), c.html)
			equal(t, m.Title(c.title, ANSI), c.ansi)
			equal(t, m.Title(c.title, Plain), c.plain)
		})
	}
	t.Run("no matcher", func(t *testing.T) {
		var none *Matcher
		equal(t, none.Title("<hội>", HTML), "&lt;hội&gt;")
		equal(t, none.Snippets([]Part{{Text: "<hội>"}}, 1, 10, HTML), []string{"&lt;hội&gt;"})
		equal(t, len(none.Marks("hội")), 0)
	})
}
