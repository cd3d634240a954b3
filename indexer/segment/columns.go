package segment

import (
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
