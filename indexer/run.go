package indexer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/blevesearch/bleve/v2"
	"golang.org/x/sync/errgroup"

	"timbao/indexer/account"
	"timbao/indexer/article"
	"timbao/indexer/generation"
	"timbao/indexer/profile"
	"timbao/indexer/schema"
)

// run is the state of one Run.
type run struct {
	Options
	draft *generation.Draft
	build string // folder for segments under construction
	idx   bleve.Index
	known *known
	pool  *pool

	profiles               *profile.Finder
	scope, except          map[string]bool // absolute paths to look at, and not to
	folders                []string        // where Paths lie: absolute, links resolved
	files                  []article.File
	filesDone              atomic.Int64
	bytesDone, bytesTotal  atomic.Int64
	read, unchanged, added atomic.Int64

	ledger  account.Ledger // what the index will know of its sources
	changes int64          // articles written and removed since the index was begun, this run included

	mu       sync.Mutex
	report   Report
	seen     map[string]article.Source
	unread   []article.Skip // what could not be read, or not whole
	replaced []string       // ids of articles that were written again
	moves    []move
}

// Run reads the articles under o.Paths and publishes them as a new generation of the index in o.Dir. Where nothing
// changed it publishes nothing. Inputs that can't be read are in the report and are no error. When ctx ends, or on any
// error, the last published generation stays.
func Run(ctx context.Context, o Options) (Report, error) {
	if len(o.Paths) == 0 {
		return Report{}, ErrNoInput
	}
	begun := time.Now()
	for _, p := range o.Paths {
		if _, err := os.Stat(p); errors.Is(err, os.ErrNotExist) { // before an index folder is made
			return Report{}, fmt.Errorf("%w: %s: check the path", ErrNotFound, p)
		}
	}
	profiles, err := profile.NewFinder(o.Profile, article.Allowed())
	if err != nil {
		return Report{}, err
	}
	if o.DryRun {
		return dryRun(ctx, o, profiles, begun)
	}
	store, err := generation.Create(ctx, o.Dir, schema.StoreOptions())
	if err != nil {
		return Report{}, err
	}
	begin := store.Begin
	if o.Rebuild {
		begin = store.BeginEmpty
	}
	draft, err := begin(ctx)
	if err != nil {
		return Report{}, err
	}
	defer draft.Discard() //nolint:errcheck // what is left of a draft goes with the next run
	r := &run{Options: o, profiles: profiles, draft: draft, build: filepath.Join(draft.Dir(), schema.BuildFolder), seen: map[string]article.Source{}}
	gen, err := r.do(ctx)
	r.close()
	if err == nil && gen == nil {
		g := draft.Previous()
		gen = &g
	}
	if err != nil {
		if ctx.Err() != nil {
			err = fmt.Errorf("interrupted, the index is as it was: %w", ctx.Err())
		}
		return r.account(begun), err
	}
	r.report.Generation, r.report.IndexBytes, r.report.Articles = gen.Number, gen.Manifest.Bytes(), gen.Manifest.Documents
	return r.account(begun), nil
}

// do makes the draft and publishes it. It returns nil if there was nothing to publish.
func (r *run) do(ctx context.Context) (*generation.Generation, error) {
	if err := r.open(); err != nil {
		return nil, err
	}
	if err := r.readAll(ctx); err != nil {
		return nil, err
	}
	var gone []string
	if r.Prune {
		var err error
		if gone, err = r.vanished(); err != nil {
			return nil, err
		}
		r.report.Removed = len(gone)
	}
	sameUnread := r.updateUnread()
	if len(r.pool.segments) == 0 && len(gone) == 0 && sameUnread && r.draft.Previous().Number > 0 && !r.Rebuild && r.learned() {
		return nil, nil //nolint:nilnil // nothing to publish
	}
	return r.publish(ctx, gone)
}

// publish writes what was read, and takes out what is gone.
func (r *run) publish(ctx context.Context, gone []string) (*generation.Generation, error) {
	r.progress(PhaseMerge)
	count, err := r.commit(ctx, gone)
	if err != nil {
		return nil, err
	}
	r.progress(PhasePublish)
	gen, err := r.draft.Publish(ctx, generation.Meta{Documents: count, Tool: "timbao", Counts: map[string]int64{countChanges: r.changes}})
	if err != nil {
		return nil, err
	}
	return &gen, nil
}

func (r *run) open() error {
	if err := os.MkdirAll(r.build, 0o700); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	idx, err := schema.OpenBleve(r.draft.Dir(), false)
	if err != nil {
		return fmt.Errorf("%w: open the index of %s: %w", ErrDamaged, r.Dir, err)
	}
	r.idx = idx
	return r.know(r.draft.Dir())
}

// close lets go of the bleve index; published or not, the draft's files are no longer needed open.
func (r *run) close() {
	r.known.close()
	r.known = nil
	if r.idx != nil {
		_ = r.idx.Close()
		r.idx = nil
	}
}

// readAll finds the files and has their records analysed.
func (r *run) readAll(ctx context.Context) error {
	if err := r.find(ctx); err != nil {
		return err
	}
	stop := r.tick()
	defer stop()
	g, ctx := errgroup.WithContext(ctx)
	batches := make(chan batch, 2*r.workers())
	r.pool = &pool{run: r, budget: max(r.memory()/r.workers(), 1<<20)}
	ready := make(chan struct{}) // closed when the dictionary is known
	g.Go(func() error {
		defer close(batches)
		return r.feed(ctx, batches, ready)
	})
	for range r.workers() {
		g.Go(func() error {
			select {
			case <-ready:
			case <-ctx.Done():
				return ctx.Err()
			}
			return r.pool.work(ctx, batches)
		})
	}
	return g.Wait()
}

// feed reads the files' records and hands them out in batches.
func (r *run) feed(ctx context.Context, out chan<- batch, ready chan struct{}) error {
	var b batch
	size, open := 0, false
	send := func() error {
		if !open {
			r.chooseDictionary(b)
			close(ready)
			open = true
		}
		select {
		case out <- b:
		case <-ctx.Done():
			return ctx.Err()
		}
		b, size = nil, 0
		return nil
	}
	for _, f := range r.files {
		before := r.bytesDone.Load()
		err := article.Records(ctx, f, func(rec article.Record) error {
			r.read.Add(1)
			r.bytesDone.Store(before + min(rec.Behind, f.Size)) // a file may have grown since it was found
			b = append(b, rec)
			size += len(rec.Data)
			if size < batchBytes && len(b) < batchRecords {
				return nil
			}
			return send()
		}, r.skip)
		if err != nil {
			return err
		}
		r.filesDone.Add(1)
		r.bytesDone.Store(before + f.Size)
	}
	return send()
}

// chooseDictionary takes the dictionary that the index has, or makes one from the first batch.
func (r *run) chooseDictionary(sample batch) {
	if len(r.known.segs) > 0 {
		r.pool.dictionary = slices.Clone(r.known.segs[0].StoredDictionary())
		return
	}
	r.pool.dictionary = train(sample)
}

// tick reports progress until the returned function is called.
func (r *run) tick() (stop func()) {
	if r.Progress == nil {
		return func() {}
	}
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		t := time.NewTicker(200 * time.Millisecond)
		defer t.Stop()
		for {
			select {
			case <-done:
				return
			case <-t.C:
				r.progress(PhaseRead)
			}
		}
	}()
	return func() {
		close(done)
		<-ended
	}
}

func (r *run) progress(phase string) {
	if r.Progress != nil {
		r.Progress(Progress{Phase: phase, FilesDone: int(r.filesDone.Load()), FilesTotal: len(r.files),
			BytesDone: r.bytesDone.Load(), BytesTotal: r.bytesTotal.Load(), Articles: int(r.added.Load())})
	}
}
