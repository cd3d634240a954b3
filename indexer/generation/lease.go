package generation

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"
)

// Hold keeps the generation on disk until release is called or the process ends. It returns ErrGone if the generation was removed
// before it could be held. Any number of readers can hold one. Calling release again does nothing.
func (g Generation) Hold() (release func() error, err error) {
	root, err := openDir(filepath.Dir(g.Dir))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	gen := filepath.Base(g.Dir)
	lease, err := openLease(root, gen)
	if err != nil {
		return nil, g.holdError(err)
	}
	ok, err := lease.TryRLock()
	if err != nil {
		return nil, g.holdError(err)
	}
	if !ok {
		// Only a writer that is taking the generation away locks it against readers.
		return nil, g.holdError(fs.ErrNotExist)
	}
	if err := stillThere(root, gen, lease); err != nil {
		return nil, errors.Join(g.holdError(err), lease.Close())
	}
	return sync.OnceValue(lease.Close), nil
}

// stillThere returns fs.ErrNotExist when the generation was taken away between opening the lease and locking it: then the lock is
// on a file that nobody looks at any more.
func stillThere(root *os.Root, gen string, lease *flock.Flock) error {
	mine, err := lease.Stat()
	if err != nil {
		return err
	}
	there, err := root.Lstat(filepath.Join(gen, manifestName))
	if err == nil && !os.SameFile(mine, there) {
		return fs.ErrNotExist
	}
	return err
}

func (g Generation) holdError(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("hold %s: %w", g.Dir, ErrGone)
	}
	return fmt.Errorf("hold %s: %w", g.Dir, err)
}

// openLease returns the file whose lock is the lease of a generation: its manifest, which is always there and never written.
// It is never created, or a generation on its way out would come back as an empty folder.
func openLease(root *os.Root, gen string) (*flock.Flock, error) {
	name := filepath.Join(gen, manifestName)
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, damaged(root.Name(), "%s is not a regular file", name)
	}
	return flock.New(filepath.Join(root.Name(), name), flock.SetFlag(os.O_RDONLY)), nil
}
