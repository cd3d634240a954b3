//go:build !windows

package generation

import (
	"fmt"
	"os"
)

// syncFlag is how a file must be open to be synced: reading is enough, and works for read-only files too.
const syncFlag = os.O_RDONLY

// renameNeedsClosed tells whether a folder with open files can't be renamed.
const renameNeedsClosed = false

// syncDir makes the names in a folder durable.
func syncDir(root *os.Root, name string) error {
	d, err := root.Open(name)
	if err != nil {
		return fmt.Errorf("open folder to sync: %w", err)
	}
	defer d.Close()
	if err := d.Sync(); err != nil {
		return fmt.Errorf("sync folder %s: %w", name, err)
	}
	return nil
}

// syncPath is syncDir for a folder by its path.
func syncPath(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("open folder to sync: %w", err)
	}
	defer root.Close()
	return syncDir(root, ".")
}

// replace renames a file over another one.
func replace(root *os.Root, oldName, newName string) error { return root.Rename(oldName, newName) }
