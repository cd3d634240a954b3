package article

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// headBytes is how much of a file its format is told by.
const headBytes = 4096

// readBuffer is the size of the read-ahead of a file that is streamed.
const readBuffer = 256 << 10

// input is an open file on its way through a reader.
type input struct {
	file File
	disk counter       // the file itself, as it lies there
	r    *bufio.Reader // decompressed
	base Record        // what all records of the file have in common
	size int64         // bytes to expect, 0 if unknown
	skip func(Skip)
}

// Records reads a file and hands its records to emit, one after another: a text file is one record, each line of a JSONL file one.
// Files may be compressed (.gz, .zst). Memory is bounded by MaxRecord whatever the size of the file. What cannot be read goes to
// skip with the reason and never ends the run; Records returns only ctx's error and emit's.
func Records(ctx context.Context, f File, emit func(Record) error, skip func(Skip)) error {
	emitted := emitter{emit: emit}
	err := readFile(ctx, f, emitted.record, skip)
	switch {
	case err == nil:
		return nil
	case emitted.err != nil:
		return emitted.err
	case ctx.Err() != nil:
		return ctx.Err()
	}
	s := Skip{Path: filepath.ToSlash(f.Path), Reason: reason(err)}
	if at := (*lineError)(nil); errors.As(err, &at) {
		s.Line = at.line
	}
	skip(s)
	return nil
}

// emitter keeps the error of emit apart from those of the input.
type emitter struct {
	emit func(Record) error
	err  error
}

func (e *emitter) record(r Record) error {
	e.err = e.emit(r)
	return e.err
}

// lineError is an error that ended the reading of a file at a line.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string {
	return fmt.Sprintf("read up to line %d: %s", e.line, reason(e.err))
}
func (e *lineError) Unwrap() error { return e.err }

func readFile(ctx context.Context, f File, emit func(Record) error, skip func(Skip)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	file, err := os.Open(f.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	in := &input{file: f, disk: counter{r: file}, skip: skip}
	name, plain, closer, err := decompress(path.Base(filepath.ToSlash(f.Path)), &in.disk, f.Size)
	if err != nil {
		return err
	}
	defer closer()
	in.r, in.size = plain.reader, plain.size(f.Size)
	head, err := in.r.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if len(head) == 0 {
		return errEmptyFile
	}
	rules := f.rules("")
	form, err := formatUnder(rules, name, head)
	if err != nil {
		return err
	}
	in.base = Record{ID: f.Rel, Abs: f.Abs, Rules: rules, Source: Source{Path: filepath.ToSlash(f.Path), ModTime: f.ModTime, Format: form.name}}
	return form.split(ctx, in, emit)
}

var (
	errEmptyFile    = fmt.Errorf("%w: the file is empty", ErrEmpty)
	errTooManyBytes = fmt.Errorf("%w: more than 64 MiB", ErrTooLarge)
)

// splitWhole makes one record of a file.
func splitWhole(ctx context.Context, in *input, emit func(Record) error) error {
	if in.size > MaxRecord {
		return errTooManyBytes
	}
	// Most files lie whole in the read-ahead, which nobody else will use.
	if data, err := in.r.Peek(in.r.Size()); errors.Is(err, io.EOF) {
		return emit(in.record(data, 0))
	}
	var buf bytes.Buffer
	buf.Grow(int(in.size) + bytes.MinRead) // ReadFrom wants MinRead bytes of room to see the end
	if _, err := buf.ReadFrom(&contextReader{ctx: ctx, r: io.LimitReader(in.r, MaxRecord+1)}); err != nil {
		return err
	}
	if buf.Len() > MaxRecord {
		return errTooManyBytes
	}
	return emit(in.record(buf.Bytes(), 0))
}

// record completes a record of the file.
func (in *input) record(data []byte, line int) Record {
	r := in.base
	r.Data, r.Behind = data, in.disk.n
	r.Source.Line = line
	r.Source.Size = int64(len(data))
	r.Source.Hash = hashUnder(r.Rules, data)
	if line > 0 {
		r.ID += "#" + strconv.Itoa(line)
	}
	return r
}

// splitLines makes a record of each line that is not blank.
func splitLines(ctx context.Context, in *input, emit func(Record) error) error {
	// Without this, a binary file would be reported line by line.
	if head, _ := in.r.Peek(headBytes); bytes.IndexByte(head, 0) >= 0 {
		return fmt.Errorf("%w: a binary file", ErrNotText)
	}
	for line := 1; ; line++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, tooLong, err := readLine(ctx, in.r)
		if tooLong {
			in.skip(Skip{Path: in.base.Source.Path, Line: line, Reason: errTooManyBytes.Error()})
		}
		// What stands before a damaged spot of a compressed file is whole only up to the last line end.
		if err != nil && !errors.Is(err, io.EOF) {
			return &lineError{line: line, err: err}
		}
		if line == 1 {
			data = bytes.TrimPrefix(data, []byte(bom))
		}
		data = bytes.TrimRight(data, "\r\n")
		if len(bytes.TrimSpace(data)) > 0 {
			if err := emit(in.record(data, line)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
	}
}

// readLine reads one line of any length into memory of its own, or passes over it if it is longer than MaxRecord.
func readLine(ctx context.Context, r *bufio.Reader) (data []byte, tooLong bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if len(data)+len(part) > MaxRecord+len("\r\n") {
			tooLong, data = true, nil
		}
		if !tooLong {
			data = append(data, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return data, tooLong, err
		}
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
	}
}

// counter counts what is read through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// contextReader stops a long read when its context is done.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// reason is what a Skip says about err: one line, without the path that stands beside it.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "no permission to read it"
	case errors.Is(err, fs.ErrNotExist):
		return "it is no longer there"
	}
	if p := (*fs.PathError)(nil); errors.As(err, &p) {
		err = p.Err
	}
	return strings.ReplaceAll(err.Error(), "\n", " ")
}
