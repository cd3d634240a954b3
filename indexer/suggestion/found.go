package suggestion

import "container/heap"

// fanout is the number of entries, or of minima, that one minimum stands for.
const fanout = 32

// sum makes the tree of minima.
func (l *list) sum() {
	below := func(i int) uint32 { return l.entryOf(i) }
	for n := l.n; n > fanout; {
		level := make([]uint32, (n+fanout-1)/fanout)
		for i := range level {
			level[i] = ^uint32(0)
			for j := i * fanout; j < min((i+1)*fanout, n); j++ {
				level[i] = min(level[i], below(j))
			}
		}
		l.minima = append(l.minima, level)
		below = func(i int) uint32 { return level[i] }
		n = len(level)
	}
}

// best finds the first suffix of a span, which is not empty, that has the smallest entry.
func (l *list) best(from, to int) int {
	node, level := l.bestNode(from, to)
	for ; level > 0; level-- {
		want := l.value(level, node)
		node *= fanout
		for l.value(level-1, node) != want {
			node++
		}
	}
	return node
}

// value is a minimum; those of level 0 are the entries themselves.
func (l *list) value(level, i int) uint32 {
	if level == 0 {
		return l.entryOf(i)
	}
	return l.minima[level-1][i]
}

// bestNode finds the smallest of the nodes that make up a span.
func (l *list) bestNode(from, to int) (node, level int) {
	best := ^uint32(0)
	node = from
	look := func(at, i int) {
		// An equal one further left is found first on its way up, one further right last on its way down.
		if v := l.value(at, i); v < best || v == best && i*span32(at) < node*span32(level) {
			best, node, level = v, i, at
		}
	}
	for at := 0; from < to; at++ {
		if at == len(l.minima) || to-from <= fanout {
			for i := from; i < to; i++ {
				look(at, i)
			}
			break
		}
		for ; from%fanout != 0; from++ {
			look(at, from)
		}
		for ; to%fanout != 0; to-- {
			look(at, to-1)
		}
		from, to = from/fanout, to/fanout
	}
	return node, level
}

// span32 is the number of entries that a node of a level stands for.
func span32(level int) int {
	n := 1
	for range level {
		n *= fanout
	}
	return n
}

// Match is an entry that begins, at one of its words, with what was typed.
type Match struct {
	Entry  uint32
	Word   int  // of the entry, at which the typed words begin
	Others bool // with other accents than were typed
	rank   int
}

// Before says whether a match comes before one of another table.
func (m Match) Before(o Match) bool {
	if m.Others != o.Others {
		return o.Others
	}
	return m.rank > o.rank
}

// Found gives the matches of a prefix, best first, each entry once.
type Found struct {
	t    *Table
	heap spanHeap
	seen map[uint32]bool
}

// Find looks a prefix up among the entries of some kinds; none means all.
func (t *Table) Find(p *Prefix, only ...Kind) *Found {
	r := &Found{t: t, seen: map[uint32]bool{}}
	if p.IsEmpty() || p.Len() > MaxWords {
		return r
	}
	var wanted [kinds]bool
	for _, k := range only {
		wanted[k] = true
	}
	f := newFinder(t, p)
	for i := range t.suffixes {
		if len(only) > 0 && !wanted[i/2] {
			continue
		}
		l := &t.suffixes[i]
		penalty := 0
		if later(i) {
			penalty = PenaltyLater * scoreUnit
		}
		for _, s := range f.spans(l) {
			less := penalty
			if s.fit == lacks {
				less += PenaltyLacking * scoreUnit
			}
			r.add(ranked{list: l, from: s.from, to: s.to, penalty: less, others: s.fit == differs})
		}
	}
	heap.Init(&r.heap)
	return r
}

// Next returns the next match; ok is false when there is none left.
func (r *Found) Next() (m Match, ok bool) {
	for len(r.heap) > 0 {
		top := r.heap[0]
		left, right := top, top
		left.to, right.from = top.at, top.at+1
		r.replace(left, right)
		if !r.seen[top.entry] {
			r.seen[top.entry] = true
			return Match{Entry: top.entry, Word: top.list.wordOf(top.at), Others: top.others, rank: top.rank}, true
		}
	}
	return Match{}, false
}

// replace puts what is left of the best span in its place.
func (r *Found) replace(left, right ranked) {
	heap.Pop(&r.heap)
	for _, s := range [...]ranked{left, right} {
		if n := len(r.heap); r.add(s) {
			heap.Fix(&r.heap, n)
		}
	}
}

// add appends a span to the heap, out of order, unless it is empty.
func (r *Found) add(s ranked) bool {
	if s.from >= s.to {
		return false
	}
	s.at = s.list.best(s.from, s.to)
	s.entry = s.list.entryOf(s.at)
	s.rank = r.t.scoreOf(s.entry) - s.penalty
	r.heap = append(r.heap, s)
	return true
}

// ranked is a span with its best suffix.
type ranked struct {
	list     *list
	from, to int
	at       int // the best suffix
	entry    uint32
	rank     int // of that entry, less the penalty
	penalty  int
	others   bool
}

// spanHeap has the span with the best entry on top.
type spanHeap []ranked

func (h spanHeap) Len() int { return len(h) }

// Less puts better spans first.
func (h spanHeap) Less(i, j int) bool {
	a, b := &h[i], &h[j]
	switch {
	case a.others != b.others:
		return b.others
	case a.rank != b.rank:
		return a.rank > b.rank
	case a.entry != b.entry:
		return a.entry < b.entry
	}
	return a.list.wordOf(a.at) < b.list.wordOf(b.at)
}

func (h spanHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }

// Push appends a span.
func (h *spanHeap) Push(x any) { *h = append(*h, x.(ranked)) }

// Pop takes the last span.
func (h *spanHeap) Pop() any {
	old := *h
	last := old[len(old)-1]
	*h = old[:len(old)-1]
	return last
}
