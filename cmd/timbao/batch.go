package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"timbao/search"
	"timbao/search/batch"
)

const batchLong = `Ask many questions at once: a file with a query on each line, or a JSON object such as

  {"q": "hạn hán", "year": [2020], "limit": 3}

with the members of a search over HTTP; - is stdin. Flags say what holds for all lines. Answers come in the
order of the lines:

  table  for people: the best hits of each query
  csv    a hit a line: %s
  jsonl  an answer a line, in the JSON of 'timbao query' with the number of the line

A line that can't be asked is named on stderr, has its error in the output, and makes the exit code 3.`

type batchOptions struct {
	*common
	File    string
	Request search.Request
	Format  string
	BOM     bool
	Output  string
}

func newBatch(c *common) *cobra.Command {
	o := &batchOptions{common: c}
	cmd := &cobra.Command{
		Use:   "batch [flags] FILE",
		Short: "Ask a file of queries",
		Long:  fmt.Sprintf(batchLong, strings.Join(batch.Columns(), ", ")),
		Example: `  timbao batch queries.txt --limit 3
  timbao batch names.txt --format csv --bom --output names.csv
  printf 'lũ\nhạn hán\n' | timbao batch - --format jsonl | jq .total`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("batch takes one file of queries, or - for stdin; see 'timbao batch --help'")
			}
			o.File = args[0]
			if cmd.Flags().Changed("limit") && o.Request.Limit == 0 {
				return usagef("--limit 0: it is 1 to %d", search.MaxLimit)
			}
			return runBatch(cmd.Context(), o)
		},
	}
	flags, r := cmd.Flags(), &o.Request
	flags.StringVar(&o.Format, "format", "table", "`FORMAT`: table, csv or jsonl")
	flags.StringVar(&o.Output, "output", "", "write to `FILE` instead of stdout; it appears when it is whole")
	flags.BoolVar(&o.BOM, "bom", false, "begin csv with a byte order mark, for Excel")
	flags.IntVar(&r.Limit, "limit", search.DefaultLimit, fmt.Sprintf("`N` hits a query, 1 to %d", search.MaxLimit))
	addSort(cmd, r)
	addFilters(cmd, r)
	completeFlag(cmd, "format", "table", "csv", "jsonl")
	return cmd
}

func runBatch(ctx context.Context, o *batchOptions) error {
	if o.BOM && o.Format != "csv" {
		return usagef("--bom is for csv only")
	}
	if o.Format != "table" && o.Format != "csv" && o.Format != "jsonl" {
		return usagef("--format %q: it is table, csv or jsonl", o.Format)
	}
	in := o.in
	if o.File != "-" {
		file, err := os.Open(o.File)
		if err != nil {
			return err
		}
		defer file.Close()
		in = file
	}
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	base := o.Request
	base.Markup, base.Exact = search.MarkupNone, true
	asked, failed := 0, 0
	err = o.toFile("--output", o.Output, func(w io.Writer) error {
		show, end := o.writer(w)
		asked, failed, err = batch.Run(ctx, index, batch.Read(in, base), func(a *batch.Answer) error {
			if a.Err != nil {
				o.note("%s:%d: %s", clean(o.File), a.Line, clean(a.Why()))
			}
			return show(a)
		})
		if err != nil {
			return err
		}
		return end()
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(o.err, "%d asked, %d failed\n", asked, failed)
	if failed > 0 {
		return &exitError{Code: exitSkipped}
	}
	return nil
}

// writer is what writes answers in the format asked for, and what ends the output.
func (o *batchOptions) writer(w io.Writer) (show func(*batch.Answer) error, end func() error) {
	switch o.Format {
	case "csv":
		if o.BOM {
			fmt.Fprint(w, "\uFEFF") // the next write meets the same error
		}
		return batch.CSV(w)
	case "jsonl":
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return func(a *batch.Answer) error { return e.Encode(a) }, func() error { return nil }
	}
	var rows [][]string
	show = func(a *batch.Answer) error {
		rows = append(rows, tableRows(a)...)
		return nil
	}
	return show, func() error {
		if len(rows) == 0 {
			return nil
		}
		_, err := fmt.Fprintln(w, strings.TrimRight(columns(paint{o.color && o.Output == ""}, []string{"line", "found", "", "date", "title", "id"}, rows), "\n"))
		return err
	}
}

// tableRows is an answer as rows for people: the query, then its hits.
func tableRows(a *batch.Answer) [][]string {
	line := strconv.Itoa(a.Line)
	if a.Response == nil {
		return [][]string{{line, "error", "", "", clean(a.Query), clean(a.Why())}}
	}
	rows := [][]string{{line, number(int64(a.Total)), "", "", clean(a.Query), ""}}
	for i := range a.Hits {
		h := &a.Hits[i]
		rows = append(rows, []string{"", "", strconv.Itoa(i + 1), when(h.Published), clean(h.Title), clean(h.ID)})
	}
	return rows
}
