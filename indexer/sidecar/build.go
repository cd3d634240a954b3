package sidecar

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// MaxDrift is the share of an archive's articles that may be written or removed before its sidecars are built anew.
const MaxDrift = 0.05

// Builder writes the sidecar of a kind.
type Builder struct {
	Kind
	// Exact says that the sidecar describes its generation exactly: it is built anew with each.
	Exact bool
	// Write writes the payload for a corpus. Its bytes must depend on the articles alone, not on their order or on the number of
	// cores. It returns ctx's error when ctx ends.
	Write func(ctx context.Context, c *Corpus, w io.Writer) error
}

// State is how far an archive has come.
type State struct {
	Articles int64 // live
	Changes  int64 // articles written and removed since the index was begun
}

// Update brings the sidecars in the folder of a draft up to date: it keeps those that are whole and have not drifted, builds the
// others from the corpus, and removes what no builder knows.
func Update(ctx context.Context, dir string, builders []Builder, c *Corpus, s State) error {
	known := map[string]bool{}
	for _, b := range builders {
		known[b.Name+Suffix] = true
		if !b.Exact && b.fresh(dir, s) {
			continue
		}
		if err := create(dir, b.Kind, s, func(w io.Writer) error { return b.Write(ctx, c, w) }); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(filepath.Join(dir, FolderName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("list sidecars: %w", err)
	}
	for _, e := range entries {
		if !known[e.Name()] {
			if err := os.RemoveAll(filepath.Join(dir, FolderName, e.Name())); err != nil {
				return fmt.Errorf("remove old sidecar: %w", err)
			}
		}
	}
	return nil
}

// Fresh says whether a folder has all the sidecars of some builders and none has drifted too far.
func Fresh(dir string, builders []Builder, s State) bool {
	for _, b := range builders {
		if !b.fresh(dir, s) {
			return false
		}
	}
	return true
}

func (b Builder) fresh(dir string, s State) bool {
	f, err := open(dir, b.Kind)
	if err != nil {
		return false
	}
	drift := s.Changes - int64(f.changes)
	fresh := drift >= 0 && float64(drift) <= MaxDrift*float64(f.articles)
	if b.Exact {
		fresh = drift == 0
	}
	return f.close() == nil && fresh
}
