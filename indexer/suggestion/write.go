package suggestion

import (
	"bufio"
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
)

// Write writes the table. Its bytes depend on what was added, not on the order. The builder is used up by it. It returns ctx's error
// when ctx ends.
func (b *Builder) Write(ctx context.Context, w io.Writer) error {
	b.sortTerms()
	b.merge()
	b.rank()
	slices.Sort(b.seen)
	b.seen = slices.Compact(b.seen)
	h := b.header()
	if h.terms > 1<<24 {
		return fmt.Errorf("write suggestions: %d different words are more than a table holds", h.terms)
	}
	var all [lists][]suffix
	for i := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		all[i] = b.list(i)
		h.lists[i] = uint32(len(all[i]))
	}
	out := &output{w: bufio.NewWriterSize(w, 1<<16)}
	out.bytes(h.append(nil))
	b.writeEntries(out, &h)
	for i, l := range all {
		for _, s := range l {
			out.u32(s.entry)
		}
		for _, s := range l {
			if later(i) {
				out.bytes([]byte{s.word})
			}
		}
	}
	if err := out.w.Flush(); err != nil {
		return fmt.Errorf("write suggestions: %w", err)
	}
	return ctx.Err()
}

// header is the sizes of what is to be written, but for the lists.
func (b *Builder) header() header {
	h := header{entries: uint32(len(b.entries)), terms: uint32(len(b.terms)), seen: uint32(len(b.seen))}
	for _, t := range b.terms {
		h.spellings += uint32(len(t))
	}
	for i := range b.entries {
		h.words += uint32(b.entries[i].n)
		h.texts += uint32(len(b.entries[i].text))
	}
	return h
}

// writeEntries writes what stands between the header and the lists.
func (b *Builder) writeEntries(out *output, h *header) {
	out.offsets(len(b.terms), func(i int) int { return len(b.terms[i]) })
	for _, t := range b.terms {
		out.bytes([]byte(t))
	}
	out.offsets(len(b.entries), func(i int) int { return int(b.entries[i].n) })
	for i := range b.entries {
		for _, word := range b.wordsOf(&b.entries[i]) {
			out.buf = binary.LittleEndian.AppendUint32(out.buf[:0], word)
			out.bytes(out.buf[:h.wordWidth()])
		}
	}
	out.offsets(len(b.entries), func(i int) int { return len(b.entries[i].text) })
	for i := range b.entries {
		out.bytes([]byte(b.entries[i].text))
	}
	for i := range b.entries {
		out.bytes(binary.LittleEndian.AppendUint16(out.buf[:0], b.entries[i].score))
	}
	for i := range b.entries {
		out.u32(b.entries[i].count)
	}
	for i := range b.entries {
		out.bytes([]byte{byte(b.entries[i].kind)})
	}
	for _, s := range b.seen {
		out.u32(s)
	}
}

// suffix is an entry from one of its words on.
type suffix struct {
	key   uint64 // its second and third word
	first uint32 // its first word
	entry uint32
	word  uint8
}

// list makes a list, sorted.
func (b *Builder) list(n int) []suffix {
	var out []suffix
	for i := range b.entries {
		e := &b.entries[i]
		if int(e.kind) != n/2 {
			continue
		}
		words := b.wordsOf(e)
		if !later(n) {
			out = append(out, suffix{keyOf(words), words[0], uint32(i), 0})
			continue
		}
		for j := 1; j < len(words); j++ {
			if !b.weak[words[j]] {
				out = append(out, suffix{keyOf(words[j:]), words[j], uint32(i), uint8(j)})
			}
		}
	}
	return b.sort(out)
}

// sort sorts suffixes: into heaps by their first word, and then each heap.
func (b *Builder) sort(in []suffix) []suffix {
	next := make([]uint32, len(b.terms)+1) // where the next suffix with a first word goes
	for i := range in {
		next[in[i].first+1]++
	}
	for i := range len(next) - 1 {
		next[i+1] += next[i]
	}
	out := make([]suffix, len(in))
	for _, s := range in {
		out[next[s.first]] = s
		next[s.first]++
	}
	from := uint32(0)
	for _, to := range next[:len(b.terms)] {
		if to > from+1 {
			slices.SortFunc(out[from:to], b.compare)
		}
		from = to
	}
	return out
}

// compare compares two suffixes with the same first word by the others, and those with the same words by their entries.
func (b *Builder) compare(x, y suffix) int {
	if x.key != y.key {
		return cmp.Compare(x.key, y.key)
	}
	a, c := b.wordsOf(&b.entries[x.entry])[x.word:], b.wordsOf(&b.entries[y.entry])[y.word:]
	return cmp.Or(slices.Compare(a, c), cmp.Compare(x.entry, y.entry), cmp.Compare(x.word, y.word))
}

// keyOf orders suffixes with the same first word by the next two; no word comes before any.
func keyOf(words []uint32) uint64 {
	key := uint64(0)
	if len(words) > 1 {
		key = uint64(words[1]+1) << 32
	}
	if len(words) > 2 {
		key |= uint64(words[2] + 1)
	}
	return key
}

// output writes numbers; the writer keeps the first error for Flush.
type output struct {
	w   *bufio.Writer
	buf []byte
}

func (o *output) bytes(p []byte) { _, _ = o.w.Write(p) }

func (o *output) u32(v uint32) {
	o.buf = binary.LittleEndian.AppendUint32(o.buf[:0], v)
	o.bytes(o.buf)
}

// offsets writes where each of n things begins, and where the last ends.
func (o *output) offsets(n int, size func(int) int) {
	at := uint32(0)
	o.u32(0)
	for i := range n {
		at += uint32(size(i))
		o.u32(at)
	}
}
