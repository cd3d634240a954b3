package segment

import "encoding/binary"

// List is a posting list in a segment file. The zero List is empty.
type List struct {
	n    int    // documents
	data []byte // the list, to the end of the section
	doc  uint32 // the single posting of a list of one, which has no data
	freq uint16
}

// Len returns the number of documents.
func (l List) Len() int { return l.n }

// blocks returns the number of blocks, the short last one included.
func (l List) blocks() int { return (l.n + blockSize - 1) / blockSize }

// End is the document number that a cursor has when it is past its last posting.
const End = ^uint32(0)

// Cursor walks a posting list in the order of document numbers. Use Open to begin; it is for one goroutine.
type Cursor struct {
	list    List
	body    []byte // behind the skip entries
	block   int    // of the postings in docs
	pos     int    // in docs
	count   int    // valid entries of docs
	packed  []byte // frequencies not yet unpacked, nil when freqs is valid
	packedW int
	docs    [blockSize]uint32
	freqs   [blockSize]uint32
	front   int // block that Bound looks at
}

// Open places the cursor on the first posting of the list.
func (c *Cursor) Open(l List) {
	c.list, c.block, c.pos, c.front = l, -1, 0, 0
	c.count, c.packed = 0, nil
	switch {
	case l.n == 0:
	case l.n == 1 && l.data == nil:
		c.docs[0], c.freqs[0], c.count, c.block = l.doc, uint32(l.freq), 1, 0
		return
	case l.n < blockSize:
		c.decodeVarints(l.data, ^uint32(0), l.n)
		c.block = 0
		return
	default:
		c.body = l.data[l.blocks()*skipSize:]
	}
	c.load(0)
}

// Doc returns the document of the current posting, End when there is none.
func (c *Cursor) Doc() uint32 {
	if c.pos >= c.count {
		return End
	}
	return c.docs[c.pos]
}

// Freq returns the weighted frequency of the current posting.
func (c *Cursor) Freq() uint32 {
	if c.packed != nil {
		unpack(c.packed, c.packedW, 1, &c.freqs)
		c.packed = nil
	}
	return c.freqs[c.pos]
}

// Next moves to the next posting and returns its document, End behind the last.
func (c *Cursor) Next() uint32 {
	c.pos++
	if c.pos < c.count {
		return c.docs[c.pos]
	}
	c.load(c.block + 1)
	return c.Doc()
}

// Seek moves to the first posting whose document is not below doc, never backwards, and returns that document.
func (c *Cursor) Seek(doc uint32) uint32 {
	if c.pos >= c.count {
		return End
	}
	if c.docs[c.count-1] < doc {
		if c.list.n < blockSize {
			c.pos = c.count
			return End
		}
		b := max(c.block+1, c.front)
		for b < c.list.blocks() && c.last(b) < doc {
			b++
		}
		c.load(b)
		if c.count == 0 {
			return End
		}
	}
	// Branch-free halving beats a linear walk in a block of 128.
	lo, n := c.pos, c.count-c.pos
	for n > 1 {
		half := n >> 1
		if c.docs[lo+half-1] < doc {
			lo += half
		}
		n -= half
	}
	if c.docs[lo] < doc {
		lo++
	}
	c.pos = lo
	return c.docs[lo]
}

// Documents returns the documents of the postings from the current one to the end of its block, as Block does, without
// their frequencies.
func (c *Cursor) Documents() []uint32 { return c.docs[c.pos:c.count] }

// Block returns the postings from the current one to the end of its block: documents and frequencies, which stay valid
// until the cursor moves. It is empty at the end of the list.
func (c *Cursor) Block() (docs, freqs []uint32) {
	if c.pos >= c.count {
		return nil, nil
	}
	c.Freq()
	return c.docs[c.pos:c.count], c.freqs[c.pos:c.count]
}

// Read moves to the beginning of a block, numbered as Blocks does, and returns its postings as Block does.
func (c *Cursor) Read(block int) (docs, freqs []uint32) {
	if c.list.n >= blockSize && c.block != block {
		c.load(block)
	}
	c.pos = 0
	return c.Block()
}

// Skip passes over the next n postings of the current block.
func (c *Cursor) Skip(n int) {
	c.pos += n - 1
	c.Next()
}

// Blocks returns the blocks, first to before end, that may have postings in documents [from, to). A short list is one block,
// numbered 0, without a Frontier. Calls must not go backwards.
func (c *Cursor) Blocks(from, to uint32) (first, end int) {
	if c.list.n < blockSize {
		if c.count == 0 || c.docs[c.count-1] < from || c.docs[0] >= to {
			return 0, 0
		}
		return 0, 1
	}
	blocks := c.list.blocks()
	for c.front < blocks && c.last(c.front) < from {
		c.front++
	}
	end = c.front
	for end < blocks && (end == 0 || c.last(end-1)+1 < to) {
		end++
	}
	return c.front, end
}

// Frontier returns the bounds of a block's postings: every one has, for one of the points, at most its frequency and at
// least its length.
func (c *Cursor) Frontier(block int) [frontSize]Point {
	if c.list.n < blockSize {
		return [frontSize]Point{{Freq: MaxFrequency}, {Freq: MaxFrequency}, {Freq: MaxFrequency}}
	}
	var out [frontSize]Point
	e := c.list.data[block*skipSize+8:]
	for i := range out {
		out[i] = Point{binary.LittleEndian.Uint16(e[4*i:]), binary.LittleEndian.Uint16(e[4*i+2:])}
	}
	return out
}

// Point bounds postings: their frequency is at most Freq and their documents' length at least Length.
type Point struct{ Freq, Length uint16 }

func (c *Cursor) last(block int) uint32 {
	return binary.LittleEndian.Uint32(c.list.data[block*skipSize:])
}

// load makes the given block the current one; past the last, the cursor is at its end.
func (c *Cursor) load(block int) {
	c.pos, c.count, c.packed = 0, 0, nil
	if c.list.n < blockSize || block >= c.list.blocks() {
		return
	}
	c.block = block
	prev := ^uint32(0)
	if block > 0 {
		prev = c.last(block - 1)
	}
	src := c.body[binary.LittleEndian.Uint32(c.list.data[block*skipSize+4:]):]
	if rest := c.list.n - block*blockSize; rest < blockSize {
		c.decodeVarints(src, prev, rest)
		return
	}
	dw, fw := int(src[0]), int(src[1])
	unpack(src[2:], dw, 1, &c.docs)
	for i, gap := range c.docs {
		prev += gap
		c.docs[i] = prev
	}
	c.packed, c.packedW, c.count = src[2+16*dw:], fw, blockSize
}

func (c *Cursor) decodeVarints(src []byte, prev uint32, n int) {
	for i := range n {
		gap, k := binary.Uvarint(src)
		freq, m := binary.Uvarint(src[k:])
		src = src[k+m:]
		prev += uint32(gap) + 1
		c.docs[i], c.freqs[i] = prev, uint32(freq)+1
	}
	c.count, c.packed = n, nil
}

// All decodes the whole list, appending to docs and freqs.
func (l List) All(docs []uint32, freqs []uint16) ([]uint32, []uint16) {
	var c Cursor
	for c.Open(l); ; {
		d, f := c.Block()
		if len(d) == 0 {
			return docs, freqs
		}
		docs = append(docs, d...)
		for _, v := range f {
			freqs = append(freqs, uint16(v))
		}
		c.Skip(len(d))
	}
}
