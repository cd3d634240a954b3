package article

import (
	"slices"
	"strings"

	"timbao/indexer/document"
)

// state puts what the file states over what its layout said.
func (r *Record) state(a *Article, d *document.Document) {
	f := &d.Fields
	said := func(name string) { r.trace.note(name, byStatement, d.Origin[name]) }
	for _, name := range [...]string{"title", "lead", "captions"} { // which the page took over
		if o := d.Origin[name]; o != "" && r.trace != nil && r.trace.how[name].origin == OriginMeta {
			said(name)
		}
	}
	if when, swapped := r.readTime(line1(f.Published)); !when.IsZero() {
		a.Published = when
		a.sure("published")
		said("published")
		if swapped {
			a.guess("published")
			r.trace.note("published", bySwappedDate, d.Origin["published"])
		}
	}
	if s := sectionOf(line1(f.Section), a.Title); s != "" {
		a.Section = s
		a.sure("section")
		said("section")
	}
	if s := line1(f.Place); s != "" {
		a.Place = s
		said("place")
	}
	if s := line1(f.URL); s != "" {
		a.URL = s
		said("url")
	}
	if a.statePersons(f) {
		said("byline")
	}
}

// statePersons puts the stated persons over those of the text's byline, which stays as the printed one.
func (a *Article) statePersons(f *document.Fields) (stated bool) {
	if s := line1(f.Byline); s != "" {
		a.Byline = s
		a.Authors, a.Photographers = nil, nil
		a.addPersons(s)
		stated = true
	}
	var named Article
	for _, name := range f.Authors {
		if name = line1(name); !isAccount(name) {
			named.addPersons(name)
		}
	}
	if len(named.Authors) > 0 {
		a.Authors = named.Authors
		stated = true
		if a.Byline == "" {
			a.Byline = strings.Join(named.Authors, ", ")
		}
	}
	a.Photographers = appendNew(a.Photographers, named.Photographers)
	for _, name := range f.Photographers {
		if name = line1(name); name != "" {
			a.Photographers = appendNew(a.Photographers, []string{name})
		}
	}
	if stated {
		a.sure("byline")
	}
	return stated
}

// fillWeak fills what neither the file nor its text says from what a program wrote.
func (r *Record) fillWeak(a *Article, f *document.Fields) {
	if s := sectionOf(line1(f.Section), a.Title); a.Section == "" && s != "" {
		a.Section = s
		a.guess("section")
		r.trace.note("section", byProgram, "")
	}
	if s := line1(f.URL); a.URL == "" && s != "" {
		a.URL = s
		a.guess("url")
		r.trace.note("url", byProgram, "")
	}
	if _, ok := r.pathDate(a); a.Published.IsZero() && !ok {
		if a.Published, _ = r.readTime(line1(f.Published)); !a.Published.IsZero() {
			a.guess("published")
			r.trace.note("published", byProgram, "")
		}
	}
	if len(a.Authors)+len(a.Photographers) > 0 {
		return
	}
	for _, name := range f.Authors {
		if name = line1(name); wordsOf(name, 2) >= 2 && isCapitalised(name) && !isAccount(name) {
			a.addPersons(name)
			a.guess("byline")
			r.trace.note("byline", byProgram, "")
		}
	}
}

// sure takes back that a field is a guess.
func (a *Article) sure(name string) {
	a.Guessed = slices.DeleteFunc(a.Guessed, func(g string) bool { return g == name })
	if len(a.Guessed) == 0 {
		a.Guessed = nil
	}
}
