package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"timbao/search"
	"timbao/search/cite"
	"timbao/search/export"
	"timbao/search/server"
)

const exportLong = `Write all articles that a query finds, with everything the filters leave and in the order of 'timbao query'.
Without words and filters it is the whole archive.

  csv     a table for spreadsheets. --bom lets Excel see that it is UTF-8
  jsonl   an article a line as JSON, whole
  ris     references for Zotero, EndNote, Mendeley
  bibtex  references for LaTeX, JabRef

In CSV a cell that a spreadsheet would run as a formula, because it begins with =, +, - or @, has an apostrophe
before it. Columns (--columns), the first %d unless you say otherwise:

%s`

type exportOptions struct {
	*common
	Request   search.Request
	Format    string
	Columns   []string
	BOM       bool
	Output    string // file; "" is stdout
	Newspaper string
	PublicURL string
}

func newExport(c *common) *cobra.Command {
	o := &exportOptions{common: c}
	cmd := &cobra.Command{
		Use:   "export [flags] [WORDS…]",
		Short: "Write all hits of a search as CSV, JSON lines, RIS or BibTeX",
		Long:  fmt.Sprintf(exportLong, len(export.DefaultColumns()), columnsHelp()),
		Example: `  timbao export hạn hán --from 2015 --bom --output han-han.csv
  timbao export 'author:"Văn Trọng"' --columns date,title,path
  timbao export lũ --format jsonl | jq -r .title
  timbao export lũ --section 'Thời sự' --newspaper 'Báo Thạch Giang' --output lu.bib`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Request.Query = strings.Join(args, " ")
			if cmd.Flags().Changed("limit") && o.Request.Limit == 0 {
				return usagef("--limit 0: it is 1 to %d; leave it out for all", search.MaxExport)
			}
			return runExport(cmd.Context(), o)
		},
	}
	flags, r := cmd.Flags(), &o.Request
	flags.StringVar(&o.Format, "format", "", "`FORMAT`: csv, jsonl, ris or bibtex (default: what the name of the file says, else csv)")
	flags.StringVar(&o.Output, "output", "", "write to `FILE` instead of stdout; it appears when it is whole")
	flags.StringSliceVar(&o.Columns, "columns", nil, "`NAMES` of the columns of csv, with commas between")
	flags.BoolVar(&o.BOM, "bom", false, "begin csv with a byte order mark, for Excel")
	flags.StringVar(&o.Newspaper, "newspaper", "", "`NAME` of the newspaper in references")
	flags.StringVar(&o.PublicURL, "public-url", "", "`ADDRESS` of the archive's server, for references to articles without an address of their own")
	flags.IntVar(&r.Limit, "limit", 0, fmt.Sprintf("no more than `N` articles, 1 to %d (default all)", search.MaxExport))
	addSort(cmd, r)
	addFilters(cmd, r)
	var formats []string
	for _, f := range export.Formats() {
		formats = append(formats, string(f))
	}
	completeFlag(cmd, "format", formats...)
	return cmd
}

// columnsHelp lists the columns of CSV.
func columnsHelp() string {
	var lines []string
	for _, c := range export.Columns() {
		lines = append(lines, fmt.Sprintf("  %-14s %s", c.Name, c.Doc))
	}
	return strings.Join(lines, "\n")
}

func runExport(ctx context.Context, o *exportOptions) error {
	options, err := o.options()
	if err != nil {
		return err
	}
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	began := time.Now()
	n := 0
	err = o.toFile("--output", o.Output, func(w io.Writer) error {
		var err error
		n, err = export.Write(ctx, w, index, o.Request, options)
		return err
	})
	if err == nil {
		fmt.Fprintf(o.err, "%s in %s\n", plural(n, "article"), time.Since(began).Round(time.Millisecond))
	}
	return err
}

// options are the options of the export.
func (o *exportOptions) options() (export.Options, error) {
	format := export.Format(o.Format)
	if format == "" {
		format, _ = export.FormatOf(o.Output)
	}
	out := export.Options{Format: format, Columns: o.Columns, BOM: o.BOM, Cite: cite.Options{Newspaper: o.Newspaper}}
	if o.PublicURL != "" {
		base, err := server.ParsePublicURL(o.PublicURL)
		if err != nil {
			return out, usagef("--public-url: %w", err)
		}
		out.Cite.Address = func(id string) string { return server.Permalink(base, id) }
	}
	return out, nil
}
