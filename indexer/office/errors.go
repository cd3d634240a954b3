package office

import (
	"errors"
	"fmt"

	"timbao/indexer/container"
)

// Errors of this package.
var (
	// ErrDamaged is returned when a file is not whole, or not what its first bytes say.
	ErrDamaged = errors.New("damaged file")
	// ErrUnsupported is returned for a file that is whole and cannot be read: encrypted, or of a version that is not known.
	ErrUnsupported = errors.New("cannot be read")
	// ErrTooLarge is returned when a file unpacks to more than an article can have.
	ErrTooLarge = errors.New("too large for an article")
)

// maxPart is the size in bytes to which a part of a zipped file may unpack.
const maxPart = 64 << 20

// maxText is the size in bytes that the text of a document may have.
const maxText = 32 << 20

// part reads a member of a zipped document; nil if it is not there.
func part(z *container.Archive, name string) ([]byte, error) {
	data, err := z.Read(name, maxPart)
	if errors.Is(err, container.ErrUnsupported) {
		return nil, fmt.Errorf("%w: %s: %w", ErrTooLarge, name, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, name, err)
	}
	return data, nil
}

// guard makes an error of a panic, which hostile data may find a way to in code that walks tables of offsets.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, p)
	}
}
