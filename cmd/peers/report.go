package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"timbao/search/eval"
)

// report is all that was measured.
type report struct {
	Machine   machine        `json:"machine"`
	Corpus    corpus         `json:"corpus"`
	Ingest    []ingestRow    `json:"ingest"`
	Relevance []relevanceRow `json:"relevance"`
	Latency   []latencyRow   `json:"latency"`
	Readers   []readerRow    `json:"readers"`
	Problems  []string       `json:"problems,omitempty"`
}

type ingestRow struct {
	Engine      string  `json:"engine"`
	MBPerSecond float64 `json:"mb_per_second"` // of text, a MB is 1e6 bytes
	Seconds     float64 `json:"seconds"`
	CPUSeconds  float64 `json:"cpu_seconds"`
	PeakMemory  int64   `json:"peak_memory"` // bytes, 0 if unknown
	IndexBytes  int64   `json:"index_bytes"`
	IndexShare  float64 `json:"index_share"` // of the text
}

type relevanceRow struct {
	Topics string `json:"topics"`
	Typing string `json:"typing"`
	Engine string `json:"engine"`
	eval.Metrics
}

type latencyRow struct {
	Kind   string `json:"kind"`
	Typing string `json:"typing"`
	Engine string `json:"engine"`
	timing
}

// readerRow is the process that answered the queries of the latency table.
type readerRow struct {
	Engine     string  `json:"engine"`
	OpenMS     float64 `json:"open_ms"`
	PeakMemory int64   `json:"peak_memory"` // bytes, 0 if unknown
}

func (r *report) printHead(w io.Writer) {
	copies := ""
	if r.Corpus.Copies > 1 {
		copies = fmt.Sprintf(", %d times", r.Corpus.Copies)
	}
	fmt.Fprintf(w, "%s\n\n%s%s: %d articles, %.1f MB of text\n", r.Machine, filepath.Base(r.Corpus.Files[0]), copies, r.Corpus.Articles,
		float64(r.Corpus.TextBytes)/1e6)
}

func (r *report) printIngest(w io.Writer) {
	var base ingestRow
	for _, row := range r.Ingest {
		if row.Engine == baseline {
			base = row
		}
	}
	var rows [][]string
	for _, row := range r.Ingest {
		rows = append(rows, []string{
			row.Engine, fmt.Sprintf("%.1f", row.MBPerSecond), ratio(row.MBPerSecond, base.MBPerSecond), fmt.Sprintf("%.1f", row.Seconds),
			fmt.Sprintf("%.1f", row.CPUSeconds), megabytes(row.PeakMemory), fmt.Sprintf("%.2f", row.IndexShare),
			ratio(row.IndexShare, base.IndexShare),
		})
	}
	fmt.Fprintln(w, "\n## Ingest")
	printTable(w, 1, []string{"engine", "MB/s", "÷ bleve", "wall s", "CPU s", "peak RSS MB", "index ÷ text", "÷ bleve"}, rows)
}

func (r *report) printRelevance(w io.Writer) {
	if len(r.Relevance) == 0 {
		return
	}
	base := map[string]float64{}
	for _, row := range r.Relevance {
		if row.Engine == baseline {
			base[row.Topics+row.Typing] = row.NDCG10
		}
	}
	header := []string{"topics", "typed", "engine"}
	for _, m := range eval.Measures() {
		header = append(header, m.Name)
	}
	var rows [][]string
	for _, row := range r.Relevance {
		cells := []string{row.Topics, row.Typing, row.Engine}
		for _, m := range eval.Measures() {
			cells = append(cells, fmt.Sprintf("%.3f", m.Of(row.Metrics)))
		}
		rows = append(rows, append(cells, ratio(row.NDCG10, base[row.Topics+row.Typing])))
	}
	fmt.Fprintln(w, "\n## Relevance")
	printTable(w, 3, append(header, eval.Measures()[0].Name+" ÷ bleve"), rows)
}

func (r *report) printLatency(w io.Writer) {
	base := map[string]latencyRow{}
	for _, row := range r.Latency {
		if row.Engine == baseline {
			base[row.Kind+row.Typing] = row
		}
	}
	var rows [][]string
	for _, row := range r.Latency {
		b := base[row.Kind+row.Typing]
		rows = append(rows, []string{
			row.Kind, row.Typing, row.Engine, fmt.Sprintf("%.0f %%", 100*row.Answered), ms(row.First.P50), ms(row.First.P99),
			ms(row.Warm.P50), ms(row.Warm.P99), ratio(b.Warm.P50, row.Warm.P50),
			ms(row.Highlighted.P50), ms(row.Highlighted.P99), ratio(b.Highlighted.P50, row.Highlighted.P50),
		})
	}
	fmt.Fprintln(w, "\n## Latency, ms")
	printTable(w, 3, []string{"query", "typed", "engine", "answered", "first p50", "p99", "warm p50", "p99", "bleve's p50 ÷",
		"highlighted p50", "p99", "bleve's p50 ÷"}, rows)
	rows = nil
	for _, row := range r.Readers {
		rows = append(rows, []string{row.Engine, ms(row.OpenMS), megabytes(row.PeakMemory)})
	}
	printTable(w, 1, []string{"engine", "open ms", "peak RSS MB"}, rows)
}

func (r *report) printProblems(w io.Writer) {
	if len(r.Problems) > 0 {
		fmt.Fprintf(w, "\n## Problems\n\n- %s\n", strings.Join(r.Problems, "\n- "))
	}
}

// printTable prints a Markdown table that can be read as it stands: texts to the left, numbers to the right.
func printTable(w io.Writer, texts int, header []string, rows [][]string) {
	widths := make([]int, len(header))
	for _, row := range append([][]string{header}, rows...) {
		for i, cell := range row {
			widths[i] = max(widths[i], len([]rune(cell)), 3)
		}
	}
	line := func(row []string) {
		for i, cell := range row {
			pad := strings.Repeat(" ", widths[i]-len([]rune(cell)))
			if i < texts {
				cell += pad
			} else {
				cell = pad + cell
			}
			fmt.Fprintf(w, "| %s ", cell)
		}
		fmt.Fprintln(w, "|")
	}
	fmt.Fprintln(w)
	line(header)
	rule := make([]string, len(header))
	for i, width := range widths {
		rule[i] = strings.Repeat("-", width)
		if i >= texts {
			rule[i] = rule[i][1:] + ":"
		}
	}
	line(rule)
	for _, row := range rows {
		line(row)
	}
}

// ratio is a number of times; nothing can be said of zero, which is what is missing.
func ratio(a, b float64) string {
	if a == 0 || b == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f×", a/b)
}

func ms(v float64) string { return fmt.Sprintf("%.2f", v) }

func megabytes(n int64) string {
	if n == 0 {
		return "–"
	}
	return fmt.Sprintf("%.0f", float64(n)/1e6)
}
