package cite_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"timbao/indexer/article"
	"timbao/search/cite"
)

func sample() *article.Article {
	return &article.Article{
		ID: "archive/2020/01/hop-khoi.txt", Title: "Ðảng ủy Khối: 100% chi bộ & \"đạt\" {chuẩn}", Lead: "Chiều 14-1,\nÐảng ủy họp.",
		Authors: []string{"Văn Trọng", "Lò Thị Mây"}, Photographers: []string{"T.H"}, Section: "Xây dựng Đảng, đoàn thể", Place: "Bình Sơn",
		Published: time.Date(2020, 1, 14, 19, 23, 0, 0, article.Zone()),
	}
}

func options() cite.Options {
	return cite.Options{Newspaper: "Báo Thạch Giang", Address: func(id string) string { return "https://bao.example/articles/" + id }}
}

func TestText(t *testing.T) {
	one, none := sample(), sample()
	one.Authors = one.Authors[:1]
	none.Authors, none.Published = nil, time.Time{}
	visited, english := options(), options()
	visited.Accessed = time.Date(2024, 8, 20, 23, 0, 0, 0, time.UTC)
	english.English, english.Accessed = true, visited.Accessed
	for _, c := range []struct {
		a    *article.Article
		o    cite.Options
		want string
	}{
		{sample(), options(), `Văn Trọng và Lò Thị Mây (2020), “Đảng ủy Khối: 100% chi bộ & "đạt" {chuẩn}”, Báo Thạch Giang, ngày 14-1-2020, https://bao.example/articles/archive/2020/01/hop-khoi.txt.`},
		{one, visited, `Văn Trọng (2020), “Đảng ủy Khối: 100% chi bộ & "đạt" {chuẩn}”, Báo Thạch Giang, ngày 14-1-2020, https://bao.example/articles/archive/2020/01/hop-khoi.txt (truy cập ngày 20-8-2024).`},
		{sample(), english, `Văn Trọng and Lò Thị Mây (2020), “Đảng ủy Khối: 100% chi bộ & "đạt" {chuẩn}”, Báo Thạch Giang, 14 January 2020, https://bao.example/articles/archive/2020/01/hop-khoi.txt (accessed 20 August 2024).`},
		{none, cite.Options{Newspaper: "Báo Thạch Giang"}, `Báo Thạch Giang (không rõ năm), “Đảng ủy Khối: 100% chi bộ & "đạt" {chuẩn}”.`},
		{&article.Article{}, cite.Options{English: true}, `(n.d.).`},
	} {
		if got := cite.Text(c.a, c.o); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}

func TestBibTeX(t *testing.T) {
	want := `@article{hop-khoi-05dbc184b1cd,
  author = {{Văn Trọng} and {Lò Thị Mây}},
  title = {{Đảng ủy Khối: 100\% chi bộ \& "đạt" \textbraceleft{}chuẩn\textbraceright{}}},
  journal = {Báo Thạch Giang},
  year = {2020},
  month = jan,
  day = {14},
  url = {https://bao.example/articles/archive/2020/01/hop-khoi.txt},
  abstract = {Chiều 14-1, Đảng ủy họp.},
  keywords = {Xây dựng Đảng đoàn thể, Bình Sơn},
  entrysubtype = {newspaper},
  langid = {vietnamese},
  annote = {archive/2020/01/hop-khoi.txt},
}

`
	if got := cite.BibTeX(sample(), options()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := cite.BibTeX(&article.Article{ID: "7"}, cite.Options{}), "@misc{7-"; !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant it to begin with %s", got, want)
	}
}

func TestRIS(t *testing.T) {
	want := strings.ReplaceAll(`TY  - NEWS
AU  - Văn Trọng,
AU  - Lò Thị Mây,
TI  - Đảng ủy Khối: 100% chi bộ & "đạt" {chuẩn}
T2  - Báo Thạch Giang
PY  - 2020
DA  - 2020/01/14/
SE  - Xây dựng Đảng, đoàn thể
KW  - Bình Sơn
AB  - Chiều 14-1, Đảng ủy họp.
UR  - https://bao.example/articles/archive/2020/01/hop-khoi.txt
AN  - archive/2020/01/hop-khoi.txt
ID  - hop-khoi-05dbc184b1cd
LA  - vi
ER  - 

`, "\n", "\r\n")
	if got := cite.RIS(sample(), options()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAddresses(t *testing.T) {
	for own, want := range map[string]string{
		"https://bao.example/{a}b?x=1&y=2#z_": "https://bao.example/%7Ba%7Db?x=1&y=2#z_",
		"javascript:alert(1)":                 "https://bao.example/articles/7",
		"/2020/x.html":                        "https://bao.example/articles/7",
		"http://bao.example/a b\\c":           "http://bao.example/a%20b%5Cc",
		"":                                    "https://bao.example/articles/7",
	} {
		got := cite.BibTeX(&article.Article{ID: "7", URL: own}, options())
		if !strings.Contains(got, "  url = {"+want+"},\n") {
			t.Errorf("%q: %s", own, got)
		}
	}
}

func TestKeys(t *testing.T) {
	plain := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	seen := map[string]string{}
	for _, id := range []string{
		"archive/2020/01/hop-khoi.txt", "archive/2021/01/hop-khoi.txt", "12345", "", "/", "..", "https://bao.example/a?b=1#2 50%", "Đảng ủy/Khối họp.txt", "\xff{},%", ".txt",
		strings.Repeat("dài-", 100), strings.Repeat("dài-", 101),
	} {
		key := cite.Key(id)
		if !plain.MatchString(key) || len(key) > 60 || seen[key] != "" {
			t.Errorf("%q: %q, also of %q", id, key, seen[key])
		}
		seen[key] = id
	}
	for id, want := range map[string]string{"archive/2020/01/hop-khoi.txt": "hop-khoi-05dbc184b1cd", "Đảng ủy/Khối họp.txt": "khoi-hop-"} {
		if got := cite.Key(id); !strings.HasPrefix(got, want) {
			t.Errorf("%q: %q, want %q: keys must never change", id, got, want)
		}
	}
}

// odd draws text with all that has a meaning in the forms of references.
func odd() *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune("aĐắ \t\n\r{}\\%#$&_~^\"@,;=-<>|`'\u0301\u200b\u202e\x00\u2028ER")), 0, 30, -1)
}

func drawn(t *rapid.T) *article.Article {
	a := &article.Article{
		ID: odd().Draw(t, "id"), Title: odd().Draw(t, "title"), Lead: odd().Draw(t, "lead"), Section: odd().Draw(t, "section"), Place: odd().Draw(t, "place"),
		Authors: rapid.SliceOfN(odd(), 0, 3).Draw(t, "authors"), URL: rapid.SampledFrom([]string{"", "https://x.example/"}).Draw(t, "url") + odd().Draw(t, "path"),
	}
	if rapid.Bool().Draw(t, "dated") {
		a.Published = time.Unix(rapid.Int64Range(-2e9, 2e9).Draw(t, "at"), 0)
	}
	return a
}

// TestBibTeXReadsBack reads entries by BibTeX's own rules, which count every brace, and wants the fields as they were.
func TestBibTeXReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := drawn(t)
		o := cite.Options{Newspaper: odd().Draw(t, "newspaper")}
		fields, err := readBibTeX(cite.BibTeX(a, o))
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"title": cite.Line(a.Title), "abstract": cite.Line(a.Lead), "journal": cite.Line(o.Newspaper), "annote": cite.Line(a.ID), "": cite.Key(a.ID)}
		for name, value := range want {
			if fields[name] != value {
				t.Fatalf("%s is %q, want %q in\n%s", name, fields[name], value, cite.BibTeX(a, o))
			}
		}
		var names []string
		for _, name := range a.Authors {
			if name = cite.Line(name); name != "" {
				names = append(names, name)
			}
		}
		if got := fields["author"]; got != strings.Join(names, " and ") {
			t.Fatalf("authors %q, want %q", got, names)
		}
	})
}

var unescape = strings.NewReplacer(`\textbackslash{}`, `\`, `\textbraceleft{}`, `{`, `\textbraceright{}`, `}`, `\textasciitilde{}`, `~`, `\textasciicircum{}`, `^`,
	`\%`, `%`, `\#`, `#`, `\$`, `$`, `\&`, `&`, `\_`, `_`)

// readBibTeX reads one entry; the key has the name "". Braces of a value's own are dropped.
func readBibTeX(s string) (map[string]string, error) {
	head, rest, ok := strings.Cut(s, ",\n")
	if _, key, found := strings.Cut(head, "{"); ok && found {
		fields := map[string]string{"": key}
		for !strings.HasPrefix(rest, "}") {
			name, after, ok := strings.Cut(rest, " = ")
			if !ok {
				return nil, fmt.Errorf("no field at %q", rest)
			}
			depth, end := 0, 0
			for ; end < len(after) && (depth > 0 || after[end] != ','); end++ {
				switch after[end] {
				case '{':
					depth++
				case '}':
					depth--
				}
			}
			value := after[:end]
			if strings.HasPrefix(value, "{") {
				value = value[1 : len(value)-1]
			}
			var plain strings.Builder
			for i := 0; i < len(value); i++ { // braces that no command has before them
				if c := value[i]; c == '{' && strings.HasPrefix(value[i:], "{}") && i > 0 && value[i-1] >= 'a' {
					plain.WriteString("{}")
					i++
				} else if c != '{' && c != '}' {
					plain.WriteByte(c)
				}
			}
			fields[strings.TrimSpace(name)] = unescape.Replace(plain.String())
			rest = strings.TrimPrefix(after[min(end+1, len(after)):], "\n")
		}
		if rest != "}\n\n" {
			return nil, fmt.Errorf("the entry ends in %q", rest)
		}
		return fields, nil
	}
	return nil, fmt.Errorf("no entry in %q", s)
}

// TestRISReadsBack wants nothing but tags at the beginning of lines, whatever the fields hold.
func TestRISReadsBack(t *testing.T) {
	line := regexp.MustCompile(`^[A-Z][A-Z0-9]  - .*$`)
	rapid.Check(t, func(t *rapid.T) {
		a := drawn(t)
		record := cite.RIS(a, cite.Options{})
		lines := strings.Split(strings.TrimSuffix(record, "\r\n\r\n"), "\r\n")
		fields := map[string]string{}
		for _, l := range lines {
			if !line.MatchString(l) || strings.ContainsAny(l, "\r\n") {
				t.Fatalf("line %q of\n%s", l, record)
			}
			fields[l[:2]] = l[6:]
		}
		if lines[0] != "TY  - NEWS" || lines[len(lines)-1] != "ER  - " || fields["TI"] != cite.Line(a.Title) || fields["AB"] != cite.Line(a.Lead) {
			t.Fatalf("record\n%s", record)
		}
	})
}
