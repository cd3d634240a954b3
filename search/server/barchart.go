package server

import (
	"cmp"

	"timbao/search"
)

// barChart is articles over time: a bar for each bucket, whole columns of which are links, and a table with the same links.
type barChart struct {
	axes
	Bars    []bar
	Linked  bool // some bar is a link
	Undated int  // articles that are in no bar
}

// bar is a bucket. Its column reaches from the top of the plot to the bottom, so that small bars can be clicked as well as large ones.
type bar struct {
	X, Width string // of the bar
	Left     string // of the column
	Column   string // width of the column
	Y        string
	Height   string
	Name     string // the period, written out
	Count    int
	URL      string // "" if no article is in it
}

// timelineChart draws a timeline; nil if no article in it has a date. The first argument of chartOptions.Link is "".
func (l language) timelineChart(t *search.Timeline, o chartOptions) *barChart {
	if t == nil || len(t.Buckets) == 0 {
		return nil
	}
	buckets := merged(t.Buckets)
	starts, most, best, sum := make([]string, len(buckets)), 0, 0, 0
	for i, b := range buckets {
		starts[i] = b.Start
		sum += b.Count
		if b.Count > most {
			most, best = b.Count, i
		}
	}
	s := scaleFor(float64(most), true)
	if o.Low {
		s = s.low()
	}
	c := &barChart{Undated: t.Undated, axes: axes{
		ID: cmp.Or(o.ID, "chart"), Title: cmp.Or(o.Title, l.text("chart.timeline."+string(bucketUnit(starts[0])))), Height: int(s.height), Open: o.Open,
		Grid: s.grid(l), Ticks: l.ticks(starts), Period: l.periodWord(starts[0]),
	}}
	c.Desc = l.text("chart.timeline.desc", sum, l.span(starts[0]), l.span(starts[len(starts)-1]), l.span(starts[best]), most)
	n := len(buckets)
	share := (100.0 - plotLeft) / float64(n)
	for i, b := range buckets {
		height := s.height - s.y(float64(b.Count))
		if b.Count > 0 {
			height = max(height, 2) // or it would not be seen
		}
		v := bar{
			X: place(float64(i)+0.1, n), Width: percent(0.8 * share), Left: place(float64(i), n), Column: percent(share),
			Y: pixels(s.height - height), Height: pixels(height), Name: l.span(b.Start), Count: b.Count,
		}
		if b.Count > 0 && o.Link != nil {
			v.URL = o.Link("", b.Start)
		}
		c.Linked = c.Linked || v.URL != ""
		c.Bars = append(c.Bars, v)
	}
	return c
}

// merged is the buckets as they are drawn: as they are, or by a larger unit if there are too many.
func merged(buckets []search.Bucket) []search.Bucket {
	starts := make([]string, len(buckets))
	for i, b := range buckets {
		starts[i] = b.Start
	}
	keep := coarser(starts)
	var out []search.Bucket
	for _, b := range buckets {
		start := b.Start[:keep]
		if n := len(out); n > 0 && out[n-1].Start == start {
			out[n-1].Count += b.Count
		} else {
			out = append(out, search.Bucket{Start: start, Count: b.Count})
		}
	}
	return out
}
