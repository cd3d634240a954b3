package segment

import (
	"fmt"
	"slices"

	"github.com/klauspost/compress/zstd"
)

// Builder collects documents in memory and writes them as a segment file. It is for one goroutine. For each document call
// Begin, then the other methods in any order, then Finish.
type Builder struct {
	layout Layout
	terms  map[string]uint32 // field byte and term → number
	keys   []string          // by number

	freqs   []uint32 // by number: weighted frequency in the open document
	touched []uint32

	postTerm []uint32 // postings, document by document
	postFreq []uint16
	postEnd  []uint32
	forward  []uint32 // number+1, 0 for a break
	fwdEnd   []uint32

	ids      []string
	lengths  []uint16
	heads    []byte
	headEnd  []uint64
	stored   []byte
	stoEnd   []uint64
	numbers  [][]int64
	keywords []keywordColumn
	key      []byte

	meta meta
	dict []byte
	enc  *zstd.Encoder
}

// NewBuilder returns an empty Builder. Stored bytes are compressed with the given raw dictionary, which may be nil;
// segments of one index should share theirs, so that merging need not compress again.
func NewBuilder(layout Layout, dictionary []byte) (*Builder, error) {
	enc, err := newEncoder(dictionary)
	if err != nil {
		return nil, fmt.Errorf("segment builder: %w", err)
	}
	b := &Builder{layout: layout, terms: map[string]uint32{}, dict: dictionary, enc: enc}
	b.numbers = make([][]int64, len(layout.Numbers))
	b.keywords = make([]keywordColumn, len(layout.Keywords))
	return b, nil
}

// Docs returns the number of finished documents.
func (b *Builder) Docs() int { return len(b.ids) }

// Size estimates the bytes of memory that the collected documents take.
func (b *Builder) Size() int {
	return 6*cap(b.postTerm) + 4*cap(b.forward) + cap(b.heads) + cap(b.stored) + 150*len(b.keys) + 64*len(b.ids)
}

// Begin starts a document. Its id must differ from all others in the builder.
func (b *Builder) Begin(id string) {
	b.ids = append(b.ids, id)
	for i := range b.numbers {
		b.numbers[i] = append(b.numbers[i], 0)
	}
}

// Term returns the number of a term of a field in this builder. A term of two levels holds one 0x00 byte, any other
// begins with PlainTerm.
func (b *Builder) Term(field int, term []byte) uint32 {
	b.key = append(append(b.key[:0], byte(field)), term...)
	if n, ok := b.terms[string(b.key)]; ok {
		return n
	}
	n := uint32(len(b.keys))
	key := string(b.key)
	b.terms[key] = n
	b.keys = append(b.keys, key)
	b.freqs = append(b.freqs, 0)
	return n
}

// Add adds weight to the frequency of a term in the open document.
func (b *Builder) Add(term uint32, weight int) {
	if b.freqs[term] == 0 {
		b.touched = append(b.touched, term)
	}
	b.freqs[term] += uint32(weight)
}

// Append appends a term of field 0 to the forward sequence of the open document.
func (b *Builder) Append(term uint32) {
	b.forward = append(b.forward, term+1)
	b.meta.Tokens++
}

// Break marks the end of a part of the open document in its forward sequence: no phrase or pair goes across.
func (b *Builder) Break() { b.forward = append(b.forward, 0) }

// Number sets the value of a number column for the open document; it is 0 otherwise.
func (b *Builder) Number(column int, v int64) { b.numbers[column][len(b.ids)-1] = v }

// Keyword adds a value to a keyword column of the open document.
func (b *Builder) Keyword(column int, v string) { b.keywords[column].add(v) }

// Finish ends the open document. The stored bytes are kept in two pieces, of which the head can be read without
// decompressing the rest; length is the weighted number of its tokens, and textBytes
// the size of its text for statistics.
func (b *Builder) Finish(head, rest []byte, length, textBytes int) {
	for _, t := range b.touched {
		b.postTerm = append(b.postTerm, t)
		b.postFreq = append(b.postFreq, uint16(min(b.freqs[t], MaxFrequency)))
		b.freqs[t] = 0
	}
	b.touched = b.touched[:0]
	b.postEnd = append(b.postEnd, uint32(len(b.postTerm)))
	if n := len(b.forward); n > 0 && b.forward[n-1] != 0 {
		b.Break()
	}
	b.fwdEnd = append(b.fwdEnd, uint32(len(b.forward)))
	b.heads = append(b.heads, head...)
	b.headEnd = append(b.headEnd, uint64(len(b.heads)))
	b.stored = b.enc.EncodeAll(rest, b.stored)
	b.stoEnd = append(b.stoEnd, uint64(len(b.stored)))
	for i := range b.keywords {
		b.keywords[i].ends = append(b.keywords[i].ends, uint32(len(b.keywords[i].ords)))
	}
	length = min(length, MaxLength)
	b.lengths = append(b.lengths, uint16(length))
	b.meta.LengthSum += uint64(length)
	b.meta.TextBytes += uint64(textBytes)
}

// Write writes the collected documents to a new file.
func (b *Builder) Write(path string) error {
	w, err := createFile(path)
	if err != nil {
		return err
	}
	m := b.meta
	m.Docs = uint32(len(b.ids))
	ranks := b.writeTerms(w, &m)
	b.writeForward(w, ranks)
	w.sectionU16(secLengths, b.lengths)
	writeIDs(w, b.ids)
	w.section(secHeads, b.heads)
	w.ends(secHeadsOff, b.headEnd)
	w.section(secStored, b.stored)
	w.ends(secStoredOff, b.stoEnd)
	w.section(secStoredDict, b.dict)
	b.writePairs(w, &m)
	for i, col := range b.numbers {
		writeNumbers(w, i, col)
		m.Numbers = append(m.Numbers, columnMeta{b.layout.Numbers[i]})
	}
	for i := range b.keywords {
		b.keywords[i].write(w, i)
		m.Keywords = append(m.Keywords, columnMeta{b.layout.Keywords[i]})
	}
	return w.finish(&m)
}

// writeTerms inverts the postings, writes terms in byte order, and returns each term number's rank.
func (b *Builder) writeTerms(w *fileWriter, m *meta) []uint32 {
	order := make([]uint32, len(b.keys))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int {
		if b.keys[x] < b.keys[y] {
			return -1
		}
		return 1
	})
	begin := make([]uint32, len(b.keys)+1)
	for _, t := range b.postTerm {
		begin[t+1]++
	}
	for i := range b.keys {
		begin[i+1] += begin[i]
	}
	docs, freqs := b.invert(begin)
	occurs := make([]uint32, len(b.keys))
	for _, t := range b.forward {
		if t > 0 {
			occurs[t-1]++
		}
	}
	t := newTermWriter(w, b.lengths)
	records := make([]int, len(b.keys))
	var key []byte
	for _, n := range order {
		from, to := begin[n], begin[n+1]
		if from == to {
			continue
		}
		key = append(key[:0], b.keys[n]...)
		records[n] = t.add(key, docs[from:to], freqs[from:to], uint64(occurs[n]))
	}
	byRecord := t.finish(b.layout)
	fillTermMeta(m, t, b.layout)
	ranks := make([]uint32, len(b.keys))
	for n, r := range records {
		if len(byRecord) > 0 {
			ranks[n] = byRecord[r]
		}
	}
	return ranks
}

// invert sorts the postings by term; begin says where each term's start. It is left as it was.
func (b *Builder) invert(begin []uint32) ([]uint32, []uint16) {
	next := slices.Clone(begin)
	docs := make([]uint32, len(b.postTerm))
	freqs := make([]uint16, len(b.postTerm))
	at := uint32(0)
	for doc, end := range b.postEnd {
		for ; at < end; at++ {
			t := b.postTerm[at]
			docs[next[t]], freqs[next[t]] = uint32(doc), b.postFreq[at]
			next[t]++
		}
	}
	return docs, freqs
}

func fillTermMeta(m *meta, t *termWriter, layout Layout) {
	for len(t.fields) < len(layout.Fields) {
		t.fields = append(t.fields, fieldMeta{Name: layout.Fields[len(t.fields)]})
	}
	m.Fields = t.fields
	m.Terms, m.Ranked = 0, 0
	for _, r := range t.records {
		if !r.unused {
			m.Terms++
		}
		if r.entry.ranked {
			m.Ranked++
		}
	}
}

func (b *Builder) writeForward(w *fileWriter, ranks []uint32) {
	fw := forwardWriter{w: w}
	fw.open()
	at := uint32(0)
	for _, end := range b.fwdEnd {
		for ; at < end; at++ {
			if t := b.forward[at]; t == 0 {
				fw.code(Break)
			} else {
				fw.rank(ranks[t-1])
			}
		}
		fw.endDoc()
	}
	fw.close()
}

func (b *Builder) writePairs(w *fileWriter, m *meta) {
	fold := make([]uint32, len(b.keys))
	for i, k := range b.keys {
		fold[i] = foldHash([]byte(k[1:]))
	}
	p := newPairWriter(w)
	at := uint32(0)
	for _, end := range b.fwdEnd {
		for last := uint32(0); at < end; at++ {
			t := b.forward[at]
			if t > 0 && last > 0 {
				p.add(fold[last-1], fold[t-1])
			}
			last = t
		}
		p.endDoc()
	}
	p.finish(m)
}
