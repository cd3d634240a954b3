package generation

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
	"unicode/utf8"
)

// Meta is what the writer says about the generation it publishes.
type Meta struct {
	Documents int              // documents in the index
	Tool      string           // program and version, as error messages shall name it
	Counts    map[string]int64 // whatever else is worth keeping; nil for nothing
}

// Publish makes the draft the current generation and unlocks the index. Whatever wrote the draft must have closed its files.
//
// When Publish returns an error the previous generation is current, and Discard cleans up. The one exception is a system that
// fails while CURRENT is being set back after a failed sync: then the new generation is current, whole, and the error says so.
// Publish can be called once. Old generations that nobody holds are removed; that this fails is no error.
func (d *Draft) Publish(ctx context.Context, meta Meta) (Generation, error) {
	if d.spent || d.finished {
		return Generation{}, fmt.Errorf("publish %s: %w", d.Dir(), ErrFinished)
	}
	d.spent = true
	g, err := d.publish(ctx, meta)
	if err != nil {
		return Generation{}, fmt.Errorf("publish %s: %w", d.Dir(), err)
	}
	// What fails from here on must not make the caller believe that nothing was published.
	_, _ = d.s.sweep(d.root, d.number)
	_ = d.finish()
	return g, nil
}

func (d *Draft) publish(ctx context.Context, meta Meta) (Generation, error) {
	m := Manifest{
		Version: ManifestVersion, Format: d.format, Analysis: d.analysis,
		Documents: meta.Documents, Created: time.Now().UTC(), Tool: meta.Tool, Counts: meta.Counts,
	}
	var err error
	if m.Files, err = d.seal(ctx); err != nil {
		return Generation{}, err
	}
	if err := d.writeManifest(m); err != nil {
		return Generation{}, err
	}
	if err := d.unmoved(ctx); err != nil {
		return Generation{}, err
	}
	if err := d.s.step("rename " + genName(d.number)); err != nil {
		return Generation{}, err
	}
	if err := d.root.Rename(draftName(d.number), genName(d.number)); err != nil {
		return Generation{}, err
	}
	d.named = true
	if err := d.syncDir("."); err != nil {
		return Generation{}, err
	}
	if err := d.swap(); err != nil {
		return Generation{}, err
	}
	return Generation{Number: d.number, Dir: filepath.Join(d.s.dir, genName(d.number)), Manifest: m}, nil
}

// seal makes every file of the draft durable and returns the files with their hashes. Folders are synced last, the innermost first.
func (d *Draft) seal(ctx context.Context) ([]File, error) {
	draft, err := d.root.OpenRoot(draftName(d.number))
	if err != nil {
		return nil, err
	}
	defer draft.Close()
	files := []File{}
	var dirs []string
	err = fs.WalkDir(draft.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir():
			dirs = append(dirs, name)
			return nil
		case !e.Type().IsRegular():
			return fmt.Errorf("%s is not a regular file: %w", name, ErrBadFile)
		case !goodName(name) || !utf8.ValidString(name):
			return fmt.Errorf("%q is no name for a file here: %w", name, ErrBadFile)
		}
		f, err := d.sealFile(ctx, draft, name)
		files = append(files, f)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, dir := range slices.Backward(dirs) {
		if dir == "." {
			continue // once the manifest is in it
		}
		if err := d.syncDir(filepath.Join(draftName(d.number), filepath.FromSlash(dir))); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return files, nil
}

// sealFile syncs and hashes one file. A shared one was synced and hashed when it was published first, and must not have changed:
// if it has, the previous generation is damaged too, and hashing it anew would hide that.
func (d *Draft) sealFile(ctx context.Context, draft *os.Root, name string) (File, error) {
	local := filepath.FromSlash(name)
	info, err := draft.Lstat(local)
	if err != nil {
		return File{}, err
	}
	if l, ok := d.linked[name]; ok && os.SameFile(l.info, info) {
		if l.info.Size() != info.Size() || !l.info.ModTime().Equal(info.ModTime()) {
			return File{}, fmt.Errorf("%s was changed in place, though it is shared with %s, which is now damaged: %w",
				name, genName(d.previous.Number), ErrBadFile)
		}
		return l.file, nil
	}
	if err := d.s.step("sync " + name); err != nil {
		return File{}, err
	}
	f, err := draft.OpenFile(local, syncFlag, 0)
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	sum, size, err := hashFile(ctx, f)
	if err != nil {
		return File{}, fmt.Errorf("hash %s: %w", name, err)
	}
	if err := d.s.fsync(f); err != nil {
		return File{}, fmt.Errorf("sync %s: %w", name, err)
	}
	return File{Name: name, Size: size, SHA256: sum}, nil
}

func hashFile(ctx context.Context, f io.Reader) (string, int64, error) {
	sum := sha256.New()
	size, err := io.CopyBuffer(sum, &ctxReader{ctx, f}, make([]byte, 1<<20))
	return hex.EncodeToString(sum.Sum(nil)), size, err
}

// writeManifest completes the draft.
func (d *Draft) writeManifest(m Manifest) error {
	raw, err := encodeManifest(m)
	if err != nil {
		return err
	}
	if len(raw) > maxManifest {
		return fmt.Errorf("%d files are too many for a manifest: %w", len(m.Files), ErrBadFile)
	}
	if err := d.s.step("write " + manifestName); err != nil {
		return err
	}
	if err := d.s.writeSynced(d.root, filepath.Join(draftName(d.number), manifestName), raw, os.O_EXCL); err != nil {
		return err
	}
	return d.syncDir(draftName(d.number))
}

// unmoved tells whether the index is still ours to publish to.
func (d *Draft) unmoved(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := d.lock.verify(); err != nil {
		return err
	}
	// BeginEmpty goes to work where CURRENT can't be read, and publishing mends it: then it has no content before and after.
	now, err := readCurrent(d.root)
	if !bytes.Equal(now, d.before) {
		return errors.Join(fmt.Errorf("%s was %q and is now %q: somebody changed the index during the run; run again",
			currentName, d.before, now), err)
	}
	return nil
}

// swap names the generation in CURRENT. If that can't be made durable it is taken back, because the caller will be told that
// nothing was published.
func (d *Draft) swap() error {
	err := d.s.writeCurrent(d.root, currentLine(d.number))
	if err == nil {
		return nil
	}
	if now, rerr := readCurrent(d.root); d.before == nil || (rerr == nil && bytes.Equal(now, d.before)) {
		return err
	}
	if undo := d.s.writeCurrent(d.root, d.before); undo != nil {
		return errors.Join(err, fmt.Errorf("set %s back, it may name %s now: %w", currentName, genName(d.number), undo))
	}
	return err
}

func (d *Draft) syncDir(name string) error {
	if err := d.s.step("syncdir " + name); err != nil {
		return err
	}
	return d.s.syncDir(d.root, name)
}
