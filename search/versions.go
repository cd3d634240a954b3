package search

import (
	"context"

	"timbao/search/rank"
)

// Versions of a story share most of their words, so they stand near each other in an answer: each article is compared with the
// hits among the versionWindow articles before it. Among those behind the best versionDepth each is a hit of its own.
const (
	versionWindow = 12
	versionDepth  = 1000
)

// shown is a hit of a page.
type shown struct {
	rank.Hit
	place    int // among all articles found, from 0
	versions []rank.Doc
}

// page runs the request and returns the hits of its page, and whether there are more behind it. Where versions are grouped, the
// answer is followed as far as the last hit's versions can stand.
func (p *plan) page(ctx context.Context) (page []shown, more bool, res rank.Result, err error) {
	end := p.c.Offset + p.c.Limit
	if !p.grouped() {
		if res, err = p.run(ctx, end); err != nil {
			return nil, false, res, err
		}
		for i := p.c.Offset; i < len(res.Hits); i++ {
			page = append(page, shown{Hit: res.Hits[i], place: i})
		}
		return page, end < res.Total, res, nil
	}
	for size := end + 3*versionWindow/2; ; size *= 2 {
		if res, err = p.run(ctx, size); err != nil {
			return nil, false, res, err
		}
		all, settled := p.group(res.Hits, end)
		if settled || len(res.Hits) < size {
			return all[min(p.c.Offset, len(all)):min(end, len(all))], len(all) > end, res, nil
		}
	}
}

// grouped says whether the versions of a story are to be one hit.
func (p *plan) grouped() bool {
	return p.c.Versions == VersionsGroup || p.c.Versions == "" && p.byScore()
}

// group makes one hit of the versions of a story. It is settled when there are more hits than end, and more articles
// cannot be versions of those.
func (p *plan) group(found []rank.Hit, end int) (all []shown, settled bool) {
	docs := make([]rank.Doc, min(len(found), versionDepth))
	for i := range docs {
		docs[i] = found[i].Doc
	}
	leaders := p.r.texts.Group(docs, versionWindow)
	at := make([]int, len(docs)) // in all, of the leaders
	for i := range found {
		if i < len(docs) && leaders[i] != i {
			l := &all[at[leaders[i]]]
			l.versions = append(l.versions, docs[i])
			continue
		}
		if i < len(docs) {
			at[i] = len(all)
		}
		all = append(all, shown{Hit: found[i], place: i})
	}
	if len(all) <= end {
		return all, false
	}
	reach := min(all[end-1].place+versionWindow, versionDepth-1)
	return all, len(found) > reach
}

// versionsOf reads what is told of versions.
func (r *reader) versionsOf(docs []rank.Doc) ([]Version, error) {
	var out []Version
	for _, d := range docs {
		a, err := r.head(d)
		if err != nil {
			return nil, err
		}
		h := hitOf(a, 0)
		out = append(out, Version{ID: h.ID, Title: h.Title, Published: h.Published, Section: h.Section, Path: h.Path})
	}
	return out, nil
}
