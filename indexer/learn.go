package indexer

import (
	"context"

	"timbao/indexer/harvest"
	"timbao/indexer/lexicon"
	"timbao/indexer/segment"
	"timbao/indexer/shorthand"
	"timbao/indexer/sidecar"
)

// countChanges names, in a manifest, the number of articles written and removed since the index was begun: how far sidecars have
// drifted is counted by it.
const countChanges = "changes"

// sidecars are the builders of what stands beside the segments. Each works on the whole archive, one after the other.
func (r *run) sidecars() []sidecar.Builder {
	return []sidecar.Builder{harvest.Builder(), lexicon.Builder(), shorthand.Builder(), r.ledger.Builder()}
}

// learned says whether the draft has every sidecar in a state that a run without changes may leave. An index of an older program
// may lack some.
func (r *run) learned() bool {
	before := r.draft.Previous().Manifest
	return sidecar.Fresh(r.draft.Dir(), r.sidecars(), sidecar.State{Articles: int64(before.Documents), Changes: before.Counts[countChanges]})
}

// learn brings the sidecars up to date with the given number of articles, those of the segments that the run has written and what
// is left of the older ones.
func (r *run) learn(ctx context.Context, written []*segment.Segment, count, gone int64) error {
	r.changes = r.draft.Previous().Manifest.Counts[countChanges]
	if r.Rebuild {
		r.changes = 0
	}
	r.changes += r.added.Load() + gone
	var sources []sidecar.Source
	for i, s := range r.known.segs {
		sources = append(sources, sidecar.Source{Segment: s, Deleted: r.known.deleted[i]})
	}
	for _, s := range written {
		sources = append(sources, sidecar.Source{Segment: s})
	}
	state := sidecar.State{Articles: count, Changes: r.changes}
	return sidecar.Update(ctx, r.draft.Dir(), r.sidecars(), sidecar.NewCorpus(sources), state)
}
