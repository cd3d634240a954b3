package watch

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// stamp is what can be seen of a file without reading it. The zero stamp is that of one that is not there.
type stamp struct {
	size int64
	time int64 // of the last change, in ns
}

// The stamps of what is no file that can be looked at.
var (
	folder = stamp{size: -1}
	hidden = stamp{size: -2} // may not be looked at
	failed = stamp{size: -3} // was read, and could not be indexed
)

// look takes the stamp of a path; a folder's has no size. What can't be looked at has a stamp that no file has, so that the indexer
// is asked and says why.
func look(path string) stamp {
	info, err := os.Lstat(path)
	switch {
	case os.IsNotExist(err):
		return stamp{}
	case err != nil:
		return hidden
	case info.IsDir():
		return folder
	}
	return stamp{info.Size(), info.ModTime().UnixNano()}
}

// state is what is known of the files: those that were read, and those that are dirty. It is for one goroutine.
type state struct {
	settle, gather time.Duration
	look           func(path string) stamp
	read           map[string]stamp // files as they were when they were last handed to the indexer
	dirty          map[string]*unrest
	ready          int // dirty paths that have settled
	oldest         time.Time
	relist         bool // there is a folder that only a listing tells about
}

// unrest is a dirty path.
type unrest struct {
	seen    stamp
	due     time.Time // when to look again
	settled bool
}

func newState(settle, gather time.Duration) *state {
	return &state{settle: settle, gather: gather, look: look, read: map[string]stamp{}, dirty: map[string]*unrest{}}
}

// touch makes a path dirty.
func (s *state) touch(path string, now time.Time) {
	u := s.dirty[path]
	if u == nil {
		u = &unrest{}
		s.dirty[path] = u
	} else if u.settled {
		u.settled = false
		s.ready--
	}
	u.seen, u.due = s.look(path), now.Add(s.settle)
}

// compare makes dirty what a listing shows to differ from what was read. Paths for which spare says yes don't count as gone.
func (s *state) compare(listed map[string]stamp, now time.Time, spare func(path string) bool) {
	for path, st := range listed {
		if s.dirty[path] == nil && s.read[path] != st {
			s.touch(path, now)
		}
	}
	for path := range s.read {
		if _, ok := listed[path]; !ok && s.dirty[path] == nil && !spare(path) {
			s.touch(path, now)
		}
	}
}

// rest looks at the dirty paths that are due. Those that have changed again are given more time, those that are back to what was read
// are clean.
func (s *state) rest(now time.Time) {
	for path, u := range s.dirty {
		if u.settled || now.Before(u.due) {
			continue
		}
		if seen := s.look(path); seen != u.seen {
			u.seen, u.due = seen, now.Add(s.settle)
			continue
		}
		was, ok := s.read[path]
		if !ok && u.seen == folder {
			s.relist = true // what is in it counts
		}
		if ok && was == u.seen || !ok && (u.seen == folder || u.seen == (stamp{}) && !s.holds(path)) {
			delete(s.dirty, path)
			continue
		}
		u.settled = true
		if s.ready++; s.ready == 1 {
			s.oldest = now
		}
	}
}

// holds tells whether files that were read lie under a path.
func (s *state) holds(path string) bool {
	prefix := path + string(filepath.Separator)
	for other := range s.read {
		if strings.HasPrefix(other, prefix) {
			return true
		}
	}
	return false
}

// due tells whether a batch should begin.
func (s *state) due(now time.Time) bool {
	return s.ready > 0 && (s.ready == len(s.dirty) || now.Sub(s.oldest) >= s.gather)
}

// take takes the settled paths, with their stamps, and counts them as read.
func (s *state) take() map[string]stamp {
	batch := make(map[string]stamp, s.ready)
	for path, u := range s.dirty {
		if !u.settled {
			continue
		}
		batch[path] = u.seen
		delete(s.dirty, path)
		s.put(path, u.seen)
	}
	s.ready = 0
	return batch
}

// put notes how a path was when it was read. A folder is not noted; of what is gone, nothing remains.
func (s *state) put(path string, st stamp) {
	switch st {
	case stamp{}:
		if _, ok := s.read[path]; ok {
			delete(s.read, path)
			return
		}
		prefix := path + string(filepath.Separator)
		for other := range s.read {
			if strings.HasPrefix(other, prefix) {
				delete(s.read, other)
			}
		}
	case folder:
		delete(s.read, path) // it was a file
	default:
		s.read[path] = st
	}
}

// again makes a batch dirty once more: it could not be indexed.
func (s *state) again(batch map[string]stamp, now time.Time) {
	for path := range batch {
		s.read[path] = failed // differs from anything that may be there
		s.touch(path, now)
	}
}
