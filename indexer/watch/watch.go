package watch

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"timbao/indexer"
)

// What zero Options mean.
const (
	DefaultPoll   = time.Minute
	DefaultSettle = 2 * time.Second
	DefaultGather = 15 * time.Second
)

// Options say what to watch, and how.
type Options struct {
	// Index says what to index, where, and whether to prune what is gone. Only and Except are the watcher's own. Rebuild is for the
	// first run alone.
	Index indexer.Options
	// Poll is how often the folders are listed for what no event told of; 0 means DefaultPoll. Negative: never, events are all.
	Poll time.Duration
	// Settle is how long a file must have stayed the same before it is read; 0 means DefaultSettle.
	Settle time.Duration
	// Gather bounds how long settled files wait for others of their burst; 0 means DefaultGather.
	Gather time.Duration
	// Blind listens for no events.
	Blind bool
	// Report is called after each run of the indexer that did something, the first one in any case. It may be nil.
	Report func(indexer.Report)
	// Notice is called with what the person in charge should know: one line. It may be nil.
	Notice func(string)
}

// Run indexes what is under the roots and then follows their changes until ctx ends, which is no error. It returns an error where going
// on makes no sense: a root that is not there at the beginning, an index that is damaged or of another version. Report and Notice are
// called one at a time.
func Run(ctx context.Context, o Options) error {
	w := newWatcher(o)
	defer w.close()
	if err := w.begin(ctx); err != nil {
		return over(ctx, err)
	}
	return over(ctx, w.follow(ctx))
}

// over drops the errors of work that was cut short.
func over(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	return nil
}

// watcher is the state of a Run.
type watcher struct {
	Options
	state  *state
	ears   *ears
	lists  chan listing  // of the listing under way
	runs   chan finished // of the run under way
	busy   bool          // a run is under way
	listed bool          // a listing is under way
	next   time.Time     // when to list again; zero for never
	wait   time.Time     // no run before
	slow   time.Duration // how long the last run took
	fails  int           // runs in a row that failed

	mu   sync.Mutex // of said, and while Report or Notice is called
	said map[string]bool
}

type finished struct {
	batch  map[string]stamp
	report indexer.Report
	err    error
}

func newWatcher(o Options) *watcher {
	o.Poll, o.Settle, o.Gather = or(o.Poll, DefaultPoll), or(o.Settle, DefaultSettle), or(o.Gather, DefaultGather)
	// Names are compared as strings: those of events, of listings and of the roots must be spelled alike.
	o.Index.Paths = slices.Clone(o.Index.Paths)
	for i, p := range o.Index.Paths {
		o.Index.Paths[i] = filepath.Clean(p)
	}
	w := &watcher{Options: o, state: newState(o.Settle, o.Gather), said: map[string]bool{},
		lists: make(chan listing, 1), runs: make(chan finished, 1)}
	w.ears = newEars(o, w.notice)
	return w
}

func or(d, other time.Duration) time.Duration {
	if d == 0 {
		return other
	}
	return d
}

func (w *watcher) close() { w.ears.close() }

// notice says something once, until it is forgotten.
func (w *watcher) notice(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.Notice != nil && !w.said[line] {
		w.Notice(line)
	}
	w.said[line] = true
}

// report passes the account of a run on; what was said before it may be said again.
func (w *watcher) report(rep indexer.Report) {
	w.mu.Lock()
	defer w.mu.Unlock()
	clear(w.said)
	if w.Report != nil {
		w.Report(rep)
	}
}

// begin indexes everything but what is being written at the time. Events are listened for before, so that none is missed.
func (w *watcher) begin(ctx context.Context) error {
	found := w.list(ctx)
	if found.err != nil {
		return found.err
	}
	first := w.Index
	now := time.Now()
	for path, st := range found.files {
		if now.Sub(time.Unix(0, st.time)) < w.Settle {
			first.Except = append(first.Except, path)
			w.state.touch(path, now)
			continue
		}
		w.state.put(path, st)
	}
	w.schedule(found.took)
	rep, err := indexer.Run(ctx, first)
	if err != nil {
		return err
	}
	w.slow = rep.Took
	w.Index.Rebuild = false
	w.report(rep)
	return nil
}

// follow is the life of the watcher: one goroutine that hears, looks and hands out work.
func (w *watcher) follow(ctx context.Context) error {
	tick := time.NewTicker(min(max(w.Settle/4, 5*time.Millisecond), time.Second))
	defer tick.Stop()
	defer w.finish()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-w.ears.events():
			for _, path := range w.ears.hear(e) {
				w.state.touch(path, time.Now())
			}
		case err := <-w.ears.errors():
			w.notice("events were lost (%v); the folders are listed instead", err)
			w.next = time.Now()
		case l := <-w.lists:
			w.compare(l)
		case f := <-w.runs:
			w.busy = false
			if err := over(ctx, w.ran(ctx, f)); err != nil {
				return err
			}
		case <-tick.C:
			w.look(ctx)
		}
	}
}

// finish waits for the work under way, which has been told to end.
func (w *watcher) finish() {
	if w.busy {
		<-w.runs
	}
	if w.listed {
		<-w.lists
	}
}

// look begins what is due.
func (w *watcher) look(ctx context.Context) {
	now := time.Now()
	if !w.listed && !w.next.IsZero() && !now.Before(w.next) {
		w.listed = true
		go func() { w.lists <- w.list(ctx) }()
	}
	w.state.rest(now)
	if w.state.relist {
		w.state.relist, w.next = false, now
	}
	if w.busy || now.Before(w.wait) || !w.state.due(now) {
		return
	}
	if batch := w.choose(); w.worthwhile(batch) {
		w.busy = true
		o := w.Index
		o.Only = slices.Sorted(maps.Keys(batch))
		go func() {
			rep, err := indexer.Run(ctx, o)
			w.runs <- finished{batch, rep, err}
		}()
	}
}

// choose takes a batch, without what only seems to be gone.
func (w *watcher) choose() map[string]stamp {
	full := map[string]bool{}
	for _, root := range w.Index.Paths {
		full[root] = w.holds(root)
	}
	before := maps.Clone(w.state.read)
	batch := w.state.take()
	for _, root := range w.Index.Paths {
		if !full[root] || w.holds(root) {
			continue
		}
		w.notice("%s: nothing is left in it; taken for a disk that is not mounted, the articles stay", root)
		for path, st := range batch {
			if st == (stamp{}) && below(path, root) {
				delete(batch, path)
			}
		}
		for path, st := range before {
			if below(path, root) {
				w.state.read[path] = st
			}
		}
	}
	return batch
}

// worthwhile tells whether there is anything to do for the indexer: without Prune it leaves alone what is gone.
func (w *watcher) worthwhile(batch map[string]stamp) bool {
	for _, st := range batch {
		if w.Index.Prune || st != (stamp{}) {
			return true
		}
	}
	return false
}

func (w *watcher) holds(root string) bool {
	_, ok := w.state.read[root]
	return ok || w.state.holds(root)
}

// ran accounts for a run.
func (w *watcher) ran(ctx context.Context, f finished) error {
	if f.err == nil {
		w.fails = 0
		w.slow = f.report.Took
		w.state.gather = max(w.Gather, w.slow) // of two moments, at most one is spent indexing
		if r := f.report; r.New+r.Changed+r.Renamed+r.Removed+len(r.Skipped) > 0 {
			w.report(r)
		}
		return nil
	}
	for _, final := range []error{indexer.ErrDamaged, indexer.ErrVersion} {
		if errors.Is(f.err, final) {
			return f.err
		}
	}
	if over(ctx, f.err) == nil { // told to stop
		return f.err
	}
	now := time.Now()
	w.state.again(f.batch, now)
	w.fails++
	w.wait = now.Add(min(time.Duration(w.fails*w.fails)*w.Settle, time.Minute))
	w.notice("%v; %d changes wait, trying again", f.err, len(f.batch))
	return nil
}

// below tells whether a path is a root or lies under it.
func below(path, root string) bool {
	if root == "." {
		return !filepath.IsAbs(path) && path != ".." && !strings.HasPrefix(path, ".."+string(filepath.Separator))
	}
	return path == root || strings.HasPrefix(path, strings.TrimSuffix(root, string(filepath.Separator))+string(filepath.Separator))
}
