package segment

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/RoaringBitmap/roaring/v2"
	api "github.com/blevesearch/scorch_segment_api/v2"
)

func randomModels(seed uint64, n int) []model {
	r := rand.New(rand.NewPCG(seed, 99))
	docs := make([]model, n)
	for i := range docs {
		docs[i] = randomModel(r, i)
	}
	return docs
}

func merge(t *testing.T, segs []*Segment, drops []*roaring.Bitmap) *Segment {
	t.Helper()
	path := filepath.Join(t.TempDir(), "merged")
	if _, err := MergeFiles(testLayout, segs, drops, path, nil); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

func allOf(s *Segment) *roaring.Bitmap {
	b := roaring.New()
	b.AddRange(0, uint64(s.Docs()))
	return b
}

func TestSegmentOfNothing(t *testing.T) {
	t.Parallel()
	empty := write(t, nil, nil)
	verify(t, empty, nil)
	if _, ok := empty.Find(""); ok {
		t.Error("an empty segment has a document")
	}
	if _, ok := empty.Lookup(0, []byte("x\x00")); ok || empty.Terms() != 0 || empty.Ranked() != 0 {
		t.Error("an empty segment has a term")
	}
	docs := randomModels(1, 3)
	verify(t, merge(t, []*Segment{empty, write(t, docs, nil), empty}, nil), docs)
}

func TestMergeOfWhatIsAllDropped(t *testing.T) {
	t.Parallel()
	docs := randomModels(2, 200)
	one, two := write(t, docs[:100], nil), write(t, docs[100:], []byte("doc-00101|doc-00102|"))
	merged := merge(t, []*Segment{one, two}, []*roaring.Bitmap{allOf(one), nil})
	verify(t, merged, docs[100:])
	if got := merged.TextBytes(); got != two.TextBytes() || got != 10*100 {
		t.Errorf("the text has %d bytes", got)
	}
	verify(t, merge(t, []*Segment{one, two}, []*roaring.Bitmap{nil, allOf(two)}), docs[:100])

	dir := t.TempDir()
	for name, c := range map[string]struct {
		segs  []*Segment
		drops []*roaring.Bitmap
	}{
		"everything": {[]*Segment{one, two}, []*roaring.Bitmap{allOf(one), allOf(two)}},
		"nothing":    {nil, nil},
		"empty":      {[]*Segment{write(t, nil, nil)}, nil},
	} {
		if _, err := MergeFiles(testLayout, c.segs, c.drops, filepath.Join(dir, "m"), nil); err == nil {
			t.Errorf("%s: a merge without documents is no error", name)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("it left %v", left)
	}
}

func TestMergeSaysWhereDocumentsWent(t *testing.T) {
	t.Parallel()
	docs := randomModels(3, 10)
	one, two := write(t, docs[:4], nil), write(t, docs[4:], nil)
	const gone = math.MaxUint64
	numbers, size, err := Plugin{}.Merge([]api.Segment{one, &readySegment{s: two}}, []*roaring.Bitmap{roaring.BitmapOf(0, 2), nil},
		filepath.Join(t.TempDir(), "m"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if want := [][]uint64{{gone, 0, gone, 1}, {2, 3, 4, 5, 6, 7}}; !slices.EqualFunc(numbers, want, slices.Equal) {
		t.Errorf("the numbers are %v, want %v", numbers, want)
	}
	if size == 0 {
		t.Error("the file has no size")
	}
}

func TestMergeIsCancelled(t *testing.T) {
	t.Parallel()
	s := write(t, randomModels(4, 50), nil)
	stop := make(chan struct{})
	close(stop)
	path := filepath.Join(t.TempDir(), "m")
	if _, err := MergeFiles(testLayout, []*Segment{s, s}, nil, path, stop); !errors.Is(err, ErrCancelled) {
		t.Errorf("the error is %v", err)
	}
	if _, _, err := (Plugin{}).Merge([]api.Segment{s}, nil, path, stop, nil); !errors.Is(err, api.ErrClosed) {
		t.Errorf("to bleve the error is %v", err)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("a file is left: %v", err)
	}
}

// wideModel has more terms than two bytes can number: the rarest of them take escape codes.
func wideModel(id string, from, to int) model {
	m := model{id: id, freqs: map[string]int{}, length: to - from, stored: []byte(id)}
	for i := from; i < to; i++ {
		t := fmt.Sprintf("t%06d\x00", i)
		m.forward = append(m.forward, t)
		m.freqs["\x00"+t]++
		if i%1000 == 0 {
			m.forward = append(m.forward, "")
		}
	}
	if m.forward[len(m.forward)-1] != "" {
		m.forward = append(m.forward, "")
	}
	return m
}

func TestMoreTermsThanCodes(t *testing.T) {
	t.Parallel()
	docs := []model{wideModel("a", 0, 40_000), wideModel("b", 30_000, 66_500), wideModel("c", 0, 1)}
	s := write(t, docs, nil)
	if s.Ranked() <= wideRank {
		t.Fatalf("there are only %d ranks", s.Ranked())
	}
	codes := 0
	for d, m := range docs {
		verifyDoc(t, s, uint32(d), m, nil)
		codes += len(s.ForwardCodes(uint32(d))) / 2
		codes -= len(m.forward)
	}
	if want := 2 * int(s.Ranked()-wideRank); codes != want {
		t.Errorf("escapes take %d codes, want %d", codes, want)
	}
	if code, ok := CodeOf(wideRank - 1); !ok || code != math.MaxUint16 {
		t.Errorf("the last code is %d (%v)", code, ok)
	}
	if _, ok := CodeOf(wideRank); ok {
		t.Error("a rank too many has a code")
	}
	// Merged with what makes other terms common, and after losing the first document, ranks move across the border.
	common := wideModel("d", 60_000, 66_500)
	other := write(t, []model{common, {id: "e", freqs: common.freqs, forward: common.forward, length: 1}}, nil)
	merged := merge(t, []*Segment{s, other}, nil)
	for d, m := range append(slices.Clone(docs), common) {
		verifyDoc(t, merged, uint32(d), m, nil)
	}
	merged = merge(t, []*Segment{merged}, []*roaring.Bitmap{roaring.BitmapOf(0)})
	verifyDoc(t, merged, 0, docs[1], nil)
	verifyDoc(t, merged, 2, common, nil)
}

// Frequencies and lengths that are too high count as the highest there is, in terms, sets and merges.
func TestTheHighestFrequencies(t *testing.T) {
	t.Parallel()
	var docs []model
	for i := range 130 { // enough for a packed block and a rest
		docs = append(docs, model{id: fmt.Sprintf("%03d", i), length: 500*i + i, stored: nil, number: math.MinInt64 + int64(i),
			freqs: map[string]int{"\x00a\x00á": MaxFrequency - 3 + i%7, "\x00a\x00à": 1 + i*600, "\x00b\x00": MaxFrequency, "\x01b\x00": 1}})
	}
	docs[129].number, docs[129].length = math.MaxInt64, math.MaxInt32
	capped := slices.Clone(docs)
	for i := range capped {
		capped[i].freqs = map[string]int{}
		for k, f := range docs[i].freqs {
			capped[i].freqs[k] = min(f, MaxFrequency)
		}
	}
	s := write(t, docs, nil)
	verify(t, s, capped)
	verify(t, merge(t, []*Segment{s}, nil), capped)
}

func TestLongDocumentsAndOddValues(t *testing.T) {
	t.Parallel()
	long := model{id: strings.Repeat("đường/dẫn dài/", 5000), freqs: map[string]int{}, length: 1, number: -1,
		keys: []string{"", "\x00", strings.Repeat("x", 100_000)}, stored: bytes.Repeat([]byte("0123456789"), 40_000)}
	for i := range 40_000 {
		t := fmt.Sprintf("w%d\x00", i%977)
		long.forward = append(long.forward, t)
		long.freqs["\x00"+t]++
	}
	long.forward = append(long.forward, "")
	longTerm := strings.Repeat("z", 70_000) + "\x00"
	odd := model{id: "", freqs: map[string]int{"\x00" + longTerm: 1, "\x00\x01plain": 2, "\x01" + longTerm: 3}, forward: []string{longTerm, ""}}
	none := model{id: "\xff\xfe", freqs: map[string]int{}}
	docs := []model{long, odd, none}
	s := write(t, docs, nil)
	verify(t, s, docs)
	verify(t, merge(t, []*Segment{write(t, docs[:1], nil), write(t, docs[1:], []byte("a dictionary"))}, nil), docs)
	var forwardBreaks int
	for f := s.Forward(0); ; {
		rank, ok := f.Next()
		if !ok {
			break
		}
		if rank == Gap {
			forwardBreaks++
		}
	}
	if forwardBreaks != 1 {
		t.Errorf("the long document has %d breaks", forwardBreaks)
	}
}

func TestPrefixStaysInItsField(t *testing.T) {
	t.Parallel()
	s := write(t, []model{{id: "1", freqs: map[string]int{"\x00an\x00": 1, "\x00an\x00án": 1, "\x00anh\x00": 1, "\x00b\x00": 1, "\x01an\x00": 1, "\x01z\x00": 1}}}, nil)
	list := func(field int, prefix string, most int) (got []string) {
		s.Prefix(field, []byte(prefix), func(info TermInfo) bool {
			got = append(got, string(info.Term))
			return len(got) < most
		})
		return got
	}
	for _, c := range []struct {
		field  int
		prefix string
		most   int
		want   []string
	}{
		{0, "", 9, []string{"an\x00", "an\x00án", "anh\x00", "b\x00"}},
		{0, "an", 9, []string{"an\x00", "an\x00án", "anh\x00"}},
		{0, "an\x00", 9, []string{"an\x00", "an\x00án"}},
		{0, "an", 1, []string{"an\x00"}},
		{0, "c", 9, nil},
		{1, "", 9, []string{"an\x00", "z\x00"}},
		{1, "an", 9, []string{"an\x00"}},
		{2, "", 9, nil},
	} {
		if got := list(c.field, c.prefix, c.most); !slices.Equal(got, c.want) {
			t.Errorf("field %d, prefix %q: %q, want %q", c.field, c.prefix, got, c.want)
		}
	}
}

// A segment stays readable while someone refers to it, and for any number of readers at once.
func TestReferencesAndReaders(t *testing.T) {
	t.Parallel()
	docs := randomModels(5, 300)
	s := write(t, docs, bytes.Repeat([]byte("doc-00001|"), 30))
	s.AddRef()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for d, m := range docs {
				stored, err := s.Stored(nil, uint32(d))
				if n, ok := s.Find(m.id); err != nil || !ok || n != uint32(d) || !bytes.Equal(stored, m.stored) {
					t.Errorf("%s is document %d (%v) with %q (%v)", m.id, n, ok, stored, err)
				}
			}
		})
	}
	wg.Wait()
	if _, err := s.DocID(300); err == nil {
		t.Error("there is a document too many")
	}
	if b, err := s.DocNumbers([]string{docs[7].id, "none", docs[9].id}); err != nil || !b.Equals(roaring.BitmapOf(7, 9)) {
		t.Errorf("documents by id: %v (%v)", b, err)
	}
}

func TestOpenTellsVersionsFromDamage(t *testing.T) {
	t.Parallel()
	whole := write(t, randomModels(6, 5), nil).data
	for name, c := range map[string]struct {
		change func(data []byte) []byte
		want   error
	}{
		"another version":   {func(d []byte) []byte { binary.LittleEndian.PutUint32(d[8:], Version+1); return d }, ErrVersion},
		"another file":      {func(d []byte) []byte { d[0] = 'T'; return d }, ErrDamaged},
		"cut":               {func(d []byte) []byte { return d[:len(d)-1] }, ErrDamaged},
		"empty":             {func([]byte) []byte { return nil }, ErrDamaged},
		"a changed footer":  {func(d []byte) []byte { d[len(d)-tailSize-3]++; return d }, ErrDamaged},
		"a footer too long": {func(d []byte) []byte { binary.LittleEndian.PutUint32(d[len(d)-12:], math.MaxUint32); return d }, ErrDamaged},
		"the head alone":    {func(d []byte) []byte { return append(d[:headerSize:headerSize], d[len(d)-tailSize:]...) }, ErrDamaged},
		"footer of no JSON": {func(d []byte) []byte { return sealed(d[:headerSize], "{") }, ErrDamaged},
		"a document more":   {func(d []byte) []byte { return refooted(d, `"docs":5`, `"docs":6`) }, ErrDamaged},
		"a column less":     {func(d []byte) []byte { return refooted(d, `"number0"`, `"number1"`) }, ErrDamaged},
		"no sections":       {func(d []byte) []byte { return sealed(d[:headerSize], "{}") }, ErrDamaged},
		"sections elsewhere": {func(d []byte) []byte {
			return sealed(d[:headerSize], `{"sections":{"ids":{"o":18446744073709551615,"l":2}}}`)
		}, ErrDamaged},
	} {
		path := filepath.Join(t.TempDir(), "s")
		writeFile(t, path, c.change(slices.Clone(whole)))
		s, err := OpenFile(path)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if err == nil {
			_ = s.Close()
		}
	}
	if _, err := OpenFile(filepath.Join(t.TempDir(), "none")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
}

// refooted changes something in the footer of a segment file, and its checksum.
func refooted(data []byte, from, to string) []byte {
	body := len(data) - tailSize - int(binary.LittleEndian.Uint32(data[len(data)-12:]))
	return sealed(data[:body], strings.Replace(string(data[body:len(data)-tailSize]), from, to, 1))
}
