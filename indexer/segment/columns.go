package segment

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sort"
	"strings"
)

// keywordColumn collects the values of a keyword column.
type keywordColumn struct {
	values map[string]uint32
	list   []string
	ords   []uint32
	ends   []uint32
}

func (k *keywordColumn) add(v string) {
	n, ok := k.values[v]
	if !ok {
		if k.values == nil {
			k.values = map[string]uint32{}
		}
		n = uint32(len(k.list))
		v = strings.Clone(v)
		k.values[v] = n
		k.list = append(k.list, v)
	}
	begin := uint32(0)
	if len(k.ends) > 0 {
		begin = k.ends[len(k.ends)-1]
	}
	if !slices.Contains(k.ords[begin:], n) {
		k.ords = append(k.ords, n)
	}
}

// write writes the column with its values in byte order.
func (k *keywordColumn) write(w *fileWriter, column int) {
	order := make([]int, len(k.list))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return k.list[order[i]] < k.list[order[j]] })
	ordinal := make([]uint32, len(order))
	offsets := make([]uint32, 1, len(order)+1)
	w.begin(fmt.Sprintf(secKeyValues, column))
	for i, n := range order {
		ordinal[n] = uint32(i)
		w.write([]byte(k.list[n]))
		offsets = append(offsets, offsets[i]+uint32(len(k.list[n])))
	}
	w.end()
	w.sectionU32(fmt.Sprintf(secKeyValuesOff, column), offsets)
	w.begin(fmt.Sprintf(secKeyOffsets, column))
	w.u32(0)
	for _, end := range k.ends {
		w.u32(end)
	}
	w.end()
	w.begin(fmt.Sprintf(secKeyOrdinals, column))
	for _, n := range k.ords {
		w.u32(ordinal[n])
	}
	w.end()
}

func writeNumbers(w *fileWriter, column int, vals []int64) {
	w.begin(fmt.Sprintf(secNumber, column))
	for _, v := range vals {
		w.u64(uint64(v))
	}
	w.end()
}

func writeIDs(w *fileWriter, ids []string) {
	order := make([]uint32, len(ids))
	offsets := make([]uint32, 1, len(ids)+1)
	w.begin(secIDs)
	for i, id := range ids {
		order[i] = uint32(i)
		offsets = append(offsets, offsets[i]+uint32(len(id)))
		w.write([]byte(id))
	}
	w.end()
	w.sectionU32(secIDOffsets, offsets)
	slices.SortFunc(order, func(a, b uint32) int { return strings.Compare(ids[a], ids[b]) })
	w.sectionU32(secIDSorted, order)
}

// pairCounter counts in how many documents each slot's pairs occur.
type pairCounter struct {
	slots []pairSlot
}

type pairSlot struct{ doc, docs uint32 }

func (p *pairCounter) init() { p.slots = make([]pairSlot, PairSlots) }

// count notes that document doc (from 1) has a pair.
func (p *pairCounter) count(a, b, doc uint32) {
	s := &p.slots[pairHash(a, b)]
	if s.doc != doc {
		s.doc = doc
		s.docs++
	}
}

func (p *pairCounter) write(w *fileWriter) {
	counts := make([]uint32, len(p.slots))
	for i, s := range p.slots {
		counts[i] = s.docs
	}
	writePairs(w, counts)
}

func writePairs(w *fileWriter, counts []uint32) {
	var buf []byte
	last := -1
	w.begin(secPairs)
	for i, n := range counts {
		if n == 0 {
			continue
		}
		buf = binary.AppendUvarint(buf[:0], uint64(i-last))
		buf = binary.AppendUvarint(buf, uint64(n))
		last = i
		w.write(buf)
	}
	w.end()
}

// foldHash hashes the folded level of a term.
func foldHash(term []byte) uint32 {
	h := uint32(2166136261) // FNV-1a, 32 bit
	for _, c := range term {
		if c == 0 {
			break
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func pairHash(a, b uint32) uint32 {
	h := uint64(a)*0x9E3779B97F4A7C15 + uint64(b)*0xC2B2AE3D27D4EB4F
	return uint32(h >> 43 & (PairSlots - 1))
}

// PairSlot returns the slot of the pair table that counts documents in which term b follows term a. Only the folded
// levels of the terms matter.
func PairSlot(a, b []byte) uint32 { return pairHash(foldHash(a), foldHash(b)) }
