package search

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"timbao/indexer/generation"
	"timbao/indexer/lexicon"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
	"timbao/indexer/shorthand"
	"timbao/indexer/sidecar"
	"timbao/search/rank"
	"timbao/search/texts"
)

// Options say how to open an index. The zero value is what most programs want.
type Options struct {
	Params *rank.Params // constants of the ranking; nil means rank.DefaultParams
}

// Index is an open index. It is safe for concurrent use.
type Index struct {
	store  *generation.Store
	params rank.Params

	mu      sync.Mutex // for moving to another generation
	current atomic.Pointer[reader]
}

// Open opens the index in a folder at its newest generation. Nil options are the zero value's. It returns ErrNoIndex,
// ErrVersion or ErrDamaged when there is none that can be read.
func Open(dir string, o *Options) (*Index, error) {
	store, err := generation.Open(dir, schema.StoreOptions())
	if err != nil {
		return nil, err
	}
	x := &Index{store: store, params: rank.DefaultParams()}
	if o != nil && o.Params != nil {
		x.params = *o.Params
	}
	r, err := x.open()
	if err != nil {
		return nil, err
	}
	x.current.Store(r)
	return x, nil
}

// Close closes the index. Searches under way finish first.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if r := x.current.Swap(nil); r != nil {
		return r.done()
	}
	return nil
}

// Refresh moves to the newest published generation, if there is a newer one. On an error the index stays where it was.
func (x *Index) Refresh(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	r := x.current.Load()
	if r == nil {
		return ErrClosed
	}
	if n, err := x.store.Number(); err != nil || n == r.gen.Number {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	next, err := x.open()
	if err != nil {
		return err
	}
	x.current.Store(next)
	err = r.done()
	_, _ = x.store.Sweep(ctx) // what is left goes with the next publish
	return err
}

// reader is an open generation.
type reader struct {
	gen      generation.Generation
	release  func() error
	bleve    bleve.Index
	snapshot *scorch.IndexSnapshot
	rank     *rank.Index
	texts    *texts.Archive
	sidecars *sidecar.Folder
	suggest  suggestTables
	words    sidecar.Lazy[*lexicon.Model]
	own      sidecar.Lazy[*shorthand.Table] // acronyms
	refs     atomic.Int64                   // the Index's own, and one a search

	statsOnce sync.Once
	stats     Stats

	newestOnce sync.Once
	newestAt   int64
	statsErr   error

	calendarOnce sync.Once
	dates        *calendar
	calendarErr  error
	columnsOnce  [schema.KeywordFormat + 1]sync.Once // by keyword column
	columns      [schema.KeywordFormat + 1]*column
}

func (x *Index) open() (*reader, error) {
	gen, release, err := x.store.Acquire()
	if err != nil {
		return nil, err
	}
	r := &reader{gen: gen, release: release, sidecars: sidecar.OpenFolder(gen.Dir)}
	r.refs.Store(1)
	if err := r.load(x.params); err != nil {
		_ = r.done()
		return nil, fmt.Errorf("open %s: %w", gen.Dir, err)
	}
	return r, nil
}

func (r *reader) load(p rank.Params) error {
	var err error
	if r.bleve, err = schema.OpenBleve(r.gen.Dir, true); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	advanced, err := r.bleve.Advanced()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	ir, err := advanced.Reader()
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	snapshot, ok := ir.(*scorch.IndexSnapshot)
	if !ok {
		return fmt.Errorf("%w: its index is a %T", ErrDamaged, ir)
	}
	r.snapshot = snapshot
	var sources []rank.Source
	for _, s := range snapshot.Segments() {
		seg, ok := s.Segment().(*segment.Segment)
		if !ok {
			return fmt.Errorf("%w: it has a segment of type %T", ErrDamaged, s.Segment())
		}
		sources = append(sources, rank.Source{Segment: seg, Deleted: s.Deleted()})
	}
	r.rank = rank.New(sources, p)
	r.texts = texts.New(r.rank)
	if r.rank.Docs != r.gen.Manifest.Documents {
		return fmt.Errorf("%w: it holds %d articles, its manifest says %d", ErrDamaged, r.rank.Docs, r.gen.Manifest.Documents)
	}
	return nil
}

// acquire returns the current generation; call done on it.
func (x *Index) acquire() (*reader, error) {
	for {
		r := x.current.Load()
		if r == nil {
			return nil, ErrClosed
		}
		if n := r.refs.Load(); n > 0 && r.refs.CompareAndSwap(n, n+1) {
			return r, nil
		}
	}
}

// done gives up a reference; the last one closes the generation.
func (r *reader) done() error {
	if r.refs.Add(-1) > 0 {
		return nil
	}
	var first error
	keep := func(err error) {
		if first == nil {
			first = err
		}
	}
	if r.snapshot != nil {
		keep(r.snapshot.Close())
	}
	if r.bleve != nil {
		keep(r.bleve.Close())
	}
	keep(r.sidecars.Close())
	keep(r.release())
	return first
}

// guard makes what goes wrong in reading damaged files, a panic too, an ErrDamaged.
func guard(err *error) {
	if errors.Is(*err, segment.ErrDamaged) && !errors.Is(*err, ErrDamaged) {
		*err = fmt.Errorf("%w: %w", ErrDamaged, *err)
	}
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v: run timbao index --rebuild", ErrDamaged, p)
	}
}
