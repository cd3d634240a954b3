package generation_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"timbao/indexer/generation"
)

// A writer publishes two generations while a reader holds the first.
func Example() {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "generation")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()

	store, err := generation.Create(ctx, filepath.Join(dir, "idx"), generation.Options{
		Mutable: func(name string) bool { return !strings.HasSuffix(name, ".zap") },
	})
	if err != nil {
		panic(err)
	}
	publish := func(text string) {
		draft, err := store.Begin(ctx)
		if err != nil {
			panic(err)
		}
		defer func() { _ = draft.Discard() }()
		if err := os.WriteFile(filepath.Join(draft.Dir(), "data"), []byte(text), 0o644); err != nil {
			panic(err)
		}
		if _, err := draft.Publish(ctx, generation.Meta{Documents: 1}); err != nil {
			panic(err)
		}
	}
	publish("một")
	old, release, err := store.Acquire()
	if err != nil {
		panic(err)
	}
	publish("hai")

	text, _ := os.ReadFile(filepath.Join(old.Dir, "data"))
	current, _ := store.Current()
	fmt.Printf("the reader still has %d: %s; current is %d\n", old.Number, text, current.Number)
	_ = release()
	removed, _ := store.Sweep(ctx)
	fmt.Printf("removed: %d\n", removed)
	// Output:
	// the reader still has 1: một; current is 2
	// removed: 1
}
