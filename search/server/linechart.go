package server

import (
	"cmp"
	"strconv"
	"strings"

	"timbao/search"
)

// lineChart is terms over time: a line for each, told apart by colour, dashes and the shape of its marks, and a table whose cells are
// links.
type lineChart struct {
	axes
	Lines []line
	Rows  []row
	All   string // heading of the column with all articles
	Unit  string // what the figures are: articles, or articles for 1,000
}

// line is a term.
type line struct {
	Number int    // from 1: of its class and the shape of its marks
	Name   string // the term as it was typed
	Total  string
	Paths  []string // points in a plot of 1,000 by chartHeight, apart where a period has no articles at all
	Marks  []mark
}

// mark is a point of a line that is drawn as a shape, with what it stands for.
type mark struct{ X, Y, Says string }

// row is a bucket in the table.
type row struct {
	Name  string
	All   int
	Cells []cell
}

// cell is the figure of a term in a bucket.
type cell struct{ Text, URL string }

// maxMarks is the most marks of a line; more of them would run together.
const maxMarks = 40

// trendsChart draws trends, nil if there is nothing to draw: no article has a date. The first argument of chartOptions.Link is a term as a query.
func (l language) trendsChart(t *search.Trends, o chartOptions) *lineChart {
	if t == nil || len(t.Buckets) == 0 || len(t.Terms) == 0 {
		return nil
	}
	buckets := merged(t.Buckets)
	values := make([][]point, len(t.Terms))
	most := 0.0
	for i, term := range t.Terms {
		values[i] = points(term, buckets)
		for _, p := range values[i] {
			most = max(most, p.value(o.Relative))
		}
	}
	starts := make([]string, len(buckets))
	for i, b := range buckets {
		starts[i] = b.Start
	}
	s := scaleFor(most, !o.Relative)
	c := &lineChart{All: l.text("chart.all"), Unit: l.text("chart.articles"), axes: axes{
		ID: cmp.Or(o.ID, "chart"), Title: cmp.Or(o.Title, l.text("chart.trends."+string(bucketUnit(starts[0])))), Height: chartHeight, Open: o.Open,
		Grid: s.grid(l), Ticks: l.ticks(starts), Period: l.periodWord(starts[0]),
	}}
	if o.Relative {
		c.Unit = l.text("chart.per1000")
	}
	var says []string
	for i, term := range t.Terms {
		c.Lines = append(c.Lines, l.line(i+1, term, values[i], s, o.Relative))
		says = append(says, l.peak(term.Term, values[i], o.Relative))
	}
	c.Desc = l.text("chart.trends.desc", c.Unit, l.span(starts[0]), l.span(starts[len(starts)-1])) + " " + strings.Join(says, " ")
	for i, b := range buckets {
		r := row{Name: l.span(b.Start), All: b.Count}
		for n := range t.Terms {
			v := cell{Text: l.figure(values[n][i], o.Relative)}
			if values[n][i].count > 0 && o.Link != nil {
				v.URL = o.Link(t.Terms[n].Query, b.Start)
			}
			r.Cells = append(r.Cells, v)
		}
		c.Rows = append(c.Rows, r)
	}
	return c
}

// point is a term in a bucket as it is drawn.
type point struct {
	start     string
	count, of int
}

// value is the figure of a point.
func (p point) value(relative bool) float64 {
	switch {
	case !relative:
		return float64(p.count)
	case p.of == 0:
		return 0
	}
	return 1000 * float64(p.count) / float64(p.of)
}

// points are those of a term, by the buckets that are drawn.
func points(t search.Trend, buckets []search.Bucket) []point {
	out := make([]point, len(buckets))
	at := 0
	for i, b := range buckets {
		out[i] = point{start: b.Start, of: b.Count}
		for ; at < len(t.Points) && strings.HasPrefix(t.Points[at].Start, b.Start); at++ {
			out[i].count += t.Points[at].Count
		}
	}
	return out
}

// line draws a term.
func (l language) line(number int, t search.Trend, points []point, s scale, relative bool) line {
	out := line{Number: number, Name: t.Term, Total: l.number(t.Total)}
	if relative {
		out.Total = l.decimal(t.PerThousand, digitsOf(t.PerThousand))
	}
	every := (len(points) + maxMarks - 1) / maxMarks
	var path []string
	end := func() {
		if len(path) > 1 {
			out.Paths = append(out.Paths, strings.Join(path, " "))
		}
		path = nil
	}
	for i, p := range points {
		if p.of == 0 { // nothing was published: that is not the same as nothing found
			end()
			continue
		}
		y := pixels(s.y(p.value(relative)))
		path = append(path, pixels(1000*(float64(i)+0.5)/float64(len(points)))+","+y)
		lone := (i == 0 || points[i-1].of == 0) && (i+1 == len(points) || points[i+1].of == 0)
		if i%every == 0 || lone {
			out.Marks = append(out.Marks, mark{place(float64(i)+0.5, len(points)), y, t.Term + ", " + l.span(p.start) + ": " + l.figure(p, relative)})
		}
	}
	end()
	return out
}

// figure writes what a point stands for.
func (l language) figure(p point, relative bool) string {
	if !relative {
		return l.number(p.count)
	}
	if p.of == 0 {
		return "–"
	}
	return l.decimal(p.value(true), digitsOf(p.value(true)))
}

// digitsOf is how many digits behind the sign tell figures of this size apart.
func digitsOf(v float64) int {
	switch {
	case v == 0 || v >= 100:
		return 0
	case v >= 1:
		return 1
	}
	return 2
}

// peak says when a term came up most.
func (l language) peak(term string, points []point, relative bool) string {
	best := 0
	for i := range points {
		if points[i].value(relative) > points[best].value(relative) {
			best = i
		}
	}
	if points[best].count == 0 {
		return l.text("chart.trends.none", term)
	}
	return l.text("chart.trends.peak", term, l.span(points[best].start), l.figure(points[best], relative))
}

// percent writes a share of the width.
func percent(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) + "%" }
