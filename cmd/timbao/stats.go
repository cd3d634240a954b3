package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"timbao/search"
)

type statsOptions struct {
	*common
	Coverage bool
	Report   string
	JSON     bool
}

func newStats(c *common) *cobra.Command {
	o := &statsOptions{common: c}
	cmd := &cobra.Command{
		Use:     "stats [flags]",
		Short:   "Say what is in the index",
		Example: "  timbao stats\n  timbao stats --json | jq .articles\n  timbao stats --coverage               # formats, encodings, months with their gaps, duplicates, unreadables\n  timbao stats --report account.html    # the same as a web page",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runStats(cmd.Context(), o) },
	}
	cmd.Flags().BoolVar(&o.Coverage, "coverage", false, "say what the archive covers: formats, encodings, months and gaps, duplicates, what could not be read")
	cmd.Flags().StringVar(&o.Report, "report", "", "write that account to `FILE`, as a web page")
	cmd.Flags().BoolVar(&o.JSON, "json", false, "print the figures as JSON")
	return cmd
}

func runStats(ctx context.Context, o *statsOptions) error {
	if o.Coverage || o.Report != "" {
		return runCoverage(ctx, o)
	}
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	stats, err := index.Stats(ctx)
	if err != nil {
		return err
	}
	if o.JSON {
		return o.printJSON(stats)
	}
	return o.print(o.render(&stats))
}

func (o *statsOptions) render(s *search.Stats) string {
	p := paint{o.color}
	var b strings.Builder
	line := func(name, value string) { fmt.Fprintf(&b, "%s%s\n", p.faint(fmt.Sprintf("%-12s", name)), value) }
	articles := number(int64(s.Articles))
	if s.Undated > 0 {
		articles += fmt.Sprintf(" (%s undated)", number(int64(s.Undated)))
	}
	line("articles", articles)
	if s.First != nil && s.Last != nil {
		line("published", when(s.First)+" to "+when(s.Last))
	}
	line("text", fmt.Sprintf("%s, %s words", bytes(s.TextBytes), number(s.Tokens)))
	line("terms", number(int64(s.Terms)))
	size := bytes(s.IndexBytes)
	if s.TextBytes > 0 {
		size += fmt.Sprintf(" (%.2f times the text)", float64(s.IndexBytes)/float64(s.TextBytes))
	}
	line("index", size+" in "+plural(s.Segments, "segment"))
	line("generation", fmt.Sprintf("%d of %s, %s", s.Generation, s.Published.Local().Format("2006-01-02 15:04:05"), clean(s.Format)))
	list := hitList{paint: p}
	for _, f := range []struct {
		name   string
		values []search.Facet
	}{{"years", s.Years}, {"sections", s.Sections}} {
		if len(f.values) > 0 {
			b.WriteByte('\n')
			list.facet(&b, f.name, f.values)
		}
	}
	return b.String()
}
