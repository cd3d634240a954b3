package article

import (
	"time"

	"timbao/indexer/charset"
)

// hint is what the rules say about a record's encoding.
func (r *Record) hint() charset.Hint {
	if r.Rules == nil {
		return charset.Hint{}
	}
	return charset.Hint{Given: r.Rules.Encoding}
}

// readTime is the package's readTime, with the rules' forms of dates before all others.
func (r *Record) readTime(s string) (t time.Time, swapped bool) {
	if s == "" {
		return time.Time{}, false
	}
	if t, ok := r.Rules.Time(s, zone); ok {
		return inZone(t), false
	}
	return readTime(s, r.Rules.Zone(zone))
}

// in is the stamp of a source whose clocks are in loc.
func (s stamp) in(loc *time.Location) stamp {
	if s.local && loc != zone {
		t := s.when
		s.when = time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, loc).In(zone)
	}
	return s
}

// pathDate is the date that an article's path names, if it does.
func (r *Record) pathDate(a *Article) (time.Time, bool) {
	if t, ok := r.Rules.PathTime(a.Source.Location(), zone); ok {
		return t, true
	}
	return pathDate(a.Source.Location())
}

// finish fills from the text and the path what the record did not say itself, and puts what the rules say over it all.
func (r *Record) finish(a *Article) {
	if a.Published.IsZero() {
		if t, ok := r.pathDate(a); ok {
			a.Published = t
			a.guess("published")
			r.trace.note("published", byPathDate, a.Source.Location())
		}
	}
	if a.Place == "" {
		r.dateline(a)
	}
	if r.Rules != nil {
		r.overrule(a)
	}
	if a.Corrects = r.corrects(a); a.Corrects != nil {
		r.trace.note("corrects", byWords, "")
	}
	if a.ID != r.ID {
		r.trace.note("id", byStatement, "")
	}
}

func (r *Record) dateline(a *Article) {
	first := a.Lead
	if first == "" && len(a.Body) > 0 {
		first = a.Body[0]
	}
	place, sure := dateline(first)
	a.Place = place
	switch {
	case place == "":
	case sure:
		r.trace.note("place", byDateline, "")
	default:
		a.guess("place")
		r.trace.note("place", byMaybeLine, "")
	}
}

// inZone is t in the newspaper's zone; the zero time stays zero.
func inZone(t time.Time) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}
