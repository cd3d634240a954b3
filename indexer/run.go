package indexer

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
	draft    *generation.Draft
	build    string // folder for segments under construction
	idx      bleve.Index
	known    *known
	previous remembered
	before   *known // in a rebuild, the index before it, for the ids; nil if it can't be read
	pool     *pool

	profiles               *profile.Finder
	scope, except          map[string]bool // absolute paths to look at, and not to
	folders                []string        // where Paths lie: absolute, links resolved
	files                  []article.File
	flight                 flight // records that are read and not yet analysed
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
	o.Only = foldersOfProfiles(o.Only)
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
	if err := r.know(r.draft.Dir()); err != nil || !r.Rebuild {
		return err
	}
	r.remember(r.draft.Previous())
	return nil
}

// close lets go of the bleve index; published or not, the draft's files are no longer needed open.
func (r *run) close() {
	r.known.close()
	r.known = nil
	r.forget()
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
	if err := r.chooseDictionary(ctx); err != nil {
		return err
	}
	g.Go(func() error {
		defer close(batches)
		return r.feed(ctx, batches)
	})
	for range r.workers() {
		g.Go(func() error { return r.pool.work(ctx, batches) })
	}
	return g.Wait()
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
