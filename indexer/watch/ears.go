package watch

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/fsnotify/fsnotify"

	"timbao/indexer/article"
)

// ears listen to folders. Without events to be had, they hear nothing.
type ears struct {
	notify *fsnotify.Watcher // nil if there is nothing to hear
	roots  []string          // what is not below them concerns nobody
	index  string            // the index's own folder, absolute: its events concern nobody
	notice func(format string, args ...any)

	mu      sync.Mutex
	folders map[string]bool // listened to
	deaf    int             // folders that can't be listened to
}

func newEars(o Options, notice func(string, ...any)) *ears {
	e := &ears{roots: o.Index.Paths, notice: notice, folders: map[string]bool{}}
	e.index, _ = filepath.Abs(o.Index.Dir)
	if o.Blind {
		return e
	}
	n, err := fsnotify.NewWatcher()
	if err != nil {
		notice("no events to be had (%v); the folders are listed instead", err)
		return e
	}
	e.notify = n
	return e
}

func (e *ears) close() {
	if e.notify != nil {
		_ = e.notify.Close()
	}
}

func (e *ears) events() <-chan fsnotify.Event {
	if e.notify == nil {
		return nil
	}
	return e.notify.Events
}

func (e *ears) errors() <-chan error {
	if e.notify == nil {
		return nil
	}
	return e.notify.Errors
}

// add listens to a folder. One that can't be listened to is listed now and then all the same.
func (e *ears) add(folder string) {
	if e.notify == nil || e.own(folder) {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.folders[folder] {
		return
	}
	if err := e.notify.Add(folder); err != nil {
		e.deaf++
		if e.deaf == 1 {
			e.notice("%s: no events from this folder and maybe others (%v); they are listed now and then", folder, err)
		}
		return
	}
	e.folders[folder] = true
}

// own tells whether a path belongs to the index.
func (e *ears) own(path string) bool {
	abs, err := filepath.Abs(path)
	return err == nil && below(abs, e.index)
}

// hear takes up an event and returns the paths that it makes dirty.
func (e *ears) hear(event fsnotify.Event) []string {
	path := filepath.Clean(event.Name)
	if !slices.ContainsFunc(e.roots, func(root string) bool { return below(path, root) }) {
		return nil // beside a root that is a file
	}
	if strings.HasPrefix(filepath.Base(path), ".") || e.own(path) || event.Op == fsnotify.Chmod {
		return nil
	}
	if event.Has(fsnotify.Remove) || event.Has(fsnotify.Rename) {
		e.forget(path)
		return []string{path}
	}
	info, err := os.Lstat(path)
	if err != nil || !info.IsDir() {
		return []string{path}
	}
	if !event.Has(fsnotify.Create) {
		return nil // of a folder's changes, those of its files tell more
	}
	return e.enter(path)
}

// forget stops listening to a folder that is gone, or moved, and to those in it.
func (e *ears) forget(path string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.folders[path] {
		return
	}
	for folder := range e.folders {
		if below(folder, path) {
			_ = e.notify.Remove(folder) // the system may have done so already
			delete(e.folders, folder)
		}
	}
}

// enter listens to a new folder and lists the files that are in it by now.
func (e *ears) enter(folder string) []string {
	paths := []string{}
	_ = article.Scan(context.Background(), []string{folder}, nil, article.Visit{ // what can't be listed now is listed later
		File: func(f article.File) error {
			paths = append(paths, f.Path)
			return nil
		},
		Folder: func(path string) error {
			if e.own(path) {
				return filepath.SkipDir
			}
			e.add(path)
			return nil
		},
	})
	return paths
}
