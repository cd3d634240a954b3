package container_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
	"pgregory.net/rapid"

	"timbao/indexer/container"
)

func sample(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "formats", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// walk reads all that is in data, archives in archives too, and returns the names of members.
func walk(data []byte, b *container.Budget, depth int) (names []string, err error) {
	visit := func(m container.Member, r io.Reader) error {
		names = append(names, m.Name)
		if r == nil || depth > 3 {
			return nil
		}
		inner, bad := io.ReadAll(r)
		if !errors.Is(bad, container.ErrBomb) {
			var more []string
			more, bad = walk(inner, b, depth+1)
			names = append(names, more...)
		}
		if errors.Is(bad, container.ErrBomb) {
			err = bad
		}
		return err // the other members may be whole
	}
	switch kind := container.Sniff(data); {
	case kind.Packed():
		r, err := container.Unpack(kind, bytes.NewReader(data), b)
		if err != nil {
			return nil, err
		}
		defer r.Close()
		inner, err := io.ReadAll(r)
		if err != nil || depth > 3 {
			return nil, err
		}
		return walk(inner, b, depth+1)
	case kind == container.Tar:
		return names, container.WalkTar(context.Background(), bytes.NewReader(data), b, visit)
	case kind == container.Zip:
		z, err := container.OpenZip(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return nil, err
		}
		err = z.Walk(context.Background(), b, visit)
		return names, err
	}
	return nil, nil
}

func TestSniff_samples(t *testing.T) {
	for name, want := range map[string]container.Kind{
		"bao.zip": container.Zip, "bao.tar.gz": container.Gzip, "bao.tar.xz": container.XZ, "bao.tbz2": container.Bzip2, "bao.tar.zst": container.Zstd,
	} {
		data := sample(t, name)
		if got := container.Sniff(data[:container.HeadBytes]); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
		names, err := walk(data, container.NewBudget(int64(len(data))), 0)
		if err != nil || len(names) != 4 {
			t.Errorf("%s: %q, %v", name, names, err)
		}
		if inner := container.InnerName(name, want); want.Packed() && inner != "bao.tar" {
			t.Errorf("%s holds %q", name, inner)
		}
	}
	for _, text := range []string{"", "BZhà Hòa Lâm", "Tiêu đề\n" + strings.Repeat("Thân bài. ", 200), strings.Repeat("0", 600)} {
		if got := container.Sniff([]byte(text)); got != "" {
			t.Errorf("%q is told to be %q", text[:min(len(text), 20)], got)
		}
	}
}

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{
		"2001/bài 1.txt": "2001/bài 1.txt", "../../etc/passwd": "etc/passwd", "/etc/passwd": "etc/passwd", `C:\bao\..\x.doc`: "x.doc", `a\b`: "a/b",
		"": "_", "..": "_", "./a//b/": "a/b", "a\nb\x1B[31m": "a\uFFFDb\uFFFD[31m", "B\xB8o": "B\xB8o", strings.Repeat("x", 5000) + ".txt": strings.Repeat("x", 1020) + ".txt",
	} {
		if got := container.CleanName(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		name := container.CleanName(rapid.StringOf(rapid.SampledFrom([]rune(`./\:aA¬…`+"\x00\n"))).Draw(t, "name"))
		if !filepath.IsLocal(name) && name != "" || strings.ContainsAny(name, "\\\n\x00") || container.CleanName(name) != name {
			t.Errorf("%q", name)
		}
	})
}

// A file of a few kilobytes cannot make its reader produce gigabytes, in any packing.
func TestBombs(t *testing.T) {
	zeros := make([]byte, 1<<20)
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	_, _ = w.Write(zeros)
	_ = w.Close()
	e, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	// One packed piece behind the other is a packed file again.
	for name, data := range map[string][]byte{"gzip": bytes.Repeat(gz.Bytes(), 600), "zstd": bytes.Repeat(e.EncodeAll(zeros, nil), 600)} {
		kind := container.Sniff(data)
		r, err := container.Unpack(kind, bytes.NewReader(data), container.NewBudget(10))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		n, err := io.Copy(io.Discard, r)
		if !errors.Is(err, container.ErrBomb) || n > 257<<20 {
			t.Errorf("%s: %d bytes, %v", name, n, err)
		}
		r.Close()
	}
}

// The list of members is bounded, too: each of them takes many times its bytes in memory.
func TestOpenZip_hugeDirectory(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	long := strings.Repeat("x", 60000)
	for range container.MaxDirectory/60000 + 10 {
		if _, err := w.CreateRaw(&zip.FileHeader{Name: "a", Comment: long}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := container.OpenZip(bytes.NewReader(b.Bytes()), int64(b.Len())); !errors.Is(err, container.ErrTooMany) {
		t.Errorf("%d bytes: %v", b.Len(), err)
	}
}

func TestSpool(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	for _, size := range []int{0, 100, 17 << 20} {
		data := bytes.Repeat([]byte("timbao"), size/6+1)[:size]
		s, err := container.Spool(bytes.NewReader(data), 20<<20)
		if err != nil || s.Size != int64(size) {
			t.Fatalf("%d bytes: %v", size, err)
		}
		got, err := io.ReadAll(io.NewSectionReader(s, 0, s.Size))
		if err != nil || !bytes.Equal(got, data) {
			t.Errorf("%d bytes: got %d, %v", size, len(got), err)
		}
		s.Close()
	}
	if _, err := container.Spool(bytes.NewReader(make([]byte, 101)), 100); !errors.Is(err, container.ErrUnsupported) {
		t.Errorf("too long: %v", err)
	}
	if left, _ := os.ReadDir(os.Getenv("TMPDIR")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// Damaged in 1,000 ways, no sample breaks the package or holds it up.
func TestDamagedSamples(t *testing.T) {
	names := []string{"bao.zip", "bao.tar.gz", "bao.tar.xz", "bao.tbz2", "bao.tar.zst", "hai-tang.zip", "tin.jsonl.xz", "tin.jsonl.bz2"}
	rnd := rand.New(rand.NewPCG(1, 2))
	for i := range 1000 {
		data := bytes.Clone(sample(t, names[i%len(names)]))
		if i%3 == 0 {
			data = data[:rnd.IntN(len(data))]
		}
		for range rnd.IntN(8) {
			if len(data) > 0 {
				data[rnd.IntN(len(data))] = byte(rnd.Uint32())
			}
		}
		begun := time.Now()
		_, _ = walk(data, container.NewBudget(int64(len(data))), 0)
		if took := time.Since(begun); took > 5*time.Second {
			t.Errorf("input %d of %s took %v", i, names[i%len(names)], took)
		}
	}
}

func FuzzWalk(f *testing.F) {
	for _, name := range []string{"bao.zip", "bao.tar.gz", "bao.tar.xz", "bao.tbz2", "bao.tar.zst", "hai-tang.zip"} {
		f.Add(sample(f, name))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		names, _ := walk(data, container.NewBudget(int64(len(data))), 0)
		for _, name := range names {
			if !filepath.IsLocal(name) {
				t.Errorf("name %q", name)
			}
		}
	})
}
