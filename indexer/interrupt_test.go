package indexer_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"timbao/indexer"
)

// fuse is a context that ends when it has been looked at a number of times.
type fuse struct {
	context.Context
	left atomic.Int64
	blow context.CancelFunc
}

func newFuse(parent context.Context, looks int) *fuse {
	ctx, cancel := context.WithCancel(parent)
	f := &fuse{Context: ctx, blow: cancel}
	f.left.Store(int64(looks))
	return f
}

func (f *fuse) Err() error {
	if f.left.Add(-1) < 0 {
		f.blow()
	}
	return f.Context.Err()
}

// A run that is interrupted, wherever it is, leaves the index as it was, and the next run is none the worse.
func TestInterruptedAnywhere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	before := d.titles()
	after := map[string]string{}
	for i := range 40 {
		name := fmt.Sprintf("%02d.txt", i)
		d.write(name, fmt.Sprintf("Tin thứ %s\n\nNội dung.\n", word(i)))
		after["bao/"+name] = "Tin thứ " + word(i)
	}
	d.remove("c.jsonl")
	d.write("a.txt", "Bão tan\n\nTrời quang.\n")
	after["bao/a.txt"], after["bao/2020/b.txt"] = "Bão tan", before["bao/2020/b.txt"]

	o := indexer.Options{Dir: d.index, Paths: []string{d.dir}, Prune: true, Workers: 2}
	interrupted := 0
	stop := func(ctx context.Context) (done bool) {
		rep, err := indexer.Run(ctx, o)
		if err == nil {
			wantTitles(t, d.titles(), after)
			return true
		}
		interrupted++
		wantError(t, err, context.Canceled)
		if rep.Generation != 0 || rep.Articles != 0 {
			t.Errorf("an interrupted run reports generation %d with %d articles", rep.Generation, rep.Articles)
		}
		wantTitles(t, d.titles(), before)
		return false
	}
	looks := 0
	for ; looks < 10000; looks += 1 + looks/3 {
		f := newFuse(t.Context(), looks)
		done := stop(f)
		f.blow()
		if done {
			break
		}
	}
	if interrupted < 8 {
		t.Errorf("the run was interrupted at %d places only", interrupted)
	}
	// The index is made anew in between, and the clock says when.
	begun := time.Now()
	o.Rebuild = true
	if _, err := indexer.Run(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	took := time.Since(begun)
	before, interrupted = after, 0
	for i := range 3 {
		ctx, cancel := context.WithTimeoutCause(t.Context(), took*time.Duration(i+1)/4, nil)
		_, err := indexer.Run(ctx, o)
		cancel()
		if err != nil {
			wantError(t, err, context.DeadlineExceeded)
		}
		wantTitles(t, d.titles(), after)
	}
}

// The phases after reading are interrupted too.
func TestInterruptedInEachPhase(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	threeArticles(d)
	d.mustRun(indexer.Options{})
	before := d.titles()
	d.write("a.txt", "Bão tan\n\nTrời quang.\n")
	for _, phase := range []string{indexer.PhaseMerge, indexer.PhaseLearn, indexer.PhasePublish} {
		ctx, cancel := context.WithCancel(t.Context())
		_, err := indexer.Run(ctx, indexer.Options{Dir: d.index, Paths: []string{d.dir}, Progress: func(p indexer.Progress) {
			if p.Phase == phase {
				cancel()
			}
		}})
		cancel()
		wantError(t, err, context.Canceled)
		wantTitles(t, d.titles(), before)
	}
	wantReport(t, d.mustRun(indexer.Options{}), indexer.Report{Read: 3, Changed: 1, Unchanged: 2, Articles: 3})
}
