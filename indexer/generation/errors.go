package generation

import (
	"errors"
	"fmt"
	"time"
)

var (
	// ErrNoIndex is returned when the folder is missing, is not an index folder, or holds an index that was never published.
	ErrNoIndex = errors.New("no index there")
	// ErrNotEmpty is returned when Create is given a folder with files that aren't an index's.
	ErrNotEmpty = errors.New("folder is not empty and not an index")
	// ErrDamaged is returned when the folder is an index's, but something in it is missing or isn't what was published.
	ErrDamaged = errors.New("index is damaged")
	// ErrVersion is returned, inside a *VersionError, when the index was written for another version of the program.
	ErrVersion = errors.New("index is of another version")
	// ErrLocked is returned, inside a *LockedError, when another writer works on the index.
	ErrLocked = errors.New("index is locked by another writer")
	// ErrGone is returned when a generation was removed before it could be held. The current one can be held instead.
	ErrGone = errors.New("generation is gone")
	// ErrFinished is returned when a draft is used after Publish or Discard.
	ErrFinished = errors.New("draft is finished")
	// ErrBadFile is returned when a draft contains something that can't be published, such as a link or a changed immutable file.
	ErrBadFile = errors.New("file can't be published")
)

// LockedError says who works on an index. It wraps ErrLocked.
type LockedError struct {
	Dir   string    // the index folder
	PID   int       // process id of the holder; 0 if it can't be told
	Since time.Time // when the holder took the lock; zero if it can't be told
}

// Error says who holds the lock, since when, and what to do.
func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("index %s: %v; wait until it is done", e.Dir, ErrLocked)
	}
	return fmt.Sprintf("index %s: %v (process %d, since %s); wait until it is done or stop that process",
		e.Dir, ErrLocked, e.PID, e.Since.Format(time.RFC3339))
}

// Unwrap makes errors.Is(err, ErrLocked) true.
func (e *LockedError) Unwrap() error { return ErrLocked }

// PartAnalysis is the VersionError.Part of the text analysis.
const PartAnalysis = "text analysis"

// VersionError names the version of an index and the one this program works with. It wraps ErrVersion.
type VersionError struct {
	Dir   string // the generation's folder
	Part  string // what has the version: "manifest", "index format" or PartAnalysis
	Found int    // the index's version
	Want  int    // this program's version
	Tool  string // the program that wrote the index, as it named itself; "" if it didn't
}

// Error names both versions and says what to do.
func (e *VersionError) Error() string {
	age := "older"
	if e.Found > e.Want {
		age = "newer"
	}
	tool := e.Tool
	if tool == "" {
		tool = "unnamed"
	}
	return fmt.Sprintf("%s: %s version %d, but this program works with version %d: the index was written by %s program (%s); "+
		"use that program, or build the index again with `timbao index --rebuild`", e.Dir, e.Part, e.Found, e.Want, withArticle(age), tool)
}

// Unwrap makes errors.Is(err, ErrVersion) true.
func (e *VersionError) Unwrap() error { return ErrVersion }

func withArticle(age string) string {
	if age == "older" {
		return "an older"
	}
	return "a newer"
}

// damaged is the one place where the damage of an index is put into words.
func damaged(dir, format string, args ...any) error {
	return fmt.Errorf("index %s: %s: %w; restore a copy or build it again with `timbao index --rebuild`",
		dir, fmt.Sprintf(format, args...), ErrDamaged)
}
