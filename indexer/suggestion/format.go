package suggestion

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// A table of suggestions is, without gaps:
//
//	entries:u32 terms:u32 words:u32 texts:u32 spellings:u32 seen:u32   header; texts and spellings are lengths in bytes
//	length:u32 × 2 × kinds                                             suffixes in each list: by kind, first words, then later ones
//	u32 × (terms+1), bytes                                             terms in byte order: where each begins, and their bytes
//	u32 × (entries+1), u16 or u24 × words                              words of the entries: where each begins, and term numbers
//	u32 × (entries+1), bytes                                           texts of the entries
//	u16 × entries                                                      scores in 1/1024 bit, never rising
//	u32 × entries                                                      counts
//	u8 × entries                                                       kinds
//	u32 × seen                                                         fingerprints of the articles that were seen, rising
//	lists                                                              u32 × length: entry; later ones also u8 × length: its word
//
// Numbers are little-endian. Words take two bytes if there are no more than 65,536 terms. The file is a sidecar, which has a
// version and a checksum of its own.

// Version is the version of the format. History: 1, first.
const Version = 1

// MaxWords is the number of words of an entry that can be matched.
const MaxWords = 64

const (
	headerFields = 6
	kinds        = 6
	lists        = 2 * kinds
	headerSize   = 4 * (headerFields + lists)
	scoreUnit    = 1024 // of a bit
)

// ErrDamaged is returned when a table is not what was written.
var ErrDamaged = errors.New("the table of suggestions is damaged")

// Kind says what an entry is. Among equally likely ones the smaller kind comes first.
type Kind uint8

// The kinds of entries.
const (
	Section Kind = iota
	Place
	Person
	Author
	Phrase
	Title
)

var kindNames = [kinds]string{"section", "place", "person", "author", "phrase", "title"}

// String is the kind's name in small letters.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return fmt.Sprintf("kind %d", uint8(k))
}

// Kinds returns the names of all kinds.
func Kinds() []string { return kindNames[:] }

// ParseKind returns the kind with a name.
func ParseKind(name string) (Kind, bool) {
	for i, n := range kindNames {
		if n == name {
			return Kind(i), true
		}
	}
	return 0, false
}

// header is the sizes of everything in a table.
type header struct {
	entries, terms, words, texts, spellings, seen uint32
	lists                                         [lists]uint32
}

func (h *header) fields() []*uint32 {
	all := []*uint32{&h.entries, &h.terms, &h.words, &h.texts, &h.spellings, &h.seen}
	for i := range h.lists {
		all = append(all, &h.lists[i])
	}
	return all
}

func (h *header) append(dst []byte) []byte {
	for _, f := range h.fields() {
		dst = binary.LittleEndian.AppendUint32(dst, *f)
	}
	return dst
}

// wordWidth is the number of bytes of a term number.
func (h *header) wordWidth() uint64 {
	if h.terms > 1<<16 {
		return 3
	}
	return 2
}

// later says whether a list holds suffixes that begin at later words.
func later(list int) bool { return list%2 == 1 }

// size is the length of the whole table.
func (h *header) size() uint64 {
	e, t := uint64(h.entries), uint64(h.terms)
	n := headerSize + 4*(t+1) + uint64(h.spellings) + 4*(e+1) + h.wordWidth()*uint64(h.words) + 4*(e+1) + uint64(h.texts)
	n += (2+4+1)*e + 4*uint64(h.seen)
	for i, length := range h.lists {
		n += 4 * uint64(length)
		if later(i) {
			n += uint64(length)
		}
	}
	return n
}
