package charset

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
	eachArticle(tb, path, func(title, lead, body string) {
		whole := norm.NFC.String(strings.Join([]string{title, lead, body}, "\n\n"))
		texts = append(texts, sampleText{norm.NFC.String(title), whole})
	})
	return texts
}

// eachArticle reads a corpus article by article.
func eachArticle(tb testing.TB, path string, visit func(title, lead, body string)) {
	tb.Helper()
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
		if err := d.Decode(&a); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			tb.Fatal(err)
		}
		visit(a.Title, a.Lead, a.Body)
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
// with a corpus of your own, or one encoding of it:
//
//	TIMBAO_CORPUS=news.jsonl.gz go test -run TestAccuracy -v -timeout 1h ./indexer/charset
//	TIMBAO_CORPUS=news.jsonl.gz go test -run 'TestAccuracy/each/^VNI$' -v ./indexer/charset
func TestAccuracy(t *testing.T) {
	texts := corpus(t)
	all := encoders()
	scores := make([][]score, len(all))
	t.Run("each", func(t *testing.T) {
		for i, e := range all {
			t.Run(e.name, func(t *testing.T) {
				t.Parallel()
				scores[i] = measure(t, e, texts)
			})
		}
	})
	const cell = " | %6.2f %6.2f %6.2f %4d"
	table := fmt.Sprintf("%d texts. Percent of them whose encoding is named right, of which every letter came back, and every capital; number refused\n", len(texts))
	table += fmt.Sprintf("%-22s", "")
	for _, size := range sizes {
		table += fmt.Sprintf(" | %-25s", size.name)
	}
	for i, e := range all {
		if scores[i] == nil {
			continue
		}
		table += fmt.Sprintf("\n%-22s", e.name)
		for _, s := range scores[i] {
			percent := func(n int) float64 { return 100 * share(n, s.texts) }
			table += fmt.Sprintf(cell, percent(s.named), percent(s.folded), percent(s.identical), s.refused)
		}
	}
	t.Log("\n" + table)
}

// minRight is the share of whole texts of which every letter must come back.
const minRight = 0.999

// measure decodes all texts in one encoding and all sizes, and shows the first three of each that did not come back.
func measure(t *testing.T, e encoder, texts []sampleText) []score {
	scores := make([]score, len(sizes))
	for k, size := range sizes {
		shown := 0
		for _, text := range texts {
			cut := size.cut(text)
			if cut == "" {
				continue
			}
			if bad := scores[k].add(e, cut); bad != "" && shown < 3 && testing.Verbose() {
				shown++
				t.Logf("%s: %s", size.name, bad)
			}
		}
	}
	if whole := scores[0]; share(whole.folded, whole.texts) < cmp.Or(e.least, minRight) {
		t.Errorf("%d of %d whole texts came back with every letter", whole.folded, whole.texts)
	}
	return scores
}

// foreignEnv names folders of files in other languages, separated as in PATH; this repository is used otherwise.
const foreignEnv = "TIMBAO_FOREIGN"

// TestHarmless decodes all files that are valid UTF-8, and all titles, leads and bodies of the corpus if there is one: none may be
// changed. To try it on other files:
//
//	TIMBAO_FOREIGN=/usr/share/doc:/usr/local/go/src go test -run TestHarmless -v ./indexer/charset
func TestHarmless(t *testing.T) {
	checked := 0
	check := func(name, text string) {
		checked++
		if got, err := Decode([]byte(text), Hint{}); err != nil || got.String != text {
			t.Errorf("%s: %s, %v, %s", name, got.Encoding, err, difference(got.String, text))
		}
	}
	if path := os.Getenv(corpusEnv); path != "" {
		eachArticle(t, path, func(title, lead, body string) {
			check(title, strings.TrimPrefix(title, bom))
			check(title, strings.TrimPrefix(lead, bom))
			check(title, strings.TrimPrefix(body, bom))
		})
	}
	roots := filepath.SplitList(os.Getenv(foreignEnv))
	if len(roots) == 0 {
		roots = []string{filepath.FromSlash("../..")}
	}
	for _, root := range roots {
		eachText(t, root, check)
	}
	t.Logf("%d texts", checked)
}

// samplesOfDamage are folders of files that are meant to be changed.
var samplesOfDamage = []string{"testdata/encodings/", "testdata/formats/", "testdata/scripts/", ".git/"}

// eachText reads the files below root that are valid UTF-8.
func eachText(t *testing.T, root string, visit func(name, text string)) {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil //nolint:nilerr // what cannot be read is not what this is about
		}
		if slices.ContainsFunc(samplesOfDamage, func(part string) bool { return strings.Contains(filepath.ToSlash(path), part) }) {
			return nil
		}
		data, err := os.ReadFile(path)
		data = bytes.TrimPrefix(data, []byte(bom))
		if err == nil && utf8.Valid(data) && bytes.IndexByte(data, 0) < 0 {
			visit(path, string(data))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
