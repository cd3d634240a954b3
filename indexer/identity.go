package indexer

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"timbao/indexer/article"
)

// match says which article of the index a record is.
type match struct {
	id    string // of the article, unless the record names its own
	held  bool   // the index has it
	same  bool   // with these very bytes
	moved bool   // from a file that is gone
	from  string // which file, where moved
}

// match finds the article of the index that a record is. What stands where the article stood is the article; else what has its bytes,
// if its own file is gone; else what has its id. Files of the same bytes are different articles as long as all of them are there.
func (r *run) match(rec article.Record) match {
	k, h := r.known, hashOf(rec.Source.Hash)
	if r.before != nil {
		k = r.before
	}
	here, held := k.at(rec.Abs, rec.Source.Place())
	if held {
		m := match{id: k.id(here), held: true, same: k.hash(here) == h}
		if src, err := k.source(here); m.same || err == nil && !k.named(here, src) {
			return r.anew(m)
		}
	}
	if m, ok := r.elsewhere(k, rec, h); ok {
		return r.anew(m)
	}
	p, ok := k.byID[rec.ID]
	if !ok {
		return match{id: rec.ID}
	}
	abs, _, err := k.file(p)
	if err != nil || abs == rec.Abs || gone(abs) {
		return r.anew(match{id: rec.ID, held: true, moved: abs != rec.Abs, from: abs})
	}
	return match{id: r.longerID(rec)} // of another file that is still there
}

// anew is a match in a rebuild: of the index before, an article has its id and no more.
func (r *run) anew(m match) match {
	if r.before != nil {
		return match{id: m.id}
	}
	return m
}

// elsewhere finds the article of the same bytes that was read from a file that is gone. A line of a JSONL file names its id itself, so
// there the same bytes are the same article wherever they stand, unless the id was made from the line's number.
func (r *run) elsewhere(k *known, rec article.Record, h hash) (m match, ok bool) {
	for _, p := range k.byHash[h] {
		abs, src, err := k.file(p)
		if err != nil {
			continue
		}
		found := match{id: k.id(p), held: true, same: true, from: abs}
		if rec.Source.Line > 0 && k.named(p, src) {
			found.moved = abs != rec.Abs && gone(abs)
			return found, true
		}
		if k.named(p, src) || r.claimed(found.id) || !gone(abs) {
			continue
		}
		found.moved = true
		if !ok || filepath.Base(abs) == filepath.Base(rec.Abs) && filepath.Base(m.from) != filepath.Base(rec.Abs) {
			m, ok = found, true
		}
	}
	return m, ok
}

// named is match for a record that names its id itself.
func (r *run) named(id string, rec article.Record) match {
	m := match{id: id}
	p, ok := r.known.byID[id]
	if !ok {
		return m
	}
	m.held, m.same = true, r.known.hash(p) == hashOf(rec.Source.Hash)
	if abs, _, err := r.known.file(p); err == nil && abs != rec.Abs && gone(abs) {
		m.moved, m.from = true, abs
	}
	return m
}

// longerID is the id of a record whose own is that of another file: with as many of the folders above as make it new.
func (r *run) longerID(rec article.Record) string {
	folder := filepath.ToSlash(rec.Abs)
	first, _, _ := strings.Cut(rec.ID, "/") // the root's name
	if i := strings.LastIndex(folder, "/"+first); i >= 0 {
		folder = folder[:i]
	} else {
		folder = path.Dir(folder)
	}
	id := rec.ID
	for folder != "" && folder != "/" && folder != "." {
		id = path.Base(folder) + "/" + id
		if r.free(id) {
			return id
		}
		folder = path.Dir(folder)
	}
	for n := 2; ; n++ {
		if next := fmt.Sprintf("%s~%d", id, n); r.free(next) {
			return next
		}
	}
}

func (r *run) free(id string) bool {
	k := r.known
	if r.before != nil {
		k = r.before
	}
	_, held := k.byID[id]
	return !held && !r.claimed(id)
}

func (r *run) claimed(id string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	_, ok := r.seen[id]
	return ok
}

// gone says whether a file is not there any more. One that can't be looked at may be.
func gone(abs string) bool {
	_, err := os.Lstat(abs)
	return errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) // a folder on the way may be a file now
}
