package indexer

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strconv"
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
			k.byHash[k.hash(p)] = p
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

// unchanged returns the id of the article that a record would give, if the index has it already. Files of the same bytes
// are different articles. But a line of a JSONL file names its id itself, so there the same bytes are the same article
// wherever they stand, unless the id was made from the line's number.
func (k *known) unchanged(r article.Record) (string, bool) {
	h := hashOf(r.Source.Hash)
	if p, ok := k.byID[r.ID]; ok && k.hash(p) == h {
		return r.ID, true
	}
	p, ok := k.byHash[h]
	if !ok || r.Source.Line == 0 || k.numbered(p) {
		return "", false
	}
	return k.id(p), true
}

func (k *known) hash(p place) hash {
	seg := k.segs[p.seg]
	return hash{seg.Number(schema.NumberHashHigh, p.doc), seg.Number(schema.NumberHashLow, p.doc)}
}

// numbered tells whether the id of an article was made from its place in a JSONL file.
func (k *known) numbered(p place) bool {
	id := k.id(p)
	if !strings.Contains(id, "#") {
		return false
	}
	src, err := k.source(p)
	return err != nil || strings.HasSuffix(id, path.Base(src.Path)+"#"+strconv.Itoa(src.Line))
}

// source returns the file, and the line in it, where an article was read.
func (k *known) source(p place) (article.Source, error) {
	a, err := schema.DecodeHead(string(k.segs[p.seg].Head(p.doc)))
	if err != nil {
		return article.Source{}, fmt.Errorf("%w: article %s: %w", ErrDamaged, k.id(p), err)
	}
	return a.Source, nil
}

// vanished lists the articles that were read from under one of the paths and were not seen in this run. Those of files and
// folders that could not be read whole may still be there.
func (k *known) vanished(paths []string, seen map[string]article.Source, unread []string) ([]string, error) {
	var gone []string
	for id, p := range k.byID {
		if _, ok := seen[id]; ok {
			continue
		}
		src, err := k.source(p)
		if err != nil {
			return nil, err
		}
		lies := func(root string) bool { return under(src.Path, root) }
		if slices.ContainsFunc(paths, lies) && !slices.ContainsFunc(unread, lies) {
			gone = append(gone, id)
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
