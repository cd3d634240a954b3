package profile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
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

// Find is the path of the profile for a source, a file or a folder: the nearest timbao.toml in the folder or above it; "" if there is
// none.
func Find(source string) (string, error) {
	at := resolved(source)
	if info, err := os.Stat(at); err == nil && !info.IsDir() {
		at = filepath.Dir(at)
	}
	for {
		name := filepath.Join(at, Name)
		info, err := os.Stat(name)
		switch {
		case err == nil && info.Mode().IsRegular():
			return name, nil
		case err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission):
			return "", fmt.Errorf("profile: %w", err)
		}
		up := filepath.Dir(at)
		if up == at {
			return "", nil
		}
		at = up
	}
}

// For returns the rules for a file: path is where it lies, root the source folder or file it was found under. A file in a container
// is named by the container's path, "!/" and the path in it; rules for the container are rules for what is in it.
func (p *Profile) For(root, path string) *Rules {
	if p == nil {
		return nil
	}
	file, inside, packed := strings.Cut(path, "!/")
	rel := p.below(root, file)
	whole := rel
	if packed {
		whole += "!/" + inside
	}
	for _, r := range p.sources {
		if r.fits(whole) || packed && r.fits(rel) {
			return r
		}
	}
	return nil
}

// below is the slash path of a file that the globs are matched with.
func (p *Profile) below(root, file string) string {
	if p.folder != "" {
		// The folder is resolved and not the file, which may be a link itself.
		name := filepath.Join(resolved(filepath.Dir(file)), filepath.Base(file))
		if rel, err := filepath.Rel(p.folder, name); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	if rel, err := filepath.Rel(root, file); err == nil && rel != "." && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(file)
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
