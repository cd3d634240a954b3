package search

import (
	"errors"
	"fmt"

	"timbao/indexer/generation"
)

var (
	// ErrNoIndex is returned when there is no index in the folder, or none was published yet.
	ErrNoIndex = generation.ErrNoIndex
	// ErrVersion is returned when the index was written by an incompatible version of timbao.
	ErrVersion = generation.ErrVersion
	// ErrDamaged is returned when files of the index are missing, cut or changed.
	ErrDamaged = generation.ErrDamaged
	// ErrNotFound is returned when no article has the id asked for.
	ErrNotFound = errors.New("no such article")
	// ErrParam is returned, inside a *ParamError, when a field of a request is out of range.
	ErrParam = errors.New("bad parameter")
	// ErrClosed is returned when an Index is used after Close.
	ErrClosed = errors.New("index is closed")
)

// ParamError says which field of a Request can't be used, by its JSON name.
type ParamError struct{ Name, Value, Reason string }

// Error names the parameter, its value and what is wrong.
func (e *ParamError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("%s: %s", e.Name, e.Reason)
	}
	return fmt.Sprintf("%s %q: %s", e.Name, e.Value, e.Reason)
}

// Unwrap returns ErrParam.
func (e *ParamError) Unwrap() error { return ErrParam }
