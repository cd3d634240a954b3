package search

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"timbao/search/rank"
	"timbao/search/texts"
)

const (
	// How many words and pairs tell what an article is about. Measured on the development stories, where it is flat around these
	// values.
	similarWords = 25
	similarPairs = 24

	// How many words are enough to find articles that have most of them.
	versionWords = 12

	// similarNeed is the share of what tells about an article, by weight, that a similar one must have. On the development stories
	// it costs nothing, and leaves less than a hundredth of the archive to count.
	similarNeed = 0.15

	// maxVersions is how many of the most similar articles are compared with an article to find its versions.
	maxVersions = 100
)

// Similar returns the articles that are most like one, best first: those that share most of the words, and the pairs of words side
// by side, that are frequent in it and rare in the archive. The article itself is never a hit, nor are its versions unless the
// request has VersionsAll. A title and the opening of a text are not marked. Total counts the articles that have
// anything in common worth speaking of.
//
// Hits come by similarity alone: another Sort is refused. It returns ErrNotFound when there is no article with the id, a *ParamError or
// a *query.Error for the rest of the request, and ctx's error if ctx ends first. It takes as long as a search for some sixty words.
func (x *Index) Similar(ctx context.Context, req SimilarRequest) (res *Response, err error) {
	begun := time.Now()
	c, err := req.check()
	if err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	d, err := r.docOf(req.ID)
	if err != nil {
		return nil, err
	}
	p, err := r.similar(ctx, c, d)
	if err != nil {
		return nil, err
	}
	return p.answer(ctx, begun)
}

// check is Request's, for a request of which the id decides the answer too.
func (req SimilarRequest) check() (*checked, error) {
	if req.ID == "" {
		return nil, &ParamError{Name: "id", Reason: "is missing: give the id of an article"}
	}
	if err := oneOf("sort", string(req.Sort), "", string(SortRelevance)); err != nil {
		return nil, err
	}
	return req.checkFor("similar", req.ID)
}

// similar plans a search for what tells about a document.
func (r *reader) similar(ctx context.Context, c *checked, d rank.Doc) (*plan, error) {
	telling := r.texts.Telling(d)
	about := telling.Query(similarWords, similarPairs)
	others := r.allDocs()
	others[d.Segment].Clear(d.Number)
	if c.Versions != VersionsAll {
		versions, err := r.versions(ctx, d, telling)
		if err != nil {
			return nil, err
		}
		for _, v := range versions {
			others[v.Segment].Clear(v.Number)
		}
	}
	if c.tree != nil {
		matching, err := r.matching(ctx, c)
		if err != nil {
			return nil, err
		}
		others = both(others, matching)
	}
	if len(about.Units) == 0 { // it has nothing in common with any
		for _, b := range others {
			clear(b)
		}
	}
	f, err := r.filter(c, others)
	if err != nil {
		return nil, err
	}
	about.Allowed = f.all
	return &plan{r: r, c: c, words: &compiler{x: r.rank, q: *about}, filters: f, steps: []float64{similarNeed}}, nil
}

// matching finds the documents that match the query of a request, whatever its filters.
func (r *reader) matching(ctx context.Context, c *checked) ([]rank.Bits, error) {
	alone, err := Request{Query: c.Query}.check()
	if err != nil {
		return nil, err
	}
	p, err := r.plan(ctx, alone)
	if err != nil {
		return nil, err
	}
	found, err := p.find(ctx, &p.words.q, p.steps, rank.Options{Collect: true})
	return found.Matches, err
}

// Versions returns the other versions of an article, oldest first, those without a date last: every article that tells its story in
// nearly the same words, if there are no more than a hundred. It returns ErrNotFound when there is no article with the id, and
// ctx's error if ctx ends first.
func (x *Index) Versions(ctx context.Context, id string) (out []Version, err error) {
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	d, err := r.docOf(id)
	if err != nil {
		return nil, err
	}
	docs, err := r.versions(ctx, d, r.texts.Telling(d))
	if err != nil {
		return nil, err
	}
	if out, err = r.versionsOf(docs); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b Version) int {
		switch {
		case a.Published == nil || b.Published == nil:
			return cmp.Or(boolOrder(a.Published == nil, b.Published == nil), cmp.Compare(a.ID, b.ID))
		default:
			return cmp.Or(a.Published.Compare(*b.Published), cmp.Compare(a.ID, b.ID))
		}
	})
	return out, nil
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// versions finds the versions of a document among the articles that have most of what tells about it, its likeliest first.
func (r *reader) versions(ctx context.Context, d rank.Doc, telling *texts.Telling) ([]rank.Doc, error) {
	q := telling.Query(versionWords, 0)
	q.Prepare(r.rank)
	found, err := r.rank.Search(ctx, q, rank.Options{Size: maxVersions + 1})
	if err != nil {
		return nil, err
	}
	others := make([]rank.Doc, 0, len(found.Hits))
	for _, h := range found.Hits {
		if h.Doc != d {
			others = append(others, h.Doc)
		}
	}
	return r.texts.VersionsAmong(d, others), nil
}

// docOf finds the document with an id.
func (r *reader) docOf(id string) (rank.Doc, error) {
	for i := range r.rank.Segments {
		s := &r.rank.Segments[i]
		if d, ok := s.Find(id); ok && (s.Live == nil || s.Live.Has(d)) {
			return rank.Doc{Segment: i, Number: d}, nil
		}
	}
	return rank.Doc{}, fmt.Errorf("%w: %q", ErrNotFound, id)
}
