package snippet

// memo remembers which atoms the latest tokens matched, since the same few spellings of the words of a query pass the sieve
// again and again. It copies the tokens, so that it keeps no article in memory.
type memo [1 << memoBits]memoSlot

// memoSlot is one token and the atoms it matched.
type memoSlot struct {
	raw   [28]byte
	size  uint8 // 0 = empty
	count uint8
	atoms [2]uint16
}

const memoBits = 7

// slot returns the only place where a token can be.
func (m *memo) slot(raw string, key uint64) *memoSlot {
	n := len(raw)
	key ^= uint64(raw[0]) | uint64(raw[n/2])<<8 | uint64(raw[n-1])<<16 | uint64(n)<<24
	return &m[key*0x9e3779b97f4a7c15>>(64-memoBits)]
}

func (s *memoSlot) holds(raw string) bool {
	return int(s.size) == len(raw) && string(s.raw[:s.size]) == raw
}

// keep puts a token in the slot unless it, or the list of its atoms, is too long.
func (s *memoSlot) keep(raw string, occs []occurrence) {
	if len(raw) > len(s.raw) || len(occs) > len(s.atoms) {
		return
	}
	s.size, s.count = uint8(copy(s.raw[:], raw)), uint8(len(occs))
	for i, o := range occs {
		s.atoms[i] = o.atom
	}
}
