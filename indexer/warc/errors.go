package warc

import "errors"

// Errors of this package.
var (
	// ErrMalformed is returned when a file is no WARC, is damaged, or ends in the middle of a record.
	ErrMalformed = errors.New("malformed WARC")
	// ErrTooLarge is returned when a page has more than web.MaxPage bytes, packed or unpacked.
	ErrTooLarge = errors.New("too large for a page")
	// ErrUnsupported is returned when a payload is compressed in a way that is not read.
	ErrUnsupported = errors.New("compression not supported")
)
