package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"timbao/indexer"
	"timbao/indexer/watch"
)

// runWatch is 'timbao index --watch'.
func runWatch(ctx context.Context, o *indexOptions) error {
	bar := newProgress(o.console)
	index := o.options()
	index.Progress = bar.show
	first := true
	poll := o.Poll
	if poll == 0 {
		poll = -1
	}
	var failed error
	err := watch.Run(ctx, watch.Options{
		Index: index, Poll: poll, Settle: o.Settle,
		Report: func(r indexer.Report) {
			bar.clear()
			if err := o.printWatched(r, first); failed == nil {
				failed = err
			}
			o.printSkipped(r.Skipped)
			if first {
				o.note("watching; stop with Ctrl-C")
			}
			first = false
		},
		Notice: func(s string) {
			bar.clear()
			o.note("%s", clean(s))
		},
	})
	bar.clear()
	if err == nil {
		err = failed
	}
	return err
}

// printWatched prints the report of a run: the first one as 'timbao index' does, the others a line each.
func (o *indexOptions) printWatched(r indexer.Report, first bool) error {
	if o.JSON {
		line, err := json.Marshal(r)
		if err != nil {
			return fmt.Errorf("print the report: %w", err)
		}
		return o.print(string(line) + "\n")
	}
	if first {
		return o.print(summary(o.dir(), r))
	}
	return o.print(fmt.Sprintf("%s  %s; %s, generation %d (%s)\n", time.Now().Format(time.TimeOnly), counts(r),
		plural(r.Articles, "article"), r.Generation, r.Took.Round(time.Millisecond)))
}

// counts says what a run did to articles, leaving out what it did not.
func counts(r indexer.Report) string {
	s := ""
	for _, c := range []struct {
		n    int
		what string
	}{{r.New, "new"}, {r.Changed, "changed"}, {r.Renamed, "renamed"}, {r.Removed, "removed"}, {len(r.Skipped), "skipped"}} {
		if c.n > 0 {
			s += fmt.Sprintf(", %s %s", number(int64(c.n)), c.what)
		}
	}
	if s == "" {
		return "nothing changed"
	}
	return s[2:]
}
