package charset

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// corpusEnv names a corpus to measure with: JSON lines with title, lead and body, gzipped or not. The sample archive is used
// otherwise.
const corpusEnv = "TIMBAO_CORPUS"

type sampleText struct{ title, whole string }

// corpus reads the texts to measure with.
func corpus(tb testing.TB) (texts []sampleText) {
	tb.Helper()
	if path := os.Getenv(corpusEnv); path != "" {
		return readCorpus(tb, path)
	}
	paths, err := filepath.Glob(filepath.FromSlash("../../testdata/archive/*/*/*.txt"))
	if err != nil || len(paths) == 0 {
		tb.Fatal("no sample archive: ", err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		text := strings.TrimPrefix(norm.NFC.String(string(data)), bom)
		title, _, _ := strings.Cut(text, "\n")
		texts = append(texts, sampleText{title, text})
	}
	return texts
}

func readCorpus(tb testing.TB, path string) (texts []sampleText) {
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = bufio.NewReaderSize(f, 1<<20)
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(r); err != nil {
			tb.Fatal(err)
		}
	}
	for d := json.NewDecoder(r); ; {
		var a struct{ Title, Lead, Body string }
		if err := d.Decode(&a); err == io.EOF {
			return texts
		} else if err != nil {
			tb.Fatal(err)
		}
		whole := norm.NFC.String(strings.Join([]string{a.Title, a.Lead, a.Body}, "\n\n"))
		texts = append(texts, sampleText{norm.NFC.String(a.Title), whole})
	}
}

// sizes are the lengths, in bytes of UTF-8, of the texts that accuracy is measured with.
var sizes = []struct {
	name string
	cut  func(sampleText) string
}{
	{"whole", func(s sampleText) string { return s.whole }},
	{"1000", func(s sampleText) string { return cutText(s.whole, 1000) }},
	{"300", func(s sampleText) string { return cutText(s.whole, 300) }},
	{"100", func(s sampleText) string { return cutText(s.whole, 100) }},
	{"title", func(s sampleText) string { return s.title }},
}

func cutText(s string, size int) string {
	head, _ := cutAt(s, size)
	return head
}

// score counts how texts of one encoding and size came back.
type score struct {
	texts, named, folded, identical, refused int
}

func (s *score) add(e encoder, text string) string {
	data, want := e.encode(text)
	s.texts++
	got, err := Decode(data, Hint{})
	switch {
	case err != nil:
		s.refused++
		return fmt.Sprintf("%v: %q", err, clip(text))
	case got.String == want:
		s.identical++
		s.folded++
	case strings.EqualFold(got.String, want):
		s.folded++
	}
	if slices.Contains(e.want, got.Encoding) {
		s.named++
	}
	if got.String != want {
		return fmt.Sprintf("%s: %s", got.Encoding, difference(got.String, want))
	}
	return ""
}

func clip(s string) string { return s[:min(len(s), 90)] }

// difference shows where two texts part.
func difference(got, want string) string {
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	from := max(0, i-20)
	for from > 0 && from < len(want) && !utf8.RuneStart(want[from]) {
		from--
	}
	return fmt.Sprintf("%q, want %q", clip(got[min(from, len(got)):]), clip(want[min(from, len(want)):]))
}

// TestAccuracy transcodes every text into every encoding, whole and cut short, decodes it and prints how many came back. To measure
// with a corpus of your own:
//
//	TIMBAO_CORPUS=news.jsonl.gz go test -run TestAccuracy -v -timeout 1h ./indexer/charset
func TestAccuracy(t *testing.T) {
	texts := corpus(t)
	t.Logf("%d texts; of each size: the encoding named right, letters right, letters and capitals right; then texts refused", len(texts))
	var lines []string
	all := encoders()
	scores := make([][]score, len(all))
	var wait sync.WaitGroup
	slots := make(chan struct{}, 2)
	for i, e := range all {
		scores[i] = make([]score, len(sizes))
		wait.Add(1)
		go func() {
			defer wait.Done()
			slots <- struct{}{}
			defer func() { <-slots }()
			for k, size := range sizes {
				shown := 0
				for _, text := range texts {
					cut := size.cut(text)
					if cut == "" {
						continue
					}
					if bad := scores[i][k].add(e, cut); bad != "" && shown < 3 && testing.Verbose() {
						shown++
						t.Logf("%s, %s: %s", e.name, size.name, bad)
					}
				}
			}
		}()
	}
	wait.Wait()
	for i, e := range all {
		line := fmt.Sprintf("%-22s", e.name)
		for k := range sizes {
			s := scores[i][k]
			p := func(n int) float64 { return 100 * share(n, s.texts) }
			line += fmt.Sprintf(" | %6.2f %6.2f %6.2f %4d", p(s.named), p(s.folded), p(s.identical), s.refused)
		}
		lines = append(lines, line)
		if whole := scores[i][0]; share(whole.folded, whole.texts) < 0.999 && !strings.Contains(e.name, "no backslash") {
			t.Errorf("%s: %d of %d whole texts came back with every letter", e.name, whole.folded, whole.texts)
		}
	}
	t.Log("\n" + strings.Join(lines, "\n"))
}
