package sidecar

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	mmap "github.com/blevesearch/mmap-go"

	"timbao/indexer/schema"
)

// A sidecar file is:
//
//	"timbaoSC" version:u32 kind-version:u32 articles:u64 changes:u64 length:u64 crc(payload):u32 crc(header):u32
//	payload, length bytes
//
// Numbers are little-endian, sums are CRC-32C; that of the header is over the bytes before it. History: 1, first format.
const (
	magic      = "timbaoSC"
	version    = 1
	headerSize = 48

	// FolderName names, in a generation's folder, the folder of the sidecars.
	FolderName = "sidecars"
	// Suffix ends the name of a sidecar's file. Files that end so never change.
	Suffix = schema.SidecarSuffix
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Kind is a sort of sidecar.
type Kind struct {
	Name    string // of the file, without Suffix: small letters
	Version uint32 // of the payload; another one counts as no sidecar
}

func (k Kind) path(dir string) string { return filepath.Join(dir, FolderName, k.Name+Suffix) }

// header is what a file says of itself.
type header struct {
	kind     uint32
	articles uint64 // in the corpus it was built from
	changes  uint64 // State.Changes then
	length   uint64
	sum      uint32
}

func (h header) encode() []byte {
	b := append(make([]byte, 0, headerSize), magic...)
	b = binary.LittleEndian.AppendUint32(b, version)
	b = binary.LittleEndian.AppendUint32(b, h.kind)
	b = binary.LittleEndian.AppendUint64(b, h.articles)
	b = binary.LittleEndian.AppendUint64(b, h.changes)
	b = binary.LittleEndian.AppendUint64(b, h.length)
	b = binary.LittleEndian.AppendUint32(b, h.sum)
	return binary.LittleEndian.AppendUint32(b, crc32.Checksum(b, castagnoli))
}

// decode reads the header of a file and checks the payload.
func decode(raw []byte, k Kind) (h header, payload []byte, err error) {
	if len(raw) < headerSize || string(raw[:len(magic)]) != magic {
		return h, nil, fmt.Errorf("%w: %s does not begin as a sidecar does", ErrDamaged, k.Name)
	}
	if crc32.Checksum(raw[:headerSize-4], castagnoli) != binary.LittleEndian.Uint32(raw[headerSize-4:]) {
		return h, nil, fmt.Errorf("%w: the header of %s was changed", ErrDamaged, k.Name)
	}
	at := func(i int) uint64 { return binary.LittleEndian.Uint64(raw[i:]) }
	h = header{binary.LittleEndian.Uint32(raw[12:]), at(16), at(24), at(32), binary.LittleEndian.Uint32(raw[40:])}
	if v := binary.LittleEndian.Uint32(raw[8:]); v != version || h.kind != k.Version {
		return h, nil, fmt.Errorf("%w: %s is of version %d.%d, this program reads %d.%d", ErrNone, k.Name, v, h.kind, version, k.Version)
	}
	payload = raw[headerSize:]
	if uint64(len(payload)) != h.length || crc32.Checksum(payload, castagnoli) != h.sum {
		return h, nil, fmt.Errorf("%w: %s is not what was written", ErrDamaged, k.Name)
	}
	return h, payload, nil
}

// file is an open sidecar.
type file struct {
	header
	payload []byte
	mapped  mmap.MMap
}

func open(dir string, k Kind) (*file, error) {
	f, err := os.Open(k.path(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%w: %s", ErrNone, k.Name)
	}
	if err != nil {
		return nil, fmt.Errorf("open sidecar: %w", err)
	}
	defer f.Close()
	mapped, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("%w: map %s: %w", ErrDamaged, k.path(dir), err)
	}
	h, payload, err := decode(mapped, k)
	if err != nil {
		_ = mapped.Unmap()
		return nil, err
	}
	return &file{h, payload, mapped}, nil
}

func (f *file) close() error {
	if err := f.mapped.Unmap(); err != nil {
		return fmt.Errorf("close sidecar: %w", err)
	}
	return nil
}

// create writes a sidecar beside its place and puts it there when it is whole, so that a file that the generation before shares
// is never written to.
func create(dir string, k Kind, s State, write func(io.Writer) error) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("write sidecar %s: %w", k.Name, err)
		}
	}()
	path := k.path(dir)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(path+".tmp", os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(path + ".tmp")
		}
	}()
	t := &tally{w: f}
	buffered := bufio.NewWriterSize(t, 1<<16)
	if _, err := f.Write(make([]byte, headerSize)); err != nil {
		return err
	}
	if err := write(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	h := header{k.Version, uint64(s.Articles), uint64(s.Changes), t.length, t.sum}
	if _, err := f.WriteAt(h.encode(), 0); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(path+".tmp", path)
}

// tally sums up what is written.
type tally struct {
	w      io.Writer
	length uint64
	sum    uint32
}

func (t *tally) Write(p []byte) (int, error) {
	n, err := t.w.Write(p)
	t.length += uint64(n)
	t.sum = crc32.Update(t.sum, castagnoli, p[:n])
	return n, err
}
