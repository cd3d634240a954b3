package indexer

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"timbao/indexer/account"
	"timbao/indexer/article"
	"timbao/indexer/generation"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/sidecar"
)

// RebuildOptions say which index to rebuild, and how.
type RebuildOptions struct {
	Dir         string
	Salvage     bool           // leave out stored articles that can't be read, instead of refusing
	Workers     int            // as in Options
	MemoryBytes int64          // as in Options
	Progress    func(Progress) // as in Options; nothing is known of files
}

// Rebuild makes a new generation from the articles that the current one has stored, and from nothing else: the source files may be
// gone. It mends an index whose terms or lists are damaged, and brings one that an older analysis wrote up to date. Where a stored
// article can't be read it returns ErrUnreadable and leaves everything as it was; with Salvage it leaves the article out and says so
// in Report.Skipped. Searches may go on meanwhile.
func Rebuild(ctx context.Context, o RebuildOptions) (Report, error) {
	begun := time.Now()
	store, err := generation.Open(o.Dir, schema.StoreOptions())
	if err != nil {
		return Report{}, err
	}
	draft, err := store.BeginEmpty(ctx)
	if err != nil {
		return Report{}, err
	}
	defer draft.Discard() //nolint:errcheck // what is left of a draft goes with the next run
	from, release, err := readable(store)
	if err != nil {
		return Report{}, err
	}
	defer release() //nolint:errcheck // only read
	stored, err := openArchive(from)
	if err != nil {
		return Report{}, err
	}
	defer stored.close()
	r := &run{
		Options: Options{Dir: o.Dir, Rebuild: true, Workers: o.Workers, MemoryBytes: o.MemoryBytes, Progress: o.Progress},
		draft:   draft, build: filepath.Join(draft.Dir(), schema.BuildFolder), seen: map[string]article.Source{},
	}
	gen, err := r.rebuild(ctx, stored, from, o.Salvage)
	r.close()
	switch {
	case err != nil && ctx.Err() != nil:
		return r.account(begun), fmt.Errorf("interrupted, the index is as it was: %w", ctx.Err())
	case err != nil:
		return r.account(begun), err
	}
	r.report.Generation, r.report.IndexBytes, r.report.Articles = gen.Number, gen.Manifest.Bytes(), gen.Manifest.Documents
	return r.account(begun), nil
}

// readable returns the current generation, held. One of an older analysis will do.
func readable(store *generation.Store) (generation.Generation, func() error, error) {
	g, err := store.Current()
	var version *generation.VersionError
	if err != nil && (!errors.As(err, &version) || version.Part != generation.PartAnalysis || version.Found > version.Want) {
		return generation.Generation{}, nil, err
	}
	release, err := g.Hold()
	return g, release, err
}

func (r *run) rebuild(ctx context.Context, stored *archive, from generation.Generation, salvage bool) (*generation.Generation, error) {
	if err := r.open(); err != nil {
		return nil, err
	}
	folder := sidecar.OpenFolder(from.Dir)
	defer folder.Close()                                 //nolint:errcheck // only read
	if ledger, err := account.Read(folder); err == nil { // a ledger is an extra
		r.ledger = ledger
	}
	lost, err := r.readStored(ctx, stored)
	switch {
	case err != nil:
		return nil, err
	case len(lost) > 0 && !salvage:
		return nil, fmt.Errorf("%w: %d of %d, the first is %s (%s); restore a backup, or leave them out with --salvage",
			ErrUnreadable, len(lost), from.Manifest.Documents, lost[0].Path, lost[0].Reason)
	case int(r.added.Load())+len(lost) != from.Manifest.Documents && !salvage:
		return nil, fmt.Errorf("%w: %d articles are stored and %d were published; restore a backup, or go on without them with --salvage",
			ErrUnreadable, int(r.added.Load())+len(lost), from.Manifest.Documents)
	}
	r.report.Skipped = lost
	return r.publish(ctx, nil)
}

// readStored analyses the stored articles again. It returns those that can't be read.
func (r *run) readStored(ctx context.Context, stored *archive) (lost []article.Skip, err error) {
	r.pool = &pool{run: r, budget: max(r.memory()/r.workers(), 1<<20), dictionary: stored.dictionary()}
	stop := r.tick()
	defer stop()
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(ctx)
	pieces := make(chan storedPiece)
	g.Go(func() error {
		defer close(pieces)
		return stored.divide(ctx, pieces)
	})
	for range r.workers() {
		g.Go(func() error {
			w := worker{pool: r.pool}
			for p := range pieces {
				bad, err := w.stored(stored, p)
				if err != nil {
					return err
				}
				mu.Lock()
				lost = append(lost, bad...)
				mu.Unlock()
			}
			if err := ctx.Err(); err != nil {
				return err
			}
			return w.flush()
		})
	}
	return lost, g.Wait()
}

// stored analyses a piece of the archive again.
func (w *worker) stored(from *archive, p storedPiece) (lost []article.Skip, err error) {
	for doc := p.from; doc < p.to; doc++ {
		if from.deleted[p.segment].Contains(doc) {
			continue
		}
		w.pool.run.read.Add(1)
		a, err := from.article(p.segment, doc)
		if err != nil {
			lost = append(lost, article.Skip{Path: from.id(p.segment, doc), Reason: err.Error()})
			continue
		}
		if err := w.add(a, match{id: a.ID}); err != nil {
			return lost, err
		}
	}
	return lost, nil
}

// storedPiece is the documents of a segment from one number up to, not including, another.
type storedPiece struct {
	segment  int
	from, to uint32
}

// divide cuts the archive into pieces for the workers.
func (a *archive) divide(ctx context.Context, to chan<- storedPiece) error {
	for i, s := range a.segments {
		for from := uint32(0); from < s.Docs(); from += batchRecords {
			select {
			case to <- storedPiece{i, from, min(from+batchRecords, s.Docs())}:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// dictionary makes a dictionary for stored articles from some of the whole archive's.
func (a *archive) dictionary() []byte {
	docs := uint32(0)
	for _, s := range a.segments {
		docs += s.Docs()
	}
	step := max(docs/dictionarySample, 1)
	var d []byte
	for i, s := range a.segments {
		for doc := uint32(0); doc < s.Docs(); doc += step {
			found, err := a.article(i, doc)
			if err != nil {
				continue
			}
			if d = schema.AppendRest(d, found); len(d) >= segment.DictionarySize {
				return d[:segment.DictionarySize]
			}
		}
	}
	return d
}

// dictionarySample is how many articles of an archive are looked at for a dictionary, about: of ordinary length they fill it.
const dictionarySample = 40
