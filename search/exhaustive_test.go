package search_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"timbao/indexer/vietnamese"
	"timbao/search"
	"timbao/search/eval"
	"timbao/search/query"
	"timbao/search/rank"
)

// TestPrunedIsExhaustive asks every topic, typed with accents and without, of an index that may pass over documents and of the
// same index that scores them all: the hits, their scores and their order must be equal, for short pages and long ones.
//
// The index is that of TIMBAO_INDEX, else of the corpus that TIMBAO_CORPUS names, else of testdata/archive. The topics are those of the
// files in TIMBAO_TOPICS (a list as in PATH; a topic's twin without accents is in X.unaccented.topics.jsonl beside X.topics.jsonl, or
// made), else the titles of the archive's articles. The sample archive is too small for anything to be passed over: it only shows that the
// test works. The same property over random corpora, where much is, is tested in package rank.
//
//	TIMBAO_CORPUS=news-23k.jsonl.gz TIMBAO_TOPICS=headlines.topics.jsonl:stories.topics.jsonl go test -v -run PrunedIsExhaustive ./search
func TestPrunedIsExhaustive(t *testing.T) {
	t.Parallel()
	dir := corpusIndex(t)
	pruned := open(t, dir)
	params := rank.DefaultParams()
	params.NoPrune = true
	full, err := search.Open(dir, &search.Options{Params: &params})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = full.Close() })
	for name, topics := range corpusTopics(t, pruned) {
		partly, different := 0, 0
		for _, topic := range topics {
			for _, limit := range []int{1, 10, 100} {
				req := search.Request{Query: query.Plain(topic.Query), Limit: limit, Markup: search.MarkupNone}
				got, want := find(t, pruned, req), find(t, full, req)
				if got.TotalRelation == search.TotalAtLeast {
					partly++
				}
				if !slices.EqualFunc(got.Hits, want.Hits, sameHit) || !sameTotal(got, want) {
					different++
					t.Errorf("%s, topic %s, first %d:\n%s\nwant\n%s", name, topic.ID, limit, idList(got), idList(want))
				}
				if different > 3 {
					t.Fatal("and so on")
				}
			}
		}
		t.Logf("%s: %d topics, 3 searches each; %d searches did not look at every hit, %d gave other hits", name, len(topics), partly, different)
	}
}

func sameHit(a, b search.Hit) bool { return a.ID == b.ID && a.Score == b.Score }

// sameTotal wants an exact total to be that of all hits, and a lower bound to be one.
func sameTotal(got, want *search.Response) bool {
	if want.TotalRelation != search.TotalExact {
		return false
	}
	return got.Total == want.Total || got.TotalRelation == search.TotalAtLeast && got.Total <= want.Total && got.Total >= len(got.Hits)
}

func idList(r *search.Response) string {
	s := ""
	for _, h := range r.Hits {
		s += h.ID + " "
	}
	return s
}

// corpusTopics reads the topics by file name, with and without accents.
func corpusTopics(t *testing.T, x *search.Index) map[string][]eval.Topic {
	t.Helper()
	out := map[string][]eval.Topic{}
	add := func(name string, topics, twin []eval.Topic) {
		if twin == nil {
			for _, topic := range topics {
				topic.Query = vietnamese.Fold(topic.Query)
				twin = append(twin, topic)
			}
		}
		out[name], out[name+", without accents"] = topics, twin
	}
	files := os.Getenv("TIMBAO_TOPICS")
	if files == "" {
		sample, err := x.Sample(t.Context(), 100, 1)
		if err != nil {
			t.Fatal(err)
		}
		var topics []eval.Topic
		for _, a := range sample {
			topics = append(topics, eval.Topic{ID: a.ID, Query: a.Title})
		}
		add("titles", topics, nil)
	}
	for _, file := range filepath.SplitList(files) {
		topics, err := readTopics(file)
		if err != nil {
			t.Fatal(err)
		}
		twin, err := readTopics(strings.TrimSuffix(file, ".topics.jsonl") + ".unaccented.topics.jsonl")
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		add(filepath.Base(file), topics, twin)
	}
	return out
}

func readTopics(name string) ([]eval.Topic, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return eval.ReadTopics(file)
}
