package indexer

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"timbao/indexer/account"
	"timbao/indexer/article"
	"timbao/indexer/profile"
	"timbao/indexer/sidecar"
)

// move is an article's way from one file to another.
type move struct {
	from string // absolute
	to   string // as found
}

// know reads what the index in a generation's folder holds, and settles under which names the roots of this run are read.
func (r *run) know(dir string) error {
	folder := sidecar.OpenFolder(dir)
	ledger, err := account.Read(folder)
	if err != nil { // a ledger is an extra
		ledger = account.Ledger{}
	}
	if err := folder.Close(); err != nil {
		return err
	}
	r.ledger = r.settleRoots(ledger)
	r.known, err = readKnown(r.idx, r.ledger)
	return err
}

// settleRoots enters the run's roots into the ledger. A root whose name stands for another folder is read under its absolute path,
// unless that folder is gone and this one is its namesake: then it has moved.
func (r *run) settleRoots(l account.Ledger) account.Ledger {
	l.Roots = slices.Clone(l.Roots)
	r.Paths = slices.Clone(r.Paths)
	for i, given := range r.Paths {
		abs, err := filepath.Abs(given)
		if err != nil {
			continue
		}
		clean, err := filepath.EvalSymlinks(abs)
		if err != nil {
			continue
		}
		r.folders = append(r.folders, clean)
		root := account.Root{Path: filepath.ToSlash(filepath.Clean(given)), Folder: clean}
		if l.Add(root) {
			continue
		}
		if was := l.Abs(root.Path); filepath.Base(was) == filepath.Base(clean) && gone(was) {
			l.Move(root)
			if l.Abs(root.Path) == clean {
				continue
			}
		}
		r.Paths[i] = clean
		r.Only, r.Except = rebase(r.Only, given, clean), rebase(r.Except, given, clean)
	}
	return l
}

// rebase names paths below a root as the root is named now.
func rebase(names []string, given, clean string) []string {
	names = slices.Clone(names)
	for i, name := range names {
		if below, err := filepath.Rel(given, name); err == nil && filepath.IsLocal(below) {
			names[i] = filepath.Join(clean, below)
		}
	}
	return names
}

// find lists the files to read.
func (r *run) find(ctx context.Context) error {
	r.scope, r.except = map[string]bool{}, map[string]bool{}
	for _, folder := range r.folders {
		r.scope[folder] = r.Only == nil
	}
	for _, name := range r.Only {
		r.scope[r.ledger.Abs(name)] = true
	}
	for _, name := range r.Except {
		r.except[r.ledger.Abs(name)] = true
	}
	return article.Scan(ctx, r.Paths, r.Only, article.Visit{Skip: r.skip, File: func(f article.File) error {
		if r.except[f.Abs] {
			return nil
		}
		p, err := r.profiles.In(filepath.Dir(f.Abs))
		if err != nil {
			return err
		}
		f.Profile = p
		r.files = append(r.files, f)
		r.bytesTotal.Add(f.Size)
		return nil
	}})
}

// foldersOfProfiles puts the folder in the place of a profile that has changed: the files in it are read by other rules now.
func foldersOfProfiles(only []string) []string {
	only = slices.Clone(only)
	for i, name := range only {
		if filepath.Base(name) == profile.Name {
			only[i] = filepath.Dir(name)
		}
	}
	return only
}

// looked tells whether a run has looked at the place of a file.
func (r *run) looked(abs string) bool { return anyAbove(r.scope, abs) && !r.except[abs] }

// vanished lists the articles that were read from under one of the paths and were not seen in this run. Those of files and folders that
// could not be read whole may still be there. What lay beside files that have moved under one of the paths, and is gone, counts too.
func (r *run) vanished() ([]string, error) {
	unread := make(map[string]bool, len(r.unread))
	for _, s := range r.unread {
		unread[r.ledger.Abs(s.Path)+article.Source{Inside: s.Inside}.Place()] = true
	}
	roots := r.movedRoots()
	var ids []string
	for id, p := range r.known.byID {
		if _, ok := r.seen[id]; ok {
			continue
		}
		abs, src, err := r.known.file(p)
		if err != nil {
			return nil, err
		}
		if !r.looked(abs) {
			now, ok := roots.follow(abs)
			if !ok || !r.looked(now) || !gone(abs) || unreadable(unread, now, src) {
				continue
			}
		} else if unreadable(unread, abs, src) {
			continue
		}
		ids = append(ids, id)
		r.list(Change{Kind: Removed, ID: id, Path: src.Location(), Line: src.Line})
	}
	return ids, nil
}

// unreadable tells whether a file, a folder that it lies in, or the member of an archive that the source is in, is among what could not
// be read. What is wrong with one member says nothing of the others.
func unreadable(unread map[string]bool, abs string, src article.Source) bool {
	if anyAbove(unread, abs) {
		return true
	}
	inside := src.Inside
	for inside != "" {
		if unread[abs+article.Source{Inside: inside}.Place()] {
			return true
		}
		inside = inside[:max(strings.LastIndex(inside, "!/"), 0)]
	}
	return false
}

// anyAbove tells whether a path, or a folder that it lies in, is in a set.
func anyAbove(set map[string]bool, abs string) bool {
	for len(set) > 0 {
		if set[abs] {
			return true
		}
		up := filepath.Dir(abs)
		if up == abs {
			return false
		}
		abs = up
	}
	return false
}

// movedRoots are folders that have moved: from where to where.
type movedRoots map[string]string

func (r *run) movedRoots() movedRoots {
	roots := movedRoots{}
	for _, m := range r.moves {
		from, to := m.from, r.ledger.Abs(m.to)
		for filepath.Base(from) == filepath.Base(to) && filepath.Dir(from) != from && filepath.Dir(to) != to {
			from, to = filepath.Dir(from), filepath.Dir(to)
		}
		roots[from] = to
	}
	return roots
}

// follow returns where a file would be now if it had moved with its neighbours.
func (m movedRoots) follow(abs string) (string, bool) {
	for up := abs; ; up = filepath.Dir(up) {
		if to, ok := m[up]; ok {
			return filepath.Join(to, strings.TrimPrefix(abs, up)), true
		}
		if filepath.Dir(up) == up {
			return "", false
		}
	}
}

// updateUnread enters what could not be read into the ledger, and tells whether it is what the ledger said before. What was not looked
// at stays as it was, as long as it is there.
func (r *run) updateUnread() (same bool) {
	before := r.ledger.Unread
	now := slices.Clone(r.unread)
	for _, s := range before {
		if abs := r.ledger.Abs(s.Path); !r.looked(abs) && !gone(abs) {
			now = append(now, s)
		}
	}
	slices.SortFunc(now, func(a, b article.Skip) int {
		if c := strings.Compare(a.Path, b.Path); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	r.ledger.MissedUnread = max(len(now)-account.MaxUnread, 0)
	r.ledger.Unread = now[:len(now)-r.ledger.MissedUnread]
	return slices.Equal(before, r.ledger.Unread)
}
