package texts

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"timbao/indexer/segment"
	"timbao/search/rank"
)

const (
	shingleWords = 3 // words of a shingle

	// The thresholds; doc.go says why.
	wholeShare = 0.5 // of the shingles of both together
	cutShare   = 0.8 // of the shingles of the shorter
	leastShare = 0.2 // of the shingles of both together, for a cut

	// A text of more than twice so many shingles is compared by a sample of no fewer.
	manyShingles = 8192

	// minShingles is how many different shingles a text must have. Shorter ones say too little to tell a version from the next
	// notice of its kind.
	minShingles = 40
)

// appendShingles appends the hashes of the shingles in a piece of a forward sequence that begin with at least level zero bits,
// repeated ones repeatedly.
func (t *terms) appendShingles(dst []uint32, codes []byte, level int) []uint32 {
	table := t.table()
	limit := ^uint32(0) >> level
	var first, second uint32 // the two words before
	for run := 0; len(codes) >= 2; {
		c := binary.LittleEndian.Uint16(codes)
		codes = codes[2:]
		rank := uint32(c) - uint32(firstCode)
		if c < firstCode {
			if c == segment.Break || len(codes) < 4 {
				run = 0
				continue
			}
			rank = binary.LittleEndian.Uint32(codes)
			codes = codes[4:]
		}
		third := table[rank].Load()
		if third == 0 {
			third = t.look(table, rank)
		}
		h := shingle(first, second, third)
		if run++; h <= limit && run >= shingleWords {
			dst = append(dst, h)
		}
		first, second = second, third
	}
	return dst
}

// shingle hashes three words in their order.
func shingle(first, second, third uint32) uint32 {
	h := (first + bits.RotateLeft32(second, 11) + bits.RotateLeft32(third, 22)) * 0x9E3779B1
	return (h ^ h>>15) * 0x85EBCA77
}

// appendSet appends the document's different shingles that begin with at least level zero bits, sorted.
func (a *Archive) appendSet(dst []uint32, d rank.Doc, level int) []uint32 {
	t := &a.terms[d.Segment]
	n := len(dst)
	dst = t.appendShingles(dst, t.s.ForwardCodes(d.Number), level)
	slices.Sort(dst[n:])
	return dst[:n+len(slices.Compact(dst[n:]))]
}

// sampleLevel is the level of the samples that are compared before all shingles are: an eighth of them.
const sampleLevel = 3

// VersionsAmong returns those of the others that are versions of a document's story, in their order.
func (a *Archive) VersionsAmong(d rank.Doc, others []rank.Doc) []rank.Doc {
	words := a.words(d)
	sample, all := a.appendSet(nil, d, sampleLevel), a.appendSet(nil, d, levelOf(words, manyShingles))
	if len(all) < minShingles {
		return nil
	}
	var out []rank.Doc
	var buf []uint32
	for _, o := range others {
		if len(sample) >= sampleSize {
			if buf = a.appendSet(buf[:0], o, sampleLevel); !alike(sample, buf, slack) {
				continue
			}
		}
		level := levelOf(max(words, a.words(o)), manyShingles)
		if buf = a.appendSet(buf[:0], o, level); len(buf) >= minShingles && alike(below(all, level), buf, 1) {
			out = append(out, o)
		}
	}
	return out
}

// words is the number of words of a document, or a few more.
func (a *Archive) words(d rank.Doc) int { return len(a.terms[d.Segment].s.ForwardCodes(d.Number)) / 2 }

// levelOf is the level of a sample that has size of n shingles, or up to twice as many.
func levelOf(n, size int) int { return max(bits.Len(uint(n/size))-1, 0) }

// below is what a sorted set has at a level.
func below(set []uint32, level int) []uint32 {
	if level == 0 {
		return set
	}
	n, _ := slices.BinarySearch(set, ^uint32(0)>>level+1)
	return set[:n]
}

// alike says whether two sorted sets share as much as those of versions do, times slack.
func alike(x, y []uint32, slack float64) bool {
	common := 0
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case x[i] > y[j]:
			j++
		default:
			common++
			i++
			j++
		}
	}
	whole := float64(common) / float64(max(len(x)+len(y)-common, 1))
	return whole >= slack*wholeShare ||
		whole >= slack*leastShare && float64(common) >= slack*cutShare*float64(min(len(x), len(y)))
}
