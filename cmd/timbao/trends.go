package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"timbao/search"
	"timbao/search/export"
)

type trendsOptions struct {
	*common
	Request search.TrendsRequest
	CSV     bool
	BOM     bool
	JSON    bool
}

func newTrends(c *common) *cobra.Command {
	o := &trendsOptions{common: c}
	cmd := &cobra.Command{
		Use:   "trends [flags] TERM…",
		Short: "Compare how often terms come up over time",
		Long: fmt.Sprintf(`Count the articles with each term by year, month or day, and for 1,000 articles of the same period: an
archive grows, and the second figure does not grow with it. Each argument is a term, up to %d of them. Words
without operators are a phrase: "lũ lụt" counts these words side by side. Anything else is a query as for
'timbao query': 'lũ AND lụt', title:lũ, 'lũ OR lụt'.

The filters and --query say which articles are looked at at all.`, search.MaxTrendTerms),
		Example: `  timbao trends "lũ lụt" "hạn hán" --by year
  timbao trends GDP "lạm phát" --by month --from 2010 --section 'Kinh tế' --csv > trends.csv
  timbao trends "hộ nghèo" --query 'nông thôn' --json | jq '.terms[0].points'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0:
				return usagef("trends takes terms; try 'timbao trends \"lũ lụt\" \"hạn hán\"'")
			case o.CSV && o.JSON:
				return usagef("--csv and --json are two forms of the answer: give one of them")
			case o.BOM && !o.CSV:
				return usagef("--bom is for --csv")
			}
			o.Request.Terms = args
			return runTrends(cmd.Context(), o)
		},
	}
	flags, r := cmd.Flags(), &o.Request
	flags.StringVar((*string)(&r.By), "by", string(search.UnitAuto), "`UNIT` of time: year, month, day, or auto")
	flags.StringVar(&r.Request.Query, "query", "", "only among articles that `WORDS` find")
	flags.BoolVar(&o.CSV, "csv", false, "print CSV")
	flags.BoolVar(&o.BOM, "bom", false, "begin the CSV with a byte order mark, for Excel")
	flags.BoolVar(&o.JSON, "json", false, "print JSON")
	addFilters(cmd, &r.Request)
	completeFlag(cmd, "by", string(search.UnitYear), string(search.UnitMonth), string(search.UnitDay), string(search.UnitAuto))
	return cmd
}

func runTrends(ctx context.Context, o *trendsOptions) error {
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	trends, err := index.Trends(ctx, o.Request)
	if err != nil {
		return err
	}
	switch {
	case o.JSON:
		return o.printJSON(trends)
	case o.CSV:
		return export.Trends(o.out, trends, o.BOM)
	}
	text := timeTable{paint: paint{o.color}, width: o.width}.trends(trends)
	if o.terminal {
		return o.page(text)
	}
	return o.print(text)
}
