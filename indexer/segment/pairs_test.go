package segment

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// TestPagesOfPairs has more documents than a page, long gaps in its lists, and a last page that is not full.
func TestPagesOfPairs(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(8, 9))
	docs := make([]model, PageDocs+PageDocs/2)
	for i := range docs {
		m := model{id: fmt.Sprint(i), freqs: map[string]int{}}
		for range r.IntN(4) {
			m.forward = append(m.forward, fmt.Sprintf("w%d\x00", int(r.ExpFloat64()*r.ExpFloat64()*40)))
		}
		if i%1500 == 7 {
			m.forward = append(m.forward, "seldom\x00", "seen\x00")
		}
		m.forward = append(m.forward, "")
		for _, term := range m.forward[:len(m.forward)-1] {
			m.freqs["\x00"+term]++
		}
		docs[i] = m
	}
	s := write(t, docs, nil)
	verifyPairDocs(t, s, docs)
	if len(s.meta.Pages) != 2 {
		t.Errorf("%d pages", len(s.meta.Pages))
	}
}
