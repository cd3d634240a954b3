package mail

import "errors"

// Errors of this package.
var (
	// ErrNoText is returned when a message has no part that is text, or only an empty one.
	ErrNoText = errors.New("no text in the message")
	// ErrMalformed is returned when what is read is no message.
	ErrMalformed = errors.New("malformed message")
)
