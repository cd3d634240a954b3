package container

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// WalkTar visits the members of a tar. Folders and hidden files are passed over in silence; links and special files have Err.
// It returns ctx's error, visit's, or what is wrong with the tar from some member on.
func WalkTar(ctx context.Context, r io.Reader, b *Budget, visit Visit) error {
	t := tar.NewReader(r)
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, err := nextTar(t)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged("tar", err)
		}
		if n >= MaxMembers || !b.take(HeadBytes) {
			return ErrTooMany
		}
		m := Member{Name: CleanName(h.Name), Raw: !utf8.ValidString(h.Name), Size: h.Size}
		if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader || hidden(m.Name) {
			continue
		}
		var from io.Reader
		switch h.Typeflag {
		case tar.TypeReg, tar.TypeGNUSparse, tar.TypeCont:
			from = &unpacked{kind: "tar", r: b.reader(t)}
		case tar.TypeSymlink, tar.TypeLink:
			m.Err = fmt.Errorf("%w: a link in an archive; links are not followed", ErrUnsupported)
		default:
			m.Err = fmt.Errorf("%w: not a regular file", ErrUnsupported)
		}
		if err := visit(m, from); err != nil {
			return err
		}
	}
}

func nextTar(t *tar.Reader) (h *tar.Header, err error) {
	defer guard(&err)
	return t.Next()
}
