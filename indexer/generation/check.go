package generation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Kind is the kind of a problem.
type Kind string

// The kinds of problems. All but KindLeftover mean damage.
const (
	KindCurrent    Kind = "current"    // CURRENT is missing, unreadable or names nothing
	KindManifest   Kind = "manifest"   // the manifest is missing, unreadable or was changed
	KindMissing    Kind = "missing"    // a file isn't there
	KindSize       Kind = "size"       // a file is longer or shorter than it was published
	KindHash       Kind = "hash"       // a file's content isn't what was published
	KindUnreadable Kind = "unreadable" // the system can't read a file
	KindExtra      Kind = "extra"      // a file that was never published
	KindType       Kind = "type"       // a link, folder or special file where a file should be, or a link anywhere
	KindLeftover   Kind = "leftover"   // a generation above the current one: a writer died while publishing it, or CURRENT was set back
)

// Problem is one thing that Check found.
type Problem struct {
	Path   string `json:"path"`   // relative to the index folder, with slashes
	Kind   Kind   `json:"kind"`   // what sort of problem
	Detail string `json:"detail"` // for people
}

// String is the problem in one line.
func (p Problem) String() string { return fmt.Sprintf("%s: %s (%s)", p.Path, p.Detail, p.Kind) }

// Damage tells whether the problem means that the index isn't what was published.
func (p Problem) Damage() bool { return p.Kind != KindLeftover }

// Check compares an index folder with what was published in it and returns what differs: presence and sizes, and with deep the
// content of every file. It works beside readers and writers. The error tells that the check itself couldn't be done: ErrNoIndex,
// the context's error, or a *VersionError (the files are checked all the same if the manifest can be read).
func Check(ctx context.Context, dir string, o Options, deep bool) ([]Problem, error) {
	s, err := Open(dir, o)
	if err != nil {
		return nil, err
	}
	return s.Check(ctx, deep)
}

// Check is the function Check for an open store.
func (s *Store) Check(ctx context.Context, deep bool) ([]Problem, error) {
	for range maxRetries {
		g, err := s.Current()
		if errors.Is(err, ErrDamaged) {
			return []Problem{s.blame(g, err)}, nil
		}
		var version *VersionError
		if err != nil && (!errors.As(err, &version) || version.Part == "manifest") {
			return nil, err
		}
		release, herr := g.Hold()
		if errors.Is(herr, ErrGone) {
			continue
		}
		if herr != nil {
			return nil, herr
		}
		problems, cerr := g.Check(ctx, deep)
		left, lerr := s.leftovers(g.Number)
		return append(problems, left...), errors.Join(err, cerr, lerr, release())
	}
	return nil, fmt.Errorf("check %s: generations change too fast: %w", s.dir, ErrGone)
}

// blame turns the reason why there is no current generation into a problem.
func (s *Store) blame(g Generation, err error) Problem {
	if g.Number != 0 {
		return Problem{genName(g.Number) + "/" + manifestName, KindManifest, err.Error()}
	}
	return Problem{currentName, KindCurrent, err.Error()}
}

// leftovers reports generations above the current one. Drafts are the business of the writer that may be at work.
func (s *Store) leftovers(current uint64) ([]Problem, error) {
	root, err := openDir(s.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	found, _, err := entries(root)
	var problems []Problem
	for _, e := range found {
		if e.n > current && !e.draft {
			problems = append(problems, Problem{e.name, KindLeftover,
				fmt.Sprintf("complete, but %s names %s", currentName, genName(current))})
		}
	}
	return problems, err
}

// Check compares a generation that the caller holds with its manifest as it was read when the generation was opened.
func (g Generation) Check(ctx context.Context, deep bool) ([]Problem, error) {
	index, err := openDir(filepath.Dir(g.Dir))
	if err != nil {
		return nil, err
	}
	defer index.Close()
	root, err := index.OpenRoot(filepath.Base(g.Dir))
	if err != nil {
		return nil, fmt.Errorf("check %s: %w", g.Dir, err)
	}
	defer root.Close()
	c := checker{ctx: ctx, root: root, base: filepath.Base(g.Dir), deep: deep, known: map[string]bool{manifestName: true}}
	if _, err := readManifest(index, c.base); err != nil {
		c.report(manifestName, KindManifest, "%v", err)
	}
	for _, f := range g.Manifest.Files {
		if err := ctx.Err(); err != nil {
			return c.problems, fmt.Errorf("check %s: %w", g.Dir, err)
		}
		c.known[f.Name] = true
		c.file(f)
	}
	c.extras()
	if err := ctx.Err(); err != nil {
		return c.problems, fmt.Errorf("check %s: %w", g.Dir, err)
	}
	return c.problems, nil
}

// checker collects the problems of one generation.
type checker struct {
	ctx      context.Context
	root     *os.Root
	base     string
	deep     bool
	known    map[string]bool
	problems []Problem
}

func (c *checker) report(name string, kind Kind, format string, args ...any) {
	c.problems = append(c.problems, Problem{c.base + "/" + name, kind, fmt.Sprintf(format, args...)})
}

// file compares one file with the manifest.
func (c *checker) file(want File) {
	name := filepath.FromSlash(want.Name)
	info, err := c.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		c.report(want.Name, KindMissing, "is missing")
	case err != nil:
		c.report(want.Name, KindUnreadable, "%v", err)
	case !info.Mode().IsRegular():
		c.report(want.Name, KindType, "is not a regular file")
	case info.Size() != want.Size:
		c.report(want.Name, KindSize, "has %d bytes, %d were published", info.Size(), want.Size)
	case c.deep:
		c.content(want, name)
	}
}

func (c *checker) content(want File, name string) {
	f, err := c.root.Open(name)
	if err != nil {
		c.report(want.Name, KindUnreadable, "%v", err)
		return
	}
	defer f.Close()
	sum, _, err := hashFile(c.ctx, f)
	switch {
	case c.ctx.Err() != nil:
		// The check was stopped, which says nothing about the file.
	case err != nil:
		c.report(want.Name, KindUnreadable, "%v", err)
	case sum != want.SHA256:
		c.report(want.Name, KindHash, "its content is not what was published")
	}
}

// extras looks for what the manifest doesn't know. Links to folders would lead a reader out, so they count wherever they are.
func (c *checker) extras() {
	_ = fs.WalkDir(c.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			c.report(name, KindUnreadable, "%v", err)
			if e != nil && e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir() || c.known[name]:
		case e.Type().IsRegular():
			c.report(name, KindExtra, "was never published")
		default:
			c.report(name, KindType, "is not a regular file")
		}
		return nil
	})
}
