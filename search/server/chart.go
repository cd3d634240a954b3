package server

import (
	"math"
	"strconv"
	"strings"
	"time"

	"timbao/search"
)

// A chart is a view that a shared template draws as SVG with a table of the same figures: barChart with {{template "bars" .}},
// lineChart with {{template "lines" .}}. Both are made from an answer of the search package, in the language of the visitor:
//
//	v.Chart = l.timelineChart(found.Timeline, chartOptions{ID: "when", Link: func(_, start string) string { … }})
//
// Nothing in a chart is styled in place: widths are in percent of the chart and heights in pixels, both in attributes, and colours,
// dashes and letters come from the classes in assets/style/6-charts.css, so that it fits any width without small print, follows the
// colours of the page, and needs no exception from its content security policy.

// chartOptions say how a chart is drawn.
type chartOptions struct {
	ID       string                          // begins every id in the chart; must be the only one on the page. "" means "chart"
	Title    string                          // what the chart shows; "" for a title of its own
	Link     func(term, start string) string // address of the articles of a bucket, and of a term in trends; nil or "" for none
	Relative bool                            // trends for 1,000 articles, not in articles
	Open     bool                            // the table is there without being asked for
	Low      bool                            // of bars: half as high, for a chart above other things
}

// chartHeight is the height of the plots in pixels, lowHeight that of low ones, and plotLeft the share of the width, in percent, that the
// figures of the axis take.
const (
	chartHeight = 200
	lowHeight   = 80
	plotLeft    = 9
)

// maxDrawn is the most buckets of a chart. More of them are drawn by the next larger unit.
const maxDrawn = 120

// gridLine is a line across the plot with what it stands for.
type gridLine struct{ Y, Label string }

// tick names a bucket under the plot. A fine one is left out on narrow screens.
type tick struct {
	X, Label string
	Fine     bool
}

// axes is what both kinds of charts have around their plots.
type axes struct {
	ID, Title, Desc string
	Height          int // of the plot
	Grid            []gridLine
	Ticks           []tick
	Open            bool
	Period          string // heading of the first column of the table
}

// Whole is the height of the chart, with the names below the plot.
func (a axes) Whole() int { return a.Height + 24 }

// Names is how far below the upper edge the names of the buckets stand.
func (a axes) Names() int { return a.Height + 18 }

// bucketUnit is the unit of a bucket by how its beginning is written.
func bucketUnit(start string) search.Unit {
	switch strings.Count(start, "-") {
	case 0:
		return search.UnitYear
	case 1:
		return search.UnitMonth
	}
	return search.UnitDay
}

// coarser cuts the beginnings of buckets to a larger unit when there are too many of them: "2020-01-14" to "2020-01" or "2020".
func coarser(starts []string) (keep int) {
	if len(starts) == 0 {
		return 0
	}
	keep = len(starts[0])
	for keep > 4 {
		distinct := 0
		for i := range starts {
			if i == 0 || starts[i][:keep] != starts[i-1][:keep] {
				distinct++
			}
		}
		if distinct <= maxDrawn {
			break
		}
		keep -= 3
	}
	return keep
}

// span names a year, month or day: 2020; tháng 1/2020 or Jan 2020; 14/1/2020 or 14 Jan 2020.
func (l language) span(start string) string {
	if l.code == inEnglish {
		return timeIn(start, map[search.Unit]string{search.UnitYear: "2006", search.UnitMonth: "Jan 2006", search.UnitDay: "2 Jan 2006"})
	}
	name := timeIn(start, map[search.Unit]string{search.UnitYear: "2006", search.UnitMonth: "1/2006", search.UnitDay: "2/1/2006"})
	if bucketUnit(start) == search.UnitMonth {
		return l.text("chart.month", name)
	}
	return name
}

// shortSpan is span in as few letters as an axis has room for.
func (l language) shortSpan(start string) string {
	if l.code == inEnglish {
		return timeIn(start, map[search.Unit]string{search.UnitYear: "2006", search.UnitMonth: "Jan 2006", search.UnitDay: "2 Jan"})
	}
	return timeIn(start, map[search.Unit]string{search.UnitYear: "2006", search.UnitMonth: "1/2006", search.UnitDay: "2/1"})
}

// timeIn writes the beginning of a bucket by the layout of its unit.
func timeIn(start string, layouts map[search.Unit]string) string {
	u := bucketUnit(start)
	at, err := time.Parse(map[search.Unit]string{search.UnitYear: "2006", search.UnitMonth: "2006-01", search.UnitDay: time.DateOnly}[u], start)
	if err != nil {
		return start
	}
	return at.Format(layouts[u])
}

// scale maps figures to heights: 0 is at the bottom of the plot, top at its upper edge.
type scale struct{ top, step, height float64 }

// scaleFor is a scale of two to five steps of 1, 2 or 5 times a power of ten that holds figures up to most. Whole figures have whole steps.
func scaleFor(most float64, whole bool) scale {
	if most <= 0 || math.IsNaN(most) || math.IsInf(most, 0) {
		return scale{1, 1, chartHeight}
	}
	power := math.Pow(10, math.Floor(math.Log10(most/4)))
	step := 10 * power
	for _, m := range []float64{1, 2, 5} {
		if m*power*4 >= most {
			step = m * power
			break
		}
	}
	if whole {
		step = max(step, 1)
	}
	return scale{step * math.Ceil(most/step-1e-9), step, chartHeight}
}

// low is the scale in a low plot, which has room for no more than two steps.
func (s scale) low() scale {
	s.height = lowHeight
	if s.top > 2*s.step {
		s.step = s.top
	}
	return s
}

// y is how far below the upper edge a figure lies, in pixels.
func (s scale) y(v float64) float64 { return s.height * (1 - v/s.top) }

// grid is the lines of a scale, from the bottom.
func (s scale) grid(l language) []gridLine {
	var out []gridLine
	digits := max(0, int(-math.Floor(math.Log10(s.step)+1e-9)))
	for i := 0; float64(i)*s.step <= s.top*(1+1e-9); i++ {
		v := float64(i) * s.step
		label := l.decimal(v, digits)
		if digits == 0 {
			label = l.number(int(v))
		}
		out = append(out, gridLine{pixels(s.y(v)), label})
	}
	return out
}

// place is where bucket i of n begins, in percent of the width of the chart.
func place(i float64, n int) string {
	return strconv.FormatFloat(plotLeft+(100-plotLeft)*i/float64(n), 'f', 3, 64) + "%"
}

// pixels writes a length.
func pixels(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}

// ticks names some buckets: a dozen where there is room, half of them on narrow screens.
func (l language) ticks(starts []string) []tick {
	const most = 12
	every := (len(starts) + most - 1) / most
	var out []tick
	for i := 0; i < len(starts); i += every {
		out = append(out, tick{place(float64(i)+0.5, len(starts)), l.shortSpan(starts[i]), len(starts) > most/2 && i/every%2 > 0})
	}
	return out
}

// periodWord is what the buckets of a unit are called at the head of the table.
func (l language) periodWord(start string) string {
	return l.text("chart.unit." + string(bucketUnit(start)))
}
