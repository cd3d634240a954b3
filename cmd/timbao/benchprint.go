package main

import (
	"fmt"
	"strconv"
	"strings"

	"timbao/search/bench"
)

// renderBench is the figures of a measurement as tables.
func renderBench(p paint, r *bench.Report) string {
	var b strings.Builder
	line := func(name, format string, args ...any) {
		fmt.Fprintf(&b, "%s%s\n", p.faint(fmt.Sprintf("%-12s", name)), fmt.Sprintf(format, args...))
	}
	line("machine", "%s", r.Machine)
	line("index", "%s, %s of text, index %s in %s", plural(r.Index.Articles, "article"), bytes(r.Index.TextBytes),
		bytes(r.Index.IndexBytes), plural(r.Index.Segments, "segment"))
	line("opening", "%s ms the first time, then %s ms (median), %s ms at best", ms(r.Opening.First), ms(r.Opening.P50), ms(r.Opening.Best))
	if i := r.Ingest; i != nil {
		line("ingest", "%s", ingestLine(i))
	}
	for _, m := range r.Memory {
		line("memory", "%s", memoryLine(m))
	}
	b.WriteString("\n" + latencyTable(p, r.Latency) + "\n")
	b.WriteString(throughputTable(p, r.Throughput))
	for _, n := range r.Notes {
		b.WriteString("\n" + n)
	}
	return b.String() + "\n"
}

// ms is milliseconds with as many digits as can mean something.
func ms(v float64) string {
	switch {
	case v >= 100:
		return strconv.FormatFloat(v, 'f', 0, 64)
	case v >= 10:
		return strconv.FormatFloat(v, 'f', 1, 64)
	}
	return strconv.FormatFloat(v, 'f', 2, 64)
}

func ingestLine(i *bench.Ingested) string {
	s := fmt.Sprintf("%s, %s of text in %.1f s: %.1f MB/s", plural(i.Articles, "article"), bytes(i.TextBytes), i.Seconds, i.MBPerSecond)
	if i.CPUSeconds > 0 {
		s += fmt.Sprintf(", %.1f s of processor time", i.CPUSeconds)
	}
	if i.PeakMemory > 0 {
		s += ", at most " + bytes(i.PeakMemory) + " of memory"
	}
	return s + fmt.Sprintf("; index %.2f times the text", i.IndexShare)
}

func memoryLine(m bench.Memory) string {
	when := map[string]string{"opened": "after opening", "searched": "after all searches"}[m.When]
	if m.Resident == 0 {
		return fmt.Sprintf("%s: Go heap %s", when, bytes(m.Heap))
	}
	return fmt.Sprintf("%s: %s resident; Go heap %s, index mapped %s, of which %s resident", when, bytes(m.Resident), bytes(m.Heap),
		bytes(m.Mapped), bytes(m.MappedResident))
}

func latencyTable(p paint, rows []bench.Latency) string {
	header := []string{"kind", "typed", "snippets", "queries", "found", "cold p50", "p99", "warm p50", "p90", "p99", "max", "best p50", "p99"}
	var cells [][]string
	for _, l := range rows {
		snippets := "no"
		if l.Snippets {
			snippets = "yes"
		}
		cells = append(cells, []string{
			string(l.Kind), string(l.Typing), snippets, strconv.Itoa(l.Queries), fmt.Sprintf("%.0f %%", 100*l.Answered),
			ms(l.Cold.P50), ms(l.Cold.P99), ms(l.Warm.P50), ms(l.Warm.P90), ms(l.Warm.P99), ms(l.Warm.Max), ms(l.Best.P50), ms(l.Best.P99),
		})
	}
	return p.title("milliseconds a search, ten hits") + "\n" + columns(p, header, cells) + "\n"
}

func throughputTable(p paint, rows []bench.Throughput) string {
	var cells [][]string
	for _, t := range rows {
		cells = append(cells, []string{strconv.Itoa(t.Threads), fmt.Sprintf("%.0f", t.PerSecond), fmt.Sprintf("%.0f", t.Best), fmt.Sprintf("%.2f", t.PerSecond/rows[0].PerSecond)})
	}
	return p.title("searches a second, all kinds mixed, with snippets") + "\n" +
		columns(p, []string{"threads", "median round", "best round", "times one thread"}, cells) + "\n"
}
