package segment_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/vietnamese"
)

// library is a bleve index of articles, and the articles themselves.
type library struct {
	dir   string
	words map[string]map[string]bool // id → terms of its text
}

// add puts articles into the index as one batch, and takes others out.
func (l *library) add(t *testing.T, articles map[string]string, gone ...string) {
	t.Helper()
	b, err := segment.NewBuilder(schema.Layout(), nil)
	if err != nil {
		t.Fatal(err)
	}
	w := schema.NewWriter(b)
	for id, text := range articles {
		w.Add(&article.Article{ID: id, Title: text})
		l.words[id] = map[string]bool{}
		for _, token := range vietnamese.Tokens(text) {
			l.words[id][token.Term] = true
		}
	}
	batch := index.NewBatch()
	if len(articles) > 0 {
		path := filepath.Join(t.TempDir(), "new")
		if err := b.Write(path); err != nil {
			t.Fatal(err)
		}
		docs, err := segment.Ready(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			batch.Update(d)
		}
	}
	for _, id := range gone {
		batch.Delete(id)
		delete(l.words, id)
	}
	idx, err := schema.OpenBleve(l.dir, false)
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	advanced, err := idx.Advanced()
	if err != nil {
		t.Fatal(err)
	}
	if err := advanced.Batch(batch); err != nil {
		t.Fatal(err)
	}
}

// having lists the articles whose terms fulfil a condition.
func (l *library) having(ok func(terms map[string]bool) bool) []string {
	ids := []string{}
	for id, terms := range l.words {
		if ok(terms) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func ask(t *testing.T, idx bleve.Index, q query.Query) []string {
	t.Helper()
	req := bleve.NewSearchRequestOptions(q, 1000, 0, false)
	res, err := idx.SearchInContext(context.Background(), req)
	if err != nil {
		t.Fatal(err)
	}
	ids := []string{}
	for _, h := range res.Hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	if int(res.Total) != len(ids) {
		t.Errorf("the total is %d for %d hits", res.Total, len(ids))
	}
	return ids
}

func term(word string) string { return string(vietnamese.AppendTerm(nil, word)) }

func termQuery(word string) query.Query {
	q := bleve.NewTermQuery(term(word))
	q.SetField("text")
	return q
}

// newLibrary has 300 articles in three batches: some are replaced, some deleted.
func newLibrary(t *testing.T) *library {
	t.Helper()
	l := &library{dir: t.TempDir(), words: map[string]map[string]bool{}}
	r := rand.New(rand.NewPCG(1, 2))
	vocabulary := strings.Fields("hội hợi hoi họp đồng động mưa mua mùa lũ lu HĐND 14-1 tỉnh tĩnh xã vùng cao")
	text := func() string {
		words := []string{}
		for range 1 + r.IntN(4) {
			words = append(words, vocabulary[r.IntN(len(vocabulary))])
		}
		return strings.Join(words, " ")
	}
	for range 3 {
		batch := map[string]string{}
		for range 130 {
			batch[fmt.Sprintf("b%03d", r.IntN(300))] = text()
		}
		l.add(t, batch)
	}
	l.add(t, nil, "b001", "b002", "b003", "b004", "b005", "b006", "b007", "b250")
	return l
}

func TestBleveQueries(t *testing.T) {
	l := newLibrary(t)
	idx, err := schema.OpenBleve(l.dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	if n, err := idx.DocCount(); err != nil || int(n) != len(l.words) {
		t.Errorf("%d documents (%v), want %d", n, err, len(l.words))
	}
	field := func(q query.FieldableQuery) query.Query {
		q.SetField("text")
		return q
	}
	has := func(words ...string) func(map[string]bool) bool {
		return func(terms map[string]bool) bool {
			return !slices.ContainsFunc(words, func(w string) bool { return !terms[term(w)] })
		}
	}
	beginning := func(prefix string) func(map[string]bool) bool {
		return func(terms map[string]bool) bool {
			for w := range terms {
				if strings.HasPrefix(w, prefix) {
					return true
				}
			}
			return false
		}
	}
	boolean := bleve.NewBooleanQuery()
	boolean.AddMust(termQuery("mưa"))
	boolean.AddMustNot(termQuery("hội"), termQuery("xã"))
	boolean.AddShould(termQuery("lũ"))
	all := func(map[string]bool) bool { return true }
	for name, c := range map[string]struct {
		q    query.Query
		want []string
	}{
		"a term":               {termQuery("mưa"), l.having(has("mưa"))},
		"an acronym":           {termQuery("HĐND"), l.having(has("HĐND"))},
		"a term without marks": {termQuery("hoi"), l.having(has("hoi"))},
		"a word nobody uses":   {termQuery("tuyết"), []string{}},
		"a set":                {field(bleve.NewTermQuery("hoi")), l.having(beginning("hoi\x00"))},
		"a match of a set":     {field(bleve.NewMatchQuery("mua")), l.having(beginning("mua\x00"))},
		"a prefix":             {field(bleve.NewPrefixQuery("ho")), l.having(beginning("ho"))},
		"a prefix of one form": {field(bleve.NewPrefixQuery("hoi\x00h")), l.having(beginning("hoi\x00h"))},
		"a wildcard":           {field(bleve.NewWildcardQuery("d*ng")), l.having(beginning("dong"))},
		"a regexp":             {field(bleve.NewRegexpQuery("(lu|mua)")), l.having(func(m map[string]bool) bool { return beginning("lu\x00")(m) || beginning("mua\x00")(m) })},
		"a range":              {field(bleve.NewTermRangeQuery("hoi\x00", "hop\x00")), l.having(beginning("hoi\x00"))},
		"Boolean": {boolean, l.having(func(m map[string]bool) bool {
			return m[term("mưa")] && !m[term("hội")] && !m[term("xã")]
		})},
		"a conjunction": {bleve.NewConjunctionQuery(termQuery("mưa"), termQuery("lũ")), l.having(has("mưa", "lũ"))},
		"a disjunction": {bleve.NewDisjunctionQuery(termQuery("mưa"), termQuery("lũ")), l.having(func(m map[string]bool) bool { return m[term("mưa")] || m[term("lũ")] })},
		"everything":    {bleve.NewMatchAllQuery(), l.having(all)},
		"nothing":       {bleve.NewMatchNoneQuery(), []string{}},
		"ids":           {bleve.NewDocIDQuery([]string{"b001", "b100", "b101", "none"}), present(l, "b001", "b100", "b101")},
	} {
		if got := ask(t, idx, c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q\nwant %q", name, got, c.want)
		}
		if len(c.want) == 0 && name != "nothing" && name != "a word nobody uses" {
			t.Errorf("%s: nothing is looked for", name)
		}
	}
	if got := ask(t, idx, func() query.Query { q := bleve.NewTermQuery(term("mưa")); q.SetField("no such field"); return q }()); len(got) > 0 {
		t.Errorf("a field that is not there has %q", got)
	}
}

func present(l *library, ids ...string) []string {
	return slices.DeleteFunc(ids, func(id string) bool { return l.words[id] == nil })
}

// bleve's own document type is refused, instead of being lost.
func TestPluginRefusesForeignDocuments(t *testing.T) {
	idx, err := schema.OpenBleve(t.TempDir(), false)
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	if err := idx.Index("1", map[string]string{"text": "mưa"}); err == nil {
		t.Error("a document of bleve's own is taken")
	}
	if n, err := idx.DocCount(); err != nil || n != 0 {
		t.Errorf("%d documents (%v)", n, err)
	}
	if _, _, err := (segment.Plugin{}).New(nil); err == nil {
		t.Error("a segment of no documents is made")
	}
}

// What bleve stores of a document can be read through bleve.
func TestStoredFieldsThroughBleve(t *testing.T) {
	l := &library{dir: t.TempDir(), words: map[string]map[string]bool{}}
	l.add(t, map[string]string{"a/1": "Mưa lũ", "a/2": "Mùa gặt"})
	idx, err := schema.OpenBleve(l.dir, true)
	if err != nil {
		t.Fatal(err)
	}
	defer idx.Close()
	doc, err := idx.Document("a/2")
	if err != nil || doc == nil {
		t.Fatalf("no document (%v)", err)
	}
	found := false
	doc.VisitFields(func(f index.Field) {
		if f.Name() == segment.StoredField {
			a, err := schema.DecodeArticle(string(f.Value()))
			found = err == nil && a.Title == "Mùa gặt"
		}
	})
	if !found {
		t.Error("the stored article is not among its fields")
	}
	if doc, err := idx.Document("a/3"); err != nil || doc != nil {
		t.Errorf("a document that is not there: %v (%v)", doc, err)
	}
}
