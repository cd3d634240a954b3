package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"timbao/indexer"
)

const rebuildLong = `Build the index again from the articles that are stored in it, without their files. This mends an index
whose lists are damaged, and brings one that an older timbao wrote up to date. Searches go on meanwhile.

If a stored article can't be read, nothing is changed; with --salvage it is left out, and named: the exit
code is then 3.`

type rebuildOptions struct {
	*common
	Salvage bool
	Workers int
	JSON    bool
}

func newRebuild(c *common) *cobra.Command {
	o := &rebuildOptions{common: c}
	cmd := &cobra.Command{
		Use:     "rebuild [flags]",
		Short:   "Build the index again from the articles stored in it",
		Long:    rebuildLong,
		Example: "  timbao rebuild\n  timbao rebuild --salvage",
		Args:    noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.Workers < 0 {
				return usagef("--workers %d: it is 1 or more", o.Workers)
			}
			return runRebuild(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&o.Salvage, "salvage", false, "leave out stored articles that can't be read")
	flags.IntVar(&o.Workers, "workers", 0, "analyse `N` articles at once (default one a core)")
	flags.BoolVar(&o.JSON, "json", false, "print the report as JSON")
	return cmd
}

func runRebuild(ctx context.Context, o *rebuildOptions) error {
	bar := newProgress(o.console)
	report, err := indexer.Rebuild(ctx, indexer.RebuildOptions{Dir: o.dir(), Salvage: o.Salvage, Workers: o.Workers, Progress: bar.show})
	bar.clear()
	if errors.Is(err, context.Canceled) {
		return &exitError{exitInterrupted, errors.New("interrupted; the index is as it was before this run")}
	}
	if err != nil {
		return err
	}
	if o.JSON {
		err = o.printJSON(report)
	} else {
		err = o.print(fmt.Sprintf("%s: %s, generation %d, rebuilt from what was stored in %s; the index takes %s\n", clean(o.dir()),
			plural(report.Articles, "article"), report.Generation, report.Took.Round(time.Millisecond), bytes(report.IndexBytes)))
	}
	o.printSkipped(report.Skipped)
	if err == nil && len(report.Skipped) > 0 {
		return &exitError{Code: exitSkipped}
	}
	return err
}
