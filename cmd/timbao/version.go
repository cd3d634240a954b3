package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"timbao/indexer"
)

type versionOptions struct {
	*common
	JSON bool
}

// buildVersion is what the program knows about itself.
type buildVersion struct {
	Version  string `json:"version"`
	Commit   string `json:"commit,omitempty"`
	Modified bool   `json:"modified,omitempty"` // built from files that differ from the commit
	Go       string `json:"go"`
	Platform string `json:"platform"`
	Format   int    `json:"format"`   // of the index on disk
	Analysis int    `json:"analysis"` // of the text
}

func newVersion(c *common) *cobra.Command {
	o := &versionOptions{common: c}
	cmd := &cobra.Command{
		Use:     "version [flags]",
		Short:   "Print the version of the program and of its index format",
		Example: "  timbao version",
		Args:    noArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return runVersion(cmd.Context(), o) },
	}
	cmd.Flags().BoolVar(&o.JSON, "json", false, "print the versions as JSON")
	return cmd
}

func runVersion(_ context.Context, o *versionOptions) error {
	v := currentVersion()
	if o.JSON {
		return o.printJSON(v)
	}
	return o.print(v.String())
}

// String is the version in two lines.
func (v buildVersion) String() string {
	commit := ""
	if v.Commit != "" {
		commit = " (commit " + v.Commit
		if v.Modified {
			commit += ", modified"
		}
		commit += ")"
	}
	return fmt.Sprintf("timbao %s%s, %s %s\nindex format %d, text analysis %d\n",
		v.Version, commit, v.Go, v.Platform, v.Format, v.Analysis)
}

// currentVersion reads what the Go tool wrote into the program.
func currentVersion() buildVersion {
	v := buildVersion{
		Version: "(devel)", Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH,
		Format: indexer.FormatVersion, Analysis: indexer.AnalysisVersion,
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return v
	}
	if info.Main.Version != "" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Commit = s.Value[:min(len(s.Value), 12)]
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}
