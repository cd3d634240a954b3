package correct

import (
	"cmp"
	"html"
	"math"
	"slices"
	"strings"

	"timbao/indexer/lexicon"
	"timbao/indexer/vietnamese"
	"timbao/search/query"
)

// Kind says what a proposal does.
type Kind string

// The kinds of proposals.
const (
	Accents  Kind = "accents"  // gives words the accents that were not typed
	Spelling Kind = "spelling" // mends slips, and gives accents beside that
	Telex    Kind = "telex"    // reads raw Telex keystrokes
	VNI      Kind = "vni"      // reads raw VNI keystrokes
)

// Proposal is a query that may be what was meant.
type Proposal struct {
	Query string
	Kind  Kind
	HTML  string  // the query, escaped, with <em> around the words that are changed
	Gain  float64 // ln of how much more probable it is than what was typed, less the cost of its slips
}

// Corrector makes proposals from an archive's words. Memory is that of its lexicon.
type Corrector struct {
	m      *lexicon.Model
	docs   func(term string) int
	absent float32 // cost of a word that no article has
}

// New returns a Corrector. docs says in how many articles a term of the text stands: a word that the lexicon does not know may be in
// the archive all the same, though rarely.
func New(m *lexicon.Model, docs func(term string) int) *Corrector {
	absent := math.Log(float64(m.Tokens()+1)) - smallArchive
	return &Corrector{m, docs, float32(min(max(absent, 0), costAbsent))}
}

// smallArchive is ln of the number of words up to which it says nothing that an archive lacks a word.
const smallArchive = 11

// leastKeys is the least gain of a proposal that reads keystrokes: short ones are words of other languages, too.
const leastKeys = 6

// Propose returns what the query may mean, best first; nothing for a query that is most probable as it stands. It returns
// query.Parse's error for one that can't be understood. It takes some 0.5 ms for a headline; its time grows with the number of words.
func (c *Corrector) Propose(text string) ([]Proposal, error) {
	all, err := runs(text)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	q := &asked{Corrector: c, text: text}
	for _, r := range all {
		q.accented = q.accented || slices.ContainsFunc(r, func(t token) bool { return t.accented })
	}
	q.typed = q.read(all, func(*token) []candidate { return nil })
	accents := q.read(all, q.accents)
	if q.likely(all, accents) {
		q.offer(Accents, accents)
	}
	q.suspect(all, accents)
	if r := q.spelling(all); r.slipped {
		q.offer(Spelling, r)
	}
	for kind, read := range keyboards {
		if r := q.read(all, func(t *token) []candidate { return q.keys(t, read) }); r.score-q.typed.score >= leastKeys {
			q.offer(kind, r)
		}
	}
	slices.SortStableFunc(q.out, func(a, b Proposal) int {
		return cmp.Or(cmp.Compare(b.Gain, a.Gain), cmp.Compare(a.Kind, b.Kind))
	})
	return q.out, nil
}

// likely says whether accents are more than a guess: those of a lone word must be the ones that it has in most places.
func (q *asked) likely(all []run, r reading) bool {
	if len(all) > 1 || len(all[0]) > 1 {
		return true
	}
	folded, _ := vietnamese.Split(all[0][0].terms[0])
	sum := 0
	for _, w := range q.forms(folded) {
		sum += q.m.Count(w)
	}
	return 2*q.m.Count(r.words[0][0]) > sum
}

// asked is a query while proposals are made for it.
type asked struct {
	*Corrector
	text     string
	accented bool // some word was typed with accents
	typed    reading
	out      []Proposal
}

// offer makes a proposal of a reading that is better than what was typed.
func (q *asked) offer(kind Kind, r reading) {
	p := Proposal{Kind: kind, Gain: r.score - q.typed.score}
	if len(r.changes) == 0 || p.Gain <= 0 {
		return
	}
	p.Query, p.HTML = r.write(q.text)
	if sameShape(q.text, p.Query) {
		q.out = append(q.out, p)
	}
}

// reading is the best sequence of a reading.
type reading struct {
	score   float64
	words   [][]lexicon.Word // by run and token; the first of a code
	changes []change
	slipped bool // some word is changed in more than the accents that were not typed
}

// change is a place of the query that is to be written otherwise.
type change struct {
	start, end int
	text       string
}

// write makes the changes in a query.
func (r *reading) write(text string) (plain, marked string) {
	var p, m strings.Builder
	at := 0
	for _, ch := range r.changes {
		p.WriteString(text[at:ch.start] + ch.text)
		m.WriteString(html.EscapeString(text[at:ch.start]) + "<em>" + html.EscapeString(ch.text) + "</em>")
		at = ch.end
	}
	return p.String() + text[at:], m.String() + html.EscapeString(text[at:])
}

// sameShape says whether two queries differ in words alone.
func sameShape(a, b string) bool {
	x, err := query.Parse(a)
	if err != nil {
		return false
	}
	y, err := query.Parse(b)
	return err == nil && alike(x, y)
}

func alike(a, b query.Node) bool {
	switch a := a.(type) {
	case *query.Words:
		b, ok := b.(*query.Words)
		return ok && a.Field == b.Field
	case *query.Phrase:
		b, ok := b.(*query.Phrase)
		return ok && a.Field == b.Field
	case *query.Not:
		b, ok := b.(*query.Not)
		return ok && alike(a.Node, b.Node)
	case *query.And:
		b, ok := b.(*query.And)
		return ok && slices.EqualFunc(a.Nodes, b.Nodes, alike)
	case *query.Or:
		b, ok := b.(*query.Or)
		return ok && slices.EqualFunc(a.Nodes, b.Nodes, alike)
	case nil:
		return b == nil
	}
	return b != nil && a.String() == b.String() // prefixes and dates
}
