package container

import (
	"archive/zip"
	"bufio"
	"compress/bzip2"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/zstd"
	"github.com/mikelolasagasti/xz"
)

// MaxDirectory is how many bytes a zip's list of members may take.
const MaxDirectory = 64 << 20

// Archive is an open zip.
type Archive struct{ z *zip.Reader }

// OpenZip reads the list of members of a zip of size bytes.
func OpenZip(at io.ReaderAt, size int64) (a *Archive, err error) {
	defer guard(&err)
	limited := &limitedAt{at: at, left: MaxDirectory}
	z, err := zip.NewReader(limited, size)
	if limited.over {
		return nil, fmt.Errorf("%w: the list of its members takes more than %d MiB", ErrTooMany, MaxDirectory>>20)
	}
	// A name that would be a path out of the archive is an error to archive/zip if it was told so; CleanName takes care of it here.
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, damaged("zip", noEOF(err))
	}
	limited.left = -1
	z.RegisterDecompressor(methodBzip2, func(r io.Reader) io.ReadCloser { return io.NopCloser(bzip2.NewReader(bufio.NewReader(r))) })
	z.RegisterDecompressor(methodZstd, zstd.ZipDecompressor(zstd.WithDecoderMaxWindow(maxWindow), zstd.WithDecoderLowmem(true)))
	z.RegisterDecompressor(methodXZ, func(r io.Reader) io.ReadCloser { return &lateXZ{from: r} })
	return &Archive{z}, nil
}

// The methods of compression that a zip may name beside Store and Deflate, and that are read.
const (
	methodBzip2 = 12
	methodZstd  = 93
	methodXZ    = 95
)

// Has reports whether the zip has a member of exactly this name, or in the folder of this name if it ends in a slash.
func (a *Archive) Has(name string) bool {
	for _, f := range a.z.File {
		if f.Name == name || strings.HasSuffix(name, "/") && strings.HasPrefix(f.Name, name) {
			return true
		}
	}
	return false
}

// Walk visits the members. Folders and hidden files are passed over in silence; encrypted members and those of unknown methods have
// Err. It returns ctx's error or visit's.
func (a *Archive) Walk(ctx context.Context, b *Budget, visit Visit) error {
	if len(a.z.File) > MaxMembers {
		return ErrTooMany
	}
	var behind int64
	for _, f := range a.z.File {
		if err := ctx.Err(); err != nil {
			return err
		}
		behind += int64(min(f.CompressedSize64, 1<<50))
		m := Member{Name: CleanName(f.Name), Raw: f.NonUTF8, Size: int64(min(f.UncompressedSize64, 1<<62)), Behind: behind}
		if f.FileInfo().IsDir() || hidden(m.Name) {
			continue
		}
		if err := visitZip(f, m, b, visit); err != nil {
			return err
		}
	}
	return nil
}

func visitZip(f *zip.File, m Member, b *Budget, visit Visit) error {
	if !f.Mode().IsRegular() {
		m.Err = fmt.Errorf("%w: a link or special file in an archive", ErrUnsupported)
		return visit(m, nil)
	}
	if !b.take(HeadBytes) { // members without any content count, too
		return ErrBomb
	}
	r, err := openZipped(f)
	if err != nil {
		m.Err = err
		return visit(m, nil)
	}
	defer r.Close()
	return visit(m, &unpacked{kind: "zip", r: b.reader(r)})
}

func openZipped(f *zip.File) (r io.ReadCloser, err error) {
	defer guard(&err)
	if f.Flags&1 != 0 {
		return nil, fmt.Errorf("%w: it is encrypted; unpack it with its password", ErrUnsupported)
	}
	r, err = f.Open()
	if errors.Is(err, zip.ErrAlgorithm) {
		return nil, fmt.Errorf("%w: compression method %d is not known; pack it anew", ErrUnsupported, f.Method)
	}
	return r, damaged("zip", noEOF(err))
}

// limitedAt counts what is read while a zip's directory is; a directory can be as large as the file, and each entry takes many times its
// bytes in memory.
type limitedAt struct {
	at   io.ReaderAt
	left int64 // -1: no limit any more
	over bool
}

func (l *limitedAt) ReadAt(p []byte, off int64) (int, error) {
	if l.left >= 0 {
		if l.left -= int64(len(p)); l.left < 0 {
			l.left, l.over = 0, true
			return 0, ErrTooMany
		}
	}
	return l.at.ReadAt(p, off)
}

// lateXZ opens an xz stream at the first read, since a zip's decompressors cannot fail when they are made.
type lateXZ struct {
	from io.Reader
	r    io.Reader
}

func (l *lateXZ) Read(p []byte) (int, error) {
	if l.r == nil {
		z, err := xz.NewReader(l.from, maxWindow)
		if err != nil {
			return 0, err
		}
		l.r = z
	}
	return l.r.Read(p)
}

func (l *lateXZ) Close() error { return nil }

// Read reads the member of exactly this name, up to most bytes. One that is not there is nil and no error.
func (a *Archive) Read(name string, most int64) (data []byte, err error) {
	for _, f := range a.z.File {
		if f.Name != name {
			continue
		}
		r, err := openZipped(f)
		if err != nil {
			return nil, err
		}
		defer r.Close()
		if data, err = io.ReadAll(io.LimitReader(&unpacked{kind: "zip", r: r}, most+1)); err != nil {
			return nil, err
		}
		if int64(len(data)) > most {
			return nil, tooLong(most)
		}
		return data, nil
	}
	return nil, nil
}
