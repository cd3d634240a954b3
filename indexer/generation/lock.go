package generation

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"
)

// holder is what a writer leaves in the lock file for those who find it locked.
type holder struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
}

const (
	// holderOffset leaves the first byte alone: it is the one that Windows locks, against readers too.
	holderOffset = 1
	// holderSize is the fixed length of the record, so that the file need never be cut while others read it.
	holderSize = 126
	lockPoll   = 25 * time.Millisecond
)

// writerLock is the lock of the one writer.
type writerLock struct {
	root *os.Root
	file *flock.Flock
}

// takeLock waits for the writer's lock, at most Options.LockWait, and leaves our name in it. The lock itself is the system's: it
// ends with the process that holds it, so none is ever stale. The file stays for ever.
func (s *Store) takeLock(ctx context.Context, root *os.Root) (*writerLock, error) {
	if info, err := root.Lstat(lockName); err == nil && !info.Mode().IsRegular() {
		return nil, damaged(s.dir, "%s is not a regular file", lockName)
	}
	wait := s.o.LockWait
	if wait <= 0 {
		wait = DefaultLockWait
	}
	limited, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	file := flock.New(filepath.Join(s.dir, lockName), flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(filePerm))
	ok, err := file.TryLockContext(limited, lockPoll)
	switch {
	case ok:
		l := &writerLock{root, file}
		if err := l.write(holder{os.Getpid(), time.Now().Truncate(time.Second)}); err != nil {
			return nil, errors.Join(fmt.Errorf("index %s: write lock file: %w", s.dir, err), file.Close())
		}
		return l, nil
	case ctx.Err() != nil:
		return nil, fmt.Errorf("index %s: wait for the lock: %w", s.dir, ctx.Err())
	case err == nil || errors.Is(err, context.DeadlineExceeded):
		h := readHolder(root)
		return nil, &LockedError{Dir: s.dir, PID: h.PID, Since: h.Since}
	default:
		return nil, fmt.Errorf("index %s: can't be locked for writing: %w", s.dir, err)
	}
}

// write puts the holder, or blanks for none, into the lock file.
func (l *writerLock) write(h holder) error {
	var record []byte
	if h.PID != 0 {
		var err error
		if record, err = json.Marshal(h); err != nil {
			return err
		}
	}
	if len(record) > holderSize {
		return fmt.Errorf("holder takes %d bytes", len(record))
	}
	record = append(append([]byte{' '}, record...), bytes.Repeat([]byte{' '}, holderSize-len(record))...)
	record = append(record, '\n')
	offset := 0
	if runtime.GOOS == "windows" {
		offset = holderOffset
	}
	f, err := l.root.OpenFile(lockName, os.O_WRONLY, filePerm)
	if err != nil {
		return err
	}
	_, err = f.WriteAt(record[offset:], int64(offset))
	return errors.Join(err, f.Close())
}

// readHolder tells who holds the lock, as far as the file says. It is for messages only.
func readHolder(root *os.Root) (h holder) {
	f, err := openRegular(root, lockName)
	if err != nil {
		return h
	}
	defer f.Close()
	record := make([]byte, holderSize)
	n, _ := f.ReadAt(record, holderOffset)
	if err := json.Unmarshal(bytes.TrimSpace(record[:n]), &h); err != nil {
		return holder{}
	}
	return h
}

// verify tells whether the locked file is still the one that the next writer would lock.
func (l *writerLock) verify() error {
	mine, err := l.file.Stat()
	if err != nil {
		return fmt.Errorf("look at lock file: %w", err)
	}
	there, err := l.root.Lstat(lockName)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look at lock file: %w", err)
	}
	if err != nil || !os.SameFile(mine, there) {
		return fmt.Errorf("the file %s was removed or replaced during the run, so another writer may be at work; run again", lockName)
	}
	return nil
}

// release unlocks. The name is taken out first, so that nobody is told of a holder who has gone; but that is a courtesy, which
// may fail.
func (l *writerLock) release() error {
	_ = l.write(holder{})
	return l.file.Close()
}
