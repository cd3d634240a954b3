package snippet

import (
	"math"
	"strings"
	"sync"

	"timbao/indexer/vietnamese"
)

// Matcher finds the words of one query in any number of texts. It is built once a query and may be used by many goroutines
// at once. The nil Matcher matches nothing.
type Matcher struct {
	atoms    []atom
	exact    map[string][]uint16 // two-level term → atoms
	folded   map[string][]uint16 // folded form → atoms with AnyAccent
	prefixes []prefixAtom
	dates    []dateAtom
	phrases  []phrase
	starts   map[uint16][]uint16 // atom → phrases that begin with it
	weights  []int64             // of each feature: atoms, then pairs, then phrases
	sieve    *sieve
	numbers  bool      // some term begins with a digit, as Roman numerals do
	pool     sync.Pool // of *scan
}

// prefixAtom is an atom that matches the beginning of a token, at one of the two levels.
type prefixAtom struct {
	text      string
	anyAccent bool
	atom      [1]uint16
}

// atom is a distinct term of the query.
type atom struct {
	term   Term
	next   []neighbour // atoms that follow it in the query
	alone  bool        // it is marked wherever it stands, not only in a phrase
	common bool        // it is marked only beside other marks
}

// neighbour is the second atom of a pair.
type neighbour struct{ atom, feature uint16 }

// phrase is a run of atoms.
type phrase struct {
	atoms   []uint16
	feature uint16
}

const (
	maxAtoms = 4096 // far more than the limits of the query language let through; the rest is ignored

	greatest     = 1 << 20      // weight of the rarest term; the others are in proportion, in whole numbers so that sums are exact
	commonWeight = greatest / 5 // a term of less is a common word
	pairShare    = 2            // part of the weight of its terms that a pair adds
	phraseFactor = 2            // times the weight of its terms that a phrase adds
)

// NewMatcher returns a matcher for a query. Terms are in the order of the query, so that its neighbours are known, and are marked
// wherever they stand; the terms of a phrase are marked only where they all stand one after the other. A code in a phrase is either
// its parts or the code kept whole, not both.
func NewMatcher(terms []Term, phrases [][]Term) *Matcher {
	m := &Matcher{
		exact:  make(map[string][]uint16),
		folded: make(map[string][]uint16),
		starts: make(map[uint16][]uint16),
	}
	known := make(map[Term]uint16)
	terms = terms[:min(len(terms), maxAtoms)]
	order := make([]int, len(terms)) // atom of each term, -1 between the neighbours of a separator
	for i, t := range terms {
		order[i] = m.addAtom(known, t, true)
	}
	for _, p := range phrases {
		m.addPhrase(known, p)
	}
	m.weigh()
	for i := 1; i < len(order); i++ {
		m.addPair(order[i-1], order[i])
	}
	for i := range m.phrases {
		m.weighPhrase(&m.phrases[i])
	}
	all := make([]Term, len(m.atoms))
	for i, a := range m.atoms {
		all[i] = a.term
	}
	m.sieve = newSieve(letters(), all)
	m.pool.New = func() any { return newScan(m) }
	return m
}

// letters is made once for all matchers and never changed.
var letters = sync.OnceValue(newAlphabet)

// addAtom returns the atom of a term, or -1 for a separator.
func (m *Matcher) addAtom(known map[Term]uint16, t Term, alone bool) int {
	if t.Term == "" || t.Term == "\x00" || len(m.atoms) == maxAtoms {
		return -1
	}
	if !strings.Contains(t.Term, "\x00") {
		t.Term += "\x00"
	}
	weight := t.Weight
	t.Weight = 0 // the same word twice is one atom
	t.Date.Start, t.Date.End = 0, 0
	if !(weight > 0) || math.IsInf(weight, 1) {
		weight = 0
	}
	id, ok := known[t]
	if !ok {
		id = uint16(len(m.atoms))
		known[t] = id
		m.atoms = append(m.atoms, atom{term: t})
		m.lookUp(t, id)
	}
	m.atoms[id].alone = m.atoms[id].alone || alone
	m.atoms[id].term.Weight = max(m.atoms[id].term.Weight, weight)
	return int(id)
}

// lookUp makes the tokens that match a term find its atom.
func (m *Matcher) lookUp(t Term, id uint16) {
	folded, accented := vietnamese.Split(t.Term)
	m.numbers = m.numbers || folded == "" || '0' <= folded[0] && folded[0] <= '9'
	switch {
	case t.Date.Month != 0:
		m.dates = append(m.dates, dateAtom{t.Date, [1]uint16{id}})
	case t.Prefix && t.AnyAccent:
		m.prefixes = append(m.prefixes, prefixAtom{folded, true, [1]uint16{id}})
	case t.Prefix:
		m.prefixes = append(m.prefixes, prefixAtom{accented, false, [1]uint16{id}})
	case t.AnyAccent:
		m.folded[folded] = append(m.folded[folded], id)
	default:
		m.exact[t.Term] = append(m.exact[t.Term], id)
	}
}

// addPhrase adds a phrase whose weight is not known yet.
func (m *Matcher) addPhrase(known map[Term]uint16, terms []Term) {
	var p phrase
	for _, t := range terms {
		if id := m.addAtom(known, t, false); id >= 0 {
			p.atoms = append(p.atoms, uint16(id))
		}
	}
	if len(p.atoms) == 0 || len(m.phrases) == maxAtoms {
		return
	}
	m.starts[p.atoms[0]] = append(m.starts[p.atoms[0]], uint16(len(m.phrases)))
	m.phrases = append(m.phrases, p)
}

// weigh gives the atoms their weights and tells the common ones.
func (m *Matcher) weigh() {
	rarest := 0.0
	for _, a := range m.atoms {
		rarest = max(rarest, a.term.Weight)
	}
	for i := range m.atoms {
		a, weight := &m.atoms[i], int64(greatest)
		if rarest > 0 {
			weight = 1 + int64(greatest*(a.term.Weight/rarest))
		}
		a.common = weight < commonWeight
		m.weights = append(m.weights, weight)
	}
}

// addPair makes two atoms neighbours in the query.
func (m *Matcher) addPair(a, b int) {
	if a < 0 || b < 0 {
		return
	}
	first := &m.atoms[a]
	for _, n := range first.next {
		if int(n.atom) == b {
			return
		}
	}
	first.next = append(first.next, neighbour{uint16(b), uint16(len(m.weights))})
	m.weights = append(m.weights, (m.weights[a]+m.weights[b])/pairShare)
}

// weighPhrase gives a phrase its weight.
func (m *Matcher) weighPhrase(p *phrase) {
	sum := int64(0)
	for _, a := range p.atoms {
		sum += m.weights[a]
	}
	p.feature = uint16(len(m.weights))
	m.weights = append(m.weights, phraseFactor*sum)
}

// empty reports a matcher that matches nothing.
func (m *Matcher) empty() bool { return m == nil || len(m.atoms) == 0 }
