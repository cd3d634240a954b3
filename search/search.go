package search

import (
	"context"
	"fmt"
	"strings"
	"time"

	"timbao/indexer/schema"
	"timbao/search/query"
	"timbao/search/rank"
)

// Search answers a request. It returns a *query.Error for a query that can't be understood, a *ParamError for another
// field out of range, and ctx's error if ctx ends first.
func (x *Index) Search(ctx context.Context, req Request) (res *Response, err error) {
	begun := time.Now()
	c, err := req.check()
	if err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // an old generation's files are closed or go with the process
	defer guard(&err)
	p, err := r.plan(ctx, c)
	if err != nil {
		return nil, err
	}
	if res, err = p.answer(ctx, begun); err == nil {
		err = r.addCorrection(ctx, c, begun, res)
	}
	if err != nil {
		return nil, err
	}
	return res, nil
}

// answer runs the request and reads what it found.
func (p *plan) answer(ctx context.Context, begun time.Time) (*Response, error) {
	page, more, found, err := p.page(ctx)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	res := &Response{Query: p.c.Query, Total: found.Total, TotalRelation: TotalExact, Hits: []Hit{}}
	if !found.Exact {
		res.TotalRelation = TotalAtLeast
	}
	if res.Hits, err = p.hits(page); err != nil {
		return nil, err
	}
	if more {
		res.Next = p.c.next(p.c.Offset + p.c.Limit)
	}
	if err := p.count(ctx, found, res); err != nil {
		return nil, err
	}
	res.TookMS = float64(time.Since(begun).Microseconds()) / 1000
	return res, nil
}

// Get returns an article by its id, or ErrNotFound.
func (x *Index) Get(ctx context.Context, id string) (a *Article, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	return r.byID(id)
}

// byID reads the article with an id, or returns ErrNotFound.
func (r *reader) byID(id string) (*Article, error) {
	d, err := r.docOf(id)
	if err != nil {
		return nil, err
	}
	return r.article(d)
}

// article reads a stored article.
func (r *reader) article(d rank.Doc) (*Article, error) {
	stored, err := r.rank.Segments[d.Segment].Stored(nil, d.Number)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	a, err := schema.DecodeArticle(string(stored))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return a, nil
}

// head reads what a hit shows of a stored article; the other fields are empty.
func (r *reader) head(d rank.Doc) (*Article, error) {
	a, err := schema.DecodeHead(string(r.rank.Segments[d.Segment].Head(d.Number)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return a, nil
}

// plan is a request made ready to run over a generation.
type plan struct {
	r       *reader
	c       *checked
	words   *compiler
	filters *filters
	nothing bool      // the query is something but holds nothing to look for
	steps   []float64 // shares of the words to ask for, one after the other until there are hits
}

// plan compiles the query and finds the documents that the filters leave.
func (r *reader) plan(ctx context.Context, c *checked) (*plan, error) {
	p := &plan{r: r, c: c, words: &compiler{x: r.rank, own: r.acronyms(), accented: typedWithAccents(c.tree)}, steps: []float64{0}}
	m := &matcher{r: r, c: p.words}
	free, rest := split(c.tree)
	var allowed []rank.Bits
	for _, n := range rest {
		b, err := m.match(ctx, n, false)
		if err != nil {
			return nil, err
		}
		allowed = both(allowed, b)
	}
	if free != nil {
		begun := p.words.next
		p.words.words(free.Field, free.Text)
		if p.words.next > begun {
			p.words.q.Free = positions(begun, p.words.next)
			p.steps = needs(r.rank.Params, p.words.next-begun)
		}
	}
	var err error
	if p.filters, err = r.filter(c, allowed); err != nil {
		return nil, err
	}
	p.words.q.Allowed = p.filters.all
	p.nothing = len(p.words.q.Units) == 0 && len(rest) == 0 && c.senseless()
	return p, nil
}

// both is what is in a and b; nil is everything.
func both(a, b []rank.Bits) []rank.Bits {
	if a == nil {
		return b
	}
	for i := range b {
		a[i].And(b[i])
	}
	return a
}

// split takes the free words out of a tree whose other nodes only say which documents may be hits. Words that AND joins
// to others are no longer free: all operands are wanted then.
func split(tree query.Node) (free *query.Words, rest []query.Node) {
	switch n := tree.(type) {
	case nil:
		return nil, nil
	case *query.Words:
		return n, nil
	case *query.And:
		texts := 0
		for _, child := range n.Nodes {
			if w, ok := child.(*query.Words); ok && w.Field == query.FieldText {
				free = w
				texts++
			}
		}
		if texts != 1 {
			return nil, n.Nodes
		}
		for _, child := range n.Nodes {
			if child != query.Node(free) {
				rest = append(rest, child)
			}
		}
		return free, rest
	}
	return nil, []query.Node{tree}
}

// run finds the best articles, as many as size.
func (p *plan) run(ctx context.Context, size int) (rank.Result, error) {
	byDate := !p.byScore()
	o := rank.Options{Size: size, Count: p.c.Exact, Collect: p.counts() || byDate, Key: p.r.dateOf}
	if byDate {
		o.Size = 0 // their scores don't matter
	} else if y := p.recency(); y != nil {
		o.Decay = y.factor
	}
	res, err := p.find(ctx, &p.words.q, p.steps, o)
	if err == nil && byDate {
		res.Hits = p.byDate(res, size)
	}
	return res, err
}

// find finds the hits of a query at the first of the steps that gives any.
func (p *plan) find(ctx context.Context, q *rank.Query, steps []float64, o rank.Options) (res rank.Result, err error) {
	if len(q.Units) == 0 {
		if q.Allowed == nil {
			q.Allowed = (&matcher{r: p.r}).everything()
		}
		res = rank.Result{Matches: q.Allowed, Exact: true}
		if p.nothing {
			res.Matches = without(q.Allowed, q.Allowed)
		}
		for _, b := range res.Matches {
			res.Total += b.Count()
		}
		return res, nil
	}
	q.Prepare(p.r.rank)
	for _, q.Need = range steps {
		if o.Collect {
			res, err = p.collect(ctx, q, o)
		} else {
			res, err = p.r.rank.Search(ctx, q, o)
		}
		if err != nil || res.Total > 0 {
			break
		}
	}
	return res, err
}

// collect finds all hits of a query, and the best of them if any are to be had: two ways that together take less than to
// score every hit.
func (p *plan) collect(ctx context.Context, q *rank.Query, o rank.Options) (res rank.Result, err error) {
	matches, err := p.r.rank.Matches(ctx, q)
	if err != nil {
		return res, err
	}
	if o.Size > 0 {
		o.Collect, o.Count = false, false
		if res, err = p.r.rank.Search(ctx, q, o); err != nil {
			return res, err
		}
	}
	res.Matches, res.Total, res.Exact = matches, 0, true
	for _, b := range matches {
		res.Total += b.Count()
	}
	return res, nil
}

// counts says whether the request wants the hits counted by anything.
func (p *plan) counts() bool { return len(p.c.Facets) > 0 || p.c.Timeline != "" }

// count adds what the request wants counted to the response.
func (p *plan) count(ctx context.Context, found rank.Result, res *Response) error {
	if !p.counts() {
		return nil
	}
	n, err := p.counted(ctx, found)
	if err != nil {
		return err
	}
	if len(p.c.Facets) > 0 {
		if res.Facets, err = p.r.facets(p.c, n); err != nil {
			return err
		}
	}
	if p.c.Timeline != "" {
		res.Timeline, err = p.r.timeline(p.c, n)
	}
	return err
}

// byScore says whether the hits come in the order of their scores, not of dates.
func (p *plan) byScore() bool { return p.c.Sort == SortRelevance && len(p.words.q.Units) > 0 }

// senseless says whether a query without words is more than nothing. A lone star asks for every article, as an empty query
// does.
func (c *checked) senseless() bool {
	text := strings.TrimSpace(c.Query)
	return text != "" && text != "*"
}

// byDate orders the matches by date. It keeps the scores of hits that have one.
func (p *plan) byDate(res rank.Result, size int) []rank.Hit {
	key := p.r.dateOf
	if p.c.Sort == SortOldest {
		key = func(segment int, doc uint32) int64 {
			if at := p.r.dateOf(segment, doc); at != schema.Undated {
				return -at
			}
			return schema.Undated
		}
	}
	return p.r.rank.Order(res.Matches, size, key)
}

// dateOf is the time of publishing of a document.
func (r *reader) dateOf(segment int, doc uint32) int64 {
	return r.rank.Segments[segment].Number(schema.NumberPublished, doc)
}
