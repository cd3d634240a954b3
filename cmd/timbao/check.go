package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"timbao/indexer"
)

const checkLong = `Compare the index with what was published in it: are all files there, and as long as they were? With
--deep, every file is read and its hash compared, and every article unpacked; that takes about as long as
indexing did. Searches and runs go on meanwhile.

The exit code is 1 if something is damaged. 'timbao rebuild' mends an index whose stored articles can be
read, 'timbao restore' puts a backup in its place.`

type checkOptions struct {
	*common
	Deep bool
	JSON bool
}

func newCheck(c *common) *cobra.Command {
	o := &checkOptions{common: c}
	cmd := &cobra.Command{
		Use:     "check [flags]",
		Short:   "Look whether the index is damaged",
		Long:    checkLong,
		Example: "  timbao check\n  timbao check --deep --index /srv/timbao.idx",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runCheck(cmd.Context(), o) },
	}
	cmd.Flags().BoolVar(&o.Deep, "deep", false, "also read every file and unpack every article")
	cmd.Flags().BoolVar(&o.JSON, "json", false, "print the report as JSON")
	return cmd
}

func runCheck(ctx context.Context, o *checkOptions) error {
	report, err := indexer.Check(ctx, o.dir(), o.Deep)
	if err != nil {
		return err
	}
	if o.JSON {
		err = o.printJSON(report)
	} else {
		err = o.print(checked(o.dir(), report))
	}
	if err == nil && report.Damaged() {
		return &exitError{Code: exitFailure}
	}
	return err
}

// checked says what a check found.
func checked(dir string, r indexer.CheckReport) string {
	var b strings.Builder
	for _, p := range r.Problems {
		fmt.Fprintln(&b, clean(p.String()))
	}
	how := "files and sizes; --deep reads them too"
	if r.Deep {
		how = "every file and article read"
	}
	verdict := "sound"
	if r.Damaged() {
		verdict = "DAMAGED; 'timbao rebuild' or 'timbao restore' mends it"
	}
	fmt.Fprintf(&b, "%s: %s (generation %d, %s, %s in %s; %s; %s)\n", clean(dir), verdict, r.Generation,
		plural(r.Articles, "article"), bytes(r.Bytes), plural(r.Files, "file"), how, r.Took.Round(time.Millisecond))
	return b.String()
}
