package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// toFile has something written to a file, or to stdout if the name is "" or "-". A file is made beside its place and moved there when
// it is whole, so that what was interrupted leaves what was there before. Errors name the flag that the name was given with.
func (c *console) toFile(flag, name string, write func(io.Writer) error) error {
	if name == "" || name == "-" {
		return write(c.out)
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() { // a pipe or a device: nothing to keep
		return writeFile(flag, name, os.O_WRONLY, write)
	}
	draft := filepath.Join(filepath.Dir(name), fmt.Sprintf(".%s.%d", filepath.Base(name), os.Getpid()))
	if err := writeFile(flag, draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, write); err != nil {
		_ = os.Remove(draft) // the error says enough
		return err
	}
	if err := os.Rename(draft, name); err != nil {
		_ = os.Remove(draft)
		return fmt.Errorf("writing %s: %w", flag, err)
	}
	return nil
}

// writeFile opens a file, has it written and closes it.
func writeFile(flag, name string, mode int, write func(io.Writer) error) error {
	file, err := os.OpenFile(name, mode, 0o644)
	if err != nil {
		return fmt.Errorf("writing %s: %w", flag, err)
	}
	if err := write(file); err != nil {
		file.Close()
		return err
	}
	if err := file.Close(); err != nil {
		return fmt.Errorf("writing %s: %w", flag, err)
	}
	return nil
}
