package profile

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Name is the name of a profile that is found by itself.
const Name = "timbao.toml"

// MaxSize is the size in bytes above which a profile is refused.
const MaxSize = 1 << 20

// Allowed are the names that values of a profile are checked with. An empty list allows anything.
type Allowed struct {
	Formats   []string // of readers
	Encodings []string
	Fields    []string // of an article, for [source.fields]
}

// Profile is a checked profile. A nil Profile has no rules.
type Profile struct {
	Path    string // as it was named
	folder  string // absolute, links resolved
	sources []*Rules
}

// Load reads and checks the profile at path. The error lists everything that is wrong, a line each, as Problems.
func Load(path string, allowed Allowed) (*Profile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, fmt.Errorf("profile: %w", err)
	}
	p, err := Parse(filepath.ToSlash(path), data, allowed)
	if err != nil {
		return nil, err
	}
	p.folder = resolved(filepath.Dir(path))
	return p, nil
}

// Parse checks the text of a profile; name is what its problems are reported with. Its globs are over paths below the source
// folder.
func Parse(name string, data []byte, allowed Allowed) (*Profile, error) {
	if len(data) > MaxSize {
		return nil, &Problem{File: name, Reason: "larger than 1 MiB"}
	}
	c := checker{file: name, allowed: allowed}
	sources := c.profile(data)
	if len(c.problems) > 0 {
		return nil, errors.Join(c.problems...)
	}
	return &Profile{Path: name, sources: sources}, nil
}

// File is a file as rules are looked up for it.
type File struct {
	Root   string // source folder, or file, that it was found under
	Path   string // that opens it, beginning as Root does
	Abs    string // absolute, links resolved; "" if that is not known
	Inside string // slash path in it, where it is a container of files; "" for itself
}

// For returns the rules for a file. Rules for a container are rules for what is in it.
func (p *Profile) For(f File) *Rules {
	if p == nil {
		return nil
	}
	rel := p.below(f)
	whole := rel
	if f.Inside != "" {
		whole += "!/" + f.Inside
	}
	for _, r := range p.sources {
		if r.fits(whole) || f.Inside != "" && r.fits(rel) {
			return r
		}
	}
	return nil
}

// below is the slash path of a file that the globs are matched with.
func (p *Profile) below(f File) string {
	if p.folder != "" && f.Abs != "" {
		if rel, err := filepath.Rel(p.folder, f.Abs); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	if rel, err := filepath.Rel(f.Root, f.Path); err == nil && rel != "." && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(f.Path)
}

// resolved is path, absolute and with links resolved as far as it can be.
func resolved(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if clean, err := filepath.EvalSymlinks(abs); err == nil {
		return clean
	}
	return abs
}
