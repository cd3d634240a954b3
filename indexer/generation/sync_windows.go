package generation

import (
	"os"
	"time"
)

// syncFlag is how a file must be open to be synced: Windows flushes only handles that may write.
const syncFlag = os.O_RDWR

// renameNeedsClosed tells whether a folder with open files can't be renamed.
const renameNeedsClosed = true

// syncDir does nothing: Windows has no way to sync a folder, and its file systems log names in order.
func syncDir(*os.Root, string) error { return nil }

// syncPath is syncDir for a folder by its path.
func syncPath(string) error { return nil }

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
