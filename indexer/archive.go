package indexer

import (
	"fmt"
	"path/filepath"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"timbao/indexer/article"
	"timbao/indexer/generation"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

// archive is the articles of a published generation, open for reading.
type archive struct {
	idx      bleve.Index
	snapshot *scorch.IndexSnapshot
	segments []*segment.Segment
	deleted  []*roaring.Bitmap // by segment; empty, never nil
}

// openArchive opens a generation that the caller holds. Close it.
func openArchive(g generation.Generation) (_ *archive, err error) {
	defer guard(&err) // bleve panics over some damaged files
	idx, err := schema.OpenBleve(g.Dir, true)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	a := &archive{idx: idx}
	defer func() {
		if err != nil {
			a.close()
		}
	}()
	if a.snapshot, err = snapshotOf(idx); err != nil {
		return nil, err
	}
	for _, s := range a.snapshot.Segments() {
		seg, ok := s.Segment().(*segment.Segment)
		if !ok {
			return nil, fmt.Errorf("%w: it has a segment of type %T", ErrDamaged, s.Segment())
		}
		deleted := s.Deleted()
		if deleted == nil {
			deleted = roaring.New()
		}
		a.segments, a.deleted = append(a.segments, seg), append(a.deleted, deleted)
	}
	return a, nil
}

// guard makes a panic over a damaged file an error.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", ErrDamaged, p)
	}
}

// id is the id of an article, or where it would be: all that a damaged file may leave to say.
func (a *archive) id(seg int, doc uint32) string {
	id := fmt.Sprintf("%s#%d", filepath.Base(a.segments[seg].Path()), doc)
	func() {
		defer func() { _ = recover() }()
		id = string(a.segments[seg].ID(doc))
	}()
	return id
}

// article unpacks an article.
func (a *archive) article(seg int, doc uint32) (_ *article.Article, err error) {
	defer guard(&err)
	s := a.segments[seg]
	stored, err := s.Stored(nil, doc)
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", s.ID(doc), err)
	}
	found, err := schema.DecodeArticle(string(stored))
	if err != nil {
		return nil, fmt.Errorf("article %s: %w", s.ID(doc), err)
	}
	if found.ID != string(s.ID(doc)) {
		return nil, fmt.Errorf("%w: article %s says that it is %q", ErrDamaged, s.ID(doc), found.ID)
	}
	return found, nil
}

func (a *archive) close() {
	if a.snapshot != nil {
		_ = a.snapshot.Close() // only read
	}
	_ = a.idx.Close()
}
