package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/spf13/cobra"

	"timbao/search"
	"timbao/search/export"
)

const kwicLong = `Print every occurrence of words with the text around it, by the date of the articles: a concordance, or
keyword in context.

The words are looked for as they stand, side by side and in this order, in every spelling: lũ lụt finds LŨ LỤT,
and lu lut finds them under any accents. OR gives several; fields, dates and -words say in which articles, as in
'timbao query'. Numbers and dates are looked for as they are printed.

--csv prints them all, as a table for spreadsheets; --jsonl prints one a line as JSON, with the place of each in
its article. Both write as they read, however many there are.`

type kwicOptions struct {
	*common
	Request search.ConcordanceRequest
	CSV     bool
	BOM     bool
	JSON    bool // a page
	JSONL   bool // one occurrence a line
}

func newKWIC(c *common) *cobra.Command {
	o := &kwicOptions{common: c}
	cmd := &cobra.Command{
		Use:     "kwic [flags] WORDS…",
		Aliases: []string{"concordance"},
		Short:   "Print every occurrence of words in its context",
		Long:    kwicLong,
		Example: `  timbao kwic lũ lụt --from 2019 --limit 20
  timbao kwic '"kinh tế thị trường" OR "thị trường tự do"' --csv --width 120 > thi-truong.csv
  timbao kwic 'hoà giải' --sort date:desc --jsonl | jq -r '.match'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Request.Query = strings.Join(args, " ")
			if err := o.check(cmd); err != nil {
				return err
			}
			return runKWIC(cmd.Context(), o)
		},
	}
	flags, r := cmd.Flags(), &o.Request
	flags.IntVar(&r.Width, "width", 0, fmt.Sprintf("`N` characters on each side, up to %d (default %d, on a terminal what fits)", search.MaxWidth, search.DefaultWidth))
	flags.IntVar(&r.Limit, "limit", 0, fmt.Sprintf("`N` occurrences: %d unless given; with --csv and --jsonl all", search.DefaultLines))
	flags.StringVar(&r.Cursor, "cursor", "", "go on from `CURSOR`: \"next\" of the page before, in its JSON")
	flags.StringVar((*string)(&r.Sort), "sort", string(search.SortOldest), "`ORDER`: date:asc or date:desc")
	flags.BoolVar(&r.Exact, "exact-total", false, "count every occurrence, however many articles must be looked through")
	flags.BoolVar(&o.CSV, "csv", false, "print all occurrences as CSV")
	flags.BoolVar(&o.BOM, "bom", false, "begin the CSV with a byte order mark, for Excel")
	flags.BoolVar(&o.JSON, "json", false, "print a page as JSON")
	flags.BoolVar(&o.JSONL, "jsonl", false, "print all occurrences, one a line, as JSON")
	addFilters(cmd, &r.Request)
	completeFlag(cmd, "sort", string(search.SortOldest), string(search.SortNewest))
	return cmd
}

// check refuses what makes no sense together.
func (o *kwicOptions) check(cmd *cobra.Command) error {
	forms := 0
	for _, form := range []bool{o.CSV, o.JSON, o.JSONL} {
		if form {
			forms++
		}
	}
	switch {
	case strings.TrimSpace(o.Request.Query) == "":
		return usagef("kwic takes words; try 'timbao kwic lũ lụt'")
	case forms > 1:
		return usagef("--csv, --json and --jsonl are forms of the answer: give one of them")
	case o.BOM && !o.CSV:
		return usagef("--bom is for --csv")
	}
	for _, name := range []string{"limit", "width"} {
		if f := cmd.Flags().Lookup(name); f.Changed && f.Value.String() == "0" {
			return usagef("--%s 0: it is 1 or more", name)
		}
	}
	return nil
}

func runKWIC(ctx context.Context, o *kwicOptions) error {
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	switch {
	case o.CSV:
		_, err = export.Concordance(ctx, o.out, index, o.Request, o.BOM)
		return err
	case o.JSONL:
		e := json.NewEncoder(o.out)
		e.SetEscapeHTML(false)
		return index.EachOccurrence(ctx, o.Request, func(line search.Occurrence) error {
			if err := e.Encode(line); err != nil {
				return fmt.Errorf("writing JSON: %w", err)
			}
			return nil
		})
	}
	r := o.Request
	if r.Width == 0 && !o.JSON && o.width > 0 {
		r.Width = max((o.width-kwicDate-kwicMiddle)/2, kwicLeast)
	}
	page, err := index.Concordance(ctx, r)
	if err != nil {
		return err
	}
	if o.JSON {
		return o.printJSON(page)
	}
	return o.printKWIC(page)
}

// The columns of a line on a terminal: the date and its gap, what words take on the average, and the least on each side.
const (
	kwicDate   = 12
	kwicMiddle = 16
	kwicLeast  = 15
)

// printKWIC prints a page for people. The line with the total is part of it on a terminal and goes to stderr otherwise.
func (o *kwicOptions) printKWIC(page *search.Concordance) error {
	total := kwicTotal(page)
	if !o.terminal {
		fmt.Fprintln(o.err, total)
		return o.print(o.renderKWIC(page.Lines))
	}
	p := paint{o.color}
	text := p.faint(total) + "\n\n" + o.renderKWIC(page.Lines)
	if page.Next != "" {
		text += "\n" + p.faint("more: --limit for a longer page, --csv or --jsonl for all") + "\n"
	}
	return o.page(text)
}

func kwicTotal(page *search.Concordance) string {
	if page.Total == 0 {
		return fmt.Sprintf("nothing found (%.1f ms); try fewer words, or leave out the accents", page.TookMS)
	}
	found := plural(page.Total, "occurrence")
	if page.TotalRelation == search.TotalAtLeast {
		found = "at least " + found
	}
	return fmt.Sprintf("%s in %s (%.1f ms)", found, plural(page.Articles, "article"), page.TookMS)
}

// renderKWIC sets the lines with the words below one another, and under each article where it is.
func (o *kwicOptions) renderKWIC(lines []search.Occurrence) string {
	p := paint{o.color}
	widest := 0
	for _, l := range lines {
		widest = max(widest, lipgloss.Width(clean(l.Left)))
	}
	var b strings.Builder
	for i, l := range lines {
		if i > 0 && lines[i-1].ID != l.ID {
			b.WriteString(o.kwicSource(lines[i-1]))
		}
		date := "undated"
		if l.Published != nil {
			date = l.Published.Format(time.DateOnly)
		}
		left := clean(l.Left)
		b.WriteString(p.faint(fmt.Sprintf("%-10s", date)) + "  " + strings.Repeat(" ", widest-lipgloss.Width(left)) + left + p.title(clean(l.Match)) + clean(l.Right) + "\n")
	}
	if len(lines) > 0 {
		b.WriteString(o.kwicSource(lines[len(lines)-1]))
	}
	return b.String()
}

// kwicSource names the article of lines.
func (o *kwicOptions) kwicSource(l search.Occurrence) string {
	return strings.Repeat(" ", kwicDate) + paint{o.color}.path(whereIs(l.Path, l.ID)) + "\n"
}
