package main

import (
	"fmt"
	"strings"

	"timbao/indexer"
)

// changes lists what a dry run would do, an article a line; those that would stay as they are, are left out.
func changes(r indexer.Report) string {
	var b strings.Builder
	for _, c := range r.Changes {
		if c.Kind == indexer.Unchanged {
			continue
		}
		where := clean(c.Path)
		if c.Line > 0 {
			where = fmt.Sprintf("%s:%d", where, c.Line)
		}
		if c.From != "" {
			where += " (was " + clean(c.From) + ")"
		}
		fmt.Fprintf(&b, "%-8s %s\n", c.Kind, where)
	}
	return b.String()
}

// rehearsed says what a dry run found, in a line.
func rehearsed(dir string, r indexer.Report) string {
	return fmt.Sprintf("dry run, nothing written: of %s, %s new, %s changed, %s renamed, %s unchanged, %s skipped; %s to be removed; %s would have %s",
		plural(r.Read, "record"), number(int64(r.New)), number(int64(r.Changed)), number(int64(r.Renamed)), number(int64(r.Unchanged)),
		number(int64(len(r.Skipped))), number(int64(r.Removed)), clean(dir), plural(r.Articles, "article"))
}
