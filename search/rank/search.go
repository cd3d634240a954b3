package rank

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"timbao/indexer/segment"
)

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
	Key     func(segment int, doc uint32) int64 // order among equal scores; nil for none. Called by several goroutines at once
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

// shareFrom is the number of postings from which on a search is worth more than one core.
const shareFrom = 60_000

// Search finds the best documents. The query must be prepared. It returns ctx's error when ctx ends before it is done.
// A search that has much to look at uses all cores.
func (x *Index) Search(ctx context.Context, q *Query, o Options) (Result, error) {
	postings := 0
	for i := range q.Units {
		postings += q.Units[i].docFreq
	}
	exact := o.Count || o.Collect || postings <= countCheap
	byBits := !o.Collect && q.Need >= 1
	depth := x.depth(q)
	s := &stage{x: x, q: q, o: o, allowed: q.Allowed, all: x.Params.NoPrune || exact && !byBits, enough: q.enough(), covered: newCovered(&q.weights),
		size: max(o.Size, depth)}
	workers := 1
	if postings >= shareFrom {
		workers = runtime.GOMAXPROCS(0)
	}
	total := 0
	if byBits && !s.all {
		total = s.narrow()
	}
	res, err := s.run(ctx, workers)
	if err != nil {
		return Result{}, err
	}
	if byBits && !s.all {
		res.Total, res.Exact = total, true
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

// stage is the first stage of a search, as its evaluators share it.
type stage struct {
	x       *Index
	q       *Query
	o       Options
	all     bool // every hit is to be seen
	size    int  // best hits wanted
	enough  float32
	covered *covered
	matches []Bits // by segment, if asked for; an evaluator writes only to its pages
	allowed []Bits // by segment, documents that may be hits; nil where all live ones may
}

// run divides the pages among evaluators, each with a core of its own, and puts together what they find. Who takes which
// page is fixed, so that a search that passes over documents counts the same number of hits each time.
func (s *stage) run(ctx context.Context, workers int) (Result, error) {
	largest := uint32(0)
	for i := range s.x.Segments {
		docs := s.x.Segments[i].Docs()
		largest = max(largest, docs)
		if s.o.Collect {
			s.matches = append(s.matches, NewBits(docs))
		}
	}
	workers = max(min(workers, int(largest/segment.PageDocs)), 1)
	evaluators := make([]*evaluator, workers)
	errs := make([]error, workers)
	var wg sync.WaitGroup
	for i := range evaluators {
		evaluators[i] = newEvaluator(s)
		work := func() { errs[i] = guarded(func() error { return evaluators[i].run(ctx, uint32(i), uint32(workers)) }) }
		if i == workers-1 {
			work()
		} else {
			wg.Go(work)
		}
	}
	wg.Wait()
	res := Result{Exact: s.all, Matches: s.matches}
	for i, e := range evaluators {
		if errs[i] != nil {
			return Result{}, errs[i]
		}
		res.Total += e.total
		res.Hits = append(res.Hits, e.top.hits...)
	}
	s.x.sort(res.Hits)
	res.Hits = res.Hits[:min(s.size, len(res.Hits))]
	return res, nil
}

// guarded makes a panic an error: in a goroutine nobody else could. Reading a damaged file may panic.
func guarded(f func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", segment.ErrDamaged, p)
		}
	}()
	return f()
}
