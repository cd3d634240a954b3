package fieldmap

import "errors"

// Errors of this package.
var (
	// ErrMalformed is returned when a file is no JSON or CSV, or is damaged.
	ErrMalformed = errors.New("malformed data")
	// ErrTooLarge is returned when a file without a list at its top is larger than MaxFile, or a row than MaxRow.
	ErrTooLarge = errors.New("too large")
	// ErrNoArticle is returned when no list of articles is found in a file, or an object has no text under a known name.
	ErrNoArticle = errors.New("no field of an article in it")
)
