package main

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"timbao/search"
)

// timeTable writes figures over time as text, with bars where there is room for them.
type timeTable struct {
	paint paint
	width int // columns of the terminal; 0 is a pipe: no bars
}

// The widths of a bar: the least that says something, and the most that is not just noise.
const (
	minBar = 6
	maxBar = 60
)

// timeline is a line for each bucket: how many articles, when, and a bar.
func (t timeTable) timeline(line *search.Timeline) string {
	most := 0
	for _, b := range line.Buckets {
		most = max(most, b.Count)
	}
	var b strings.Builder
	b.WriteString(t.paint.title(string(line.Unit)) + "\n")
	room := t.room(9 + len("2020-01-14") + 1)
	for _, bucket := range line.Buckets {
		text := fmt.Sprintf("%s %s", t.paint.number(fmt.Sprintf("%8s", number(int64(bucket.Count)))), bucket.Start)
		if drawn := bar(float64(bucket.Count), float64(most), room); drawn != "" {
			text += " " + t.paint.path(drawn)
		}
		b.WriteString(text + "\n")
	}
	if line.Undated > 0 {
		fmt.Fprintf(&b, "%s undated\n", t.paint.number(fmt.Sprintf("%8s", number(int64(line.Undated)))))
	}
	return b.String()
}

// room is how wide a bar can be beside so many columns of text; 0 for none.
func (t timeTable) room(taken int) int {
	if t.width-taken < minBar {
		return 0
	}
	return min(t.width-taken, maxBar)
}

// bar draws a figure to the eighth of a column, at least one eighth if it is not 0.
func bar(v, most float64, room int) string {
	if v <= 0 || most <= 0 || room <= 0 {
		return ""
	}
	eighths := max(int(v/most*float64(8*room)+0.5), 1)
	out := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		out += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return out
}

// trends is a table with a line for each bucket: all articles, and for each term the articles, those for 1,000, and a bar of these.
func (t timeTable) trends(trends *search.Trends) string {
	head := t.head(trends)
	rows := [][]string{}
	for i, b := range trends.Buckets {
		row := []string{b.Start, number(int64(b.Count))}
		for _, term := range trends.Terms {
			row = append(row, number(int64(term.Points[i].Count)), rate(term.Points[i].PerThousand, b.Count))
		}
		rows = append(rows, row)
	}
	if trends.Undated > 0 {
		row := []string{"undated", number(int64(trends.Undated))}
		for _, term := range trends.Terms {
			row = append(row, number(int64(term.Undated)), rate(1000*float64(term.Undated)/float64(trends.Undated), trends.Undated))
		}
		rows = append(rows, row)
	}
	total := []string{"total", number(int64(trends.Total))}
	for _, term := range trends.Terms {
		total = append(total, number(int64(term.Total)), rate(term.PerThousand, trends.Total))
	}
	rows = append(rows, total)
	taken := alignRight(head, rows)
	if room := t.room(taken+3*len(trends.Terms)) / len(trends.Terms); room >= minBar {
		head, rows = withBars(trends, head, rows, room)
	}
	return columns(t.paint, head, rows) + "\n"
}

// head is the first line of the table.
func (t timeTable) head(trends *search.Trends) []string {
	head := []string{string(trends.Unit), "articles"}
	for _, term := range trends.Terms {
		head = append(head, clean(term.Term), "/1,000")
	}
	return head
}

// rate writes a figure for 1,000 articles.
func rate(perThousand float64, of int) string {
	if of == 0 {
		return "-"
	}
	return strconv.FormatFloat(perThousand, 'f', 1, 64)
}

// alignRight makes the cells of each column but the first equally wide, and returns the width of the whole.
func alignRight(head []string, rows [][]string) int {
	taken := 0
	for column := range head {
		wide := lipgloss.Width(head[column])
		for _, row := range rows {
			wide = max(wide, lipgloss.Width(row[column]))
		}
		for _, row := range append([][]string{head}, rows...) {
			if gap := strings.Repeat(" ", wide-lipgloss.Width(row[column])); column > 0 {
				row[column] = gap + row[column]
			} else {
				row[column] += gap
			}
		}
		taken += wide + 2
	}
	return taken
}

// withBars puts a column with a bar behind the figures of each term. All bars have one scale, so that terms can be compared.
func withBars(trends *search.Trends, head []string, rows [][]string, room int) ([]string, [][]string) {
	most := 0.0
	for _, term := range trends.Terms {
		for _, p := range term.Points {
			most = max(most, p.PerThousand)
		}
	}
	wider := func(row []string, drawn func(term int) string) []string {
		out := row[:2:2]
		for i := range trends.Terms {
			out = append(out, row[2+2*i], row[3+2*i], drawn(i))
		}
		return out
	}
	head = wider(head, func(int) string { return "" })
	for n := range rows {
		rows[n] = wider(rows[n], func(term int) string {
			if n >= len(trends.Buckets) {
				return ""
			}
			return bar(trends.Terms[term].Points[n].PerThousand, most, room)
		})
	}
	return head, rows
}
