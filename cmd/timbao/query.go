package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"timbao/search"
)

const queryLong = `Search the archive. The words given, joined by spaces, are the query.

Accents may be left out. A word with accents finds exactly that word first.

  đảng ủy khối           all forms of these words, best articles first
  "Trần Văn Chung"       these words in this order
  -bóng  NOT bóng        articles without a word
  lúa OR ngô, ( )        either, and groups
  title:lũ  author:văn   in one field: title, author, section, place, caption
                         (tiêu_đề, tác_giả, chuyên_mục, nơi, chú_thích)
  date:2019-12..2020-02  published in a day, month, year or span (ngày:)
  biên*                  words that begin so

The shell takes quotes, brackets and stars for itself: put such a query in single quotes.
A query that begins with a hyphen goes after --.`

const queryExample = `  timbao query đảng ủy khối
  timbao query dang uy khoi --limit 3
  timbao query '"hội đồng nhân dân" -bóng' --from 2019 --to 2020-06
  timbao query lũ lụt --section "Thời sự" --sort date:desc --facet year
  timbao query hạn hán --jsonl | jq -r .path
  timbao query -- -tội phạm`

type queryOptions struct {
	*common
	Request     search.Request
	AllVersions bool // a hit for each version of a story
	JSON        bool // the whole response
	JSONL       bool // one hit a line
	FailOnEmpty bool // exit code 1 when nothing is found
}

func newQuery(c *common) *cobra.Command {
	o := &queryOptions{common: c}
	cmd := &cobra.Command{
		Use:     "query [flags] WORDS…",
		Aliases: []string{"search"},
		Short:   "Search the archive",
		Long:    queryLong,
		Example: queryExample,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Request.Query = strings.Join(args, " ")
			if err := o.check(cmd); err != nil {
				return err
			}
			return runQuery(cmd.Context(), o)
		},
	}
	flags, r := cmd.Flags(), &o.Request // no one-letter flags: -n would swallow -ngô, which has to be told about --
	flags.IntVar(&r.Limit, "limit", search.DefaultLimit, fmt.Sprintf("`N` hits, 1 to %d", search.MaxLimit))
	flags.IntVar(&r.Offset, "offset", 0, fmt.Sprintf("pass over `N` hits, up to %d", search.MaxOffset))
	flags.StringVar(&r.Cursor, "cursor", "", "go on from `CURSOR`: \"next\" of the page before, in its JSON")
	addSort(cmd, r)
	addFilters(cmd, r)
	flags.StringSliceVar(&r.Facets, "facet", nil, "count the hits by `FIELD`: "+strings.Join(search.FacetNames(), ", ")+" (repeat for more)")
	flags.IntVar(&r.FacetSize, "facet-size", 0, "`N` values of each facet, 1 to 1000 (default 10)")
	flags.StringVar((*string)(&r.Timeline), "timeline", "", "count the hits by `UNIT` of time: year, month, day or auto")
	flags.BoolVar(&r.Exact, "exact-total", false, "count every hit, even where ranking could stop early")
	flags.BoolVar(&r.Explain, "explain", false, "say where each score comes from")
	flags.BoolVar(&o.AllVersions, "all-versions", false, "a hit for each version of a story, not one for all")
	flags.BoolVar(&o.JSON, "json", false, "print the whole response as JSON")
	flags.BoolVar(&o.JSONL, "jsonl", false, "print one hit a line as JSON")
	flags.BoolVar(&o.FailOnEmpty, "fail-on-empty", false, "exit with 1 when nothing is found")
	completeFlag(cmd, "facet", search.FacetNames()...)
	completeFlag(cmd, "timeline", string(search.UnitYear), string(search.UnitMonth), string(search.UnitDay), string(search.UnitAuto))
	return cmd
}

// check refuses what the library would silently read as "nothing said": a limit of 0, and no words at all.
func (o *queryOptions) check(cmd *cobra.Command) error {
	r := &o.Request
	switch {
	case cmd.Flags().Changed("limit") && r.Limit == 0:
		return usagef("--limit 0: it is 1 to %d", search.MaxLimit)
	case o.JSON && o.JSONL:
		return usagef("--json prints one response, --jsonl one hit a line: give one of them")
	case r.Cursor != "" && r.Offset != 0:
		return usagef("--cursor says where to go on, so --offset can't be given with it")
	}
	if strings.TrimSpace(r.Query) == "" && !r.Narrowed() && len(r.Facets) == 0 && r.Timeline == "" {
		return usagef("nothing to search for; try 'timbao query đảng ủy khối', and 'timbao query --help' for more")
	}
	return nil
}

func runQuery(ctx context.Context, o *queryOptions) error {
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	r := o.Request
	r.Markup = o.markup()
	r.Correct = r.Offset == 0 && r.Cursor == ""
	if o.AllVersions {
		r.Versions = search.VersionsAll
	}
	response, err := index.Search(ctx, r)
	if err != nil {
		return err
	}
	if d := response.DidYouMean; d != nil && !o.JSON {
		fmt.Fprintf(o.err, "Did you mean: %s\n", clean(d.Query))
	}
	switch {
	case o.JSON:
		err = o.printJSON(response)
	case o.JSONL:
		err = o.printLines(response)
	default:
		err = o.printList(response, o.Request)
	}
	if err == nil && o.FailOnEmpty && len(response.Hits) == 0 {
		return &exitError{Code: exitFailure}
	}
	return err
}

// markup is the highlighting that suits the output.
func (o *queryOptions) markup() search.Markup {
	switch {
	case o.JSON || o.JSONL:
		return search.MarkupHTML
	case o.color:
		return search.MarkupANSI
	}
	return search.MarkupPlain
}

func (o *queryOptions) printLines(response *search.Response) error {
	e := json.NewEncoder(o.out)
	e.SetEscapeHTML(false)
	for i := range response.Hits {
		if err := e.Encode(&response.Hits[i]); err != nil {
			return fmt.Errorf("writing JSON: %w", err)
		}
	}
	return nil
}

// when is the publishing time as people read it: the hour only where the newspaper printed one.
func when(t *time.Time) string {
	switch {
	case t == nil || t.IsZero():
		return "undated"
	case t.Hour() == 0 && t.Minute() == 0:
		return t.Format(time.DateOnly)
	}
	return t.Format("2006-01-02 15:04")
}
