package profile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Finder finds the profile of each file. Make one with NewFinder; it is for one goroutine.
type Finder struct {
	allowed  Allowed
	named    *Profile
	byFolder map[string]*Profile // absolute folder → the profile of the files in it
}

// NewFinder makes a Finder. With a path, that profile is every file's; without, it is the nearest timbao.toml in the file's folder or
// above it. The error is Load's.
func NewFinder(path string, allowed Allowed) (*Finder, error) {
	f := &Finder{allowed: allowed, byFolder: map[string]*Profile{}}
	if path == "" {
		return f, nil
	}
	p, err := Load(path, allowed)
	f.named = p
	return f, err
}

// In returns the profile of the files in a folder, named by its absolute path with links resolved; nil if there is none. The error is
// Load's.
func (f *Finder) In(folder string) (*Profile, error) {
	if f.named != nil {
		return f.named, nil
	}
	if p, ok := f.byFolder[folder]; ok {
		return p, nil
	}
	p, err := f.load(folder)
	if err == nil && p == nil {
		if up := filepath.Dir(folder); up != folder {
			p, err = f.In(up)
		}
	}
	if err != nil {
		return nil, err
	}
	f.byFolder[folder] = p
	return p, nil
}

// load reads the profile that lies in a folder, if one does.
func (f *Finder) load(folder string) (*Profile, error) {
	name := filepath.Join(folder, Name)
	info, err := os.Stat(name)
	switch {
	case err == nil && info.Mode().IsRegular():
		return Load(name, f.allowed)
	case err == nil, errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return nil, nil //nolint:nilnil // no profile here
	}
	return nil, fmt.Errorf("profile: %w", err)
}
