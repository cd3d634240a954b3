package harvest

// pairMap counts articles by key, or maps keys to numbers. Keys are not 0. The zero value is an empty map for numbers.
type pairMap struct {
	slots []pairSlot
	used  int
}

type pairSlot struct {
	key  uint64
	docs uint32 // articles, or the number
	last uint32 // article that was counted last
}

// newPairMap returns a map for counting a number of keys at most, which keeps their slots where they are. Many of the keys are expected
// to be the same.
func newPairMap(keys int) *pairMap {
	m := &pairMap{}
	m.grow(keys + 1)
	return m
}

func (m *pairMap) grow(size int) {
	n := 1 << 10
	for n < size {
		n *= 2
	}
	old := m.slots
	m.slots = make([]pairSlot, n)
	for _, s := range old {
		if s.key != 0 {
			m.slots[m.slot(s.key)] = s
		}
	}
}

// slot finds the slot of a key, or the empty one where it belongs.
func (m *pairMap) slot(key uint64) uint32 {
	mask := uint64(len(m.slots) - 1)
	for i := scatter(key); ; i++ {
		if s := &m.slots[i&mask]; s.key == key || s.key == 0 {
			return uint32(i & mask)
		}
	}
}

// count notes that an article has a key, and returns its slot.
func (m *pairMap) count(key uint64, doc uint32) uint32 {
	n := m.slot(key)
	s := &m.slots[n]
	s.key = key
	if s.last != doc {
		s.last = doc
		s.docs++
	}
	return n
}

// set gives a key its number.
func (m *pairMap) set(key uint64, n uint32) {
	if 2*m.used >= len(m.slots) {
		m.grow(2 * len(m.slots))
	}
	s := &m.slots[m.slot(key)]
	if s.key == 0 {
		s.key = key
		m.used++
	}
	s.docs = n
}

// get returns the number of a key, 0 if it has none.
func (m *pairMap) get(key uint64) uint32 {
	if m.slots == nil {
		return 0
	}
	return m.slots[m.slot(key)].docs
}

// scatter spreads keys over a table.
func scatter(key uint64) uint64 {
	key *= 0x9E3779B97F4A7C15
	key ^= key >> 29
	return key * 0xBF58476D1CE4E5B9 >> 20
}
