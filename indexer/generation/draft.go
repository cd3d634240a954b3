package generation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Draft is the next generation while it is written. Its holder is the one writer of the index. It is not for concurrent use.
//
// A draft ends with Publish or Discard; `defer d.Discard()` right after Begin covers every way out.
type Draft struct {
	s        *Store
	root     *os.Root
	lock     *writerLock
	number   uint64
	format   int // versions to publish as
	analysis int
	previous Generation
	before   []byte            // CURRENT as Begin found it; nil if it was missing
	linked   map[string]linked // files shared with the previous generation, by name
	spent    bool              // Publish was called
	named    bool              // the draft's folder bears the generation's name
	finished bool              // unlocked
}

// linked is a file as it was when the draft and the previous generation began to share it.
type linked struct {
	file File
	info fs.FileInfo
}

// Begin takes the writer's lock and starts a draft as a clone of the current generation, or empty if none was published yet. It
// returns a *LockedError after Options.LockWait if another writer is at work, ErrDamaged if the current generation lacks files, and a
// *VersionError if it is of another version. What dead writers left is removed on the way.
func (s *Store) Begin(ctx context.Context) (*Draft, error) { return s.begin(ctx, true) }

// BeginEmpty is Begin with an empty draft whatever the current generation is: also a damaged one, or one of another version.
func (s *Store) BeginEmpty(ctx context.Context) (*Draft, error) { return s.begin(ctx, false) }

func (s *Store) begin(ctx context.Context, clone bool) (*Draft, error) {
	root, err := openDir(s.dir)
	if err != nil {
		return nil, err
	}
	lock, err := s.takeLock(ctx, root)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	d := &Draft{s: s, root: root, lock: lock, format: s.o.Format, analysis: s.o.Analysis, linked: map[string]linked{}}
	if err := d.prepare(ctx, clone); err != nil {
		return nil, errors.Join(err, d.Discard())
	}
	return d, nil
}

// prepare finds the draft's place and fills it.
func (d *Draft) prepare(ctx context.Context, clone bool) error {
	var err error
	if d.before, err = readCurrent(d.root); err != nil && clone {
		_, err = d.s.number(d.root) // says it better
		return err
	}
	d.previous, err = d.s.Current()
	unpublished := errors.Is(err, ErrNoIndex)
	if err != nil && clone && !unpublished {
		return err
	}
	if err == nil || unpublished {
		// Only a sound CURRENT tells what may go. A failure here costs disk space, not the run.
		_, _ = d.s.sweep(d.root, d.previous.Number)
	}
	if d.number, err = d.nextNumber(); err != nil {
		return err
	}
	if err := d.s.step("make " + draftName(d.number)); err != nil {
		return err
	}
	if err := d.root.Mkdir(draftName(d.number), dirPerm); err != nil {
		return fmt.Errorf("index %s: make draft: %w", d.s.dir, err)
	}
	if !clone {
		return nil
	}
	return d.clone(ctx)
}

// nextNumber is one more than any number in the folder, so that a number never means two things.
func (d *Draft) nextNumber() (uint64, error) {
	found, _, err := entries(d.root)
	if err != nil {
		return 0, err
	}
	highest, _ := parseCurrent(d.before)
	for _, e := range found {
		highest = max(highest, e.n)
	}
	return highest + 1, nil
}

// clone fills the draft with the previous generation's files.
func (d *Draft) clone(ctx context.Context) error {
	for _, f := range d.previous.Manifest.Files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("index %s: clone %s: %w", d.s.dir, genName(d.previous.Number), err)
		}
		if err := d.cloneFile(ctx, f); err != nil {
			return err
		}
	}
	return nil
}

func (d *Draft) cloneFile(ctx context.Context, f File) error {
	from := filepath.Join(genName(d.previous.Number), filepath.FromSlash(f.Name))
	to := filepath.Join(draftName(d.number), filepath.FromSlash(f.Name))
	info, err := d.root.Lstat(from)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return damaged(d.previous.Dir, "%s is missing", f.Name)
	case err != nil:
		return fmt.Errorf("clone %s: %w", from, err)
	case !info.Mode().IsRegular() || info.Size() != f.Size:
		return damaged(d.previous.Dir, "%s isn't the file of %d bytes that was published", f.Name, f.Size)
	}
	if err := d.s.step("clone " + f.Name); err != nil {
		return err
	}
	if err := d.root.MkdirAll(filepath.Dir(to), dirPerm); err != nil {
		return fmt.Errorf("clone %s: %w", from, err)
	}
	if d.s.o.Mutable != nil && !d.s.o.Mutable(f.Name) {
		if d.s.link(d.root, from, to) == nil {
			d.linked[f.Name] = linked{f, info}
			return nil
		}
		// Some file systems have no links, some allow few to a file: a copy always serves.
	}
	return d.copyFile(ctx, source{d.root, d.previous.Dir, from}, to, f)
}

// source is a file to copy: its name in an index folder, and the folder of its generation.
type source struct {
	root *os.Root
	gen  string
	name string
}

// copyFile copies a file and proves that the copy is what was published: the draft will get hashes of its own, which would
// otherwise make damage look sound.
func (d *Draft) copyFile(ctx context.Context, from source, to string, f File) (err error) {
	src, err := openRegular(from.root, from.name)
	if errors.Is(err, fs.ErrNotExist) {
		return damaged(from.gen, "%s is missing", f.Name)
	}
	if err != nil {
		return fmt.Errorf("copy %s: %w", from.name, err)
	}
	defer src.Close()
	dst, err := d.root.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, filePerm)
	if err != nil {
		return fmt.Errorf("copy %s: %w", from.name, err)
	}
	defer func() {
		if cerr := dst.Close(); err == nil && cerr != nil {
			err = fmt.Errorf("copy %s: %w", from.name, cerr)
		}
	}()
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(dst, sum), &ctxReader{ctx, src}); err != nil {
		return fmt.Errorf("copy %s: %w", from.name, err)
	}
	if hex.EncodeToString(sum.Sum(nil)) != f.SHA256 {
		return damaged(from.gen, "%s is not what was published", f.Name)
	}
	return nil
}

// Dir is the draft's folder, to be written to until Publish.
func (d *Draft) Dir() string { return filepath.Join(d.s.dir, draftName(d.number)) }

// Number is the number that the draft will have as a generation.
func (d *Draft) Number() uint64 { return d.number }

// Previous is the generation that was current at Begin. Its Number is 0 if there was none, or none that could be read.
func (d *Draft) Previous() Generation { return d.previous }

// Discard removes the draft and unlocks the index; the previous generation stays current. After a Publish that succeeded, or after
// another Discard, it does nothing. Even if it fails the index is unlocked; the next Begin removes what is left.
func (d *Draft) Discard() error {
	if d.finished {
		return nil
	}
	var err error
	if d.number != 0 {
		err = d.s.removeDraft(d.root, draftName(d.number))
	}
	if d.named {
		// A reader may have seen it in the moment before a failed publish was taken back, and CURRENT may still name it.
		if n, nerr := d.s.number(d.root); nerr == nil && n != d.number {
			_, rerr := d.s.removeGeneration(d.root, d.number)
			err = errors.Join(err, rerr)
		}
	}
	return errors.Join(err, d.finish())
}

// finish unlocks.
func (d *Draft) finish() error {
	d.finished = true
	return errors.Join(d.lock.release(), d.root.Close())
}

// ctxReader stops a long copy when its context ends.
type ctxReader struct {
	ctx context.Context
	r   io.Reader
}

func (r *ctxReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(p)
}
