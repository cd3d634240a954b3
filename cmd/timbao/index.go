package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"timbao/indexer"
	"timbao/indexer/account"
	"timbao/indexer/article"
	"timbao/indexer/watch"
)

const indexLong = `Read article files and folders into the index. Files that are already there and have not
changed are passed over, changed ones are replaced. Searches go on meanwhile, in the index as it was;
the new state appears all at once at the end. Ctrl-C leaves the index as it was.

Files that can't be read are reported and skipped: the exit code is then 3.`

const indexExample = `  timbao index archive/
  timbao index --index /srv/timbao.idx archive/ letters.jsonl.gz
  timbao index --prune archive/         # also forget what is no longer there
  timbao index --dry-run archive/       # say first what would change
  timbao index --watch --prune archive/ # and go on following it
  timbao index --rebuild archive/       # begin again from nothing`

type indexOptions struct {
	*common
	Paths   []string
	Prune   bool
	Rebuild bool
	DryRun  bool
	Watch   bool
	Poll    time.Duration
	Settle  time.Duration
	Report  string
	Workers int
	Memory  int // MB
	JSON    bool
	Profile string
}

func newIndex(c *common) *cobra.Command {
	o := &indexOptions{common: c}
	cmd := &cobra.Command{
		Use:     "index [flags] PATH…",
		Short:   "Read article files into the index",
		Long:    indexLong,
		Example: indexExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Paths = args
			if err := o.check(); err != nil {
				return err
			}
			if o.Watch {
				return runWatch(cmd.Context(), o)
			}
			return runIndex(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.BoolVar(&o.Prune, "prune", false, "remove articles of these paths whose files are gone")
	flags.BoolVar(&o.Rebuild, "rebuild", false, "begin with an empty index, so that it holds these paths alone")
	flags.BoolVar(&o.DryRun, "dry-run", false, "list what would change, and write nothing")
	flags.StringVar(&o.Profile, "profile", "", "read the files as this `FILE` says (default: the nearest timbao.toml in their folder or above)")
	flags.BoolVar(&o.Watch, "watch", false, "stay, and index what changes, until Ctrl-C")
	flags.DurationVar(&o.Poll, "poll", watch.DefaultPoll, "with --watch, how often to list the folders for what no event told of, as on network disks; 0 for never")
	flags.DurationVar(&o.Settle, "settle", watch.DefaultSettle, "with --watch, how long a file must have stayed the same before it is read")
	flags.StringVar(&o.Report, "report", "", "also write an account of the run and of the archive to `FILE`, as a web page")
	flags.IntVar(&o.Workers, "workers", 0, "read `N` articles at once (default one a core)")
	flags.IntVar(&o.Memory, "memory", 0, fmt.Sprintf("collect up to `MB` before writing (default %d)", indexer.DefaultMemory>>20))
	flags.BoolVar(&o.JSON, "json", false, "print the report as JSON")
	return cmd
}

func (o *indexOptions) check() error {
	switch {
	case len(o.Paths) == 0:
		return usagef("nothing to index; name files or folders: timbao index archive/")
	case o.Watch && o.DryRun:
		return usagef("--watch and --dry-run don't go together")
	case o.Report != "" && (o.Watch || o.DryRun):
		return usagef("--report is for a run that ends and writes; at any time: timbao stats --report %s", o.Report)
	case o.Poll < 0 || o.Settle <= 0:
		return usagef("--poll %v --settle %v: they are times such as 30s or 5m", o.Poll, o.Settle)
	case o.Workers < 0:
		return usagef("--workers %d: it is 1 or more", o.Workers)
	case o.Memory < 0:
		return usagef("--memory %d: it is a number of MB", o.Memory)
	}
	return nil
}

func (o *indexOptions) options() indexer.Options {
	return indexer.Options{
		Dir: o.dir(), Paths: o.Paths, Prune: o.Prune, Rebuild: o.Rebuild, DryRun: o.DryRun, Profile: o.Profile,
		Workers: o.Workers, MemoryBytes: int64(o.Memory) << 20,
	}
}

func runIndex(ctx context.Context, o *indexOptions) error {
	bar := newProgress(o.console)
	options := o.options()
	options.Progress = bar.show
	report, err := indexer.Run(ctx, options)
	bar.clear()
	if errors.Is(err, context.Canceled) {
		return &exitError{exitInterrupted, errors.New("interrupted; the index is as it was before this run")}
	}
	if err != nil {
		return err
	}
	if !o.DryRun {
		if err := o.account(ctx, &report); err != nil {
			return err
		}
	}
	switch {
	case o.JSON:
		err = o.printJSON(report)
	case o.DryRun:
		err = o.print(changes(report))
		o.note("%s", rehearsed(o.dir(), report))
	default:
		err = o.print(summary(o.dir(), report))
	}
	o.printSkipped(report.Skipped)
	if err == nil && len(report.Skipped) > 0 {
		return &exitError{Code: exitSkipped}
	}
	return err
}

// account looks at the whole archive after a run, where that is asked for.
func (o *indexOptions) account(ctx context.Context, r *indexer.Report) error {
	if !o.JSON && o.Report == "" {
		return nil
	}
	v, err := o.coverage(ctx)
	if err != nil {
		return err
	}
	r.Coverage = &v
	if o.Report == "" {
		return nil
	}
	return o.writeReport(o.Report, v, r)
}

// summary says what a run did, in a few lines.
func summary(dir string, r indexer.Report) string {
	s := fmt.Sprintf("%s: %s, generation %d\n", clean(dir), plural(r.Articles, "article"), r.Generation)
	s += fmt.Sprintf("  read %s: %s new, %s changed, %s unchanged", number(int64(r.Read)), number(int64(r.New)),
		number(int64(r.Changed)), number(int64(r.Unchanged)))
	if r.Renamed > 0 {
		s += fmt.Sprintf(", %s renamed", number(int64(r.Renamed)))
	}
	if r.Removed > 0 {
		s += fmt.Sprintf(", %s removed", number(int64(r.Removed)))
	}
	if n := len(r.Skipped); n > 0 {
		s += fmt.Sprintf(", %s skipped", number(int64(n)))
	}
	if r.Beside > 0 {
		s += fmt.Sprintf(", %s beside them without text", plural(r.Beside, "file"))
	}
	s += "\n" + kinds(r)
	if r.Guessed > 0 {
		s += fmt.Sprintf("  in %s, fields had to be guessed ('timbao show ID' names them)\n", plural(r.Guessed, "article"))
	}
	took := r.Took.Round(time.Millisecond)
	if r.New+r.Changed+r.Renamed+r.Removed == 0 {
		return s + fmt.Sprintf("  nothing changed (%s); the index takes %s\n", took, bytes(r.IndexBytes))
	}
	return s + fmt.Sprintf("  %s of text in %s; the index takes %s\n", bytes(r.TextBytes), took, bytes(r.IndexBytes))
}

// maxSkippedShown bounds the list of skipped inputs on stderr; the JSON report has all of them.
const maxSkippedShown = 20

func (c *common) printSkipped(skipped []article.Skip) {
	for i, s := range skipped {
		if i == maxSkippedShown {
			c.note("… and %s more skipped; --json lists all", number(int64(len(skipped)-i)))
			for _, r := range account.GroupReasons(skipped).Reasons {
				c.note("%s × %s", number(int64(r.Inputs)), clean(r.Reason))
			}
			break
		}
		c.note("skipped %s: %s", skippedAt(s), clean(s.Reason))
	}
}

// skippedAt is where an input is that was left out.
func skippedAt(s article.Skip) string {
	if s.Line > 0 {
		return fmt.Sprintf("%s:%d", clean(s.Location()), s.Line)
	}
	return clean(s.Location())
}
