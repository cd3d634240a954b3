package article

import (
	"slices"
	"time"

	"timbao/indexer/charset"
	"timbao/indexer/document"
	"timbao/indexer/profile"
)

// Allowed is what a profile may name: the formats that are read, the encodings, and the fields that a record can have.
func Allowed() profile.Allowed {
	return profile.Allowed{Formats: FormatNames(), Encodings: charset.Names(), Fields: []string{"id", "title", "lead", "body", "captions",
		"published", "authors", "photographers", "byline", "section", "place", "url"}}
}

// said is what lines of a page say by the profile's labels and patterns.
type said struct {
	published              time.Time
	writers, photographers []string
	byline                 string
	section, place, url    string
}

// heedRules takes the lines that the profile has labels or patterns for out of the page, before anything is guessed from them.
func (p *page) heedRules() {
	if p.rules == nil {
		return
	}
	kept := p.lines[:0]
	for _, l := range p.lines {
		field, value, ok := p.rules.ReadLine(l.text)
		switch {
		case !ok:
			kept = append(kept, l)
		case field == profile.FieldCaption:
			if value != "" {
				l.text, l.kind = value, document.Caption
				kept = append(kept, l)
			}
		case field != profile.FieldDrop && !p.say(field, value, l.text):
			kept = append(kept, l)
		}
	}
	p.lines = kept
}

// say notes what a line says by a rule; false if the value is none for that field. The first of several lines counts, but persons are
// all kept.
func (p *page) say(field profile.Field, value, line string) bool {
	s := &p.said
	set := func(to *string) bool {
		if *to == "" {
			*to = value
		}
		return value != ""
	}
	switch field {
	case profile.FieldSection:
		return set(&s.section)
	case profile.FieldPlace:
		return set(&s.place)
	case profile.FieldURL:
		return set(&s.url)
	case profile.FieldPublished:
		r := Record{Rules: p.rules}
		when, _ := r.readTime(value)
		if s.published.IsZero() {
			s.published = when
		}
		return !when.IsZero()
	}
	names := splitPersons(value)
	if len(names) == 0 {
		return false
	}
	if field == profile.FieldPhotographer {
		s.photographers = appendNew(s.photographers, names)
	} else {
		s.writers = appendNew(s.writers, names)
	}
	if s.byline != "" {
		s.byline += "; "
	}
	s.byline += line
	return true
}

// heedSaid puts what the lines said over what was read otherwise.
func (p *page) heedSaid() {
	if p.rules == nil {
		return
	}
	a, s := p.a, &p.said
	set := func(name, value string, to *string) {
		if value != "" {
			*to = value
			a.sure(name)
			p.trace.note(name, byProfile, "a line of the text")
		}
	}
	set("section", s.section, &a.Section)
	set("place", s.place, &a.Place)
	set("url", s.url, &a.URL)
	set("byline", s.byline, &a.Byline)
	if !s.published.IsZero() {
		a.Published = s.published
		a.sure("published")
		p.trace.note("published", byProfile, "a line of the text")
	}
	if len(s.writers) > 0 {
		a.Authors = s.writers
	}
	if len(s.photographers) > 0 {
		a.Photographers = s.photographers
	}
}

// overrule puts what the rules say about all articles of a file over what was read.
func (r *Record) overrule(a *Article) {
	set := func(name, value, why string, to *string) {
		if value != "" {
			*to = value
			a.sure(name)
			r.trace.note(name, byProfile, why)
		}
	}
	section, why := r.Rules.SectionOf(a.Section, a.Source.Location())
	set("section", section, why, &a.Section)
	set("place", r.Rules.Place, "place", &a.Place)
	if t, ok := r.Rules.PathTime(a.Source.Location(), zone); ok && slices.Contains(a.Guessed, "published") {
		a.Published = inZone(t)
		a.sure("published")
		r.trace.note("published", byProfile, "path_dates")
	}
	if r.Rules.Renames() {
		a.Authors, a.Photographers = r.rename(a.Authors), r.rename(a.Photographers)
	}
}

// rename gives persons the names that the profile has for them.
func (r *Record) rename(names []string) []string {
	var out []string
	for _, name := range names {
		if known := r.Rules.Person(name); known != "" {
			out = appendNew(out, []string{known})
		}
	}
	return out
}
