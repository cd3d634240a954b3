package alto

import "errors"

// Errors of this package.
var (
	// ErrDamaged is returned for a file that is not XML, or ends too early.
	ErrDamaged = errors.New("damaged ALTO or METS")
	// ErrNoArticles is returned for a METS that does not divide its issue into articles.
	ErrNoArticles = errors.New("the METS names no articles; its pages are read by themselves")
	// ErrTooLarge is returned for a page or issue with more parts than any has.
	ErrTooLarge = errors.New("too large for an issue of a newspaper")
)
