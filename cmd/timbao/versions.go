package main

import (
	"context"

	"github.com/spf13/cobra"

	"timbao/search"
)

type versionsOptions struct {
	*common
	ID   string // of the article, or the path of its file
	JSON bool
}

func newVersions(c *common) *cobra.Command {
	o := &versionsOptions{common: c}
	cmd := &cobra.Command{
		Use:   "versions [flags] ID",
		Short: "List the other versions of an article",
		Long: `List the articles that tell the story of one in nearly the same words, as updates, cuts and agency copy do,
oldest first. ID is what a hit names, as for 'timbao show'.`,
		Example: `  timbao versions archive/2020/10/lu.txt
  timbao versions archive/2020/10/lu.txt --json | jq -r '.versions[].path'`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("versions takes one id, as 'timbao query' prints it; see 'timbao versions --help'")
			}
			o.ID = args[0]
			return runVersions(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.JSON, "json", false, "print the versions as JSON")
	return cmd
}

func runVersions(ctx context.Context, o *versionsOptions) error {
	index, err := search.Open(o.dir(), nil)
	if err != nil {
		return err
	}
	defer index.Close()
	article, err := find(ctx, index, o.ID)
	if err != nil {
		return err
	}
	versions, err := index.Versions(ctx, article.ID)
	if err != nil {
		return err
	}
	if o.JSON {
		if versions == nil {
			versions = []search.Version{}
		}
		return o.printJSON(search.VersionList{ID: article.ID, Versions: versions})
	}
	if len(versions) == 0 {
		o.note("no other version of %s", clean(article.ID))
		return nil
	}
	return o.print(o.render(versions))
}

// render is the versions as a table.
func (o *versionsOptions) render(all []search.Version) string {
	var rows [][]string
	for _, v := range all {
		rows = append(rows, []string{when(v.Published), whereIs(v.Path, v.ID), clean(v.Title)})
	}
	return columns(paint{o.color}, []string{"published", "path", "title"}, rows) + "\n"
}
