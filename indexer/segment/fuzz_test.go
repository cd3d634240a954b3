package segment

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
)

// sealed puts a footer behind the body of a segment file, with the checksum that it should have.
func sealed(body []byte, footer string) []byte {
	out := append(slices.Clone(body), footer...)
	out = binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE([]byte(footer)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(footer)))
	return append(out, magic...)
}

// fuzzBase is the file that is damaged: it has all kinds of lists, sets and columns.
func fuzzBase(f *testing.F) []byte {
	f.Helper()
	b, err := NewBuilder(testLayout, []byte("doc-0001|doc-0002|"))
	if err != nil {
		f.Fatal(err)
	}
	r := rand.New(rand.NewPCG(8, 8))
	for i := range 140 {
		m := randomModel(r, i)
		m.stored = append(m.stored, "end"...)
		m.build(b)
	}
	path := filepath.Join(f.TempDir(), "base")
	if err := b.Write(path); err != nil {
		f.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	return data
}

// FuzzDamagedFile: opening a damaged file never panics. Reading one that opened may, with an error of the runtime that
// package search turns into ErrDamaged; but it comes to an end and takes no more memory than the file gives reason for.
func FuzzDamagedFile(f *testing.F) {
	base := fuzzBase(f)
	footer := len(base) - tailSize - int(binary.LittleEndian.Uint32(base[len(base)-12:]))
	f.Add(uint32(0), []byte(nil), uint32(len(base)), false)
	f.Add(uint32(100), []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, uint32(len(base)), true)
	for _, docs := range []string{`{"docs":0`, `{"docs":1`, `{"docs":9`} {
		f.Add(uint32(footer), []byte(docs), uint32(len(base)), true)
	}
	for at := headerSize; at < len(base); at += len(base) / 25 {
		f.Add(uint32(at), []byte{0x80, 0xff, 0x80, 0xff, 0x00}, uint32(len(base)), at%2 == 0)
	}
	f.Add(uint32(1), []byte("x"), uint32(footer), true)
	path, pairs := filepath.Join(f.TempDir(), "damaged"), make([]uint32, PairSlots)
	f.Fuzz(func(t *testing.T, at uint32, patch []byte, size uint32, seal bool) {
		data := slices.Clone(base)
		if at < uint32(len(data)) {
			copy(data[at:], patch)
		}
		if size < uint32(len(data)) {
			data = data[:size]
		}
		if seal && len(data) > footer {
			data = sealed(data[:footer], string(data[footer:max(footer, len(data)-tailSize)]))
		}
		writeFile(t, path, data)
		s, err := OpenFile(path)
		if err != nil {
			if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrVersion) {
				t.Errorf("the error is %v", err)
			}
			return
		}
		defer s.Close()
		readEverything(t, s, pairs)
	})
}

// readEverything reads all there is in a segment, each thing on its own, so that damage to one does not hide another.
func readEverything(t *testing.T, s *Segment, pairs []uint32) {
	t.Helper()
	guarded := func(read func()) {
		defer func() {
			if p := recover(); p != nil {
				if _, ok := p.(runtime.Error); !ok {
					t.Fatalf("it panics with %v", p)
				}
			}
		}()
		read()
	}
	docs := min(s.Docs(), 1000)
	for d := range docs {
		guarded(func() { s.Find(string(s.ID(d))) })
		guarded(func() { _, _ = s.Stored(nil, d) })
		guarded(func() {
			n := 0
			for f := s.Forward(d); ; n++ {
				rank, ok := f.Next()
				if !ok {
					return
				}
				if rank != Gap && n < 100 {
					s.TermOf(rank)
				}
			}
		})
		for column := range s.off.numbers {
			guarded(func() { s.Number(column, d) })
		}
		for column := range s.off.keywords {
			guarded(func() { s.AppendKeywords(nil, column, d) })
		}
	}
	for column := range s.off.keywords {
		guarded(func() { s.KeywordValues(column) })
	}
	for field := range s.meta.Fields {
		guarded(func() {
			s.Prefix(field, nil, func(info TermInfo) bool { guarded(func() { walk(info.List) }); return true })
		})
		guarded(func() { s.Lookup(field, []byte("w3")) })
	}
	guarded(func() { s.AddPairs(pairs) })
	if err := s.Verify(t.Context()); err != nil && !errors.Is(err, ErrDamaged) {
		t.Errorf("Verify returns %v", err)
	}
}

// walk goes through a list in the three ways there are. A damaged list may claim any number of documents.
func walk(l List) {
	var c Cursor
	c.Open(l)
	for range 10_000 {
		if c.Doc() == End {
			break
		}
		c.Freq()
		c.Next()
	}
	c.Open(l)
	for d := uint32(0); d < 1000; d += 50 {
		if b, end := c.Blocks(d, d+50); b < end {
			c.Frontier(b)
		}
		c.Seek(d)
	}
	if l.Len() < 10_000 {
		l.All(nil, nil)
	}
}
