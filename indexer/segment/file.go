package segment

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"os"
)

// Names of the sections. Those of a column carry its number.
const (
	secIDs          = "ids"           // the documents' ids, one after the other
	secIDOffsets    = "id_offsets"    // u32 × (docs+1)
	secIDSorted     = "id_sorted"     // u32 × docs: document numbers in the order of their ids
	secHeads        = "heads"         // heads of the stored bytes, as they are
	secHeadsOff     = "heads_off"     // u64 × (docs+1)
	secStored       = "stored"        // zstd frames of the rest
	secStoredOff    = "stored_off"    // u64 × (docs+1)
	secStoredDict   = "stored_dict"   // raw dictionary of the frames
	secForward      = "forward"       // u16 codes
	secForwardOff   = "forward_off"   // u32 × (docs+1), in codes
	secLengths      = "lengths"       // u16 × docs
	secDictBlocks   = "dict_blocks"   // see dict
	secDictIndex    = "dict_index"    // u32 × blocks
	secPostings     = "postings"      // see postingsEncoder
	secRanks        = "ranks"         // u32 × ranked terms: the ordinal of the term of each rank
	secPages        = "pair_pages"    // see pageMeta
	secPairs        = "pairs"         // uvarint(slot gap) uvarint(documents), slots in order
	secNumber       = "number%d"      // i64 × docs
	secKeyValues    = "key%d_values"  // values in byte order, one after the other
	secKeyValuesOff = "key%d_voff"    // u32 × (values+1)
	secKeyOffsets   = "key%d_offsets" // u32 × (docs+1), in ordinals
	secKeyOrdinals  = "key%d_ords"    // u32: the values of each document
)

// fileWriter writes the sections of a segment file one after the other. The first error sticks and comes out of finish.
type fileWriter struct {
	path     string
	f        *os.File
	w        *bufio.Writer
	off      uint64
	begun    uint64
	name     string
	sections map[string]span
	err      error
	buf      [8]byte
}

func createFile(path string) (*fileWriter, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("create segment: %w", err)
	}
	w := &fileWriter{path: path, f: f, w: bufio.NewWriterSize(f, 1<<20), sections: map[string]span{}}
	var head [headerSize]byte
	copy(head[:], magic)
	binary.LittleEndian.PutUint32(head[8:], Version)
	w.write(head[:])
	return w, nil
}

func (w *fileWriter) write(p []byte) {
	if w.err != nil {
		return
	}
	n, err := w.w.Write(p)
	w.off += uint64(n)
	if err != nil {
		w.err = fmt.Errorf("write segment %s: %w", w.path, err)
	}
}

func (w *fileWriter) begin(name string) {
	var pad [8]byte
	if r := w.off % 8; r != 0 {
		w.write(pad[:8-r])
	}
	w.name, w.begun = name, w.off
}

func (w *fileWriter) end() {
	w.sections[w.name] = span{w.begun, w.off - w.begun}
}

func (w *fileWriter) section(name string, data []byte) {
	w.begin(name)
	w.write(data)
	w.end()
}

func (w *fileWriter) u32(v uint32) {
	binary.LittleEndian.PutUint32(w.buf[:], v)
	w.write(w.buf[:4])
}

func (w *fileWriter) u64(v uint64) {
	binary.LittleEndian.PutUint64(w.buf[:], v)
	w.write(w.buf[:8])
}

func (w *fileWriter) sectionU32(name string, vals []uint32) {
	w.begin(name)
	for _, v := range vals {
		w.u32(v)
	}
	w.end()
}

func (w *fileWriter) sectionU16(name string, vals []uint16) {
	w.begin(name)
	for _, v := range vals {
		binary.LittleEndian.PutUint16(w.buf[:], v)
		w.write(w.buf[:2])
	}
	w.end()
}

// ends writes where pieces end that lie one after the other, and before it where the first begins.
func (w *fileWriter) ends(name string, ends []uint64) {
	w.begin(name)
	w.u64(0)
	for _, end := range ends {
		w.u64(end)
	}
	w.end()
}

// finish writes the footer and closes the file, which is removed if anything failed.
func (w *fileWriter) finish(m *meta) error {
	m.Sections = w.sections
	raw, err := json.Marshal(m)
	if err != nil {
		w.fail(err)
	}
	w.write(raw)
	w.u32(crc32.ChecksumIEEE(raw))
	w.u32(uint32(len(raw)))
	w.write([]byte(magic))
	if w.err == nil {
		if err := w.w.Flush(); err != nil {
			w.fail(fmt.Errorf("write segment %s: %w", w.path, err))
		}
	}
	return w.close()
}

func (w *fileWriter) fail(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *fileWriter) close() error {
	if err := w.f.Close(); err != nil {
		w.fail(fmt.Errorf("close segment: %w", err))
	}
	if w.err != nil {
		_ = os.Remove(w.path)
	}
	return w.err
}
