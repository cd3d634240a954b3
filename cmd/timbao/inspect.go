package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"timbao/indexer"
	"timbao/indexer/article"
)

type inspectOptions struct {
	*common
	Path    string
	Profile string
	Limit   int
	JSON    bool
}

func newInspect(c *common) *cobra.Command {
	o := &inspectOptions{common: c}
	cmd := &cobra.Command{
		Use:   "inspect [flags] FILE",
		Short: "Show what is understood of a file, and why",
		Long: `Read a file as 'timbao index' would, and show field by field what was understood, what it was read
from and how sure that is. Nothing is indexed.

"From" is profile (timbao.toml says so), meta (the file states it beside its text), layout (where it
stands on the page, with a label or form of its own), path (names of folders and file) or guess. "Sure"
is the share of fields that were right, read like that, in archives whose truth is known.

A profile that corrects what is misread: see "Profiles" in the README.`,
		Example: `  timbao inspect archive/2020/01/000_d249a57545fbbced.txt
  timbao inspect old.zip!/1999/05/tin.html   # one file in an archive
  timbao inspect letters.jsonl#12 --json     # the record of one line`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("inspect takes one file; see 'timbao inspect --help'")
			}
			if o.Limit < 1 {
				return usagef("--limit %d: it is 1 or more", o.Limit)
			}
			o.Path = args[0]
			return runInspect(cmd.Context(), o)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&o.Profile, "profile", "", "read the file as this `FILE` says (default: the nearest timbao.toml in its folder or above)")
	flags.IntVar(&o.Limit, "limit", indexer.DefaultInspected, "show the first `N` articles of the file")
	flags.BoolVar(&o.JSON, "json", false, "print everything as JSON")
	return cmd
}

func runInspect(ctx context.Context, o *inspectOptions) error {
	found, err := indexer.Inspect(ctx, indexer.InspectOptions{Path: o.Path, Profile: o.Profile, Limit: o.Limit})
	if err != nil {
		return err
	}
	if o.JSON {
		err = o.printJSON(found)
	} else if len(found.Articles) > 0 {
		err = o.page(o.render(found))
	}
	for _, s := range found.Skipped {
		o.note("skipped %s: %s", clean(s.Location()), clean(s.Reason))
	}
	if found.More {
		o.note("… and more articles; --limit shows them")
	}
	if err == nil && len(found.Skipped) > 0 {
		return &exitError{Code: exitSkipped}
	}
	return err
}

// Widths of the table's value on a terminal and in a pipe, in characters.
const (
	minInspected = 24
	maxInspected = 60
)

// render is a table for each article.
func (o *inspectOptions) render(found indexer.Inspection) string {
	p := paint{o.color}
	var b strings.Builder
	if found.Profile != "" {
		fmt.Fprintf(&b, "%s\n\n", p.faint("by the profile "+clean(found.Profile)))
	}
	width := maxInspected
	if o.width > 0 {
		width = min(max(o.width/2-10, minInspected), maxInspected)
	}
	for i, a := range found.Articles {
		if i > 0 {
			b.WriteString("\n\n")
		}
		where := clean(a.Source.Location())
		if a.Source.Line > 0 {
			where += fmt.Sprintf("#%d", a.Source.Line)
		}
		b.WriteString(p.path(where) + "\n")
		var rows [][]string
		for _, f := range a.Findings {
			sure := fmt.Sprintf("%.0f %%", 100*f.Confidence)
			rows = append(rows, []string{f.Field, clean(article.Shorten(f.Value, width)), string(f.Origin), sure, clean(article.Shorten(f.Why, maxInspected+20))})
		}
		b.WriteString(columns(p, []string{"field", "value", "from", "sure", "why"}, rows))
	}
	return b.String() + "\n"
}
