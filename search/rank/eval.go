package rank

import (
	"context"
	"fmt"
	"math/bits"
	"slices"

	"timbao/indexer/segment"
)

// windowSize is the number of documents that are scored together: few enough for their scores to stay in the processor's
// nearest cache, and for the bounds of the posting lists to be close.
const windowSize = 1024

// evaluator scores pages of documents. It is for one goroutine.
type evaluator struct {
	*stage
	top   top
	total int

	// Of the segment:
	number  int
	seg     *Segment
	allowed Bits
	cursors []cursor
	pairs   []pairList

	// Of the window:
	scores  [windowSize]uint32 // of words and pairs
	masks   [windowSize]uint64 // positions whose words a document has
	listed  [windowSize]uint64 // pairs it is listed with
	touched [windowSize / 64]uint64
	order   []bounded
	docs    []uint32
	found   []uint32 // documents in the window that may be among the best
}

// slot is what the evaluator knows of a document of the window.
type slot struct {
	mask  uint64
	pairs uint64
	score uint32
}

func (e *evaluator) slot(at uint32) slot { return slot{e.masks[at], e.listed[at], e.scores[at]} }

// cursor is a unit's place in a segment.
type cursor struct {
	segment.Cursor
	unit  *Unit
	block int    // the last block whose bound was needed
	bound uint64 // and that bound
}

func newEvaluator(s *stage) *evaluator {
	return &evaluator{stage: s, top: top{x: s.x, size: s.size}, cursors: make([]cursor, 0, len(s.q.Units)), pairs: make([]pairList, len(s.q.Pairs))}
}

// run scores every step-th page of each segment, from the first one given.
func (e *evaluator) run(ctx context.Context, first, step uint32) error {
	for n := range e.x.Segments {
		docs := e.x.Segments[n].Docs()
		if first*segment.PageDocs >= docs {
			continue
		}
		e.open(n)
		for begin := first * segment.PageDocs; begin < docs; begin += step * segment.PageDocs {
			if err := ctx.Err(); err != nil {
				return err
			}
			e.page(begin)
		}
		if err := e.ended(); err != nil {
			return err
		}
	}
	return nil
}

// page scores the page that begins with a document.
func (e *evaluator) page(begin uint32) {
	end := min(begin+segment.PageDocs, e.seg.Docs())
	if len(e.q.Units) == 1 && !e.all {
		e.single(begin, end)
		return
	}
	e.openPairs(begin)
	for from := begin; from < end; from += windowSize {
		to := min(from+windowSize, end)
		switch {
		case e.allowed != nil && !e.allowed.any(from, to):
		case e.all:
			e.wholeWindow(from, to)
		default:
			e.window(from, to)
		}
	}
}

// ended returns an error if a posting list goes on behind the last document: else the damage would not be seen.
func (e *evaluator) ended() error {
	for i := range e.cursors {
		if d := e.cursors[i].Doc(); d != segment.End && d >= e.seg.Docs() {
			return fmt.Errorf("%w: a posting list names document %d", segment.ErrDamaged, d)
		}
	}
	return nil
}

// open places the cursors of the query's units at the beginning of a segment.
func (e *evaluator) open(n int) {
	e.number, e.seg = n, &e.x.Segments[n]
	e.allowed = e.seg.Live
	if e.stage.allowed != nil {
		e.allowed = e.stage.allowed[n]
	}
	e.cursors = e.cursors[:0]
	for i := range e.q.Units {
		if l := e.q.Units[i].lists[n]; l.Len() > 0 {
			e.cursors = append(e.cursors, cursor{unit: &e.q.Units[i], block: -1})
			e.cursors[len(e.cursors)-1].Open(l)
		}
	}
}

// wholeWindow scores every document of the window.
func (e *evaluator) wholeWindow(from, to uint32) {
	for i := range e.cursors {
		e.add(&e.cursors[i], from, to)
	}
	for i := range e.pairs {
		e.addPair(i, from, to, false)
	}
	e.collect(from)
}

// add adds the scores of a unit's postings in the window.
func (e *evaluator) add(c *cursor, from, to uint32) {
	norms, scale, mask := e.seg.norms, c.unit.scale, c.unit.Positions
	for c.Seek(from); c.Doc() < to; {
		docs, freqs := c.Block()
		n := len(docs)
		if docs[n-1] >= to {
			n, _ = slices.BinarySearch(docs, to)
		}
		for i, d := range docs[:n] {
			f := float32(freqs[i])
			at := d - from
			e.scores[at] += uint32(scale * f / (f + norms[d]))
			e.masks[at] |= mask
			e.touched[at>>6] |= 1 << (at & 63)
		}
		c.Skip(n)
	}
}

// collect takes the hits out of the window and clears it.
func (e *evaluator) collect(from uint32) {
	for w := range e.touched {
		for word := e.candidate(from, w); word != 0; word &= word - 1 {
			at := uint32(w<<6 + bits.TrailingZeros64(word))
			e.hit(from+at, e.slot(at))
		}
	}
	e.clear()
}

// candidate returns the documents of the w-th word of the window's set that have something and may be hits.
func (e *evaluator) candidate(from uint32, w int) uint64 {
	if e.allowed == nil || e.touched[w] == 0 {
		return e.touched[w]
	}
	return e.touched[w] & e.allowed[int(from>>6)+w]
}

func (e *evaluator) clear() {
	clear(e.scores[:])
	clear(e.masks[:])
	clear(e.listed[:])
	clear(e.touched[:])
}

// hit counts and offers a document if it is one of the hits.
func (e *evaluator) hit(doc uint32, s slot) {
	floor := e.top.floor()
	if !e.all && uint64(s.score) < floor || s.mask == 0 || e.enough > 0 && e.covered.weight(s.mask) < e.enough {
		return
	}
	e.total++
	if e.matches != nil {
		e.matches[e.number].Set(doc)
	}
	if uint64(s.score) < floor {
		return
	}
	words, all := e.settle(doc, s)
	h := Hit{Doc: Doc{e.number, doc}, words: words}
	if h.Score = e.o.decayed(all, h.Doc); h.Score < floor {
		return
	}
	if e.o.Key != nil {
		h.key = e.o.Key(e.number, doc)
	}
	e.top.offer(h)
}
