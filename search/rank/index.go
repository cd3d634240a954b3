package rank

import (
	"math"

	"github.com/RoaringBitmap/roaring/v2"

	"timbao/indexer/segment"
)

// Params are the constants of the scoring formula.
type Params struct {
	K1     float64 // saturation of the frequency
	B      float64 // how much of the length counts, 0…1
	Lambda float64 // weight of pairs that stand side by side
	Window int     // how many words apart two words still stand near each other
	Listed float64 // weighted frequency that the first stage supposes of a pair; 0 leaves pairs to the second stage
	Depth  int     // documents that are scored again with pairs
	Deep   int     // the same where a word means all its accents: more documents are nearly as good then
	Title  uint32  // weight of a pair in the title
	Lead   uint32  // and in the lead; elsewhere 1
	Few    int     // words up to which a hit should have them all
	Need   float64 // share of the words' weight that a hit should cover where they are more
	Plain  Reading // how the second stage reads documents for a query that is no question
	// Question is the same for a question. Its common words are the grammar of asking, and its answer is one passage of the
	// document, a paragraph if the document is well written, while a headline sums up the whole of it.
	Question Reading
	NoPrune  bool // score every document, for tests and comparisons
}

// DefaultParams are what the development topics (headlines, stories and questions, with and without accents) were
// measured best with together. Around them the measures are flat.
func DefaultParams() Params {
	return Params{
		K1: 1.2, B: 0.75, Lambda: 0.5, Window: 8, Listed: 1.5, Depth: 40, Deep: 80, Title: 3, Lead: 2, Few: 3, Need: 0.25,
		Plain: Reading{Floor: 4, Early: 0.5, Telling: 0.3, EarlyPair: 0.8, Run: 0.7, Near: 0.25, Passage: 0.2},
		Question: Reading{Early: 0.2, Telling: 0.3, Here: 1.2, EarlyPair: 0.6, Run: 0.7, Near: 0.1,
			Passage: 1.2, PassagePair: 0.3, Paragraph: 1.2, Opening: 8},
	}
}

// Segment is a segment of the index with what scoring needs of its documents.
type Segment struct {
	*segment.Segment
	Live  Bits   // documents that are not deleted, nil if all are live
	Base  uint32 // number of documents in the segments before
	norms []float32
}

// Index is the state of an index that searches run over.
type Index struct {
	Params   Params
	Segments []Segment
	Docs     int     // live documents
	average  float64 // weighted length
	pairs    []uint32
}

// Source is a segment and its deleted documents, nil for none.
type Source struct {
	Segment *segment.Segment
	Deleted *roaring.Bitmap
}

// New prepares an index for searching.
func New(sources []Source, p Params) *Index {
	x := &Index{Params: p, pairs: make([]uint32, segment.PairSlots)}
	sum, base := uint64(0), uint32(0)
	for _, src := range sources {
		s := Segment{Segment: src.Segment, Base: base}
		base += s.Docs()
		x.Docs += int(s.Docs())
		sum += s.LengthSum()
		if src.Deleted != nil && !src.Deleted.IsEmpty() {
			s.Live = NewBits(s.Docs())
			s.Live.SetAll(s.Docs())
			for it := src.Deleted.Iterator(); it.HasNext(); {
				s.Live.Clear(it.Next())
			}
			x.Docs -= int(src.Deleted.GetCardinality())
		}
		s.AddPairs(x.pairs)
		x.Segments = append(x.Segments, s)
	}
	x.average = max(float64(sum)/float64(max(base, 1)), 1)
	for i := range x.Segments {
		s := &x.Segments[i]
		s.norms = make([]float32, s.Docs())
		for d := range s.norms {
			s.norms[d] = x.norm(s.Length(uint32(d)))
		}
	}
	return x
}

// norm is BM25's K: k1 × (1 − b + b × length/average).
func (x *Index) norm(length uint16) float32 {
	p := x.Params
	return float32(p.K1 * (1 - p.B + p.B*float64(length)/x.average))
}

// IDF is the weight of something that n documents have: ln(1 + (N − n + ½)/(n + ½)).
func (x *Index) IDF(n int) float64 {
	return math.Log(1 + (max(float64(x.Docs-n), 0)+0.5)/(float64(n)+0.5))
}

// DocFreq returns the number of documents with a term of a field, deleted ones included.
func (x *Index) DocFreq(field int, term string) int {
	n := 0
	for i := range x.Segments {
		if info, ok := x.Segments[i].Lookup(field, []byte(term)); ok {
			n += info.List.Len()
		}
	}
	return n
}

// PairFreq estimates, never too low, the number of documents in which term b follows term a at either level.
func (x *Index) PairFreq(a, b string) int {
	return int(x.pairs[segment.PairSlot([]byte(a), []byte(b))])
}

// Doc is a document of the index: its segment and its number there.
type Doc struct {
	Segment int
	Number  uint32
}

// SetFreq returns the number of documents with any term of a folded form in a field, deleted ones included.
func (x *Index) SetFreq(field int, folded string) int {
	n := 0
	for i := range x.Segments {
		n += x.Segments[i].lookup(&Unit{Field: field, Term: folded, Set: true}).Len()
	}
	return n
}
