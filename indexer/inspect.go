package indexer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"timbao/indexer/article"
	"timbao/indexer/profile"
)

// InspectOptions say which file to inspect.
type InspectOptions struct {
	Path    string // a file; "a.zip!/b.html" is one file in an archive, "tin.jsonl#12" the record of one line
	Profile string // as Options.Profile
	Limit   int    // articles to report on; 0 means 10
}

// DefaultInspected is what a zero InspectOptions.Limit means.
const DefaultInspected = 10

// Inspection is what was understood of a file.
type Inspection struct {
	Path     string         `json:"path"`              // as it was named
	Profile  string         `json:"profile,omitempty"` // the profile whose rules were heeded, and the line of its [[source]]
	Articles []Inspected    `json:"articles"`
	More     bool           `json:"more,omitempty"` // there are more articles than were to be reported on
	Skipped  []article.Skip `json:"skipped"`        // what could not be read, and why
}

// Inspected is what was understood of one article.
type Inspected struct {
	Source   article.Source    `json:"source"`
	Guessed  []string          `json:"guessed,omitempty"` // as the article has it
	Findings []article.Finding `json:"findings"`
}

// errEnough ends the reading of a file.
var errEnough = errors.New("enough articles")

// Inspect reads a file as Run would, and says of each field of its articles what it was read from, and how sure that is. Nothing is
// indexed. A file that is not there is ErrNotFound, a bad profile ErrProfile.
func Inspect(ctx context.Context, o InspectOptions) (Inspection, error) {
	name, inside, line, err := splitName(o.Path)
	if err != nil {
		return Inspection{}, err
	}
	profiles, err := profile.NewFinder(o.Profile, article.Allowed())
	if err != nil {
		return Inspection{}, err
	}
	// An absolute path: dates and sections may be read from folders above this one.
	abs, err := filepath.Abs(name)
	if err != nil {
		return Inspection{}, fmt.Errorf("%s: %w", name, err)
	}
	i := inspector{Inspection: Inspection{Path: o.Path, Articles: []Inspected{}, Skipped: []article.Skip{}}, inside: inside, line: line, limit: o.Limit,
		abs: filepath.ToSlash(abs), name: filepath.ToSlash(name)}
	if i.limit <= 0 {
		i.limit = DefaultInspected
	}
	err = article.Find(ctx, []string{abs}, func(f article.File) error {
		if f.Profile, err = profiles.In(filepath.Dir(f.Abs)); err != nil {
			return err
		}
		return article.Records(ctx, f, i.record, i.skip)
	}, i.skip)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return i.Inspection, err
}

// inspector collects what Inspect reports.
type inspector struct {
	Inspection
	inside string // the only member of an archive that is meant; "" for all
	line   int    // likewise the record; 0 for all
	limit  int

	abs, name string // the file's path as it is read, and as it was given
}

func (i *inspector) record(r article.Record) error {
	if i.inside != "" && r.Source.Inside != i.inside || i.line > 0 && r.Source.Line != i.line {
		return nil
	}
	if len(i.Articles) == i.limit {
		i.More = true
		return errEnough
	}
	if r.Rules != nil && i.Profile == "" {
		i.Profile = fmt.Sprintf("%s:%d", r.Rules.File, r.Rules.Line)
	}
	a, findings, err := r.Inspect()
	if err != nil {
		i.skip(r.Skip(err))
		return nil
	}
	a.Source.Path = i.shown(a.Source.Path)
	i.Articles = append(i.Articles, Inspected{Source: a.Source, Guessed: a.Guessed, Findings: findings})
	return nil
}

func (i *inspector) skip(s article.Skip) {
	if i.inside != "" && s.Inside != "" && s.Inside != i.inside {
		return
	}
	s.Path = i.shown(s.Path)
	i.Skipped = append(i.Skipped, s)
}

// shown is a path as the caller named it.
func (i *inspector) shown(path string) string {
	if path == i.abs {
		return i.name
	}
	return path
}

// splitName takes what stands behind a file's name apart. A folder is none.
func splitName(name string) (file, inside string, line int, err error) {
	file = name
	if before, after, ok := strings.Cut(name, "!/"); ok {
		file, inside = before, after
	}
	for range 2 {
		info, err := os.Stat(file)
		switch {
		case err == nil && info.IsDir():
			return "", "", 0, fmt.Errorf("%s: a folder; name one of its files", file)
		case err == nil:
			return file, inside, line, nil
		case !errors.Is(err, fs.ErrNotExist):
			return "", "", 0, fmt.Errorf("%s: %w", file, err)
		}
		at := strings.LastIndexByte(file, '#')
		if at < 0 {
			break
		}
		if line, err = strconv.Atoi(file[at+1:]); err != nil {
			break
		}
		file = file[:at]
	}
	return "", "", 0, fmt.Errorf("%w: %s: check the path", ErrNotFound, name)
}
