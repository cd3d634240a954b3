package segment

import (
	"bytes"
	"encoding/binary"
	"sort"
)

// The dictionary holds the terms of all fields in byte order, each under the key field:u8 term, in blocks of 32:
//
//	uvarint(shared) uvarint(rest) rest-bytes entry       shared = bytes in common with the key before, 0 for the first
//
// and an entry is
//
//	uvarint(documents) posting-list uvarint(rank+1) [uvarint(occurrences) if it has a rank]
//
// where posting-list is uvarint(document) uvarint(frequency) for one document, else uvarint(offset in the postings).

// entry is what the dictionary says about a term.
type entry struct {
	docs   uint32
	doc    uint32 // when docs is 1
	freq   uint16
	offset uint64
	ranked bool
	rank   uint32
	occurs uint64 // in the forward sequences
}

type dictWriter struct {
	blocks []byte
	index  []byte // u32 offset of each block
	prev   []byte
	n      uint32
}

func (w *dictWriter) add(key []byte, e entry) {
	shared := 0
	if w.n%dictBlock == 0 {
		w.index = binary.LittleEndian.AppendUint32(w.index, uint32(len(w.blocks)))
	} else {
		shared = commonPrefix(w.prev, key)
	}
	w.blocks = binary.AppendUvarint(w.blocks, uint64(shared))
	w.blocks = binary.AppendUvarint(w.blocks, uint64(len(key)-shared))
	w.blocks = append(w.blocks, key[shared:]...)
	w.blocks = binary.AppendUvarint(w.blocks, uint64(e.docs))
	if e.docs == 1 {
		w.blocks = binary.AppendUvarint(w.blocks, uint64(e.doc))
		w.blocks = binary.AppendUvarint(w.blocks, uint64(e.freq))
	} else {
		w.blocks = binary.AppendUvarint(w.blocks, e.offset)
	}
	if e.ranked {
		w.blocks = binary.AppendUvarint(w.blocks, uint64(e.rank)+1)
		w.blocks = binary.AppendUvarint(w.blocks, e.occurs)
	} else {
		w.blocks = append(w.blocks, 0)
	}
	w.prev = append(w.prev[:0], key...)
	w.n++
}

func commonPrefix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// dict reads a dictionary.
type dict struct {
	blocks, index []byte
	terms         uint32
}

// dictCursor walks the terms in order. key and entry are valid until the next call.
type dictCursor struct {
	d       *dict
	rest    []byte
	ordinal uint32 // of the next term
	key     []byte
	entry   entry
}

func (d *dict) block(i uint32) []byte {
	return d.blocks[binary.LittleEndian.Uint32(d.index[4*i:]):]
}

// firstKey returns the first key of a block.
func (d *dict) firstKey(i uint32) []byte {
	b := d.block(i)
	n, k := binary.Uvarint(b[1:]) // the first key shares nothing: its first byte is 0
	return b[1+k : 1+k+int(n)]
}

// seek returns a cursor whose next term is the first that is not below key.
func (d *dict) seek(key []byte) *dictCursor {
	blocks := (d.terms + dictBlock - 1) / dictBlock
	i := sort.Search(int(blocks), func(i int) bool { return bytes.Compare(d.firstKey(uint32(i)), key) > 0 })
	c := &dictCursor{d: d}
	if i == 0 {
		c.ordinal = 0
	} else {
		c.ordinal = uint32(i-1) * dictBlock
	}
	for {
		at := *c
		at.key = append([]byte(nil), c.key...)
		if !c.next() || bytes.Compare(c.key, key) >= 0 {
			return &at
		}
	}
}

// at returns a cursor whose next term has the given ordinal.
func (d *dict) at(ordinal uint32) *dictCursor {
	c := &dictCursor{d: d, ordinal: ordinal - ordinal%dictBlock}
	for c.ordinal < ordinal && c.next() {
		continue
	}
	return c
}

// get looks a key up.
func (d *dict) get(key []byte) (entry, bool) {
	blocks := (d.terms + dictBlock - 1) / dictBlock
	i := sort.Search(int(blocks), func(i int) bool { return bytes.Compare(d.firstKey(uint32(i)), key) > 0 })
	if i == 0 {
		return entry{}, false
	}
	first := uint32(i-1) * dictBlock
	c := dictCursor{d: d, ordinal: first}
	for c.ordinal < first+dictBlock && c.next() {
		switch bytes.Compare(c.key, key) {
		case 0:
			return c.entry, true
		case 1:
			return entry{}, false
		}
	}
	return entry{}, false
}

// next reads the next term into key and entry, and says whether there was one.
func (c *dictCursor) next() bool {
	if c.ordinal >= c.d.terms {
		return false
	}
	if c.ordinal%dictBlock == 0 {
		c.rest = c.d.block(c.ordinal / dictBlock)
	}
	shared := c.uvarint()
	n := c.uvarint()
	c.key = append(c.key[:shared], c.rest[:n]...)
	c.rest = c.rest[n:]
	e := entry{docs: uint32(c.uvarint())}
	if e.docs == 1 {
		e.doc = uint32(c.uvarint())
		e.freq = uint16(c.uvarint())
	} else {
		e.offset = c.uvarint()
	}
	if rank := c.uvarint(); rank > 0 {
		e.ranked, e.rank, e.occurs = true, uint32(rank-1), c.uvarint()
	}
	c.entry = e
	c.ordinal++
	return true
}

func (c *dictCursor) uvarint() uint64 {
	if b := c.rest[0]; b < 0x80 {
		c.rest = c.rest[1:]
		return uint64(b)
	}
	v, n := binary.Uvarint(c.rest)
	c.rest = c.rest[n:]
	return v
}
