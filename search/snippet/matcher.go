package snippet

import (
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
	pairs    map[[2]uint16]uint16 // neighbours in the query → feature
	phrases  []phrase
	starts   map[uint16][]uint16 // atom → phrases that begin with it
	weights  []float64           // of each feature: atoms, then pairs, then phrases
	sieve    *sieve
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
	alone  bool // it is marked wherever it stands, not only in a phrase
	common bool // it is marked only beside other marks
}

// phrase is a run of atoms.
type phrase struct {
	atoms   []uint16
	feature uint16
}

const (
	maxAtoms = 4096 // far more than the limits of the query language let through; the rest is ignored

	commonShare  = 0.2 // of the greatest weight: less is a common word
	pairShare    = 0.5 // of the weight of its terms: what a pair adds
	phraseFactor = 2   // times the weight of its terms: what a phrase adds
)

// NewMatcher returns a matcher for a query. Terms are in the order of the query, so that its neighbours are known, and are marked
// wherever they stand; the terms of a phrase are marked only where they all stand one after the other. A code in a phrase is either
// its parts or the code kept whole, not both.
func NewMatcher(terms []Term, phrases [][]Term) *Matcher {
	m := &Matcher{
		exact:  make(map[string][]uint16),
		folded: make(map[string][]uint16),
		pairs:  make(map[[2]uint16]uint16),
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
	m.evenWeights()
	for i := 1; i < len(order); i++ {
		m.addPair(order[i-1], order[i])
	}
	for i := range m.phrases {
		m.weighPhrase(&m.phrases[i])
	}
	m.findCommon()
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
	t.Weight = 0
	id, ok := known[t]
	if !ok {
		id = uint16(len(m.atoms))
		known[t] = id
		m.atoms = append(m.atoms, atom{term: t})
		m.weights = append(m.weights, 0)
		m.lookUp(t, id)
	}
	m.atoms[id].alone = m.atoms[id].alone || alone
	m.weights[id] = max(m.weights[id], weight)
	return int(id)
}

// lookUp makes the tokens that match a term find its atom.
func (m *Matcher) lookUp(t Term, id uint16) {
	folded, accented := vietnamese.Split(t.Term)
	switch {
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

// evenWeights makes all weights 1 if none was given.
func (m *Matcher) evenWeights() {
	for _, w := range m.weights {
		if w > 0 {
			return
		}
	}
	for i := range m.weights {
		m.weights[i] = 1
	}
}

// addPair makes two atoms neighbours in the query.
func (m *Matcher) addPair(a, b int) {
	if a < 0 || b < 0 {
		return
	}
	key := [2]uint16{uint16(a), uint16(b)}
	if _, ok := m.pairs[key]; ok {
		return
	}
	m.pairs[key] = uint16(len(m.weights))
	m.weights = append(m.weights, pairShare*(m.weights[a]+m.weights[b]))
}

// weighPhrase gives a phrase its weight.
func (m *Matcher) weighPhrase(p *phrase) {
	sum := 0.0
	for _, a := range p.atoms {
		sum += m.weights[a]
	}
	p.feature = uint16(len(m.weights))
	m.weights = append(m.weights, phraseFactor*sum)
}

// findCommon tells the common words from those that explain a hit.
func (m *Matcher) findCommon() {
	greatest := 0.0
	for i := range m.atoms {
		greatest = max(greatest, m.weights[i])
	}
	for i := range m.atoms {
		m.atoms[i].common = m.weights[i] < commonShare*greatest
	}
}

// empty reports a matcher that matches nothing.
func (m *Matcher) empty() bool { return m == nil || len(m.atoms) == 0 }
