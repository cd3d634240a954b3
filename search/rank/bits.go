package rank

import "math/bits"

// Bits is a set of documents of a segment.
type Bits []uint64

// NewBits returns an empty set for n documents.
func NewBits(n uint32) Bits { return make(Bits, (n+63)/64) }

// SetAll puts the first n documents in.
func (b Bits) SetAll(n uint32) {
	for i := range b {
		b[i] = ^uint64(0)
	}
	if n%64 != 0 {
		b[len(b)-1] = 1<<(n%64) - 1
	}
}

// Set puts a document in.
func (b Bits) Set(d uint32) { b[d>>6] |= 1 << (d & 63) }

// Clear takes a document out.
func (b Bits) Clear(d uint32) { b[d>>6] &^= 1 << (d & 63) }

// Has says whether a document is in.
func (b Bits) Has(d uint32) bool { return b[d>>6]>>(d&63)&1 != 0 }

// And keeps what is also in o.
func (b Bits) And(o Bits) {
	for i := range b {
		b[i] &= o[i]
	}
}

// Or adds what is in o.
func (b Bits) Or(o Bits) {
	for i := range b {
		b[i] |= o[i]
	}
}

// keep keeps what is among docs, in ascending order; the set begins with document from.
func (b Bits) keep(from uint32, docs []uint32) {
	word, at := uint64(0), 0
	flush := func(to int) {
		for ; at < to; at++ {
			b[at] &= word
			word = 0
		}
	}
	for _, d := range docs {
		flush(int((d - from) >> 6))
		word |= 1 << ((d - from) & 63)
	}
	flush(len(b))
}

// AndNot takes out what is in o.
func (b Bits) AndNot(o Bits) {
	for i := range b {
		b[i] &^= o[i]
	}
}

// Count returns the number of documents.
func (b Bits) Count() int {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	return n
}

// Each visits the documents in order until visit returns false.
func (b Bits) Each(visit func(d uint32) bool) {
	for i, w := range b {
		for ; w != 0; w &= w - 1 {
			if !visit(uint32(i<<6 + bits.TrailingZeros64(w))) {
				return
			}
		}
	}
}

// any says whether a document of [from, to) is in; from is a multiple of 64.
func (b Bits) any(from, to uint32) bool {
	for i := from >> 6; i < (to+63)>>6 && int(i) < len(b); i++ {
		if b[i] != 0 {
			return true
		}
	}
	return false
}
