package bench_test

import (
	"runtime"
	"testing"

	"timbao/search/bench"
)

// TestMemoryIsKnown compares the account of the system with what must be so.
func TestMemoryIsKnown(t *testing.T) {
	r, err := bench.Run(t.Context(), archive(), bench.Options{Kinds: []bench.Kind{bench.Word}, Count: 3, Rounds: 1, Threads: 1, DropCache: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range r.Memory {
		if m.Resident < m.MappedResident || m.Resident < 1<<20 || m.Mapped < r.Index.IndexBytes/2 || m.MappedResident > m.Mapped {
			t.Errorf("%+v of an index of %d bytes", m, r.Index.IndexBytes)
		}
	}
	if r.Busy.CPUShare <= 0 {
		t.Errorf("%+v", r.Busy)
	}
	before := bench.PeakMemory()
	block := make([]byte, 64<<20)
	for i := 0; i < len(block); i += 4096 {
		block[i] = 1
	}
	if after := bench.PeakMemory(); after < before+32<<20 {
		t.Errorf("64 MiB more: the peak went from %d to %d", before, after)
	}
	runtime.KeepAlive(block)
}
