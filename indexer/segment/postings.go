package segment

import (
	"encoding/binary"
	"math/bits"
)

// A posting list of n documents is written in one of two forms.
//
//	n < 128   n × (uvarint(gap−1) uvarint(frequency−1))
//	n ≥ 128   ⌈n/128⌉ skip entries, then the blocks; the last block, if not full, in the form above
//
// A skip entry is last:u32 offset:u32 3×(frequency:u16 length:u16): the block's last document, where it begins behind the
// skip entries, and a frontier of (frequency, length) pairs such that no posting of the block has both a higher frequency
// and a smaller length than one of them. Any score that grows with frequency and falls with length is bounded by them.
//
// A full block is docWidth:u8 freqWidth:u8, then 128 gaps−1 and 128 frequencies−1, packed at these widths.

// postingsEncoder writes posting lists; lengths gives each document's weighted length.
type postingsEncoder struct {
	lengths []uint16
	gaps    [blockSize]uint32
	skips   []byte
	body    []byte
}

// appendList appends the list of the given documents (ascending) and frequencies to dst.
func (e *postingsEncoder) appendList(dst []byte, docs []uint32, freqs []uint16) []byte {
	if len(docs) < blockSize {
		return appendVarints(dst, ^uint32(0), docs, freqs)
	}
	e.skips, e.body = e.skips[:0], e.body[:0]
	prev := ^uint32(0)
	for at := 0; at < len(docs); at += blockSize {
		end := min(at+blockSize, len(docs))
		e.appendSkip(docs[at:end], freqs[at:end])
		if end-at == blockSize {
			e.appendBlock(prev, docs[at:end], freqs[at:end])
		} else {
			e.body = appendVarints(e.body, prev, docs[at:end], freqs[at:end])
		}
		prev = docs[end-1]
	}
	dst = append(dst, e.skips...)
	return append(dst, e.body...)
}

func appendVarints(dst []byte, prev uint32, docs []uint32, freqs []uint16) []byte {
	for i, d := range docs {
		dst = binary.AppendUvarint(dst, uint64(d-prev-1))
		dst = binary.AppendUvarint(dst, uint64(freqs[i]-1))
		prev = d
	}
	return dst
}

func (e *postingsEncoder) appendSkip(docs []uint32, freqs []uint16) {
	e.skips = binary.LittleEndian.AppendUint32(e.skips, docs[len(docs)-1])
	e.skips = binary.LittleEndian.AppendUint32(e.skips, uint32(len(e.body)))
	var f frontier
	for i, d := range docs {
		f.add(freqs[i], e.lengths[d])
	}
	for _, p := range f.fixed() {
		e.skips = binary.LittleEndian.AppendUint16(e.skips, p.freq)
		e.skips = binary.LittleEndian.AppendUint16(e.skips, p.length)
	}
}

func (e *postingsEncoder) appendBlock(prev uint32, docs []uint32, freqs []uint16) {
	var allGaps, allFreqs uint32
	for i, d := range docs {
		e.gaps[i] = d - prev - 1
		allGaps |= e.gaps[i]
		allFreqs |= uint32(freqs[i] - 1)
		prev = d
	}
	dw, fw := bits.Len32(allGaps), bits.Len32(allFreqs)
	e.body = append(e.body, byte(dw), byte(fw))
	e.body = appendPacked(e.body, e.gaps[:], dw)
	for i, f := range freqs {
		e.gaps[i] = uint32(f - 1)
	}
	e.body = appendPacked(e.body, e.gaps[:], fw)
}

// appendPacked writes 128 values of width bits each: 16 × width bytes.
func appendPacked(dst []byte, vals []uint32, width int) []byte {
	var acc uint64
	n := 0
	for _, v := range vals {
		acc |= uint64(v) << n
		n += width
		for n >= 32 {
			dst = binary.LittleEndian.AppendUint32(dst, uint32(acc))
			acc >>= 32
			n -= 32
		}
	}
	return dst // 128 × width is a multiple of 32: nothing is left over
}

// unpack reads 128 values of width bits from src, which has slack bytes to spare behind them, and adds least to each. A
// loaded word serves as many values as it is sure to hold.
func unpack(src []byte, width int, least uint32, out *[blockSize]uint32) {
	mask := uint64(1)<<width - 1
	bit := 0
	w := uint(width) & 63
	switch {
	case width <= 7:
		for i := 0; i < blockSize; i += 8 {
			v := binary.LittleEndian.Uint64(src[bit>>3:]) >> (bit & 7)
			o := (*[8]uint32)(out[i:])
			o[0] = uint32(v&mask) + least
			o[1] = uint32(v>>w&mask) + least
			o[2] = uint32(v>>(2*w&63)&mask) + least
			o[3] = uint32(v>>(3*w&63)&mask) + least
			o[4] = uint32(v>>(4*w&63)&mask) + least
			o[5] = uint32(v>>(5*w&63)&mask) + least
			o[6] = uint32(v>>(6*w&63)&mask) + least
			o[7] = uint32(v>>(7*w&63)&mask) + least
			bit += 8 * width
		}
	case width <= 14:
		for i := 0; i < blockSize; i += 4 {
			v := binary.LittleEndian.Uint64(src[bit>>3:]) >> (bit & 7)
			o := (*[4]uint32)(out[i:])
			o[0] = uint32(v&mask) + least
			o[1] = uint32(v>>w&mask) + least
			o[2] = uint32(v>>(2*w&63)&mask) + least
			o[3] = uint32(v>>(3*w&63)&mask) + least
			bit += 4 * width
		}
	default:
		for i := range out {
			out[i] = uint32(binary.LittleEndian.Uint64(src[bit>>3:])>>(bit&7)&mask) + least
			bit += width
		}
	}
}

type point struct{ freq, length uint16 }

// frontier collects the postings of a block that no other posting of it beats in both frequency and length.
type frontier struct {
	points [blockSize]point // by falling frequency, and so by falling length
	n      int
}

func (f *frontier) add(freq, length uint16) {
	i := 0
	for i < f.n && f.points[i].freq > freq {
		i++
	}
	if i > 0 && f.points[i-1].length <= length {
		return
	}
	if i < f.n && f.points[i].freq == freq && f.points[i].length <= length {
		return
	}
	j := i
	for j < f.n && f.points[j].length >= length {
		j++
	}
	copy(f.points[i+1:], f.points[j:f.n])
	f.n += 1 - (j - i)
	f.points[i] = point{freq, length}
}

// fixed gives the frontier in three points, uniting neighbours where there are more: a union has the higher frequency and
// the smaller length, so it still bounds both.
func (f *frontier) fixed() [frontSize]point {
	var out [frontSize]point
	for i := range out {
		lo, hi := i*f.n/frontSize, (i+1)*f.n/frontSize
		if lo == hi { // fewer points than places: say one twice
			lo = min(lo, f.n-1)
			hi = lo + 1
		}
		out[i] = point{f.points[lo].freq, f.points[hi-1].length}
	}
	return out
}
