package generation

import (
	"os"
	"time"
)

const (
	// syncFlag is how a file must be open to be synced: Windows flushes only handles that may write.
	syncFlag = os.O_RDWR
	// foldersSync tells whether folders can be synced. Windows can't; its file system logs names in order.
	foldersSync = false
	// renameNeedsClosed tells whether a folder with open files can't be renamed.
	renameNeedsClosed = true
)

// replace renames a file over another one. A reader that has the old one open for a moment makes Windows refuse; it is over soon.
func replace(root *os.Root, oldName, newName string) error {
	var err error
	for range 50 {
		if err = root.Rename(oldName, newName); err == nil {
			return nil
		}
		time.Sleep(10 * time.Millisecond)
	}
	return err
}
