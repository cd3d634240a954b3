package article

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// write makes a file in a folder of the test's own.
func write(t testing.TB, name string, data []byte) File {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return File{Path: path, Rel: "bao/" + name, Size: int64(len(data)), ModTime: time.Unix(1e9, 0)}
}

// read collects what Records makes of a file.
func read(t testing.TB, f File) (recs []Record, skips []Skip) {
	t.Helper()
	err := Records(context.Background(), f,
		func(r Record) error { recs = append(recs, r); return nil },
		func(s Skip) { skips = append(skips, s) })
	if err != nil {
		t.Fatalf("%s: %v", f.Path, err)
	}
	return recs, skips
}

func gzipped(data string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, data)
	_ = w.Close()
	return b.Bytes()
}

func zstded(t testing.TB, data string) []byte {
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	return w.EncodeAll([]byte(data), nil)
}

func TestRecordsOfEveryContainer(t *testing.T) {
	const lines = bom + "{\"id\":1,\"title\":\"Một\"}\r\n\n  \n{\"title\":\"Hai\"}\n[bad\n{\"title\":\"Ba\"}"
	const page = "Tiêu đề\n14/01/2020\nMở đầu.\nThân bài."
	for name, data := range map[string][]byte{
		"a.jsonl": []byte(lines), "a.ndjson": []byte(lines), "a.jsonl.gz": gzipped(lines), "a.jsonl.zst": zstded(t, lines),
		"a.JSONL.GZ": gzipped(lines), "a.jsonl.packed": gzipped(lines), "khong-duoi": []byte(strings.TrimPrefix(lines, bom)),
	} {
		recs, skips := read(t, write(t, name, data))
		var got []string
		for _, r := range recs {
			if want := sha256.Sum256(r.Data); r.Source.Hash != hex.EncodeToString(want[:16]) || r.Source.Size != int64(len(r.Data)) {
				t.Errorf("%s: hash %s, size %d", name, r.Source.Hash, r.Source.Size)
			}
			a, err := r.Article()
			if err != nil {
				s := r.Skip(err)
				got = append(got, fmt.Sprintf("%d bad", s.Line))
				if !errors.Is(err, ErrMalformed) || s.Path != r.Source.Path || s.Reason == "" {
					t.Errorf("%s: %+v, %v", name, s, err)
				}
				continue
			}
			got = append(got, fmt.Sprintf("%d %s %s", a.Source.Line, a.ID, a.Title))
		}
		want := []string{"1 1 Một", "4 bao/" + name + "#4 Hai", "5 bad", "6 bao/" + name + "#6 Ba"}
		if strings.Join(got, "|") != strings.Join(want, "|") || len(skips) > 0 {
			t.Errorf("%s: %q, skipped %v; want %q", name, got, skips, want)
		}
	}
	for name, data := range map[string][]byte{
		"a.txt": []byte(page), "a.TXT": []byte(page), "a.md": []byte(page), "a.bai": []byte(page), "a": []byte(page),
		"a.txt.gz": gzipped(page), "a.txt.zst": zstded(t, page),
	} {
		recs, skips := read(t, write(t, name, data))
		if len(recs) != 1 || len(skips) != 0 || string(recs[0].Data) != page || recs[0].ID != "bao/"+name || recs[0].Source.Line != 0 {
			t.Errorf("%s: %+v, skipped %v", name, recs, skips)
			continue
		}
		if a, err := recs[0].Article(); err != nil || a.Title != "Tiêu đề" || a.Source.Format != "text" || !a.Source.ModTime.Equal(time.Unix(1e9, 0)) {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

// TestBadFiles gives Records files that hold no article: each is one Skip with a reason that names what is wrong.
func TestBadFiles(t *testing.T) {
	cut := gzipped(strings.Repeat("{\"title\":\"Một\"}\n", 2000))
	for name, c := range map[string]struct {
		data   []byte
		reason string
	}{
		"empty.txt":      {nil, "empty"},
		"empty.jsonl":    {nil, "empty"},
		"empty.jsonl.gz": {gzipped(""), "empty"},
		"blank.txt":      {[]byte(" \n\r\n\u00A0,\n"), "no text"},
		"nul.txt":        {bytes.Repeat([]byte{0, 1, 2, 'a'}, 500), "binary"},
		"nul.jsonl":      {bytes.Repeat([]byte{0, 1, '\n', 'a'}, 500), "binary"},
		"nul":            {bytes.Repeat([]byte{0, 1, 2, 'a'}, 500), "binary"},
		"utf16.txt":      {[]byte("\xFF\xFET\x00i\x00" + strings.Repeat("\x00\xD8", 9)), "UTF-16"},
		"nothing.txt":    {[]byte(strings.Repeat("C\xE9\x81ng h\xFF\x81a ", 20)), "UTF-8"},
		"x.pdf":          {[]byte("%PDF-1.7\n..."), "damaged PDF"},
		"x.txt":          {[]byte("{\\rtf1 }"), "no text"},
		"x.docx":         {[]byte("PK\x03\x04..."), "damaged zip"},
		"x.jpg":          {[]byte("\xFF\xD8\xFF\xE0..."), "JPEG"},
		"x.html":         {[]byte("<p><a href=1>x</a></p>"), "only links"},
		"page":           {[]byte("<html><script>x</script>"), "only links"},
		"x.xml":          {[]byte("<a>x</a>"), ".xml"},
		"x.txt.gz":       {[]byte("not gzip"), "compressed"},
		"short.jsonl.gz": {cut[:len(cut)-40], "too early"},
		"cut.txt.gz":     {gzipped("Tiêu đề")[:12], "too early"},
		"sum.txt.gz":     {append(gzipped("Tiêu đề")[:20], 1, 2, 3, 4, 5, 6, 7, 8, 9), "damaged gzip"},
		"bad.jsonl.zst":  {append([]byte{0x28, 0xB5, 0x2F, 0xFD}, bytes.Repeat([]byte{0xFF}, 40)...), "damaged zstd"},
	} {
		f := write(t, name, c.data)
		recs, skips := read(t, f)
		for _, r := range recs {
			if _, err := r.Article(); err != nil {
				skips = append(skips, r.Skip(err))
			}
		}
		if len(skips) != 1 || !strings.Contains(skips[0].Reason, c.reason) || skips[0].Path != filepath.ToSlash(f.Path) {
			t.Errorf("%s: skipped %+v, want one with %q", name, skips, c.reason)
		}
		for _, s := range skips {
			if strings.Contains(s.Reason, "\n") || strings.Contains(s.Reason, f.Path) {
				t.Errorf("%s: the reason is not one line without the path: %q", name, s.Reason)
			}
		}
	}
}

func TestDamagedFileKeepsWhatCameBefore(t *testing.T) {
	var b strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&b, "{\"id\":\"%d\",\"title\":\"Tin số %x\"}\n", i, sha256.Sum256([]byte{byte(i), byte(i >> 8)}))
	}
	whole := gzipped(b.String())
	recs, skips := read(t, write(t, "a.jsonl.gz", whole[:len(whole)/2]))
	if len(recs) < 1000 || len(skips) != 1 || skips[0].Line != len(recs)+1 {
		t.Fatalf("%d records, skipped %+v", len(recs), skips)
	}
	for _, r := range recs {
		if _, err := r.Article(); err != nil {
			t.Fatalf("line %d: %v", r.Source.Line, err)
		}
	}
}

func TestGoneAndForbiddenFiles(t *testing.T) {
	recs, skips := read(t, File{Path: filepath.Join(t.TempDir(), "gone.txt")})
	if len(recs) != 0 || len(skips) != 1 || !strings.Contains(skips[0].Reason, "no longer there") {
		t.Errorf("%v, %v", recs, skips)
	}
	// A test that runs as root can read everything, so the reason is checked by itself.
	err := fmt.Errorf("open: %w", &fs.PathError{Op: "open", Path: "/x", Err: fs.ErrPermission})
	if got := reason(err); !strings.Contains(got, "permission") || strings.Contains(got, "/x") {
		t.Errorf("reason %q", got)
	}
}

var manyX = strings.Repeat("x", readBuffer)

// repeated is an endless line, as a damaged export or a disk image named .jsonl may hold.
type repeated struct{ left int }

func (r *repeated) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), r.left)], manyX)
	r.left -= n
	return n, nil
}

// TestHugeLine reads past a line of 200 MB: it is skipped by number, its neighbours are read, and memory stays bounded.
// A large file is seen to go forward while it is read.
func TestRecordsSayHowFarTheFileIs(t *testing.T) {
	var lines strings.Builder
	for i := range 40000 { // hashes, so that the compressed file is larger than a read-ahead, too
		fmt.Fprintf(&lines, "{\"title\":\"%s\"}\n", Hash(fmt.Append(nil, i)))
	}
	for name, data := range map[string][]byte{
		"a.jsonl": []byte(lines.String()), "a.jsonl.gz": gzipped(lines.String()), "a.jsonl.zst": zstded(t, lines.String()),
	} {
		f := write(t, name, data)
		recs, _ := read(t, f)
		first, half, last := recs[0].Behind, recs[len(recs)/2].Behind, recs[len(recs)-1].Behind
		if first <= 0 || first >= half || half >= last || last != f.Size {
			t.Errorf("%s of %d bytes: %d behind the first record, %d behind half of them, %d behind the last", name, f.Size, first, half, last)
		}
		for i, r := range recs[1:] {
			if r.Behind < recs[i].Behind {
				t.Fatalf("%s: record %d lies at %d, after %d", name, i+1, r.Behind, recs[i].Behind)
			}
		}
	}
}

func TestHugeLine(t *testing.T) {
	in := &input{
		disk: &counter{},
		r:    bufio.NewReaderSize(io.MultiReader(strings.NewReader("{\"title\":\"Một\"}\n"), &repeated{200 << 20}, strings.NewReader("\n{\"title\":\"Ba\"}\n")), readBuffer),
	}
	var skips []Skip
	in.skip = func(s Skip) { skips = append(skips, s) }
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var lines []int
	err := splitLines(context.Background(), in, func(r Record) error { lines = append(lines, r.Source.Line); return nil })
	runtime.ReadMemStats(&after)
	if err != nil || len(lines) != 2 || lines[1] != 3 || len(skips) != 1 || skips[0].Line != 2 || !strings.Contains(skips[0].Reason, "64 MiB") {
		t.Errorf("lines %v, skipped %+v, %v", lines, skips, err)
	}
	// The sum of all that was ever allocated, most of it garbage by then: a line grows by a quarter at a time up to 64 MiB.
	if total := after.TotalAlloc - before.TotalAlloc; total > 8*MaxRecord {
		t.Errorf("%d MB allocated", total>>20)
	}
}

func TestHugeTextIsSkipped(t *testing.T) {
	f := write(t, "a.txt", []byte("Tiêu đề"))
	if err := os.Truncate(f.Path, MaxRecord+1); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int64{MaxRecord + 1, 10} { // as found, and grown since
		f.Size = size
		recs, skips := read(t, f)
		if len(recs) != 0 || len(skips) != 1 || !strings.Contains(skips[0].Reason, "64 MiB") {
			t.Errorf("size %d: %d records, skipped %+v", size, len(recs), skips)
		}
	}
}

func TestRecordsStops(t *testing.T) {
	f := write(t, "a.jsonl", []byte(strings.Repeat("{\"title\":\"T\"}\n", 100)))
	stop := errors.New("stop")
	n := 0
	err := Records(context.Background(), f, func(Record) error {
		if n++; n == 3 {
			return fmt.Errorf("full: %w", stop)
		}
		return nil
	}, func(s Skip) { t.Errorf("skipped %+v", s) })
	if !errors.Is(err, stop) || n != 3 {
		t.Errorf("%v after %d records", err, n)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n = 0
	err = Records(ctx, f, func(Record) error { n++; cancel(); return nil }, func(s Skip) { t.Errorf("skipped %+v", s) })
	if !errors.Is(err, context.Canceled) || n != 1 {
		t.Errorf("%v after %d records", err, n)
	}
	if _, err := (Record{Source: Source{Format: "parchment"}}).Article(); !errors.Is(err, ErrNoReader) {
		t.Errorf("unknown format: %v", err)
	}
}

func TestTooManyLines(t *testing.T) {
	for format, data := range map[string]string{
		"text":  strings.Repeat("a\n", maxLines+2),
		"jsonl": `{"title":"T","body":"` + strings.Repeat(`a\n`, maxLines+2) + `"}`,
	} {
		if _, err := (Record{Data: []byte(data), Source: Source{Format: format}}).Article(); !errors.Is(err, ErrTooLarge) {
			t.Errorf("%s: %v", format, err)
		}
	}
}
