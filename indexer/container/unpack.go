package container

import (
	"bufio"
	"compress/bzip2"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/mikelolasagasti/xz"
)

// maxWindow bounds the memory that a zstd or xz file can ask for, in bytes. zstd --long=27, the most its own tool reads unasked, and
// xz -9 need no more.
const maxWindow = 128 << 20

// readBuffer is the size of the read-ahead before a decoder that reads byte by byte.
const readBuffer = 64 << 10

// Unpack opens a packed file, whose bytes r gives from the first on. What is read counts against the budget; errors of the data name
// the packing. Close frees the decoder and leaves r open.
func Unpack(kind Kind, r io.Reader, b *Budget) (io.ReadCloser, error) {
	var from io.Reader
	done := func() {}
	switch kind {
	case Gzip:
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, damaged("gzip", noEOF(err))
		}
		from, done = z, func() { _ = z.Close() }
	case Zstd:
		z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true))
		if err != nil {
			return nil, damaged("zstd", noEOF(err))
		}
		from, done = z, z.Close
	case Bzip2:
		from = bzip2.NewReader(bufio.NewReaderSize(r, readBuffer))
	case XZ:
		z, err := xz.NewReader(r, maxWindow)
		if err != nil {
			return nil, damaged("xz", noEOF(err))
		}
		from = z
	default:
		return nil, fmt.Errorf("%w: %q is no packing", ErrUnsupported, kind)
	}
	return &unpacked{kind: string(kind), r: b.reader(from), done: done}, nil
}

// noEOF makes the end of a file in the middle of a header an unexpected one.
func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// unpacked names the packing in the errors of a damaged file.
type unpacked struct {
	kind string
	r    io.Reader
	done func()
}

func (u *unpacked) Read(p []byte) (n int, err error) {
	defer guard(&err)
	n, err = u.r.Read(p)
	switch {
	case err == nil || err == io.EOF:
		return n, err
	case errors.Is(err, zstd.ErrWindowSizeExceeded), errors.Is(err, zstd.ErrDecoderSizeExceeded), errors.Is(err, xz.ErrMemlimit):
		return n, fmt.Errorf("%w: the %s data needs more than 128 MiB of memory", ErrUnsupported, u.kind)
	}
	return n, damaged(u.kind, err)
}

func (u *unpacked) Close() error {
	u.done()
	return nil
}

// guard makes an error of a decoder's panic, which hostile data may find a way to.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: it breaks the decoder: %v", ErrDamaged, p)
	}
}
