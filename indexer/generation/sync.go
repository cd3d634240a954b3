package generation

import (
	"errors"
	"fmt"
	"os"
)

// syncDir makes the names in a folder durable.
func (s *Store) syncDir(root *os.Root, name string) error {
	if !foldersSync {
		return nil
	}
	d, err := root.Open(name)
	if err != nil {
		return fmt.Errorf("open folder to sync: %w", err)
	}
	defer d.Close()
	if err := s.fsync(d); err != nil {
		return fmt.Errorf("sync folder %s: %w", name, err)
	}
	return nil
}

// syncPath is syncDir for a folder outside the index.
func (s *Store) syncPath(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open folder to sync: %w", err)
	}
	return errors.Join(s.syncDir(root, "."), root.Close())
}

// writeSynced writes a whole file and makes its content, not its name, durable.
func (s *Store) writeSynced(root *os.Root, name string, raw []byte, flag int) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|flag, filePerm)
	if err != nil {
		return err
	}
	_, err = f.Write(raw)
	if err == nil {
		err = s.fsync(f)
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// writeCurrent replaces CURRENT in one step: its readers see the old line or the new one.
func (s *Store) writeCurrent(root *os.Root, raw []byte) error {
	if err := s.step("write " + currentAside); err != nil {
		return err
	}
	if err := s.writeSynced(root, currentAside, raw, os.O_TRUNC); err != nil {
		_ = root.Remove(currentAside) // or the next sweep does
		return err
	}
	if err := s.step("swap " + currentName); err != nil {
		return err
	}
	if err := replace(root, currentAside, currentName); err != nil {
		return err
	}
	if err := s.step("syncdir after swap"); err != nil {
		return err
	}
	return s.syncDir(root, ".")
}
