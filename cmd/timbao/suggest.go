package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"timbao/search"
)

type suggestOptions struct {
	*common
	Request search.SuggestRequest
	JSON    bool
}

func newSuggest(c *common) *cobra.Command {
	o := &suggestOptions{common: c}
	cmd := &cobra.Command{
		Use:   "suggest [flags] PREFIX…",
		Short: "Say what a search box offers for what was typed so far",
		Long: `Say what a search box offers for what was typed so far: titles, people, places, sections, writers and
phrases of the archive that begin so, at their first word or at a later one, most likely first.

Accents may be left out or be typed in part; what goes with those that are there comes first. The last
word may be half-typed. A blank behind it says that it is whole, which takes quotes: 'hội '.`,
		Example: `  timbao suggest hoi dong nh
  timbao suggest 'hội ' --kind phrase --kind place
  timbao suggest nguyen van --kind person --limit 20 --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			o.Request.Prefix = strings.Join(args, " ")
			switch {
			case strings.TrimSpace(o.Request.Prefix) == "":
				return usagef("nothing is typed; try 'timbao suggest hoi dong nh'")
			case cmd.Flags().Changed("limit") && o.Request.Limit == 0:
				return usagef("--limit 0: it is 1 to %d", search.MaxSuggestions)
			}
			return runSuggest(cmd.Context(), o)
		},
	}
	flags, r := cmd.Flags(), &o.Request
	flags.IntVar(&r.Limit, "limit", search.DefaultSuggestions, fmt.Sprintf("`N` suggestions, 1 to %d", search.MaxSuggestions))
	flags.StringSliceVar(&r.Kinds, "kind", nil, "only `KIND`: "+strings.Join(search.SuggestKinds(), ", ")+" (repeat for more)")
	flags.BoolVar(&o.JSON, "json", false, "print the suggestions as JSON")
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(search.SuggestKinds(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func runSuggest(ctx context.Context, o *suggestOptions) error {
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	suggestions, err := index.Suggest(ctx, o.Request)
	if err != nil {
		return err
	}
	if o.JSON {
		return o.printJSON(search.Suggestions{Query: o.Request.Prefix, Suggestions: suggestions})
	}
	return o.print(o.render(suggestions))
}

// render is the suggestions as a table; nothing where there are none.
func (o *suggestOptions) render(all []search.Suggestion) string {
	if len(all) == 0 {
		return ""
	}
	var rows [][]string
	for _, s := range all {
		rows = append(rows, []string{s.Kind, number(int64(s.Count)), clean(s.Text), clean(s.ID)})
	}
	return columns(paint{o.color}, []string{"kind", "articles", "text", "id"}, rows) + "\n"
}
