package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"timbao/indexer/profile"
)

// page takes a page of text apart: the header (section, title, date) from the top, the tail (byline, notes) from the bottom, and
// the content between them. Every step only narrows lines[top:end].
type page struct {
	a     *Article
	rules *profile.Rules
	trace *trace
	said  said // by the profile

	labelledTitle bool // a label says what the title is
	lines         []line
	top           int
	end           int
	headed        bool   // there is a header, with a date line
	dated         bool   // a date line was found, there or in the tail
	near          string // beside the date: the section, if nothing says it better
	lead          string // the lead, if the file states it
	weakLead      string // what may be the lead, if a line of the text agrees
	scratch       []byte // folded copy of the line being looked at
	caps          map[string]struct{}
}

// Bounds of the page's frame.
const (
	maxFrameLine = 200  // bytes of a line that can be anything but text
	headerLines  = 8    // lines at the top among which the date is looked for
	tailLines    = 8    // lines at the bottom that can be byline or notes
	maxTitle     = 400  // bytes of a title; a longer first line is a paragraph
	cutTitle     = 160  // bytes of the title made of such a paragraph
	maxKicker    = 5    // words of an unlabelled section line above the title
	maxLead      = 1500 // bytes of a lead; a longer first paragraph is body
	manyCaptions = 8    // captions from which on doubles are found by hash
)

func (p *page) read() {
	p.end = len(p.lines)
	p.header()
	p.tail()
	p.content()
}

func (p *page) guess(name string) { p.a.guess(name) }

func (a *Article) guess(name string) {
	if !slices.Contains(a.Guessed, name) {
		a.Guessed = append(a.Guessed, name)
	}
}

// header reads the title and what stands around it, up to the first line of text.
func (p *page) header() {
	at, st := p.dateLine()
	if at < 0 {
		p.bareHeader()
		return
	}
	p.setStamp(st, p.lines[at].text)
	p.headed, p.dated = true, true
	above := p.lines[:at]
	p.top = at + 1
	rest := p.aboveDate(above)
	for p.top < p.end && p.frame(p.lines[p.top].text) {
		p.top++
	}
	if p.a.Title == "" && p.top < p.end {
		p.a.Title = p.lines[p.top].text
		p.trace.note("title", byBelowDate, "")
		p.top++
	}
	for p.top < p.end && (p.frame(p.lines[p.top].text) || p.lines[p.top].text == p.a.Title) {
		p.top++
	}
	p.sectionBesideDate()
	// Text that stood above the date goes before the rest, over lines that are used up.
	p.top -= len(rest)
	copy(p.lines[p.top:], rest)
}

func (p *page) sectionBesideDate() {
	if p.a.Section == "" && p.near != "" {
		p.a.Section = p.near
		p.guess("section")
		p.trace.note("section", byDateSide, "")
	}
}

// aboveDate sorts the lines above the date: sections and addresses, the title, and what is left and belongs to the text.
func (p *page) aboveDate(above []line) []line {
	var rest []line
	for _, l := range above {
		if !p.frame(l.text) {
			rest = append(rest, l)
		}
	}
	if len(rest) >= 2 && isKicker(rest[0].text, rest[1].text) {
		p.kicker(rest[0].text)
		rest = rest[1:]
	}
	if len(rest) == 0 || p.labelledTitle {
		return rest
	}
	title := rest[0].text
	rest = rest[1:]
	for len(rest) > 0 && rest[0].text == title {
		rest = rest[1:]
	}
	// A headline broken into two lines goes on in lower case.
	for len(rest) > 0 && !rest[0].gap && startsLower(rest[0].text) && len(title)+len(rest[0].text) < maxTitle {
		title += " " + rest[0].text
		rest = rest[1:]
	}
	p.a.Title = title
	p.trace.note("title", byAboveDate, "")
	return rest
}

func (p *page) kicker(s string) {
	if p.a.Section == "" {
		p.a.Section = s
		p.guess("section")
		p.trace.note("section", byKicker, "")
	}
}

// isKicker reports whether first is a short unlabelled section line above the title next.
func isKicker(first, next string) bool {
	return len(first) < len(next) && wordsOf(first, maxKicker) <= maxKicker && !endsSentence(first) && !startsLower(next) && !strings.HasSuffix(next, ".") && !strings.HasSuffix(next, ":") &&
		strings.IndexFunc(first, unicode.IsDigit) < 0
}

func startsLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// bareHeader takes the first line for the title of a text that has no date line.
func (p *page) bareHeader() {
	for p.top < p.end-1 && p.frame(p.lines[p.top].text) {
		p.top++
	}
	if p.top == p.end || p.labelledTitle {
		return
	}
	p.guess("title")
	p.joinBareTitle()
	first := p.lines[p.top].text
	if len(first) > maxTitle {
		p.a.Title = cutAtWord(first, cutTitle)
		p.trace.note("title", byOpening, "")
		return // the paragraph stays in the text, whole
	}
	p.a.Title = first
	p.trace.note("title", byFirstLine, "")
	p.top++
}

// joinBareTitle joins a first line that was broken in mid-sentence with the line or two that it goes on in, if a blank line follows.
func (p *page) joinBareTitle() {
	n := 1
	for p.top+n < p.end && !p.lines[p.top+n].gap && !p.lines[p.top+n].block {
		n++
	}
	title := p.lines[p.top : p.top+n]
	if n < 2 || n > 3 || p.top+n == p.end || strings.HasSuffix(title[n-1].text, ".") || strings.HasSuffix(title[n-1].text, ":") {
		return
	}
	whole := title[0].text
	for _, l := range title[1:] {
		if !startsLower(l.text) && utf8.RuneCountInString(title[0].text) < minWrap {
			return
		}
		whole += " " + l.text
	}
	if len(whole) > maxTitle {
		return
	}
	p.top += n - 1
	p.lines[p.top].text = whole
}

// cutAtWord is the longest prefix of s of at most n bytes that ends at a sentence or else a word.
func cutAtWord(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	s = s[:n]
	if i := strings.LastIndex(s, ". "); i > n/3 {
		return trim(s[:i+1])
	}
	if i := strings.LastIndexByte(s, ' '); i > 0 {
		s = s[:i]
	}
	return trim(s)
}

// frame reads a line of the page's frame: a labelled field, an address or a breadcrumb.
func (p *page) frame(s string) bool {
	if len(s) > maxTitle+maxLabel {
		return false
	}
	f, value := labelled(s)
	if len(s) > maxFrameLine && f != fieldTitle {
		return false
	}
	switch f {
	case fieldSection:
		if section, ok := breadcrumb(value, p.a.Title); ok {
			value = section
		}
		p.a.Section = value
		p.trace.note("section", byLabel, s)
	case fieldAuthor:
		p.setByline(readByline(value, true), s, byLabel)
	case fieldTitle:
		if p.a.Title != "" || p.labelledTitle {
			return false // words of the text
		}
		p.a.Title, p.labelledTitle = value, true
		p.trace.note("title", byLabel, "")
	case fieldURL:
		if p.a.URL == "" {
			p.a.URL = value
			p.trace.note("url", byAddress, s)
		}
	default:
		section, ok := breadcrumb(s, p.a.Title)
		if !ok {
			return false
		}
		if p.a.Section == "" {
			p.a.Section = section
			p.trace.note("section", byBreadcrumb, s)
		}
	}
	return true
}

// dateLine finds the line at the top that holds the publishing time and nothing else.
func (p *page) dateLine() (int, stamp) {
	first := -1
	var found stamp
	for i := 0; i < min(len(p.lines), headerLines); i++ {
		st, ok := p.stampLine(p.lines[i].text, i > 0)
		if left, right, pair := strings.Cut(p.lines[i].text, "|"); !ok && i == 0 && pair {
			st, ok = p.stampPair(trim(left), trim(right))
		}
		if !ok {
			continue
		}
		if i > 0 {
			return i, st
		}
		// A first line that is a date is the title if another date line follows ("Ngày 30 tháng 4 năm 1975").
		first, found = i, st
	}
	return first, found
}

func (p *page) setStamp(st stamp, line string) {
	p.a.Published = st.when
	p.trace.note("published", byDateLine, line)
	if st.swapped {
		p.guess("published")
		p.trace.note("published", bySwappedDate, line)
	}
}

// stampLine reads a date line; with prefix, also one that has a section or a place in front: "Thời sự | 14/01/2020 19:23",
// "Tây Ninh, ngày 14 tháng 1 năm 2020".
func (p *page) stampLine(s string, prefix bool) (stamp, bool) {
	if len(s) > maxFrameLine || !strings.ContainsAny(s, "0123456789") {
		return stamp{}, false
	}
	if st, ok := p.stamp(s); ok || !prefix {
		return st, ok
	}
	if i := strings.IndexByte(s, '|'); i > 0 {
		return p.stampPair(trim(s[:i]), trim(s[i+1:]))
	}
	if i := strings.IndexByte(s, ','); i > 0 && wordsOf(s[:i], maxKicker) <= maxKicker && isCapitalised(s[:i]) {
		if st, ok := p.stamp(trim(s[i+1:])); ok {
			if p.a.Place == "" {
				p.a.Place = trim(s[:i])
				p.trace.note("place", byDatedPlace, s)
			}
			return st, true
		}
	}
	return stamp{}, false
}

// stamp reads a text that is a date and nothing else, first as the profile writes dates.
func (p *page) stamp(s string) (stamp, bool) {
	if when, ok := p.rules.Time(s, zone); ok {
		return stamp{when: inZone(when)}, true
	}
	p.scratch = appendFold(p.scratch[:0], s)
	st, ok := parseStamp(p.scratch)
	return st.in(p.rules.Zone(zone)), ok
}

// stampPair reads the two sides of a "section | date" line, in either order.
func (p *page) stampPair(left, right string) (stamp, bool) {
	other := left
	st, ok := p.stamp(right)
	if !ok {
		other = right
		st, ok = p.stamp(left)
	}
	if ok && wordsOf(other, maxKicker) <= maxKicker {
		p.near = other
	}
	return st, ok
}
