package lexicon

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"unsafe"

	"timbao/indexer/sidecar"
)

// Kind is the sidecar that holds the model.
//
// History: 1, first version.
var Kind = sidecar.Kind{Name: "lexicon", Version: 1}

// A model is, little-endian, each section padded to a multiple of 8 bytes:
//
//	words:u32 pairs:u32 triples:u32 text:u32 tokens:u64
//	offsets   u32 × words+1    of the words' terms in text
//	text      bytes            terms in byte order: folded, 0x00, accented if that differs
//	counts    u32 × words      times in the archive
//	alone     f32 × words+2    ln P(w); behind the words, that of numbers and of beginnings
//	rest      f32 × words+2    ln of what is left of a word's successors for those that have no pair
//	rows      u32 × words+3    first pair of each first word
//	second    u16 × pairs      second words, in order within a row
//	likely    u8  × pairs      −ln P(second | first), in steps of 1/16
//	below     u8  × pairs      −ln of what is left for third words that have no triple, in steps of 1/16
//	children  u32 × pairs+1    first triple of each pair
//	third     u16 × triples    third words, in order within a pair
//	likely3   u8  × triples    −ln P(third | first, second), in steps of 1/16
const headerBytes = 24

// probStep is the unit of a stored logarithm.
const probStep = 1.0 / 16

func quantise(logp float64) uint8 {
	return uint8(min(max(math.Round(-logp/probStep), 0), 255))
}

// sizes are the counts in the header.
type sizes struct{ words, pairs, triples, text int }

// sections gives the length in bytes of each section.
func (s sizes) sections() []int {
	return []int{4 * (s.words + 1), s.text, 4 * s.words, 4 * (s.words + 2), 4 * (s.words + 2), 4 * (s.words + 3), 2 * s.pairs, s.pairs,
		s.pairs, 4 * (s.pairs + 1), 2 * s.triples, s.triples}
}

func padded(n int) int { return (n + 7) &^ 7 }

// raw is a model as it lies in the file.
type raw struct {
	tokens          uint64
	offsets         []uint32
	text            []byte
	counts          []uint32
	alone, rest     []float32
	rows            []uint32
	second          []uint16
	likely, below   []uint8
	children        []uint32
	third           []uint16
	likely3         []uint8
	numberID, words uint32
}

func (m *raw) write(w io.Writer) error {
	head := make([]byte, 0, headerBytes)
	for _, n := range []int{len(m.counts), len(m.second), len(m.third), len(m.text)} {
		head = binary.LittleEndian.AppendUint32(head, uint32(n))
	}
	head = binary.LittleEndian.AppendUint64(head, m.tokens)
	for _, part := range []any{head, m.offsets, m.text, m.counts, m.alone, m.rest, m.rows, m.second, m.likely, m.below, m.children, m.third, m.likely3} {
		if err := binary.Write(w, binary.LittleEndian, part); err != nil {
			return err
		}
		if gap := padded(binary.Size(part)) - binary.Size(part); gap > 0 {
			if _, err := w.Write(make([]byte, gap)); err != nil {
				return err
			}
		}
	}
	return nil
}

// parse reads a model whose sections it shares. It checks every offset, so that nothing in it points outside.
func parse(payload []byte) (*raw, error) {
	if len(payload) < headerBytes {
		return nil, fmt.Errorf("%w: lexicon has %d bytes", sidecar.ErrDamaged, len(payload))
	}
	at := func(i int) int { return int(binary.LittleEndian.Uint32(payload[i:])) }
	s := sizes{words: at(0), pairs: at(4), triples: at(8), text: at(12)}
	m := &raw{tokens: binary.LittleEndian.Uint64(payload[16:]), words: uint32(s.words), numberID: uint32(s.words)}
	rest := payload[headerBytes:]
	var cuts [][]byte
	for _, n := range s.sections() {
		if padded(n) > len(rest) {
			return nil, fmt.Errorf("%w: lexicon is cut short", sidecar.ErrDamaged)
		}
		cuts = append(cuts, rest[:n:n])
		rest = rest[padded(n):]
	}
	m.offsets, m.text, m.counts, m.alone = view[uint32](cuts[0]), cuts[1], view[uint32](cuts[2]), view[float32](cuts[3])
	m.rest, m.rows, m.second, m.likely = view[float32](cuts[4]), view[uint32](cuts[5]), view[uint16](cuts[6]), cuts[7]
	m.below, m.children, m.third, m.likely3 = cuts[8], view[uint32](cuts[9]), view[uint16](cuts[10]), cuts[11]
	if len(rest) > 0 || s.words > maxWords || !rising(m.offsets, s.text) || !rising(m.rows, s.pairs) || !rising(m.children, s.triples) {
		return nil, fmt.Errorf("%w: the parts of the lexicon do not fit together", sidecar.ErrDamaged)
	}
	return m, nil
}

// rising says whether offsets begin at 0, never fall, and end at the end.
func rising(offsets []uint32, end int) bool {
	for i := 1; i < len(offsets); i++ {
		if offsets[i] < offsets[i-1] {
			return false
		}
	}
	return offsets[0] == 0 && offsets[len(offsets)-1] == uint32(end)
}

// view reads bytes as numbers: in place where the machine's order and the bytes' place allow it, else as a copy.
func view[T uint16 | uint32 | float32](b []byte) []T {
	var zero T
	size := int(unsafe.Sizeof(zero))
	n := len(b) / size
	if n == 0 {
		return nil
	}
	if binary.NativeEndian.Uint16([]byte{1, 0}) == 1 && uintptr(unsafe.Pointer(&b[0]))%unsafe.Alignof(zero) == 0 {
		return unsafe.Slice((*T)(unsafe.Pointer(&b[0])), n)
	}
	out := make([]T, n)
	if _, err := binary.Decode(b, binary.LittleEndian, out); err != nil {
		panic(err) // the length is right
	}
	return out
}
