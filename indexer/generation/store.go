package generation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Options say how a program uses an index folder. The zero value works.
type Options struct {
	// Mutable tells which files, by slash-separated relative name, are changed in place by whoever writes a draft. They are
	// copied into a draft; all others are shared with it by hard links. Nil means all of them, which is safe and slow.
	Mutable func(name string) bool
	// Format is the index format's version: written into manifests, and required of an index that is read.
	Format int
	// OldestFormat is the oldest index format that is read beside Format; 0 means none older.
	OldestFormat int
	// Analysis is the text analysis's version: written into manifests, and required of an index that is read.
	Analysis int
	// LockWait is how long Create, Begin and Sweep wait for another writer. 0 means DefaultLockWait.
	LockWait time.Duration
}

// Store is an index folder. It holds no file open, and its methods may be called by many goroutines at once.
type Store struct {
	dir   string
	o     Options
	step  func(op string) error                         // called before each change on disk and between a reader's looks, for tests to step in
	fsync func(f *os.File) error                        // makes a file or folder durable
	link  func(root *os.Root, oldName, to string) error // makes a hard link
}

// Generation is one published state of an index.
type Generation struct {
	Number   uint64   // from 1
	Dir      string   // its folder
	Manifest Manifest // what must be in it
}

// DefaultLockWait is what a zero Options.LockWait means.
const DefaultLockWait = 500 * time.Millisecond

// DefaultPoll is what a zero interval of Wait means.
const DefaultPoll = 500 * time.Millisecond

// maxRetries bounds how often a reader follows generations that are replaced while it looks.
const maxRetries = 100

func newStore(dir string, o Options) *Store {
	return &Store{
		dir: dir, o: o,
		step:  func(string) error { return nil },
		fsync: (*os.File).Sync,
		link:  (*os.Root).Link,
	}
}

// Create makes an index folder, with missing parents, or opens it if it is one already. It returns ErrNotEmpty for a folder that
// has other files in it.
func Create(ctx context.Context, dir string, o Options) (*Store, error) {
	if err := os.MkdirAll(dir, dirPerm); err != nil {
		return nil, fmt.Errorf("make index folder: %w", err)
	}
	s := newStore(dir, o)
	if err := s.create(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Store) create(ctx context.Context) error {
	root, err := openDir(s.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if _, err := root.Lstat(currentName); err == nil {
		return nil
	}
	found, foreign, err := entries(root)
	switch {
	case err != nil:
		return err
	case len(found) > 0:
		return nil // a damaged index, which Begin says and BeginEmpty mends
	case foreign:
		return fmt.Errorf("%s: %w; choose another folder for the index", s.dir, ErrNotEmpty)
	}
	return s.initialise(ctx, root)
}

// initialise writes the first CURRENT under the writer's lock, lest it overwrite what a faster writer has just published.
func (s *Store) initialise(ctx context.Context, root *os.Root) (err error) {
	lock, err := s.takeLock(ctx, root)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.release()) }()
	if _, err := root.Lstat(currentName); err == nil {
		return nil
	}
	if err := s.writeCurrent(root, currentLine(0)); err != nil {
		return fmt.Errorf("make index %s: %w", s.dir, err)
	}
	// The parent's entry for a new folder must be as durable as what is published in it.
	if err := s.syncPath(filepath.Dir(filepath.Clean(s.dir))); err != nil {
		return fmt.Errorf("make index %s: %w", s.dir, err)
	}
	return nil
}

// Open opens an index folder. It returns ErrNoIndex when the folder isn't one. Whether the index in it is whole and of the right
// version shows when Current is called.
func Open(dir string, o Options) (*Store, error) {
	root, err := openDir(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	if _, err := root.Lstat(currentName); err == nil {
		return newStore(dir, o), nil
	}
	found, _, err := entries(root)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, noIndex(dir, "no "+currentName+" in it")
	}
	return newStore(dir, o), nil
}

// Dir is the index folder.
func (s *Store) Dir() string { return s.dir }

// Number reads which generation is current; 0 means that none was published yet. It reads one small file and nothing else.
func (s *Store) Number() (uint64, error) {
	root, err := openDir(s.dir)
	if err != nil {
		return 0, err
	}
	defer root.Close()
	return s.number(root)
}

func (s *Store) number(root *os.Root) (uint64, error) {
	raw, err := readCurrent(root)
	if errors.Is(err, fs.ErrNotExist) {
		found, _, listErr := entries(root)
		if listErr == nil && len(found) == 0 {
			return 0, noIndex(s.dir, "no "+currentName+" in it")
		}
		return 0, damaged(s.dir, "%s is missing", currentName)
	}
	if errors.Is(err, ErrDamaged) {
		return 0, damaged(s.dir, "%s is not a regular file", currentName)
	}
	if err != nil {
		return 0, fmt.Errorf("index %s: %w", s.dir, err)
	}
	n, ok := parseCurrent(raw)
	if !ok {
		return 0, damaged(s.dir, "%s says %q, which names no generation", currentName, raw)
	}
	return n, nil
}

// Current returns the published generation. It returns ErrNoIndex if none was published yet, ErrDamaged, or a *VersionError. With
// the last of these the Generation is filled all the same as far as its manifest can be read, for programs that migrate it.
//
// The generation may be replaced and removed at any time unless it is held: readers use Acquire.
func (s *Store) Current() (Generation, error) {
	for range maxRetries {
		n, err := s.Number()
		if err != nil {
			return Generation{}, err
		}
		if n == 0 {
			return Generation{}, noIndex(s.dir, "nothing was published in it yet")
		}
		if err := s.step("load " + genName(n)); err != nil {
			return Generation{}, err
		}
		g, err := s.load(n)
		if !errors.Is(err, fs.ErrNotExist) {
			return g, err
		}
		// Either CURRENT has moved on in the meantime, or it points at nothing.
		if again, nerr := s.Number(); nerr == nil && again == n {
			return Generation{}, damaged(s.dir, "%s names %s, which isn't there or has no %s", currentName, genName(n), manifestName)
		}
	}
	return Generation{}, fmt.Errorf("index %s: generations change too fast to read one: %w", s.dir, ErrGone)
}

// load reads a generation's manifest and compares versions.
func (s *Store) load(n uint64) (Generation, error) {
	root, err := openDir(s.dir)
	if err != nil {
		return Generation{}, err
	}
	defer root.Close()
	g := Generation{Number: n, Dir: filepath.Join(s.dir, genName(n))}
	if info, err := root.Lstat(genName(n)); err == nil && !info.IsDir() {
		return g, damaged(s.dir, "%s is not a folder", genName(n))
	}
	g.Manifest, err = readManifest(root, genName(n))
	if err != nil {
		return g, err
	}
	return g, g.Manifest.checkVersions(g.Dir, s.o)
}

// Acquire returns the current generation, held: it stays on disk until release is called or the process ends.
func (s *Store) Acquire() (g Generation, release func() error, err error) {
	for range maxRetries {
		if g, err = s.Current(); err != nil {
			return Generation{}, nil, err
		}
		if err := s.step("hold " + genName(g.Number)); err != nil {
			return Generation{}, nil, err
		}
		release, err = g.Hold()
		if !errors.Is(err, ErrGone) {
			return g, release, err
		}
	}
	return Generation{}, nil, err
}

// Wait returns as soon as a generation other than seen is current, with its number, or with ctx's error. It looks every
// interval; 0 means DefaultPoll. While CURRENT can't be read there is nothing to move to, so that counts as no change.
func (s *Store) Wait(ctx context.Context, seen uint64, interval time.Duration) (uint64, error) {
	if interval <= 0 {
		interval = DefaultPoll
	}
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		if n, err := s.Number(); err == nil && n != 0 && n != seen {
			return n, nil
		}
		select {
		case <-ctx.Done():
			return seen, ctx.Err()
		case <-tick.C:
		}
	}
}
