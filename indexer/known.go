package indexer

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

type hash [2]int64

func hashOf(s string) (h hash) {
	if b, err := hex.DecodeString(s); err == nil && len(b) == 16 {
		h[0], h[1] = int64(binary.BigEndian.Uint64(b)), int64(binary.BigEndian.Uint64(b[8:]))
	}
	return h
}

// known is what the index holds before the run.
type known struct {
	snapshot *scorch.IndexSnapshot
	segs     []*segment.Segment
	deleted  []*roaring.Bitmap
	byID     map[string]place
	byHash   map[hash]place
}

type place struct {
	seg int
	doc uint32
}

// readKnown reads the ids and hashes of the live articles of an index.
func readKnown(idx bleve.Index) (*known, error) {
	snapshot, err := snapshotOf(idx)
	if err != nil {
		return nil, err
	}
	k := &known{snapshot: snapshot, byID: map[string]place{}, byHash: map[hash]place{}}
	for i, s := range snapshot.Segments() {
		seg, ok := s.Segment().(*segment.Segment)
		if !ok {
			return nil, fmt.Errorf("%w: it has a segment of type %T", ErrDamaged, s.Segment())
		}
		k.segs = append(k.segs, seg)
		deleted := s.Deleted()
		if deleted == nil {
			deleted = roaring.New()
		}
		k.deleted = append(k.deleted, deleted.Clone())
		for doc := range seg.Docs() {
			if deleted.Contains(doc) {
				continue
			}
			p := place{i, doc}
			k.byID[string(seg.ID(doc))] = p
			k.byHash[hash{seg.Number(schema.NumberHashHigh, doc), seg.Number(schema.NumberHashLow, doc)}] = p
		}
	}
	return k, nil
}

// snapshotOf returns the present state of a bleve index; Close it.
func snapshotOf(idx bleve.Index) (*scorch.IndexSnapshot, error) {
	advanced, err := idx.Advanced()
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("open index: it is a %T", reader)
	}
	return snapshot, nil
}

func (k *known) close() {
	if k != nil && k.snapshot != nil {
		_ = k.snapshot.Close()
	}
}

func (k *known) id(p place) string { return string(k.segs[p.seg].ID(p.doc)) }

// unchanged returns the id of the article that a record would give, if the index has it already. A line of a JSONL file
// names its id itself, so there the same bytes are the same article, unless ids were made from line numbers.
func (k *known) unchanged(r article.Record) (string, bool) {
	p, ok := k.byHash[hashOf(r.Source.Hash)]
	if !ok {
		return "", false
	}
	id := k.id(p)
	file, _, numbered := strings.Cut(r.ID, "#")
	return id, id == r.ID || numbered && !strings.HasPrefix(id, file+"#")
}

// source returns where an article was read.
func (k *known) source(p place) (string, error) {
	stored, err := k.segs[p.seg].Stored(nil, p.doc)
	if err != nil {
		return "", err
	}
	a, err := schema.DecodeArticle(string(stored))
	if err != nil {
		return "", fmt.Errorf("%w: article %s: %w", ErrDamaged, k.id(p), err)
	}
	return a.Source.Path, nil
}

// vanished lists the articles that were read from under one of the paths and were not seen in this run.
func (k *known) vanished(paths []string, seen map[string]article.Source) ([]string, error) {
	var gone []string
	for id, p := range k.byID {
		if _, ok := seen[id]; ok {
			continue
		}
		path, err := k.source(p)
		if err != nil {
			return nil, err
		}
		for _, root := range paths {
			if under(path, root) {
				gone = append(gone, id)
				break
			}
		}
	}
	return gone, nil
}

func under(path, root string) bool {
	path, err := filepath.Abs(filepath.FromSlash(path))
	if err != nil {
		return false
	}
	if root, err = filepath.Abs(root); err != nil {
		return false
	}
	rel, err := filepath.Rel(root, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
