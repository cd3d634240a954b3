package search

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"timbao/indexer/suggestion"
	"timbao/search/query"
	"timbao/search/snippet"
)

// The limits of a SuggestRequest.
const (
	DefaultSuggestions = 10
	MaxSuggestions     = 50
	MaxPrefix          = suggestion.MaxPrefix // bytes
)

// maxExamined bounds the matches that one request looks at; so many near-identical ones are hardly ever in an archive.
const maxExamined = 2000

// SuggestRequest asks what to offer to somebody who is typing. The zero value asks for nothing.
type SuggestRequest struct {
	Prefix string   `json:"q"`               // what was typed so far, at most MaxPrefix bytes; its last word may be half-typed
	Limit  int      `json:"limit,omitempty"` // suggestions wanted, 1…MaxSuggestions; 0 means DefaultSuggestions
	Kinds  []string `json:"kind,omitempty"`  // only suggestions of these kinds (SuggestKinds); none means all
}

// Suggestion is something that can be searched for, or in the case of a title read.
type Suggestion struct {
	Text  string `json:"text"`         // as the archive writes it
	HTML  string `json:"html"`         // the same for a page: escaped, with <mark> around what was typed
	Kind  string `json:"kind"`         // one of SuggestKinds
	ID    string `json:"id,omitempty"` // of a title: its article, the newest if several have it
	Count int    `json:"count"`        // articles that have it
	Query string `json:"query"`        // what to search for, in the query language
}

// Suggestions is an answer of Suggest in the one JSON shape of the command line and the HTTP API.
type Suggestions struct {
	Query       string       `json:"query"` // what was typed
	Suggestions []Suggestion `json:"suggestions"`
}

// SuggestKinds returns the kinds of suggestions.
func SuggestKinds() []string { return slices.Clone(suggestion.Kinds()) }

// Suggest returns what begins, at one of its words, with what was typed; most likely first. What goes with the typed accents comes
// before what has others. Suggestions that differ in their kind, capitals or a number alone are given once. It returns a *ParamError
// when the request is out of range, and no suggestions where the index has none to offer, being of an older program.
//
// It takes some 0.1 ms for an archive of 100,000 articles, and the first time in a generation as long as it takes to look for
// articles that are newer than the table of suggestions: some 20 ms.
func (x *Index) Suggest(ctx context.Context, req SuggestRequest) (out []Suggestion, err error) {
	limit, kinds, err := req.check()
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r, err := x.acquire()
	if err != nil {
		return nil, err
	}
	defer r.done() //nolint:errcheck // as in Search
	defer guard(&err)
	tables, err := r.suggestions(ctx)
	if err != nil {
		return nil, err
	}
	s := suggester{r: r, prefix: suggestion.ReadPrefix(req.Prefix), given: map[string]bool{}, out: []Suggestion{}}
	return s.run(ctx, tables, kinds, limit)
}

// check fills in the defaults of a request and refuses what is out of range.
func (r SuggestRequest) check() (limit int, kinds []suggestion.Kind, err error) {
	limit = orDefault(r.Limit, DefaultSuggestions)
	if err := between("limit", limit, 1, MaxSuggestions); err != nil {
		return 0, nil, err
	}
	if len(r.Prefix) > MaxPrefix {
		return 0, nil, &ParamError{"q", strconv.Itoa(len(r.Prefix)) + " bytes", fmt.Sprintf("at most %d bytes are looked at while typing", MaxPrefix)}
	}
	for _, name := range r.Kinds {
		k, ok := suggestion.ParseKind(name)
		if !ok {
			return 0, nil, oneOf("kind", name, suggestion.Kinds()...)
		}
		kinds = append(kinds, k)
	}
	return limit, kinds, nil
}

// suggester answers one request.
type suggester struct {
	r      *reader
	prefix suggestion.Prefix
	given  map[string]bool // keys of what is in out
	out    []Suggestion
}

// source is a table with its next match.
type source struct {
	table *suggestion.Table
	found *suggestion.Found
	match suggestion.Match
	more  bool
}

// run takes the best matches of the tables until there are enough.
func (s *suggester) run(ctx context.Context, tables []*suggestion.Table, kinds []suggestion.Kind, limit int) ([]Suggestion, error) {
	var sources []*source
	for _, t := range tables {
		src := &source{table: t, found: t.Find(&s.prefix, kinds...)}
		src.match, src.more = src.found.Next()
		sources = append(sources, src)
	}
	for range maxExamined {
		best := bestSource(sources)
		if best == nil || len(s.out) == limit {
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := s.take(best.table, best.match); err != nil {
			return nil, err
		}
		best.match, best.more = best.found.Next()
	}
	return s.out, nil
}

// bestSource is the source whose next match comes first; nil when none has any.
func bestSource(sources []*source) *source {
	var best *source
	for _, s := range sources {
		if s.more && (best == nil || s.match.Before(best.match)) {
			best = s
		}
	}
	return best
}

// take adds a match to the answer, unless it is as good as in it, or its article is gone or has another title now.
func (s *suggester) take(t *suggestion.Table, m suggestion.Match) error {
	key := likeness(t, m.Entry)
	if s.given[key] {
		return nil
	}
	one := Suggestion{Text: t.Text(m.Entry), Kind: t.Kind(m.Entry).String(), Count: t.Count(m.Entry)}
	if t.Kind(m.Entry) == suggestion.Title {
		a, err := s.r.byID(one.Text)
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		one.ID, one.Text = a.ID, a.Title
	}
	from, to, ok := s.prefix.Locate(one.Text, m.Word)
	if !ok {
		return nil
	}
	one.HTML = snippet.Mark(one.Text, []snippet.Span{{Start: from, End: to}}, snippet.HTML)
	one.Text = snippet.Mark(one.Text, nil, snippet.Plain)
	one.Query = one.query()
	s.given[key] = true
	s.out = append(s.out, one)
	return nil
}

// likeness is equal for entries of which one is enough: the words of an entry, those of a title without its numbers.
func likeness(t *suggestion.Table, e uint32) string {
	words := t.Terms(e)
	if t.Kind(e) == suggestion.Title {
		named := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w[0] >= '0' && w[0] <= '9' })
		if len(named) >= 4 {
			words = named
		}
	}
	return strings.Join(words, " ")
}

// query is what finds the articles of a suggestion.
func (s *Suggestion) query() string {
	field := map[string]query.Field{suggestion.Section.String(): query.FieldSection, suggestion.Author.String(): query.FieldAuthor}
	if f, ok := field[s.Kind]; ok {
		return (&query.Phrase{Field: f, Text: s.Text}).String()
	}
	return (&query.Words{Text: s.Text}).String()
}
