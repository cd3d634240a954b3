package suggestion

import (
	"encoding/binary"
	"fmt"
	"sort"
)

// Table is a table of suggestions. It shares the memory of the bytes it was read from.
type Table struct {
	header
	termAt, spelling, wordAt, word, textAt, text, score, count, kind, fingerprints []byte
	suffixes                                                                       [lists]list
}

// list is the suffixes of one kind, sorted by their words.
type list struct {
	entry, word []byte
	n           int
	minima      [][]uint32 // of blocks of fanout entries, then of blocks of those, and so on
}

// Read reads a table. It looks at every number once, so that what it returns can be used without a check: some 10 ms for 100,000
// titles. It returns ErrDamaged.
func Read(data []byte) (*Table, error) {
	if len(data) < headerSize {
		return nil, fmt.Errorf("%w: it has %d bytes", ErrDamaged, len(data))
	}
	t := &Table{}
	for i, f := range t.fields() {
		*f = binary.LittleEndian.Uint32(data[4*i:])
	}
	if t.size() != uint64(len(data)) {
		return nil, fmt.Errorf("%w: it has %d bytes instead of %d", ErrDamaged, len(data), t.size())
	}
	t.lay(data[headerSize:])
	if err := t.check(); err != nil {
		return nil, err
	}
	for i := range t.suffixes {
		t.suffixes[i].sum()
	}
	return t, nil
}

// lay cuts the data into its parts, whose sizes add up to it.
func (t *Table) lay(data []byte) {
	take := func(n uint64) []byte {
		part := data[:n:n]
		data = data[n:]
		return part
	}
	e := uint64(t.entries)
	t.termAt, t.spelling = take(4*(uint64(t.terms)+1)), take(uint64(t.spellings))
	t.wordAt, t.word = take(4*(e+1)), take(t.wordWidth()*uint64(t.words))
	t.textAt, t.text = take(4*(e+1)), take(uint64(t.texts))
	t.score, t.count, t.kind = take(2*e), take(4*e), take(e)
	t.fingerprints = take(4 * uint64(t.seen))
	for i, n := range t.lists {
		l := list{n: int(n), entry: take(4 * uint64(n))}
		if later(i) {
			l.word = take(uint64(n))
		}
		t.suffixes[i] = l
	}
}

func u32(b []byte, i int) uint32 { return binary.LittleEndian.Uint32(b[4*i:]) }

// check refuses numbers that point outside the table.
func (t *Table) check() error {
	for _, o := range []struct {
		name string
		at   []byte
		end  uint32
	}{{"terms", t.termAt, t.spellings}, {"words", t.wordAt, t.words}, {"texts", t.textAt, t.texts}} {
		if !rises(o.at, o.end) {
			return fmt.Errorf("%w: its %s are out of order", ErrDamaged, o.name)
		}
	}
	for i := range int(t.words) {
		if t.termNumber(i) >= t.terms {
			return fmt.Errorf("%w: word %d is no term", ErrDamaged, i)
		}
	}
	for i := range int(t.entries) {
		if int(t.kind[i]) >= kinds || i > 0 && t.scoreOf(uint32(i)) > t.scoreOf(uint32(i-1)) {
			return fmt.Errorf("%w: entry %d is out of order", ErrDamaged, i)
		}
	}
	for i := range t.suffixes {
		l := &t.suffixes[i]
		for s := range l.n {
			e := l.entryOf(s)
			if e >= t.entries || l.wordOf(s) >= t.length(e) || int(t.kind[e]) != i/2 {
				return fmt.Errorf("%w: suffix %d of list %d is none", ErrDamaged, s, i)
			}
		}
	}
	return nil
}

// rises says whether offsets begin at 0, never fall, and end at end.
func rises(at []byte, end uint32) bool {
	last := uint32(0)
	for i := range len(at) / 4 {
		v := u32(at, i)
		if v < last || i == 0 && v != 0 {
			return false
		}
		last = v
	}
	return last == end
}

func (l *list) entryOf(s int) uint32 { return u32(l.entry, s) }

func (l *list) wordOf(s int) int {
	if l.word == nil {
		return 0
	}
	return int(l.word[s])
}

// Len returns the number of entries.
func (t *Table) Len() int { return int(t.entries) }

// Kind returns the kind of an entry.
func (t *Table) Kind(e uint32) Kind { return Kind(t.kind[e]) }

// Text returns the text of an entry.
func (t *Table) Text(e uint32) string {
	return string(t.text[u32(t.textAt, int(e)):u32(t.textAt, int(e)+1)])
}

// Count returns the number of articles that have an entry.
func (t *Table) Count(e uint32) int { return int(u32(t.count, int(e))) }

// Score returns the score of an entry, in bits.
func (t *Table) Score(e uint32) float64 { return float64(t.scoreOf(e)) / scoreUnit }

func (t *Table) scoreOf(e uint32) int { return int(binary.LittleEndian.Uint16(t.score[2*e:])) }

// Terms returns the terms of the words of an entry.
func (t *Table) Terms(e uint32) []string {
	out := make([]string, t.length(e))
	for i := range out {
		out[i] = string(t.termBytes(t.wordOf(e, i)))
	}
	return out
}

// Seen says whether the title of this version of an article was considered when the table was built.
func (t *Table) Seen(id []byte, mark int64) bool {
	want := fingerprint(id, mark)
	i := sort.Search(int(t.seen), func(i int) bool { return u32(t.fingerprints, i) >= want })
	return i < int(t.seen) && u32(t.fingerprints, i) == want
}

// length is the number of words of an entry.
func (t *Table) length(e uint32) int { return int(u32(t.wordAt, int(e)+1) - u32(t.wordAt, int(e))) }

// wordOf is the term number of a word of an entry.
func (t *Table) wordOf(e uint32, i int) uint32 { return t.termNumber(int(u32(t.wordAt, int(e))) + i) }

func (t *Table) termNumber(i int) uint32 {
	if t.terms <= 1<<16 {
		return uint32(binary.LittleEndian.Uint16(t.word[2*i:]))
	}
	return uint32(t.word[3*i]) | uint32(t.word[3*i+1])<<8 | uint32(t.word[3*i+2])<<16
}

// termBytes is a term by its number.
func (t *Table) termBytes(n uint32) []byte {
	return t.spelling[u32(t.termAt, int(n)):u32(t.termAt, int(n)+1)]
}

// from returns the number of the first term that is not below a key.
func (t *Table) from(key string) uint32 {
	return uint32(sort.Search(int(t.terms), func(i int) bool { return string(t.termBytes(uint32(i))) >= key }))
}
