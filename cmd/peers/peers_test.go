package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"

	"timbao/search/bench"
	"timbao/search/eval"
)

// TestMain lets the test binary stand in for the program when a job is started.
func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		os.Exit(run(nil, os.Stdout, os.Stderr))
	}
	// With the race detector every process would sleep for a second at its end.
	os.Setenv("GORACE", os.Getenv("GORACE")+" atexit_sleep_ms=0")
	os.Exit(m.Run())
}

const articles = `
{"id": "lu", "title": "Lũ quét ở Mường Sơn, ba thôn bị cô lập", "lead": "Mưa lớn trong đêm gây lũ quét.", "body": "Chính quyền xã đã đưa hai trăm hộ dân đến nơi an toàn.\nNước rút chậm.", "captions": ["Lũ quét cuốn trôi cầu treo"], "date": "2020-07-01"}
{"id": "hop", "title": "Hội đồng nhân dân tỉnh khai mạc kỳ họp thứ mười", "lead": "", "body": "Kỳ họp bàn về ngân sách, đầu tư công và xây dựng nông thôn mới.", "captions": []}

{"id": "lua", "title": "Nông dân được mùa lúa", "lead": "Giá lúa tăng.", "body": "Năng suất lúa đạt sáu tấn mỗi héc ta trên toàn tỉnh.", "captions": []}
`

// write makes a file in a folder of the test; names that end in .gz are compressed.
func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	var out bytes.Buffer
	if strings.HasSuffix(name, ".gz") {
		packer := gzip.NewWriter(&out)
		fmt.Fprint(packer, content)
		packer.Close()
	} else {
		out.WriteString(content)
	}
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func ids(results []eval.Result) []string {
	var ids []string
	for _, r := range results {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestEngines(t *testing.T) {
	for _, name := range engineNames() {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			e, _ := newEngine(name)
			if _, err := build(t.Context(), e, filepath.Join(dir, "index"), []string{write(t, dir, "a.jsonl.gz", articles)}); err != nil {
				t.Fatal(err)
			}
			e, _ = newEngine(name)
			if err := e.open(filepath.Join(dir, "index")); err != nil {
				t.Fatal(err)
			}
			defer e.close()
			for _, tt := range []struct {
				query query
				want  []string
			}{
				{query{Text: "lũ quét"}, []string{"lu"}},
				{query{Text: "ngân sách"}, []string{"hop"}},
				{query{Text: "cầu treo"}, []string{"lu"}}, // in a caption
				{query{Text: "năng suất", Phrase: true}, []string{"lua"}},
				{query{Text: "suất năng", Phrase: true}, nil},
				{query{Text: `mùa "lúa" (AND`}, []string{"lua"}}, // no operators
			} {
				for _, highlight := range []bool{false, true} {
					got, err := e.search(t.Context(), tt.query, 10, highlight)
					if err != nil || !slices.Equal(ids(got), tt.want) {
						t.Errorf("%+v: got %v, %v; want %v", tt.query, got, err, tt.want)
					}
				}
			}
			if got, err := e.search(t.Context(), query{Text: "nông"}, 1, false); err != nil || !slices.Equal(ids(got), []string{"lua"}) {
				t.Errorf("a title counts more than a body: got %v, %v", got, err)
			}
			if _, err := e.search(t.Context(), query{Text: "!"}, 10, false); err != nil {
				t.Errorf("no words: %v", err)
			}
		})
	}
	if _, err := newEngine("grep"); !errors.Is(err, errEngine) {
		t.Errorf("got %v", err)
	}
}

func TestBuildErrors(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"bleve", "sqlite"} {
		for file, want := range map[string]error{
			write(t, dir, "noid.jsonl", `{"title": "x"}`):                         errCorpus,
			write(t, dir, "bad.jsonl", articles+"x\n"+strings.Repeat("x\n", 500)): errCorpus,
			filepath.Join(dir, "missing.jsonl"):                                   os.ErrNotExist,
		} {
			e, _ := newEngine(name)
			_, err := build(t.Context(), e, filepath.Join(t.TempDir(), "index"), []string{file})
			if !errors.Is(err, want) {
				t.Errorf("%s, %s: got %v, want %v", name, filepath.Base(file), err, want)
			}
			e.close()
		}
	}
}

// The whole of it, with engines in processes of their own.
func TestCompare(t *testing.T) {
	dir := t.TempDir()
	corpus := write(t, dir, "a.jsonl.gz", articles)
	topics := write(t, dir, "a.topics.jsonl", `{"qid": "1", "query": "Lũ quét ở Mường Sơn", "rel": ["lu"]}`+"\n"+
		`{"qid": "2", "query": "thêm", "rel": ["them"]}`)
	docs := write(t, dir, "b.jsonl", `{"id": "them", "title": "Thêm", "body": "một bài"}`)
	args := []string{"--corpus", corpus, "--temp", dir, "--queries", "2", "--engines", "bleve,sqlite",
		"--topics", topics, "--topics", topics, "--docs", docs, "--drop-titles", "--topics", topics, "--docs", docs, "--alone"}
	var out, stderr strings.Builder
	if code := run(append(args, "--json"), &out, &stderr); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	var r report
	if err := json.Unmarshal([]byte(out.String()), &r); err != nil {
		t.Fatal(err)
	}
	if r.Corpus.Articles != 3 || len(r.Ingest) != 2 || r.Ingest[0].MBPerSecond <= 0 || r.Ingest[0].CPUSeconds <= 0 || r.Ingest[1].IndexBytes <= 0 {
		t.Errorf("got %+v, %+v", r.Corpus, r.Ingest)
	}
	// Per set and engine: accented and bare. The title "Thêm" is only there to be found in the third set.
	want := []float64{0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0, 0.5, 0}
	var got []float64
	for _, row := range r.Relevance {
		got = append(got, row.P1)
	}
	if !slices.Equal(got, want) {
		t.Errorf("P@1 %v, want %v", got, want)
	}
	if len(r.Latency) != 2*2*len(bench.Kinds()) || r.Latency[0].Queries != 2 || r.Latency[0].Answered != 1 || r.Latency[0].Warm.P50 <= 0 {
		t.Errorf("got %+v", r.Latency)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "peers-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// An engine that fails is named, and the others go on.
func TestCompareFailure(t *testing.T) {
	dir := t.TempDir()
	var out, stderr strings.Builder
	o := &options{Corpus: write(t, dir, "a.jsonl", articles), Engines: []string{"grep", "sqlite"}, Queries: 1, Temp: dir}
	r, err := compare(t.Context(), o, &out, &stderr)
	if err != nil || len(r.Problems) != 1 || !strings.Contains(r.Problems[0], `no such engine: "grep"`) {
		t.Fatalf("got %v, %v", r.Problems, err)
	}
	for _, want := range []string{"3 articles", "## Ingest", "| sqlite |", "## Latency", "| phrase", "## Problems"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := compare(ctx, o, io.Discard, io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: got %v", err)
	}
}

func TestOptions(t *testing.T) {
	o, err := parseOptions(strings.Fields("--corpus c --topics a --drop-titles --topics b --docs x --docs y --alone --engines sqlite"), io.Discard)
	want := []topicSet{{Topics: "a", DropTitles: true}, {Topics: "b", Docs: []string{"x", "y"}, Alone: true}}
	if err != nil || !reflect.DeepEqual(o.Sets, want) || !slices.Equal(o.Engines, []string{"sqlite"}) {
		t.Errorf("got %+v, %v", o, err)
	}
	for _, args := range []string{"", "--corpus c --docs x", "--corpus c --topics a --alone", "--corpus c d", "--corpus c --engines grep",
		"--corpus c --queries -1", "--corpus c --copies 0", "--corpus c --topics a --copies 2", "--corpus c --alone --topics a"} {
		if _, err := parseOptions(strings.Fields(args), io.Discard); !errors.Is(err, errUsage) {
			t.Errorf("%q: got %v", args, err)
		}
	}
	if _, err := parseOptions([]string{"--help"}, io.Discard); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("got %v", err)
	}
}

func TestDropTitles(t *testing.T) {
	dir := t.TempDir()
	to := filepath.Join(dir, "untitled.jsonl")
	if err := dropTitles(to, []string{write(t, dir, "a.jsonl", articles)}); err != nil {
		t.Fatal(err)
	}
	var got []string
	err := eachLine([]string{to}, func(line []byte) error {
		d, err := parseDocument(line)
		got = append(got, d.ID+d.Title)
		if d.ID == "lu" && (!strings.Contains(d.Body, "Nước rút chậm.") || !bytes.Contains(line, []byte(`"date":"2020-07-01"`))) {
			t.Errorf("got %s", line)
		}
		return err
	})
	if err != nil || !slices.Equal(got, []string{"lu", "hop", "lua"}) {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestCopies(t *testing.T) {
	dir := t.TempDir()
	to := filepath.Join(dir, "copies.jsonl")
	if err := multiply(to, []string{write(t, dir, "a.jsonl", articles)}, 3); err != nil {
		t.Fatal(err)
	}
	var got []string
	err := eachLine([]string{to}, func(line []byte) error {
		d, err := parseDocument(line)
		got = append(got, d.ID)
		if strings.HasPrefix(d.ID, "hop") && (d.Title != "Hội đồng nhân dân tỉnh khai mạc kỳ họp thứ mười" || !strings.HasPrefix(d.Body, "Kỳ họp bàn")) {
			t.Errorf("got %s", line)
		}
		return err
	})
	if want := []string{"lu", "lu~2", "lu~3", "hop", "hop~2", "hop~3", "lua", "lua~2", "lua~3"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v", got, err)
	}
	if err := multiply(to, []string{write(t, dir, "noid.jsonl", `{"title": "x"}`)}, 2); !errors.Is(err, errCorpus) {
		t.Errorf("got %v", err)
	}
	var out, stderr strings.Builder
	if code := run([]string{"--corpus", filepath.Join(dir, "a.jsonl"), "--copies", "2", "--engines", "timbao,bluge", "--queries", "1", "--temp", dir}, &out, &stderr); code != 0 {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	if !strings.Contains(out.String(), "a.jsonl, 2 times: 6 articles") {
		t.Errorf("got %s", out.String())
	}
}

func TestReadTopics(t *testing.T) {
	dir := t.TempDir()
	const topic = `{"qid": "1", "query": "%s", "rel": ["a"]}`
	own := write(t, dir, "own.topics.jsonl", fmt.Sprintf(topic, "Đường sá"))
	write(t, dir, "own.unaccented.topics.jsonl", fmt.Sprintf(topic, "Duong xa"))
	for name, want := range map[string]string{own: "Duong xa", write(t, dir, "made.topics.jsonl", fmt.Sprintf(topic, "Đường sá")): "duong sa"} {
		topics, err := readTopics(name)
		if err != nil || topics[accented][0].Query != "Đường sá" || topics[bare][0].Query != want {
			t.Errorf("%s: got %+v, %v", filepath.Base(name), topics, err)
		}
	}
	if _, err := readTopics(filepath.Join(dir, "missing")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// The same corpus gives the same queries; each is found word for word in an article.
func TestSampler(t *testing.T) {
	sample := func() []batch {
		s := newSampler(5)
		for i := range 200 {
			s.add(&document{ID: fmt.Sprint(i), text: text{
				Title: fmt.Sprintf("một hai ba, bốn năm sáu bảy tám chín đề%c", 'a'+i%26), Body: "Thứ nhất là nước, thứ nhì là phân bón."}})
		}
		return s.batches(5)
	}
	got := sample()
	if !reflect.DeepEqual(got, sample()) {
		t.Error("two samples differ")
	}
	if len(got) != 2*len(bench.Kinds()) {
		t.Fatalf("got %+v", got)
	}
	for i, b := range got {
		text := strings.ToLower("Một hai ba, bốn năm sáu bảy tám chín đề thứ nhất là nước, thứ nhì là phân bón.")
		for _, q := range b.Queries {
			if b.Typing == accented && b.Kind == "phrase" && !strings.Contains(text, strings.ToLower(q.Text)) {
				t.Errorf("%q is not in the text", q.Text)
			}
			if n := len(strings.Fields(q.Text)); b.Kind == "two" && n != 2 || b.Kind == "headline" && n < 8 || q.Phrase != (b.Kind == "phrase") {
				t.Errorf("%s: %+v", b.Kind, q)
			}
		}
		if i%2 == 1 && got[i-1].Kind != b.Kind {
			t.Errorf("%s has no twin", b.Kind)
		}
	}
}

func TestPrintTable(t *testing.T) {
	var out strings.Builder
	printTable(&out, 1, []string{"engine", "÷"}, [][]string{{"bleve", ratio(3, 2)}, {"x", ratio(0, 2)}})
	want := "\n| engine |     ÷ |\n| ------ | ----: |\n| bleve  | 1.50× |\n| x      |     – |\n"
	if out.String() != want {
		t.Errorf("got %s, want %s", out.String(), want)
	}
}
