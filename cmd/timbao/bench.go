package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"timbao/indexer"
	"timbao/search/bench"
)

const benchLong = `Measure searches on an index: how long they take by kind of query, with and without accents and
snippets, the first time and after that; how many go through at once; opening and memory.

Without --queries the queries are drawn from the archive: words, two words and headlines from titles,
phrases from texts. The same archive and --seed give the same queries. A file of queries has one a
line, as people type them, or topics of 'timbao eval'.

--ingest first indexes files into a temporary folder and measures that. The searches are then asked of
that index, unless --index names another.

Close what else keeps the machine busy; the notes under the tables say when others took part of it.`

type benchOptions struct {
	*common
	bench.Options
	File   string   // of queries; "" draws them
	Kinds  []string // to draw
	Ingest []string // files and folders to index
	Temp   string   // where; "" is the system's folder
	JSON   bool
}

func newBench(c *common) *cobra.Command {
	o := &benchOptions{common: c}
	cmd := &cobra.Command{
		Use:   "bench [flags]",
		Short: "Measure how fast searches are on this machine",
		Long:  benchLong,
		Example: `  timbao bench
  timbao bench --kinds headline,phrase --rounds 10
  timbao bench --queries queries.txt --threads 8 --json
  timbao bench --ingest archive/`,
		Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := o.check(cmd); err != nil {
				return err
			}
			return runBench(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.File, "queries", "", "ask the queries in `FILE`")
	flags.StringSliceVar(&o.Kinds, "kinds", nil, "draw only these `KINDS`: "+kindNames()+" (with commas between them)")
	flags.IntVar(&o.Count, "count", bench.DefaultCount, fmt.Sprintf("draw `N` queries of each kind, 1 to %d", bench.MaxCount))
	flags.Uint64Var(&o.Seed, "seed", 1, "draw other queries for another `NUMBER`")
	flags.IntVar(&o.Rounds, "rounds", bench.DefaultRounds, "ask each query `N` times more after the first")
	flags.IntVar(&o.Threads, "threads", 0, "search with `N` threads at once for the throughput (default one a core)")
	flags.StringArrayVar(&o.Ingest, "ingest", nil, "measure indexing `PATH` (repeat for more)")
	flags.StringVar(&o.Temp, "temp", "", "with --ingest: make the index under `DIR` (default the system's temporary folder)")
	flags.BoolVar(&o.DropCache, "drop-cache", false, "have the system forget the index's files before each first use (Linux)")
	flags.BoolVar(&o.JSON, "json", false, "print the figures as JSON")
	_ = cmd.RegisterFlagCompletionFunc("kinds", cobra.FixedCompletions(strings.Split(kindNames(), ", "), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func kindNames() string {
	var names []string
	for _, k := range bench.Kinds() {
		names = append(names, string(k))
	}
	return strings.Join(names, ", ")
}

func (o *benchOptions) check(cmd *cobra.Command) error {
	for _, name := range []string{"count", "rounds", "threads"} {
		if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "0" {
			return usagef("--%s 0: it is 1 or more", name)
		}
	}
	for _, name := range o.Kinds {
		if !slices.Contains(bench.Kinds(), bench.Kind(name)) {
			return usagef("--kinds %q: there are %s", name, kindNames())
		}
		o.Options.Kinds = append(o.Options.Kinds, bench.Kind(name))
	}
	if o.File != "" && len(o.Kinds) > 0 {
		return usagef("--kinds says what to draw, and --queries that nothing is drawn: give one of them")
	}
	return nil
}

func runBench(ctx context.Context, o *benchOptions) (err error) {
	if o.File != "" {
		if o.Queries, err = readFile(o.File, bench.ReadQueries); err != nil {
			return err
		}
	}
	if o.messages {
		o.Progress = func(part string) { o.note("%s …", part) }
	}
	dir, ingested := o.dir(), (*bench.Ingested)(nil)
	if len(o.Ingest) > 0 {
		temp, err := os.MkdirTemp(o.Temp, "timbao-bench-")
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(temp)) }()
		made := filepath.Join(temp, "timbao.idx")
		if ingested, err = o.ingest(ctx, made); err != nil {
			return err
		}
		if o.index == "" {
			dir = made
		}
	}
	report, err := bench.Run(ctx, dir, o.Options)
	if err != nil {
		return err
	}
	report.Ingest = ingested
	if o.JSON {
		return o.printJSON(report)
	}
	return o.print(renderBench(paint{o.color}, report))
}

// ingest measures indexing into a folder.
func (o *benchOptions) ingest(ctx context.Context, dir string) (*bench.Ingested, error) {
	bar := newProgress(o.console)
	defer bar.clear()
	return bench.Ingest(ctx, func(ctx context.Context) (articles int, text, index int64, err error) {
		report, err := indexer.Run(ctx, indexer.Options{Dir: dir, Paths: o.Ingest, Progress: bar.show})
		return report.Articles, report.TextBytes, report.IndexBytes, err
	})
}
