package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"timbao/search"
)

// addFilters gives a command the flags that narrow a request: the same ones wherever articles are looked for. The name --format is kept
// for the form of the output.
func addFilters(cmd *cobra.Command, r *search.Request) {
	flags := cmd.Flags()
	flags.StringVar(&r.From, "from", "", "first `DAY`: 2020, 2020-01, 2020-01-14 or 14-1-2020")
	flags.StringVar(&r.To, "to", "", "last `DAY`, inclusive, written alike")
	flags.IntSliceVar(&r.Years, "year", nil, "only published in this `YEAR` (repeat this and the others for more)")
	flags.StringSliceVar(&r.Months, "month", nil, "only in this `MONTH`: 2020-01 or 1-2020")
	flags.StringSliceVar(&r.Days, "day", nil, "only on this `DAY`: 2020-01-14 or 14-1-2020")
	flags.StringArrayVar(&r.Sections, "section", nil, "only this `SECTION`")
	flags.StringArrayVar(&r.Authors, "author", nil, "only by this writer or photographer, `NAME`")
	flags.StringArrayVar(&r.Places, "place", nil, "only from this `PLACE`")
	flags.StringArrayVar(&r.Photographers, "photographer", nil, "only with photographs by `NAME`")
	flags.StringArrayVar(&r.Formats, "file-type", nil, "only from source files of this `TYPE`, such as text or jsonl")
	flags.IntSliceVar(&r.NotYears, "not-year", nil, "not published in this `YEAR`")
	flags.StringSliceVar(&r.NotMonths, "not-month", nil, "not in this `MONTH`")
	flags.StringSliceVar(&r.NotDays, "not-day", nil, "not on this `DAY`")
	flags.StringArrayVar(&r.NotSections, "not-section", nil, "not this `SECTION`")
	flags.StringArrayVar(&r.NotAuthors, "not-author", nil, "not by `NAME`")
	flags.StringArrayVar(&r.NotPlaces, "not-place", nil, "not from this `PLACE`")
	flags.StringArrayVar(&r.NotPhotographers, "not-photographer", nil, "not with photographs by `NAME`")
	flags.StringArrayVar(&r.NotFormats, "not-file-type", nil, "not from source files of this `TYPE`")
}

// addSort gives a command the flag for the order of its hits.
func addSort(cmd *cobra.Command, r *search.Request) {
	cmd.Flags().StringVar((*string)(&r.Sort), "sort", string(search.SortRelevance), "`ORDER`: relevance, date:desc or date:asc")
	cmd.Flags().BoolVar(&r.Recent, "recent", false, "let articles lose some of their score with age")
	cmd.Flags().IntVar(&r.HalfLife, "half-life", 0,
		fmt.Sprintf("with --recent: they lose half of what age can take in `DAYS` (default %d)", search.DefaultHalfLife))
	completeFlag(cmd, "sort", string(search.SortRelevance), string(search.SortNewest), string(search.SortOldest))
}

// completeFlag lets the shell complete the values of a flag.
func completeFlag(cmd *cobra.Command, flag string, values ...string) {
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp)) // fails only for a flag that does not exist
}
