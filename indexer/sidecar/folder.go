package sidecar

import (
	"fmt"
	"sync"
)

// Folder is the sidecars of a published generation, opened as they are asked for. Its memory is that of the maps of the files in
// use, which the system may drop and read again.
type Folder struct {
	dir   string
	mu    sync.Mutex
	files map[string]opened
	shut  bool
}

type opened struct {
	file *file
	err  error
}

// OpenFolder returns the sidecars of the generation in a folder. It opens none of them yet.
func OpenFolder(dir string) *Folder { return &Folder{dir: dir, files: map[string]opened{}} }

// File returns the payload of the sidecar of a kind, which it checks the first time. It returns ErrNone or ErrDamaged.
func (f *Folder) File(k Kind) ([]byte, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.shut {
		return nil, fmt.Errorf("%w: %s was closed", ErrNone, f.dir)
	}
	o, ok := f.files[k.Name]
	if !ok {
		o.file, o.err = open(f.dir, k)
		f.files[k.Name] = o
	}
	if o.err != nil {
		return nil, o.err
	}
	return o.file.payload, nil
}

// Close unmaps the files. Nothing that came out of them may be used any more.
func (f *Folder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	var first error
	for _, o := range f.files {
		if o.err == nil {
			if err := o.file.close(); first == nil {
				first = err
			}
		}
	}
	f.files, f.shut = nil, true
	return first
}

// Lazy is what is read from a sidecar when it is first asked for. The zero value is ready for use.
type Lazy[T any] struct {
	once  sync.Once
	value T
	err   error
}

// Get returns what parse makes of a sidecar's payload; parse runs once. Where it panics, the sidecar is damaged.
func (l *Lazy[T]) Get(f *Folder, k Kind, parse func(payload []byte) (T, error)) (T, error) {
	l.once.Do(func() {
		defer func() {
			if p := recover(); p != nil {
				l.err = fmt.Errorf("%w: %s: %v", ErrDamaged, k.Name, p)
			}
		}()
		var payload []byte
		if payload, l.err = f.File(k); l.err == nil {
			l.value, l.err = parse(payload)
		}
	})
	return l.value, l.err
}
