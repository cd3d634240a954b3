package indexer

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"timbao/indexer/generation"
	"timbao/indexer/schema"
)

// CopyReport is the account of a Backup or a Restore.
type CopyReport struct {
	generation.Copied

	Generation uint64        `json:"generation"` // current in the target now
	Articles   int           `json:"articles"`
	Took       time.Duration `json:"-"`
}

// Backup copies the current generation of an index into another folder, which is an index folder too: it can be searched where it is,
// and Restore brings it back. Searches and runs may go on meanwhile. What the folder has from an earlier backup is not written again;
// every byte is read and compared with what was published. It returns ErrDamaged if the index is not what was published, and leaves
// the folder as it was then, and generation.ErrNotEmpty for a folder that is something else.
func Backup(ctx context.Context, dir, to string) (CopyReport, error) { return copyIndex(ctx, dir, to) }

// Restore makes a backup the current generation of an index folder, with the same guarantees as Backup. It returns ErrExists when there
// is an index in the folder, unless replace says that it may go.
func Restore(ctx context.Context, backup, dir string, replace bool) (CopyReport, error) {
	if !replace {
		store, err := generation.Open(dir, schema.StoreOptions())
		if err == nil {
			_, err = store.Number()
		}
		if err == nil || !errors.Is(err, ErrNoIndex) {
			return CopyReport{}, fmt.Errorf("%s: %w", dir, ErrExists)
		}
	}
	return copyIndex(ctx, backup, dir)
}

func copyIndex(ctx context.Context, from, to string) (CopyReport, error) {
	begun := time.Now()
	if same(from, to) {
		return CopyReport{}, fmt.Errorf("%s: %w", to, ErrSameFolder)
	}
	source, err := generation.Open(from, schema.StoreOptions())
	if err != nil {
		return CopyReport{}, err
	}
	g, release, err := source.Acquire()
	if err != nil {
		return CopyReport{}, err
	}
	defer release() //nolint:errcheck // only read
	target, err := generation.Create(ctx, to, schema.StoreOptions())
	if err != nil {
		return CopyReport{}, err
	}
	now, copied, err := g.CopyTo(ctx, target)
	return CopyReport{Copied: copied, Generation: now.Number, Articles: now.Manifest.Documents, Took: time.Since(begun)}, err
}

// same tells whether two paths name one folder.
func same(a, b string) bool {
	one, err := filepath.EvalSymlinks(a)
	if err != nil {
		return false
	}
	two, err := filepath.EvalSymlinks(b)
	if err != nil {
		return false
	}
	one, errOne := filepath.Abs(one)
	two, errTwo := filepath.Abs(two)
	return errOne == nil && errTwo == nil && one == two
}
