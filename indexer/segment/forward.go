package segment

import "encoding/binary"

// forwardWriter writes the forward sequences.
type forwardWriter struct {
	w       *fileWriter
	codes   uint32
	offsets []uint32
	buf     []byte
}

func (f *forwardWriter) open() {
	f.offsets = append(f.offsets, 0)
	f.w.begin(secForward)
}

func (f *forwardWriter) code(c uint16) {
	f.buf = binary.LittleEndian.AppendUint16(f.buf, c)
}

func (f *forwardWriter) rank(r uint32) {
	if r < wideRank {
		f.code(uint16(r) + firstRank)
		return
	}
	f.code(Escape)
	f.code(uint16(r))
	f.code(uint16(r >> 16))
}

func (f *forwardWriter) endDoc() {
	f.codes += uint32(len(f.buf) / 2)
	f.offsets = append(f.offsets, f.codes)
	f.w.write(f.buf)
	f.buf = f.buf[:0]
}

func (f *forwardWriter) close() {
	f.w.end()
	f.w.sectionU32(secForwardOff, f.offsets)
}

// Forward is the forward sequence of a document: its terms by rank, in reading order.
type Forward struct {
	data []byte
	at   int
}

// Gap is what Next returns for the end of a part of the article.
const Gap = ^uint32(0)

// Next returns the next rank, or Gap; ok is false at the end.
func (f *Forward) Next() (rank uint32, ok bool) {
	if f.at+2 > len(f.data) {
		return 0, false
	}
	c := binary.LittleEndian.Uint16(f.data[f.at:])
	f.at += 2
	switch {
	case c >= firstRank:
		return uint32(c - firstRank), true
	case c == Break:
		return Gap, true
	}
	if f.at+4 > len(f.data) {
		return 0, false
	}
	r := binary.LittleEndian.Uint32(f.data[f.at:])
	f.at += 4
	return r, true
}

// MayEscape says whether there is something in a piece of a forward sequence that looks like the beginning of an escape
// sequence, so that what follows may be halves of a rank.
func MayEscape(codes []byte) bool {
	for ; len(codes) >= 2; codes = codes[2:] {
		if binary.LittleEndian.Uint16(codes) == Escape {
			return true
		}
	}
	return false
}
