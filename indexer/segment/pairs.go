package segment

import "encoding/binary"

// pairCounter counts in how many documents each slot's pairs occur. The table is larger than the processor's caches, so
// pairs are first sorted into ranges of slots, and each range is counted at once.
type pairCounter struct {
	slots   []pairSlot
	ranges  [pairRanges][]pairEntry
	waiting int
}

const (
	pairRanges  = 64
	rangeSlots  = PairSlots / pairRanges
	pairWaiting = 1 << 19 // entries that are kept before they are counted
)

type (
	pairSlot  struct{ doc, docs uint32 } // last document that had it, and how many have
	pairEntry struct{ slot, doc uint32 }
)

func (p *pairCounter) init() { p.slots = make([]pairSlot, PairSlots) }

// count notes that document doc (from 1, never falling) has a pair.
func (p *pairCounter) count(a, b, doc uint32) {
	slot := pairHash(a, b)
	r := &p.ranges[slot/rangeSlots]
	*r = append(*r, pairEntry{slot, doc})
	if p.waiting++; p.waiting == pairWaiting {
		p.settle()
	}
}

// settle counts the entries that wait.
func (p *pairCounter) settle() {
	for i := range p.ranges {
		for _, e := range p.ranges[i] {
			if s := &p.slots[e.slot]; s.doc != e.doc {
				s.doc = e.doc
				s.docs++
			}
		}
		p.ranges[i] = p.ranges[i][:0]
	}
	p.waiting = 0
}

func (p *pairCounter) write(w *fileWriter) {
	p.settle()
	counts := make([]uint32, len(p.slots))
	for i, s := range p.slots {
		counts[i] = s.docs
	}
	writePairs(w, counts)
}

func writePairs(w *fileWriter, counts []uint32) {
	var buf []byte
	last := -1
	w.begin(secPairs)
	for i, n := range counts {
		if n == 0 {
			continue
		}
		buf = binary.AppendUvarint(buf[:0], uint64(i-last))
		buf = binary.AppendUvarint(buf, uint64(n))
		last = i
		w.write(buf)
	}
	w.end()
}

// foldHash hashes the folded level of a term.
func foldHash(term []byte) uint32 {
	h := uint32(2166136261) // FNV-1a, 32 bit
	for _, c := range term {
		if c == 0 {
			break
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func pairHash(a, b uint32) uint32 {
	h := uint64(a)*0x9E3779B97F4A7C15 + uint64(b)*0xC2B2AE3D27D4EB4F
	return uint32(h >> 43 & (PairSlots - 1))
}

// PairSlot returns the slot of the pair table that counts documents in which term b follows term a. Only the folded
// levels of the terms matter.
func PairSlot(a, b []byte) uint32 { return pairHash(foldHash(a), foldHash(b)) }
