package segment

import (
	"encoding/binary"
	"fmt"
	"os"
	"sort"
	"sync"
	"sync/atomic"

	mmap "github.com/blevesearch/mmap-go"
	"github.com/klauspost/compress/zstd"
)

// Segment is an open segment file. All methods but Close are safe for concurrent use; slices that it returns lie in the
// mapped file and must not be changed, nor used after the last reference is gone.
type Segment struct {
	path string
	data []byte // the whole file, mapped
	meta *meta
	refs atomic.Int64
	dict dict
	off  sections

	fields  map[string]int
	decOnce sync.Once
	dec     *zstd.Decoder
	decErr  error
}

// sections are the parts of the file that are looked at often.
type sections struct {
	ids, idOff, idSorted, heads, headsOff, stored, storedOff, forward, forwardOff, lengths, postings, ranks, pages, pairs []byte
	numbers                                                                                                               [][]byte
	keywords                                                                                                              []keywordSections
}

type keywordSections struct{ values, valueOff, offsets, ords []byte }

// OpenFile maps a segment file. Close gives up the one reference that the caller gets.
func OpenFile(path string) (*Segment, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open segment: %w", err)
	}
	defer f.Close()
	data, err := mmap.Map(f, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("%w: map %s: %w", ErrDamaged, path, err)
	}
	s := &Segment{path: path, data: data}
	s.refs.Store(1)
	if s.meta, err = readMeta(data); err == nil {
		err = s.lay()
	}
	if err != nil {
		_ = data.Unmap()
		return nil, fmt.Errorf("open segment %s: %w", path, err)
	}
	return s, nil
}

// lay finds the sections and checks that they are as long as the number of documents demands.
func (s *Segment) lay() error {
	docs := uint64(s.meta.Docs)
	var bad error
	get := func(name string, size uint64) []byte {
		p, ok := s.meta.Sections[name]
		if !ok || size > 0 && p.Len != size {
			bad = fmt.Errorf("%w: section %s is missing or of the wrong length", ErrDamaged, name)
			return nil
		}
		return s.data[p.Off : p.Off+p.Len : p.Off+p.Len]
	}
	s.off = sections{
		ids: get(secIDs, 0), idOff: get(secIDOffsets, 4*(docs+1)), idSorted: get(secIDSorted, 4*docs),
		heads: get(secHeads, 0), headsOff: get(secHeadsOff, 8*(docs+1)), stored: get(secStored, 0), storedOff: get(secStoredOff, 8*(docs+1)),
		forward: get(secForward, 0), forwardOff: get(secForwardOff, 4*(docs+1)), lengths: get(secLengths, 2*docs),
		postings: get(secPostings, 0), ranks: get(secRanks, 4*uint64(s.meta.Ranked)), pages: get(secPages, 0), pairs: get(secPairs, 0),
	}
	blocks := (uint64(s.meta.Terms) + dictBlock - 1) / dictBlock
	s.dict = dict{blocks: get(secDictBlocks, 0), index: get(secDictIndex, 4*blocks), terms: s.meta.Terms}
	for i := range s.meta.Numbers {
		s.off.numbers = append(s.off.numbers, get(fmt.Sprintf(secNumber, i), 8*docs))
	}
	for i := range s.meta.Keywords {
		s.off.keywords = append(s.off.keywords, keywordSections{
			get(fmt.Sprintf(secKeyValues, i), 0), get(fmt.Sprintf(secKeyValuesOff, i), 0),
			get(fmt.Sprintf(secKeyOffsets, i), 4*(docs+1)), get(fmt.Sprintf(secKeyOrdinals, i), 0)})
	}
	s.fields = map[string]int{}
	for i, f := range s.meta.Fields {
		s.fields[f.Name] = i
	}
	if bad == nil {
		bad = s.checkPages()
	}
	return bad
}

func u32at(b []byte, i uint32) uint32 { return binary.LittleEndian.Uint32(b[4*uint64(i):]) }
func u64at(b []byte, i uint32) uint64 { return binary.LittleEndian.Uint64(b[8*uint64(i):]) }

// Docs returns the number of documents, deleted ones included.
func (s *Segment) Docs() uint32 { return s.meta.Docs }

// Tokens returns the number of syllables and words in the forward sequences.
func (s *Segment) Tokens() uint64 { return s.meta.Tokens }

// TextBytes returns the size of the documents' text.
func (s *Segment) TextBytes() uint64 { return s.meta.TextBytes }

// LengthSum returns the sum of the documents' weighted lengths.
func (s *Segment) LengthSum() uint64 { return s.meta.LengthSum }

// Terms returns the number of terms in the dictionary, sets included.
func (s *Segment) Terms() int { return int(s.meta.Terms) }

// Ranked returns the number of ranks.
func (s *Segment) Ranked() uint32 { return s.meta.Ranked }

// ID returns the id of a document.
func (s *Segment) ID(doc uint32) []byte {
	return s.off.ids[u32at(s.off.idOff, doc):u32at(s.off.idOff, doc+1)]
}

// Find returns the document with an id.
func (s *Segment) Find(id string) (uint32, bool) {
	n := int(s.meta.Docs)
	i := sort.Search(n, func(i int) bool { return string(s.ID(u32at(s.off.idSorted, uint32(i)))) >= id })
	if i == n {
		return 0, false
	}
	doc := u32at(s.off.idSorted, uint32(i))
	return doc, string(s.ID(doc)) == id
}

// Length returns the weighted length of a document.
func (s *Segment) Length(doc uint32) uint16 { return binary.LittleEndian.Uint16(s.off.lengths[2*doc:]) }

// Number returns a document's value in a number column.
func (s *Segment) Number(column int, doc uint32) int64 {
	return int64(u64at(s.off.numbers[column], doc))
}

// KeywordValues returns the values of a keyword column in byte order; a value's ordinal is its index.
func (s *Segment) KeywordValues(column int) []string {
	k := s.off.keywords[column]
	out := make([]string, max(len(k.valueOff)/4-1, 0))
	for i := range out {
		out[i] = string(k.values[u32at(k.valueOff, uint32(i)):u32at(k.valueOff, uint32(i)+1)])
	}
	return out
}

// AppendKeywords appends the ordinals of a document's values in a keyword column.
func (s *Segment) AppendKeywords(dst []uint32, column int, doc uint32) []uint32 {
	k := s.off.keywords[column]
	for i, end := u32at(k.offsets, doc), u32at(k.offsets, doc+1); i < end; i++ {
		dst = append(dst, u32at(k.ords, i))
	}
	return dst
}

// Head returns the head of the stored bytes of a document.
func (s *Segment) Head(doc uint32) []byte {
	return s.off.heads[u64at(s.off.headsOff, doc):u64at(s.off.headsOff, doc+1)]
}

// Stored appends the stored bytes of a document to dst.
func (s *Segment) Stored(dst []byte, doc uint32) ([]byte, error) {
	s.decOnce.Do(func() { s.dec, s.decErr = newDecoder(s.StoredDictionary()) })
	if s.decErr != nil {
		return nil, s.decErr
	}
	out, err := s.dec.DecodeAll(s.frame(doc), append(dst, s.Head(doc)...))
	if err != nil {
		return nil, fmt.Errorf("%w: stored article %d of %s: %w", ErrDamaged, doc, s.path, err)
	}
	return out, nil
}

func (s *Segment) frame(doc uint32) []byte {
	return s.off.stored[u64at(s.off.storedOff, doc):u64at(s.off.storedOff, doc+1)]
}

// StoredDictionary returns the dictionary that stored documents are compressed with.
func (s *Segment) StoredDictionary() []byte {
	p := s.meta.Sections[secStoredDict]
	return s.data[p.Off : p.Off+p.Len]
}

// Forward returns the forward sequence of a document.
func (s *Segment) Forward(doc uint32) Forward { return Forward{data: s.ForwardCodes(doc)} }

// ForwardCodes returns the forward sequence of a document as it is stored: little-endian 16-bit codes, Break for the end
// of a part, and for most terms CodeOf their rank.
func (s *Segment) ForwardCodes(doc uint32) []byte {
	return s.off.forward[2*uint64(u32at(s.off.forwardOff, doc)) : 2*uint64(u32at(s.off.forwardOff, doc+1))]
}

// CodeOf returns the code of a rank in forward sequences; ok is false when the rank takes an escape sequence.
func CodeOf(rank uint32) (code uint16, ok bool) {
	return uint16(rank) + firstRank, rank < wideRank
}

// TermInfo is what the dictionary knows of a term.
type TermInfo struct {
	Term []byte // without the field; valid until the next call
	List List
	Rank uint32 // valid if Ranked
	// Ranked says that the term stands in forward sequences.
	Ranked bool
	Occurs uint64 // times in forward sequences
}

// Lookup finds a term of a field, or with a folded form that has no 0x00 byte the set of its terms, if it has two or
// more.
func (s *Segment) Lookup(field int, term []byte) (TermInfo, bool) {
	var buf [64]byte
	key := append(append(buf[:0], byte(field)), term...)
	e, ok := s.dict.get(key)
	if !ok {
		return TermInfo{}, false
	}
	return s.info(term, e), true
}

func (s *Segment) info(term []byte, e entry) TermInfo {
	return TermInfo{Term: term, List: s.list(e), Rank: e.rank, Ranked: e.ranked, Occurs: e.occurs}
}

func (s *Segment) list(e entry) List {
	if e.docs == 1 {
		return List{n: 1, doc: e.doc, freq: e.freq}
	}
	return List{n: int(e.docs), data: s.off.postings[e.offset:]}
}

// Prefix calls visit for each term of a field that begins with prefix, in byte order, until it returns false. Sets are
// left out.
func (s *Segment) Prefix(field int, prefix []byte, visit func(TermInfo) bool) {
	key := append([]byte{byte(field)}, prefix...)
	for c := s.dict.seek(key); c.next(); {
		if len(c.key) < len(key) || string(c.key[:len(key)]) != string(key) {
			return
		}
		if !isSet(c.key) && !visit(s.info(c.key[1:], c.entry)) {
			return
		}
	}
}

// TermOf returns the term of field 0 that has a rank.
func (s *Segment) TermOf(rank uint32) []byte {
	c := s.dict.at(u32at(s.off.ranks, rank))
	c.next()
	return c.key[1:]
}
