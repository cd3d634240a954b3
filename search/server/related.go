package server

import (
	"context"
	"time"

	"timbao/search"
)

// relatedShown is how many similar articles, and how many other versions, the page of an article shows.
const relatedShown = 5

// related is another article that is named on the page of one.
type related struct {
	URL, Title, Section string
	Published           *time.Time
}

// relatedTo finds other versions of an article, and articles like it. Where that fails, the article can still be read.
func (s *Server) relatedTo(ctx context.Context, id string) (versions, similar []related) {
	if found, err := s.archive.Versions(ctx, id); err == nil {
		for _, v := range found[:min(len(found), relatedShown)] {
			versions = append(versions, relatedOf(v.ID, v.Title, v.Section, v.Published))
		}
	}
	found, err := s.archive.Similar(ctx, search.SimilarRequest{ID: id, Request: search.Request{Limit: relatedShown, Markup: search.MarkupNone}})
	if err != nil {
		return versions, nil
	}
	for i := range found.Hits {
		h := &found.Hits[i]
		similar = append(similar, relatedOf(h.ID, h.Title, h.Section, h.Published))
	}
	return versions, similar
}

func relatedOf(id, title, section string, at *time.Time) related {
	if title == "" {
		title = id
	}
	return related{URL: articleURL(id), Title: title, Section: section, Published: at}
}
