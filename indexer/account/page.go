package account

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"
	"time"
)

//go:embed page.html
var pageSource string

// Page is an account as a web page of its own.
type Page struct {
	Archive  string    // what the page is about: the index's folder
	Made     time.Time // when
	Run      []Figure  // what the run did that the page is written after; nil for none
	Skipped  Unread    // what that run left out; for a page without a run, not shown
	Coverage Coverage
}

// Figure is a number with its name, in Vietnamese and English.
type Figure struct {
	Vietnamese, English string
	Value               string
}

// Write writes the page: one HTML file in UTF-8 that needs no other and runs no script.
func (p Page) Write(w io.Writer) error {
	t, err := template.New("account").Funcs(template.FuncMap{"number": number, "percent": percent, "skipped": skipped}).Parse(pageSource)
	if err != nil {
		return fmt.Errorf("write the account as a page: %w", err)
	}
	if err := t.Execute(w, p); err != nil {
		return fmt.Errorf("write the account as a page: %w", err)
	}
	return nil
}

// number groups thousands as Vietnamese does: 105.418.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "." + s[i:]
	}
	return s
}

// percent is a share for people: "12 %", "<1 %".
func percent(part, whole int) string {
	switch {
	case whole == 0 || part == 0:
		return "0 %"
	case 100*part < whole:
		return "<1 %"
	}
	return strconv.Itoa(100*part/whole) + " %"
}

// skipped is where an input is that could not be read.
func skipped(path, inside string, line int) string {
	if inside != "" {
		path += "!/" + inside
	}
	if line > 0 {
		path += ":" + strconv.Itoa(line)
	}
	return path
}

// Year is a line of the calendar.
type Year struct {
	Year   string
	Total  int
	Months [12]Cell
}

// Cell is a month of the calendar.
type Cell struct {
	Outside  bool // before the first article or after the last
	Articles int
	Level    int // 0, none, to 4, as many as in the fullest month
}

// Calendar lays the months out by year.
func (v Coverage) Calendar() []Year {
	most := 1
	for _, m := range v.Months {
		most = max(most, m.Articles)
	}
	var years []Year
	for _, m := range v.Months {
		year, month, _ := strings.Cut(m.Month, "-")
		if len(years) == 0 || years[len(years)-1].Year != year {
			y := Year{Year: year}
			for i := range y.Months {
				y.Months[i].Outside = true
			}
			years = append(years, y)
		}
		y := &years[len(years)-1]
		n, err := strconv.Atoi(month)
		if err != nil || n < 1 || n > 12 {
			continue
		}
		cell := Cell{Articles: m.Articles}
		if m.Articles > 0 {
			cell.Level = 1 + 3*(m.Articles-1)/most
		}
		y.Months[n-1] = cell
		y.Total += m.Articles
	}
	return years
}
