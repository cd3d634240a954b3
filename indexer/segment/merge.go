package segment

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"github.com/RoaringBitmap/roaring/v2"
)

// dropped marks a document that a merge leaves out.
const dropped = ^uint32(0)

// ErrCancelled is returned when a merge is told to stop.
var ErrCancelled = errors.New("merge cancelled")

// MergeFiles writes a new segment file with the documents of several, in their order, but for those in drops, which has a
// bitmap or nil for each. It returns the new number of each document, or the highest uint64 for one that was left out.
// It stops with ErrCancelled when cancel is closed, and then, as with any error, leaves no file. A merge in which no
// document remains is an error.
func MergeFiles(layout Layout, segs []*Segment, drops []*roaring.Bitmap, path string, cancel <-chan struct{}) ([][]uint64, error) {
	m := &merger{layout: layout, segs: segs, cancel: cancel}
	if !m.number(drops) {
		return nil, errors.New("merge: no document remains")
	}
	w, err := createFile(path)
	if err != nil {
		return nil, err
	}
	m.w = w
	for _, step := range []func(){m.terms, m.forward, m.pairs, m.documents, m.columns} {
		if m.cancelled() {
			w.fail(ErrCancelled)
		}
		if w.err == nil {
			step()
		}
	}
	if err := w.finish(&m.meta); err != nil {
		return nil, err
	}
	return m.numbers(), nil
}

type merger struct {
	layout  Layout
	segs    []*Segment
	cancel  <-chan struct{}
	w       *fileWriter
	meta    meta
	newDoc  [][]uint32 // by segment and document
	lengths []uint16
	lost    [][]uint32 // by segment and rank: times it stands in dropped documents; nil if none is dropped
	ranks   [][]uint32 // by segment and rank: new rank
}

func (m *merger) cancelled() bool {
	select {
	case <-m.cancel:
		return true
	default:
		return false
	}
}

// number gives the remaining documents their new numbers and says whether there are any.
func (m *merger) number(drops []*roaring.Bitmap) bool {
	next := uint32(0)
	for i, s := range m.segs {
		docs := make([]uint32, s.Docs())
		var lost []uint32
		dropping := i < len(drops) && drops[i] != nil && !drops[i].IsEmpty()
		if dropping {
			lost = make([]uint32, s.Ranked())
		}
		for d := range docs {
			if dropping && drops[i].Contains(uint32(d)) {
				docs[d] = dropped
				for f := s.Forward(uint32(d)); ; {
					rank, ok := f.Next()
					if !ok {
						break
					}
					if rank != Gap {
						lost[rank]++
					}
				}
				continue
			}
			docs[d] = next
			next++
			m.lengths = append(m.lengths, s.Length(uint32(d)))
			m.meta.LengthSum += uint64(s.Length(uint32(d)))
		}
		m.newDoc = append(m.newDoc, docs)
		m.lost = append(m.lost, lost)
		m.ranks = append(m.ranks, make([]uint32, s.Ranked()))
	}
	m.meta.Docs = next
	return next > 0
}

func (m *merger) numbers() [][]uint64 {
	out := make([][]uint64, len(m.newDoc))
	for i, docs := range m.newDoc {
		out[i] = make([]uint64, len(docs))
		for d, n := range docs {
			out[i][d] = uint64(n)
			if n == dropped {
				out[i][d] = ^uint64(0)
			}
		}
	}
	return out
}

// terms merges the dictionaries and postings, and learns the new rank of every old one.
func (m *merger) terms() {
	heads := openSources(m.segs)
	t := newTermWriter(m.w, m.lengths)
	var places []place
	var one mergedTerm
	for n := 0; len(heads) > 0; n++ {
		if n%4096 == 0 && m.cancelled() {
			m.w.fail(ErrCancelled)
			return
		}
		m.gather(&heads, &one)
		if len(one.docs) == 0 {
			continue
		}
		record := t.add(one.key, one.docs, one.freqs, one.occurs)
		for _, p := range one.from {
			p.record = record
			places = append(places, p)
		}
	}
	ranks := t.finish(m.layout)
	fillTermMeta(&m.meta, t, m.layout)
	for _, p := range places {
		m.ranks[p.seg][p.rank] = ranks[p.record]
	}
}

// gather takes the smallest term off the heads of all segments that have it. A set comes out without documents.
func (m *merger) gather(heads *sources, t *mergedTerm) {
	t.key = append(t.key[:0], (*heads)[0].c.key...)
	t.docs, t.freqs, t.from, t.occurs = t.docs[:0], t.freqs[:0], t.from[:0], 0
	set := isSet(t.key)
	for len(*heads) > 0 && bytes.Equal((*heads)[0].c.key, t.key) {
		h := (*heads)[0]
		if e := h.c.entry; !set {
			t.docs, t.freqs = m.postings(h.seg, e, t.docs, t.freqs)
			if e.ranked {
				t.from = append(t.from, place{seg: h.seg, rank: e.rank})
				t.occurs += e.occurs
				if lost := m.lost[h.seg]; lost != nil {
					t.occurs -= uint64(lost[e.rank])
				}
			}
		}
		heads.next()
	}
}

// postings appends the remaining postings of a term of one segment under their new numbers.
func (m *merger) postings(seg int, e entry, docs []uint32, freqs []uint16) ([]uint32, []uint16) {
	from := len(docs)
	docs, freqs = m.segs[seg].list(e).All(docs, freqs)
	newDoc := m.newDoc[seg]
	to := from
	for i := from; i < len(docs); i++ {
		if n := newDoc[docs[i]]; n != dropped {
			docs[to], freqs[to] = n, freqs[i]
			to++
		}
	}
	return docs[:to], freqs[:to]
}

// pairs writes the pair lists. They are made anew from the forward sequences: documents have other numbers now.
func (m *merger) pairs() {
	p := newPairWriter(m.w)
	for i, s := range m.segs {
		fold := make([]uint32, s.Ranked())
		for rank := range fold {
			fold[rank] = foldHash(s.TermOf(uint32(rank)))
		}
		for d, n := range m.newDoc[i] {
			if n == dropped {
				continue
			}
			last := Gap
			for f := s.Forward(uint32(d)); ; {
				rank, ok := f.Next()
				if !ok {
					break
				}
				if rank != Gap && last != Gap {
					p.add(fold[last], fold[rank])
				}
				last = rank
			}
			p.endDoc()
		}
	}
	p.finish(&m.meta)
}

func (m *merger) forward() {
	fw := forwardWriter{w: m.w}
	fw.open()
	for i, s := range m.segs {
		ranks := m.ranks[i]
		for d, n := range m.newDoc[i] {
			if n == dropped {
				continue
			}
			for f := s.Forward(uint32(d)); ; {
				rank, ok := f.Next()
				if !ok {
					break
				}
				if rank == Gap {
					fw.code(Break)
					continue
				}
				fw.rank(ranks[rank])
				m.meta.Tokens++
			}
			fw.endDoc()
		}
	}
	fw.close()
	m.w.sectionU16(secLengths, m.lengths)
}

// documents writes ids and stored bytes. Those of segments that share the first one's dictionary are copied as they are.
func (m *merger) documents() {
	var ids []string
	for i, s := range m.segs {
		kept := uint64(0)
		for d, n := range m.newDoc[i] {
			if n != dropped {
				ids = append(ids, string(s.ID(uint32(d))))
				kept++
			}
		}
		m.meta.TextBytes += s.TextBytes() * kept / max(uint64(s.Docs()), 1)
	}
	writeIDs(m.w, ids)
	m.heads(len(ids))
	dictionary := m.segs[0].StoredDictionary()
	enc, err := newEncoder(dictionary)
	if err != nil {
		m.w.fail(err)
		return
	}
	ends := make([]uint64, 0, len(ids))
	end := uint64(0)
	var buf, frame []byte
	m.w.begin(secStored)
	for i, s := range m.segs {
		same := bytes.Equal(s.StoredDictionary(), dictionary)
		for d, n := range m.newDoc[i] {
			if n == dropped {
				continue
			}
			frame = s.frame(uint32(d))
			if !same {
				if buf, err = s.Stored(buf[:0], uint32(d)); err != nil {
					m.w.fail(err)
					return
				}
				frame = enc.EncodeAll(buf[len(s.Head(uint32(d))):], nil)
			}
			m.w.write(frame)
			end += uint64(len(frame))
			ends = append(ends, end)
		}
	}
	m.w.end()
	m.w.ends(secStoredOff, ends)
	m.w.section(secStoredDict, dictionary)
}

// heads copies the heads of docs stored documents.
func (m *merger) heads(docs int) {
	ends := make([]uint64, 0, docs)
	end := uint64(0)
	m.w.begin(secHeads)
	for i, s := range m.segs {
		for d, n := range m.newDoc[i] {
			if n == dropped {
				continue
			}
			head := s.Head(uint32(d))
			m.w.write(head)
			end += uint64(len(head))
			ends = append(ends, end)
		}
	}
	m.w.end()
	m.w.ends(secHeadsOff, ends)
}

func (m *merger) columns() {
	for c, name := range m.layout.Numbers {
		m.w.begin(fmt.Sprintf(secNumber, c))
		for i, s := range m.segs {
			for d, n := range m.newDoc[i] {
				if n != dropped {
					m.w.u64(uint64(s.Number(c, uint32(d))))
				}
			}
		}
		m.w.end()
		m.meta.Numbers = append(m.meta.Numbers, columnMeta{name})
	}
	for c, name := range m.layout.Keywords {
		var col keywordColumn
		var ords []uint32
		for i, s := range m.segs {
			values := s.KeywordValues(c)
			for d, n := range m.newDoc[i] {
				if n == dropped {
					continue
				}
				ords = s.AppendKeywords(ords[:0], c, uint32(d))
				for _, o := range ords {
					col.add(values[o])
				}
				col.ends = append(col.ends, uint32(len(col.ords)))
			}
		}
		col.write(m.w, c)
		m.meta.Keywords = append(m.meta.Keywords, columnMeta{name})
	}
}

// Remove closes segments and removes their files.
func Remove(segs []*Segment) error {
	var first error
	for _, s := range segs {
		err := s.Close()
		if err == nil {
			err = os.Remove(s.path)
		}
		if err != nil && first == nil {
			first = fmt.Errorf("remove segment: %w", err)
		}
	}
	return first
}
