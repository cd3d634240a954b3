package search

import (
	"context"
	"fmt"
	"time"

	"timbao/indexer/article"
	"timbao/indexer/schema"
)

// maxSections is how many sections Stats lists.
const maxSections = 50

// Stats describes the archive. It is counted once for a generation.
func (x *Index) Stats(ctx context.Context) (s Stats, err error) {
	if err := ctx.Err(); err != nil {
		return Stats{}, err
	}
	r, err := x.acquire()
	if err != nil {
		return Stats{}, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	r.statsOnce.Do(func() { r.stats, r.statsErr = r.count() })
	return r.stats, r.statsErr
}

func (r *reader) count() (Stats, error) {
	s := Stats{
		Articles: r.rank.Docs, Segments: len(r.rank.Segments), IndexBytes: r.gen.Manifest.Bytes(),
		Generation: r.gen.Number, Published: r.gen.Manifest.Created,
		Format: fmt.Sprintf("format %d, analysis %d", schema.FormatVersion, schema.AnalysisVersion),
	}
	first, last := int64(0), int64(schema.Undated)
	all := (&matcher{r: r}).everything()
	for i := range r.rank.Segments {
		seg := &r.rank.Segments[i]
		s.Terms += seg.Terms()
		s.Tokens += int64(seg.Tokens())
		s.TextBytes += int64(seg.TextBytes())
		all[i].Each(func(d uint32) bool {
			at := r.dateOf(i, d)
			switch {
			case at == schema.Undated:
				s.Undated++
				return true
			case last == schema.Undated:
				first, last = at, at
			}
			first, last = min(first, at), max(last, at)
			return true
		})
	}
	if last != schema.Undated {
		from, to := time.Unix(first, 0).In(article.Zone()), time.Unix(last, 0).In(article.Zone())
		s.First, s.Last = &from, &to
	}
	n := &counted{filters: &filters{dims: make([]restricted, len(dimensions))}, hits: all, loose: all}
	facets, err := r.facets(&checked{Request: Request{Facets: []string{FacetYear}, FacetSize: maxFacetSize}}, n)
	if err != nil {
		return s, err
	}
	s.Years = facets[FacetYear]
	facets, err = r.facets(&checked{Request: Request{Facets: []string{FacetSection}, FacetSize: maxSections}}, n)
	s.Sections = facets[FacetSection]
	return s, err
}
