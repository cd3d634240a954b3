package segment

import (
	"bytes"
	"container/heap"
)

// source is a segment's dictionary in the merge.
type source struct {
	seg int
	c   *dictCursor
}

// sources is a heap of dictionaries, that with the smallest next term first.
type sources []source

func (s sources) Len() int { return len(s) }
func (s sources) Less(i, j int) bool {
	if k := bytes.Compare(s[i].c.key, s[j].c.key); k != 0 {
		return k < 0
	}
	return s[i].seg < s[j].seg
}
func (s sources) Swap(i, j int) { s[i], s[j] = s[j], s[i] }
func (s *sources) Push(x any)   { *s = append(*s, x.(source)) } //nolint:forcetypeassert // container/heap
func (s *sources) Pop() any {
	old := *s
	x := old[len(old)-1]
	*s = old[:len(old)-1]
	return x
}

// openSources gives the first terms of segments' dictionaries.
func openSources(segs []*Segment) sources {
	var heads sources
	for i, s := range segs {
		c := &dictCursor{d: &s.dict}
		if c.next() {
			heads = append(heads, source{i, c})
		}
	}
	heap.Init(&heads)
	return heads
}

// next moves on in the dictionary whose term is the smallest.
func (s *sources) next() {
	if (*s)[0].c.next() {
		heap.Fix(s, 0)
	} else {
		heap.Pop(s)
	}
}

// mergedTerm is one term with what remains of it in all segments.
type mergedTerm struct {
	key    []byte
	docs   []uint32
	freqs  []uint16
	occurs uint64
	from   []place
}

// place says where the term of an old rank went.
type place struct {
	seg    int
	rank   uint32
	record int
}
