package article

import (
	"bufio"
	"bytes"
	"cmp"
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

	"timbao/indexer/charset"
	"timbao/indexer/container"
)

// headBytes is how much of a file its format is told by.
const headBytes = 4096

// readBuffer is the size of the read-ahead of a file that is streamed.
const readBuffer = 256 << 10

// input is an open file, or an open member of an archive, on its way through a reader.
type input struct {
	file   File
	name   string            // last part of the path, without a packing's extension
	disk   *counter          // the file itself, as it lies there
	r      *bufio.Reader     // unpacked
	at     io.ReaderAt       // the bytes of r from the first on, if they can be had in any order; else nil
	size   int64             // bytes to expect, 0 if unknown
	depth  int               // archives around it
	budget *container.Budget // for all that comes out of the file
	base   Record            // what all records of the file have in common
	out    *emitter
	skip   func(Skip)
}

// Records reads a file and hands its records to emit, one after another: a text file is one record, each line of a JSONL file one.
// Files may be packed (.gz, .zst, .bz2, .xz), and archives (.zip, .tar) of files, in which there may be archives again. Memory is
// bounded by MaxRecord whatever the size of the file. What cannot be read goes to skip with the reason and never ends the run;
// Records returns only ctx's error and emit's.
func Records(ctx context.Context, f File, emit func(Record) error, skip func(Skip)) error {
	in := &input{file: f, out: &emitter{emit: emit}, skip: skip, base: Record{Source: Source{Path: filepath.ToSlash(f.Path)}}}
	err := readFile(ctx, in)
	if in.stopped(ctx) {
		return cmp.Or(in.out.err, ctx.Err())
	}
	if err != nil {
		in.leaveOut(err)
	}
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

// stopped reports whether the run is over, so that an error is not the file's own.
func (in *input) stopped(ctx context.Context) bool { return in.out.err != nil || ctx.Err() != nil }

// leaveOut accounts for a file or member that could not be read, or not whole.
func (in *input) leaveOut(err error) {
	s := Skip{Path: in.base.Source.Path, Inside: in.base.Source.Inside, Reason: reason(err), Beside: errors.Is(err, ErrBeside)}
	if at := (*lineError)(nil); errors.As(err, &at) {
		s.Line = at.line
	}
	in.skip(s)
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

func readFile(ctx context.Context, in *input) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f := in.file
	file, err := os.Open(f.Path)
	if err != nil {
		return err
	}
	defer file.Close()
	in.disk = &counter{r: file}
	in.name, in.at, in.size, in.budget = path.Base(filepath.ToSlash(f.Path)), file, f.Size, container.NewBudget(f.Size)
	in.r = bufio.NewReaderSize(in.disk, bufferFor(f.Size))
	in.base = Record{ID: f.Rel, Abs: f.Abs, Source: Source{Path: filepath.ToSlash(f.Path), ModTime: f.ModTime}}
	return in.read(ctx)
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
	if r, encoding := charset.UnicodeReader(in.r); encoding != "" {
		in.r, in.base.Source.Encoding = bufio.NewReaderSize(r, readBuffer), encoding
	}
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
			in.skip(Skip{Path: in.base.Source.Path, Inside: in.base.Source.Inside, Line: line, Reason: errTooManyBytes.Error()})
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

// bufferFor is the size of a read-ahead for a file: no larger than the file, since most hold one short article.
func bufferFor(size int64) int {
	return int(min(max(size+1, headBytes), readBuffer)) // one more, so that the end is seen
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
	return strings.Join(strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' || r == '\r' }), " ")
}
