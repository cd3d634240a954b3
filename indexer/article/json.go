package article

import (
	"errors"
	"fmt"
	"time"

	"timbao/indexer/charset"
)

// parseJSON makes an article of one JSON object with the fields id, title, lead, body, captions, date (or published), author (or
// authors), photographers, byline, section, url and place; others are passed over.
func parseJSON(r Record) (*Article, error) {
	if len(r.fieldMap()) > 0 {
		return r.otherNames(nil)
	}
	hint := r.hint()
	hint.AsIs = true
	text, err := charset.Decode(r.Data, hint)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	o, ok := scanObject(text.String)
	if !ok {
		if o, err = decodeObject([]byte(text.String)); err != nil {
			return nil, err
		}
	}
	if hint.Given == "" && !text.Legacy {
		o.reveal(&text)
	}
	a, err := o.article(r)
	if errors.Is(err, ErrEmpty) {
		return r.otherNames(err)
	}
	if err == nil {
		a.encoded(text)
		r.trace.encoding(r.Rules, text)
	}
	return a, err
}

// reveal decodes the record's strings if they hold text of a legacy encoding, which JSON cannot say otherwise.
func (o *object) reveal(text *charset.Text) {
	legacy, sure, ok := hiddenIn(each((*value).strings, &o.title, &o.lead, &o.body, &o.captions))
	if !ok {
		return
	}
	text.Encoding, text.Confidence = legacy.In(text.Encoding), sure
	revealAll(legacy, each((*value).strings, &o.title, &o.lead, &o.section, &o.place, &o.byline, &o.body, &o.captions, &o.photographers,
		&o.author, &o.authors))
}

// article fills an Article's fields. A title that is there but empty stays empty (the record says that it has none); one that is
// absent is guessed.
func (o *object) article(r Record) (*Article, error) {
	if o.body.lines() > maxLines || o.captions.lines() > maxLines {
		return nil, errTooManyLines
	}
	a := &Article{
		ID: o.id.line(), Title: o.title.line(), Lead: o.lead.line(), Section: o.section.line(), Place: o.place.line(),
		URL: o.url.line(), Byline: o.byline.line(), Body: o.body.paragraphs(), Captions: o.captions.paragraphs(), Source: r.Source,
	}
	if a.ID == "" {
		a.ID = r.ID
	}
	if a.empty() {
		return nil, ErrEmpty
	}
	if len(a.Captions) > 1 {
		p := page{a: &Article{}}
		for _, c := range a.Captions {
			p.addCaption(c)
		}
		a.Captions = p.a.Captions
	}
	if n := len(a.Body); n > 0 {
		a.Body[n-1] = cutEndMark(a.Body[n-1])
	}
	if !o.title.set {
		a.guessTitle(r.trace)
	}
	var swapped bool
	if a.Published, swapped = r.readTime(o.date.or(o.published).line()); swapped {
		a.guess("published")
	}
	o.trace(r.trace, a)
	if swapped {
		r.trace.note("published", bySwappedDate, "")
	}
	o.persons(r.trace, a)
	r.finish(a)
	return a, nil
}

func (a *Article) guessTitle(t *trace) {
	t.note("title", byOpening, "")
	first := a.Lead
	if first == "" && len(a.Body) > 0 {
		first = a.Body[0]
	}
	if first == "" && len(a.Captions) > 0 {
		first = a.Captions[0]
	}
	a.Title = cutAtWord(first, cutTitle)
	a.guess("title")
}

// persons fills authors, photographers and byline from the record's own fields, else from the last paragraph, which keeps it.
func (o *object) persons(t *trace, a *Article) {
	author := o.author.or(o.authors)
	printed := author.line()
	for _, name := range author.paragraphs() {
		a.addPersons(name)
	}
	a.Photographers = appendNew(a.Photographers, o.photographers.paragraphs())
	if a.Byline == "" {
		a.Byline = printed
	}
	if len(a.Authors) == 0 && len(a.Photographers) == 0 && a.Byline != "" {
		a.addPersons(a.Byline)
	}
	if n := len(a.Body); a.Byline == "" && len(a.Authors) == 0 && n > 1 {
		last := a.Body[n-1]
		if len(last) > maxFrameLine {
			return
		}
		b := readByline(last, false)
		if b.empty() {
			b = readSignature(last)
		}
		if !b.empty() {
			a.Authors, a.Photographers, a.Byline = b.writers, b.photographers, last
			a.guess("byline")
			t.note("byline", byLastLine, "")
		}
	}
}

// trace notes for each field that the record has that it has it.
func (o *object) trace(t *trace, a *Article) {
	if t == nil {
		return
	}
	for _, f := range a.fields() {
		if _, ok := t.how[f.name]; !ok && f.name != "id" && sameEvidence[f.name] == "" {
			t.note(f.name, byStatement, "a field of the record")
		}
	}
}

// addPersons reads a byline, or failing that takes the text for one author's name.
func (a *Article) addPersons(s string) {
	if s == "" || len(s) > maxFrameLine {
		return
	}
	b := readByline(s, false) // "Tin, ảnh: A": as names alone, "Tin" would be one
	if b.empty() {
		b = readByline(s, true)
	}
	if b.empty() {
		b.writers = []string{s}
	}
	a.Authors = appendNew(a.Authors, b.writers)
	a.Photographers = appendNew(a.Photographers, b.photographers)
}

// readTime reads a date in the forms of ISO 8601 or any a newspaper prints; zero if it is none. swapped says that the month stood
// first. A time of day that names no zone is in loc.
func readTime(s string, loc *time.Location) (t time.Time, swapped bool) {
	if s == "" {
		return time.Time{}, false
	}
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		if y := t.Year(); y < minYear || y > maxYear {
			return time.Time{}, false
		}
		return inZone(t), false
	}
	var room [maxStampLen]byte
	st, ok := parseStamp(appendFold(room[:0], s[:min(len(s), 2*maxStampLen)]))
	if !ok {
		return time.Time{}, false
	}
	return st.in(loc).when, st.swapped
}
