package segment

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestListOf makes lists of random documents and reads them back in every way.
func TestListOf(t *testing.T) {
	t.Parallel()
	var docs []model
	r := rand.New(rand.NewPCG(5, 8))
	for i := range 3000 {
		docs = append(docs, randomModel(r, i))
	}
	s := write(t, docs, nil)
	for _, n := range []int{0, 1, 2, 127, 128, 129, 256, 1000, 3000} {
		want := make([]uint32, 0, n)
		for _, d := range r.Perm(3000)[:n] {
			want = append(want, uint32(d))
		}
		slices.Sort(want)
		l := s.ListOf(want)
		got, freqs := l.All(nil, nil)
		if l.Len() != n || !slices.Equal(got, want) || slices.ContainsFunc(freqs, func(f uint16) bool { return f != 1 }) {
			t.Errorf("%d documents: %d read back", n, len(got))
		}
		var c Cursor
		c.Open(l)
		for i := 0; i < n; i += 1 + r.IntN(60) {
			if c.Seek(want[i]) != want[i] {
				t.Fatalf("%d documents: %d is not found", n, want[i])
			}
		}
		checkBounds(t, s, l, want)
	}
}

// checkBounds wants every document to be within the bounds of its block.
func checkBounds(t *testing.T, s *Segment, l List, docs []uint32) {
	t.Helper()
	var c Cursor
	c.Open(l)
	first, end := c.Blocks(0, End)
	for b := first; b < end && len(docs) >= blockSize; b++ {
		points := c.Frontier(b)
		for _, d := range docs[b*blockSize : min((b+1)*blockSize, len(docs))] {
			if !slices.ContainsFunc(points[:], func(p Point) bool { return p.Freq >= 1 && p.Length <= s.Length(d) }) {
				t.Fatalf("document %d of length %d is not within %v", d, s.Length(d), points)
			}
		}
	}
}
