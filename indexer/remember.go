package indexer

import (
	"os"
	"path/filepath"

	"github.com/blevesearch/bleve/v2"

	"timbao/indexer/account"
	"timbao/indexer/generation"
	"timbao/indexer/schema"
	"timbao/indexer/sidecar"
)

// remembered is the index that a rebuild takes the place of.
type remembered struct {
	index bleve.Index
}

// remember opens the index before a rebuild, so that articles which were renamed keep their ids. One that can't be read is what rebuilds
// are for: then nothing is remembered, and ids follow from the paths.
func (r *run) remember(g generation.Generation) {
	if g.Number == 0 || g.Manifest.Format != schema.FormatVersion || !whole(g) {
		return
	}
	defer func() {
		if recover() != nil { // damage that no check has found
			r.forget()
		}
	}()
	var err error
	if r.previous.index, err = schema.OpenBleve(g.Dir, true); err != nil {
		return
	}
	folder := sidecar.OpenFolder(g.Dir)
	ledger, err := account.Read(folder)
	if folder.Close() != nil || err != nil {
		r.forget()
		return
	}
	if r.before, err = readKnown(r.previous.index, ledger); err != nil {
		r.forget()
	}
}

// forget closes what remember has opened.
func (r *run) forget() {
	r.before.close()
	r.before = nil
	if r.previous.index != nil {
		_ = r.previous.index.Close() // only read
		r.previous.index = nil
	}
}

// whole tells whether a generation's files are there in full size.
func whole(g generation.Generation) bool {
	for _, f := range g.Manifest.Files {
		info, err := os.Lstat(filepath.Join(g.Dir, filepath.FromSlash(f.Name)))
		if err != nil || !info.Mode().IsRegular() || info.Size() != f.Size {
			return false
		}
	}
	return true
}
