package search_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"html"
	"io"
	"log"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.uber.org/goleak"

	"timbao/indexer"
	"timbao/search"
)

var update = flag.Bool("update", false, "write the ranking that comes out into testdata/golden")

const (
	archive = "../testdata/archive"
	seedID  = "archive/2020/01/000_d249a57545fbbced.txt"
	seed    = "../testdata/" + seedID
)

var scratch string // folder for what the tests share

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	log.SetOutput(io.Discard)        // bleve says there what it finds damaged
	others := goleak.IgnoreCurrent() // bleve's own, which begin with the program
	var err error
	if scratch, err = os.MkdirTemp("", "timbao-search"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(scratch)
	code := m.Run()
	if err := goleak.Find(others); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// archiveFolder is the folder of an index of testdata/archive, made when it is first asked for.
var archiveFolder = sync.OnceValue(func() string {
	dir := filepath.Join(scratch, "archive.idx")
	rep, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{archive}})
	if err != nil || rep.Articles < 60 {
		panic(fmt.Sprintf("index %s: %+v %v", archive, rep, err))
	}
	return dir
})

// openArchive opens the index of testdata/archive.
func openArchive(t testing.TB) *search.Index { return open(t, archiveFolder()) }

func open(t testing.TB, dir string) *search.Index {
	t.Helper()
	x, err := search.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := x.Close(); err != nil {
			t.Error(err)
		}
	})
	return x
}

// record is an article as a line of JSON.
type record struct {
	ID            string   `json:"id"`
	Title         string   `json:"title"`
	Lead          string   `json:"lead,omitempty"`
	Body          string   `json:"body,omitempty"`
	Captions      []string `json:"captions,omitempty"`
	Date          string   `json:"date,omitempty"`
	Author        string   `json:"author,omitempty"`
	Authors       []string `json:"authors,omitempty"`
	Photographers []string `json:"photographers,omitempty"`
	Section       string   `json:"section,omitempty"`
	Place         string   `json:"place,omitempty"`
}

// publish makes the records the next generation of an index.
func publish(t testing.TB, dir, file string, records ...record) indexer.Report {
	t.Helper()
	var lines []byte
	for _, r := range records {
		line, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(append(lines, line...), '\n')
	}
	if err := os.WriteFile(file, lines, 0o600); err != nil {
		t.Fatal(err)
	}
	rep, err := indexer.Run(context.Background(), indexer.Options{Dir: dir, Paths: []string{file}, Prune: true})
	if err != nil || len(rep.Skipped) > 0 {
		t.Fatalf("index %d records: %+v %v", len(records), rep.Skipped, err)
	}
	return rep
}

// indexOf opens an index of records.
func indexOf(t testing.TB, records ...record) *search.Index {
	t.Helper()
	dir := t.TempDir()
	publish(t, filepath.Join(dir, "idx"), filepath.Join(dir, "articles.jsonl"), records...)
	return open(t, filepath.Join(dir, "idx"))
}

func find(t testing.TB, x *search.Index, req search.Request) *search.Response {
	t.Helper()
	res, err := x.Search(context.Background(), req)
	if err != nil {
		t.Fatalf("%+v: %v", req, err)
	}
	return res
}

// ids are the ids of all hits of a request, best first.
func ids(t testing.TB, x *search.Index, req search.Request) []string {
	t.Helper()
	req.Limit, req.Markup = search.MaxLimit, search.MarkupNone
	res := find(t, x, req)
	if res.Total != len(res.Hits) || res.TotalRelation != search.TotalExact {
		t.Errorf("%+v: total %d (%s) of %d hits", req, res.Total, res.TotalRelation, len(res.Hits))
	}
	out := []string{}
	for _, h := range res.Hits {
		out = append(out, h.ID)
	}
	return out
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

// archiveArticles are the articles of testdata/archive, read once.
var archiveArticles = sync.OnceValue(func() []*search.Article {
	x, err := search.Open(archiveFolder(), nil)
	if err != nil {
		panic(err)
	}
	defer x.Close()
	res, err := x.Search(context.Background(), search.Request{Limit: search.MaxLimit, Markup: search.MarkupNone})
	if err != nil {
		panic(err)
	}
	var out []*search.Article
	for _, h := range res.Hits {
		a, err := x.Get(context.Background(), h.ID)
		if err != nil {
			panic(err)
		}
		out = append(out, a)
	}
	return out
})

// naive lists, sorted, the ids of the articles that fit.
func naive(articles []*search.Article, fits func(*search.Article) bool) []string {
	out := []string{}
	for _, a := range articles {
		if fits(a) {
			out = append(out, a.ID)
		}
	}
	return sorted(out)
}

var markPattern = regexp.MustCompile(`<mark>(.*?)</mark>`)

// marks are the different marked strings of a hit, sorted, as the newspaper printed them.
func marks(h search.Hit) []string {
	var out []string
	for _, text := range append([]string{h.Highlight.Title}, h.Highlight.Snippets...) {
		for _, m := range markPattern.FindAllStringSubmatch(text, -1) {
			out = append(out, html.UnescapeString(m[1]))
		}
	}
	return slices.Compact(sorted(out))
}

// texts are the parts of an article that free words are looked for in.
func texts(a *search.Article) []string {
	return slices.Concat([]string{a.Title, a.Lead}, a.Body, a.Captions)
}

// paramName is the name that a *search.ParamError gives, "" for any other error.
func paramName(err error) string {
	var p *search.ParamError
	if errors.As(err, &p) && errors.Is(err, search.ErrParam) && strings.Contains(err.Error(), p.Reason) {
		return p.Name
	}
	return ""
}
