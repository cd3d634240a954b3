package eval

import (
	"fmt"
	"math"
	"strings"
)

// Metrics are the measures of one topic, or their means over topics; each is from 0 (worst) to 1.
type Metrics struct {
	// NDCG10 is the discounted gain of the first ten results over that of an ideal ranking: each relevant result at rank r, from 1,
	// gains 1/log2(r+1). Järvelin & Kekäläinen, Cumulated gain-based evaluation of IR techniques, TOIS 20(4), 2002, with the discount
	// at every rank that is usual since Burges et al., ICML 2005.
	NDCG10 float64 `json:"ndcg_at_10"`
	// MRR10 is one over the rank of the first relevant result, 0 when it is not among the first ten. Voorhees, TREC-8, 1999.
	MRR10 float64 `json:"mrr_at_10"`
	// P1 is 1 when the first result is relevant.
	P1 float64 `json:"p_at_1"`
	// R10 and R100 are the share of the relevant articles among the first 10 and 100 results.
	R10  float64 `json:"r_at_10"`
	R100 float64 `json:"r_at_100"`
}

// Measure is one of the metrics by its usual name.
type Measure struct {
	Name string
	Of   func(Metrics) float64
}

// Measures returns the measures in the order they are usually printed.
func Measures() []Measure {
	return []Measure{
		{"nDCG@10", func(m Metrics) float64 { return m.NDCG10 }},
		{"MRR@10", func(m Metrics) float64 { return m.MRR10 }},
		{"P@1", func(m Metrics) float64 { return m.P1 }},
		{"R@10", func(m Metrics) float64 { return m.R10 }},
		{"R@100", func(m Metrics) float64 { return m.R100 }},
	}
}

// MeasureNamed returns the measure of that name in any case, or an error that wraps ErrMeasure.
func MeasureNamed(name string) (Measure, error) {
	var names []string
	for _, m := range Measures() {
		if strings.EqualFold(m.Name, name) {
			return m, nil
		}
		names = append(names, m.Name)
	}
	return Measure{}, fmt.Errorf("%w: %q (one of %s)", ErrMeasure, name, strings.Join(names, ", "))
}

// Judged is a topic with its metrics.
type Judged struct {
	ID    string `json:"qid"`
	Query string `json:"query"`
	Metrics
}

// Report is the judgement of a run.
type Report struct {
	Mean     Metrics  `json:"mean"`
	Topics   []Judged `json:"topics"`   // in the order of the topics file
	Unjudged int      `json:"unjudged"` // topics without relevant articles, in none of the above
}

// Evaluate judges every topic of a run, and means over topics.
func Evaluate(topics []Topic, run Run) Report {
	var report Report
	for _, topic := range topics {
		if len(topic.Relevant) == 0 {
			report.Unjudged++
			continue
		}
		report.Topics = append(report.Topics, Judged{ID: topic.ID, Query: topic.Query, Metrics: Judge(topic.Relevant, run[topic.ID])})
	}
	n := float64(len(report.Topics))
	for _, t := range report.Topics {
		report.Mean.NDCG10 += t.NDCG10 / n
		report.Mean.MRR10 += t.MRR10 / n
		report.Mean.P1 += t.P1 / n
		report.Mean.R10 += t.R10 / n
		report.Mean.R100 += t.R100 / n
	}
	return report
}

// Judge computes the metrics of one topic. An article that is returned twice counts where it is first; the second takes its rank and
// gains nothing. Without relevant articles all metrics are zero.
func Judge(relevant []string, results []Result) Metrics {
	wanted := make(map[string]bool, len(relevant))
	for _, id := range relevant {
		wanted[id] = true
	}
	if len(wanted) == 0 {
		return Metrics{}
	}
	var m Metrics
	total := float64(len(wanted))
	gain, ideal, found := 0.0, 0.0, 0.0
	for rank := 1; rank <= min(10, int(total)); rank++ {
		ideal += discount(rank)
	}
	for i, r := range results[:min(100, len(results))] {
		if !wanted[r.ID] {
			continue
		}
		delete(wanted, r.ID)
		found++
		rank := i + 1
		if rank <= 10 {
			gain += discount(rank)
			m.R10 = found / total
		}
		if rank <= 10 && m.MRR10 == 0 {
			m.MRR10 = 1 / float64(rank)
		}
		if rank == 1 {
			m.P1 = 1
		}
	}
	m.NDCG10 = gain / ideal
	m.R100 = found / total
	return m
}

func discount(rank int) float64 { return 1 / math.Log2(float64(rank)+1) }
