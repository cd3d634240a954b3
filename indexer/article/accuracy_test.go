package article

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// maxMeasured is the number of articles of a corpus that are measured with, in each layout.
const maxMeasured = 3000

// sheet is an article before it is printed: its text is real, the rest is drawn by a hash.
type sheet struct {
	Title    string   `json:"title"`
	Lead     string   `json:"lead"`
	Text     string   `json:"body"`
	Captions []string `json:"captions"`

	body           []string
	when           time.Time
	writer, taker  string
	section, place string
	weekday        string
}

// truth is what a layout prints of a sheet; fields that are not in the map are not counted.
type truth map[string]string

// measuredSheets reads the articles to print.
func measuredSheets(t *testing.T) []sheet {
	t.Helper()
	var all []sheet
	name := os.Getenv(corpusEnv)
	if name == "" {
		for _, a := range archiveArticles(t, "../../testdata/archive") {
			all = append(all, sheet{Title: a.Title, Lead: a.Lead, Text: strings.Join(a.Body, "\n"), Captions: a.Captions})
		}
	} else {
		all = readSheets(t, name)
	}
	kept := all[:0]
	for _, s := range all {
		if s.draw(); s.Title != "" && s.Lead != "" && len(s.body) > 1 {
			kept = append(kept, s)
		}
	}
	return kept
}

func readSheets(t *testing.T, name string) (all []sheet) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() && len(all) < maxMeasured {
		var s sheet
		if json.Unmarshal(lines.Bytes(), &s) == nil {
			all = append(all, s)
		}
	}
	return all
}

// draw makes up who wrote the article, when and where.
func (s *sheet) draw() {
	h := fnv.New64a()
	_, _ = h.Write([]byte(s.Title + s.Lead))
	n := h.Sum64()
	pick := func(list ...string) string {
		n = n*6364136223846793005 + 1442695040888963407
		return list[(n>>33)%uint64(len(list))]
	}
	s.when = time.Date(1998, 1, 1, 0, 0, 0, 0, zone).Add(time.Duration(n>>20%(26*365*24*60)) * time.Minute)
	s.writer = pick("Văn An", "Nguyễn Thu Hà", "Minh Khôi", "Trần Hồng Nhung", "Quốc Bảo", "Lê Thị Thanh Trúc")
	s.taker = pick("Đức Huy", "Mai Lan", "Phạm Văn Sáu", "Hải Đăng")
	s.section = pick("Thời sự", "Xây dựng Đảng", "Kinh tế", "Văn hóa - Xã hội", "Thể thao", "Pháp luật")
	s.place = pick("Hòa Lâm", "Thạch Giang", "Tây Ninh", "Bình Phước", "TP.HCM", "Cửa Tràm")
	s.weekday = []string{"Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"}[s.when.Weekday()]
	s.Title, s.Lead = trim(s.Title), trim(s.Lead)
	for p := range strings.SplitSeq(s.Text, "\n") {
		if p = strings.TrimRight(trim(p), " ./"); p != "" && !isJunk(p) {
			s.body = append(s.body, p+".")
		}
	}
}

// layout prints a sheet as some system did.
type layout struct {
	name  string
	print func(s *sheet) (text, path string, want truth)
}

var measuredLayouts = []layout{
	{"export, captions twice", printExport}, {"section path, author line, credits", printPortal}, {"section above, dateline, signature", printKicker},
	{"agency copy, date in the folders", printWire}, {"typescript, place and date below", printTypescript}, {"hard-wrapped, date in the name", printWrapped},
	{"labels for everything", printLabels}, {"date first, names joined by a dash", printDateFirst},
}

func printExport(s *sheet) (string, string, truth) {
	caps := ""
	for _, c := range s.Captions {
		caps += c + "\n" + c + "\n\n"
	}
	text := fmt.Sprintf("%s\nCập nhật lúc%s, %s, %s (GMT+7)\n\n%s\n\n%s%s/.\n\nTin, ảnh: %s\n", s.Title, s.when.Format("15:04"), s.weekday, s.when.Format("02/01/2006"),
		s.Lead, caps, strings.Join(s.body, "\n\n"), s.writer)
	return text, "x.txt", truth{"title": s.Title, "published": minute(s.when), "authors": s.writer, "photographers": s.writer, "lead": s.Lead, "body": paragraphs(s.body),
		"captions": paragraphs(s.Captions), "section": ""}
}

func printPortal(s *sheet) (string, string, truth) {
	body, captions, taker := slices.Clone(s.body), []string(nil), ""
	if len(s.Captions) > 0 {
		c := strings.TrimRight(s.Captions[0], ". ") + ". Ảnh: " + s.taker
		body = slices.Insert(body, 1, c)
		captions, taker = []string{c}, s.taker
	}
	text := fmt.Sprintf("Trang chủ » Tin tức » %s\n%s\n%s, %s\nTác giả: %s\n%s\n%s\n", s.section, s.Title, s.weekday, s.when.Format("2/1/2006 - 15:04"), s.writer,
		s.Lead, strings.Join(body, "\n"))
	return text, "x.txt", truth{"title": s.Title, "published": minute(s.when), "section": s.section, "authors": s.writer, "lead": s.Lead, "body": paragraphs(s.body),
		"captions": paragraphs(captions), "photographers": taker}
}

func printKicker(s *sheet) (string, string, truth) {
	lead := s.place + " - Sáng " + s.when.Format("2-1") + ", " + s.Lead
	text := fmt.Sprintf("%s\n\n%s\n%s\n\n%s\n\n%s\n\n%s\n", s.section, s.Title, s.when.Format("02-01-2006"), lead, strings.Join(s.body, "\n\n"), strings.ToUpper(s.writer))
	return text, "x.txt", truth{"title": s.Title, "published": day(s.when), "section": s.section, "place": s.place, "authors": strings.ToUpper(s.writer), "lead": lead,
		"body": paragraphs(s.body)}
}

func printWire(s *sheet) (string, string, truth) {
	lead := s.place + " (TTXVN) - " + s.Lead
	text := fmt.Sprintf("%s\n%s\n%s\nTheo TTXVN\n", s.Title, lead, strings.Join(s.body, "\n"))
	return text, s.when.Format("tin/2006/01/02/") + "tin-07.txt", truth{"title": s.Title, "published": day(s.when), "place": s.place, "authors": "TTXVN", "lead": lead,
		"body": paragraphs(s.body), "section": ""}
}

func printTypescript(s *sheet) (string, string, truth) {
	title := strings.ToUpper(s.Title)
	text := fmt.Sprintf("%s\n\n    %s\n    %s\n\n%s, ngày %d tháng %d năm %d\n%s\n", title, s.Lead, strings.Join(s.body, "\n    "), s.place,
		s.when.Day(), s.when.Month(), s.when.Year(), s.writer)
	return text, "x.txt", truth{"title": title, "published": day(s.when), "place": s.place, "authors": s.writer, "lead": s.Lead, "body": paragraphs(s.body)}
}

func printWrapped(s *sheet) (string, string, truth) {
	text := wrap(s.Title, 66) + "\n\n" + wrap(s.Lead, 66) + "\n\n"
	for _, p := range s.body {
		text += wrap(p, 66) + "\n\n"
	}
	return text + "(" + s.writer + ")\n", s.when.Format("bao/tin-02-01-2006.txt"), truth{"title": s.Title, "published": day(s.when), "authors": s.writer, "lead": s.Lead,
		"body": paragraphs(s.body)}
}

func printLabels(s *sheet) (string, string, truth) {
	text := fmt.Sprintf("Chuyên mục: %s\nTiêu đề: %s\nNgày đăng: %s\nTác giả: %s\n\n%s\n\n%s\n\nẢnh: %s\n", s.section, s.Title, s.when.Format("2006-01-02 15:04:05"), s.writer,
		s.Lead, strings.Join(s.body, "\n\n"), s.taker)
	return text, "x.txt", truth{"title": s.Title, "published": minute(s.when), "section": s.section, "authors": s.writer, "photographers": s.taker, "lead": s.Lead,
		"body": paragraphs(s.body)}
}

func printDateFirst(s *sheet) (string, string, truth) {
	text := fmt.Sprintf("%s | %s\n%s\n%s\n%s\n%s - %s\n", s.section, s.when.Format("02.01.2006 15:04"), s.Title, s.Lead, strings.Join(s.body, "\n"), s.writer, s.taker)
	return text, "x.txt", truth{"title": s.Title, "published": minute(s.when), "section": s.section, "authors": s.writer + "; " + s.taker, "lead": s.Lead, "body": paragraphs(s.body)}
}

func minute(t time.Time) string { return t.Format("2006-01-02 15:04") }
func day(t time.Time) string    { return t.Format("2006-01-02") + " 00:00" }

func paragraphs(list []string) string { return joinValues(list) }

// wrap breaks a text into lines of at most n letters.
func wrap(s string, n int) string {
	var b strings.Builder
	width := 0
	for i, w := range strings.Fields(s) {
		l := utf8.RuneCountInString(w)
		if i > 0 && width+1+l > n {
			b.WriteByte('\n')
			width = 0
		} else if i > 0 {
			b.WriteByte(' ')
			width++
		}
		b.WriteString(w)
		width += l
	}
	return b.String()
}

// score counts how often something was right.
type score struct{ right, all int }

func (s score) share() float64 { return float64(s.right) / float64(max(s.all, 1)) }

func (s *score) count(right bool) {
	s.all++
	if right {
		s.right++
	}
}

// TestAccuracy prints articles in the layouts of several systems, reads them and counts the fields that come out as they went in. Run it
// with -v, and a corpus in $TIMBAO_CORPUS, for the tables.
func TestAccuracy(t *testing.T) {
	sheets := measuredSheets(t)
	byWay := map[string]*score{}
	sure := map[string]float64{}
	fields := []string{"title", "published", "section", "place", "authors", "photographers", "lead", "body", "captions"}
	t.Logf("%d articles\n%-38s %s", len(sheets), "", strings.Join(fields, " "))
	for _, l := range measuredLayouts {
		byField := map[string]*score{}
		for i := range sheets {
			measure(t, l, &sheets[i], byField, byWay, sure)
		}
		row := fmt.Sprintf("%-38s", l.name)
		for _, f := range fields {
			cell := "-"
			if s := byField[f]; s != nil {
				cell = fmt.Sprintf("%.1f", 100*s.share())
				if s.share() < leastAccuracy {
					t.Errorf("%s: %s is right in %d of %d articles", l.name, f, s.right, s.all)
				}
			}
			row += fmt.Sprintf(" %*s", len(f), cell)
		}
		t.Log(row)
	}
	for why, s := range byWay {
		t.Logf("%5.1f %% of %6d, said %3.0f %%: %s", 100*s.share(), s.all, 100*sure[why], why)
	}
}

// leastAccuracy is the share of each field of each layout that must be right; a large corpus has texts that no layout can tell apart.
const leastAccuracy = 0.95

// measure prints one article and reads it.
func measure(t *testing.T, l layout, s *sheet, byField, byWay map[string]*score, sure map[string]float64) {
	t.Helper()
	text, path, want := l.print(s)
	_, findings, err := Record{ID: "x", Data: []byte(text), Source: Source{Format: "text", Path: path}}.Inspect()
	if err != nil {
		t.Errorf("%s: %v", l.name, err)
		return
	}
	for field, value := range want {
		got := Finding{}
		if i := slices.IndexFunc(findings, func(f Finding) bool { return f.Field == field }); i >= 0 {
			got = findings[i]
		}
		right := unbroken(got.Value) == unbroken(value)
		if byField[field] == nil {
			byField[field] = &score{}
		}
		byField[field].count(right)
		if got.Why != "" {
			why, _, _ := strings.Cut(field+": "+got.Why, ": "+detailOf(got.Why))
			if byWay[why] == nil {
				byWay[why] = &score{}
			}
			byWay[why].count(right)
			sure[why] = got.Confidence
		}
		if !right && byField[field].all-byField[field].right <= 3 && testing.Verbose() {
			t.Logf("%s: %s is %q, should be %q (%s)", l.name, field, cutRunes(got.Value, 300), cutRunes(value, 300), got.Why)
		}
	}
}

// detailOf is what stands behind the reason itself.
func detailOf(why string) string {
	_, detail, ok := strings.Cut(why, ": ")
	if !ok {
		return "\x00"
	}
	return detail
}

// unbroken is a text without what breaking it into lines loses: which blanks it had, and invisible characters among them.
func unbroken(s string) string { return squeeze(strings.ReplaceAll(s, "\u200b", "")) }
