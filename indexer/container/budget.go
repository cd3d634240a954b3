package container

import (
	"io"
	"sync/atomic"
)

// Bounds of what comes out of one file.
const (
	budgetFloor = 256 << 20 // bytes that any file may expand to
	budgetRatio = 200       // times its size that a file may expand to beyond that; the plainest text shrinks by less
)

// Budget is how many bytes may still come out of one file, counted in all its packings, members and nested archives. It may be used
// by several goroutines.
type Budget struct{ left atomic.Int64 }

// NewBudget makes the budget of a file of size bytes.
func NewBudget(size int64) *Budget {
	b := &Budget{}
	b.left.Store(budgetFloor + budgetRatio*min(size, 1<<50))
	return b
}

// take counts n bytes, and says whether there were as many left.
func (b *Budget) take(n int) bool { return b.left.Add(-int64(n)) >= 0 }

func (b *Budget) reader(r io.Reader) io.Reader { return &budgetReader{r, b} }

type budgetReader struct {
	r io.Reader
	b *Budget
}

func (r *budgetReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if !r.b.take(n) {
		return 0, ErrBomb
	}
	return n, err
}
