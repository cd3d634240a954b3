package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"timbao/search"
)

type similarOptions struct {
	*common
	Request     search.SimilarRequest
	AllVersions bool
	JSON        bool
}

func newSimilar(c *common) *cobra.Command {
	o := &similarOptions{common: c}
	cmd := &cobra.Command{
		Use:   "similar [flags] ID",
		Short: "Find the articles most like one",
		Long: `Find the articles most like one: those that share most of the words, and pairs of words, that are frequent
in it and rare in the archive. ID is what a hit names, as for 'timbao show'. Other versions of the article's
own text are left out; 'timbao versions' lists them.`,
		Example: `  timbao similar archive/2020/01/000_d249a57545fbbced.txt
  timbao similar archive/2020/01/000_d249a57545fbbced.txt --to 2019 --limit 5`,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) != 1:
				return usagef("similar takes one id, as 'timbao query' prints it; see 'timbao similar --help'")
			case cmd.Flags().Changed("limit") && o.Request.Limit == 0:
				return usagef("--limit 0: it is 1 to %d", search.MaxLimit)
			}
			o.Request.ID = args[0]
			return runSimilar(cmd.Context(), o)
		},
	}
	flags, r := cmd.Flags(), &o.Request
	flags.IntVar(&r.Limit, "limit", search.DefaultLimit, fmt.Sprintf("`N` articles, 1 to %d", search.MaxLimit))
	flags.IntVar(&r.Offset, "offset", 0, fmt.Sprintf("pass over `N` articles, up to %d", search.MaxOffset))
	flags.StringVar(&r.Query, "query", "", "only articles that `WORDS` find")
	flags.BoolVar(&o.AllVersions, "all-versions", false, "a hit for each version of a story, and for those of the article itself")
	flags.BoolVar(&r.Explain, "explain", false, "say where each score comes from")
	flags.BoolVar(&o.JSON, "json", false, "print the whole response as JSON")
	addFilters(cmd, &r.Request)
	return cmd
}

func runSimilar(ctx context.Context, o *similarOptions) error {
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	article, err := find(ctx, index, o.Request.ID)
	if err != nil {
		return err
	}
	r := o.Request
	r.ID, r.Markup = article.ID, search.MarkupPlain
	if o.JSON {
		r.Markup = search.MarkupHTML
	}
	if o.AllVersions {
		r.Versions = search.VersionsAll
	}
	response, err := index.Similar(ctx, r)
	if err != nil {
		return err
	}
	switch {
	case o.JSON:
		return o.printJSON(response)
	case response.Total == 0:
		o.note("no article is like %s", clean(article.ID))
		return nil
	}
	return o.printList(response, r.Request)
}
