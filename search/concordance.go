package search

import (
	"bytes"
	"cmp"
	"container/heap"
	"context"
	"slices"
	"time"

	"timbao/indexer/schema"
	"timbao/search/rank"
	"timbao/search/snippet"
)

// What is counted unasked: the rest of the articles counts one occurrence each, and the total is a lower bound.
const (
	countedDocs = 10_000 // articles whose word sequence is looked through
	readDocs    = 200    // articles that are read
)

// Concordance finds every occurrence of words, in the order of the articles' dates: a page of them, and how many there are. Articles
// of one moment come in the order of their ids. A cursor holds the place of the occurrence that the next page begins with; it
// stays good when a new generation is published.
//
// The total is exact where it takes no more than looking through 10,000 articles, or reading 200 (for beginnings of words, captions, and
// numbers that are also written as codes), or with Exact however many; else it is a lower bound. It returns a *ParamError for
// a query without words to look for, and the errors of Search.
func (x *Index) Concordance(ctx context.Context, req ConcordanceRequest) (out *Concordance, err error) {
	begun := time.Now()
	c, err := req.check(MaxLimit)
	if err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	k, err := r.concordance(ctx, c, req.Width)
	if err != nil {
		return nil, err
	}
	out = &Concordance{Query: req.Query, Lines: []Occurrence{}}
	from, err := c.linePlace()
	if err != nil {
		return nil, err
	}
	if from.Total == 0 {
		if from.Articles, from.Total, from.AtLeast, err = k.count(ctx); err != nil {
			return nil, err
		}
	}
	if err := k.page(ctx, from, out); err != nil {
		return nil, err
	}
	out.Total, out.Articles, out.TotalRelation = from.Total, from.Articles, TotalExact
	if from.AtLeast {
		out.TotalRelation = TotalAtLeast
	}
	out.TookMS = float64(time.Since(begun).Microseconds()) / 1000
	return out, ctx.Err()
}

// EachOccurrence calls visit for every occurrence that Concordance finds, in its order, from the request's cursor on; Limit goes up to
// MaxExport and 0 means all. It takes 24 bytes an article and one article at a time, and all are of the generation that was
// newest at the call. It ends with visit's first error, or with ctx's error as soon as ctx ends; the errors of the request come before the
// first call.
func (x *Index) EachOccurrence(ctx context.Context, req ConcordanceRequest, visit func(Occurrence) error) error {
	limit := req.Limit
	if err := between("limit", limit, 0, MaxExport); err != nil {
		return err
	}
	req.Limit = 0
	c, err := req.check(MaxLimit)
	if err != nil {
		return err
	}
	from, err := c.linePlace()
	if err != nil {
		return err
	}
	r, err := x.acquire()
	if err != nil {
		return err
	}
	defer r.done() //nolint:errcheck // as in Search
	k, err := r.concordance(ctx, c, req.Width)
	if err != nil {
		return err
	}
	docs, err := k.after(from, r.rank.Docs)
	left := orDefault(limit, MaxExport)
	for i := 0; err == nil && i < len(docs) && left > 0; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		var a *Article
		if a, err = k.read(docs[i]); err != nil {
			return err
		}
		k.lines(a, from.skip(a.ID), func(o Occurrence) bool {
			left--
			err = visit(o)
			return err == nil && left > 0
		})
	}
	return err
}

// concordance is a ConcordanceRequest made ready to run over a generation.
type concordance struct {
	r        *reader
	c        *checked
	width    int
	keywords []keyword
	find     finders
	docs     []rank.Bits // that hold a keyword
}

func (r *reader) concordance(ctx context.Context, c *checked, width int) (k *concordance, err error) {
	defer guard(&err)
	accented := typedWithAccents(c.tree)
	tree := asPhrases(c.tree)
	k = &concordance{r: r, c: c, width: orDefault(width, DefaultWidth), keywords: r.keywords(tree, accented)}
	if len(k.keywords) == 0 {
		return nil, &ParamError{Name: "q", Value: c.Query, Reason: "names no words of the text to look for"}
	}
	held, err := r.holding(ctx, tree, k.keywords, accented)
	if err != nil {
		return nil, err
	}
	f, err := r.filter(c, held)
	if err != nil {
		return nil, err
	}
	k.docs, k.find = f.all, newFinders(k.keywords)
	return k, nil
}

// dated is a document in the order of dates.
type dated struct {
	rank.Doc
	at int64 // schema.Undated if the date is not known
}

// compare orders documents by date, those without one last, then by id.
func (k *concordance) compare(a, b dated) int {
	if a.at != b.at {
		switch {
		case a.at == schema.Undated:
			return 1
		case b.at == schema.Undated:
			return -1
		case k.c.Sort == SortNewest:
			return cmp.Compare(b.at, a.at)
		}
		return cmp.Compare(a.at, b.at)
	}
	return bytes.Compare(k.id(a), k.id(b))
}

func (k *concordance) id(d dated) []byte { return k.r.rank.Segments[d.Segment].ID(d.Number) }

// after returns the first documents from a place on, at most n, in order.
func (k *concordance) after(from linePlace, n int) (docs []dated, err error) {
	defer guard(&err)
	first := nearest{k: k}
	for i, b := range k.docs {
		b.Each(func(d uint32) bool {
			doc := dated{rank.Doc{Segment: i, Number: d}, k.r.dateOf(i, d)}
			switch {
			case from.ID != "" && k.before(doc, from):
			case n >= k.r.rank.Docs:
				first.docs = append(first.docs, doc)
			case len(first.docs) < n:
				heap.Push(&first, doc)
			case k.compare(doc, first.docs[0]) < 0:
				first.docs[0] = doc
				heap.Fix(&first, 0)
			}
			return true
		})
	}
	slices.SortFunc(first.docs, k.compare)
	return first.docs, nil
}

// before says whether a document comes before the one at a place.
func (k *concordance) before(d dated, p linePlace) bool {
	if d.at == p.At {
		return string(k.id(d)) < p.ID
	}
	switch {
	case d.at == schema.Undated:
		return false
	case p.At == schema.Undated:
		return true
	case k.c.Sort == SortNewest:
		return d.at > p.At
	}
	return d.at < p.At
}

// nearest is a heap of documents, the last of them first.
type nearest struct {
	k    *concordance
	docs []dated
}

func (h *nearest) Len() int           { return len(h.docs) }
func (h *nearest) Less(i, j int) bool { return h.k.compare(h.docs[i], h.docs[j]) > 0 }
func (h *nearest) Swap(i, j int)      { h.docs[i], h.docs[j] = h.docs[j], h.docs[i] }
func (h *nearest) Push(d any)         { h.docs = append(h.docs, d.(dated)) } //nolint:forcetypeassert // container/heap
func (h *nearest) Pop() any           { return nil }

// page fills a page with the occurrences from a place on.
func (k *concordance) page(ctx context.Context, from linePlace, out *Concordance) error {
	for {
		docs, err := k.after(from, k.c.Limit+1)
		if err != nil {
			return err
		}
		for _, d := range docs {
			if err := ctx.Err(); err != nil {
				return err
			}
			a, err := k.read(d)
			if err != nil {
				return err
			}
			next := linePlace{At: d.at, ID: a.ID, Skip: from.skip(a.ID), Total: from.Total, Articles: from.Articles, AtLeast: from.AtLeast}
			k.lines(a, next.Skip, func(o Occurrence) bool {
				if len(out.Lines) == k.c.Limit {
					out.Next = k.c.nextLine(next)
					return false
				}
				out.Lines = append(out.Lines, o)
				next.Skip++
				return true
			})
			if out.Next != "" {
				return nil
			}
			from = next
		}
		if len(docs) <= k.c.Limit {
			return nil
		}
	}
}

// read reads an article.
func (k *concordance) read(d dated) (a *Article, err error) {
	defer guard(&err)
	return k.r.article(d.Doc)
}

// lines visits the occurrences in an article but for the first ones, until visit returns false.
func (k *concordance) lines(a *Article, skip int, visit func(Occurrence) bool) {
	h := hitOf(a, 0)
	about := Occurrence{ID: h.ID, Title: h.Title, Published: h.Published, Section: h.Section, Author: h.Author, Place: h.Place, Path: h.Path}
	k.spans(a, func(field Field, paragraph int, text string, s snippet.Span) bool {
		if skip > 0 {
			skip--
			return true
		}
		around := snippet.Context(text, s, k.width)
		o := about
		o.Field, o.Paragraph, o.Offset = field, paragraph, s.Start
		o.Left, o.Match, o.Right = text[around.Start:s.Start], text[s.Start:s.End], text[s.End:around.End]
		return visit(o)
	})
}

// spans visits the places of the keywords in an article until visit returns false. Paragraphs are counted from 1.
func (k *concordance) spans(a *Article, visit func(field Field, paragraph int, text string, s snippet.Span) bool) {
	var spans []snippet.Span
	for _, part := range []struct {
		field      Field
		m          *snippet.Matcher
		paragraphs []string
	}{{FieldTitle, k.find.title, []string{a.Title}}, {FieldLead, k.find.text, []string{a.Lead}}, {FieldBody, k.find.text, a.Body}, {FieldCaption, k.find.caption, a.Captions}} {
		for i, text := range part.paragraphs {
			spans = part.m.Occurrences(spans[:0], text)
			for _, s := range spans {
				if !visit(part.field, i+1, text, s) {
					return
				}
			}
		}
	}
}

// count counts the articles and the occurrences in them; atLeast says that there may be more occurrences.
func (k *concordance) count(ctx context.Context) (articles, total int, atLeast bool, err error) {
	for _, b := range k.docs {
		articles += b.Count()
	}
	most, read := countedDocs, readDocs
	if k.c.Exact {
		most, read = articles, articles
	}
	keywords, ok := countable(k.keywords)
	if !ok {
		return k.countRead(ctx, articles, k.first(read))
	}
	n, err := k.r.texts.Count(ctx, keywords, k.docs, most)
	if err != nil {
		return 0, 0, false, err
	}
	unread := max(len(n.Uncertain)-read, 0)
	_, sure, _, err := k.countRead(ctx, 0, n.Uncertain[:len(n.Uncertain)-unread])
	rest := articles - n.Documents + unread
	return articles, n.Places + sure + rest, rest > 0, err
}

// first returns the first documents that hold a keyword.
func (k *concordance) first(n int) []rank.Doc {
	var out []rank.Doc
	for i, b := range k.docs {
		b.Each(func(d uint32) bool {
			if len(out) < n {
				out = append(out, rank.Doc{Segment: i, Number: d})
			}
			return len(out) < n
		})
	}
	return out
}

// countRead counts the occurrences in documents by reading them; each of the other articles counts one.
func (k *concordance) countRead(ctx context.Context, articles int, docs []rank.Doc) (int, int, bool, error) {
	total := 0
	for _, d := range docs {
		if err := ctx.Err(); err != nil {
			return 0, 0, false, err
		}
		a, err := k.r.article(d)
		if err != nil {
			return 0, 0, false, err
		}
		k.spans(a, func(Field, int, string, snippet.Span) bool { total++; return true })
	}
	rest := max(articles-len(docs), 0)
	return articles, total + rest, rest > 0, nil
}
