package indexer

import (
	"errors"

	"timbao/indexer/article"
	"timbao/indexer/generation"
	"timbao/indexer/profile"
)

var (
	// ErrLocked is returned when another process writes to the index. The error is a *LockedError, which says who.
	ErrLocked = generation.ErrLocked
	// ErrVersion is returned when the index was written by a version of timbao whose format or analysis differs. Index
	// again with Options.Rebuild.
	ErrVersion = generation.ErrVersion
	// ErrDamaged is returned when the index is damaged. Index again with Options.Rebuild.
	ErrDamaged = generation.ErrDamaged
	// ErrNoIndex is returned when there is no index in the folder.
	ErrNoIndex = generation.ErrNoIndex
	// ErrNotFound is returned when one of the paths to index does not exist.
	ErrNotFound = article.ErrNotFound
	// ErrNoInput is returned when no path to index is given.
	ErrNoInput = errors.New("nothing to index: name at least one file or folder")
	// ErrProfile is returned when something is wrong with a profile; the error has a line for everything that is.
	ErrProfile = profile.ErrInvalid
	// ErrExists is returned when Restore would put a backup in the place of an index.
	ErrExists = errors.New("there is an index already")
	// ErrSameFolder is returned when an index is to be copied onto itself.
	ErrSameFolder = errors.New("that is the index itself")
	// ErrUnreadable is returned when Rebuild can't read all stored articles.
	ErrUnreadable = errors.New("stored articles can't be read")
	// ErrCount is returned when bleve holds another number of articles than was put in, so that nothing is published.
	ErrCount = errors.New("the index does not hold what was written")
)

// LockedError says which process holds the index, and since when.
type LockedError = generation.LockedError
