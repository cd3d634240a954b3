package generation

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
)

// Copied says how the files of a copy came to be where they are.
type Copied struct {
	Files  int   `json:"files"`        // in the generation
	Bytes  int64 `json:"bytes"`        // of all files
	Copied int   `json:"copied"`       // files written
	Wrote  int64 `json:"copied_bytes"` // of them
}

// CopyTo makes a generation, which the caller holds, the current one of another index folder. Files that the target's current
// generation has already are shared with it and not written again; every file is read and compared with the manifest, wherever it
// comes from, so that a copy is never less than what was published. If the target has the very same files and they are sound, nothing
// is published. It returns ErrDamaged if the generation itself is not what was published; the target stays as it was then.
func (g Generation) CopyTo(ctx context.Context, target *Store) (Generation, Copied, error) {
	d, err := target.BeginEmpty(ctx)
	if err != nil {
		return Generation{}, Copied{}, err
	}
	defer d.Discard() //nolint:errcheck // what is left of a draft goes with the next run
	d.format, d.analysis = g.Manifest.Format, g.Manifest.Analysis
	var c Copied
	for _, f := range g.Manifest.Files {
		wrote, err := d.take(ctx, g, f)
		if err != nil {
			return Generation{}, c, err
		}
		c.Files, c.Bytes = c.Files+1, c.Bytes+f.Size
		if wrote {
			c.Copied, c.Wrote = c.Copied+1, c.Wrote+f.Size
		}
	}
	if c.Copied == 0 && len(d.previous.Manifest.Files) == c.Files {
		return d.previous, c, nil
	}
	now, err := d.Publish(ctx, Meta{Documents: g.Manifest.Documents, Tool: g.Manifest.Tool, Counts: g.Manifest.Counts})
	return now, c, err
}

// take puts a file of another index's generation into the draft.
func (d *Draft) take(ctx context.Context, g Generation, f File) (wrote bool, err error) {
	switch err := d.reuse(ctx, f); {
	case err == nil:
		return false, nil
	case ctx.Err() != nil:
		return false, fmt.Errorf("copy %s: %w", f.Name, ctx.Err())
	}
	root, err := openDir(filepath.Dir(g.Dir))
	if err != nil {
		return false, err
	}
	defer root.Close()
	if err := d.s.step("copy " + f.Name); err != nil {
		return false, err
	}
	to := filepath.Join(draftName(d.number), filepath.FromSlash(f.Name))
	if err := d.root.MkdirAll(filepath.Dir(to), dirPerm); err != nil {
		return false, fmt.Errorf("copy %s: %w", f.Name, err)
	}
	return true, d.copyFile(ctx, source{root, g.Dir, filepath.Join(filepath.Base(g.Dir), filepath.FromSlash(f.Name))}, to, f)
}

// errNew says that the target has no such file to share.
var errNew = errors.New("not there yet")

// reuse shares a file with the draft's previous generation, if that has it whole.
func (d *Draft) reuse(ctx context.Context, f File) error {
	if d.previous.Number == 0 {
		return errNew
	}
	for _, have := range d.previous.Manifest.Files {
		if have != f {
			continue
		}
		from := filepath.Join(genName(d.previous.Number), filepath.FromSlash(f.Name))
		if err := d.proven(ctx, from, f); err != nil {
			return err
		}
		return d.cloneFile(ctx, f)
	}
	return errNew
}

// proven returns an error unless a file has the content that was published.
func (d *Draft) proven(ctx context.Context, name string, f File) error {
	file, err := openRegular(d.root, name)
	if err != nil {
		return err
	}
	defer file.Close()
	sum, size, err := hashFile(ctx, file)
	if err == nil && (sum != f.SHA256 || size != f.Size) {
		return errNew
	}
	return err
}
