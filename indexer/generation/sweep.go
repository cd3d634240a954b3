package generation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Sweep removes the generations that are older than the current one and not held, and the drafts of dead writers. Begin and
// Publish do the same; a reader calls it after its release, when no writer may come for long. It returns how many generations and drafts went,
// and ErrLocked while a writer is at work, which sweeps itself when it is done.
func (s *Store) Sweep(ctx context.Context) (removed int, err error) {
	root, err := openDir(s.dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	lock, err := s.takeLock(ctx, root)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	current, err := s.number(root)
	if err != nil {
		return 0, err
	}
	return s.sweep(root, current)
}

// sweep does the work of Sweep for the holder of the writer's lock. It leaves newer generations alone: they are what a writer that
// died while publishing left, or all there is to mend a CURRENT that was damaged. They go after the next publish, being older then.
func (s *Store) sweep(root *os.Root, keep uint64) (removed int, err error) {
	found, _, err := entries(root)
	if err != nil {
		return 0, err
	}
	var failed []error
	for _, e := range found {
		gone, err := false, error(nil)
		switch {
		case e.draft:
			gone, err = true, s.removeDraft(root, e.name)
		case e.n < keep:
			gone, err = s.removeGeneration(root, e.n)
		}
		if err != nil {
			failed = append(failed, err)
		} else if gone {
			removed++
		}
	}
	if err := root.Remove(currentAside); err != nil && !errors.Is(err, fs.ErrNotExist) {
		failed = append(failed, err)
	}
	return removed, errors.Join(failed...)
}

// removeDraft deletes a folder that bears no generation's name.
func (s *Store) removeDraft(root *os.Root, name string) error {
	if err := s.step("remove " + name); err != nil {
		return err
	}
	if err := root.RemoveAll(name); err != nil {
		return fmt.Errorf("remove left-over %s: %w", filepath.Join(s.dir, name), err)
	}
	return nil
}

// removeGeneration takes a generation away unless somebody holds it.
func (s *Store) removeGeneration(root *os.Root, n uint64) (bool, error) {
	lease, err := openLease(root, genName(n))
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, ErrDamaged):
		// Without a manifest nobody can hold it.
	case err != nil:
		return false, fmt.Errorf("remove %s: %w", genName(n), err)
	default:
		free, err := lease.TryLock()
		if err != nil {
			return false, fmt.Errorf("remove %s: %w", genName(n), err)
		}
		if !free {
			return false, nil
		}
		if renameNeedsClosed {
			_ = lease.Close() // there, a folder that anybody has a file of open can't be renamed, which is as good as the lock
		} else {
			defer func() { _ = lease.Close() }()
		}
	}
	if err := root.RemoveAll(draftName(n)); err != nil {
		return false, fmt.Errorf("remove %s: %w", genName(n), err)
	}
	if err := s.step("retire " + genName(n)); err != nil {
		return false, err
	}
	if err := root.Rename(genName(n), draftName(n)); err != nil {
		return false, fmt.Errorf("remove %s: %w", genName(n), err)
	}
	return true, s.removeDraft(root, draftName(n))
}
