package article

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// sample is a file that other software made; see testdata/README.md.
func sample(t testing.TB, name string) File {
	t.Helper()
	path := filepath.Join("..", "..", "testdata", "formats", name)
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return File{Path: path, Rel: "formats/" + name, Size: info.Size(), ModTime: info.ModTime()}
}

// articlesOf reads a file to the end: the articles in order, and the account as "where: reason".
func articlesOf(t testing.TB, f File) (list []*Article, skipped []string) {
	t.Helper()
	recs, skips := read(t, f)
	for _, r := range recs {
		a, err := r.Article()
		if err != nil {
			skips = append(skips, r.Skip(err))
			continue
		}
		list = append(list, a)
	}
	for _, s := range skips {
		skipped = append(skipped, strings.TrimPrefix(s.Location(), filepath.ToSlash(f.Path))+": "+s.Reason)
	}
	return list, skipped
}

func titles(list []*Article) []string {
	var out []string
	for _, a := range list {
		out = append(out, a.ID+" "+a.Title)
	}
	slices.Sort(out)
	return out
}

// zipped makes a zip of names and contents, in turn.
func zipped(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		m, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(m, files[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tarred makes a tar of names and contents, in turn.
func tarred(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		if err := w.WriteHeader(&tar.Header{Name: files[i], Size: int64(len(files[i+1])), Mode: 0o644}); err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, files[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Archives as zip, GNU tar and the compressors of a Linux system write them: the articles of the files in them, with ids and places
// that name the member, and the photo accounted for.
func TestArchives_samples(t *testing.T) {
	for _, name := range []string{"bao.zip", "bao.tar.gz", "bao.tar.xz", "bao.tbz2", "bao.tar.zst"} {
		t.Run(name, func(t *testing.T) {
			list, skipped := articlesOf(t, sample(t, name))
			id := "formats/" + name + "!/bao/"
			want := []string{
				id + "2004/cầu Bến Đình.txt Khánh thành cầu Bến Đình",
				id + "2004/tin-buon-dong-chi-le-quang-dieu.txt Tin buồn: Ðồng chí Lê Quang Ðiều từ trần",
				id + "tin.jsonl#1 Mùa cá cơm", id + "tin.jsonl#2 Hội đua ghe",
			}
			if got := titles(list); !slices.Equal(got, want) {
				t.Errorf("got %q\nwant %q", got, want)
			}
			if len(skipped) != 1 || !strings.HasPrefix(skipped[0], "!/bao/anh.jpg: ") || !strings.Contains(skipped[0], "JPEG") {
				t.Errorf("skipped %q", skipped)
			}
			for _, a := range list {
				if a.Source.Inside != strings.TrimPrefix(a.Source.Location(), a.Source.Path+"!/") || a.Source.Inside == "" || a.Source.Hash == "" {
					t.Errorf("source %+v", a.Source)
				}
			}
		})
	}
}

func TestArchives_nested(t *testing.T) {
	list, skipped := articlesOf(t, sample(t, "hai-tang.zip"))
	const id = "formats/hai-tang.zip!/"
	want := []string{
		id + "bao.tar.gz!/bao/2004/cầu Bến Đình.txt Khánh thành cầu Bến Đình",
		id + "bao.tar.gz!/bao/2004/tin-buon-dong-chi-le-quang-dieu.txt Tin buồn: Ðồng chí Lê Quang Ðiều từ trần",
		id + "bao.tar.gz!/bao/tin.jsonl#1 Mùa cá cơm", id + "bao.tar.gz!/bao/tin.jsonl#2 Hội đua ghe",
		id + "bz2.zip!/bao/2004/cầu Bến Đình.txt Khánh thành cầu Bến Đình",
		id + "bz2.zip!/bao/2004/tin-buon-dong-chi-le-quang-dieu.txt Tin buồn: Ðồng chí Lê Quang Ðiều từ trần",
	}
	if got := titles(list); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	slices.Sort(skipped)
	for i, want := range []string{"!/bao.tar.gz!/bao/anh.jpg: no text to read: a JPEG image", "!/khoa.zip!/bao/2004/cầu Bến Đình.txt: cannot be unpacked: it is encrypted",
		"!/lzma.zip!/bao/2004/cầu Bến Đình.txt: cannot be unpacked: compression method 14"} {
		if i >= len(skipped) || !strings.HasPrefix(skipped[i], want) {
			t.Errorf("skipped %q, want %q at %d", skipped, want, i)
		}
	}
}

func TestPackings_samples(t *testing.T) {
	for _, name := range []string{"tin.jsonl.bz2", "tin.jsonl.xz"} {
		list, skipped := articlesOf(t, sample(t, name))
		if want := []string{"formats/" + name + "#1 Mùa cá cơm", "formats/" + name + "#2 Hội đua ghe"}; !slices.Equal(titles(list), want) || skipped != nil {
			t.Errorf("%s: %q, skipped %q", name, titles(list), skipped)
		}
	}
}

func TestArchives_bad(t *testing.T) {
	inner := zipped(t, "c.txt", "Ba")
	for name, c := range map[string]struct {
		data     string
		articles string // ids without the file's
		skipped  string // one, with its place
	}{
		"three deep":             {zipped(t, "a.zip", zipped(t, "b.zip", inner)), "", "!/a.zip!/b.zip: no reader for this format: an archive in an archive in an archive; unpack it"},
		"packed twice":           {string(gzipped(string(gzipped("x")))), "", ": no reader for this format: compressed twice (gzip)"},
		"names that go astray":   {zipped(t, "../../etc/passwd.txt", "Một", `C:\bao\x.txt`, "Hai", "/goc.txt", "Ba"), "bao/x.txt etc/passwd.txt goc.txt", ""},
		"the same name twice":    {zipped(t, "a.txt", "Một", "./a.txt", "Hai"), "a.txt a.txt", ""},
		"hidden and shadow":      {zipped(t, ".a.txt", "Một", "__MACOSX/._b.txt", "Hai", "d/.e/f.txt", "Ba", "ok.txt", "Bốn"), "ok.txt", ""},
		"nothing":                {zipped(t), "", ": no text in it: an archive without files"},
		"Excel":                  {zipped(t, "[Content_Types].xml", "<x/>", "xl/workbook.xml", "<x/>"), "", ": no reader for this format: an Excel workbook"},
		"a bad member":           {zipped(t, "a.txt", "Một", "b.txt", strings.Repeat("\x00\x01", 99), "c.txt", "Ba"), "a.txt c.txt", "!/b.txt: "},
		"cut tar":                {tarred(t, "a.txt", "Một", "b.txt", strings.Repeat("Hai ", 400))[:1600], "a.txt", "!/b.txt: damaged: the tar data ends too early"},
		"cut between two":        {tarred(t, "a.txt", "Một", "b.txt", "Hai")[:1300], "a.txt", ": read up to a.txt: damaged: the tar data ends too early"},
		"a name in no encoding":  {zipped(t, "B\xB8o.txt", "Một"), "B¸o.txt", ""},
		"a line break in a name": {tarred(t, "a\nb.txt", "Một"), "a\uFFFDb.txt", ""},
	} {
		t.Run(name, func(t *testing.T) {
			f := write(t, "x.bin", []byte(c.data))
			list, skipped := articlesOf(t, f)
			var ids []string
			for _, a := range list {
				ids = append(ids, strings.TrimPrefix(a.ID, f.Rel+"!/"))
			}
			slices.Sort(ids)
			if got := strings.Join(ids, " "); got != c.articles {
				t.Errorf("articles %q, want %q", got, c.articles)
			}
			if c.skipped == "" && skipped != nil || c.skipped != "" && (len(skipped) == 0 || !strings.HasPrefix(skipped[0], c.skipped)) {
				t.Errorf("skipped %q, want %q", skipped, c.skipped)
			}
		})
	}
}

// A bomb ends the reading of its file with one line in the account, whatever it is wrapped in.
func TestArchives_bombs(t *testing.T) {
	blank := strings.Repeat(" ", 1<<20) // of which no record is made
	files := make([]string, 0, 800)
	for i := range 400 {
		files = append(files, string(rune('a'+i%26))+strings.Repeat("x", i)+".jsonl", blank)
	}
	bomb := zipped(t, files...)
	for name, data := range map[string]string{"a.zip": bomb, "b.zip.gz": string(gzipped(zipped(t, "in.zip", bomb)))} {
		_, skipped := articlesOf(t, write(t, name, []byte(data)))
		if last := skipped[len(skipped)-1]; !strings.Contains(last, "bomb") {
			t.Errorf("%s: %q", name, last)
		}
	}
}
