package segment

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
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

// A page that is put aside in pieces is the same as one that is held whole.
func TestPairsPutAside(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(4, 2))
	hashes := make([][][2]uint32, PageDocs+100)
	for i := range hashes {
		for range r.IntN(900) {
			hashes[i] = append(hashes[i], [2]uint32{uint32(r.IntN(3000)), uint32(r.IntN(3000))})
		}
	}
	file := func(spill int) []byte {
		path := filepath.Join(t.TempDir(), "pairs")
		w, err := createFile(path)
		if err != nil {
			t.Fatal(err)
		}
		p := newPairWriter(w)
		p.spill = spill
		for _, doc := range hashes {
			for _, h := range doc {
				p.add(h[0], h[1])
			}
			p.endDoc()
		}
		var m meta
		p.finish(&m)
		if m.Pages[0].Bits != maxPageBits {
			t.Fatalf("the page has %d bits", m.Pages[0].Bits)
		}
		if err := w.finish(&m); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if whole := file(spillAt); !bytes.Equal(file(1_550_000), whole) {
		t.Error("the files differ")
	}
}
