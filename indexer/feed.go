package indexer

import (
	"context"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"timbao/indexer/article"
)

// The bounds of what is read ahead.
const (
	jobFiles  = 64      // small files that a reader opens in a row
	jobBytes  = 1 << 20 // of them together; a larger file is a job of its own
	jobAhead  = 2       // batches of a job that wait for the jobs before it
	minReader = 4       // readers, even on one core: opening a file is waiting for a disk
	maxReader = 16
	maxFlight = 2 * article.MaxRecord // bytes of records that are read and not yet analysed, but for one record more
)

// job is some files that one reader reads, one after another.
type job struct {
	files []article.File
	out   chan batch
	first chan struct{} // closed when all jobs before it have been handed on
}

// feed reads the files' records and hands them out in batches, in the order of the files. Several files are read at once, so that
// neither a slow disk nor an archive that takes long to unpack leaves the workers without work.
func (r *run) feed(ctx context.Context, out chan<- batch) error {
	readers := min(max(2*r.workers(), minReader), maxReader)
	g, ctx := errgroup.WithContext(ctx)
	stop := context.AfterFunc(ctx, r.flight.wake)
	defer stop()
	todo, order := make(chan *job), make(chan *job, readers)
	g.Go(func() error {
		defer close(todo)
		defer close(order)
		for _, files := range cut(r.files) {
			j := &job{files: files, out: make(chan batch, jobAhead), first: make(chan struct{})}
			for _, c := range []chan<- *job{order, todo} {
				select {
				case c <- j:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
		}
		return nil
	})
	for range readers {
		g.Go(func() error {
			for j := range todo {
				if err := r.readJob(ctx, j); err != nil {
					return err
				}
			}
			return nil
		})
	}
	g.Go(func() error { return r.handOn(ctx, order, out) })
	return g.Wait()
}

// cut makes jobs of files.
func cut(files []article.File) (jobs [][]article.File) {
	begin, size := 0, int64(0)
	for i, f := range files {
		if i > begin && (size+f.Size > jobBytes || i-begin == jobFiles) {
			jobs = append(jobs, files[begin:i])
			begin, size = i, 0
		}
		size += f.Size
	}
	if begin < len(files) {
		jobs = append(jobs, files[begin:])
	}
	return jobs
}

// handOn passes the batches of the jobs on, in the order of the jobs.
func (r *run) handOn(ctx context.Context, order <-chan *job, out chan<- batch) error {
	for j := range order {
		close(j.first)
		r.flight.wake()
		for {
			var b batch
			var open bool
			select {
			case b, open = <-j.out:
			case <-ctx.Done(): // perhaps before any reader took the job
				return ctx.Err()
			}
			if !open {
				break
			}
			r.flight.handedOn(b.bytes())
			select {
			case out <- b:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return nil
}

// readJob reads the files of a job.
func (r *run) readJob(ctx context.Context, j *job) error {
	defer close(j.out)
	var b batch
	send := func() error {
		if err := r.flight.take(ctx, b.bytes(), j.first); err != nil {
			return err
		}
		select {
		case j.out <- b:
		case <-ctx.Done():
			return ctx.Err()
		}
		b = nil
		return nil
	}
	size := 0
	for _, f := range j.files {
		// A file that may hold a large record is not begun before there is room for one.
		room := largest(f)
		if err := r.flight.take(ctx, room, j.first); err != nil {
			return err
		}
		done := int64(0)
		err := article.Records(ctx, f, func(rec article.Record) error {
			r.read.Add(1)
			behind := max(done, min(rec.Behind, f.Size)) // a file may have grown since it was found
			r.bytesDone.Add(behind - done)
			done = behind
			b = append(b, rec)
			if size += len(rec.Data); size < batchBytes && len(b) < batchRecords {
				return nil
			}
			size = 0
			return send()
		}, r.skip)
		r.flight.release(room)
		if err != nil {
			return err
		}
		r.filesDone.Add(1)
		r.bytesDone.Add(f.Size - done)
	}
	if len(b) == 0 {
		return nil
	}
	return send()
}

// largest is how large a record of a file may be, if that matters.
func largest(f article.File) int64 {
	size := f.Size
	switch strings.ToLower(filepath.Ext(f.Path)) {
	case ".txt", ".text", ".md", ".jsonl", ".ndjson", ".html", ".htm":
	default:
		size *= 8 // packed, or with pictures
	}
	if size <= jobBytes {
		return 0
	}
	return min(size, article.MaxRecord)
}

// flight bounds the bytes of records that are in memory. The job whose turn it is may always go on when the workers have nothing to do,
// since everything else waits for it; the others get half of the room.
type flight struct {
	mu     sync.Mutex
	turn   *sync.Cond
	used   int64 // bytes taken
	handed int64 // of them, with the workers or on the way to them
}

func (f *flight) wake() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.turn != nil {
		f.turn.Broadcast()
	}
}

// take waits until there is room for n bytes. first is closed when it is the caller's turn.
func (f *flight) take(ctx context.Context, n int64, first <-chan struct{}) error {
	if n == 0 {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.turn == nil {
		f.turn = sync.NewCond(&f.mu)
	}
	for !f.room(n, first) {
		if err := ctx.Err(); err != nil {
			return err
		}
		f.turn.Wait()
	}
	f.used += n
	return ctx.Err()
}

func (f *flight) room(n int64, first <-chan struct{}) bool {
	select {
	case <-first:
		return f.handed == 0 || f.used+n <= maxFlight
	default:
		return f.used+n <= maxFlight/2
	}
}

// release gives back what was taken and not handed on.
func (f *flight) release(n int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.used -= n
	if f.turn != nil {
		f.turn.Broadcast()
	}
}

// handedOn notes that bytes are on their way to the workers.
func (f *flight) handedOn(n int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.handed += n
}

// analysed gives back what a worker is done with.
func (f *flight) analysed(n int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.used -= n
	f.handed -= n
	if f.turn != nil {
		f.turn.Broadcast()
	}
}
