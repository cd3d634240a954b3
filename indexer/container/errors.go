package container

import (
	"errors"
	"fmt"
	"io"
)

// Errors of this package.
var (
	// ErrDamaged is returned when packed data or an archive cannot be read, or ends too early.
	ErrDamaged = errors.New("damaged")
	// ErrBomb is returned when a file expands into more than its Budget.
	ErrBomb = errors.New("it expands more than 200 times and is taken for a bomb")
	// ErrUnsupported is returned for a member or a packing that is whole and cannot be read: encrypted, of a method that is not
	// known, or in need of too much memory.
	ErrUnsupported = errors.New("cannot be unpacked")
	// ErrTooMany is returned for an archive with more than MaxMembers members, or a directory above MaxDirectory bytes.
	ErrTooMany = errors.New("too many members")
)

// damaged names what is damaged in an error of a decoder.
func damaged(what string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrBomb), errors.Is(err, ErrDamaged), errors.Is(err, ErrUnsupported):
		return err
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w: the %s data ends too early", ErrDamaged, what)
	}
	return fmt.Errorf("%w %s data: %w", ErrDamaged, what, err)
}
