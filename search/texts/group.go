package texts

import "timbao/search/rank"

// Documents are compared in three steps, of which each lets only likely versions through to the next: by a sample of the shingles
// at their beginnings, by a sample of all their shingles, by all of them.
const (
	beginning  = 192 // words
	sampleSize = 24  // shingles of a sample, or up to twice as many

	// What two documents must share of the smaller sample of their beginnings, and how many shingles at least. It is far below
	// the shares that make versions, because one text may begin with something of its own.
	beginShare = 0.35
	beginLeast = 3

	// How much less than a version's share a sample of the whole may show.
	slack = 0.7
)

// grouping finds the versions of one story in a list of documents.
type grouping struct {
	a       *Archive
	window  int
	members []member
	heads   [groupingHeads]int32 // by hash: entry + 1 that came last
	entries []entry
	shared  []int32 // by document: shingles in common with the one that is added
	touched []int32 // documents whose shared is not 0
	sample  []uint32
	kept    []uint32 // what members have kept of their shingles
}

// member is a document of the list.
type member struct {
	doc   rank.Doc
	level int // of its sample: the zero bits that the hashes begin with
	size  int // of its sample
	some  set // sample of all its shingles, once it was asked for
	all   set // all of them, likewise
}

// set is a sorted set of shingles, a piece of grouping.kept.
type set struct {
	from, to int
	level    int
	made     bool
}

// entry is a shingle of a leader's sample.
type entry struct {
	hash   uint32
	leader int32
	next   int32 // entry + 1 with a hash that falls to the same head
}

const groupingHeads = 1 << 12

// Group returns, for each of a list of documents, the place in the list of the one whose version it is: its own if it leads a
// group. A document is compared with the leaders among the window documents before it, and joins the first whose version
// it is; so what follows it makes no difference to it.
func (a *Archive) Group(docs []rank.Doc, window int) []int {
	g, ok := a.groupings.Get().(*grouping)
	if !ok {
		g = &grouping{}
	}
	defer a.groupings.Put(g)
	clear(g.heads[:])
	g.a, g.window, g.members, g.entries = a, window, g.members[:0], g.entries[:0]
	g.shared, g.touched, g.kept = g.shared[:0], g.touched[:0], g.kept[:0]
	leaders := make([]int, len(docs))
	for i, d := range docs {
		leaders[i] = g.add(d)
	}
	return leaders
}

// add takes the next document and returns the place of the one whose version it is.
func (g *grouping) add(d rank.Doc) int {
	place := int32(len(g.members))
	g.members = append(g.members, member{doc: d})
	g.shared = append(g.shared, 0)
	if !g.take(&g.members[place]) {
		return int(place)
	}
	for _, h := range g.sample {
		for e := g.heads[h%groupingHeads]; e != 0; e = g.entries[e-1].next {
			other := &g.entries[e-1]
			if other.leader < place-int32(g.window) {
				break // and so are all behind it
			}
			if other.hash == h {
				if g.shared[other.leader] == 0 {
					g.touched = append(g.touched, other.leader)
				}
				g.shared[other.leader]++
			}
		}
	}
	leader := g.lead(place)
	for _, t := range g.touched {
		g.shared[t] = 0
	}
	g.touched = g.touched[:0]
	if leader == place {
		g.enter(place)
	}
	return int(leader)
}

// take makes the sample of a document's beginning. It is false for a document that is too short to have versions.
func (g *grouping) take(m *member) bool {
	t := &g.a.terms[m.doc.Segment]
	codes := t.s.ForwardCodes(m.doc.Number)
	if len(codes)/2 < minShingles {
		return false
	}
	codes = codes[:min(len(codes), 2*beginning)]
	m.level = levelOf(len(codes)/2, sampleSize)
	g.sample = t.appendShingles(g.sample[:0], codes, m.level)
	m.size = len(g.sample)
	return true
}

// lead finds the leader of the document at a place.
func (g *grouping) lead(place int32) int32 {
	best := place
	for _, t := range g.touched {
		if t < best && g.longAlike(place, t) && g.beginAlike(place, t) && g.versions(place, t) {
			best = t
		}
	}
	return best
}

// longAlike says whether the longer of two documents is not too long to be a version of the shorter.
func (g *grouping) longAlike(x, y int32) bool {
	a, b := g.a.words(g.members[x].doc), g.a.words(g.members[y].doc)
	return float64(min(a, b)) >= slack*leastShare*float64(max(a, b))
}

// beginAlike says whether the samples of the beginnings of a document and a leader overlap enough for them to be versions. Samples
// of two levels are compared at the higher: what the other has there is a sample too.
func (g *grouping) beginAlike(place, leader int32) bool {
	x, y := &g.members[place], &g.members[leader]
	smaller := min(x.size>>max(y.level-x.level, 0), y.size>>max(x.level-y.level, 0))
	return g.shared[leader] >= beginLeast && float64(g.shared[leader]) >= beginShare*float64(smaller)
}

// versions compares two documents whose beginnings are alike.
func (g *grouping) versions(x, y int32) bool {
	a, b := g.some(x), g.some(y)
	if !alike(g.at(a, b.level), g.at(b, a.level), slack) {
		return false
	}
	a, b = g.all(x), g.all(y)
	return min(a.to-a.from, b.to-b.from) >= minShingles && alike(g.at(a, b.level), g.at(b, a.level), 1)
}

// at is what a set has at a level.
func (g *grouping) at(s set, level int) []uint32 {
	kept := g.kept[s.from:s.to]
	if level <= s.level {
		return kept
	}
	return below(kept, level)
}

// some returns a sample of all shingles of a member.
func (g *grouping) some(place int32) set {
	m := &g.members[place]
	if !m.some.made {
		m.some = g.keep(m.doc, levelOf(g.a.words(m.doc), 2*sampleSize))
	}
	return m.some
}

// all returns all shingles of a member, or of a very long one a large sample.
func (g *grouping) all(place int32) set {
	m := &g.members[place]
	if !m.all.made {
		m.all = g.keep(m.doc, levelOf(g.a.words(m.doc), manyShingles))
	}
	return m.all
}

// keep adds the shingles of a document to what is kept.
func (g *grouping) keep(d rank.Doc, level int) set {
	from := len(g.kept)
	g.kept = g.a.appendSet(g.kept, d, level)
	return set{from, len(g.kept), level, true}
}

// enter makes a document one that later ones are compared with.
func (g *grouping) enter(place int32) {
	for _, h := range g.sample {
		head := &g.heads[h%groupingHeads]
		g.entries = append(g.entries, entry{h, place, *head})
		*head = int32(len(g.entries))
	}
}
