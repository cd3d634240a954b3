package watch

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"timbao/indexer"
	"timbao/indexer/article"
)

// listing is what is under the roots.
type listing struct {
	files map[string]stamp
	took  time.Duration
	err   error
}

// restShare is how much longer than a listing the pause after it must be.
const restShare = 20

// list lists the roots, and listens to every folder in them.
func (w *watcher) list(ctx context.Context) listing {
	begun := time.Now()
	l := listing{files: map[string]stamp{}}
	l.err = article.Scan(ctx, w.Index.Paths, nil, article.Visit{
		File: func(f article.File) error {
			if f.Path == f.Root { // events of a file come from its folder
				w.ears.add(filepath.Dir(f.Path))
			}
			l.files[f.Path] = stamp{f.Size, f.ModTime.UnixNano()}
			return nil
		},
		Folder: func(path string) error {
			w.ears.add(path)
			return nil
		},
	})
	l.took = time.Since(begun)
	return l
}

// schedule settles when to list the next time.
func (w *watcher) schedule(took time.Duration) {
	w.next = time.Time{}
	if w.Poll > 0 {
		w.next = time.Now().Add(max(w.Poll, restShare*took))
	}
}

// compare takes up what a listing shows.
func (w *watcher) compare(l listing) {
	w.listed = false
	w.schedule(l.took)
	if errors.Is(l.err, indexer.ErrNotFound) {
		w.notice("%v; its articles stay, waiting for it to come back", l.err)
		return
	}
	if l.err != nil {
		w.notice("the folders can't be listed: %v", l.err)
		return
	}
	empty := map[string]bool{}
	for _, root := range w.Index.Paths {
		empty[root] = true
		for path := range l.files {
			if below(path, root) {
				empty[root] = false
				break
			}
		}
	}
	w.state.compare(l.files, time.Now(), func(path string) bool {
		for _, root := range w.Index.Paths {
			if empty[root] && below(path, root) {
				w.notice("%s: nothing is left in it; taken for a disk that is not mounted, the articles stay", root)
				return true
			}
		}
		return false
	})
}
