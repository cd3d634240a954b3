package office

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/richardlehane/mscfb"
)

// streams reads the named streams of a compound file, which old Word files are.
func streams(data []byte, names ...string) (found map[string][]byte, err error) {
	defer guard(&err)
	f, err := mscfb.New(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	wanted := map[string]bool{}
	for _, n := range names {
		wanted[n] = true
	}
	found = map[string][]byte{}
	for range len(data)/128 + 1 { // an entry takes 128 bytes
		e, err := f.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if _, ok := found[e.Name]; ok || !wanted[e.Name] || len(e.Path) > 0 {
			continue // what lies deeper belongs to an embedded document
		}
		// A stream is a part of the file, whatever size it states.
		raw, err := io.ReadAll(io.LimitReader(e, int64(len(data))))
		if err != nil && len(raw) == 0 {
			return nil, fmt.Errorf("%w: %s: %w", ErrDamaged, e.Name, err)
		}
		found[e.Name] = raw
	}
	return found, nil
}
