package harvest

import (
	"context"
	"io"

	"timbao/indexer/sidecar"
	"timbao/indexer/suggestion"
)

// Kind is the sidecar that holds an archive's table of suggestions.
var Kind = sidecar.Kind{Name: "suggestions", Version: suggestion.Version}

// Builder makes the table of suggestions of an archive.
func Builder() sidecar.Builder { return sidecar.Builder{Kind: Kind, Write: write} }

func write(ctx context.Context, c *sidecar.Corpus, w io.Writer) error {
	b := suggestion.NewBuilder()
	if err := addColumns(ctx, c, b); err != nil {
		return err
	}
	if err := addText(ctx, c, b); err != nil {
		return err
	}
	if err := Titles(ctx, c, b, nil); err != nil {
		return err
	}
	return b.Write(ctx, w)
}
