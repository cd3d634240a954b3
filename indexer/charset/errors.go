package charset

import "errors"

// ErrNotText is returned when bytes are not text: a binary file, or text whose encoding nothing tells.
var ErrNotText = errors.New("no text in a known encoding")
