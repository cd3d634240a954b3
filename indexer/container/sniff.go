package container

import (
	"bytes"
	"strings"
)

// Kind is a packing or a sort of archive. The zero value is neither.
type Kind string

// The kinds.
const (
	Gzip  Kind = "gzip"
	Zstd  Kind = "zstd"
	Bzip2 Kind = "bzip2"
	XZ    Kind = "xz"
	Zip   Kind = "zip"
	Tar   Kind = "tar"
)

// HeadBytes is how many of a file's first bytes Sniff looks at.
const HeadBytes = 512

// Packed reports whether k is a packing: one file in compressed form.
func (k Kind) Packed() bool { return k == Gzip || k == Zstd || k == Bzip2 || k == XZ }

// extensions of packings; a tar's short forms stand for two endings.
var extensions = []struct {
	ext   string
	kind  Kind
	inner string // what is left in its place
}{
	{".tgz", Gzip, ".tar"}, {".tbz2", Bzip2, ".tar"}, {".tbz", Bzip2, ".tar"}, {".txz", XZ, ".tar"}, {".tzst", Zstd, ".tar"},
	{".gz", Gzip, ""}, {".zst", Zstd, ""}, {".bz2", Bzip2, ""}, {".xz", XZ, ""},
}

// Sniff tells what a file is by its first bytes, whatever its name; it needs HeadBytes of them, or all there are. Of zip files it
// does not say whether they are archives or documents.
func Sniff(head []byte) Kind {
	switch {
	case bytes.HasPrefix(head, []byte{0x1F, 0x8B}):
		return Gzip
	case bytes.HasPrefix(head, []byte{0x28, 0xB5, 0x2F, 0xFD}):
		return Zstd
	case len(head) >= 4 && bytes.HasPrefix(head, []byte("BZh")) && head[3] >= '1' && head[3] <= '9' && bzip2Block(head[4:]):
		return Bzip2
	case bytes.HasPrefix(head, []byte("\xFD7zXZ\x00")):
		return XZ
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return Zip
	case isTar(head):
		return Tar
	}
	return ""
}

// bzip2Block reports whether a bzip2 file goes on as one must: with a block or the end of the stream. The numbers are those of pi
// and of its square root.
func bzip2Block(rest []byte) bool {
	block, end := []byte{0x31, 0x41, 0x59, 0x26, 0x53, 0x59}, []byte{0x17, 0x72, 0x45, 0x38, 0x50, 0x90}
	n := min(len(rest), len(block))
	return bytes.Equal(rest[:n], block[:n]) || bytes.Equal(rest[:n], end[:n])
}

// isTar checks the sum of a tar's first header, which also the oldest tars have.
func isTar(head []byte) bool {
	if len(head) < HeadBytes || head[0] == 0 {
		return false
	}
	want, digits := 0, 0
	for _, c := range head[148:156] {
		switch {
		case c >= '0' && c <= '7':
			want, digits = want*8+int(c-'0'), digits+1
		case c != ' ' && c != 0:
			return false
		}
	}
	sum := 0
	for i, c := range head[:HeadBytes] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int(c)
	}
	return digits > 0 && sum == want
}

// Named is the packing that a file's name promises, if any.
func Named(name string) Kind {
	for _, e := range extensions {
		if hasExt(name, e.ext) {
			return e.kind
		}
	}
	return ""
}

// InnerName is the name of what a packed file holds: "x.txt" of "x.txt.gz", "x.tar" of "x.tgz", the name itself if it does not say.
func InnerName(name string, kind Kind) string {
	for _, e := range extensions {
		if e.kind == kind && hasExt(name, e.ext) {
			return name[:len(name)-len(e.ext)] + e.inner
		}
	}
	return name
}

func hasExt(name, ext string) bool {
	n := len(name) - len(ext)
	return n > 0 && strings.EqualFold(name[n:], ext)
}
