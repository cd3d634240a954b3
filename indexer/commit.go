package indexer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"

	"github.com/RoaringBitmap/roaring/v2"
	index "github.com/blevesearch/bleve_index_api"
	"golang.org/x/sync/errgroup"

	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

// mergeFactor says how much larger than what is being written an older segment may be to be merged with it. Each article
// is so written again a number of times that grows with the logarithm of the archive.
const mergeFactor = 2

// maxDeleted is the share of deleted documents above which a segment is written anew.
const maxDeleted = 0.2

// commit merges the run's segments, gives the result to bleve, and closes the index; what stands beside the segments is built
// meanwhile, since it takes as long. It returns the number of articles.
func (r *run) commit(ctx context.Context, gone []string) (int, error) {
	for _, id := range append(append([]string(nil), gone...), r.replaced...) {
		p := r.known.byID[id]
		r.known.deleted[p.seg].Add(p.doc)
	}
	written, closeWritten, err := r.written()
	if err != nil {
		return 0, err
	}
	defer closeWritten()
	count := len(r.known.byID) - len(gone) + int(r.added.Load()) - len(r.replaced)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return r.learn(ctx, written, int64(count), int64(len(gone))) })
	g.Go(func() error {
		if err := r.write(ctx, written, gone, count); err != nil {
			return err
		}
		r.progress(PhaseLearn)
		return nil
	})
	if err := g.Wait(); err != nil {
		return 0, err
	}
	return count, r.shut()
}

// written opens the segments that the run has written.
func (r *run) written() (segs []*segment.Segment, closeAll func(), err error) {
	closeAll = func() {
		for _, s := range segs {
			_ = s.Close() // only read
		}
	}
	for _, path := range r.pool.segments {
		s, err := segment.OpenFile(path)
		if err != nil {
			closeAll()
			return nil, nil, err
		}
		segs = append(segs, s)
	}
	return segs, closeAll, nil
}

// write merges the run's segments and gives the result to bleve, which must then hold the given number of articles.
func (r *run) write(ctx context.Context, written []*segment.Segment, gone []string, want int) error {
	path, err := r.merge(ctx, written)
	if err != nil {
		return err
	}
	b := index.NewBatch()
	for _, id := range gone {
		b.Delete(id)
	}
	if path != "" {
		docs, err := segment.Ready(path)
		if err != nil {
			return err
		}
		for _, d := range docs {
			b.Update(d)
		}
	}
	advanced, err := r.idx.Advanced()
	if err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	if err := advanced.Batch(b); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	count, err := r.idx.DocCount()
	if err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	if int(count) != want {
		return fmt.Errorf("%w: %d articles instead of %d", ErrCount, count, want)
	}
	return nil
}

// shut closes the index and removes what is not part of it: segments under construction, and those that scorch would have
// removed after a while, had it been left open.
func (r *run) shut() error {
	live, err := r.segmentFiles()
	if err != nil {
		return err
	}
	r.known.close()
	r.known = nil
	err = r.idx.Close()
	r.idx = nil
	if err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	files, err := filepath.Glob(filepath.Join(r.draft.Dir(), schema.IndexFolder, "*", "*"))
	if err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	for _, path := range files {
		if !schema.IsMutable(path) && !live[filepath.Base(path)] {
			if err := os.Remove(path); err != nil {
				return fmt.Errorf("close index: %w", err)
			}
		}
	}
	if err := os.RemoveAll(r.build); err != nil {
		return fmt.Errorf("close index: %w", err)
	}
	return nil
}

// segmentFiles names the files of the segments that the index has now.
func (r *run) segmentFiles() (map[string]bool, error) {
	snapshot, err := snapshotOf(r.idx)
	if err != nil {
		return nil, err
	}
	defer snapshot.Close() //nolint:errcheck // only read
	live := map[string]bool{}
	for _, s := range snapshot.Segments() {
		seg, ok := s.Segment().(*segment.Segment)
		if !ok {
			return nil, fmt.Errorf("close index: a segment of type %T was not written", s.Segment())
		}
		live[filepath.Base(seg.Path())] = true
	}
	return live, nil
}

// merge makes one file of the run's segments and of those older ones that are worth writing again. It returns "" if there
// is nothing to write.
func (r *run) merge(ctx context.Context, written []*segment.Segment) (string, error) {
	segs, size := slices.Clone(written), 0
	var drops []*roaring.Bitmap
	for _, s := range written {
		drops = append(drops, nil)
		size += int(s.Docs())
	}
	for _, i := range r.bySize() {
		live := int(r.known.segs[i].Docs()) - int(r.known.deleted[i].GetCardinality())
		rotten := float64(r.known.deleted[i].GetCardinality()) > maxDeleted*float64(r.known.segs[i].Docs())
		if live == 0 || !rotten && live > mergeFactor*size {
			continue
		}
		segs, drops = append(segs, r.known.segs[i]), append(drops, r.known.deleted[i])
		size += live
	}
	switch {
	case size == 0:
		return "", nil
	case len(segs) == 1 && len(written) == 1:
		return r.pool.segments[0], nil
	}
	path := filepath.Join(r.build, "merged.zap")
	_, err := segment.MergeFiles(schema.Layout(), segs, drops, path, ctx.Done())
	if errors.Is(err, segment.ErrCancelled) && ctx.Err() != nil {
		err = ctx.Err()
	}
	return path, err
}

// bySize lists the older segments, smallest first.
func (r *run) bySize() []int {
	order := make([]int, len(r.known.segs))
	for i := range order {
		order[i] = i
	}
	sort.Slice(order, func(i, j int) bool { return r.known.segs[order[i]].Docs() < r.known.segs[order[j]].Docs() })
	return order
}
