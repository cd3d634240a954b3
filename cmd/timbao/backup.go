package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"timbao/indexer"
)

const backupLong = `Copy the index as it is now to FOLDER. Searches and runs go on meanwhile. What FOLDER has from an earlier
backup is not written again; every byte, there or here, is read and compared with what was published, so
that no backup holds less than the index did. FOLDER is an index itself: timbao query --index FOLDER works.`

type backupOptions struct {
	*common
	Folder string
	JSON   bool
}

func newBackup(c *common) *cobra.Command {
	o := &backupOptions{common: c}
	cmd := &cobra.Command{
		Use:     "backup [flags] FOLDER",
		Short:   "Copy the index to another folder",
		Long:    backupLong,
		Example: "  timbao backup /media/disk/timbao-backup",
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usagef("name the folder to copy to: timbao backup FOLDER")
			}
			o.Folder = args[0]
			return runBackup(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.JSON, "json", false, "print the report as JSON")
	return cmd
}

func runBackup(ctx context.Context, o *backupOptions) error {
	report, err := indexer.Backup(ctx, o.dir(), o.Folder)
	if err != nil {
		return err
	}
	return o.printCopy(report, o.Folder, o.JSON)
}

// printCopy says what a backup or a restore did.
func (c *common) printCopy(r indexer.CopyReport, to string, asJSON bool) error {
	if asJSON {
		return c.printJSON(r)
	}
	return c.print(fmt.Sprintf("%s: %s, generation %d; %s in %s, all compared with what was published; %s of them written in %s\n", clean(to),
		plural(r.Articles, "article"), r.Generation, bytes(r.Bytes), plural(r.Files, "file"), bytes(r.Wrote), r.Took.Round(time.Millisecond)))
}
