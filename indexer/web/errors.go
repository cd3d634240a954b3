package web

import "errors"

// Errors of this package.
var (
	// ErrNoText is returned when a page or an entry of a feed holds no text of an article: only links, frames or scripts.
	ErrNoText = errors.New("no article in the page")
	// ErrTooLarge is returned when a page is larger than MaxPage, or an entry of a feed larger than its limit.
	ErrTooLarge = errors.New("too large for a page")
	// ErrMalformed is returned when a feed is not XML, or not a feed, or ends too early.
	ErrMalformed = errors.New("malformed feed")
)
