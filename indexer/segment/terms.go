package segment

import (
	"bytes"
	"math/bits"
	"slices"
)

// PlainTerm is the first byte of terms that have no levels, such as the canonical terms of dates. All other terms hold a
// 0x00 byte between their two levels.
const PlainTerm = 0x01

// levels returns the length of the folded level of a key (field byte and term), 0 for a plain term or a set's own key.
func levels(key []byte) int {
	if len(key) > 1 && key[1] == PlainTerm {
		return 0
	}
	return max(bytes.IndexByte(key[1:], 0), -1) + 1
}

// isSet says whether a key stands for the union of the terms of one folded form.
func isSet(key []byte) bool {
	return len(key) > 1 && key[1] != PlainTerm && bytes.IndexByte(key[1:], 0) < 0
}

// termRecord is a term whose postings are written and whose dictionary entry waits for its rank.
type termRecord struct {
	keyEnd uint32 // its key ends here in the arena, and begins where the one before it ends
	entry  entry
	unused bool // a place kept for a set that turned out to have one member
}

// termWriter takes the terms of a segment in byte order with their postings, writes the postings, adds the sets, and at
// the end gives out ranks and writes the dictionary.
type termWriter struct {
	w       *fileWriter
	enc     postingsEncoder
	buf     []byte
	off     uint64
	records []termRecord
	arena   []byte
	fields  []fieldMeta
	tally   unionTally

	group     int // record of the open set, −1 for none
	groupKey  []byte
	groupSize int
}

func newTermWriter(w *fileWriter, lengths []uint16) *termWriter {
	t := &termWriter{w: w, group: -1, enc: postingsEncoder{lengths: lengths}}
	t.tally.freqs = make([]uint32, len(lengths))
	t.tally.words = make([]uint64, (len(lengths)+63)/64)
	w.begin(secPostings)
	return t
}

// add writes a term and returns the number of its record. occurs is how often it stands in forward sequences.
func (t *termWriter) add(key []byte, docs []uint32, freqs []uint16, occurs uint64) int {
	n := levels(key)
	if t.group >= 0 && (n == 0 || !bytes.Equal(key[:n], t.groupKey)) {
		t.endGroup()
	}
	if n > 0 && t.group < 0 {
		t.group, t.groupSize = len(t.records), 0
		t.groupKey = append(t.groupKey[:0], key[:n]...)
		t.record(t.groupKey, entry{}, true)
	}
	if n > 0 {
		t.groupSize++
		t.tally.add(docs, freqs)
	}
	e := t.write(docs, freqs)
	e.ranked, e.occurs = occurs > 0, occurs
	return t.record(key, e, false)
}

func (t *termWriter) record(key []byte, e entry, unused bool) int {
	t.arena = append(t.arena, key...)
	t.records = append(t.records, termRecord{uint32(len(t.arena)), e, unused})
	return len(t.records) - 1
}

// write appends a posting list to the section and returns the entry that points at it.
func (t *termWriter) write(docs []uint32, freqs []uint16) entry {
	e := entry{docs: uint32(len(docs))}
	if len(docs) == 1 {
		e.doc, e.freq = docs[0], freqs[0]
		return e
	}
	e.offset = t.off
	t.buf = t.enc.appendList(t.buf[:0], docs, freqs)
	t.w.write(t.buf)
	t.off += uint64(len(t.buf))
	return e
}

func (t *termWriter) endGroup() {
	docs, freqs := t.tally.take()
	if t.groupSize > 1 {
		t.records[t.group].entry = t.write(docs, freqs)
		t.records[t.group].unused = false
	}
	t.group = -1
}

// finish writes what is left and the dictionary. It returns the rank of each record.
func (t *termWriter) finish(layout Layout) []uint32 {
	if t.group >= 0 {
		t.endGroup()
	}
	var zero [slack]byte
	t.w.write(zero[:])
	t.w.end()
	ranks, order := t.rank()
	var d dictWriter
	ordinals := make([]uint32, len(t.records))
	start := uint32(0)
	for i, r := range t.records {
		key := t.arena[start:r.keyEnd]
		start = r.keyEnd
		if r.unused {
			continue
		}
		r.entry.rank = ranks[i]
		ordinals[i] = d.n
		t.count(layout, key[0], d.n)
		d.add(key, r.entry)
	}
	t.w.section(secDictBlocks, d.blocks)
	t.w.section(secDictIndex, d.index)
	t.w.begin(secRanks)
	for _, i := range order {
		t.w.u32(ordinals[i])
	}
	t.w.end()
	return ranks
}

// count notes that the term with the given ordinal belongs to a field.
func (t *termWriter) count(layout Layout, field byte, ordinal uint32) {
	for len(t.fields) <= int(field) {
		t.fields = append(t.fields, fieldMeta{Name: layout.Fields[len(t.fields)], First: ordinal})
	}
	t.fields[field].Terms++
}

// rank numbers the records that stand in forward sequences, commonest first; equals in byte order.
func (t *termWriter) rank() (ranks []uint32, order []int) {
	for i, r := range t.records {
		if r.entry.ranked {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := t.records[a].entry.occurs, t.records[b].entry.occurs
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	ranks = make([]uint32, len(t.records))
	for rank, i := range order {
		ranks[i] = uint32(rank)
	}
	return ranks, order
}

// unionTally adds up posting lists.
type unionTally struct {
	freqs    []uint32 // a document
	words    []uint64 // documents that have a posting
	from, to int      // words in use
	docs     []uint32
	out      []uint16
}

func (u *unionTally) add(docs []uint32, freqs []uint16) {
	if len(docs) == 0 {
		return
	}
	first, last := int(docs[0]>>6), int(docs[len(docs)-1]>>6)+1
	if u.to == 0 {
		u.from, u.to = first, last
	} else {
		u.from, u.to = min(u.from, first), max(u.to, last)
	}
	for i, d := range docs {
		u.freqs[d] += uint32(freqs[i])
		u.words[d>>6] |= 1 << (d & 63)
	}
}

// take returns the sums, valid until the next call, and begins anew.
func (u *unionTally) take() ([]uint32, []uint16) {
	u.docs, u.out = u.docs[:0], u.out[:0]
	for w := u.from; w < u.to; w++ {
		for word := u.words[w]; word != 0; word &= word - 1 {
			d := uint32(w<<6 + bits.TrailingZeros64(word))
			u.docs = append(u.docs, d)
			u.out = append(u.out, uint16(min(u.freqs[d], MaxFrequency)))
			u.freqs[d] = 0
		}
		u.words[w] = 0
	}
	u.from, u.to = 0, 0
	return u.docs, u.out
}
