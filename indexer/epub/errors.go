package epub

import "errors"

// Errors of this package.
var (
	// ErrMalformed is returned when a book's list of files is missing or damaged.
	ErrMalformed = errors.New("malformed EPUB")
	// ErrNoText is returned when a chapter holds no text.
	ErrNoText = errors.New("no text in the chapter")
)
