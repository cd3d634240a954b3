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

// Result is what a search found.
type Result struct {
	Hits    []Hit
	Total   int    // hits, counted or at least so many
	Exact   bool   // Total is the exact number
	Matches []Bits // all hits by segment, if asked for
}

// Options say what a search is to find out.
type Options struct {
	Size    int                                 // best hits wanted
	Count   bool                                // count all hits exactly, however long it takes
	Collect bool                                // collect all hits in Result.Matches; implies Count
	Key     func(segment int, doc uint32) int64 // order among equal scores; nil for none
	// Decay is a factor on the score of a document, 0…1, always the same for the same document; nil for none. As it makes no
	// score greater, what pruning passes over without it can't be among the best with it.
	Decay func(segment int, doc uint32) float64
}

// decayed is the score of a document with what it loses by Decay.
func (o *Options) decayed(score uint64, d Doc) uint64 {
	if o.Decay == nil {
		return score
	}
	return uint64(float64(score) * min(max(o.Decay(d.Segment, d.Number), 0), 1))
}

// countCheap is the number of postings up to which hits are counted unasked by scoring them all: passing over some of so
// few gains little.
const countCheap = 30_000

// Search finds the best documents. The query must be prepared. It returns ctx's error when ctx ends before it is done.
func (x *Index) Search(ctx context.Context, q *Query, o Options) (Result, error) {
	postings := 0
	for i := range q.Units {
		postings += q.Units[i].docFreq
	}
	exact := o.Count || o.Collect || postings <= countCheap
	byBits := !o.Collect && q.Need >= 1
	e := &evaluator{x: x, q: q, o: o, all: x.Params.NoPrune || exact && !byBits, enough: q.enough(),
		covered: newCovered(&q.weights), cursors: make([]cursor, 0, len(q.Units)), pairs: make([]pairList, len(q.Pairs))}
	depth := x.depth(q)
	e.top.size = max(o.Size, depth)
	res := Result{}
	for i := range x.Segments {
		if o.Collect {
			e.matches = NewBits(x.Segments[i].Docs())
		}
		if err := e.segment(ctx, i); err != nil {
			return Result{}, err
		}
		if o.Collect {
			res.Matches = append(res.Matches, e.matches)
		}
	}
	res.Hits, res.Total, res.Exact = e.top.sorted(), e.total, e.all
	if byBits && !e.all {
		res.Total, res.Exact = x.countAll(q), true
	}
	if depth > 0 {
		if err := x.rescore(ctx, q, o, res.Hits[:min(depth, len(res.Hits))]); err != nil {
			return Result{}, err
		}
	}
	res.Hits = res.Hits[:min(o.Size, len(res.Hits))]
	return res, nil
}

// depth is how many documents are scored again: none where the query has no pairs.
func (x *Index) depth(q *Query) int {
	if len(q.Pairs) == 0 {
		return 0
	}
	for i := range q.Units {
		if u := &q.Units[i]; u.Set && u.Weight == 1 {
			return x.Params.Deep
		}
	}
	return x.Params.Depth
}

type evaluator struct {
	x       *Index
	q       *Query
	o       Options
	all     bool // every hit is to be seen
	top     top
	enough  float32
	covered *covered
	total   int
	matches Bits

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

func (e *evaluator) segment(ctx context.Context, n int) error {
	e.open(n)
	if len(e.cursors) == 1 && len(e.q.Units) == 1 && !e.all {
		return e.single(ctx)
	}
	docs := e.seg.Docs()
	for from := uint32(0); from < docs; from += windowSize {
		if from%segment.PageDocs == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			e.openPairs(from)
		}
		to := min(from+windowSize, docs)
		if e.allowed != nil && !e.allowed.any(from, to) {
			continue
		}
		if e.all {
			e.wholeWindow(from, to)
		} else {
			e.window(from, to)
		}
	}
	return e.ended()
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
	if e.q.Allowed != nil {
		e.allowed = e.q.Allowed[n]
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
	for w, word := range e.touched {
		for ; word != 0; word &= word - 1 {
			at := uint32(w<<6 + bits.TrailingZeros64(word))
			e.hit(from+at, e.slot(at))
		}
	}
	e.clear()
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
	if !e.all && uint64(s.score) < floor || e.allowed != nil && !e.allowed.Has(doc) || s.mask == 0 || e.enough > 0 && e.covered.weight(s.mask) < e.enough {
		return
	}
	e.total++
	if e.matches != nil {
		e.matches.Set(doc)
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
