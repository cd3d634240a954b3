package main

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"timbao/indexer"
)

const restoreLong = `Make a backup the index. Every byte of it is read and compared with what was published before anything
changes. Searches go on meanwhile, and move to the restored articles when they are all there.`

type restoreOptions struct {
	*common
	Backup  string
	Replace bool
	JSON    bool
}

func newRestore(c *common) *cobra.Command {
	o := &restoreOptions{common: c}
	cmd := &cobra.Command{
		Use:     "restore [flags] BACKUP",
		Short:   "Make a backup the index",
		Long:    restoreLong,
		Example: "  timbao restore --index /srv/timbao.idx /media/disk/timbao-backup",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("name the backup: timbao restore BACKUP")
			}
			o.Backup = args[0]
			return runRestore(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.Replace, "replace", false, "put the backup in the place of the index that is there")
	cmd.Flags().BoolVar(&o.JSON, "json", false, "print the report as JSON")
	return cmd
}

func runRestore(ctx context.Context, o *restoreOptions) error {
	report, err := indexer.Restore(ctx, o.Backup, o.dir(), o.Replace)
	if errors.Is(err, indexer.ErrExists) {
		return usagef("%w; --replace puts the backup in its place", err)
	}
	if err != nil {
		return err
	}
	return o.printCopy(report, o.dir(), o.JSON)
}
