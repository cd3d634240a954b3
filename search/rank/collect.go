package rank

import (
	"bytes"
	"container/heap"
	"slices"
)

// Scale is the number of steps of a score in the value 1.
const Scale = 1 << 16

// Hit is a document and its score.
type Hit struct {
	Doc
	Score uint64 // in steps of 1/Scale
	words uint64 // the part of it that the words alone have, before any decay
	key   int64  // among equal scores the higher key comes first
}

// Value returns the score as a number.
func (h Hit) Value() float64 { return float64(h.Score) / Scale }

// better says whether a comes before b: by score, then key, then id. The place in the index decides nothing: it may be
// another in the next build.
func (x *Index) better(a, b Hit) bool {
	switch {
	case a.Score != b.Score:
		return a.Score > b.Score
	case a.key != b.key:
		return a.key > b.key
	}
	return bytes.Compare(x.Segments[a.Segment].ID(a.Number), x.Segments[b.Segment].ID(b.Number)) < 0
}

func (x *Index) sort(hits []Hit) {
	slices.SortFunc(hits, func(a, b Hit) int {
		switch {
		case a.Doc == b.Doc:
			return 0
		case x.better(a, b):
			return -1
		}
		return 1
	})
}

// top keeps the best hits, the worst of them first.
type top struct {
	x    *Index
	hits []Hit
	size int
}

func (t *top) Len() int           { return len(t.hits) }
func (t *top) Less(i, j int) bool { return t.x.better(t.hits[j], t.hits[i]) }
func (t *top) Swap(i, j int)      { t.hits[i], t.hits[j] = t.hits[j], t.hits[i] }
func (t *top) Push(x any)         { t.hits = append(t.hits, x.(Hit)) } //nolint:forcetypeassert // container/heap
func (t *top) Pop() any           { return nil }

// floor is the score that a document must reach to come in.
func (t *top) floor() uint64 {
	if t.size == 0 || len(t.hits) < t.size {
		return 0
	}
	return t.hits[0].Score
}

func (t *top) offer(h Hit) {
	switch {
	case t.size == 0:
	case len(t.hits) < t.size:
		heap.Push(t, h)
	case t.x.better(h, t.hits[0]):
		t.hits[0] = h
		heap.Fix(t, 0)
	}
}

// sorted returns the hits, best first.
func (t *top) sorted() []Hit {
	t.x.sort(t.hits)
	return t.hits
}

// Order returns the first documents of a set by falling key, without scores.
func (x *Index) Order(set []Bits, size int, key func(segment int, doc uint32) int64) []Hit {
	t := top{x: x, size: size}
	for i, b := range set {
		b.Each(func(d uint32) bool {
			t.offer(Hit{Doc: Doc{i, d}, key: key(i, d)})
			return true
		})
	}
	return t.sorted()
}
