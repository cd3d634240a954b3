package segment

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
)

var testLayout = Layout{Fields: []string{"text", "title"}, Numbers: []string{"when"}, Keywords: []string{"section"}}

// model is what a document should come out as.
type model struct {
	id      string
	forward []string // terms, "" for a break
	freqs   map[string]int
	length  int
	number  int64
	keys    []string
	stored  []byte
}

func randomModel(r *rand.Rand, id int) model {
	m := model{id: fmt.Sprintf("doc-%05d", id), freqs: map[string]int{}, number: r.Int64N(1 << 40)}
	for range r.IntN(60) {
		if r.IntN(10) == 0 && len(m.forward) > 0 && m.forward[len(m.forward)-1] != "" {
			m.forward = append(m.forward, "")
			continue
		}
		f := fmt.Sprintf("w%d", int(r.ExpFloat64()*20))
		t := fmt.Sprintf("%s\x00v%d", f, r.IntN(3))
		m.forward = append(m.forward, t)
		m.freqs["\x00"+t] += 1 + r.IntN(3)
		if r.IntN(5) == 0 {
			m.freqs["\x01"+t]++
		}
	}
	if n := len(m.forward); n > 0 && m.forward[n-1] != "" {
		m.forward = append(m.forward, "")
	}
	m.freqs["\x00\x01common"] = 1
	m.length = len(m.forward) * 2
	for range r.IntN(3) {
		if k := fmt.Sprintf("s%d", r.IntN(5)); !slices.Contains(m.keys, k) {
			m.keys = append(m.keys, k)
		}
	}
	m.stored = bytes.Repeat([]byte(m.id+"|"), r.IntN(20))
	return m
}

func (m model) build(b *Builder) {
	b.Begin(m.id)
	for _, t := range m.forward {
		if t == "" {
			b.Break()
		} else {
			b.Append(b.Term(0, []byte(t)))
		}
	}
	for key, f := range m.freqs {
		b.Add(b.Term(int(key[0]), []byte(key[1:])), f)
	}
	b.Number(0, m.number)
	for _, k := range m.keys {
		b.Keyword(0, k)
	}
	b.Finish(m.stored[:len(m.stored)/3], m.stored[len(m.stored)/3:], m.length, 10)
}

func write(t *testing.T, docs []model, dictionary []byte) *Segment {
	t.Helper()
	b, err := NewBuilder(testLayout, dictionary)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range docs {
		m.build(b)
	}
	path := filepath.Join(t.TempDir(), "s")
	if err := b.Write(path); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

func open(t *testing.T, path string) *Segment {
	t.Helper()
	s, err := OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// verify compares everything a segment says with the models of its documents.
func verify(t *testing.T, s *Segment, docs []model) {
	t.Helper()
	verifyTexts(t, s, docs)
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	pairs := make([]uint32, PairSlots)
	for _, m := range docs {
		seen := map[uint32]bool{}
		for j := 1; j < len(m.forward); j++ {
			if m.forward[j] != "" && m.forward[j-1] != "" {
				seen[PairSlot([]byte(m.forward[j-1]), []byte(m.forward[j]))] = true
			}
		}
		for slot := range seen {
			pairs[slot]++
		}
	}
	got := make([]uint32, PairSlots)
	s.AddPairs(got)
	if !slices.Equal(got, pairs) {
		t.Error("pair tables differ")
	}
	verifyPairDocs(t, s, docs)
}

// verifyPairDocs wants every document listed with its pairs, in order, once, and few listed without.
func verifyPairDocs(t *testing.T, s *Segment, docs []model) {
	t.Helper()
	listed, has := 0, 0
	for slot, want := range docsBySlot(docs) {
		var got []uint32
		for page := range (len(docs) + PageDocs - 1) / PageDocs {
			p := s.PairDocs(page, slot)
			for to := uint32(page * PageDocs); !p.Empty() && to < s.Docs()+PageDocs; to += 700 {
				got = p.Below(got, to)
			}
		}
		if !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) < len(got) {
			t.Fatalf("slot %d lists %v", slot, got)
		}
		for _, d := range want {
			if _, ok := slices.BinarySearch(got, d); !ok {
				t.Fatalf("slot %d does not list document %d", slot, d)
			}
		}
		listed, has = listed+len(got), has+len(want)
	}
	if len(docs) > 100 && listed > 40*has {
		t.Errorf("%d documents are listed with pairs that %d have", listed, has)
	}
}

func docsBySlot(docs []model) map[uint32][]uint32 {
	slots := map[uint32][]uint32{}
	for d, m := range docs {
		for j := 1; j < len(m.forward); j++ {
			if m.forward[j] != "" && m.forward[j-1] != "" {
				slot := PairSlot([]byte(m.forward[j-1]), []byte(m.forward[j]))
				slots[slot] = append(slots[slot], uint32(d))
			}
		}
	}
	return slots
}

func verifyTexts(t *testing.T, s *Segment, docs []model) {
	t.Helper()
	if int(s.Docs()) != len(docs) {
		t.Fatalf("%d documents, want %d", s.Docs(), len(docs))
	}
	values := s.KeywordValues(0)
	postings := map[string]map[uint32]int{}
	tokens, lengths := uint64(0), uint64(0)
	for i, m := range docs {
		d := uint32(i)
		tokens += uint64(len(m.forward) - count(m.forward, ""))
		lengths += uint64(min(m.length, MaxLength))
		verifyDoc(t, s, d, m, values)
		for key, f := range m.freqs {
			set := key[:levels([]byte(key))]
			for _, k := range []string{key, set} {
				if k == "" {
					continue
				}
				if postings[k] == nil {
					postings[k] = map[uint32]int{}
				}
				postings[k][d] = min(postings[k][d]+f, MaxFrequency)
			}
		}
	}
	verifyPostings(t, s, postings)
	if s.Tokens() != tokens || s.LengthSum() != lengths {
		t.Errorf("%d tokens, lengths of %d, want %d and %d", s.Tokens(), s.LengthSum(), tokens, lengths)
	}
	occurs := uint64(0)
	for rank := range s.Ranked() {
		info, ok := s.Lookup(0, s.TermOf(rank))
		if !ok || !info.Ranked || info.Rank != rank {
			t.Fatalf("rank %d is that of %q, which has rank %d", rank, info.Term, info.Rank)
		}
		occurs += info.Occurs
	}
	if occurs != tokens {
		t.Errorf("terms occur %d times, want %d", occurs, tokens)
	}
}

func count(list []string, what string) (n int) {
	for _, s := range list {
		if s == what {
			n++
		}
	}
	return n
}

func verifyDoc(t *testing.T, s *Segment, d uint32, m model, values []string) {
	t.Helper()
	if string(s.ID(d)) != m.id || int(s.Length(d)) != min(m.length, MaxLength) || s.Number(0, d) != m.number {
		t.Fatalf("document %d is %s of length %d, want %s of %d", d, s.ID(d), s.Length(d), m.id, m.length)
	}
	if got, ok := s.Find(m.id); !ok || got != d {
		t.Fatalf("Find(%s) = %d, %v", m.id, got, ok)
	}
	var forward, keys []string
	for f := s.Forward(d); ; {
		rank, ok := f.Next()
		if !ok {
			break
		}
		if rank == Gap {
			forward = append(forward, "")
		} else {
			forward = append(forward, string(s.TermOf(rank)))
		}
	}
	if !slices.Equal(forward, m.forward) {
		t.Fatalf("forward of %d is %q, want %q", d, forward, m.forward)
	}
	for _, o := range s.AppendKeywords(nil, 0, d) {
		keys = append(keys, values[o])
	}
	if !slices.Equal(keys, m.keys) {
		t.Fatalf("keywords of %d are %q, want %q", d, keys, m.keys)
	}
	stored, err := s.Stored(nil, d)
	if err != nil || !bytes.Equal(stored, m.stored) {
		t.Fatalf("stored of %d is %q (%v), want %q", d, stored, err, m.stored)
	}
}

func verifyPostings(t *testing.T, s *Segment, want map[string]map[uint32]int) {
	t.Helper()
	for key, docs := range want {
		info, ok := s.Lookup(int(key[0]), []byte(key[1:]))
		if !ok {
			if isSet([]byte(key)) { // a set of one has no list of its own
				continue
			}
			t.Fatalf("no term %q", key)
		}
		order := slices.Sorted(maps.Keys(docs))
		var c Cursor
		c.Open(info.List)
		for _, d := range order {
			if c.Doc() != d || int(c.Freq()) != docs[d] {
				t.Fatalf("term %q: at %d × %d, want %d × %d", key, c.Doc(), c.Freq(), d, docs[d])
			}
			c.Next()
		}
		if c.Doc() != End {
			t.Fatalf("term %q has more than %d postings", key, len(order))
		}
		verifySeek(t, s, info.List, order, docs)
	}
	n := 0
	for f := range testLayout.Fields {
		s.Prefix(f, nil, func(TermInfo) bool { n++; return true })
	}
	terms := 0
	for key := range want {
		if !isSet([]byte(key)) {
			terms++
		}
	}
	if n != terms {
		t.Errorf("%d terms in the dictionary, want %d", n, terms)
	}
}

func verifySeek(t *testing.T, s *Segment, l List, order []uint32, freqs map[uint32]int) {
	t.Helper()
	step := uint32(1 + len(order)%37)
	var c, b Cursor
	c.Open(l)
	b.Open(l)
	for d := uint32(0); d < s.Docs(); d += step {
		i, _ := slices.BinarySearch(order, d)
		want := End
		if i < len(order) {
			want = order[i]
		}
		if got := c.Seek(d); got != want {
			t.Fatalf("Seek(%d) = %d, want %d", d, got, want)
		}
		if want == End {
			return
		}
		if int(c.Freq()) != freqs[want] {
			t.Fatalf("frequency behind Seek(%d) is %d, want %d", d, c.Freq(), freqs[want])
		}
		var bounds []Point
		for block, end := b.Blocks(d, d+step); block < end; block++ {
			frontier := b.Frontier(block)
			bounds = append(bounds, frontier[:]...)
		}
		for ; i < len(order) && order[i] < d+step; i++ {
			p := Point{uint16(freqs[order[i]]), s.Length(order[i])}
			if !slices.ContainsFunc(bounds, func(q Point) bool { return q.Freq >= p.Freq && q.Length <= p.Length }) {
				t.Fatalf("posting %v of %d is outside its bounds %v", p, order[i], bounds)
			}
		}
	}
}

func TestSegmentKeepsWhatItWasGiven(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{1, 2, 127, 128, 129, 1000} {
		var docs []model
		for i := range n {
			docs = append(docs, randomModel(r, i))
		}
		r.Shuffle(n, func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		verify(t, write(t, docs, nil), docs)
	}
}

func TestMergeEqualsOneBuild(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for round := range 4 {
		var segs []*Segment
		var drops []*roaring.Bitmap
		var left []model
		id := 0
		for range 1 + r.IntN(4) {
			var docs []model
			drop := roaring.New()
			for range 1 + r.IntN(400) {
				m := randomModel(r, id)
				id++
				if round%2 == 1 && r.IntN(4) == 0 {
					drop.Add(uint32(len(docs)))
				} else {
					left = append(left, m)
				}
				docs = append(docs, m)
			}
			var dictionary []byte
			if r.IntN(2) == 0 {
				dictionary = bytes.Repeat([]byte("doc-0001|"), 40)
			}
			segs = append(segs, write(t, docs, dictionary))
			drops = append(drops, drop)
		}
		path := filepath.Join(t.TempDir(), "merged")
		numbers, err := MergeFiles(testLayout, segs, drops, path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(numbers) != len(segs) {
			t.Fatalf("%d lists of numbers for %d segments", len(numbers), len(segs))
		}
		verify(t, open(t, path), left)
	}
}

func TestOpenRefusesDamage(t *testing.T) {
	t.Parallel()
	s := write(t, []model{randomModel(rand.New(rand.NewPCG(5, 6)), 0)}, nil)
	for _, cut := range []int{0, 1, 15, len(s.data) / 2, len(s.data) - 1} {
		path := filepath.Join(t.TempDir(), "cut")
		writeFile(t, path, s.data[:cut])
		if _, err := OpenFile(path); err == nil {
			t.Errorf("a file cut to %d bytes opens", cut)
		}
	}
}
