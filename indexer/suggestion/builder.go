package suggestion

import (
	"cmp"
	"hash/crc32"
	"math"
	"slices"
	"strings"

	"timbao/indexer/vietnamese"
)

// Entry is something that can be offered.
type Entry struct {
	Kind  Kind
	Text  string   // to show; of a title, the id of its article
	Words []uint32 // what it is matched by: numbers from Builder.Term
	Score float64  // bits, 0 to 63
	Count int      // articles that have it
	Order int64    // of those with the same score and kind, the largest comes first
}

// Builder collects entries and writes a table. It keeps all of them in memory: about 250 bytes for an entry of a dozen words while
// it writes.
type Builder struct {
	numbers map[string]uint32
	terms   []string
	weak    []bool // by term: a function word, with which nothing begins
	words   []uint32
	entries []entry
	seen    []uint32
}

// entry is an Entry in the builder.
type entry struct {
	hash  uint64 // of its kind and words
	order int64
	text  string
	from  uint32 // its first word in Builder.words
	count uint32
	score uint16
	n     uint8
	kind  Kind
}

// NewBuilder returns an empty Builder.
func NewBuilder() *Builder { return &Builder{numbers: map[string]uint32{}} }

// Term returns the number of a term, "hoi\x00hội", in this builder.
func (b *Builder) Term(term []byte) uint32 {
	if n, ok := b.numbers[string(term)]; ok {
		return n
	}
	n := uint32(len(b.terms))
	s := string(term)
	b.numbers[s] = n
	b.terms = append(b.terms, s)
	_, accented := vietnamese.Split(s)
	b.weak = append(b.weak, vietnamese.IsFunctionWord(accented))
	return n
}

// Words returns the numbers of the words of a text.
func (b *Builder) Words(text string) []uint32 {
	var out []uint32
	for _, t := range vietnamese.Tokens(text) {
		if !t.Whole {
			out = append(out, b.Term([]byte(t.Term)))
		}
	}
	return out
}

// Add adds an entry. One without words is passed over. Entries of one kind with the same words become one, which has the text of the
// one that scores best. Titles, sections and writers add up their counts, as an article has one of several spellings; of names and
// phrases the largest count stands.
func (b *Builder) Add(e Entry) {
	n := min(len(e.Words), MaxWords)
	if n == 0 || int(e.Kind) >= kinds {
		return
	}
	score := math.Round(min(max(e.Score, 0), math.MaxUint16/scoreUnit) * scoreUnit)
	b.entries = append(b.entries, entry{0, e.Order, strings.Clone(e.Text), uint32(len(b.words)), uint32(min(max(e.Count, 0), math.MaxUint32)),
		uint16(score), uint8(n), e.Kind})
	b.words = append(b.words, e.Words[:n]...)
}

// See notes that the title of an article, as it is now, was considered. mark tells versions of the article apart.
func (b *Builder) See(id []byte, mark int64) { b.seen = append(b.seen, fingerprint(id, mark)) }

// fingerprint is a number that two versions of an article hardly ever share.
func fingerprint(id []byte, mark int64) uint32 {
	var m [8]byte
	for i := range m {
		m[i] = byte(mark >> (8 * i))
	}
	return crc32.Update(crc32.ChecksumIEEE(id), crc32.IEEETable, m[:])
}

func (b *Builder) wordsOf(e *entry) []uint32 { return b.words[e.from : e.from+uint32(e.n)] }

// sortTerms numbers the terms in byte order.
func (b *Builder) sortTerms() {
	order := make([]uint32, len(b.terms))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(x, y uint32) int { return strings.Compare(b.terms[x], b.terms[y]) })
	numbers := make([]uint32, len(order))
	terms, weak := make([]string, len(order)), make([]bool, len(order))
	for rank, old := range order {
		numbers[old] = uint32(rank)
		terms[rank], weak[rank] = b.terms[old], b.weak[old]
		b.numbers[terms[rank]] = uint32(rank)
	}
	b.terms, b.weak = terms, weak
	for i, w := range b.words {
		b.words[i] = numbers[w]
	}
}

// merge makes one of the entries of a kind with the same words.
func (b *Builder) merge() {
	for i := range b.entries {
		e := &b.entries[i]
		e.hash = uint64(e.kind)
		for _, w := range b.wordsOf(e) {
			e.hash = (e.hash ^ uint64(w)) * 0x9E3779B97F4A7C15
			e.hash ^= e.hash >> 31
		}
	}
	slices.SortFunc(b.entries, func(x, y entry) int {
		if x.hash != y.hash {
			return cmp.Compare(x.hash, y.hash)
		}
		return cmp.Or(cmp.Compare(x.kind, y.kind), slices.Compare(b.wordsOf(&x), b.wordsOf(&y)),
			cmp.Compare(y.score, x.score), cmp.Compare(y.order, x.order), strings.Compare(x.text, y.text), cmp.Compare(x.count, y.count))
	})
	out := b.entries[:0]
	for _, e := range b.entries {
		if n := len(out); n > 0 && out[n-1].kind == e.kind && slices.Equal(b.wordsOf(&out[n-1]), b.wordsOf(&e)) {
			switch e.kind {
			case Place, Person, Phrase:
				out[n-1].count = max(out[n-1].count, e.count)
			default:
				out[n-1].count += min(e.count, math.MaxUint32-out[n-1].count)
			}
			continue
		}
		out = append(out, e)
	}
	b.entries = out
}

// rank puts the entries into the order of their numbers, best first.
func (b *Builder) rank() {
	slices.SortFunc(b.entries, func(x, y entry) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.kind, y.kind), cmp.Compare(y.order, x.order), strings.Compare(x.text, y.text),
			slices.Compare(b.wordsOf(&x), b.wordsOf(&y)))
	})
}
