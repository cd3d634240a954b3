package lexicon

import (
	"bytes"
	"math"
	"slices"
	"sort"
)

// Model is what was learned from an archive's words. It lies in the mapped file of its sidecar and must not be used after that is
// closed. It is safe for concurrent use.
type Model struct{ raw }

// Word is the number of a word of a model.
type Word uint16

// None is no word: one that the model does not know.
const None Word = unknown

// Parse reads a model from the payload of its sidecar. It takes about a millisecond and no memory but for a few words.
func Parse(payload []byte) (*Model, error) {
	r, err := parse(payload)
	if err != nil {
		return nil, err
	}
	return &Model{*r}, nil
}

// Words returns the number of words.
func (m *Model) Words() int { return int(m.words) }

// Pairs returns the number of pairs of words.
func (m *Model) Pairs() int { return len(m.second) }

// Triples returns the number of triples of words.
func (m *Model) Triples() int { return len(m.third) }

// Tokens returns the number of words in the archive that the model was learned from.
func (m *Model) Tokens() uint64 { return m.tokens }

// Number is the word that stands for every number.
func (m *Model) Number() Word { return Word(m.numberID) }

func (m *Model) begin() Word { return Word(m.numberID + 1) }

// Term returns the two-level term of a word, in the mapped file; nil for what is none of the archive's words.
func (m *Model) Term(w Word) []byte {
	if int(w) >= m.Words() {
		return nil
	}
	return m.text[m.offsets[w]:m.offsets[w+1]]
}

// Count returns how often a word stands in the archive.
func (m *Model) Count(w Word) int {
	if int(w) >= m.Words() {
		return 0
	}
	return int(m.counts[w])
}

// Find returns the word with a two-level term, None if there is none.
func (m *Model) Find(term []byte) Word {
	i := m.from(term)
	if i < m.Words() && bytes.Equal(m.Term(Word(i)), term) {
		return Word(i)
	}
	return None
}

// from is the first word whose term is not below a term.
func (m *Model) from(term []byte) int {
	return sort.Search(m.Words(), func(i int) bool { return bytes.Compare(m.Term(Word(i)), term) >= 0 })
}

// Forms returns the words with a folded form, from the first up to, not including, the last.
func (m *Model) Forms(folded []byte) (first, last Word) {
	i := m.from(append(append(make([]byte, 0, 32), folded...), 0))
	j := i
	for j < m.Words() && bytes.HasPrefix(m.Term(Word(j)), folded) && m.Term(Word(j))[len(folded)] == 0 {
		j++
	}
	return Word(i), Word(j)
}

// Beside says whether the second word stands behind the first often enough to be a pair of the model.
func (m *Model) Beside(first, second Word) bool { return m.follow(first, second).pair >= 0 }

// Alone returns ln P(w), of a word without context.
func (m *Model) Alone(w Word) float32 {
	if int(w) >= len(m.alone) {
		return m.unseen()
	}
	return m.alone[w]
}

// unseen is ln P of a word that is not in the model.
func (m *Model) unseen() float32 { return -float32(math.Log(float64(max(m.tokens, 1)))) - 1 }

// state is a context: the word before, and the pair that it ends.
type state struct {
	word Word
	pair int32 // −1 if the model does not have it
}

// follow is what is known of a word behind another one: ln P(b | a) and the place of the pair, −1 if there is none.
type follow struct {
	logp float32
	pair int32
}

func (m *Model) follow(a, b Word) follow {
	switch {
	case int(b) >= len(m.alone):
		return follow{m.unseen(), -1}
	case int(a) >= len(m.alone):
		return follow{m.alone[b], -1}
	}
	lo := m.rows[a]
	if i, ok := slices.BinarySearch(m.second[lo:m.rows[a+1]], uint16(b)); ok {
		return follow{-float32(m.likely[int(lo)+i]) * probStep, int32(int(lo) + i)}
	}
	return follow{m.rest[a] + m.alone[b], -1}
}

// step is ln P(c | a, b), where the pair (a, b) has the given place and then is what is known of c behind b.
func (m *Model) step(pair int32, c Word, then follow) float32 {
	if pair < 0 {
		return then.logp
	}
	lo, hi := m.children[pair], m.children[pair+1]
	if lo == hi {
		return then.logp
	}
	if i, ok := slices.BinarySearch(m.third[lo:hi], uint16(c)); ok {
		return -float32(m.likely3[int(lo)+i]) * probStep
	}
	return then.logp - float32(m.below[pair])*probStep
}
