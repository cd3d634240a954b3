package article

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"timbao/indexer/container"
)

// maxNested is how many archives may lie in each other: one, and one in it.
const maxNested = 2

// maxSpool is the size in bytes up to which an archive is read that is packed or lies in another, and must be laid down first.
const maxSpool = 4 << 30

// read unpacks a file or member, and walks through it if it is an archive or hands it to the reader of its format.
func (in *input) read(ctx context.Context) error {
	head, err := in.head()
	if err != nil {
		return err
	}
	kind := container.Sniff(head)
	if kind.Packed() {
		unpacked, err := container.Unpack(kind, in.r, in.budget)
		if err != nil {
			return err
		}
		defer unpacked.Close()
		in.name, in.at, in.size = container.InnerName(in.name, kind), nil, 0
		in.r = bufio.NewReaderSize(unpacked, readBuffer)
		if head, err = in.head(); err != nil {
			return err
		}
		kind = container.Sniff(head)
	} else if container.Named(in.name) != "" && len(head) > 0 {
		return fmt.Errorf("%w: its name says that it is compressed, its content does not", ErrMalformed)
	}
	switch {
	case len(head) == 0:
		return errEmptyFile
	case kind.Packed():
		return fmt.Errorf("%w: compressed twice (%s)", ErrNoReader, kind)
	case kind == container.Tar:
		return in.archive(ctx, func(visit container.Visit) error {
			return container.WalkTar(ctx, &contextReader{ctx: ctx, r: in.r}, in.budget, visit)
		})
	case kind == container.Zip:
		return in.zip(ctx)
	}
	in.base.Rules = in.file.rules(in.base.Source.Inside)
	form, err := formatUnder(in.base.Rules, in.name, head)
	if err != nil {
		return err
	}
	return in.split(ctx, form)
}

// head is the beginning of the file, by which its format is told.
func (in *input) head() ([]byte, error) {
	head, err := in.r.Peek(headBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	return head, nil
}

func (in *input) split(ctx context.Context, form format) error {
	in.base.Source.Format = form.name
	return form.split(ctx, in, func(r Record) error { return form.cut(r, in.out.record) })
}

// zip tells documents that are zip files from archives, and reads them.
func (in *input) zip(ctx context.Context) error {
	free, err := in.random()
	if err != nil {
		return err
	}
	defer free()
	z, err := container.OpenZip(in.at, in.size)
	if err != nil {
		return err
	}
	form, err := zippedFormat(z)
	if err != nil {
		return err
	}
	if form != nil {
		in.base.Rules = in.file.rules(in.base.Source.Inside)
		return in.split(ctx, *form)
	}
	return in.archive(ctx, func(visit container.Visit) error {
		if isWACZ(z) {
			visit = webArchives(visit)
		}
		return z.Walk(ctx, in.budget, visit)
	})
}

// random makes in.at there, for readers that go to and fro in a file. Call free when it is no longer needed.
func (in *input) random() (free func(), err error) {
	if in.at != nil {
		return func() {}, nil
	}
	s, err := container.Spool(in.r, maxSpool)
	if err != nil {
		return nil, err
	}
	in.at, in.size = s, s.Size
	in.r = bufio.NewReaderSize(io.NewSectionReader(s, 0, s.Size), bufferFor(s.Size))
	return s.Close, nil
}

// archive reads the members of an archive that walk visits. What is wrong with one member is accounted for and does not end it.
func (in *input) archive(ctx context.Context, walk func(container.Visit) error) error {
	if in.depth >= maxNested {
		return fmt.Errorf("%w: an archive in an archive in an archive; unpack it", ErrNoReader)
	}
	last, members := "", 0
	err := walk(func(m container.Member, r io.Reader) error {
		members++
		child := in.member(m)
		last = child.base.Source.Inside
		err := m.Err
		if err == nil {
			child.r = bufio.NewReaderSize(&contextReader{ctx: ctx, r: r}, bufferFor(m.Size))
			err = child.read(ctx)
		}
		if in.depth == 0 && m.Behind > 0 {
			in.disk.n = m.Behind
		}
		switch {
		case err == nil:
			return nil
		case in.stopped(ctx), errors.Is(err, container.ErrBomb):
			return err
		}
		child.leaveOut(err)
		return nil
	})
	switch {
	case err == nil && members == 0:
		return fmt.Errorf("%w: an archive without files", ErrEmpty)
	case err == nil || in.stopped(ctx) || last == "":
		return err
	}
	return fmt.Errorf("read up to %s: %w", last, err)
}

// member is the input for a member of the archive in.
func (in *input) member(m container.Member) *input {
	name := m.Name
	if !utf8.ValidString(name) {
		// The archive does not say in which encoding. Windows wrote Vietnamese names so; any other reading is as good a label.
		name, _ = charmap.Windows1258.NewDecoder().String(name)
	}
	child := *in
	child.name, child.at, child.depth = path.Base(name), nil, in.depth+1
	child.size = min(m.Size, MaxRecord) // what an archive says of sizes need not be true
	child.base.Source.Inside = name
	if in.base.Source.Inside != "" {
		child.base.Source.Inside = in.base.Source.Inside + insideMark + name
	}
	child.base.ID = in.base.ID + insideMark + name
	return &child
}
