package search

import (
	"fmt"
	"math"
	"time"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/search/rank"
)

// Recency, where a request asks for it (Request.Recent). An article that is older than the newest one by age loses a part of
// its score:
//
//	score × (1 − recentShare × (1 − 2^(−age / half-life)))
//
// So the newest keeps all of it, one of half-life's age loses a fifth, and however old an article is, it keeps three fifths: an
// archive is searched for old things, and what answers a query much better stays above. An undated article counts as
// infinitely old. Age is not counted from now, so that the same generation always gives the same answer; dates after its
// publishing are mistakes, and count as its day.
const (
	recentShare = 0.4

	// DefaultHalfLife is what a zero Request.HalfLife means, in days.
	DefaultHalfLife = 365
	maxHalfLife     = 36525 // days
)

// recency is how a generation's articles age.
type recency struct {
	r        *reader
	newest   int64
	halfLife float64 // seconds
}

// recency returns nil where the request does not ask for it, or orders by date.
func (p *plan) recency() *recency {
	if !p.c.Recent || !p.byScore() {
		return nil
	}
	return &recency{r: p.r, newest: p.r.newest(), halfLife: float64(orDefault(p.c.HalfLife, DefaultHalfLife)) * 86400}
}

// newest is the publishing time of the newest live article, or of the generation if that is earlier.
func (r *reader) newest() int64 {
	r.newestOnce.Do(func() {
		last := int64(schema.Undated)
		for i, b := range (&matcher{r: r}).everything() {
			b.Each(func(d uint32) bool {
				last = max(last, r.dateOf(i, d))
				return true
			})
		}
		r.newestAt = min(last, r.gen.Manifest.Created.Unix())
	})
	return r.newestAt
}

// age is how many seconds a document is older than the newest one, +Inf if it is undated.
func (y *recency) age(segment int, doc uint32) float64 {
	at := y.r.dateOf(segment, doc)
	if at == schema.Undated {
		return math.Inf(1)
	}
	return float64(max(y.newest-at, 0))
}

// factor is what a document's score is multiplied by. It is never above 1: the bounds that pruning goes by hold for scores
// without it, and so for those with it.
func (y *recency) factor(segment int, doc uint32) float64 {
	return 1 - recentShare*(1-math.Exp2(-y.age(segment, doc)/y.halfLife))
}

// explain says what a hit lost by its age, given what it had before.
func (y *recency) explain(h rank.Hit, before float64) Explain {
	text := "undated, so it counts as very old"
	if age := y.age(h.Segment, h.Number); !math.IsInf(age, 1) {
		at := time.Unix(y.newest-int64(age), 0).In(article.Zone())
		text = fmt.Sprintf("published %s, %.0f days before the newest", at.Format(time.DateOnly), age/86400)
	}
	return Explain{
		Value: h.Value() - before,
		Text: fmt.Sprintf("newer articles first: %s: times %.3f (half-life %.0f days)", text, y.factor(h.Segment, h.Number),
			y.halfLife/86400),
	}
}
