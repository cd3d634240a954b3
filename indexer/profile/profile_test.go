package profile_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"timbao/indexer/profile"
)

var allowed = profile.Allowed{Formats: []string{"text", "html"}, Encodings: []string{"UTF-8", "TCVN3"}, Fields: []string{"title", "body"}}

var zone = time.FixedZone("ICT", 7*3600)

// rules parses a profile of one source for every file.
func rules(t *testing.T, text string) *profile.Rules {
	t.Helper()
	p, err := profile.Parse("timbao.toml", []byte("[[source]]\nfiles = '**'\n"+text), allowed)
	if err != nil {
		t.Fatal(err)
	}
	return p.For(profile.File{Path: "x.txt"})
}

func TestParse_Everything(t *testing.T) {
	r := rules(t, `
format = "HTML"
encoding = "tcvn3"
dates = ["DD/MM/YYYY HH:mm", "ngày DD tháng MM năm YYYY"]
path_dates = ["so-*-DDMMYY"]
zone = "+08:00"
section = "Xã hội"
place = " Hòa Lâm "
not_authors = "Tòa soạn"
corrections = ["Nói lại cho rõ"]
drop = ['^In trang']
records = "data.items"
delimiter = "\t"
fields = {title = "headline", body = ["a", "b"]}
[source.sections]
the-thao = "Thể thao"
"Tin GDP" = "Kinh tế"
[source.authors]
VT = "Văn Trọng"
[source.labels]
author = ["Người viết:", "Thực hiện bởi"]
[source.lines]
published = ['^Số ra (.+)$']
[source.split]
line = "***"
`)
	if r.Format != "html" || r.Encoding != "TCVN3" || r.Place != "Hòa Lâm" || r.Records != "data.items" || r.Delimiter != '\t' ||
		r.Split != (profile.Split{Line: "***"}) || !reflect.DeepEqual(r.Fields, map[string][]string{"title": {"headline"}, "body": {"a", "b"}}) ||
		!reflect.DeepEqual(r.Corrections, []string{"noi lai cho ro"}) || r.Line != 1 {
		t.Errorf("%+v", r)
	}
	for _, c := range []struct{ stated, path, want string }{
		{"Tin GDP", "a/b.txt", "Kinh tế"}, {"TIN GĐP", "a/b.txt", "Kinh tế"}, {"", "the-thao/x/b.txt", "Thể thao"}, {"", "x/the-thao.txt", "Thể thao"},
		{"", "a.zip!/The-Thao/b.txt", "Thể thao"}, {"Lạ", "a/b.txt", "Xã hội"},
	} {
		if got, _ := r.SectionOf(c.stated, c.path); got != c.want {
			t.Errorf("section of %q, %q: %q, want %q", c.stated, c.path, got, c.want)
		}
	}
	for name, want := range map[string]string{"vt": "Văn Trọng", "TÒA SOẠN": "", "Văn B": "Văn B"} {
		if got := r.Person(name); got != want {
			t.Errorf("person %q: %q, want %q", name, got, want)
		}
	}
	for _, c := range []struct {
		line  string
		field profile.Field
		value string
	}{
		{"Người viết : Văn B", profile.FieldAuthor, "Văn B"}, {"NGƯỜI VIẾT: Văn B", profile.FieldAuthor, "Văn B"}, {"Người viết:", "", ""},
		{"Số ra 14/1/2020", profile.FieldPublished, "14/1/2020"}, {"In trang này", profile.FieldDrop, "In trang"}, {"Ông nói: được", "", ""},
	} {
		field, value, ok := r.ReadLine(c.line)
		if ok != (c.field != "") || ok && (field != c.field || value != c.value) {
			t.Errorf("line %q: %q, %q, %v", c.line, field, value, ok)
		}
	}
}

func TestRules_Dates(t *testing.T) {
	r := rules(t, `
dates = ["DD/MM/YYYY HH:mm", "ngày DD tháng MM năm YYYY", "MM.DD.YY"]
path_dates = ["so-*-DDMMYY", "YYYY/thang-MM"]
zone = "+08:00"
`)
	east := time.FixedZone("", 8*3600)
	for s, want := range map[string]time.Time{
		"14/1/2020 19:23":           time.Date(2020, 1, 14, 19, 23, 0, 0, east),
		" ngày 4 tháng 12 năm 1998": time.Date(1998, 12, 4, 0, 0, 0, 0, east),
		"01.14.99":                  time.Date(1999, 1, 14, 0, 0, 0, 0, east),
		"31/2/2020 10:00":           {}, "14/1/2020 25:00": {}, "x 14/1/2020 19:23": {}, "": {},
	} {
		if got, ok := r.Time(s, zone); ok == want.IsZero() || ok && !got.Equal(want) {
			t.Errorf("%q: %v, %v", s, got, ok)
		}
	}
	for s, want := range map[string]time.Time{
		"bao/so-12-140120.txt":          time.Date(2020, 1, 14, 0, 0, 0, 0, zone),
		"so-12-1401203.txt":             {},
		"1999/thang-5/a.txt":            time.Date(1999, 5, 1, 0, 0, 0, 0, zone),
		"a.zip!/1999/thang-05-x/tin.md": time.Date(1999, 5, 1, 0, 0, 0, 0, zone),
	} {
		if got, ok := r.PathTime(s, zone); ok == want.IsZero() || ok && !got.Equal(want) {
			t.Errorf("path %q: %v, %v", s, got, ok)
		}
	}
}

func TestParse_Problems(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"[[source]]\nfiles = ['a']\nencodng = 'x'\n", "timbao.toml:3: source.encodng: unknown key; allowed here: authors, corrections, dates, delimiter, drop, encoding, " +
			"fields, files, format, labels, lines, not_authors, path_dates, place, records, section, sections, split, zone"},
		{"[[source]]\nfiles = 'a'\nencoding = 'KOI8'", "timbao.toml:3: source.encoding: \"KOI8\"; it is one of UTF-8, TCVN3"},
		{"[[source]]\n# nothing\n", "timbao.toml:1: source: files is missing, the globs of the files this is about: files = [\"**\"]"},
		{"[[source]]\nfiles = [\n 'a',\n 7 ]", "timbao.toml:4: source.files[1]: a number; it is a text in quotes"},
		{"[[source]]\nfiles = ['[a']", "timbao.toml:2: source.files[0]: \"[a\" is no glob: see its brackets and braces"},
		{"[[source]]\nfiles = 3", "timbao.toml:2: source.files: a number; it is a text in quotes, or a list of them"},
		{"[[source]]\nfiles = []", "timbao.toml:2: source.files: the list is empty"},
		{"[[source]]\nfiles = 'a'\n[[source]]\nfiles = 'b'\n\n[source.labels]\nfoto = 'x'",
			"timbao.toml:7: source.labels.foto: unknown key; allowed here: author, photographer, caption, section, place, published, url"},
		{"[[source]]\nfiles = 'a'\nlines = {\n author = '(' }", "timbao.toml:4: source.lines.author: \"(\" is no regular expression: error parsing regexp: missing closing ): `(`"},
		{"[[source]]\nfiles = 'a'\ndrop = '(a)(b)'", "timbao.toml:3: source.drop: more than one group; write (?:…) for those that are not the value"},
		{"[[source]]\nfiles = 'a'\ndates = 'DD/MM'", "timbao.toml:3: source.dates: \"DD/MM\": a date has YYYY or YY, and MM; also DD, HH, mm, ss"},
		{"[[source]]\nfiles = 'a'\ndates = 'YYYY YY MM'", "timbao.toml:3: source.dates: \"YYYY YY MM\": the same part stands twice in it"},
		{"[[source]]\nfiles = 'a'\nzone = 'Hanoi'", "timbao.toml:3: source.zone: \"Hanoi\"; it is an offset such as \"+07:00\", or \"UTC\""},
		{"[[source]]\nfiles = 'a'\n[source.fields]\nheadline = 'a'", "timbao.toml:4: source.fields.headline: no field of an article; the fields are title, body"},
		{"[[source]]\nfiles = 'a'\n[source.split]\nline = '*'\nheading = 7",
			"timbao.toml:5: source.split.heading: it is a level of headings, 1 to 6\ntimbao.toml:3: source.split: line, pattern and heading exclude one another"},
		{"[[source]]\nfiles = 'a'\n[source.authors]\nVT = 'a'\nvt = 'b'", "timbao.toml:5: source.authors.vt: it is there twice: capitals and accents don't count"},
		{"[[source]]\nfiles = 'a'\ndelimiter = ';;'", "timbao.toml:3: source.delimiter: it is one character, such as \";\" or \"\\t\""},
		{"[source]\nfiles = 'a'", "timbao.toml:1: source: write [[source]], with two brackets"},
		{"version = 2", "timbao.toml:1: version: unknown key; a profile has [[source]] tables alone"},
		{"[[source]]\nsections = 'a'\nfiles = 'x'", "timbao.toml:2: source.sections: a text; it is a table: [source.sections] and lines of name = value"},
		{"[[source]]\nfiles = 'a'\nsection = ''", "timbao.toml:3: source.section: it is empty"},
	} {
		_, err := profile.Parse("timbao.toml", []byte(c.text), allowed)
		if err == nil || err.Error() != c.want || !errors.Is(err, profile.ErrInvalid) {
			t.Errorf("%s\n got %v\nwant %s", c.text, err, c.want)
		}
	}
	if _, err := profile.Parse("timbao.toml", []byte("[[source]]\nfiles = 'a\n"), allowed); err == nil || !strings.HasPrefix(err.Error(), "timbao.toml:2: ") {
		t.Errorf("syntax: %v", err)
	}
}

func TestProfile_For(t *testing.T) {
	dir := folder(t)
	write(t, filepath.Join(dir, "bao", "timbao.toml"), "[[source]]\nfiles = ['2009/**/*.txt', '*.zip']\nplace='A'\n[[source]]\nfiles='**/*.{txt,zip!/**}'\nplace='B'\n")
	write(t, filepath.Join(dir, "bao", "2009", "1", "x.txt"), "x")
	finder, err := profile.NewFinder("", allowed)
	if err != nil {
		t.Fatal(err)
	}
	p, err := finder.In(filepath.Join(dir, "bao", "2009", "1"))
	if err != nil || p == nil || p.Path != filepath.ToSlash(filepath.Join(dir, "bao", "timbao.toml")) {
		t.Fatalf("%+v, %v", p, err)
	}
	for _, c := range []struct{ root, path, inside, want string }{
		{"bao", "bao/2009/1/x.txt", "", "A"}, {"bao/2009/1", "bao/2009/1/x.txt", "", "A"}, {"bao/2009/1/x.txt", "bao/2009/1/x.txt", "", "A"},
		{"bao", "bao/2010/x.txt", "", "B"}, {"bao", "bao/2010/x.html", "", ""}, {"bao", "bao/a.zip", "y.html", "A"}, {"bao", "bao/2010/b.zip", "y/z.html", "B"},
		{"other", "other/2009/y.txt", "", "A"}, {"other/y.txt", "other/y.txt", "", "B"},
	} {
		place := ""
		name := filepath.Join(dir, c.path)
		if r := p.For(profile.File{Root: filepath.Join(dir, c.root), Path: name, Abs: name, Inside: c.inside}); r != nil {
			place = r.Place
		}
		if place != c.want {
			t.Errorf("%s under %s: rules %q, want %q", c.path, c.root, place, c.want)
		}
	}
	if (*profile.Profile)(nil).For(profile.File{Path: "a/b"}) != nil {
		t.Error("no profile has rules")
	}
}

func TestFinder(t *testing.T) {
	dir := folder(t)
	for _, d := range []string{"", "a", "a/b", "bad"} {
		write(t, filepath.Join(dir, d, "x.txt"), "x")
	}
	write(t, filepath.Join(dir, "timbao.toml"), "")
	write(t, filepath.Join(dir, "a", "b", "timbao.toml"), "[[source]]\nfiles='x.txt'")
	write(t, filepath.Join(dir, "bad", "timbao.toml"), "x=1")
	finder, err := profile.NewFinder("", allowed)
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[string]string{"": "timbao.toml", "a": "timbao.toml", "a/b": "a/b/timbao.toml"} {
		p, err := finder.In(filepath.Join(dir, filepath.FromSlash(d)))
		if err != nil || p == nil || p.Path != filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(want))) {
			t.Errorf("%q: %+v, %v", d, p, err)
		}
	}
	if _, err := finder.In(filepath.Join(dir, "bad")); !errors.Is(err, profile.ErrInvalid) {
		t.Errorf("a bad profile: %v", err)
	}
	if _, err := profile.NewFinder(filepath.Join(dir, "none.toml"), allowed); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no such profile: %v", err)
	}
	named, err := profile.NewFinder(filepath.Join(dir, "timbao.toml"), allowed)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := named.In(filepath.Join(dir, "bad")); err != nil || p == nil {
		t.Errorf("a named profile goes before all: %+v, %v", p, err)
	}
}

func TestRules_Fingerprint(t *testing.T) {
	a, b, c := rules(t, "place='A'\nsection='S'"), rules(t, "section = \"S\" # as said\nplace='A'"), rules(t, "place='B'\nsection='S'")
	if a.Fingerprint() != b.Fingerprint() || a.Fingerprint() == c.Fingerprint() || a.Fingerprint() == "" || (*profile.Rules)(nil).Fingerprint() != "" {
		t.Error(a.Fingerprint(), b.Fingerprint(), c.Fingerprint())
	}
}

// The profiles that the README and the package comment show are good ones.
func TestDocumentedProfiles(t *testing.T) {
	allowed := allowed
	allowed.Fields = append([]string{"authors"}, allowed.Fields...)
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(readme), "```toml\n")
	block, _, ok := strings.Cut(block, "```")
	if _, err := profile.Parse("README.md", []byte(block), allowed); err != nil || !ok || block == "" {
		t.Errorf("%v in\n%s", err, block)
	}
	comment, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	block = ""
	for line := range strings.SplitSeq(string(comment), "\n") {
		// The comment shows all three rules of split, of which a profile has one.
		if text, ok := strings.CutPrefix(line, "//\t"); ok && !strings.HasPrefix(text, "pattern =") && !strings.HasPrefix(text, "heading =") {
			block += text + "\n"
		}
	}
	if _, err := profile.Parse("doc.go", []byte(block), allowed); err != nil || !strings.Contains(block, "[source.split]") {
		t.Errorf("%v in\n%s", err, block)
	}
}

// FuzzParse feeds anything: it is refused with lines of reasons, or gives rules that work.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "[[source]]\nfiles='**'", "[[source]]\nfiles=['a']\n[source.split]\nheading=2\n[source.labels]\nauthor='x'", "source=[{files='a',lines={author='(.)'}}]",
		"[[source]]\nfiles='**'\npath_dates=['YYYY*MM']\nzone='-01:30'\n[[source.x]]\na.b=1\n", "a.b.c=[[1,{x=[2]}]]", "[[source]]\nfiles='{a,b}/**/[^x]'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := profile.Parse("p", []byte(text), allowed)
		if err != nil {
			if !errors.Is(err, profile.ErrInvalid) || !strings.HasPrefix(err.Error(), "p:") {
				t.Fatalf("%v", err)
			}
			return
		}
		r := p.For(profile.File{Path: "2009/a-x.txt"})
		r.ReadLine("Ảnh: x")
		r.Time("14/1/2020", zone)
		r.PathTime("2009/a-05.txt", zone)
		r.SectionOf("", "2009/a-x.txt")
	})
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// folder is a new folder by its name without links, as Abs and In have names.
func folder(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}
