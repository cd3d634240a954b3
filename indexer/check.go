package indexer

import (
	"context"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"time"

	"timbao/indexer/generation"
	"timbao/indexer/schema"
	"timbao/indexer/segment"
)

// Problem is one thing that is not as it was published.
type Problem = generation.Problem

// KindIndex is the kind of a problem that the walk through the index finds in files whose hashes are right: a fault of the program that
// wrote them, or of the memory it wrote from.
const KindIndex generation.Kind = "index"

// CheckReport is the account of a Check.
type CheckReport struct {
	Generation uint64        `json:"generation"` // the one looked at; 0 if there is none that can be read
	Articles   int           `json:"articles"`   // in it, as its manifest says
	Files      int           `json:"files"`      // looked at
	Bytes      int64         `json:"bytes"`      // of these files, as published
	Deep       bool          `json:"deep"`
	Problems   []Problem     `json:"problems"`
	Took       time.Duration `json:"-"`
}

// Damaged tells whether a problem means that the index is not what was published.
func (r CheckReport) Damaged() bool {
	for _, p := range r.Problems {
		if p.Damage() {
			return true
		}
	}
	return false
}

// Check compares an index folder with what was published in it: which files there are, and how long they are, in some milliseconds.
// With deep it also reads every file and compares its hash, and where the hashes are right walks through the index and unpacks every
// article: about as long as it took to write. It works beside readers and writers. The error says that the check could not be done:
// ErrNoIndex, ErrVersion or ctx's; damage is not an error but in the report.
func Check(ctx context.Context, dir string, deep bool) (CheckReport, error) {
	begun := time.Now()
	r := CheckReport{Deep: deep, Problems: []Problem{}}
	store, err := generation.Open(dir, schema.StoreOptions())
	if err != nil {
		return r, err
	}
	problems, err := store.Check(ctx, deep)
	r.Problems = append(r.Problems, problems...)
	if err != nil {
		return r, err
	}
	g, release, err := store.Acquire()
	if errors.Is(err, ErrDamaged) {
		return r, nil // which the problems say
	}
	if err != nil {
		return r, err
	}
	defer release() //nolint:errcheck // only read
	r.Generation, r.Articles, r.Files, r.Bytes = g.Number, g.Manifest.Documents, len(g.Manifest.Files), g.Manifest.Bytes()
	if deep && !r.Damaged() {
		if err := walk(ctx, g); err != nil {
			if ctx.Err() != nil {
				return r, ctx.Err()
			}
			r.Problems = append(r.Problems, Problem{Path: path.Join(filepath.Base(g.Dir), schema.IndexFolder), Kind: KindIndex, Detail: err.Error()})
		}
	}
	r.Took = time.Since(begun)
	return r, nil
}

// walk reads a generation's index from end to end.
func walk(ctx context.Context, g generation.Generation) error {
	a, err := openArchive(g)
	if err != nil {
		return err
	}
	defer a.close()
	live := 0
	for i, s := range a.segments {
		if err := s.Verify(ctx); err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(s.Path()), err)
		}
		for doc := range s.Docs() {
			if a.deleted[i].Contains(doc) {
				continue
			}
			live++
			if _, err := a.article(i, doc); err != nil {
				return err
			}
		}
	}
	if live != g.Manifest.Documents {
		return fmt.Errorf("%w: %d articles instead of %d", segment.ErrDamaged, live, g.Manifest.Documents)
	}
	return nil
}
