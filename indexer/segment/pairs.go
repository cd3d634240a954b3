package segment

import (
	"encoding/binary"
	"fmt"
	"math/bits"
)

// PageDocs is the number of documents of a page: the pair lists cover so many documents each, beginning at a multiple of
// it. Only the last page of a segment has fewer.
const PageDocs = 1 << pageShift

const (
	pageShift   = 12
	slotBits    = 21 // of PairSlots
	minPageBits = 6
	maxPageBits = 15
	// pageDensity is about how many entries a list of a page has: fewer would cost more in offsets, more would tell less.
	pageDensity = 48
	// spillAt is how many entries of a page are held before they are put into lists, far more than fill a page of the largest width:
	// whatever the documents' length, a page takes some 130 MB for them and a byte for each entry of its lists.
	spillAt = 8 << 20
	// longGap stands for so many documents passed over, without one that is in the list.
	longGap = 255
)

// pageMeta says where a page of pair lists lies in its section: first 2^bits+1 offsets, u32 from where the lists begin,
// then the lists. A list is a byte for each document: how many documents lie between it and the one before it.
type pageMeta struct {
	Off  uint64 `json:"o"`
	Bits uint   `json:"b"`
}

// pairWriter writes the pair lists of a segment page by page, and counts the documents of each slot of the pair table.
type pairWriter struct {
	w       *fileWriter
	docs    uint32   // of the open page
	entries []uint64 // slot and document of each pair, in the order of documents
	sorted  []uint64
	seen    []uint64      // by the low bits of a slot: which list and document had it last
	counts  []uint32      // by slot
	spilled []spilledList // of the open page, if it has more entries than are held
	spill   int           // entries to hold
	buf     []byte
	pages   []pageMeta
}

// spilledList is the beginning of a list, and its last document.
type spilledList struct {
	data []byte
	last int
}

func newPairWriter(w *fileWriter) *pairWriter {
	w.begin(secPages)
	return &pairWriter{w: w, counts: make([]uint32, PairSlots), spill: spillAt}
}

// add notes that the open document has a pair of terms, given by the hashes of their folded levels.
func (p *pairWriter) add(a, b uint32) {
	p.entries = append(p.entries, uint64(pairHash(a, b))<<pageShift|uint64(p.docs))
}

func (p *pairWriter) endDoc() {
	if p.docs++; p.docs == PageDocs {
		p.flush()
	} else if len(p.entries) >= p.spill {
		p.putAside()
	}
}

// flush writes the page. Its entries are sorted by list; a list holds the slots whose upper bits are its number.
func (p *pairWriter) flush() {
	width := uint(maxPageBits)
	if p.spilled == nil {
		width = uint(min(max(bits.Len(uint(len(p.entries)/pageDensity)), minPageBits), maxPageBits))
	} else {
		p.putAside()
	}
	begin := p.sort(width)
	offsets := make([]byte, 0, 4*len(begin))
	p.buf = p.buf[:0]
	for i := range 1 << width {
		offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(p.buf)))
		if p.spilled != nil {
			p.buf = append(p.buf, p.spilled[i].data...)
			continue
		}
		p.buf, _ = p.list(p.buf, -1, uint64(i)+1, p.sorted[begin[i]:begin[i+1]])
	}
	offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(p.buf)))
	p.pages = append(p.pages, pageMeta{Off: p.w.off - p.w.begun, Bits: width})
	p.w.write(offsets)
	p.w.write(p.buf)
	p.entries, p.docs, p.spilled = p.entries[:0], 0, nil
}

// sort sorts the entries by the lists of a page of a width, into p.sorted, and returns where each list begins.
func (p *pairWriter) sort(width uint) (begin []uint32) {
	shift := pageShift + slotBits - width
	begin = make([]uint32, 1<<width+1)
	for _, e := range p.entries {
		begin[e>>shift+1]++
	}
	for i := range 1 << width {
		begin[i+1] += begin[i]
	}
	if cap(p.sorted) < len(p.entries) {
		p.sorted = make([]uint64, len(p.entries))
	}
	p.sorted = p.sorted[:len(p.entries)]
	next := append([]uint32(nil), begin...)
	for _, e := range p.entries {
		p.sorted[next[e>>shift]] = e
		next[e>>shift]++
	}
	p.seen = append(p.seen[:0], make([]uint64, 1<<(slotBits-width))...)
	return begin
}

// putAside puts the entries so far, of whole documents, into the lists of a page of the largest width.
func (p *pairWriter) putAside() {
	if p.spilled == nil {
		p.spilled = make([]spilledList, 1<<maxPageBits)
		for i := range p.spilled {
			p.spilled[i].last = -1
		}
	}
	begin := p.sort(maxPageBits)
	for i := range p.spilled {
		l := &p.spilled[i]
		l.data, l.last = p.list(l.data, l.last, uint64(i)+1, p.sorted[begin[i]:begin[i+1]])
	}
	p.entries = p.entries[:0]
}

// list appends entries to a list whose last document is given, and counts their documents by slot. It returns the last document.
func (p *pairWriter) list(dst []byte, last int, number uint64, entries []uint64) ([]byte, int) {
	for _, e := range entries {
		slot, doc := e>>pageShift, int(e%PageDocs)
		mark := &p.seen[slot%uint64(len(p.seen))]
		if stamp := number<<pageShift | uint64(doc); *mark != stamp {
			*mark = stamp
			p.counts[slot]++
		}
		if doc == last {
			continue
		}
		gap := doc - last - 1
		for ; gap >= longGap; gap -= longGap {
			dst = append(dst, longGap)
		}
		dst = append(dst, byte(gap))
		last = doc
	}
	return dst, last
}

// finish writes what is left and the pair table.
func (p *pairWriter) finish(m *meta) {
	if p.docs > 0 {
		p.flush()
	}
	p.w.end()
	m.Pages = p.pages
	var buf []byte
	last := -1
	p.w.begin(secPairs)
	for i, n := range p.counts {
		if n == 0 {
			continue
		}
		buf = binary.AppendUvarint(buf[:0], uint64(i-last))
		buf = binary.AppendUvarint(buf, uint64(n))
		last = i
		p.w.write(buf)
	}
	p.w.end()
}

// checkPages says whether the pages lie within their section.
func (s *Segment) checkPages() error {
	if want := (int(s.meta.Docs) + PageDocs - 1) / PageDocs; len(s.meta.Pages) != want {
		return fmt.Errorf("%w: %d pages of pairs instead of %d", ErrDamaged, len(s.meta.Pages), want)
	}
	for _, p := range s.meta.Pages {
		if p.Bits < minPageBits || p.Bits > maxPageBits || p.Off > uint64(len(s.off.pages)) || uint64(len(s.off.pages))-p.Off < 4<<p.Bits+4 {
			return fmt.Errorf("%w: a page of pairs lies outside its section", ErrDamaged)
		}
	}
	return nil
}

// PairDocs is a list of documents of one page that may have a pair. It has every one that does, and a few others whose
// pairs share the list: about one in a hundred of all documents.
type PairDocs struct {
	data []byte
	last uint32 // the document before the next, less one where the page begins
}

// PairDocs returns the documents of a page that may have the pairs of a slot of the pair table.
func (s *Segment) PairDocs(page int, slot uint32) PairDocs {
	p := s.meta.Pages[page]
	list := slot >> (slotBits - p.Bits)
	offsets := s.off.pages[p.Off:]
	lists := offsets[4<<p.Bits+4:]
	return PairDocs{lists[u32at(offsets, list):u32at(offsets, list+1)], uint32(page)<<pageShift - 1}
}

// Empty says whether no document is left.
func (p *PairDocs) Empty() bool { return len(p.data) == 0 }

// Below appends the next documents whose numbers are below to.
func (p *PairDocs) Below(dst []uint32, to uint32) []uint32 {
	data, last := p.data, p.last
	for len(data) > 0 {
		doc, n := last+1, 0
		for ; n < len(data) && data[n] == longGap; n++ {
			doc += longGap
		}
		if n == len(data) {
			data = nil
			break
		}
		if doc += uint32(data[n]); doc >= to {
			break
		}
		dst = append(dst, doc)
		data, last = data[n+1:], doc
	}
	p.data, p.last = data, last
	return dst
}

// AddPairs adds the segment's pair table to counts, which has PairSlots entries.
func (s *Segment) AddPairs(counts []uint32) {
	b, slot := s.off.pairs, -1
	for len(b) > 0 {
		gap, n := binary.Uvarint(b)
		docs, m := binary.Uvarint(b[max(n, 0):])
		if n <= 0 || m <= 0 {
			return
		}
		b = b[n+m:]
		slot += int(gap)
		if slot >= len(counts) {
			return
		}
		counts[slot] += uint32(docs)
	}
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
