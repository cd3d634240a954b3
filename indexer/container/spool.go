package container

import (
	"bytes"
	"fmt"
	"io"
	"os"
)

// spoolMemory is how much of a stream is kept in memory before it goes to a file.
const spoolMemory = 16 << 20

// Spooled is a stream that has been read whole and can be read at any place.
type Spooled struct {
	io.ReaderAt
	Size int64
	file *os.File
}

// Spool reads a stream to its end, up to most bytes: into memory if it is short, else into a temporary file. A longer one is
// ErrUnsupported. Close frees it.
func Spool(r io.Reader, most int64) (*Spooled, error) {
	var head bytes.Buffer
	n, err := io.CopyN(&head, r, min(spoolMemory, most+1))
	if n > most {
		return nil, tooLong(most)
	}
	if err == io.EOF { //nolint:errorlint // a wrapped EOF is no end
		return &Spooled{ReaderAt: bytes.NewReader(head.Bytes()), Size: n}, nil
	}
	if err != nil {
		return nil, err
	}
	f, err := os.CreateTemp("", "timbao-*.tmp")
	if err != nil {
		return nil, fmt.Errorf("temporary file for an archive in an archive: %w; set TMPDIR to a folder with room", err)
	}
	s := &Spooled{ReaderAt: f, file: f}
	if s.Size, err = io.Copy(f, io.MultiReader(&head, io.LimitReader(r, most+1-n))); err == nil && s.Size > most {
		err = tooLong(most)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func tooLong(most int64) error {
	return fmt.Errorf("%w: more than %d MiB where it must be held at once", ErrUnsupported, most>>20)
}

// Close removes the temporary file, if there is one.
func (s *Spooled) Close() {
	if s.file != nil {
		s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}
