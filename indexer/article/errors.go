package article

import (
	"errors"

	"timbao/indexer/charset"
)

// Errors of this package. What is wrong with one input never ends a run: Records and callers of Record.Article turn it into a Skip.
var (
	// ErrNotFound is returned when a root handed to Find does not exist.
	ErrNotFound = errors.New("no such file or folder")
	// ErrEmpty is returned when a record has neither a title nor any text.
	ErrEmpty = errors.New("no text in it")
	// ErrNotText is returned when a record's bytes are not text in any encoding that package charset knows: a binary file, or text
	// whose encoding nothing tells.
	ErrNotText = charset.ErrNotText
	// ErrMalformed is returned when a record of a structured format cannot be decoded.
	ErrMalformed = errors.New("malformed record")
	// ErrTooLarge is returned when a record is larger than MaxRecord or has more lines than an article can have.
	ErrTooLarge = errors.New("too large for an article")
	// ErrBeside is returned for a file that has no text to read and usually lies beside articles: a picture, a sound, a style sheet.
	ErrBeside = errors.New("no text to read")
	// ErrNoReader is returned when no reader knows the format of a file.
	ErrNoReader = errors.New("no reader for this format")
)
