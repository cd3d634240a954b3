package server

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"timbao/search"
)

// drawn is what the template of a chart writes, in a language.
func drawn(t interface {
	Helper()
	Fatal(...any)
}, p *page, code, name string, view any) string {
	t.Helper()
	var b strings.Builder
	if err := p.templates[code]["home"].ExecuteTemplate(&b, name, view); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wellFormed fails unless the text is XML whose ids are all different and whose references lead somewhere.
func wellFormed(t interface {
	Helper()
	Fatalf(string, ...any)
}, text string) {
	t.Helper()
	ids, wanted := map[string]bool{}, []string{}
	d := xml.NewDecoder(strings.NewReader(text))
	d.Entity = xml.HTMLEntity
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%v in %s", err, text)
		}
		e, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range e.Attr {
			switch a.Name.Local {
			case "id":
				if ids[a.Value] {
					t.Fatalf("id %s is there twice", a.Value)
				}
				ids[a.Value] = true
			case "aria-labelledby", "aria-describedby":
				wanted = append(wanted, a.Value)
			case "href":
				if ref, ok := strings.CutPrefix(a.Value, "#"); ok {
					wanted = append(wanted, ref)
				}
			case "style":
				t.Fatalf("an inline style: %s", a.Value)
			}
			if strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") || strings.Contains(a.Value, "javascript:") {
				t.Fatalf("attribute %s=%q", a.Name.Local, a.Value)
			}
		}
	}
	for _, id := range wanted {
		if !ids[id] {
			t.Fatalf("%s is referred to and not there", id)
		}
	}
}

func years(from int, counts ...int) []search.Bucket {
	var out []search.Bucket
	for i, n := range counts {
		out = append(out, search.Bucket{Start: strconv.Itoa(from + i), Count: n})
	}
	return out
}

func TestTheBarChart(t *testing.T) {
	p, err := newPage(Options{})
	if err != nil {
		t.Fatal(err)
	}
	line := &search.Timeline{Unit: search.UnitYear, Buckets: years(2018, 1, 0, 40, 19), Undated: 3}
	link := func(term, start string) string { return "/?q=l%C5%A9&year=" + start + term }
	for code, want := range map[string][]string{
		inVietnamese: {"Số bài theo năm", `aria-label="2018: 1 bài"`, `aria-label="2020: 40 bài"`, "60 bài, từ 2018 đến 2021. Nhiều nhất là 2020: 40 bài.", "Ngoài ra còn 3 bài không rõ ngày.", "Bảng số liệu"},
		inEnglish:    {"Articles per year", `aria-label="2018: 1 article"`, `aria-label="2020: 40 articles"`, "60 articles, from 2018 to 2021. Most of them in 2020: 40.", "3 articles without a date", "Table of the figures"},
	} {
		l := language{code, p.texts}
		got := drawn(t, p, code, "bars", l.timelineChart(line, chartOptions{ID: "when", Link: link}))
		wellFormed(t, got)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: there is no %q in\n%s", code, w, got)
			}
		}
		if n := strings.Count(got, `<a href="/?q=l%C5%A9&amp;year=`); n != 6 || strings.Contains(got, "year=2019") {
			t.Errorf("%d links to years, want one in the plot and one in the table for each of three", n)
		}
		if strings.Contains(got, `role="img"`) {
			t.Error("the plot is a picture to those who hear it, and its links are out of reach")
		}
	}
	l := language{inVietnamese, p.texts}
	plain := drawn(t, p, inVietnamese, "bars", l.timelineChart(line, chartOptions{Open: true, Title: "<Tên>"}))
	wellFormed(t, plain)
	if strings.Contains(plain, "<a ") || !strings.Contains(plain, `role="img"`) || !strings.Contains(plain, "<details class=\"figures\" open=\"\">") || !strings.Contains(plain, "&lt;Tên&gt;") {
		t.Errorf("without links:\n%s", plain)
	}
	for _, none := range []*search.Timeline{nil, {}, {Unit: search.UnitDay, Undated: 4, Buckets: []search.Bucket{}}} {
		if l.timelineChart(none, chartOptions{}) != nil {
			t.Errorf("%+v is drawn", none)
		}
	}
}

func TestTheLineChart(t *testing.T) {
	p, err := newPage(Options{})
	if err != nil {
		t.Fatal(err)
	}
	found := &search.Trends{Unit: search.UnitYear, Buckets: years(2018, 100, 0, 50, 10), Terms: []search.Trend{
		{Term: "lũ", Query: "lũ", Total: 7, PerThousand: 43.75, Points: []search.Point{{Start: "2018", Count: 2}, {Start: "2019"}, {Start: "2020", Count: 5}, {Start: "2021"}}},
		{Term: `"hạn & mặn"`, Points: []search.Point{{Start: "2018"}, {Start: "2019"}, {Start: "2020"}, {Start: "2021"}}},
	}}
	l := language{inVietnamese, p.texts}
	link := func(term, start string) string { return "/?q=" + term + "&year=" + start }
	c := l.trendsChart(found, chartOptions{ID: "c", Relative: true, Link: link})
	got := drawn(t, p, inVietnamese, "lines", c)
	wellFormed(t, got)
	for _, w := range []string{"Các từ theo năm", "số bài trên 1.000 bài", "lũ: nhiều nhất 2020, 100.", "&#34;hạn &amp; mặn&#34;: không có bài nào.", "<title>lũ, 2018: 20,0</title>", ">43,8<"} {
		if !strings.Contains(got, w) {
			t.Errorf("there is no %q in\n%s", w, got)
		}
	}
	// 2019 has no articles at all: 2018 stands alone, the line goes from 2020 to 2021.
	if len(c.Lines[0].Paths) != 1 || c.Lines[0].Paths[0] != "625,0 875,200" || len(c.Lines[0].Marks) != 3 {
		t.Errorf("line %+v", c.Lines[0])
	}
	if c.Rows[1].Cells[0].Text != "–" || c.Rows[2].Cells[0].Text != "100" || c.Rows[2].Cells[0].URL == "" || c.Rows[2].Cells[1].URL != "" || c.Rows[2].All != 50 {
		t.Errorf("rows %+v", c.Rows)
	}
	absolute := l.trendsChart(found, chartOptions{})
	if absolute.Rows[2].Cells[0].Text != "5" || absolute.Grid[len(absolute.Grid)-1].Label != "6" {
		t.Errorf("in articles: %+v, scale %+v", absolute.Rows[2], absolute.Grid)
	}
	for _, none := range []*search.Trends{nil, {}, {Buckets: years(2018, 1)}, {Terms: found.Terms}} {
		if l.trendsChart(none, chartOptions{}) != nil {
			t.Errorf("%+v is drawn", none)
		}
	}
}

// TestLongChartsAreDrawnCoarser draws 27 years of days: by year, summing what was counted.
func TestLongChartsAreDrawnCoarser(t *testing.T) {
	l := spoken(t, inEnglish)
	var days []search.Bucket
	for y := 1998; y < 2025; y++ {
		for m := 1; m <= 12; m++ {
			for d := 1; d <= 28; d++ {
				days = append(days, search.Bucket{Start: fmt.Sprintf("%d-%02d-%02d", y, m, d), Count: m})
			}
		}
	}
	c := l.timelineChart(&search.Timeline{Unit: search.UnitDay, Buckets: days}, chartOptions{})
	if len(c.Bars) != 27 || c.Bars[0].Count != 28*78 || c.Bars[26].Name != "2024" || c.Title != "Articles per year" {
		t.Errorf("%d bars, first %+v", len(c.Bars), c.Bars[0])
	}
	c = l.timelineChart(&search.Timeline{Unit: search.UnitDay, Buckets: days[:28*12*10]}, chartOptions{})
	if len(c.Bars) != 120 || c.Bars[1].Name != "Feb 1998" || c.Bars[1].Count != 56 {
		t.Errorf("%d bars, second %+v", len(c.Bars), c.Bars[1])
	}
	term := search.Trend{Term: "x"}
	for _, b := range days {
		term.Points = append(term.Points, search.Point{Start: b.Start, Count: 1})
	}
	lines := l.trendsChart(&search.Trends{Buckets: days, Terms: []search.Trend{term}}, chartOptions{})
	if len(lines.Rows) != 27 || lines.Rows[5].Cells[0].Text != "336" || lines.Rows[5].All != 28*78 {
		t.Errorf("%d rows, %+v", len(lines.Rows), lines.Rows[5])
	}
}

func TestScales(t *testing.T) {
	for most, want := range map[float64]string{0: "0 1", 1: "0 1", 3: "0 1 2 3", 4: "0 1 2 3 4", 5: "0 2 4 6", 9: "0 5 10", 40: "0 10 20 30 40", 105418: "0 50,000 100,000 150,000"} {
		if got := labels(scaleFor(most, true).grid(spoken(t, inEnglish))); got != want {
			t.Errorf("%v: %s, want %s", most, got, want)
		}
	}
	for most, want := range map[float64]string{0.03: "0,00 0,01 0,02 0,03", 0.7: "0,0 0,2 0,4 0,6 0,8", 3.2: "0 1 2 3 4", 1000: "0 500 1.000"} {
		if got := labels(scaleFor(most, false).grid(spoken(t, inVietnamese))); got != want {
			t.Errorf("%v: %s, want %s", most, got, want)
		}
	}
}

func labels(grid []gridLine) string {
	var out []string
	for _, g := range grid {
		out = append(out, g.Label)
	}
	return strings.Join(out, " ")
}

// TestAnyChartFits draws random figures: everything stays within the plot, columns touch without lying on each other, and the table
// sums to what was counted.
func TestAnyChartFits(t *testing.T) {
	p, err := newPage(Options{})
	if err != nil {
		t.Fatal(err)
	}
	l := language{inVietnamese, p.texts}
	rapid.Check(t, func(t *rapid.T) {
		counts := rapid.SliceOfN(rapid.OneOf(rapid.Just(0), rapid.IntRange(0, 20), rapid.IntRange(0, math.MaxInt32)), 1, 130).Draw(t, "counts")
		buckets, sum := years(1800, counts...), 0
		term := search.Trend{Term: rapid.String().Draw(t, "term")}
		for _, b := range buckets {
			sum += b.Count
			term.Points = append(term.Points, search.Point{Start: b.Start, Count: rapid.IntRange(0, b.Count).Draw(t, "of it")})
		}
		c := l.timelineChart(&search.Timeline{Buckets: buckets}, chartOptions{Link: func(_, start string) string { return "/?year=" + start }})
		end := float64(plotLeft)
		for _, b := range c.Bars {
			sum -= b.Count
			left := number(t, b.Left)
			if math.Abs(left-end) > 0.01 || number(t, b.Y) < 0 || math.Abs(number(t, b.Y)+number(t, b.Height)-chartHeight) > 0.11 || b.Count > 0 && number(t, b.Height) < 2 {
				t.Fatalf("%+v after %v", b, end)
			}
			end = left + number(t, b.Column)
		}
		if sum != 0 || end > 100.01 || len(c.Ticks) > 12 {
			t.Fatalf("%d articles are missing, the last column ends at %v %%, %d names", sum, end, len(c.Ticks))
		}
		wellFormed(t, drawn(t, p, inVietnamese, "bars", c))
		lines := l.trendsChart(&search.Trends{Buckets: buckets, Terms: []search.Trend{term}}, chartOptions{Relative: rapid.Bool().Draw(t, "relative")})
		for _, m := range lines.Lines[0].Marks {
			if y := number(t, m.Y); y < 0 || y > chartHeight || number(t, m.X) > 100 || number(t, m.X) < plotLeft {
				t.Fatalf("mark %+v", m)
			}
		}
	})
}

// number reads a length of a chart.
func number(t *rapid.T, s string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "%"), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestEveryLineHasItsColourAndShape looks for what a chart of as many terms as there may be refers to.
func TestEveryLineHasItsColourAndShape(t *testing.T) {
	css, err := os.ReadFile("assets/style/6-charts.css")
	if err != nil {
		t.Fatal(err)
	}
	dark, err := os.ReadFile("assets/dark.css")
	if err != nil {
		t.Fatal(err)
	}
	shapes, err := os.ReadFile("templates/shared/charts.html")
	if err != nil {
		t.Fatal(err)
	}
	colours := map[string][]string{}
	for n := range search.MaxTrendTerms {
		id := strconv.Itoa(n + 1)
		if !strings.Contains(string(css), ".s"+id+" { fill: var(--s"+id+")") || !strings.Contains(string(shapes), `{{.}}-shape`+id+`"`) {
			t.Errorf("line %s has no class or no shape", id)
		}
		for name, sheet := range map[string][]byte{"light": css, "dark": dark} {
			m := regexp.MustCompile(`--s` + id + `: (#[0-9a-f]{6});`).FindSubmatch(sheet)
			if m == nil {
				t.Errorf("line %s has no colour when it is %s", id, name)
				continue
			}
			if slices.Contains(colours[name], string(m[1])) {
				t.Errorf("line %s has the colour of another", id)
			}
			colours[name] = append(colours[name], string(m[1]))
			ground := map[string]string{"light": "#fbfaf8", "dark": "#161412"}[name]
			if r := contrast(t, string(m[1]), ground); r < 3 {
				t.Errorf("line %s has a contrast of %.1f when it is %s", id, r, name)
			}
		}
	}
}

// contrast is WCAG's ratio of two colours.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	light := func(colour string) float64 {
		n, err := strconv.ParseUint(colour[1:], 16, 32)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for i, w := range []float64{0.0722, 0.7152, 0.2126} {
			v := float64(n>>(8*i)&255) / 255
			if v <= 0.04045 {
				v /= 12.92
			} else {
				v = math.Pow((v+0.055)/1.055, 2.4)
			}
			sum += w * v
		}
		return sum + 0.05
	}
	x, y := light(a), light(b)
	return max(x, y) / min(x, y)
}
