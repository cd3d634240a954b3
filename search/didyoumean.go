package search

import (
	"context"
	"errors"
	"fmt"
	"time"

	"timbao/indexer/lexicon"
	"timbao/indexer/schema"
	"timbao/indexer/sidecar"
	"timbao/search/correct"
)

// Correction is another query that may be what was meant.
type Correction struct {
	Query string `json:"query"` // in the query language, ready to be searched for
	Kind  string `json:"kind"`  // one of CorrectionKinds
	HTML  string `json:"html"`  // the query for a page: escaped, with <em> around the words that differ
	Total int    `json:"total"` // articles that it finds under the filters of the request, at least; never 0
}

// CorrectionKinds returns the kinds of corrections: accents that were not typed, slips of spelling, and raw Telex or VNI keystrokes.
func CorrectionKinds() []string {
	return []string{string(correct.Accents), string(correct.Spelling), string(correct.Telex), string(correct.VNI)}
}

// Correct returns what a query may have been meant to be, from the archive's own words; nil where it is most probable as it stands,
// where nothing would be found, or where the index was written by a program that learned no words. It returns a *query.Error for a
// query that can't be understood, and ErrDamaged when what was learned can't be read. Operators, quotes and names of fields stay as
// they are, and so do numbers, acronyms and what is excluded. It takes some 1 ms and a search, and the first time in a generation
// 5 ms more.
func (x *Index) Correct(ctx context.Context, q string) (c *Correction, err error) {
	checked, err := Request{Query: q}.check()
	if err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	return r.correction(ctx, checked)
}

// addCorrection adds a correction to the answer of a request that asked for one. What was learned from the archive may be missing or
// damaged: then there is none, and the hits stand.
func (r *reader) addCorrection(ctx context.Context, c *checked, begun time.Time, res *Response) error {
	if !c.Correct {
		return nil
	}
	var err error
	if res.DidYouMean, err = r.correction(ctx, c); err != nil && !errors.Is(err, ErrDamaged) {
		return err
	}
	res.TookMS = float64(time.Since(begun).Microseconds()) / 1000
	return nil
}

// correction is the best proposal that finds something under the filters of a request.
func (r *reader) correction(ctx context.Context, c *checked) (*Correction, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	model, err := r.words.Get(r.sidecars, lexicon.Kind, lexicon.Parse)
	switch {
	case errors.Is(err, sidecar.ErrNone):
		return nil, nil //nolint:nilnil // there is nothing to propose from
	case errors.Is(err, sidecar.ErrDamaged):
		return nil, fmt.Errorf("%w: did you mean: %w", ErrDamaged, err)
	case err != nil:
		return nil, fmt.Errorf("did you mean: %w", err)
	}
	docs := func(term string) int { return r.rank.DocFreq(schema.FieldText, term) }
	proposals, err := correct.New(model, docs).Propose(c.Query)
	if err != nil {
		return nil, err
	}
	for _, p := range proposals {
		total, err := r.total(ctx, c, p.Query)
		if err != nil {
			return nil, err
		}
		if total > 0 {
			return &Correction{Query: p.Query, Kind: string(p.Kind), HTML: p.HTML, Total: total}, nil
		}
	}
	return nil, nil //nolint:nilnil // the query stands as it is
}

// total is how many articles another query finds under the filters of a request.
func (r *reader) total(ctx context.Context, c *checked, q string) (int, error) {
	other := c.Request
	other.Query, other.Limit, other.Offset, other.Cursor = q, 1, 0, ""
	other.Facets, other.Timeline, other.Sort, other.Versions = nil, "", "", VersionsAll
	checked, err := other.check()
	if err != nil {
		return 0, err
	}
	p, err := r.plan(ctx, checked)
	if err != nil {
		return 0, err
	}
	found, err := p.run(ctx, 1)
	return found.Total, err
}
