package indexer

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash/maphash"
	"strconv"
	"strings"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"timbao/indexer/account"
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
	ledger   account.Ledger
	segs     []*segment.Segment
	deleted  []*roaring.Bitmap
	byID     map[string]place
	byHash   map[hash][]place
	bySource map[uint64]place // by sourceKey; who looks there compares
	seed     maphash.Seed
}

type place struct {
	seg int
	doc uint32
}

// newKnown is what an empty index holds.
func newKnown(ledger account.Ledger) *known {
	return &known{ledger: ledger, byID: map[string]place{}, byHash: map[hash][]place{}, bySource: map[uint64]place{}, seed: maphash.MakeSeed()}
}

// readKnown reads the ids, hashes and sources of the live articles of an index.
func readKnown(idx bleve.Index, ledger account.Ledger) (*known, error) {
	snapshot, err := snapshotOf(idx)
	if err != nil {
		return nil, err
	}
	k := newKnown(ledger)
	k.snapshot = snapshot
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
			if err := k.enter(place{i, doc}); err != nil {
				return nil, err
			}
		}
	}
	return k, nil
}

func (k *known) enter(p place) error {
	src, err := k.source(p)
	if err != nil {
		return err
	}
	k.byID[k.id(p)] = p
	k.byHash[k.hash(p)] = append(k.byHash[k.hash(p)], p)
	k.bySource[k.sourceKey(k.ledger.Abs(src.Path), src.Place())] = p
	return nil
}

func (k *known) sourceKey(abs, inside string) uint64 {
	var h maphash.Hash
	h.SetSeed(k.seed)
	_, _ = h.WriteString(abs)
	_ = h.WriteByte(0)
	_, _ = h.WriteString(inside)
	return h.Sum64()
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

// at returns the article that was read from a place in a file.
func (k *known) at(abs, inside string) (place, bool) {
	p, ok := k.bySource[k.sourceKey(abs, inside)]
	if !ok {
		return place{}, false
	}
	src, err := k.source(p)
	return p, err == nil && src.Place() == inside && k.ledger.Abs(src.Path) == abs
}

func (k *known) hash(p place) hash {
	seg := k.segs[p.seg]
	return hash{seg.Number(schema.NumberHashHigh, p.doc), seg.Number(schema.NumberHashLow, p.doc)}
}

// named tells whether an article's id was named by its record, and not made from the record's place.
func (k *known) named(p place, src article.Source) bool {
	return src.Line > 0 && !strings.HasSuffix(k.id(p), "#"+strconv.Itoa(src.Line))
}

// source returns where an article was read: the file and the place in it.
func (k *known) source(p place) (article.Source, error) {
	a, err := schema.DecodeHead(string(k.segs[p.seg].Head(p.doc)))
	if err != nil {
		return article.Source{}, fmt.Errorf("%w: article %s: %w", ErrDamaged, k.id(p), err)
	}
	return a.Source, nil
}

// file returns the absolute path of the file that an article was read from.
func (k *known) file(p place) (string, article.Source, error) {
	src, err := k.source(p)
	return k.ledger.Abs(src.Path), src, err
}
