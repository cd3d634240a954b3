package article

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// maxZstdWindow bounds the memory a zstd file can ask for; zstd --long=27, the most its own tool reads unasked, needs this much.
const maxZstdWindow = 128 << 20

// stream is a file's content, decompressed.
type stream struct {
	reader     *bufio.Reader
	compressed bool
}

// size is the number of bytes to expect of a file of n bytes; 0 if unknown.
func (s stream) size(n int64) int64 {
	if s.compressed {
		return 0
	}
	return n
}

// decompress opens a file that may be compressed; its first bytes say so, whatever its name. It returns the name without the
// compression's extension.
func decompress(name string, file io.Reader, size int64) (inner string, s stream, closer func(), err error) {
	raw := bufio.NewReaderSize(file, bufferFor(size))
	head, err := raw.Peek(4)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", stream{}, nil, err
	}
	lower := strings.ToLower(name)
	switch {
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		z, err := gzip.NewReader(raw)
		if err != nil {
			return "", stream{}, nil, damaged("gzip", err)
		}
		r := bufio.NewReaderSize(&packedReader{kind: "gzip", r: z}, readBuffer)
		return cutExt(name, ".gz"), stream{r, true}, func() { _ = z.Close() }, nil
	case bytes.HasPrefix(head, []byte{0x28, 0xB5, 0x2F, 0xFD}):
		z, err := zstd.NewReader(raw, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(maxZstdWindow))
		if err != nil {
			return "", stream{}, nil, damaged("zstd", err)
		}
		r := bufio.NewReaderSize(&packedReader{kind: "zstd", r: z}, readBuffer)
		return cutExt(name, ".zst"), stream{r, true}, z.Close, nil
	case len(head) > 0 && (strings.HasSuffix(lower, ".gz") || strings.HasSuffix(lower, ".zst")):
		return "", stream{}, nil, fmt.Errorf("%w: its name says that it is compressed, its content does not", ErrMalformed)
	}
	return name, stream{raw, false}, func() {}, nil
}

// bufferFor is the size of a read-ahead for a file: no larger than the file, since most hold one short article.
func bufferFor(size int64) int {
	return int(min(max(size+1, headBytes), readBuffer)) // one more, so that the end is seen
}

func cutExt(name, ext string) string {
	if n := len(name) - len(ext); n > 0 && strings.EqualFold(name[n:], ext) {
		return name[:n]
	}
	return name
}

// packedReader names the compression in the errors of a damaged file.
type packedReader struct {
	kind string
	r    io.Reader
}

func (p *packedReader) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	if err != nil && !errors.Is(err, io.EOF) {
		err = damaged(p.kind, err)
	}
	return n, err
}

func damaged(kind string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("%w: the %s data ends too early", ErrMalformed, kind)
	}
	return fmt.Errorf("%w: damaged %s data: %w", ErrMalformed, kind, err)
}
