//go:build !windows

package generation

import "os"

const (
	// syncFlag is how a file must be open to be synced: reading is enough, and works for read-only files too.
	syncFlag = os.O_RDONLY
	// foldersSync tells whether folders can be synced.
	foldersSync = true
	// renameNeedsClosed tells whether a folder with open files can't be renamed.
	renameNeedsClosed = false
)

// replace renames a file over another one.
func replace(root *os.Root, oldName, newName string) error { return root.Rename(oldName, newName) }
