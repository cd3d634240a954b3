package server

import (
	"context"
	"fmt"
	"strconv"
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

// relations are the other articles that the page of one names.
type relations struct{ versions, similar []related }

// relatedTo finds other versions of an article, and articles like it. Where that fails, the article can still be read.
func (s *Server) relatedTo(ctx context.Context, id string) relations {
	st, err := s.archive.Stats(ctx)
	if err != nil {
		return relations{}
	}
	version := strconv.FormatUint(st.Generation, 10) + st.Published.String()
	found, err := s.related.look(version, id, func() (relations, error) { return s.findRelated(ctx, id) })
	if err != nil {
		s.o.Log.WarnContext(ctx, "cannot say what is related to an article", "id", entryOf(ctx).id, "article", id, "error", err)
	}
	return found
}

// findRelated looks up what relatedTo tells.
func (s *Server) findRelated(ctx context.Context, id string) (relations, error) {
	var out relations
	versions, err := s.archive.Versions(ctx, id)
	if err != nil {
		return out, fmt.Errorf("versions: %w", err)
	}
	for _, v := range versions[:min(len(versions), relatedShown)] {
		out.versions = append(out.versions, relatedOf(v.ID, v.Title, v.Section, v.Published))
	}
	similar, err := s.archive.Similar(ctx, search.SimilarRequest{ID: id, Request: search.Request{Limit: relatedShown, Markup: search.MarkupNone}})
	if err != nil {
		return out, fmt.Errorf("similar articles: %w", err)
	}
	for i := range similar.Hits {
		h := &similar.Hits[i]
		out.similar = append(out.similar, relatedOf(h.ID, h.Title, h.Section, h.Published))
	}
	return out, nil
}

func relatedOf(id, title, section string, at *time.Time) related {
	if title == "" {
		title = id
	}
	return related{URL: articleURL(id), Title: title, Section: section, Published: at}
}
