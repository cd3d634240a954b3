package vietnamese

import (
	"slices"
	"strings"
	"sync"
)

// Expanded is the end of an acronym's expansion in a stream of syllables.
type Expanded struct {
	Acronym
	Syllables int // how many syllables the expansion has, the last one fed included
}

// SyllableID stands for a syllable in ExpansionMatcher; 0 stands for all that occur in no expansion.
type SyllableID int32

// ExpansionMatcher follows a stream of syllables and says when the expansion of an acronym ends. All matchers share
// one automaton; each has its own place in it. Punctuation does not interrupt an expansion ("phòng, chống tham nhũng").
type ExpansionMatcher struct {
	automaton *automaton
	state     int32
}

// automaton is Aho and Corasick's over the syllables of the accented expansions.
type automaton struct {
	ids   map[string]SyllableID // accented canonical syllable → id
	nodes []node
}

type node struct {
	next map[SyllableID]int32
	fail int32
	ends []Expanded // of this node and of all that it fails to, longest first
}

var sharedAutomaton = sync.OnceValue(func() *automaton { return newAutomaton(acronyms().all) })

// NewExpansionMatcher makes a matcher over the table of acronyms, at the start of a text.
func NewExpansionMatcher() *ExpansionMatcher {
	return &ExpansionMatcher{automaton: sharedAutomaton()}
}

func newAutomaton(table []Acronym) *automaton {
	m := &automaton{ids: map[string]SyllableID{}, nodes: []node{{next: map[SyllableID]int32{}}}}
	for _, a := range table {
		_, key := expansionKeys(a.Expansion)
		syllables := strings.Fields(key)
		if len(syllables) < 2 {
			continue
		}
		at := int32(0)
		for _, s := range syllables {
			at = m.child(at, m.id(s))
		}
		m.nodes[at].ends = append(m.nodes[at].ends, Expanded{Acronym: a, Syllables: len(syllables)})
	}
	m.link()
	return m
}

func (m *automaton) id(syllable string) SyllableID {
	if _, ok := m.ids[syllable]; !ok {
		m.ids[syllable] = SyllableID(len(m.ids) + 1)
	}
	return m.ids[syllable]
}

func (m *automaton) child(at int32, id SyllableID) int32 {
	if to, ok := m.nodes[at].next[id]; ok {
		return to
	}
	to := int32(len(m.nodes))
	m.nodes = append(m.nodes, node{next: map[SyllableID]int32{}})
	m.nodes[at].next[id] = to
	return to
}

// link sets where each node falls back to, breadth first, and collects the shorter expansions that end there too.
func (m *automaton) link() {
	queue := []int32{0}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for id, to := range m.nodes[at].next {
			queue = append(queue, to)
			if at != 0 {
				m.nodes[to].fail = m.step(m.nodes[at].fail, id)
			}
			m.nodes[to].ends = slices.Concat(m.nodes[to].ends, m.nodes[m.nodes[to].fail].ends)
		}
	}
}

func (m *automaton) step(at int32, id SyllableID) int32 {
	for {
		if to, ok := m.nodes[at].next[id]; ok {
			return to
		}
		if at == 0 {
			return 0
		}
		at = m.nodes[at].fail
	}
}

// ID gives the syllable's id for NextID, from its term ("hoi\x00hội") or its accented form. A caller that sees the
// same terms again and again may remember it: it never changes within a process.
func (m *ExpansionMatcher) ID(term string) SyllableID {
	_, accented := Split(term)
	return m.automaton.ids[accented]
}

// Reset forgets the syllables seen, as at the start of another text.
func (m *ExpansionMatcher) Reset() { m.state = 0 }

// Next takes the next term of the text and gives the expansions that end with it, longest first. The slice is shared
// and must not be changed.
func (m *ExpansionMatcher) Next(term string) []Expanded { return m.NextID(m.ID(term)) }

// NextID is Next for a syllable whose id is known; it costs nothing for syllables of no expansion.
func (m *ExpansionMatcher) NextID(id SyllableID) []Expanded {
	if id == 0 {
		m.state = 0
		return nil
	}
	m.state = m.automaton.step(m.state, id)
	return m.automaton.nodes[m.state].ends
}
