package main

import (
	"fmt"
	"strconv"
	"strings"

	"timbao/search/eval"
)

// topicsShown is how many topics a comparison lists on each side.
const topicsShown = 10

// render is the figures as tables: the means, and with a comparison what changed and in which topics.
func (e *evaluation) render(p paint, measure string) string {
	if len(e.Comparisons) == 0 {
		return e.means(p)
	}
	text := e.changes(p)
	for _, c := range e.Comparisons {
		if c.Measure == measure {
			text += "\n" + topicTable(p, c)
		}
	}
	return text
}

func (e *evaluation) means(p paint) string {
	header, row := []string{"topics"}, []string{number(int64(len(e.Topics)))}
	for _, m := range eval.Measures() {
		header = append(header, m.Name)
		row = append(row, fmt.Sprintf("%.4f", m.Of(e.Mean)))
	}
	text := columns(p, header, [][]string{row}) + "\n"
	if e.Unjudged > 0 {
		text += fmt.Sprintf("%s without relevant articles left out\n", plural(e.Unjudged, "topic"))
	}
	return text
}

func (e *evaluation) changes(p paint) string {
	header := []string{"measure", "before", "now", "change", "better", "worse", "same", "p (t-test)", "p (random)"}
	var rows [][]string
	for _, c := range e.Comparisons {
		rows = append(rows, []string{
			c.Measure, fmt.Sprintf("%.4f", c.A), fmt.Sprintf("%.4f", c.B), fmt.Sprintf("%+.4f", c.B-c.A),
			strconv.Itoa(c.Wins), strconv.Itoa(c.Losses), strconv.Itoa(c.Ties), fmt.Sprintf("%.4f", c.PT), fmt.Sprintf("%.4f", c.PRandom),
		})
	}
	return columns(p, header, rows) + "\n"
}

// topicTable lists the topics that lost most, then those that won most.
func topicTable(p paint, c eval.Comparison) string {
	var rows [][]string
	add := func(d eval.Difference) {
		rows = append(rows, []string{fmt.Sprintf("%+.4f", d.B-d.A), fmt.Sprintf("%.4f", d.A), fmt.Sprintf("%.4f", d.B), clean(d.ID), clean(d.Query)})
	}
	for i, d := range c.Topics {
		if i < topicsShown && d.B < d.A || i >= len(c.Topics)-topicsShown && d.B > d.A {
			add(d)
		}
	}
	if len(rows) == 0 {
		return fmt.Sprintf("no topic differs in %s\n", c.Measure)
	}
	header := []string{c.Measure, "before", "now", "topic", "query"}
	return strings.TrimRight(columns(p, header, rows), "\n") + "\n"
}
