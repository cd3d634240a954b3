package sidecar

import "errors"

var (
	// ErrNone is returned when a generation has no sidecar of a kind, or one of another version.
	ErrNone = errors.New("the index has no such sidecar: the next run of timbao index makes it")
	// ErrDamaged is returned when a sidecar is cut short or is not what was written.
	ErrDamaged = errors.New("sidecar is damaged: run timbao index --rebuild")
)
