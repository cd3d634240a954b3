package server

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"timbao/search/query"
)

// spoken is the catalogue in a language.
func spoken(t *testing.T, code string) language {
	t.Helper()
	p, err := newPage(Options{})
	if err != nil {
		t.Fatal(err)
	}
	return language{code, p.texts}
}

func TestFiguresAndDates(t *testing.T) {
	vi, en := spoken(t, inVietnamese), spoken(t, inEnglish)
	for n, want := range map[int][2]string{0: {"0", "0"}, 7: {"7", "7"}, 999: {"999", "999"}, 1000: {"1.000", "1,000"}, -1234567: {"-1.234.567", "-1,234,567"}, 105418: {"105.418", "105,418"}} {
		if got := [2]string{vi.number(n), en.number(n)}; got != want {
			t.Errorf("number(%d) = %s", n, got)
		}
	}
	for ms, want := range map[float64][2]string{0.04: {"0,0 ms", "0.0 ms"}, 3.44: {"3,4 ms", "3.4 ms"}, 12.6: {"13 ms", "13 ms"}, 1234: {"1,2 giây", "1.2 seconds"}} {
		if got := [2]string{vi.milliseconds(ms), en.milliseconds(ms)}; got != want {
			t.Errorf("milliseconds(%v) = %s", ms, got)
		}
	}
	evening := time.Date(2020, 1, 14, 12, 23, 0, 0, time.UTC)
	midnight := time.Date(2020, 1, 14, 0, 0, 0, 0, newsTime())
	for at, want := range map[*time.Time][4]string{
		&evening:  {"14/01/2020 19:23", "14 Jan 2020, 19:23", "Thứ Ba, 14/1/2020, 19:23", "Tuesday, 14 January 2020, 19:23"},
		&midnight: {"14/01/2020", "14 Jan 2020", "Thứ Ba, 14/1/2020", "Tuesday, 14 January 2020"},
		{}:        {},
		nil:       {},
	} {
		if got := [4]string{vi.date(at), en.date(at), vi.longDate(at), en.longDate(at)}; got != want {
			t.Errorf("%v: %q, want %q", at, got, want)
		}
	}
	if iso(&evening) != "2020-01-14T19:23:00+07:00" || iso(nil) != "" {
		t.Error(iso(&evening))
	}
}

func TestSay(t *testing.T) {
	vi, en := spoken(t, inVietnamese), spoken(t, inEnglish)
	for want, got := range map[string]string{
		"1 bài báo": vi.text("home.articles", 1), "1 article": en.text("home.articles", 1), "2,500 articles": en.text("home.articles", 2500), "0 articles": en.text("home.articles", 0),
		"Without the filter A: {1}": en.text("empty.filter", "A", "{1}"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if _, err := vi.say("no.such.key"); err == nil {
		t.Error("an unknown key is said")
	}
}

func TestBadCataloguesAreRefused(t *testing.T) {
	for table, want := range map[string]string{
		"a\tb\n": "line 1", "a\tmột\tone\na\thai\ttwo\n": "line 2", "b\tmột\tone\na\thai\ttwo\n": "a does not come after b", "# x\n\na\t\tone\n": "line 3", "b\tmột\tone\n\na\tx\ty\nb\tx\ty\n": "twice",
	} {
		if _, err := readCatalogue(table); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", table, err)
		}
	}
}

// TestEveryMessageIsUsedAndEveryUsedOneIsThere compares the catalogue with the keys in templates and code. Keys that are put together while
// the program runs are known by their beginnings.
func TestEveryMessageIsUsedAndEveryUsedOneIsThere(t *testing.T) {
	texts := spoken(t, inVietnamese).texts
	key := regexp.MustCompile(`"([a-z]+(?:\.[a-z0-9-]+)*\.?)"`)
	inTemplate := regexp.MustCompile(`\bt \(?(?:print )?"([a-z0-9.-]+)"`)
	used := map[string]bool{}
	for pattern, find := range map[string]*regexp.Regexp{"*.go": key, "templates/*.html": inTemplate, "templates/shared/*.html": inTemplate} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range find.FindAllStringSubmatch(string(data), -1) {
				used[m[1]] = true
				if find == inTemplate && texts[m[1]] == nil && !strings.HasSuffix(m[1], ".") {
					t.Errorf("%s says %q, which is no message", file, m[1])
				}
			}
		}
	}
	for k := range texts {
		if used[k] {
			continue
		}
		known := false
		for begin := range used {
			known = known || strings.HasSuffix(begin, ".") && strings.HasPrefix(k, begin)
		}
		if !known {
			t.Errorf("nobody says %q", k)
		}
	}
}

// TestEveryCodeMessageIsThere asks for each message that the code names.
func TestEveryCodeMessageIsThere(t *testing.T) {
	texts := spoken(t, inVietnamese).texts
	named := regexp.MustCompile(`\.text\("([a-z0-9.-]+)"`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(data), -1) {
			found++
			if texts[m[1]] == nil && !strings.HasSuffix(m[1], ".") {
				t.Errorf("%s says %q, which is no message", file, m[1])
			}
		}
	}
	if found < 10 {
		t.Errorf("only %d messages in the code", found)
	}
}

// TestMistakesInQueriesAreSaidInVietnamese makes every mistake that the query language knows.
func TestMistakesInQueriesAreSaidInVietnamese(t *testing.T) {
	vi, en := spoken(t, inVietnamese), spoken(t, inEnglish)
	for _, q := range []string{
		"(lũ OR", "lũ OR bão)", "date:never", "date:2020-13", "date:31-2-2020", "date:14-1", "date:..", "date:2020..2019", "author:", "date:", "NOT", "lũ OR", "a*", "lũ AND",
		strings.Repeat("x", 5000), strings.Repeat("lũ OR ", 100) + "lũ", strings.Repeat("(a (b OR ", 12) + "b" + strings.Repeat(")", 24),
	} {
		_, err := query.Parse(q)
		e, ok := err.(*query.Error) //nolint:errorlint // Parse promises it
		if !ok {
			t.Errorf("%.40q is in order: %v", q, err)
			continue
		}
		for _, said := range []string{e.Message, e.Hint} {
			if said != "" && vi.translate("says.", said) == said {
				t.Errorf("%.40q: there is no Vietnamese for %q", q, said)
			}
			if en.translate("says.", said) != said {
				t.Errorf("%q became %q", said, en.translate("says.", said))
			}
		}
	}
	if got := vi.translate("says.", "there is no month 13"); got != "không có tháng 13" {
		t.Error(got)
	}
}
