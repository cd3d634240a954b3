package indexer

import (
	"cmp"
	"fmt"
	"sort"
	"strings"
	"time"

	"timbao/indexer/article"
)

// settle decides which article a parsed record is, and takes its id. It says no, and accounts for it, when another record of this run
// has the id.
func (r *run) settle(m match, a *article.Article, rec article.Record) (match, bool) {
	if a.ID != rec.ID {
		m = r.named(strings.Clone(a.ID), rec)
		return m, r.claim(m.id, rec)
	}
	for !r.take(m.id, rec) {
		again := r.match(rec) // another worker may have been faster
		if again.id == m.id {
			return m, r.claim(m.id, rec)
		}
		m = again
	}
	return m, true
}

// take takes an id for a record, unless another record of this run has it.
func (r *run) take(id string, rec article.Record) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.seen[id]; ok {
		return false
	}
	r.seen[id] = rec.Source
	return true
}

// claim is take that accounts for a refusal.
func (r *run) claim(id string, rec article.Record) bool {
	if r.take(id, rec) {
		return true
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	first := r.seen[id]
	where := first.Location()
	if first.Line > 0 {
		where = fmt.Sprintf("%s line %d", where, first.Line)
	}
	r.report.Skipped = append(r.report.Skipped, article.Skip{Path: rec.Source.Path, Inside: rec.Source.Inside, Line: rec.Source.Line,
		Reason: fmt.Sprintf("its id %q is taken by %s in the same run", id, where)})
	return false
}

// keep accounts for a record that the index has as it is.
func (r *run) keep(id string, rec article.Record) {
	r.unchanged.Add(1)
	r.list(Change{Kind: Unchanged, ID: id, Path: rec.Source.Location(), Line: rec.Source.Line})
}

// count accounts for an analysed article.
func (r *run) count(a *article.Article, m match) {
	r.added.Add(1)
	size := int64(len(a.Title) + len(a.Lead))
	for _, l := range [][]string{a.Body, a.Captions} {
		for _, s := range l {
			size += int64(len(s))
		}
	}
	c := Change{Kind: New, ID: a.ID, Path: a.Source.Location(), Line: a.Source.Line}
	switch {
	case m.held && m.same && m.moved:
		c.Kind, c.From = Renamed, m.from
	case m.held:
		c.Kind = Changed
	}
	r.list(c)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.TextBytes += size
	if r.report.Formats == nil {
		r.report.Formats, r.report.Encodings = map[string]int{}, map[string]int{}
	}
	r.report.Formats[a.Source.Format]++
	r.report.Encodings[strings.Clone(a.Source.Encoding)]++
	if len(a.Guessed) > 0 {
		r.report.Guessed++
	}
	if m.held {
		r.replaced = append(r.replaced, a.ID)
	}
	if m.moved {
		r.moves = append(r.moves, move{m.from, a.Source.Path})
	}
	if c.Kind == Renamed {
		r.report.Renamed++
	}
}

// skip accounts for an input that can't be read, or has nothing to read.
func (r *run) skip(s article.Skip) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.Beside {
		r.report.Beside++
		return
	}
	r.report.Skipped = append(r.report.Skipped, s)
	r.unread = append(r.unread, s)
}

// list names a change in the report, where that is asked for.
func (r *run) list(c Change) {
	if !r.DryRun {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.report.Changes = append(r.report.Changes, c)
}

// account completes the report.
func (r *run) account(begun time.Time) Report {
	r.mu.Lock()
	defer r.mu.Unlock()
	rep := r.report
	rep.Read, rep.Unchanged, rep.Changed = int(r.read.Load()), int(r.unchanged.Load()), len(r.replaced)-rep.Renamed
	rep.New = int(r.added.Load()) - len(r.replaced)
	sort.Slice(rep.Skipped, func(i, j int) bool {
		a, b := rep.Skipped[i], rep.Skipped[j]
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Inside, b.Inside), cmp.Compare(a.Line, b.Line)) < 0
	})
	sort.Slice(rep.Changes, func(i, j int) bool {
		a, b := rep.Changes[i], rep.Changes[j]
		if a.Path != b.Path || a.Line != b.Line {
			return a.Path < b.Path || a.Path == b.Path && a.Line < b.Line
		}
		return a.ID < b.ID
	})
	rep.Took = time.Since(begun)
	return rep
}
