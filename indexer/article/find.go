package article

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"timbao/indexer/profile"
)

// root is a file or folder handed to Find.
type root struct {
	given string // as it was given
	clean string // absolute, links resolved: tells whether one root lies in another
	rel   string // first part of the slash paths of what is found under it
}

// Visit is what Scan calls for what it meets. Each may be nil.
type Visit struct {
	File   func(File) error        // a file to read
	Folder func(path string) error // a folder, before what is in it
	Skip   func(Skip)              // what cannot be read, symbolic links and special files, with the reason
}

// Find visits the files under the roots, which may be folders or files, in sorted order. A root inside another is visited once,
// as part of the other. Files and folders whose names begin with a dot, and index folders, are passed over in silence; what cannot
// be read, symbolic links and special files go to skip with the reason. A root that does not exist is ErrNotFound, found before
// anything is visited. Find returns also ctx's error and visit's.
func Find(ctx context.Context, roots []string, visit func(File) error, skip func(Skip)) error {
	return Scan(ctx, roots, nil, Visit{File: visit, Skip: skip})
}

// Scan is Find for whoever wants to know of the folders too, or of a part alone: where only is not nil, it visits just the files and
// folders that it names, as Find would meet and name them. One of them that is not there, or below none of the roots, is passed over
// in silence.
func Scan(ctx context.Context, roots, only []string, v Visit) error {
	list, err := resolve(roots)
	if err != nil {
		return err
	}
	if only == nil {
		for _, r := range list {
			w := walker{ctx: ctx, root: r, visit: v}
			if err := filepath.WalkDir(r.given, w.entry); err != nil {
				return err
			}
		}
		return nil
	}
	for _, name := range only {
		r, ok := rootOf(list, name)
		if !ok {
			continue
		}
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		w := walker{ctx: ctx, root: r, visit: v}
		if err := filepath.WalkDir(name, w.entry); err != nil {
			return err
		}
	}
	return nil
}

// rootOf finds the root that a path begins with, unless the path leads through a folder that is passed over.
func rootOf(list []root, name string) (root, bool) {
	for _, r := range list {
		below, err := filepath.Rel(r.given, name)
		if err != nil || below == ".." || strings.HasPrefix(below, ".."+string(filepath.Separator)) {
			continue
		}
		for step := range strings.SplitSeq(filepath.ToSlash(below), "/") {
			if strings.HasPrefix(step, ".") && step != "." {
				return root{}, false
			}
		}
		return r, true
	}
	return root{}, false
}

// resolve checks the roots, sorts them, drops those that lie in others and gives each its relative name.
func resolve(roots []string) ([]root, error) {
	var list []root
	for _, given := range roots {
		abs, err := filepath.Abs(given)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", given, err)
		}
		clean, err := filepath.EvalSymlinks(abs)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("%s: %w", given, ErrNotFound)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", given, err)
		}
		list = append(list, root{given: given, clean: clean, rel: filepath.ToSlash(abs)})
	}
	slices.SortStableFunc(list, func(a, b root) int { return strings.Compare(a.clean, b.clean) })
	var kept []root
	for _, r := range list {
		if !slices.ContainsFunc(kept, func(k root) bool { return within(r.clean, k.clean) }) {
			kept = append(kept, r)
		}
	}
	shortenNames(kept)
	return kept, nil
}

func within(path, folder string) bool {
	sep := string(filepath.Separator)
	return path == folder || strings.HasPrefix(path, strings.TrimSuffix(folder, sep)+sep)
}

// shortenNames leaves of each root's path its last part, or as many as it takes to tell the roots apart, so that files of the same
// name under two roots get two ids.
func shortenNames(roots []root) {
	full := make([]string, len(roots))
	for i, r := range roots {
		full[i] = strings.Trim(r.rel, "/")
	}
	for depth := 1; ; depth++ {
		seen := make(map[string]int)
		same, longer := false, false
		for i := range roots {
			name, more := lastParts(full[i], depth)
			roots[i].rel = name
			seen[name]++
			same = same || seen[name] > 1
			longer = longer || more
		}
		if !same || !longer {
			return
		}
	}
}

// lastParts is the last n parts of a slash path, and whether there are more.
func lastParts(p string, n int) (string, bool) {
	i := len(p)
	for range n {
		if i = strings.LastIndexByte(p[:i], '/'); i < 0 {
			return p, false
		}
	}
	return p[i+1:], true
}

// walker visits one root.
type walker struct {
	ctx   context.Context
	root  root
	visit Visit
}

func (w *walker) entry(name string, d fs.DirEntry, err error) error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	isRoot := name == w.root.given
	if err != nil {
		w.leaveOut(name, reason(err))
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	}
	if !isRoot && strings.HasPrefix(d.Name(), ".") {
		return passOver(d)
	}
	switch {
	case d.IsDir():
		if isIndex(name) {
			return fs.SkipDir
		}
		if w.visit.Folder != nil {
			return w.visit.Folder(name)
		}
		return nil
	case d.Type()&fs.ModeSymlink != 0 && isRoot:
		return w.linkedRoot(name)
	case d.Type()&fs.ModeSymlink != 0:
		w.leaveOut(name, linkReason(name))
		return nil
	case d.Name() == profile.Name:
		return nil // it is about the files and none of them
	case !d.Type().IsRegular():
		w.leaveOut(name, "not a regular file ("+kindOf(d.Type())+")")
		return nil
	}
	info, err := d.Info()
	if err != nil {
		w.leaveOut(name, reason(err))
		return nil
	}
	return w.found(name, info)
}

func passOver(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

// linkedRoot visits what a root that is itself a link leads to; links below a root are not followed, since the articles behind
// them would be found twice or without end.
func (w *walker) linkedRoot(name string) error {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		w.leaveOut(name, reason(err))
		return nil
	case info.IsDir():
		// With a separator at its end, the path means the folder and not the link.
		inner := *w
		inner.root.given = name + string(filepath.Separator)
		return filepath.WalkDir(inner.root.given, inner.entry)
	case !info.Mode().IsRegular():
		w.leaveOut(name, "not a regular file ("+kindOf(info.Mode().Type())+")")
		return nil
	}
	return w.found(name, info)
}

func (w *walker) leaveOut(name, why string) {
	if w.visit.Skip == nil {
		return
	}
	w.visit.Skip(Skip{Path: filepath.ToSlash(name), Reason: why})
}

// found visits a file found at name.
func (w *walker) found(name string, info fs.FileInfo) error {
	if w.visit.File == nil {
		return nil
	}
	f := File{Root: w.root.given, Path: name, Rel: w.root.rel, Abs: w.root.clean, Size: info.Size(), ModTime: info.ModTime()}
	if below, err := filepath.Rel(w.root.given, name); err == nil && below != "." {
		f.Rel, f.Abs = path.Join(f.Rel, filepath.ToSlash(below)), filepath.Join(f.Abs, below)
	}
	return w.visit.File(f)
}

// isIndex reports whether a folder is an index of timbao's own, which may lie beside the articles.
func isIndex(name string) bool {
	if info, err := os.Lstat(filepath.Join(name, "CURRENT")); err != nil || !info.Mode().IsRegular() {
		return false
	}
	gens, err := filepath.Glob(filepath.Join(escapeGlob(name), "gen-*"))
	return err == nil && len(gens) > 0
}

func escapeGlob(name string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(name)
}

// linkReason says why a symbolic link was left out.
func linkReason(name string) string {
	target, err := filepath.EvalSymlinks(name)
	if err != nil {
		return "a symbolic link that leads nowhere"
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(name)); err == nil {
		if dir, err = filepath.Abs(dir); err == nil {
			if abs, err := filepath.Abs(target); err == nil && within(dir, abs) {
				return "a symbolic link to a folder around it (a loop)"
			}
		}
	}
	return "a symbolic link; links are not followed, name its target to read it"
}

func kindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}
