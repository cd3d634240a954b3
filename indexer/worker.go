package indexer

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"

	"timbao/indexer/article"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

// batch is what a worker takes at a time: enough records to make the hand-over cheap.
type batch []article.Record

const (
	batchBytes   = 256 << 10
	batchRecords = 256
)

func (b batch) bytes() (n int64) {
	for _, r := range b {
		n += int64(len(r.Data))
	}
	return n
}

// pool analyses records on several goroutines and writes segments.
type pool struct {
	run        *run
	dictionary []byte
	budget     int // bytes of memory a worker's builder may take
	files      atomic.Int64

	mu       sync.Mutex
	segments []string // files written
}

// work is one worker: it takes batches until there are no more, and writes what it has collected.
func (p *pool) work(ctx context.Context, in <-chan batch) error {
	w := worker{pool: p}
	for b := range in {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, r := range b {
			if err := w.record(r); err != nil {
				return err
			}
		}
		p.run.flight.analysed(b.bytes())
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.flush()
}

type worker struct {
	pool    *pool
	builder *segment.Builder
	writer  *schema.Writer
}

func (w *worker) record(r article.Record) error {
	run := w.pool.run
	m := run.match(r)
	if m.same && !m.moved {
		if run.claim(m.id, r) {
			run.keep(m.id, r)
		}
		return nil
	}
	a, err := r.Article()
	if err != nil {
		run.skip(r.Skip(err))
		return nil
	}
	m, ok := run.settle(m, a, r)
	if !ok {
		return nil
	}
	if m.same && !m.moved {
		run.keep(m.id, r)
		return nil
	}
	a.ID = strings.Clone(m.id) // which outlives the article: a piece of its text would keep the whole
	return w.add(a, m)
}

func (w *worker) add(a *article.Article, m match) error {
	run := w.pool.run
	run.count(a, m)
	if run.DryRun {
		return nil
	}
	if w.builder == nil {
		b, err := segment.NewBuilder(schema.Layout(), w.pool.dictionary)
		if err != nil {
			return err
		}
		w.builder, w.writer = b, schema.NewWriter(b)
	}
	w.writer.Add(a)
	if w.builder.Size() > w.pool.budget {
		return w.flush()
	}
	return nil
}

// flush writes the collected articles to a segment file.
func (w *worker) flush() error {
	if w.builder == nil {
		return nil
	}
	name := fmt.Sprintf("%06d.zap", w.pool.files.Add(1))
	path := filepath.Join(w.pool.run.build, name)
	if err := w.builder.Write(path); err != nil {
		return err
	}
	w.builder, w.writer = nil, nil
	w.pool.mu.Lock()
	w.pool.segments = append(w.pool.segments, path)
	w.pool.mu.Unlock()
	return nil
}
