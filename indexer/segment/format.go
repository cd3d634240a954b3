package segment

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
)

// A segment file is:
//
//	"timbaoSG" version:u32 0:u32           header, 16 bytes
//	section …                              each begins at a multiple of 8
//	meta (JSON)                            names, counts, and the offset and length of each section
//	crc32(meta):u32 len(meta):u32 "timbaoSG"
//
// Numbers are little-endian. History: 1, first format; 2, lists of documents by pair,
// and stored bytes in two pieces.
const (
	// Type is the segment type under which the plug-in is known to bleve.
	Type = "timbao"
	// Version is the version of the file format.
	Version = 2

	magic      = "timbaoSG"
	headerSize = 16
	tailSize   = 16

	blockSize = 128 // postings in a packed block
	skipSize  = 20  // bytes of a block's skip entry: last document, offset, three (frequency, length) bounds
	frontSize = 3   // bounds in a skip entry
	dictBlock = 32  // terms in a dictionary block
	slack     = 8   // zero bytes behind packed data, so that a reader may load whole words

	// PairSlots is the number of slots of the pair table.
	PairSlots = 1 << slotBits

	// MaxFrequency is the highest weighted frequency a posting can hold; higher ones are lowered to it.
	MaxFrequency = 1<<16 - 1
	// MaxLength is the highest weighted document length; longer documents count as so long.
	MaxLength = 1<<16 - 1
)

// Codes of the forward sequence. Ranks below escape stand for themselves plus firstRank.
const (
	// Break is the code between two parts of an article (title, lead, paragraphs, captions) in a forward sequence.
	Break uint16 = 0
	// Escape comes before a rank that has no code of its own; the rank follows in two codes, low half first.
	Escape uint16 = 1
	// firstRank is the code of rank 0.
	firstRank uint16 = 2
	// wideRank is the first rank that needs an escape.
	wideRank = 1<<16 - uint32(firstRank)
)

// ErrDamaged is returned when a segment file is cut short or its footer does not match its contents.
var ErrDamaged = errors.New("segment file is damaged")

// ErrVersion is returned when a segment file was written by an incompatible version of timbao.
var ErrVersion = errors.New("segment file has another format version")

type span struct {
	Off uint64 `json:"o"`
	Len uint64 `json:"l"`
}

// meta is the footer of a segment file.
type meta struct {
	Docs      uint32          `json:"docs"`
	Tokens    uint64          `json:"tokens"`     // codes in all forward sequences that are terms
	TextBytes uint64          `json:"text_bytes"` // bytes of the articles' text
	LengthSum uint64          `json:"length_sum"` // sum of the weighted lengths
	Terms     uint32          `json:"terms"`
	Ranked    uint32          `json:"ranked"` // terms that have a rank
	Fields    []fieldMeta     `json:"fields"`
	Numbers   []columnMeta    `json:"numbers"`
	Keywords  []columnMeta    `json:"keywords"`
	Pages     []pageMeta      `json:"pages"`
	Sections  map[string]span `json:"sections"`
}

type fieldMeta struct {
	Name  string `json:"name"`
	First uint32 `json:"first"` // ordinal of its first term
	Terms uint32 `json:"terms"`
}

type columnMeta struct {
	Name string `json:"name"`
}

func readMeta(data []byte) (*meta, error) {
	if len(data) < headerSize+tailSize || string(data[:len(magic)]) != magic || string(data[len(data)-len(magic):]) != magic {
		return nil, fmt.Errorf("%w: it does not begin and end as a segment file does", ErrDamaged)
	}
	if v := binary.LittleEndian.Uint32(data[8:]); v != Version {
		return nil, fmt.Errorf("%w: found %d, this program reads %d", ErrVersion, v, Version)
	}
	tail := data[len(data)-tailSize:]
	size := int(binary.LittleEndian.Uint32(tail[4:]))
	if size > len(data)-headerSize-tailSize {
		return nil, fmt.Errorf("%w: its footer is longer than the file", ErrDamaged)
	}
	raw := data[len(data)-tailSize-size : len(data)-tailSize]
	if crc32.ChecksumIEEE(raw) != binary.LittleEndian.Uint32(tail) {
		return nil, fmt.Errorf("%w: the checksum of its footer is wrong", ErrDamaged)
	}
	m := &meta{}
	if err := json.Unmarshal(raw, m); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	for name, s := range m.Sections {
		if s.Off > uint64(len(data)) || s.Len > uint64(len(data))-s.Off {
			return nil, fmt.Errorf("%w: section %s lies outside the file", ErrDamaged, name)
		}
	}
	return m, nil
}

// Layout names the fields and columns of a segment. The order gives each its number; it must be the same in all segments
// of an index.
type Layout struct {
	Fields   []string // fields with postings; field 0 is the one with forward sequences and pairs
	Numbers  []string // columns of one int64 a document
	Keywords []string // columns of any number of strings a document
}
