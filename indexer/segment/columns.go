package segment

import (
	"fmt"
	"math/bits"
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

// KeywordCount returns the number of distinct values of a keyword column.
func (s *Segment) KeywordCount(column int) int {
	return max(len(s.off.keywords[column].valueOff)/4-1, 0)
}

// KeywordOrdinal finds the ordinal of a value in a keyword column.
func (s *Segment) KeywordOrdinal(column int, value string) (ordinal uint32, ok bool) {
	k := s.off.keywords[column]
	n, ok := sort.Find(s.KeywordCount(column), func(i int) int {
		return strings.Compare(value, string(k.values[u32at(k.valueOff, uint32(i)):u32at(k.valueOff, uint32(i)+1)]))
	})
	return uint32(n), ok
}

// CountKeywords adds, for each document of a set, one to the count of each of its values in a keyword column. The set has a
// bit for each document, counts an element for each value.
func (s *Segment) CountKeywords(column int, docs []uint64, counts []int) {
	k := s.off.keywords[column]
	for w, word := range docs {
		for ; word != 0; word &= word - 1 {
			d := uint32(w<<6 + bits.TrailingZeros64(word))
			for i, end := u32at(k.offsets, d), u32at(k.offsets, d+1); i < end; i++ {
				counts[u32at(k.ords, i)]++
			}
		}
	}
}

// AddWithKeywords puts the documents that have one of the wanted values in a keyword column into a set. Wanted has an element
// for each value, the set a bit for each document.
func (s *Segment) AddWithKeywords(column int, wanted []bool, docs []uint64) {
	k := s.off.keywords[column]
	i := u32at(k.offsets, 0)
	for d := range s.Docs() {
		for end := u32at(k.offsets, d+1); i < end; i++ {
			if wanted[u32at(k.ords, i)] {
				docs[d>>6] |= 1 << (d & 63)
			}
		}
	}
}
