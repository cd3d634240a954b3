package indexer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"timbao/indexer/account"
	"timbao/indexer/article"
	"timbao/indexer/generation"
	"timbao/indexer/profile"
	"timbao/indexer/schema"
)

// dryRun is Run without writing: it reads the articles and says what would become of each.
func dryRun(ctx context.Context, o Options, profiles *profile.Finder, begun time.Time) (Report, error) {
	r := &run{Options: o, profiles: profiles, seen: map[string]article.Source{}}
	err := r.rehearse(ctx)
	r.close()
	if err != nil && ctx.Err() != nil {
		err = fmt.Errorf("interrupted: %w", ctx.Err())
	}
	rep := r.account(begun)
	if err == nil {
		rep.Articles += rep.New - rep.Removed
	}
	return rep, err
}

func (r *run) rehearse(ctx context.Context) error {
	release, err := r.openCurrent()
	if err != nil {
		return err
	}
	defer release() //nolint:errcheck // nothing was written
	defer r.close()
	if err := r.readAll(ctx); err != nil {
		return err
	}
	if !r.Prune {
		return nil
	}
	removed, err := r.vanished()
	r.report.Removed = len(removed)
	return err
}

// openCurrent opens the index as it is, for reading. Where there is none, or a rebuild is rehearsed, nothing is known.
func (r *run) openCurrent() (release func() error, err error) {
	gen, release, err := r.acquire()
	if err != nil {
		return nil, err
	}
	if gen.Number == 0 {
		r.ledger = r.settleRoots(account.Ledger{})
		r.known = newKnown(r.ledger)
		return release, nil
	}
	r.report.Generation, r.report.Articles, r.report.IndexBytes = gen.Number, gen.Manifest.Documents, gen.Manifest.Bytes()
	if r.idx, err = schema.OpenBleve(gen.Dir, true); err != nil {
		err = fmt.Errorf("%w: open the index of %s: %w", ErrDamaged, r.Dir, err)
	} else {
		err = r.know(gen.Dir)
	}
	if err != nil {
		r.close()
		return nil, errors.Join(err, release())
	}
	return release, nil
}

// acquire holds the current generation; its number is 0 if there is none to look at.
func (r *run) acquire() (gen generation.Generation, release func() error, err error) {
	nothing := func() error { return nil }
	if r.Rebuild {
		return gen, nothing, nil
	}
	store, err := generation.Open(r.Dir, schema.StoreOptions())
	if err == nil {
		gen, release, err = store.Acquire()
	}
	if errors.Is(err, ErrNoIndex) {
		return generation.Generation{}, nothing, nil
	}
	return gen, release, err
}
